"""Declared checks that look at one row after the other and remember nothing: they serve tables of any size."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from build_scripts.checks.rule.column import EXACT, Days, Numbers, half_step, plain, span_of
from build_scripts.checks.rule.stated import Breach, Stated, amount, joined
from build_scripts.package import Row

# Each sign with the name of its sentence.
OPERATORS: Mapping[str, tuple[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": ("less", operator.lt),
    "<=": ("at-most", operator.le),
    "=": ("equal", operator.eq),
    "!=": ("unequal", operator.ne),
    ">=": ("at-least", operator.ge),
    ">": ("more", operator.gt),
}
_COMBINE: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "sum": EXACT.add,
    "difference": EXACT.subtract,
    "product": EXACT.multiply,
}
# A side of a comparison may be nested this deep: a sum of products, of which each has two numbers.
_DEPTH = 3
_MOST_TERMS = 100


def row_constraint(stated: Stated) -> Iterator[Breach]:
    """`left` and `right` of a row compare as `operator` says (`<`, `<=`, `=`, `!=`, `>=`, `>`).

    A side is a field, a number, or `{"sum": […]}`, `{"difference": […]}`, `{"product": […]}` of these. `tolerance` is how far a side may
    go over; none is given unless stated. A row in which a number is missing is passed over.
    """
    left, left_name = _side(stated, "left")
    right, right_name = _side(stated, "right")
    sign = stated.choice("operator", tuple(OPERATORS))
    tolerance = stated.tolerance()
    if not stated.finish():
        return
    variant, compare = OPERATORS[sign]
    for line, row in stated.rows():
        one, other = left(row), right(row)
        if one is None or other is None or compare(one, other):
            continue
        if sign == "!=" or not tolerance.stated or not tolerance.allows(one, other):
            facts = {"left": _named(left_name, one), "right": _named(right_name, other), "variant": variant}
            yield Breach(line, left_name, plain(one), facts)


def _named(name: str, number: Decimal) -> str:
    """Write a side of a comparison with its number, which a number alone is already."""
    return name if name == plain(number) else f"{name} = {plain(number)}"


def _side(stated: Stated, property: str) -> tuple[Numbers, str]:
    value = stated.take(property, required=True)
    return _operand(stated, property, value, _DEPTH) if value is not None else (lambda _: None, "")


def _operand(stated: Stated, property: str, value: object, depth: int) -> tuple[Numbers, str]:
    """Return a side of a comparison by row, and how a sentence names it."""
    if isinstance(value, str):
        name = stated.known(property, value)
        return stated.numbers(property, name), name
    number = amount(value)
    if number is not None:
        return (lambda _: number), plain(number)
    combined = next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else ("", None)
    kind, terms = combined
    if not depth or kind not in _COMBINE or not isinstance(terms, list) or not 2 <= len(terms) <= _MOST_TERMS:
        stated.wrong(property, "operand", value, known=joined(_COMBINE))
        return (lambda _: None), ""
    sides = [_operand(stated, property, term, depth - 1) for term in terms]
    mark = {"sum": " + ", "difference": " − ", "product": " × "}[kind]
    return _combined(tuple(s for s, _ in sides), _COMBINE[kind]), mark.join(name for _, name in sides)


def _combined(terms: tuple[Numbers, ...], combine: Callable[[Decimal, Decimal], Decimal]) -> Numbers:
    def read(row: Row) -> Decimal | None:
        total: Decimal | None = None
        for term in terms:
            number = term(row)
            if number is None:
                return None
            total = number if total is None else combine(total, number)
        return total

    return read


def share_of(stated: Stated) -> Iterator[Breach]:
    """`value` is `numerator` divided by `denominator` times `factor` (100 unless stated), within the rounding of the decimals that
    `value` is written with, or within `tolerance`. A denominator of nothing is passed over."""
    name = stated.name("value")
    share = stated.numbers("value", name)
    names = stated.name("numerator"), stated.name("denominator")
    parts, whole = stated.numbers("numerator", names[0]), stated.numbers("denominator", names[1])
    factor = stated.number("factor") or Decimal(100)
    tolerance = stated.tolerance()
    if not stated.finish():
        return
    for line, row in stated.rows():
        value, part, base = share(row), parts(row), whole(row)
        if value is None or part is None or not base:
            continue
        expected = EXACT.divide(EXACT.multiply(part, factor), base)
        # A share written without decimals is rounded to whole ones.
        if not tolerance.allows(value, expected, half_step(value) or Decimal("0.5")):
            digits = max(0, -int(value.as_tuple().exponent)) + 2
            near = EXACT.quantize(expected, Decimal(1).scaleb(-digits))
            facts = {"expected": plain(near), "numerator": names[0], "denominator": names[1]}
            facts |= {"part": plain(part), "whole": plain(base)}
            yield Breach(line, name, plain(value), facts)


def not_after(stated: Stated) -> Iterator[Breach]:
    """`field` is not later than `limit`: another field, a date, or `build`, the day of the build.

    A date that is written as a month or a year is later only where all of it is. The day of the build comes with the data (the latest
    `created` of the packages, or SOURCE_DATE_EPOCH), never from a clock; where there is none, that is a finding, and nothing is compared.
    """
    name = stated.name("field")
    dates = stated.days("field", name)
    limit, shown, variant = _limit(stated)
    if not stated.finish():
        return
    read = stated.cells(name)
    for line, row in stated.rows():
        day, last = dates(row), limit(row)
        if day is not None and last is not None and day[0] > last[1]:
            yield Breach(line, name, read(row), {"limit": shown, "other": last[1].isoformat(), "variant": variant})


def _limit(stated: Stated) -> tuple[Days, str, str]:
    """Return the day that is compared with by row, what it is called, and the name of its sentence."""
    value = stated.take("limit", required=True)
    if value == "build":
        if stated.day is None:
            stated.wrong("limit", "day", value)
        span = (stated.day, stated.day) if stated.day else None
        return (lambda _: span), "build", "build"
    fixed = span_of(value) if isinstance(value, str) else None
    if fixed is not None:
        return (lambda _: fixed), str(value), "fixed"
    name = "" if value is None else stated.known("limit", value)
    return stated.days("limit", name), name, "field"


def range_by_group(stated: Stated) -> Iterator[Breach]:
    """`field` lies within the range that `ranges` gives for the code in `by`: `{"code": {"minimum": …, "maximum": …}}`.

    A code without a range is passed over, unless `ranges` has one for `*`.
    """
    name, by = stated.name("field"), stated.name("by")
    values, codes = stated.numbers("field", name), stated.cells(by)
    ranges = _ranges(stated)
    if not stated.finish():
        return
    other = ranges.get("*")
    for line, row in stated.rows():
        value, code = values(row), codes(row)
        span = ranges.get(code, other)
        if value is None or span is None:
            continue
        low, high = span
        if (low is not None and value < low) or (high is not None and value > high):
            limits = "–".join("" if end is None else plain(end) for end in span)
            yield Breach(line, name, plain(value), {"by": by, "code": code, "range": limits})


def _ranges(stated: Stated) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    value = stated.take("ranges", required=True)
    found = {}
    for code, span in value.items() if isinstance(value, dict) else ():
        ends = span if isinstance(span, dict) else {"": None}
        numbers = {name: amount(end) for name, end in ends.items()}
        low, high = numbers.get("minimum"), numbers.get("maximum")
        wrong = not ends or numbers.keys() - {"minimum", "maximum"} or None in numbers.values()
        if wrong or (low is not None and high is not None and low > high):
            stated.wrong("ranges", "range", code)
        found[str(code)] = low, high
    if value is not None and not found:
        stated.wrong("ranges", "ranges", value)
    return found


def required_source(stated: Stated) -> Iterator[Breach]:
    """Where one of the fields in `field` is filled, every field in `source` is filled too: each value says where it comes from."""
    fields = stated.names("field", required=True)
    sources = stated.names("source", required=True)
    if not stated.finish():
        return
    values, needed = [(n, stated.cells(n)) for n in fields], [(n, stated.cells(n)) for n in sources]
    for line, row in stated.rows():
        filled = next(((name, read(row)) for name, read in values if read(row)), None)
        if filled:
            for name, read in needed:
                if not read(row):
                    yield Breach(line, name, "", {"filled": filled[0], "other": filled[1]})
