"""The header of a table against the fields of its schema: which column holds which field, and which labels are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from build_scripts.reading.layout import Layout
from build_scripts.report import Finding

# Signs that may divide the cells of a row in place of the stated one, by the variant that names them.
SIGNS = {";": "semicolon", "\t": "tab", ",": "comma"}


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields that have a column, the place of each in a row, and what all columns of the file are called."""

    names: tuple[str, ...]
    places: tuple[int, ...]
    labels: tuple[str, ...]


def columns(
    labels: list[str], line: int, names: tuple[str, ...], layout: Layout, path: str
) -> tuple[Columns, tuple[Finding, ...]]:
    """Return which columns hold the fields `names`; with findings they are not to be used."""
    if layout.match == "exact":
        found = Columns(names, tuple(range(len(names))), names)
        return found, tuple(_in_order(labels, line, names, layout, path))
    if other := _other_sign(labels, line, names, layout, path):
        return Columns((), (), ()), (other,)
    called = _called(labels, names, layout)
    faults = tuple(replace(f, path=path, line=line) for f in _by_name(labels, called, names, layout))
    kept = tuple(name for name in names if name in called)
    return Columns(kept, tuple(called[name] for name in kept), tuple(labels)), faults


def _same(label: str, name: str, layout: Layout) -> bool:
    return label == name or (layout.fold_header and label.casefold() == name.casefold())


def _called(labels: list[str], names: tuple[str, ...], layout: Layout) -> dict[str, int]:
    """Return the place of the first column of each field."""
    key = str.casefold if layout.fold_header else str
    places = {key(label): place for place, label in reversed(list(enumerate(labels)))}
    return {name: places[key(name)] for name in names if key(name) in places}


def _by_name(labels: list[str], called: Mapping[str, int], names: tuple[str, ...], layout: Layout) -> Iterator[Finding]:
    """Yield what is wrong with a header whose columns go by name, without its place."""
    needed = names if layout.match in ("equal", "subset") or not called else layout.required
    for name in needed:
        if name not in called:
            yield Finding("missing-label", "", 0, name)
    taken = set(called.values())
    known = {label for place, label in enumerate(labels) if place in taken}
    for place, label in enumerate(labels):
        if place in taken:
            continue
        if label in known:
            yield Finding("duplicate-label", "", 0, label, label, {"position": str(place + 1)})
        elif layout.match in ("equal", "superset"):
            yield Finding("extra-label", "", 0, "", label, {"position": str(place + 1)})


def _other_sign(labels: list[str], line: int, names: tuple[str, ...], layout: Layout, path: str) -> Finding | None:
    """Return the finding for a header of one label in which another sign than the stated one divides the names."""
    # Spreadsheets write semicolons where a comma is the decimal sign, as in Indonesia.
    divided = [name for sign, name in SIGNS.items() if sign != layout.delimiter and sign in "".join(labels)]
    if divided and len(labels) == 1 < len(names):
        return Finding("other-delimiter", path, line, facts={"variant": divided[0]})
    return None


def _in_order(labels: list[str], line: int, names: tuple[str, ...], layout: Layout, path: str) -> Iterator[Finding]:
    """Yield a finding for each label that is not the field's name at its place; one alone where another sign divides them."""
    if other := _other_sign(labels, line, names, layout, path):
        yield other
        return
    for number, name in enumerate(names):
        if number >= len(labels):
            yield Finding("missing-label", path, line, name)
        elif not _same(labels[number], name, layout):
            facts = {"expected": name, "position": str(number + 1)}
            yield Finding("incorrect-label", path, line, name, labels[number], facts)
    for number, label in enumerate(labels[len(names) :], start=len(names) + 1):
        yield Finding("extra-label", path, line, "", label, {"position": str(number)})
