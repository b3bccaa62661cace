"""What Frictionless, and a JSON Schema of a field, say of the rows of a job: runs in the child process alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frictionless import FrictionlessException
    from frictionless import Row as CheckedRow
    from frictionless.errors import RowError

    from build_scripts.table_schema.rule import Rules

# With so many errors in one table the rest of it is not looked at: they are told already as more than anyone reads.
MOST_ERRORS = 5_000
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
Job = Mapping[str, Any]
Answer = list[dict[str, Any]]


def errors(job: Job) -> Iterator[dict[str, Any]]:
    """Yield what is wrong in the tables of a job."""
    from frictionless import FrictionlessException, Package, Schema

    from build_scripts.table_schema.rule import rules_of

    usable, rules = [], {}
    judged = {t["name"]: None if t["judged"] is None else frozenset(t["judged"]) for t in job["resources"]}
    for table in job["resources"]:
        rules[table["name"]], refused = rules_of(table)
        for field in refused:
            yield {"type": "constraint-invalid", "resource": table["name"], "fields": [field]}
        try:
            Schema.from_descriptor({"$schema": PROFILE, **table["schema"]})
        except FrictionlessException as exception:
            yield _refused(table["name"], exception)
        else:
            usable.append(table)
    if not usable:
        return
    try:
        package = Package.from_descriptor({"$schema": PROFILE, "name": "package", "resources": _resources(usable)})
        # Frictionless gives a name to a table that has none, so the job's own is kept.
        for resource, name in zip(package.resources, (t["name"] for t in usable), strict=True):
            with resource:
                found = _found(name, resource.row_stream, rules[name], judged[name])
                yield from islice(found, MOST_ERRORS)
                if next(found, None) is not None:
                    yield {"type": "limit-exceeded", "resource": name}
    except FrictionlessException as exception:
        yield _refused(usable[0]["name"], exception)


def _resources(usable: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the tables as Frictionless is told of them, without keys that lead to one whose schema was refused."""
    names = {t["name"] for t in usable} | {""}
    return [
        {
            "name": t["name"],
            "type": "table",
            "data": t["rows"],
            "schema": {
                **t["schema"],
                "foreignKeys": [k for k in t["schema"]["foreignKeys"] if k["reference"]["resource"] in names],
            },
        }
        for t in usable
    ]


def _refused(resource: str, exception: FrictionlessException) -> dict[str, Any]:
    note = "; ".join(e.note for e in exception.to_errors())
    return {"type": "schema-error", "resource": resource, "note": note}


def _found(
    resource: str, rows: Iterable[CheckedRow], rules: Rules, judged: frozenset[int] | None
) -> Iterator[dict[str, Any]]:
    """Yield what counts of all that is said of rows: what is said of others must not use up the number that is told."""
    for row in rows:
        if judged is None or row.row_number in judged:
            yield from filter(_is_meant, _of_row(resource, row, rules))


def _is_meant(raw: Mapping[str, Any]) -> bool:
    # Rows of nothing were left out already; one of declared missing values alone is no blank row. A key of several fields of which
    # one is empty refers to nothing.
    return raw["type"] != "blank-row" and not (raw["type"] == "foreign-key" and not all(raw["cells"]))


def _of_row(resource: str, row: CheckedRow, rules: Rules) -> Iterator[dict[str, Any]]:
    """Yield what Frictionless says of a row, and each value that does not fit the JSON Schema of its field."""
    for error in row.errors:
        yield _raw(resource, error)
    for field, rule in rules.items():
        value = row[field]
        if value is not None and not rule(value):
            yield {
                "type": "constraint-error",
                "resource": resource,
                "row": row.row_number,
                "fields": [field],
                "constraint": "jsonSchema",
                "note": "",
            }


def _raw(resource: str, error: RowError) -> dict[str, Any]:
    field = getattr(error, "field_name", None)
    return {
        "type": error.type,
        "resource": resource,
        "row": error.row_number,
        "fields": [field] if field else list(getattr(error, "field_names", ())),
        "reference": getattr(error, "reference_name", ""),
        "reference_fields": list(getattr(error, "reference_field_names", ())),
        "cells": list(getattr(error, "field_cells", ())),
        "note": error.note,
    }
