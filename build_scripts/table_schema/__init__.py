"""Validates the cells of packages by Table Schema: the one place that knows Frictionless, which runs in a process of its own.

The child is given schemas and rows of text that were already strictly parsed, so that it neither reads files nor guesses. It has
limits of time and memory, and may open no connection, start no program and write no file: a schema whose pattern never ends, or that
Frictionless stumbles over, becomes a finding on its package, and the others are validated all the same.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, Any

from build_scripts.package import Package, Resource
from build_scripts.report import VALUE_LENGTH, Finding
from build_scripts.table_schema.answer import MOST_ERRORS, Answer, Job, errors
from build_scripts.table_schema.job import RULE, Sent, job_of, lines_of, sent_of, suspected

__all__ = ["MOST_ERRORS", "Answer", "Job", "errors", "validate"]

SECONDS = 8
_CONSTRAINT = re.compile(r'constraint "(\w+)" is')
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
    waiting = [(p, sent_of(p)) for p in packages if any(suspected(r) for r in p.tables)]
    findings: list[Finding] = []
    while waiting:
        answers, fault = (run or _run)([job_of(p, sent, seconds) for p, sent in waiting])
        for (package, sent), answer in zip(waiting, answers, strict=False):
            findings.extend(_finding(package, sent, raw) for raw in answer)
        if fault:
            package, _ = waiting[len(answers)]
            findings.append(Finding(fault, package.path_of(package.descriptor_path)))
        waiting = waiting[len(answers) + bool(fault) :]
    return tuple(findings)


def _run(jobs: list[Job]) -> tuple[list[Answer], str]:
    """Return the answers of a child process, one per job, and the type of the finding for the job after them, if it stopped."""
    # Only a table with suspects pays for what it needs.
    import subprocess

    with subprocess.Popen(
        [sys.executable, "-m", f"{__name__}.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent)},
    ) as child:
        # Row by row into the pipe, while the answers come back: neither side ever holds all of it.
        feeder = Thread(target=_feed, args=(child.stdin, lines_of(jobs)))
        feeder.start()
        # A line that is cut off is no answer.
        answers = [json.loads(line) for line in child.stdout or () if line.endswith(b"\n")]
        feeder.join()
    if child.returncode == 0 and len(answers) == len(jobs):
        return answers, ""
    timeout = child.returncode in (-signal.SIGPROF, -signal.SIGALRM)
    return answers, "check-timeout" if timeout else "check-failed"


def _feed(child: IO[bytes], lines: Iterable[str]) -> None:
    # A child that has ended reads no more; how it ended is told by its exit code.
    with suppress(BrokenPipeError), child:
        child.writelines(line.encode() for line in lines)


def _finding(package: Package, sent: Mapping[str, Sent], raw: Mapping[str, Any]) -> Finding:
    """Turn a child's answer into a finding, with the line of the file instead of the number of the row."""
    resource = package.resource(raw["resource"])
    if resource is None or raw["type"] == "schema-error":
        facts = {"resource": raw["resource"], "detail": raw["note"]}
        return Finding("schema-error", package.path_of(package.descriptor_path), facts=facts)
    path = package.path_of(resource.path)
    if raw["type"] == "limit-exceeded":
        return Finding("limit-exceeded", path, facts={"variant": "errors", "limit": str(MOST_ERRORS)})
    if raw["type"] == "constraint-invalid":
        return _no_rule(package, resource, raw["fields"][0])
    table, index = sent[resource.name], raw["row"] - 2
    line = table.lines[index]
    cells = dict(zip((f.name for f in resource.fields), table.rows[index], strict=True))
    # A key may name a field that is not there; that is told of the key.
    names = raw["fields"] or [name for name in resource.primary_key if name in cells]
    value = ", ".join(cells[n] for n in names)
    facts = _facts(raw, resource, table.lines, names)
    return Finding(raw["type"], path, line, ", ".join(names), value, facts)


def _no_rule(package: Package, resource: Resource, name: str) -> Finding:
    """Return the finding for a field whose rule is no JSON Schema, at its place in the descriptor as it was stated."""
    number = next(n for n, one in enumerate(package.descriptor["resources"]) if one.get("name") == resource.name)
    stated = package.descriptor["resources"][number]["schema"]["fields"]
    place = next(n for n, one in enumerate(stated) if one.get("name") == name)
    return Finding(
        "constraint-invalid",
        package.path_of(package.descriptor_path),
        value=json.dumps(stated[place]["constraints"][RULE], ensure_ascii=False)[:VALUE_LENGTH],
        facts={"property": f"resources[{number}].schema.fields[{place}].constraints.{RULE}"},
    )


def _facts(raw: Mapping[str, Any], resource: Resource, lines: tuple[int, ...], names: list[str]) -> dict[str, str]:
    note = raw["note"]
    field = resource.field_named(names[0]) if names else None
    if raw["type"] == "type-error" and field:
        return {"variant": field.type, "format": field.format}
    if raw.get("constraint") == RULE:
        return {"variant": RULE}
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
