"""`python -m benchmarks`: whole commands as processes of their own, printed as tables of ratios.

The first row of a table is the yardstick. Nothing here is asserted: machines differ, ratios tell.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = int(os.environ.get("BENCH_RUNS", "3"))


@dataclass(frozen=True)
class Measure:
    """One command: its median seconds and the peak memory of all its processes together, in megabytes."""

    name: str
    seconds: float
    megabytes: float


def command(
    name: str, arguments: Sequence[str], runs: int = RUNS, before: Callable[[], None] = lambda: None
) -> Measure:
    """Run a command several times; take the median of the seconds and the highest peak."""
    measured = []
    for _ in range(runs):
        before()
        measured.append(_run([sys.executable, *arguments]))
    return Measure(name, statistics.median(s for s, _ in measured), max(m for _, m in measured))


def _run(arguments: Sequence[str]) -> tuple[float, float]:
    since, peak = time.perf_counter(), 0.0
    running = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while running.poll() is None:
        peak = max(peak, _session_megabytes(running.pid))
        time.sleep(0.05)
    return time.perf_counter() - since, peak


def _session_megabytes(session: int) -> float:
    """Return the memory of all processes that a command has started, as Linux tells it; shared pages count in each."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[3]) == session:
            total += int(fields[21])
    return total * resource.getpagesize() / 1e6


def table(title: str, measures: Sequence[Measure]) -> None:
    """Print measures with their ratio to the first."""
    print(f"\n{title}")
    print(f"{'':44}{'seconds':>9}{'ratio':>9}{'peak MB':>9}")
    for one in measures:
        print(f"{one.name:44}{one.seconds:9.2f}{one.seconds / measures[0].seconds:9.3f}{one.megabytes:9.0f}")


def checks() -> None:
    """`portal check` on the real packages against `frictionless validate` on the largest of them."""
    table(
        "Checking the real packages",
        [
            command(
                "frictionless validate datasets/population",
                ["-m", "frictionless", "validate", "datasets/population/datapackage.json"],
            ),
            command("portal check datasets/population", ["-m", "build_scripts", "check", "datasets/population"]),
            command("portal check (all packages)", ["-m", "build_scripts", "check"]),
            command("python -c pass", ["-c", "pass"]),
        ],
    )


def builds() -> None:
    """The whole portal: cold, one figure changed, nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        data = here / "datasets"
        subprocess.run(["cp", "-r", str(ROOT / "datasets"), str(data)], check=True)
        build = [
            "-m",
            "build_scripts",
            "build",
            "--datasets",
            str(data),
            "--out",
            str(here / "site"),
            "--cache",
            str(here / "cache"),
        ]
        table(
            "Building the portal from the real packages",
            [
                command("cold", build, runs=1),
                command("one figure changed", build, runs=1, before=lambda: _touch(data)),
                command("nothing changed", build),
            ],
        )


def _touch(data: Path) -> None:
    # The note of one row; a note is text on three pages in each language.
    path = data / "finance" / "finance.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].rstrip("\n") + "benchmark\n"
    path.write_text("".join(lines), encoding="utf-8")
    descriptor = data / "finance" / "datapackage.json"
    loaded = json.loads(descriptor.read_text(encoding="utf-8"))
    for one in loaded["resources"]:
        one.pop("hash", None)
        one.pop("bytes", None)
    descriptor.write_text(json.dumps(loaded), encoding="utf-8")


if __name__ == "__main__":
    checks()
    builds()
