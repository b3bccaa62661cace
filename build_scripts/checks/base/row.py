"""Rows and values that were published: what vanished, and what says something else, with the size of the move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.change import Changes, ResourceChange, RowChange, ValueChange
from build_scripts.change.figure import is_observations
from build_scripts.checks.shape import SHAPES
from build_scripts.figures import Key
from build_scripts.package import Package, Resource
from build_scripts.report import Finding, Severity

# Beyond so many of one kind in one field (or so many rows of one table) one finding tells how many there are.
MANY = 1000
# More digits than this before or after the decimal point are told as a power of ten.
_LONG = 30
_KEY = ("indicator", "kind", "area_code", "as_of", "segment", "breakdown")


@dataclass(frozen=True, slots=True)
class _Table:
    """A table on both sides, with the package in which it lies now."""

    package: Package
    old: Resource
    new: Resource
    change: ResourceChange

    @property
    def path(self) -> str:
        return self.package.path_of(self.new.path)


def _tables(changes: Changes) -> Iterator[_Table]:
    for change in changes.packages:
        for resource in change.resources:
            if change.new is not None and resource.old is not None and resource.new is not None:
                yield _Table(change.new, resource.old, resource.new, resource)


def row_vanished(changes: Changes) -> Iterator[Finding]:
    """A row that was published is in its table; a claim on a figure that is gone as a whole is told with the figure."""
    gone = {c.key for c in changes.figures if c.new is None}
    for table in _tables(changes):
        rows = [r for r in table.change.rows if r.new is None and _figure(table.old, r) not in gone]
        if len(rows) > MANY:
            facts = {"variant": "many", "count": str(len(rows)), "resource": table.new.name}
            yield Finding("row-vanished", table.path, facts=facts, severity=Severity.WARNING)
            continue
        for row in rows:
            facts = {"resource": table.new.name, "was": str(table.old.lines[row.old or 0])}
            value = _named(table.old, row.old or 0, table.change.key)
            yield Finding("row-vanished", table.path, value=value, facts=facts, severity=Severity.WARNING)


def _figure(resource: Resource, row: RowChange) -> Key | None:
    """Return the figure that an old row was a claim on."""
    if row.old is None or not is_observations(resource):
        return None
    cells = dict(zip((f.name for f in resource.fields), resource.rows[row.old], strict=True))
    return Key(*("" if cells[name] in resource.missing else cells[name] for name in _KEY))


def _named(resource: Resource, number: int, key: tuple[str, ...]) -> str:
    """Return what a row is told by: the cells of its key, or else its words, the first few."""
    row = resource.rows[number]
    of_key = [row[n] for n, f in enumerate(resource.fields) if f.name in key]
    words = [row[n] for n, f in enumerate(resource.fields) if f.type not in ("number", "boolean")]
    return " · ".join([cell for cell in of_key or words or row if cell][: max(len(of_key), 4)])


def past_value_changed(changes: Changes) -> Iterator[Finding]:
    """A value that was published is what it was; words may differ, and are told apart from values."""
    for table in _tables(changes):
        by_kind: dict[tuple[str, str], list[tuple[RowChange, ValueChange]]] = {}
        for row in table.change.rows:
            for value in row.values:
                # A value where there was none is new, it moves nothing.
                if value.old:
                    by_kind.setdefault((_type(table.new, value.field), value.field), []).append((row, value))
        for (type, field), found in by_kind.items():
            yield from _many(table, type, field, found) if len(found) > MANY else _each(table, type, found)


def _type(resource: Resource, name: str) -> str:
    if name == "unit" and is_observations(resource):
        return "unit-changed"
    return "past-text-changed" if _is_words(resource, name) else "past-value-changed"


def _is_words(resource: Resource, name: str) -> bool:
    """Say whether cells of a field are free text; a code from a list or of another table is as good as a number."""
    field = resource.field_named(name)
    if field is None or field.type not in ("string", "any") or field.categories or "enum" in field.constraints:
        return False
    shape = SHAPES.get(resource.shape)
    coded = shape is not None and (name in (shape.codes or {}) or name in shape.dates)
    return not coded and not any(name in key.fields for key in resource.foreign_keys)


def _each(table: _Table, type: str, found: list[tuple[RowChange, ValueChange]]) -> Iterator[Finding]:
    for row, value in found:
        number = row.new or 0
        facts = {"old": value.old, "new": value.new, "row": _named(table.new, number, table.change.key)}
        facts |= size(*value.numbers) if value.numbers else {"variant": "" if value.new else "emptied"}
        line = table.new.lines[number]
        yield Finding(type, table.path, line, value.field, value.new, facts, Severity.WARNING)


def _many(table: _Table, type: str, field: str, found: list[tuple[RowChange, ValueChange]]) -> Iterator[Finding]:
    """Yield one finding for all changes of a field, on the line of the largest move."""
    row, value = max(found, key=lambda pair: abs(pair[1].difference or Decimal(0)))
    facts = {"variant": "many", "count": str(len(found)), "old": value.old, "new": value.new}
    facts = (size(*value.numbers) if value.numbers else {}) | facts
    line = table.new.lines[row.new or 0]
    yield Finding(type, table.path, line, field, value.new, facts, Severity.WARNING)


def size(old: Decimal, new: Decimal) -> dict[str, str]:
    """Return how far a number moved, as facts: absolute, and in percent of the old value where that is not zero."""
    moved = ValueChange("", "", "", (old, new))
    facts = {"variant": "number", "difference": _signed(moved.difference or Decimal(0))}
    if moved.relative is None:
        return facts
    return facts | {"variant": "number-relative", "relative": f"{_signed(moved.relative)}%"}


def _signed(number: Decimal) -> str:
    """Return a number with its sign, without trailing zeros, and without an exponent where that is short enough."""
    if abs(number.adjusted()) > _LONG:
        return f"{number:+.2E}"
    text = f"{number:+f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
