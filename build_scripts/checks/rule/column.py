"""The cells of a column as text, exact numbers or days, for rules that compare them; whatever is none of these is left out.

A cell that is not what its field says is a finding of its own, so a rule skips it and says nothing a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Context, Decimal
from functools import lru_cache

from build_scripts.dataset import is_date, last_day
from build_scripts.package import Field, Resource, Row

# What is said of a cell, one function per column.
Cells = Callable[[Row], str]
Numbers = Callable[[Row], Decimal | None]
Days = Callable[[Row], "tuple[date, date] | None"]

NUMBER_TYPES = ("integer", "number", "year")
DATE_TYPES = ("date", "datetime", "year", "yearmonth", "string", "any")
# Sums and products of cells stay exact: a cell has at most 60 digits, and a product two of them.
EXACT = Context(prec=200)
_PLAIN = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]{0,20})?|\.[0-9]{1,20})")
_WITH_EXPONENT = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{0,20})?[eE][+-]?[0-9]{1,2}")
_MARKS = re.compile(r"^[^0-9+\-.]+|[^0-9]+$")


def cells(resource: Resource, number: int) -> Cells:
    """Return the text of a column by row; what stands for no value is empty text."""
    field = resource.fields[number]
    missing = frozenset(resource.missing if field.missing is None else field.missing)
    return lambda row: "" if row[number] in missing else row[number]


def numbers(resource: Resource, number: int) -> Numbers:
    """Return the number in a column by row, or nothing; signs that its field declares are understood."""
    read = cells(resource, number)
    stated = _stated(resource, number)
    decimal, group = stated.get("decimalChar", "."), stated.get("groupChar", "")
    bare = stated.get("bareNumber", True) is not False
    if bare and decimal == "." and not group:
        return lambda row: to_number(read(row))

    def marked(row: Row) -> Decimal | None:
        text = read(row)
        text = text if bare else _MARKS.sub("", text)
        text = text.replace(str(group), "") if group else text
        return to_number(text.replace(str(decimal), ".") if decimal else text)

    return marked


def _stated(resource: Resource, number: int) -> dict[str, object]:
    schema = resource.descriptor.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    name = resource.fields[number].name
    found = (f for f in fields if isinstance(f, dict) and f.get("name") == name) if isinstance(fields, list) else ()
    return next(iter(found), {})


def to_number(text: str) -> Decimal | None:
    """Return the exact number that a text is, or nothing: no infinity, and no more digits than exact sums can hold."""
    return Decimal(text) if _PLAIN.fullmatch(text) or _WITH_EXPONENT.fullmatch(text) else None


def days(resource: Resource, number: int) -> Days:
    """Return the first and the last day of the date in a column by row (of `2023` the whole year), or nothing."""
    read = cells(resource, number)
    field = resource.fields[number]
    return lambda row: span_of(read(row), _format(field))


def _format(field: Field) -> str:
    return field.format if field.type in ("date", "datetime") and field.format not in ("default", "any") else ""


@lru_cache(maxsize=16384)
def span_of(text: str, format: str = "") -> tuple[date, date] | None:
    """Return the first and the last day that a date may mean, or nothing where it is no date (in that format)."""
    if format:
        try:
            day = datetime.strptime(text, format).date()
        except (ValueError, re.error):
            # A format may also name a part twice.
            return None
        return day, day
    day_text = text[:10] if len(text) > 10 and text[10] in "T " else text
    if not is_date(day_text):
        return None
    last = last_day(day_text)
    first = {4: last.replace(month=1, day=1), 7: last.replace(day=1), 10: last}[len(day_text)]
    return first, last


def half_step(value: Decimal) -> Decimal:
    """Return half a unit of the last decimal that a number is written with; nothing for whole numbers."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) and exponent < 0 else Decimal(0)


def plain(number: Decimal) -> str:
    """Write a number with all its digits and without an exponent."""
    return format(number, "f")
