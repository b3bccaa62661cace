"""Reading by columns against the authority: row by row through the strict reader, Frictionless and every check.

Both ways of reading are given the same random packages; not one may end in other findings, and no row that is cleared may be told.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from benchmarks import tables
from build_scripts.checks import run
from build_scripts.io import read_packages
from build_scripts.package import Package
from build_scripts.reading import LIMITS, Limits, clear, read_rows, understand
from build_scripts.reading.columns import ColumnRows
from build_scripts.report import Finding
from build_scripts.table_schema import Answer, Job, errors, validate
from tests.reading.tables import packages

CASES = int(os.environ.get("DIFFERENTIAL_CASES", "2000"))
BY_COLUMNS = replace(LIMITS, columns_from=0)
AT_FIRST = replace(LIMITS, columns_from=0, suspects=2)
BY_ROWS = replace(LIMITS, columns_from=1 << 62)


# The last job with its answer: both ways of reading often ask the same.
answered: dict[str, Answer | None] = {}


def in_this_process(jobs: list[Job]) -> tuple[list[Answer], str]:
    """Answer jobs without a process of its own, which would cost most of the time."""
    answers: list[Answer] = []
    for job in jobs:
        key = json.dumps(job)
        if key not in answered:
            answered.clear()
            try:
                answered[key] = list(errors(job))
            except Exception:  # noqa: BLE001  (whatever ends the child ends the job)
                answered[key] = None
        answer = answered[key]
        if answer is None:
            return answers, "check-failed"
        answers.append(answer)
    return answers, ""


def read(stated: Mapping[str, Any], files: Mapping[str, bytes], limits: Limits) -> tuple[Package, tuple[Finding, ...]]:
    draft, findings = understand(stated, ".", "datapackage.json", limits)
    resources, found = [], list(findings)
    for resource, layout in zip(draft.package.resources, draft.layouts, strict=True):
        if layout is None or not resource.is_table:
            resources.append(resource)
            continue
        names = tuple(f.name for f in resource.fields)
        data = files[resource.path]
        table, noted = read_rows(data, names, layout, resource.path, limits)
        found.extend(noted)
        known = replace(resource, data=data, rows=table.rows, lines=table.lines)
        resources.append(known if table.readable else resource)
    return replace(draft.package, resources=clear(resources, limits)), tuple(found)


def findings(package: Package, found: tuple[Finding, ...]) -> list[tuple[object, ...]]:
    report = run((package,), (*found, *validate((package,), run=in_this_process)))
    return [(f.place, f.severity, sorted(f.facts.items()), f.repair) for f in report.findings]


seen: Counter[str] = Counter()


@pytest.mark.filterwarnings("ignore")
@settings(
    max_examples=CASES,
    phases=(Phase.generate,),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(packages())
def _compare(drawn: tuple[dict[str, Any], dict[str, bytes]]) -> None:
    stated, files = drawn
    by_columns, found = read(stated, files, BY_COLUMNS)
    by_rows, noted = read(stated, files, BY_ROWS)

    assert found == noted
    for one, other in zip(by_columns.resources, by_rows.resources, strict=True):
        assert tuple(one.rows) == tuple(other.rows)
        assert tuple(one.lines) == tuple(other.lines)
        assert other.suspects is None
        seen["tables"] += 1
        seen["by arrow"] += isinstance(one.rows, ColumnRows)
        seen["looked at"] += one.suspects is not None
        seen["clean"] += one.suspects == () and bool(len(one.rows))
        seen["some suspects"] += bool(one.suspects) and len(one.suspects) < len(one.rows)
    told = findings(by_rows, noted)
    assert findings(by_columns, found) == told
    seen["cases"] += 1
    seen["with findings"] += bool(told)
    short = {r.name: r for r in clear(by_columns.resources, AT_FIRST)}
    for resource in by_columns.tables:
        first = tuple(short[resource.name].suspicious())
        assert set(first) <= set(resource.suspicious())
        assert short[resource.name].partly == (len(tuple(resource.suspicious())) > AT_FIRST.suspects)
        assert not short[resource.name].partly or len(first) == AT_FIRST.suspects
        seen["looked at in part"] += short[resource.name].partly
        if resource.suspects is not None:
            cleared = set(resource.lines) - {line for line, _ in resource.suspects}
            read_wrong = {f.place for f in noted}
            of_cells = {place[1] for place, *_ in told if place[0] == resource.path and place not in read_wrong}
            assert not of_cells & cleared


def test_columns_and_rows_end_in_the_same_findings() -> None:
    seen.clear()

    _compare()

    assert seen["cases"] == CASES
    # What the comparison is worth: many tables are read, looked at, cleared, and cleared in part.
    assert min(seen["by arrow"], seen["looked at"], seen["with findings"]) > CASES // 4, seen
    assert min(seen["clean"], seen["some suspects"], seen["looked at in part"]) > CASES // 12, seen


@pytest.mark.parametrize("faulty", [0, 40])
def test_a_large_table_ends_in_the_same_findings_from_far_fewer_rows(tmp_path: Path, faulty: int) -> None:
    tables.write(tmp_path / "contoh", 6_000, faulty)
    told, looked_at = [], []
    for limits in (BY_ROWS, BY_COLUMNS):
        read_anew, found = read_packages(tmp_path, limits)
        told.append(run(read_anew, (*found, *validate(read_anew))).findings)
        looked_at.append(sum(len(tuple(r.suspicious())) for r in read_anew[0].tables))

    assert told[0] == told[1]
    assert bool(told[0]) == bool(faulty)
    assert (looked_at[0], looked_at[1] < 6 * faulty + 1) == (6_500, True)
