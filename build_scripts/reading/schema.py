"""The Table Schema of a resource: fields, constraints, keys, missing values; only what is well formed is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.cell import INTEGER, NUMBER
from build_scripts.package import Field, ForeignKey, Text
from build_scripts.reading.layout import MATCHES
from build_scripts.reading.limits import Limits
from build_scripts.reading.reader import Reader

FIELD_TYPES = (
    "any", "array", "boolean", "date", "datetime", "duration", "geojson", "geopoint", "integer", "list", "number",
    "object", "string", "time", "year", "yearmonth",
)  # fmt: skip
_FLAGS = ("required", "unique")
_LENGTHS = ("minLength", "maxLength")
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_NUMBERS = ("integer", "number", "year")
_DAY, _HOUR = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9].*"
# How the bounds of dates and times are written.
_MOMENTS = {
    "date": re.compile(_DAY),
    "time": re.compile(_HOUR),
    "datetime": re.compile(f"{_DAY}T{_HOUR}"),
    "yearmonth": re.compile("[0-9]{4}-(0[1-9]|1[0-2])"),
}
# The constraints that only some types have.
OF_TYPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_LENGTHS, ("string", "array", "object", "list")),
    **dict.fromkeys(_BOUNDS, ("integer", "number", "date", "time", "datetime", "year", "yearmonth")),
    "pattern": ("string",),
    "jsonSchema": ("array", "object", "geojson"),
    "enum": tuple(t for t in FIELD_TYPES if t != "list"),
}
PATTERN_LENGTH = 1000
# Deeper nesting than any of these groups can make is more than the compiler of patterns bears.
PATTERN_GROUPS = 100


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema as read; it is usable when rows can be laid out by it."""

    fields: tuple[Field, ...] = ()
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    missing: tuple[str, ...] = ("",)
    match: str = "exact"
    usable: bool = True


def read_schema(reader: Reader, at: str, resource: Mapping[str, Any], limits: Limits) -> Schema:
    """Read the schema of a resource; a resource without one is a file, no table."""
    if "schema" not in resource:
        return Schema()
    if isinstance(resource["schema"], str):
        reader.note("reference-not-inline", value=resource["schema"], property=f"{at}schema")
        return Schema(usable=False)
    place = f"{at}schema."
    schema = reader.mapping(resource, "schema", at)
    fields = _fields(reader, place, schema, limits)
    match = _match(reader, place, schema)
    missing = _missing(reader, place, schema)
    return Schema(
        fields,
        reader.texts(schema, "primaryKey", place, single=True),
        _unique_keys(reader, place, schema),
        tuple(_foreign_key(reader, one_at, one) for one_at, one in reader.mappings(schema, "foreignKeys", place)),
        ("",) if missing is None else missing,
        match or "exact",
        # Something among the fields that is none would set the others against the wrong columns.
        usable=bool(fields) and len({f.name for f in fields}) == len(fields) == len(schema["fields"]) and bool(match),
    )


def _match(reader: Reader, at: str, schema: Mapping[str, Any]) -> str:
    """Return how columns answer to fields: a text, as the standard says, or a list of one, as its profile does."""
    stated = schema.get("fieldsMatch", "exact")
    match = stated[0] if isinstance(stated, list) and len(stated) == 1 else stated
    if isinstance(match, str) and match in MATCHES:
        return match
    reader.note("fields-match-unsupported", value=str(stated), property=f"{at}fieldsMatch", known=", ".join(MATCHES))
    return ""


def _fields(reader: Reader, at: str, schema: Mapping[str, Any], limits: Limits) -> tuple[Field, ...]:
    found = reader.mappings(schema, "fields", at)
    if not found and isinstance(schema.get("fields", []), list):
        reader.note("property-missing", property=f"{at}fields")
    if len(found) > limits.fields:
        reader.note("limit-exceeded", variant="fields", limit=str(limits.fields), actual=str(len(found)))
        return ()
    fields = tuple(_field(reader, one_at, one) for one_at, one in found)
    seen: set[str] = set()
    for number, field in enumerate(fields):
        if not field.name:
            reader.note("property-missing", property=f"{at}fields[{number}].name")
        elif field.name in seen:
            reader.note("duplicate-field", value=field.name, property=f"{at}fields[{number}].name")
        seen.add(field.name)
    return fields


def _field(reader: Reader, at: str, one: Mapping[str, Any]) -> Field:
    reader.check_translations(one, at)
    type = reader.text(one, "type", at) or "string"
    format = reader.text(one, "format", at) or "default"
    constraints = reader.mapping(one, "constraints", at)
    if type not in FIELD_TYPES or one.get("type") == "":
        reader.note(
            "field-type-unknown", value=reader.text(one, "type", at), property=f"{at}type", known=", ".join(FIELD_TYPES)
        )
        # What else is wrong with the table is told in the same run: only this column is not held to a type.
        type, format = "any", "default"
        constraints = {name: value for name, value in constraints.items() if name in _FLAGS}
    return Field(
        name=reader.text(one, "name", at),
        type=type,
        title=reader.translated(one, "title", at),
        description=reader.translated(one, "description", at),
        format=format,
        constraints=_constraints(reader, f"{at}constraints.", type, format, constraints),
        categories=_categories(reader, at, one),
        unit=reader.text(one, "unit", at),
        missing=_missing(reader, at, one),
    )


def _missing(reader: Reader, at: str, owner: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the texts that stand for no value: texts, or objects with a `value` (v2); nothing where none are stated."""
    if "missingValues" not in owner:
        return None
    stated = owner["missingValues"]
    if isinstance(stated, list) and stated and all(isinstance(v, dict) for v in stated):
        return tuple(reader.text(one, "value", one_at) for one_at, one in reader.mappings(owner, "missingValues", at))
    return reader.texts(owner, "missingValues", at)


def _categories(reader: Reader, at: str, one: Mapping[str, Any]) -> tuple[tuple[str, Text], ...]:
    stated = one.get("categories", [])
    if not isinstance(stated, list):
        reader.note("property-type", property=f"{at}categories", variant="list")
        return ()
    pairs = []
    for number, item in enumerate(stated):
        value = item.get("value") if isinstance(item, dict) else item
        label = item.get("label", value) if isinstance(item, dict) else item
        if isinstance(value, str | int | float) and isinstance(label, str | int | float):
            item_at = f"{at}categories[{number}]."
            pairs.append((str(value), _label(reader, item_at, item, str(label))))
        else:
            reader.note("property-type", property=f"{at}categories[{number}]", variant="text")
    values = [value for value, _ in pairs]
    if len(set(values)) < len(values):
        reader.note("property-repeated", property=f"{at}categories")
    return tuple(pairs)


def _label(reader: Reader, at: str, item: object, label: str) -> Text:
    """Return the label of a category with its translations; a bare value, or a number as label, has none."""
    if isinstance(item, dict) and isinstance(item.get("label"), str):
        return reader.translated(item, "label", at)
    return Text(label)


def _constraints(reader: Reader, at: str, type: str, format: str, stated: Mapping[str, Any]) -> Mapping[str, Any]:
    kept = {}
    for name, value in stated.items():
        if _constraint_fits(name, value, type, format):
            kept[name] = value
        else:
            reader.note("constraint-invalid", value=str(value), property=at + name)
    return kept


def _constraint_fits(name: str, value: object, type: str, format: str) -> bool:
    """Say whether a constraint is one of the standard's for fields of a type, and its value one that it can have."""
    return name in _FITS and type in OF_TYPES.get(name, FIELD_TYPES) and _FITS[name](value, type, format)


def _flag(value: object, _type: str, _format: str) -> bool:
    return isinstance(value, bool)


def _length(value: object, _type: str, _format: str) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _enum(value: object, type: str, format: str) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and (type not in _NUMBERS or all(_comparable(v, type, format) for v in value))
    )


def _pattern(value: object, _type: str, _format: str) -> bool:
    return isinstance(value, str) and _bounded(value) and _compiles(value)


def _json_schema(value: object, _type: str, _format: str) -> bool:
    return isinstance(value, dict) and not _refers(value)


def _comparable(value: object, type: str, format: str) -> bool:
    """Say whether a value can be compared with cells of a type: numbers with numbers, dates and times as text."""
    if type in _NUMBERS:
        written = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        return bool((NUMBER if type == "number" else INTEGER).fullmatch(written))
    # In a format of its own, a bound is written as the cells are.
    return isinstance(value, str) and (format != "default" or bool(_MOMENTS[type].fullmatch(value)))


def _refers(value: object) -> bool:
    """Say whether a JSON Schema refers to another one: that could be anywhere, or be itself without end."""
    if isinstance(value, dict):
        return any(
            (key.startswith("$") and key.lower().endswith("ref")) or _refers(item) for key, item in value.items()
        )
    return isinstance(value, list) and any(_refers(item) for item in value)


def _bounded(pattern: str) -> bool:
    return len(pattern) <= PATTERN_LENGTH and pattern.count("(") <= PATTERN_GROUPS


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def _unique_keys(reader: Reader, at: str, schema: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return the unique keys: lists of names of fields."""
    stated = schema.get("uniqueKeys", [])
    if not isinstance(stated, list):
        reader.note("property-type", property=f"{at}uniqueKeys", variant="list")
        return ()
    # Each key is read as if it were a property of its own, so that what is wrong with one is told with its number.
    named = {f"uniqueKeys[{number}]": key for number, key in enumerate(stated)}
    keys = (reader.texts(named, name, at) for name in named)
    return tuple(key for key in keys if key)


_FITS: Mapping[str, Callable[[object, str, str], bool]] = {
    **dict.fromkeys(_FLAGS, _flag),
    **dict.fromkeys(_LENGTHS, _length),
    **dict.fromkeys(_BOUNDS, _comparable),
    "enum": _enum,
    "pattern": _pattern,
    "jsonSchema": _json_schema,
}


def _foreign_key(reader: Reader, at: str, one: Mapping[str, Any]) -> ForeignKey:
    reference = reader.mapping(one, "reference", at)
    place = f"{at}reference."
    key = ForeignKey(
        reader.texts(one, "fields", at, single=True),
        reader.text(reference, "package", place),
        reader.text(reference, "resource", place),
        reader.texts(reference, "fields", place, single=True),
    )
    if not key.fields or len(key.fields) != len(key.reference_fields):
        reader.note("foreign-key-malformed", property=f"{at}fields")
    return key
