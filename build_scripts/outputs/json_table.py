"""Each table as a JSON list of records in which every digit stays: a number is the literal of its cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from build_scripts import paths
from build_scripts.catalog import Catalog, File
from build_scripts.package import Field, Resource

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_NUMERIC = frozenset({"number", "integer", "year"})


def _literal(field: Field, cell: str, missing: tuple[str, ...]) -> str:
    if cell in missing:
        return "null"
    if field.type in _NUMERIC and _NUMBER.fullmatch(cell):
        return cell
    if field.type == "boolean" and cell in {"true", "false"}:
        return cell
    return json.dumps(cell, ensure_ascii=False)


def json_text(resource: Resource) -> str:
    """Write a table as one record a line; missing values are null, cells that are no JSON number stay text."""
    names = [json.dumps(f.name, ensure_ascii=False) for f in resource.fields]
    records = (
        ",".join(
            f"{name}:{_literal(field, cell, resource.missing)}"
            for name, field, cell in zip(names, resource.fields, row, strict=True)
        )
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
