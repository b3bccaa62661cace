"""What the child process is asked: the schemas of a package, and of each table the rows that are not known to be right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.package import Field, ForeignKey, Package, Resource, Row, firsts, inner_keys
from build_scripts.table_schema.answer import Job

ROWS_PER_SECOND = 10_000
RULE = "jsonSchema"
Suspects = tuple[tuple[int, Row], ...]
_FIELD_OPTIONS = ("bareNumber", "decimalChar", "groupChar", "trueValues", "falseValues", "delimiter", "itemType")


@dataclass(frozen=True, slots=True)
class Sent:
    """The rows of a table that are given to Frictionless, with their lines; all of them, or the suspects and those that they point to.

    Only of suspects what is found counts (`judged` are the numbers of their rows, the first below the header being 2; without, all are):
    of the others it is known, and what they point to was not sent.
    """

    lines: tuple[int, ...]
    rows: tuple[Row, ...]
    judged: tuple[int, ...] | None = None


def suspected(resource: Resource) -> bool:
    """Say whether a table has rows that were not cleared, or a schema that was not looked at."""
    return _checkable(resource) and (resource.suspects is None or bool(resource.suspects))


def sent_of(package: Package) -> dict[str, Sent]:
    """Return for each table of a package what is to be validated of it."""
    tables = {r.name: r for r in package.tables if _checkable(r)}
    looked = {name: tuple(r.suspicious()) for name, r in tables.items()}
    pointed: dict[str, set[tuple[int, Row]]] = {}
    for name, resource in tables.items():
        if suspected(resource):
            for key in inner_keys(resource, tables):
                target = tables[key.resource or name]
                if target.suspects is not None:
                    found = _pointed_to(resource, looked[name], key, target)
                    pointed.setdefault(target.name, set()).update(found)
    return {name: _sent(r, looked[name], pointed.get(name, ())) for name, r in tables.items()}


def _pointed_to(resource: Resource, looked: Suspects, key: ForeignKey, target: Resource) -> Iterable[tuple[int, Row]]:
    """Return rows of another table that hold every value which one of some suspects could point to.

    Where text points to text, only equal texts can be meant; of other types equal values may be written in many ways.
    """
    found = firsts(target, key.reference_fields)
    ends = [
        (resource.field_named(a), target.field_named(b)) for a, b in zip(key.fields, key.reference_fields, strict=True)
    ]
    if not all(a and b and a.type == b.type == "string" for a, b in ends):
        return found
    here, there = _places(resource, key.fields), _places(target, key.reference_fields)
    wanted = {tuple(row[n] for n in here) for _, row in looked}
    return [(line, row) for line, row in found if tuple(row[n] for n in there) in wanted]


def _places(resource: Resource, names: tuple[str, ...]) -> tuple[int, ...]:
    numbers = {f.name: n for n, f in enumerate(resource.fields)}
    return tuple(numbers[name] for name in names)


def _sent(resource: Resource, looked: Suspects, pointed: Iterable[tuple[int, Row]]) -> Sent:
    kept = sorted({*looked, *pointed}) if pointed else looked
    lines = frozenset(line for line, _ in looked)
    judged = None if resource.suspects is None else tuple(n for n, (line, _) in enumerate(kept, 2) if line in lines)
    return Sent(tuple(line for line, _ in kept), tuple(row for _, row in kept), judged)


def _checkable(resource: Resource) -> bool:
    """Say whether a table was read, and is to be validated."""
    return bool(resource.data)


def job_of(package: Package, sent: Mapping[str, Sent], seconds: int) -> Job:
    """Return what the child is asked of a package; `seconds` are what a small one may take."""
    tables = {r.name: r for r in package.tables if _checkable(r)}
    rows = sum(len(table.rows) for table in sent.values())
    resources = [_table(r, sent[r.name], tables) for r in tables.values()]
    return {"seconds": seconds + rows // ROWS_PER_SECOND, "resources": resources}


def _table(resource: Resource, sent: Sent, tables: Mapping[str, Resource]) -> dict[str, Any]:
    names = [f.name for f in resource.fields]
    stated = resource.descriptor["schema"]["fields"]
    return {
        "name": resource.name,
        "rows": [names, *_ungrouped(resource, sent.rows)],
        "judged": sent.judged,
        "rules": {f.name: f.constraints[RULE] for f in resource.fields if RULE in f.constraints},
        "schema": {
            "fields": [_field(f, raw, resource) for f, raw in zip(resource.fields, stated, strict=True)],
            "primaryKey": [n for n in resource.primary_key if n in names],
            "foreignKeys": [_key(k) for k in inner_keys(resource, tables)],
        },
    }


def _ungrouped(resource: Resource, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows without the signs between groups of digits of whole numbers, which Frictionless knows of decimals only."""
    stated = resource.descriptor["schema"]["fields"]
    signs = {n: str(stated[n].get("groupChar") or "") for n, f in enumerate(resource.fields) if f.type == "integer"}
    if not any(signs.values()):
        return rows
    # A missing value may hold the sign itself.
    missing = {n: resource.absent(f) for n, f in enumerate(resource.fields)}
    return tuple(
        tuple(c.replace(signs[n], "") if signs.get(n) and c not in missing[n] else c for n, c in enumerate(row))
        for row in rows
    )


def _field(field: Field, stated: Mapping[str, Any], resource: Resource) -> dict[str, Any]:
    constraints = {name: value for name, value in field.constraints.items() if name != RULE}
    if "pattern" in constraints:
        # Frictionless anchors with ^ and $: an alternative would escape them, and $ stops before a line feed.
        constraints["pattern"] = f"(?:{constraints['pattern']})\\Z"
    return {
        **{name: stated[name] for name in _FIELD_OPTIONS if name in stated},
        "name": field.name,
        "type": field.type,
        "format": field.format,
        "constraints": constraints,
        "missingValues": list(resource.missing if field.missing is None else field.missing),
    }


def _key(key: ForeignKey) -> dict[str, Any]:
    return {
        "fields": list(key.fields),
        "reference": {"resource": key.resource, "fields": list(key.reference_fields)},
    }


def lines_of(jobs: Iterable[Job]) -> Iterator[str]:
    """Yield the lines of JSON by which the child is told of jobs: each with the numbers of rows of its tables, then all the rows."""
    for job in jobs:
        tables = job["resources"]
        yield json.dumps({**job, "resources": [{**t, "rows": len(t["rows"])} for t in tables]}) + "\n"
        yield from (json.dumps(row) + "\n" for t in tables for row in t["rows"])
