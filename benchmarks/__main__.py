"""`python -m benchmarks`: whole commands as processes of their own, printed as tables of ratios.

The first row of a table is the yardstick. Nothing here is asserted: machines differ, ratios tell.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from benchmarks import lighthouse, tables
from benchmarks.measure import ROOT, command, table

ARROW = "import sys; from pyarrow import csv; csv.read_csv(sys.argv[1])"
SIZES = ((10_000, 0), (100_000, 0), (1_000_000, 0), (1_000_000, 801))


def validation() -> None:
    """One package of synthetic rows, clean and faulty: Frictionless and pandera, this check, and what reading alone takes."""
    for rows, faulty in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "contoh"
            descriptor = tables.write(place, rows, faulty)
            size = (place / "coverage.csv").stat().st_size / 1e6
            table(
                f"Checking {rows:,} rows of 7 columns, {size:.1f} MB, "
                + (f"{faulty} of them faulty" if faulty else "clean"),
                [
                    command("frictionless validate", ["-m", "frictionless", "validate", str(descriptor)], runs=1),
                    command("pandera on pandas", ["-m", "benchmarks.with_pandera", str(place)]),
                    command("portal check", ["-m", "build_scripts", "check", str(place)]),
                    command("nothing but reading the table (pyarrow)", ["-c", ARROW, str(place / "coverage.csv")]),
                ],
            )


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
    validation()
    checks()
    builds()
    lighthouse.main()
