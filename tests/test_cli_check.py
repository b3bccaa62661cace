"""`portal check` as a user runs it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts.cli import main
from tests.package_folder import descriptor, write

ROOT = Path(__file__).resolve().parent.parent


def portal(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "build_scripts", "check", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def run_main(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["portal", "check", *map(str, arguments)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def test_the_real_packages_have_no_errors() -> None:
    done = portal()

    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1].startswith("Tidak ada temuan. Paket: ")
    assert "Traceback" not in done.stderr


def test_a_figure_is_added_by_one_line(tmp_path: Path) -> None:
    """What the contribute page promises: nothing but the table itself has to change."""
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    table = tmp_path / "datasets" / "coverage" / "coverage.csv"
    *former, last = table.read_text(encoding="utf-8").splitlines()
    table.write_text(
        "\n".join([*former, last, last.replace(last.split(",")[5], "1999-01-01", 1), ""]), encoding="utf-8"
    )

    done = portal(tmp_path / "datasets")

    assert done.returncode == 0, done.stdout


def test_errors_give_exit_code_one_and_the_path_as_it_was_named(tmp_path: Path) -> None:
    write(tmp_path / "data" / "a", descriptor(), {})

    done = portal("data", "--lang", "en", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "data/a/table.csv"
    assert done.stdout.splitlines()[-1] == "Errors: 1. Warnings: 0. Packages: 1. Rows of data: 0."
    assert done.stderr.splitlines() == ["reading data", "checking"]


def test_warnings_alone_give_exit_code_zero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a", descriptor(title=""), None)

    assert run_main(monkeypatch, tmp_path, "--format", "github") == 0


@pytest.mark.parametrize("arguments", [("nothing-here",), ("--lang", "xx"), ("--format", "pdf"), ("--no-such-option",)])
def test_what_cannot_run_gives_exit_code_two_without_traceback(arguments: tuple[str, ...]) -> None:
    done = portal(*arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there_is_one_line() -> None:
    done = portal("nothing-here", "--lang", "en")

    assert done.stderr.splitlines()[-1] == "portal: there is no folder nothing-here"


def test_several_folders_are_checked_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a" / "x", descriptor(), None)
    write(tmp_path / "b" / "x", descriptor(), None)

    assert run_main(monkeypatch, tmp_path / "a", tmp_path / "b", "--format", "json") == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["type"] == "duplicate-package"
    assert finding["facts"]["first"] == f"{tmp_path}/a/x/datapackage.json"


@pytest.mark.parametrize("format", ["text", "github", "markdown", "json"])
def test_every_format_ends_with_one_line_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    write(tmp_path / "a", "{", {})

    assert run_main(monkeypatch, tmp_path, "--format", format) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert json.loads(last)["summary"]["errors"] == 1 if format == "json" else "Kesalahan: 1." in last


def test_a_clean_check_does_not_pay_for_what_only_a_build_needs() -> None:
    program = (
        "import sys; from build_scripts import cli, checks, table_schema; "
        "print([m for m in ('altair', 'pandas', 'mkdocs', 'jinja2', 'frictionless') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
