"""What a cell means, as far as two states must agree on it: 5.0 is 5.00, and 31/12/2023 may be 2023-12-31.

A cell that does not fit its type is compared as the text that it is; that it does not fit is told elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from build_scripts.package import Field, Resource

# What a cell is compared by; "" stands for no value.
Meaning = str | bool | Decimal | date | time
Reading = Callable[[str], Meaning]

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
# What may stand round a number that is not bare: a currency before it, a sign of percent after it.
_AROUND = re.compile(r"^[^0-9+-]+|[^0-9]+$")
# Beyond this a number is no figure, and turning it into one is slow.
_DIGITS = 1000
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")


# What of a field, besides its type, decides on what its cells mean.
_OPTIONS = ("decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues")


def reading(resource: Resource, position: int) -> Reading | None:
    """Return how cells of the field at a position are read; nothing where a cell means its text."""
    missing = _missing(resource, position)
    inner = _by_type(resource.fields[position], _stated(resource, position))
    if inner is None:
        return text_reading(resource, position)
    return lambda cell: "" if cell in missing else inner(cell)


def text_reading(resource: Resource, position: int) -> Reading | None:
    """Return how cells of any type are read as text; nothing where every cell means its text."""
    missing = _missing(resource, position)
    return None if missing <= {""} else lambda cell: "" if cell in missing else cell


def terms(resource: Resource) -> tuple[object, ...]:
    """Return what decides on the meaning of cells: where it is the same, equal texts mean the same."""
    return tuple(
        (f.name, f.format, _missing(resource, n), *(repr(_stated(resource, n).get(name)) for name in _OPTIONS))
        for n, f in enumerate(resource.fields)
    )


def _missing(resource: Resource, position: int) -> frozenset[str]:
    own = resource.fields[position].missing
    return frozenset(resource.missing if own is None else own)


def _stated(resource: Resource, position: int) -> Mapping[str, object]:
    """Return a field as the descriptor states it, for what only its cells need."""
    schema = resource.descriptor.get("schema")
    fields = schema.get("fields") if isinstance(schema, Mapping) else None
    one = fields[position] if isinstance(fields, list) and position < len(fields) else None
    return one if isinstance(one, Mapping) else {}


def _by_type(field: Field, stated: Mapping[str, object]) -> Reading | None:
    if field.type in ("integer", "number", "year"):
        return _numeric(stated)
    if field.type == "boolean":
        true, false = _texts(stated.get("trueValues"), _TRUE), _texts(stated.get("falseValues"), _FALSE)
        return lambda cell: True if cell in true else False if cell in false else cell
    if field.type in ("date", "datetime", "time") and field.format != "any":
        return lambda cell: _moment(cell, field.type, field.format)
    return None


def _texts(stated: object, default: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(text) for text in stated) if isinstance(stated, list) else default


def _numeric(stated: Mapping[str, object]) -> Reading:
    group, point = str(stated.get("groupChar") or ""), str(stated.get("decimalChar") or ".")
    bare = stated.get("bareNumber", True) is not False

    def read(cell: str) -> Meaning:
        text = cell if bare else _AROUND.sub("", cell)
        text = text.replace(group, "") if group else text
        text = text if point == "." else text.replace(point, ".")
        return Decimal(text) if len(text) <= _DIGITS and _NUMBER.fullmatch(text) else cell

    return read


def _moment(cell: str, type: str, format: str) -> Meaning:
    try:
        if format != "default":
            moment = datetime.strptime(cell, format)
            return moment.date() if type == "date" else moment.time() if type == "time" else moment
        if type == "date":
            return date.fromisoformat(cell)
        return time.fromisoformat(cell) if type == "time" else datetime.fromisoformat(cell)
    except (ValueError, re.error):
        # A format that names one part twice makes a pattern that cannot be.
        return cell
