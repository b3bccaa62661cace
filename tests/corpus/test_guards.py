"""The guards are alive: with each switched off in turn, a case that it stops comes to another end.

A guard is a function, a pattern or a number somewhere in the code; the table says what stands in its place when it is off.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from build_scripts import checks, folder, table_schema
from build_scripts.checks import run
from build_scripts.io import read_packages
from build_scripts.package import Package
from build_scripts.reading import descriptor as stated
from build_scripts.reading import dialect, form, kind, schema, syntax, table, yaml_syntax
from build_scripts.report import Finding

from .case import Case
from .conftest import Checked
from .corpus import HOSTILE
from .running import write_all, write_outside

CASES: Mapping[str, Case] = {case.name: case for case in HOSTILE}
NEVER, ALWAYS = re.compile(r"(?!)"), re.compile(r"(?s).*")


def _lenient(*lines: Any, strict: bool = True, **options: Any) -> Any:
    return csv.reader(*lines, **options)


class _LenientCsv:
    """The module `csv` whose reader is never strict."""

    reader = staticmethod(_lenient)

    def __getattr__(self, name: str) -> Any:
        return getattr(csv, name)


Off = Callable[[pytest.MonkeyPatch], None]


def _set(owner: object, name: str, value: object) -> Off:
    return lambda patch: patch.setattr(owner, name, value)


def _both(*all: Off) -> Off:
    def off(patch: pytest.MonkeyPatch) -> None:
        for one in all:
            one(patch)

    return off


def _nothing(*_: object, **__: object) -> tuple[Finding, ...]:
    return ()


# What guards, the case that it stops, and what stands in its place when it is off.
GUARDS: Mapping[str, tuple[str, Off]] = {
    "paths stay inside": ("path parent", _set(stated, "path_fault", lambda _: "")),
    "paths have no scheme": ("path drive letter without slash", _set(stated, "_SCHEME", NEVER)),
    "paths have no control characters": ("path line feed", _set(stated, "_CONTROL", NEVER)),
    "pipes are not opened": ("pipe", _set(folder, "_look", lambda *_, **__: None)),
    "links are not followed": (
        "link to a file outside",
        _both(_set(folder, "_look", lambda *_, **__: None), _set(os, "O_NOFOLLOW", 0)),
    ),
    "linked folders are not followed": (
        "linked folder",
        _both(_set(folder, "_look", lambda *_, **__: None), _set(os, "O_NOFOLLOW", 0)),
    ),
    "names can be part of an address": ("package called parent of a folder", _set(stated, "PACKAGE_NAME", ALWAYS)),
    "names are not too long": ("package called very long", _set(stated, "NAME_LENGTH", 10**9)),
    "names of the portal's own files are taken": ("resource called datapackage", _set(stated, "RESERVED_NAMES", ())),
    "paths of the portal's own files are taken": ("file in the place of the descriptor", _set(stated, "taken_paths", _nothing)),
    "no property stands twice": ("property twice", _set(syntax, "_unique", dict)),
    "no property stands twice in YAML": (
        "YAML with a property twice",
        lambda patch: patch.delattr(yaml_syntax._Loader, "construct_mapping"),
    ),
    "no NaN in JSON": ("NaN in JSON", _set(syntax, "_no_constant", float)),
    "no infinite numbers in JSON": ("number beyond all floats", _set(syntax.math, "isfinite", lambda _: True)),
    "no aliases, tags and depths in YAML": ("YAML with aliases that multiply", _set(yaml_syntax, "_check_events", lambda *_: None)),
    "no depths and half characters": ("half a character", _set(syntax, "_check_tree", lambda value, _: value)),
    "no codecs that are no encodings": ("encoding raw_unicode_escape", _set(dialect, "_ENCODINGS", ALWAYS)),
    "quotes are closed": ("quote never closed in the last cell", _set(table, "csv", _LenientCsv())),
    "what is no table is named": ("archive called CSV", _set(kind, "kind_of", lambda _: "")),
    "conflicts of Git are seen": ("conflict of Git in a table", _set(kind, "conflict_line", lambda _: 0)),
    "headers are compared": ("swapped header", _set(table, "columns", lambda labels, line, names, layout, path: (table.Columns(names, (0, 1, 2), names), ()))),
    "rows are counted": ("row too long", _set(table, "_ragged", lambda *_: Finding("blank-row", "x"))),
    "patterns are compiled first": ("pattern that is none", _set(schema, "_compiles", lambda _: True)),
    "patterns are not too long": ("pattern of a thousand and one signs", _set(schema, "PATTERN_LENGTH", 10**9)),
    "the profile is asked": ("contributor whose e-mail is none", _set(stated, "check_profile", _nothing)),
    "gzip is looked into": ("gzip with something after it", _set(form, "_inflated", lambda *_: iter([b"area,year,value\na,2023,1\n"]))),
}  # fmt: skip


def _outcome(case: Case, place: Path) -> tuple[set[str], int]:
    """Return the types of what reading and our own checks find in a case, and how many rows were read."""
    datasets = write_all([case], place / "datasets", write_outside(place / "luar"))
    report = run(*read_packages(datasets))
    return {f.type for f in report.findings}, report.rows


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_that_is_off_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guard: str) -> None:
    name, switch_off = GUARDS[guard]
    on = _outcome(CASES[name], tmp_path / "on")
    assert on[0] == set(CASES[name].found)

    switch_off(monkeypatch)

    try:
        off: object = _outcome(CASES[name], tmp_path / "off")
    except Exception as error:  # noqa: BLE001 (whatever it is, it was noticed)
        off = error
    assert off != on


def test_the_clock_of_the_child_is_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = CASES["pattern without end nested"]
    quick = Case(slow.name, slow.stated, {"table.csv": f"c\n{'a' * 27}\n"})
    packages, _ = read_packages(write_all([quick], tmp_path, {}))

    assert [f.type for f in table_schema.validate(packages, seconds=1)] == ["check-timeout"]
    # No alarm is ever set for no seconds.
    assert [f.type for f in table_schema.validate(packages, seconds=0)] == ["constraint-error"]


# These need claims, code lists or a former state, which the corpus has not; their own tests have them.
ELSEWHERE = ("shape", "observation", "rule", "meaning")


@pytest.fixture(scope="module")
def packages(hostile: Checked) -> tuple[Package, ...]:
    """All hostile packages that can be read at all."""
    return read_packages(hostile.datasets)[0]


@pytest.mark.parametrize(
    "check", checks.CHECKS, ids=lambda check: f"{check.__module__.rpartition('.')[2]}.{check.__name__}"
)
def test_a_check_that_is_left_out_is_noticed(packages: tuple[Package, ...], check: checks.Check) -> None:
    if check.__module__.rpartition(".")[2] in ELSEWHERE:
        pytest.skip("has no case in the corpus")

    assert next(iter(check(packages)), None) is not None
