"""What can be said of a cell without asking the authority: a text that surely keeps every rule of its field, and the value it stands for.

All here is one-sided. `fine` never holds of a text that Frictionless or a rule on cells could refuse; a schema of which this cannot be
promised (a format, an option, a constraint that is not plain) has no judge, and its table is looked at row by row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from build_scripts.cell import identity, odd
from build_scripts.package import Field, Resource

Reads = Callable[[str], Hashable | None]
Allows = Callable[[Any], bool]

_LENGTHS = ("minLength", "maxLength")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
# What Frictionless lets a field of each type be constrained by, of the types that are read here.
_CONSTRAINTS = {
    "any": ("enum",),
    "string": (*_LENGTHS, "pattern", "enum"),
    "integer": (*_BOUNDS, "enum"),
    "number": (*_BOUNDS, "enum"),
    "boolean": ("enum",),
    "date": (*_BOUNDS, "enum"),
    "year": (*_BOUNDS, "enum"),
}
_PLAIN_OPTIONS = {"bareNumber": True, "decimalChar": ".", "groupChar": ""}
_OTHER_OPTIONS = ("delimiter", "itemType", "arrayItem", "floatNumber", "example", "required", "rdfType")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
_TRUE = ("true", "True", "TRUE", "1")
_FALSE = ("false", "False", "FALSE", "0")
# Texts of patterns that mean the same to Python and to RE2, which always ends: literals, simple sets, groups, repetition. Sets that
# exclude must not name a class of characters, which is wider in Python.
_TOKEN = re.compile(
    r"""[A-Za-z0-9 _\-/:,;@%=<>~!\#&'"]|\\[dw.\-/()\[\]{}+*?|^$\\]|\.|\((?!\?)|\(\?:|\)|\||[*+?]\??(?![*+?{])|\^|\$
    |\{[0-9]{1,3}(?:,[0-9]{0,3})?\}\??(?![*+?{])
    |\[[A-Za-z0-9_.,:/;+*?()|{}$@%=<>!\#'"](?:[A-Za-z0-9_.,:/;+*?()|{}$@%=<>!\#'" -]|\\[dw.\-/\]\[\\^])*\]
    |\[\\[dw.\-/\]\[\\^](?:[A-Za-z0-9_.,:/;+*?()|{}$@%=<>!\#'" -]|\\[dw.\-/\]\[\\^])*\]
    |\[\^[A-Za-z0-9_.,:/;+*?()|{}$@%=<>!\#'" -]+\]""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Judge:
    """What is surely right in one field: `read` gives the value of a text that has the type, `allows` are its constraints, `pattern`
    is a pattern of RE2 that the whole text must fit besides (empty: any)."""

    type: str
    missing: frozenset[str]
    read: Reads
    allows: tuple[Allows, ...] = ()
    pattern: str = ""
    required: bool = False
    unique: bool = False
    bounds: tuple[tuple[str, Decimal], ...] = ()

    def value(self, text: str) -> Hashable | None:
        """Return the value of a text as it is compared in keys; nothing where it is missing, or not surely one."""
        return None if text in self.missing else self.read(text)

    def fine(self, text: str) -> bool:
        """Say whether nothing can be said against a text, but for its pattern."""
        if text in self.missing:
            return not self.required and (not text or not odd(text, "string"))
        value = self.read(text)
        return value is not None and all(allows(value) for allows in self.allows)

    @property
    def by_value(self) -> bool:
        """Whether a rule names single values, so that they are looked at one by one."""
        named = self.required and self.missing != {""}
        return named or bool(self.pattern) or len(self.allows) > len(self.bounds)


def judges(resource: Resource) -> tuple[Judge, ...] | None:
    """Return a judge for each field, or nothing where the schema is not one of which all is known."""
    names = [f.name for f in resource.fields]
    keys = [resource.primary_key, *(k.fields for k in resource.foreign_keys)]
    if not all(n and n == n.strip() for n in names) or any(len(set(key)) < len(key) for key in keys):
        return None
    stated = resource.descriptor["schema"]["fields"]
    found = [_judge(f, raw, resource.missing) for f, raw in zip(resource.fields, stated, strict=True)]
    return tuple(j for j in found if j) if all(found) else None


def _judge(field: Field, stated: Mapping[str, Any], missing: tuple[str, ...]) -> Judge | None:
    constraints = dict(field.constraints)
    required, unique = constraints.pop("required", False), constraints.pop("unique", False)
    read = _reads(field, stated)
    # An empty list of missing values means none to the standard and the default to Frictionless.
    absent = missing if field.missing is None else field.missing
    if read is None or not absent or not _is_plain(field, stated) or constraints.keys() - set(_CONSTRAINTS[field.type]):
        return None
    values = {name: _constraint(name, value, field.type, read) for name, value in constraints.items()}
    if any(value is None for value in values.values()):
        return None
    bounds = tuple((n, Decimal(v)) for n, v in values.items() if n in _BOUNDS and isinstance(v, int | Decimal))
    pattern = str(values.pop("pattern", ""))
    return Judge(
        type=field.type,
        missing=frozenset(absent),
        read=read,
        allows=(*(_allows(name, value) for name, value in values.items()), *_categories(field)),
        pattern=pattern,
        required=bool(required),
        unique=bool(unique),
        bounds=bounds,
    )


def _categories(field: Field) -> tuple[Allows, ...]:
    if not field.categories:
        return ()
    known = {identity(value, field.type) for value, _ in field.categories}
    return (lambda value: value in known,)


def _is_plain(field: Field, stated: Mapping[str, Any]) -> bool:
    return (
        field.format == "default"
        and all(stated.get(name, plain) == plain for name, plain in _PLAIN_OPTIONS.items())
        and not any(name in stated for name in _OTHER_OPTIONS)
    )


def _reads(field: Field, stated: Mapping[str, Any]) -> Reads | None:
    if field.type == "boolean":
        return _boolean(stated)
    return _READS.get(field.type)


def _boolean(stated: Mapping[str, Any]) -> Reads | None:
    true, false = stated.get("trueValues", _TRUE), stated.get("falseValues", _FALSE)
    if not all(isinstance(v, list | tuple) and all(isinstance(t, str) for t in v) for v in (true, false)):
        return None
    values = {**dict.fromkeys(true, True), **dict.fromkeys(false, False)}
    known = {text: value for text, value in values.items() if not odd(text, "boolean")}
    return known.get


def _text(text: str) -> str | None:
    return None if odd(text, "string") else text


def _integer(text: str) -> int | None:
    return None if odd(text, "integer") else int(text)


def _number(text: str) -> Decimal | None:
    return None if odd(text, "number") else Decimal(text)


def _date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        return None


def _year(text: str) -> int | None:
    return int(text) if _YEAR.fullmatch(text) else None


_READS: Mapping[str, Reads] = {
    "any": _text,
    "string": _text,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "year": _year,
}


def _constraint(name: str, value: object, type: str, read: Reads) -> object:
    """Return a constraint as it is compared, or nothing where what it means is not plain."""
    if name == "pattern":
        return _pattern(str(value))
    if name in _LENGTHS:
        return value
    if name == "enum" and isinstance(value, list):
        members = [_member(one, type, read) for one in value]
        return None if any(m is None for m in members) else frozenset(members)
    return _member(value, type, read)


def _member(value: object, type: str, read: Reads) -> object:
    """Return a value of a schema as one of the field's type: as text by the rules of cells, a plain number as it is."""
    if isinstance(value, str):
        # A text that is odd as a cell may still be a member; but what it is as a number would have to be guessed.
        return value if type in ("string", "any") else read(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or type not in ("integer", "number", "year"):
        return None
    if isinstance(value, float) and (not math.isfinite(value) or type != "number"):
        return None
    if type == "year" and not 0 <= value <= 9999:
        return None
    return Decimal(str(value)) if type == "number" else value


def _allows(name: str, limit: Any) -> Allows:  # noqa: ANN401 (a number, a date, a text or a set of them)
    tests: Mapping[str, Allows] = {
        "enum": lambda value: value in limit,
        "minLength": lambda value: len(value) >= limit,
        "maxLength": lambda value: len(value) <= limit,
        "minimum": lambda value: bool(value >= limit),
        "maximum": lambda value: bool(value <= limit),
        "exclusiveMinimum": lambda value: bool(value > limit),
        "exclusiveMaximum": lambda value: bool(value < limit),
    }
    return tests[name]


def _pattern(pattern: str) -> str | None:
    """Return a pattern for RE2 that fits no text but those that Python fits whole, or nothing."""
    at = 0
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            return None
        at = token.end()
    return f"\\A(?:{pattern})\\z"
