"""Validates the cells of packages by Table Schema: the one place that knows Frictionless, which runs in a process of its own.

The child is given schemas and rows of text that were already strictly parsed, so that it neither reads files nor guesses. It has
limits of time and memory, and may open no connection, start no program and write no file: a schema whose pattern never ends, or that
Frictionless stumbles over, becomes a finding on its package, and the others are validated all the same.
"""

from __future__ import annotations

import json
import os
import re
import resource as limits_of_process
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_scripts.package import Field, ForeignKey, Package, Resource, Row, firsts, inner_keys
from build_scripts.report import Finding

if TYPE_CHECKING:
    from frictionless.errors import RowError

SECONDS = 8
ROWS_PER_SECOND = 10_000
# With so many errors in one table the rest of it is not looked at: they are told already as more than anyone reads.
MOST_ERRORS = 20_000
MEMORY = 4 << 30
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_FIELD_OPTIONS = ("bareNumber", "decimalChar", "groupChar", "trueValues", "falseValues", "delimiter", "itemType")
_CONSTRAINT = re.compile(r'constraint "(\w+)" is')
Job = Mapping[str, Any]
Answer = list[dict[str, Any]]
_ROW = re.compile(r"the same as in the row at position (\d+)")


def validate(
    packages: tuple[Package, ...],
    *,
    seconds: int = SECONDS,
    run: Callable[[list[Job]], tuple[list[Answer], str]] | None = None,
) -> tuple[Finding, ...]:
    """Return what Frictionless finds in the tables of packages: types, constraints, primary keys, foreign keys inside a package.

    `seconds` is the longest that a small package may take; a large one is given a second more for each 10 000 rows. `run` answers jobs,
    one after the other, and says what kind of finding the one is at which it stopped; a process of its own unless stated.
    """
    waiting = [(p, _sent(p)) for p in packages if any(_suspected(r) for r in p.tables)]
    findings: list[Finding] = []
    while waiting:
        answers, fault = (run or _run)([_job(p, sent, seconds) for p, sent in waiting])
        for (package, sent), answer in zip(waiting, answers, strict=False):
            findings.extend(_finding(package, sent, raw) for raw in answer if _is_meant(raw, sent))
        if fault:
            package, _ = waiting[len(answers)]
            findings.append(Finding(fault, package.path_of(package.descriptor_path)))
        waiting = waiting[len(answers) + bool(fault) :]
    return tuple(findings)


@dataclass(frozen=True, slots=True)
class _Sent:
    """The rows of a table that are given to Frictionless, with their lines; all of them, or the suspects and those that they point to.

    Only of suspects (`judged` are their lines) what is found counts: of the others it is known, and what they point to was not sent.
    """

    lines: tuple[int, ...]
    rows: tuple[Row, ...]
    judged: frozenset[int] | None = None


def _suspected(resource: Resource) -> bool:
    """Say whether a table has rows that were not cleared, or a schema that was not looked at."""
    return _checkable(resource) and (resource.suspects is None or bool(resource.suspects))


def _sent(package: Package) -> dict[str, _Sent]:
    """Return for each table of a package what is to be validated of it."""
    tables = {r.name: r for r in package.tables if _checkable(r)}
    pointed: dict[str, set[tuple[int, Row]]] = {}
    for resource in tables.values():
        if _suspected(resource):
            for key in inner_keys(resource, tables):
                target = tables[key.resource or resource.name]
                if target.suspects is not None:
                    pointed.setdefault(target.name, set()).update(_pointed_to(resource, key, target))
    return {name: _rows(r, pointed.get(name, ())) for name, r in tables.items()}


def _pointed_to(resource: Resource, key: ForeignKey, target: Resource) -> Iterable[tuple[int, Row]]:
    """Return rows of another table that hold every value which a suspect could point to.

    Where text points to text, only equal texts can be meant; of other types equal values may be written in many ways.
    """
    found = firsts(target, key.reference_fields)
    ends = [
        (resource.field_named(a), target.field_named(b)) for a, b in zip(key.fields, key.reference_fields, strict=True)
    ]
    if not all(a and b and a.type == b.type == "string" for a, b in ends):
        return found
    here, there = _places(resource, key.fields), _places(target, key.reference_fields)
    wanted = {tuple(row[n] for n in here) for _, row in resource.suspicious()}
    return [(line, row) for line, row in found if tuple(row[n] for n in there) in wanted]


def _places(resource: Resource, names: tuple[str, ...]) -> tuple[int, ...]:
    numbers = {f.name: n for n, f in enumerate(resource.fields)}
    return tuple(numbers[name] for name in names)


def _rows(resource: Resource, pointed: Iterable[tuple[int, Row]]) -> _Sent:
    if resource.suspects is None:
        return _Sent(tuple(resource.lines), tuple(resource.rows))
    kept = sorted({*resource.suspects, *pointed})
    judged = frozenset(line for line, _ in resource.suspects)
    return _Sent(tuple(line for line, _ in kept), tuple(row for _, row in kept), judged)


def _is_meant(raw: Mapping[str, Any], sent: Mapping[str, _Sent]) -> bool:
    if "row" not in raw or raw["resource"] not in sent:
        return True
    if raw["type"] == "blank-row":
        # Rows of nothing were left out already; one of declared missing values alone is no blank row.
        return False
    table = sent[raw["resource"]]
    judged = table.judged is None or table.lines[raw["row"] - 2] in table.judged
    return judged and not _points_nowhere(raw)


def _checkable(resource: Resource) -> bool:
    """Say whether a table was read, and is to be validated."""
    return bool(resource.data)


def _run(jobs: list[Job]) -> tuple[list[Answer], str]:
    """Return the answers of a child process, one per job, and the type of the finding for the job after them, if it stopped."""
    lines = "".join(json.dumps(job) + "\n" for job in jobs)
    done = subprocess.run(
        [sys.executable, "-m", __name__],
        input=lines.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)},
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode == 0 and len(answers) == len(jobs):
        return answers, ""
    return answers, "check-timeout" if done.returncode == -signal.SIGALRM else "check-failed"


def _job(package: Package, sent: Mapping[str, _Sent], seconds: int) -> Job:
    tables = {r.name: r for r in package.tables if _checkable(r)}
    rows = sum(len(table.rows) for table in sent.values())
    resources = [_table(r, sent[r.name].rows, tables) for r in tables.values()]
    return {"seconds": seconds + rows // ROWS_PER_SECOND, "resources": resources}


def _table(resource: Resource, rows: tuple[Row, ...], tables: Mapping[str, Resource]) -> dict[str, Any]:
    names = [f.name for f in resource.fields]
    stated = resource.descriptor["schema"]["fields"]
    return {
        "name": resource.name,
        "rows": [names, *_ungrouped(resource, rows)],
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
    constraints = dict(field.constraints)
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


def _points_nowhere(raw: Mapping[str, Any]) -> bool:
    """Say whether a foreign key of several fields has an empty one: then nothing is referred to."""
    return raw["type"] == "foreign-key" and not all(raw["cells"])


def _finding(package: Package, sent: Mapping[str, _Sent], raw: Mapping[str, Any]) -> Finding:
    """Turn a child's answer into a finding, with the line of the file instead of the number of the row."""
    resource = package.resource(raw["resource"])
    if resource is None:
        return Finding("schema-error", package.path_of(package.descriptor_path), value=raw["note"])
    path = package.path_of(resource.path)
    if raw["type"] == "limit-exceeded":
        return Finding("limit-exceeded", path, facts={"variant": "errors", "limit": str(MOST_ERRORS)})
    if raw["type"] == "schema-error":
        return Finding(
            "schema-error",
            package.path_of(package.descriptor_path),
            value=raw["note"],
            facts={"resource": resource.name},
        )
    table, index = sent[resource.name], raw["row"] - 2
    line = table.lines[index]
    cells = dict(zip((f.name for f in resource.fields), table.rows[index], strict=True))
    names = raw["fields"] or list(resource.primary_key)
    value = ", ".join(cells[n] for n in names)
    facts = _facts(raw, resource, table.lines, names)
    return Finding(raw["type"], path, line, ", ".join(names), value, facts)


def _facts(raw: Mapping[str, Any], resource: Resource, lines: tuple[int, ...], names: list[str]) -> dict[str, str]:
    note = raw["note"]
    field = resource.field_named(names[0]) if names else None
    if raw["type"] == "type-error" and field:
        return {"variant": field.type, "format": field.format}
    if raw["type"] == "constraint-error" and field and (match := _CONSTRAINT.search(note)):
        limit = field.constraints.get(match[1], "")
        return {"variant": match[1], "limit": ", ".join(map(str, limit)) if isinstance(limit, list) else str(limit)}
    if raw["type"] == "foreign-key":
        return {
            "package": "",
            "resource": raw["reference"] or resource.name,
            "reference": ", ".join(raw["reference_fields"]),
        }
    if match := _ROW.search(note):
        return {"first": str(lines[int(match[1]) - 2])}
    return {"variant": "empty"}


# From here on: what runs in the child.


def _main() -> None:
    """Answer each job (a line of JSON) by a line of JSON, the list of its errors."""
    import frictionless  # noqa: F401  (loaded before the doors are closed)

    sys.addaudithook(_refuse)
    _, hard = limits_of_process.getrlimit(limits_of_process.RLIMIT_AS)
    limits_of_process.setrlimit(limits_of_process.RLIMIT_AS, (MEMORY, hard))
    # The default action of the alarm ends the process even inside a pattern that never comes back.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for line in sys.stdin.buffer:
        job = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, job["seconds"])
        answer = list(errors(job))
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Let no schema make the child talk to anyone, start anything or write anywhere."""
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.remove"):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError(event)


def errors(job: Job) -> Iterator[dict[str, Any]]:
    """Yield what Frictionless says of the tables of a job."""
    from frictionless import FrictionlessException, Package, Schema

    usable = []
    for table in job["resources"]:
        try:
            Schema.from_descriptor({"$schema": PROFILE, **table["schema"]})
        except FrictionlessException as exception:
            note = "; ".join(e.note for e in exception.to_errors())
            yield {"type": "schema-error", "resource": table["name"], "note": note}
        else:
            usable.append(table)
    names = {t["name"] for t in usable} | {""}
    resources = [
        {"name": t["name"], "type": "table", "data": t["rows"], "schema": {**t["schema"], "foreignKeys": [
            k for k in t["schema"]["foreignKeys"] if k["reference"]["resource"] in names
        ]}}
        for t in usable
    ]  # fmt: skip
    if not resources:
        return
    try:
        package = Package.from_descriptor({"$schema": PROFILE, "name": "package", "resources": resources})
        for resource in package.resources:
            with resource:
                found = (_raw(resource.name, error) for row in resource.row_stream for error in row.errors)
                yield from islice(found, MOST_ERRORS)
                if next(found, None) is not None:
                    yield {"type": "limit-exceeded", "resource": resource.name}
    except FrictionlessException as exception:
        note = "; ".join(e.note for e in exception.to_errors())
        yield {"type": "schema-error", "resource": resources[0]["name"], "note": note}


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


if __name__ == "__main__":
    _main()
