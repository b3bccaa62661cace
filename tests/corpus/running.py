"""Runs `portal check` on cases as a process of its own, and tells what it said, how long it took and how much memory it held."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .case import Case, write_case
from .hostile_places import OUTSIDE

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SECONDS, BYTES = 10, 1_000_000_000
# Beyond this a run is ended: it hangs.
PATIENCE = 90


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process said, its exit code, its seconds (by the clock, of the processor) and the bytes of its largest process."""

    code: int
    output: str
    errors: str
    seconds: float
    busy: float
    memory: int

    @property
    def findings(self) -> list[dict[str, object]]:
        """All findings of the report in JSON."""
        return list(json.loads(self.output.splitlines()[0])["findings"])


def write_outside(folder: Path) -> dict[str, str]:
    """Write what must never be read below a folder, and return the words that lead cases there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in OUTSIDE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {"@LUAR@": str(folder), "@PORT@": "1"}


def write_all(cases: Sequence[Case], datasets: Path, words: Mapping[str, str]) -> Path:
    """Write cases as packages of one folder and return it."""
    for case in cases:
        write_case(case, datasets, words)
    return datasets


def check(datasets: Path, spy: Path | None = None) -> Ran:
    """Run `portal check --format json` on a folder; with `spy`, every process of it writes what it does to that file."""
    python = str(_spying(spy)) if spy else sys.executable
    arguments = [python, "-m", "build_scripts", "check", str(datasets), "--format", "json"]
    with tempfile.NamedTemporaryFile() as told:
        measured = [sys.executable, "-I", "-S", str(HERE / "measure.py"), told.name, str(PATIENCE), *arguments]
        done = subprocess.run(measured, cwd=ROOT, capture_output=True, text=True, check=True)
        return Ran(output=done.stdout, errors=done.stderr, **json.loads(told.read()))


def _spying(log: Path) -> Path:
    """Write a program that stands in for Python and spies on it."""
    python = log.with_suffix(".sh")
    words = (sys.executable, str(HERE / "spy.py"))
    call = " ".join(shlex.quote(word) for word in words)
    python.write_text(
        f'#!/bin/sh\nSPY_LOG={shlex.quote(str(log))} SPY_PYTHON="$0" exec {call} "$@"\n', encoding="utf-8"
    )
    python.chmod(0o755)
    return python


def by_case(findings: Sequence[Mapping[str, object]], datasets: Path) -> dict[str, list[Mapping[str, object]]]:
    """Return findings by the name of the folder in which they lie."""
    found: dict[str, list[Mapping[str, object]]] = {}
    for finding in findings:
        path = str(finding["path"])
        inside = path.removeprefix(f"{datasets.as_posix()}/")
        found.setdefault(inside.split("/")[0], []).append(finding)
    return found
