"""Each hostile package ends in exactly its findings, each tricky but valid one in none; all of them in bounds and inside their folder."""

from __future__ import annotations

import ast
import json
import os
import sys
from pathlib import Path

import pytest

from build_scripts.io import read_packages
from build_scripts.package import Package

from .case import SECRET, Case
from .conftest import NEIGHBOURS, Checked
from .corpus import HEAVY, HOSTILE, LIGHT_HOSTILE, LIGHT_TRICKY, TRICKY
from .running import BYTES, ROOT, SECONDS, Ran, by_case, check, write_all, write_outside

# What Python and its libraries read of their own accord.
OURS = (
    sys.prefix, sys.base_prefix, str(ROOT / ".venv"), str(ROOT / "build_scripts"), str(ROOT / "tests" / "corpus" / "spy.py"),
    "/usr/share/zoneinfo", "/dev/null", "/etc/mime.types",
)  # fmt: skip


def _in_bounds(ran: Ran) -> None:
    assert ran.code in (0, 1), ran.errors[-2000:]
    assert "Traceback" not in ran.errors
    assert ran.busy < SECONDS
    assert ran.memory < BYTES


def _ids(cases: tuple[Case, ...]) -> list[str]:
    return [case.name for case in cases]


@pytest.mark.parametrize("case", LIGHT_HOSTILE, ids=_ids(LIGHT_HOSTILE))
def test_a_hostile_package_ends_in_exactly_its_findings(hostile: Checked, case: Case) -> None:
    assert hostile.types(case) == case.found
    severities = {f["severity"] for f in hostile.found[case.slug]}
    assert severities == {"warning"} if case.only_warnings else "error" in severities


@pytest.mark.parametrize("case", LIGHT_TRICKY, ids=_ids(LIGHT_TRICKY))
def test_a_tricky_but_valid_package_has_no_finding(tricky: Checked, case: Case) -> None:
    assert tricky.found.get(case.slug, []) == []


@pytest.fixture(scope="module")
def read(tricky: Checked) -> dict[str, Package]:
    """The tricky packages by the name of their folder, as they were read."""
    return {p.folder: p for p in read_packages(tricky.datasets)[0]}


@pytest.mark.parametrize("case", LIGHT_TRICKY, ids=_ids(LIGHT_TRICKY))
def test_the_cells_of_a_tricky_package_are_read_as_they_stand(read: dict[str, Package], case: Case) -> None:
    package = read[case.slug]
    tables = {r.name: tuple(tuple(row) for row in r.rows) for r in package.resources}

    assert tables[package.resources[0].name] == case.rows
    assert {name: tables[name] for name in case.others} == case.others


@pytest.mark.parametrize("case", HEAVY, ids=_ids(HEAVY))
def test_a_heavy_package_stays_in_bounds(roomy: Path, case: Case) -> None:
    datasets = write_all([case], roomy / "datasets", write_outside(roomy / "luar"))

    ran = check(datasets)

    _in_bounds(ran)
    findings = by_case(ran.findings, datasets).get(case.slug, [])
    assert tuple(sorted({str(f["type"]) for f in findings})) == case.found
    assert ran.code == (1 if case.found and not case.only_warnings else 0)


@pytest.mark.parametrize("kind", ["hostile", "tricky"])
def test_all_light_packages_together_stay_in_the_bounds_of_one(kind: str, request: pytest.FixtureRequest) -> None:
    _in_bounds(request.getfixturevalue(kind).ran)


@pytest.mark.parametrize("kind", ["hostile", "tricky"])
def test_good_packages_beside_them_have_no_finding(kind: str, request: pytest.FixtureRequest) -> None:
    checked: Checked = request.getfixturevalue(kind)

    assert {name: checked.found.get(name, []) for name in NEIGHBOURS} == {name: [] for name in NEIGHBOURS}
    assert set(NEIGHBOURS) <= set(json.loads(checked.ran.output.splitlines()[0])["packages"])


@pytest.mark.parametrize("kind", ["hostile", "tricky"])
def test_nothing_outside_is_read_written_asked_or_started(kind: str, request: pytest.FixtureRequest) -> None:
    checked: Checked = request.getfixturevalue(kind)
    ours = [os.path.realpath(p) for p in (*OURS, str(checked.datasets))]
    strange = [(kind, place) for kind, place in checked.log if not _allowed(kind, ast.literal_eval(place), ours)]

    assert strange == []
    assert not checked.asked
    assert any(kind in ("opened", "below") and "table.csv" in place for kind, place in checked.log), (
        "the spy saw nothing"
    )


def _allowed(kind: str, place: str, ours: list[str]) -> bool:
    if kind == "started":
        return place.endswith("/spy.sh")
    if kind in ("written", "changed"):
        return "__pycache__" in place or place == os.devnull
    if kind == "below":
        return True
    inside = any(place == one or place.startswith(f"{one}/") for one in ours)
    return kind in ("opened", "listed") and (inside or _by_import(kind, Path(place)))


def _by_import(kind: str, place: Path) -> bool:
    """Say whether Python looks there for modules: the root of the project and its folders are places of modules."""
    return place.name.endswith("__path_hook__") or (kind == "listed" and ROOT in (place, place.parent))


@pytest.mark.parametrize("kind", ["hostile", "tricky"])
def test_the_canaries_outside_were_never_read(kind: str, request: pytest.FixtureRequest) -> None:
    checked: Checked = request.getfixturevalue(kind)

    assert SECRET not in checked.ran.output + checked.ran.errors
    assert {p.name: p.stat().st_atime for p in checked.outside.iterdir()} == dict.fromkeys(
        ("datapackage.json", "luar.csv", "rahasia.md"), 1.0
    )


def test_a_canary_that_is_read_would_be_noticed(tmp_path: Path) -> None:
    path = tmp_path / "canary"
    path.write_text("x", encoding="utf-8")
    os.utime(path, (1, 2))

    path.read_bytes()

    assert path.stat().st_atime != 1.0


def test_the_corpus_is_as_large_as_was_promised() -> None:
    assert (len(HOSTILE) >= 90, len(TRICKY) >= 50) == (True, True)
    assert len({c.slug for c in (*HOSTILE, *TRICKY)}) == len(HOSTILE) + len(TRICKY)
    assert all(c.found for c in HOSTILE)
    assert not any(c.found for c in TRICKY)
