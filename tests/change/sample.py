"""Small tables and packages in memory, visibly synthetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from build_scripts.package import Field, Package, Resource, Text

CLAIM = (
    "indicator", "kind", "area_level", "area_code", "raw_area_name", "as_of", "period_type", "period_from", "segment",
    "breakdown", "statement", "value", "unit", "precision", "source_id", "note",
)  # fmt: skip
SOURCE = ("source_id", "title", "publisher", "published_on", "url", "language", "kind", "note")


def table(
    fields: str | Sequence[Field], rows: Iterable[Iterable[str]], name: str = "tabel", **properties: Any
) -> Resource:
    """Return a table; `fields` may be given as "area value:number"."""
    known = tuple(_field(f) for f in fields.split()) if isinstance(fields, str) else tuple(fields)
    cells = tuple(tuple(row) for row in rows)
    stated = properties.pop("stated", {})
    descriptor = {"name": name, "schema": {"fields": [{"name": f.name, **stated.get(f.name, {})} for f in known]}}
    return Resource(
        name, f"{name}.csv", fields=known, rows=cells, lines=tuple(range(2, len(cells) + 2)),
        **{"descriptor": descriptor, **properties},
    )  # fmt: skip


def _field(text: str) -> Field:
    name, _, type = text.partition(":")
    return Field(name, type or "string")


def package(*resources: Resource, name: str = "contoh", folder: str = "", changelog: str = "") -> Package:
    descriptor = {"name": name, "resources": [dict(r.descriptor) for r in resources]}
    return Package(
        name, folder or name, Text(name), resources=resources, changelog=Text(changelog), descriptor=descriptor
    )


def claims(*rows: Mapping[str, str], name: str = "angka", **properties: Any) -> Resource:
    """Return an observations table; a row names only what it needs."""
    usual = {
        "indicator": "coverage", "kind": "observed", "area_level": "district", "area_code": "99.01", "as_of": "2023",
        "period_type": "point", "statement": "1", "value": "11", "unit": "percent", "precision": "exact", "source_id": "satu",
    }  # fmt: skip
    fields = [Field(n, {"value": "number", "statement": "integer"}.get(n, "string")) for n in CLAIM]
    cells = [[{**usual, **row}.get(n, "") for n in CLAIM] for row in rows]
    return table(fields, cells, name, shape="observations", **properties)


def sources(**kinds: str) -> Resource:
    """Return a table of sources, each of a kind."""
    rows = [[{"source_id": s, "title": s, "kind": kind}.get(n, "") for n in SOURCE] for s, kind in kinds.items()]
    return table(" ".join(SOURCE), rows, "sources", shape="sources")
