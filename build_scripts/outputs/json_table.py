"""Each table as a JSON list of records in which every digit stays: a number is the literal of its cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts import paths
from build_scripts.catalog import Catalog, File
from build_scripts.package import Field, Resource

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NUMERIC = frozenset({"number", "integer", "year"})


@dataclass(frozen=True, slots=True)
class _Column:
    """How the cells of a field become JSON: its name, missing texts, and the signs that its numbers and booleans are written with."""

    name: str
    type: str
    missing: frozenset[str]
    decimal: str
    group: str
    true: frozenset[str]
    false: frozenset[str]

    def literal(self, cell: str) -> str:
        """Return a cell as JSON: a number with all its digits, true, false, null, or text."""
        if cell in self.missing:
            return "null"
        if self.type in _NUMERIC and _NUMBER.fullmatch(number := self._plain(cell)):
            return number
        if self.type == "boolean" and cell in self.true | self.false:
            return "true" if cell in self.true else "false"
        return json.dumps(cell, ensure_ascii=False)

    def _plain(self, cell: str) -> str:
        if self.decimal == "." and not self.group:
            return cell
        return (cell.replace(self.group, "") if self.group else cell).replace(self.decimal, ".")


def _column(field: Field, stated: Mapping[str, Any], resource: Resource) -> _Column:
    def texts(key: str, default: str) -> frozenset[str]:
        values = stated.get(key)
        return frozenset(v for v in values if isinstance(v, str)) if isinstance(values, list) else frozenset({default})

    def sign(key: str, default: str) -> str:
        value = stated.get(key)
        return value if isinstance(value, str) else default

    return _Column(
        json.dumps(field.name, ensure_ascii=False),
        field.type,
        frozenset(resource.missing if field.missing is None else field.missing),
        sign("decimalChar", ".") or ".",
        sign("groupChar", ""),
        texts("trueValues", "true"),
        texts("falseValues", "false"),
    )


def json_text(resource: Resource) -> str:
    """Write a table as one record a line; missing values are null, cells that are no JSON number stay text."""
    schema = resource.descriptor.get("schema")
    stated = schema["fields"] if isinstance(schema, Mapping) else [{}] * len(resource.fields)
    columns = [_column(f, raw, resource) for f, raw in zip(resource.fields, stated, strict=True)]
    records = (
        ",".join(f"{column.name}:{column.literal(cell)}" for column, cell in zip(columns, row, strict=True))
        for row in resource.rows
    )
    lines = ",\n".join("{" + record + "}" for record in records)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def json_tables(catalog: Catalog) -> Iterator[File]:
    """Yield a JSON file beside the CSV of every table."""
    for entry in catalog.entries:
        for resource in entry.package.tables:
            path = paths.table(entry.package.name, resource.name, "json")
            yield File(path, json_text(resource).encode("utf-8", "backslashreplace"))
