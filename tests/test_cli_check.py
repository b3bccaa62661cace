"""`portal check` as a user runs it: a process, its output, its exit code."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
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
    assert done.stdout.splitlines()[-1].startswith(("Tidak ada temuan. Paket: ", "Kesalahan: 0. "))
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
    assert done.stderr.splitlines()[-1].startswith("portal: ")
    assert len([line for line in done.stderr.splitlines() if line.startswith("portal: ")]) == 1


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


@pytest.mark.parametrize("format", ["text", "github", "markdown", "json", "sarif"])
def test_every_format_ends_with_one_line_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    write(tmp_path / "a", "{", {})

    assert run_main(monkeypatch, tmp_path, "--format", format) == 1
    out = capsys.readouterr().out
    if format in ("json", "sarif"):
        # The document is the one line: its summary or its results are counted by whoever reads it.
        assert out.count("\n") == 1
        told = json.loads(out)
        assert (told["summary"]["errors"] if format == "json" else len(told["runs"][0]["results"])) == 1
    else:
        assert "Kesalahan: 1." in out.splitlines()[-1]


def test_a_clean_check_does_not_pay_for_what_only_a_build_needs() -> None:
    program = (
        "import sys; from build_scripts import cli, checks, table_schema; "
        "print([m for m in ('altair', 'pandas', 'mkdocs', 'jinja2', 'frictionless', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def large(folder: Path) -> Path:
    rows = "".join(f"Contoh {n},2023,{n},x\n" for n in range(100_000))
    return write(folder / "a", descriptor(), {"table.csv": f"area,year,value\n{rows}"})


def start(*arguments: object, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "build_scripts", "check", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


@pytest.mark.parametrize("format", ["text", "json"])
def test_a_reader_that_goes_away_gives_one_line_and_exit_code_two(tmp_path: Path, format: str) -> None:
    write(tmp_path / "a", "{", {})
    process = start(tmp_path, "--format", format, "--lang", "en")
    process.stdout.close()

    told = process.stderr.read().splitlines()
    process.stderr.close()

    assert process.wait() == 2
    assert told[-1] == "portal: the report cannot be written: Broken pipe"
    assert len(told) == 3


def test_a_full_disk_gives_one_line_and_exit_code_two(tmp_path: Path) -> None:
    write(tmp_path / "a", "{", {})
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "build_scripts", "check", tmp_path],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "portal: the report cannot be written: No space left on device"


def test_an_interrupted_check_gives_one_line_and_exit_code_two(tmp_path: Path) -> None:
    large(tmp_path)
    process = start(tmp_path, "--lang", "en")
    assert process.stderr.readline().startswith("reading")
    process.send_signal(signal.SIGINT)

    out, told = process.communicate()

    assert (process.returncode, out) == (2, "")
    assert told.splitlines()[-1] == "portal: interrupted"
    assert "Traceback" not in told


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_of_few_characters_gets_the_report(tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "a", descriptor(), {"table.csv": "area,year,value\nContoh 中…,2023,x中\n"})
    process = start(tmp_path, env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}, encoding=encoding)

    out, told = process.communicate()

    assert process.returncode == 1
    assert "x\\u4e2d" in out
    assert "Traceback" not in told


def test_a_folder_that_may_not_be_opened_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    # The superuser opens everything, unless that power is taken away.
    strip = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if strip and not shutil.which("setpriv"):
        pytest.skip("the superuser opens every folder")
    command = [*strip, sys.executable, "-m", "build_scripts", "check", str(tmp_path / "closed")]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    (told,) = (line for line in done.stderr.splitlines() if line.startswith("portal: "))
    assert "closed" in told
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("epoch", ["x", "-1", "9" * 15, "9" * 40])
def test_a_time_that_is_none_is_one_line(epoch: str) -> None:
    process = start(env={**os.environ, "SOURCE_DATE_EPOCH": epoch})

    out, told = process.communicate()

    assert (process.returncode, out) == (2, "")
    assert told.splitlines()[-1].startswith("portal: SOURCE_DATE_EPOCH")


COMMA = 'area,year,value\r\n"Contoh Satu",2023,11\r\nContoh Dua,2023,"22,5"'


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A package in which one cell can be repaired for certain."""
    return write(tmp_path / "a", descriptor(), {"table.csv": COMMA})


def test_fix_writes_the_certain_repairs_and_shows_them(faulty: Path) -> None:
    done = portal(faulty.parent, "--fix", "--lang", "en")

    assert (faulty / "table.csv").read_bytes() == COMMA.replace("22,5", "22.5").encode()
    path = f"{faulty}/table.csv"
    assert done.stdout.splitlines() == [
        f"--- {path}",
        f"+++ {path}",
        "@@ -3,1 +3,1 @@",
        '-Contoh Dua,2023,"22,5"',
        '+Contoh Dua,2023,"22.5"',
        f"* {path}, line 3, column value: `22,5` becomes `22.5`",
        "Cells repaired: 1.",
        "",
        "Nothing found. Packages: 1. Rows of data: 2.",
    ]
    assert done.returncode == 0


def test_diff_writes_nothing_and_reports_what_is_there(faulty: Path) -> None:
    done = portal(faulty.parent, "--fix", "--diff", "--lang", "en")

    assert (faulty / "table.csv").read_bytes() == COMMA.encode()
    assert '+Contoh Dua,2023,"22.5"' in done.stdout
    assert "Cells that would be repaired: 1." in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("format", ["json", "sarif", "github"])
def test_fix_leaves_a_document_alone(faulty: Path, format: str) -> None:
    done = portal(faulty.parent, "--diff", "--format", format)

    assert "+++ " not in done.stdout
    assert "+++ " in done.stderr
    assert done.stdout.count("\n") == (2 if format == "github" else 1)


def test_a_check_without_fix_changes_nothing(faulty: Path) -> None:
    portal(faulty.parent)

    assert (faulty / "table.csv").read_bytes() == COMMA.encode()


def test_sarif_holds_the_repaired_row(faulty: Path) -> None:
    (result,) = json.loads(portal(faulty.parent, "--format", "sarif").stdout)["runs"][0]["results"]

    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 23},
            "insertedContent": {"text": 'Contoh Dua,2023,"22.5"'},
        }
    ]


def test_an_accepted_finding_neither_fails_nor_warns(tmp_path: Path) -> None:
    entry = '[[known]]\ntype = "formula-like"\nreason = "Memang begitu."\nby = "Tim Contoh"\nuntil = 2030-12-31\n'
    rows = "area,year,value\n=Contoh,2023,11\n"
    write(tmp_path / "a", descriptor(), {"table.csv": rows, "known-findings.toml": entry})

    before, after = (
        start(tmp_path, "--lang", "en", env={**os.environ, "SOURCE_DATE_EPOCH": str(year * 31_556_952)}).communicate()[
            0
        ]
        for year in (50, 62)
    )

    assert before.splitlines()[-1] == "Nothing found. Packages: 1. Rows of data: 1. Accepted: 1."
    assert "known-expired" in after
    assert after.splitlines()[-1] == "Errors: 1. Warnings: 1. Packages: 1. Rows of data: 1."


@pytest.mark.parametrize(("no_colour", "colours"), [("", True), ("1", False)])
def test_a_terminal_gets_colour_unless_it_is_unwanted_and_lines_of_its_width(
    faulty: Path, no_colour: str, colours: bool
) -> None:
    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 50, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": no_colour}
    environment.pop("COLUMNS", None)
    command = [sys.executable, "-m", "build_scripts", "check", str(faulty.parent)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=theirs, stderr=subprocess.DEVNULL, stdin=theirs, check=False
    )
    os.close(theirs)
    said = os.read(mine, 1 << 16).decode()
    os.close(mine)

    assert done.returncode == 1
    assert ("\x1b[31m" in said) == colours
    plain = re.sub(r"\x1b\[\d+m", "", said).splitlines()
    assert plain[-1].startswith("Kesalahan: 1.")
    assert max(len(line) for line in plain[1:-1]) <= 50
