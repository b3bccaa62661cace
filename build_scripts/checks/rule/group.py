"""Declared checks that compare rows with each other: sums, order, completeness; they remember a bounded number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise, product
from math import prod

from build_scripts.checks.rule.column import DATE_TYPES, EXACT, NUMBER_TYPES, half_step, plain
from build_scripts.checks.rule.stated import Breach, Stated, joined
from build_scripts.checks.step import odd_points
from build_scripts.package import Row

# What is remembered at most; a check that would need more says so and stops.
MOST_KEPT = 500_000
MOST_COMBINATIONS = 200_000
Place = date | Decimal


class TooManyError(Exception):
    """A check would have to remember more rows than it may."""


def _room(kept: int) -> None:
    if kept >= MOST_KEPT:
        raise TooManyError


@dataclass(slots=True)
class _Sum:
    """What was seen of a group: the sum of its parts, how far rounding may part it from the whole, and the whole with its line."""

    total: Decimal = Decimal(0)
    rounding: Decimal = Decimal(0)
    parts: set[str] = field(default_factory=set)
    whole: Decimal | None = None
    line: int = 0
    broken: bool = False

    def add(self, code: str, value: Decimal) -> None:
        """Add a part; one that stands twice makes the sum meaningless."""
        self.broken = self.broken or code in self.parts
        self.parts.add(code)
        self.total = EXACT.add(self.total, value)
        self.rounding += half_step(value)


def parts_sum_to_whole(stated: Stated) -> Iterator[Breach]:
    """The parts of a whole add up to it: the fields in `parts` of a row to `whole` (a field or a number), or, with `part`, the rows of a
    group (`by`) to the row whose code is `whole`.

    Of rows, `value` is the field that is added up, `part` the field with the codes, and `parts` the codes that make the whole (all others
    unless stated). A group in which a part, a value or the whole is missing, or a part stands twice, is passed over. Without `tolerance`
    the sum may be off by what rounding to the written decimals can give.
    """
    yield from _rows_sum(stated) if "part" in stated.rule.stated else _columns_sum(stated)


def _columns_sum(stated: Stated) -> Iterator[Breach]:
    names = stated.names("parts", required=True, least=2)
    parts = tuple(stated.numbers("parts", name) for name in names)
    fixed = stated.fixed("whole")
    name = "" if fixed is not None else stated.name("whole")
    whole = stated.numbers("whole", name)
    tolerance = stated.tolerance()
    if not stated.finish():
        return
    for line, row in stated.rows():
        values = [read(row) for read in parts]
        target = whole(row) if fixed is None else fixed
        known = [v for v in values if v is not None]
        if target is None or len(known) < len(values):
            continue
        found = _Sum()
        for number, value in enumerate(known):
            found.add(str(number), value)
        if not tolerance.allows(found.total, target, found.rounding + half_step(target)):
            facts = {"parts": joined(names), "sum": plain(found.total), "variant": "field" if name else "fixed"}
            yield Breach(line, name or names[0], plain(target), facts)


def _rows_sum(stated: Stated) -> Iterator[Breach]:
    name, part = stated.name("value"), stated.name("part")
    values, codes = stated.numbers("value", name), stated.cells(part)
    whole = stated.code("whole")
    key = stated.key(by := stated.names("by", required=True))
    wanted = frozenset(stated.codes("parts"))
    tolerance = stated.tolerance()
    if not stated.finish():
        return
    groups: dict[tuple[str, ...], _Sum] = {}
    for line, row in stated.rows():
        code = codes(row)
        if wanted and code != whole and code not in wanted:
            continue
        _room(len(groups))
        found, value = groups.setdefault(key(row), _Sum()), values(row)
        if value is None or not code:
            found.broken = True
        elif code != whole:
            found.add(code, value)
        else:
            found.broken = found.broken or found.whole is not None
            found.whole, found.line = value, line
    for group, found in groups.items():
        if found.whole is None or found.broken or not found.parts or (wanted and found.parts != wanted):
            continue
        if not tolerance.allows(found.total, found.whole, found.rounding + half_step(found.whole)):
            facts = {"group": joined(group), "by": joined(by), "code": whole, "sum": plain(found.total)}
            yield Breach(found.line, name, plain(found.whole), facts | {"variant": "rows"})


@dataclass(frozen=True, slots=True)
class _Point:
    """A value of a series: where it stands, its line and the value."""

    at: Place
    line: int
    value: Decimal


def _points(stated: Stated, along: str, by: tuple[str, ...], name: str) -> dict[tuple[str, ...], list[_Point]]:
    """Gather the rows of a series by group, in order of the field that they run along."""
    place, key = _AlongField(stated, along), stated.key(by)
    values = stated.numbers("field", name)
    if not stated.finish():
        return {}
    groups: dict[tuple[str, ...], list[_Point]] = {}
    kept = 0
    for line, row in stated.rows():
        at, value = place(row), values(row)
        if at is None or value is None:
            continue
        _room(kept)
        kept += 1
        groups.setdefault(key(row), []).append(_Point(at, line, value))
    for points in groups.values():
        points.sort(key=lambda p: (p.at, p.line))
    return groups


class _AlongField:
    """Reads where in its series a row stands: a day or a number, whichever its field holds."""

    def __init__(self, stated: Stated, name: str) -> None:
        found = stated.resource.field_named(name)
        self.numeric = found is not None and found.type in NUMBER_TYPES
        if found is not None and found.type not in (*DATE_TYPES, *NUMBER_TYPES):
            stated.wrong("along", "along-field", name)
            name = ""
        self._numbers = stated.numbers("along", name if self.numeric else "")
        self._days = stated.days("along", "" if self.numeric else name)

    def __call__(self, row: Row) -> Place | None:
        if self.numeric:
            return self._numbers(row)
        span = self._days(row)
        return span[1] if span else None


def monotone(stated: Stated) -> Iterator[Breach]:
    """`field` only grows (`direction` increasing, the default) or only falls (decreasing) along the field `along`, within each group of
    the fields in `by`; with `strict` it never stays the same."""
    name, along = stated.name("field"), stated.name("along")
    by = stated.names("by")
    direction = stated.choice("direction", ("increasing", "decreasing"), "increasing")
    strict = stated.flag("strict")
    sign = 1 if direction == "increasing" else -1
    for group, points in _points(stated, along, by, name).items():
        for before, after in pairwise(points):
            change = (after.value - before.value) * sign
            # Two values of one place have no order.
            if before.at != after.at and (change < 0 or (strict and change == 0)):
                facts = {"variant": direction if change else "same", "before": plain(before.value)}
                facts |= {"at": joined((*group, str(after.at))), "former": joined((*group, str(before.at)))}
                yield Breach(after.line, name, plain(after.value), facts)


def jump(stated: Stated) -> Iterator[Breach]:
    """`field` makes no leap along the field `along`, within each group of the fields in `by`.

    With `factor` a value is at most so many times the one before it, or that part of it; with `difference` it differs by at most so much.
    With neither, a value is told that leaps away from its neighbours and back, as the robust rule of `checks/step.py` has it.
    """
    name, along = stated.name("field"), stated.name("along")
    by = stated.names("by")
    factor, difference = stated.number("factor"), stated.number("difference")
    if factor is not None and factor <= 1:
        stated.wrong("factor", "factor", plain(factor))
    if difference is not None and difference < 0:
        stated.wrong("difference", "number", plain(difference))
    for group, points in _points(stated, along, by, name).items():
        found = _limited(points, factor, difference) if factor or difference is not None else _odd(points)
        for point, near in found:
            facts = {"at": joined((*group, str(point.at))), "near": plain(near)}
            yield Breach(point.line, name, plain(point.value), facts)


def _limited(
    points: list[_Point], factor: Decimal | None, difference: Decimal | None
) -> Iterator[tuple[_Point, Decimal]]:
    for before, after in pairwise(points):
        if before.at == after.at:
            continue
        small, large = sorted((abs(before.value), abs(after.value)))
        turned = before.value * after.value < 0
        leaps = factor is not None and (turned or large > EXACT.multiply(small, factor))
        if leaps or (difference is not None and abs(after.value - before.value) > difference):
            yield after, before.value


def _odd(points: list[_Point]) -> Iterator[tuple[_Point, Decimal]]:
    single = {p.at: p for p in points}
    if len(single) < len(points):
        return
    values = list(single.values())
    ticks = [float(p.at) if isinstance(p.at, Decimal) else float(p.at.toordinal()) for p in values]
    for odd in odd_points(ticks, [(p.value, p.value) for p in values]):
        yield values[odd.place], values[odd.near].value


def unique_together(stated: Stated) -> Iterator[Breach]:
    """No two rows (of those that `where` chooses) say the same in all `fields`; a row in which one of them is empty is passed over."""
    names = stated.names("fields", required=True)
    key = stated.key(names)
    if not stated.finish():
        return
    seen: dict[tuple[str, ...], int] = {}
    for line, row in stated.rows():
        cells = key(row)
        if not all(cells):
            continue
        if cells in seen:
            yield Breach(line, joined(names), joined(cells), {"first": str(seen[cells])})
        else:
            _room(len(seen))
            seen[cells] = line


def complete(stated: Stated) -> Iterator[Breach]:
    """Every combination of the codes in `fields` has a row; `codes` may state the codes of a field (`{"field": ["a", "b"]}`), otherwise
    they are those that occur."""
    names = stated.names("fields", required=True, least=2)
    key = stated.key(names)
    lists = _code_lists(stated, names)
    if not stated.finish():
        return
    seen: set[tuple[str, ...]] = set()
    for _, row in stated.rows():
        _room(len(seen))
        seen.add(key(row))
    codes = [lists.get(name) or tuple(sorted({s[n] for s in seen} - {""})) for n, name in enumerate(names)]
    if prod(len(c) for c in codes) > MOST_COMBINATIONS:
        raise TooManyError
    for combination in product(*codes):
        if combination not in seen:
            yield Breach(0, joined(names), joined(combination))


def _code_lists(stated: Stated, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    value = stated.take("codes")
    lists = value if isinstance(value, dict) else {}
    found = {name: _codes(one) for name, one in lists.items() if name in names}
    if value is not None and (not lists or len(found) < len(lists) or not all(found.values())):
        stated.wrong("codes", "code-lists", value)
    return found


def _codes(stated: object) -> tuple[str, ...]:
    """Return the codes of a list of texts or whole numbers, each once; nothing where it is no such list."""
    codes = stated if isinstance(stated, list) else []
    good = all(isinstance(c, str | int) for c in codes)
    return tuple(dict.fromkeys(str(c) for c in codes)) if good else ()
