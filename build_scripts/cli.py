"""The command line: arguments become calls, reports become text; the only place that prints and the only exit codes.

Exit codes: 0 no error found, 1 errors found, 2 the command cannot run.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from build_scripts import io
from build_scripts.errors import BadAddressError, BadEpochError, InterruptedRunError, PortalError
from build_scripts.escape import link
from build_scripts.locale import Locale, read_locale
from build_scripts.package import Package, day_of
from build_scripts.report import PATH_LENGTH, Finding, Report, visible
from build_scripts.settings import Settings
from build_scripts.terminal import Bar, say, screen, tell
from build_scripts.voices import VOICES

if TYPE_CHECKING:
    from build_scripts.build import Outcome
    from build_scripts.fix import Fixed
    from build_scripts.reading.rewrite import Change

DEFAULTS = Settings(jobs=os.cpu_count() or 1)
# The last second that a date can name: the end of the year 9999.
LAST_SECOND = 253_402_300_799
# Typer's code for a run that was interrupted from the keyboard.
INTERRUPTED = 130

app = typer.Typer(name="portal", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    MARKDOWN = "markdown"
    SARIF = "sarif"


@app.callback()
def portal() -> None:
    """Check data packages and build an open data portal from them."""


@app.command()
def check(
    folders: Annotated[list[Path] | None, typer.Argument(metavar="DIR", help="Folders of packages.")] = None,
    format: Annotated[Format, typer.Option(help="How to write the report.")] = Format.TEXT,
    lang: Annotated[str, typer.Option(help="Language of the sentences: id or en.")] = "id",
    base: Annotated[
        str, typer.Option(metavar="REV|DIR", help="Compare with what was published: a git revision, or a folder.")
    ] = "",
    fix: Annotated[bool, typer.Option("--fix", help="Write the repairs that are certain, and show them.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would write, and write nothing.")] = False,
) -> None:
    """Check data packages (those in datasets/ unless folders are named); exit 0 no error, 1 errors found, 2 cannot run."""
    words = read_locale(lang)
    places = tuple(folders or [Path("datasets")])
    packages, found = check_folders(places, words, base)
    if (fix or diff) and repair(packages, found, words, format, write=not diff):
        packages, found = check_folders(places, words, base)
    rows = repaired_rows(packages, found) if format is Format.SARIF else {}
    say(VOICES[format](found, words, replace(screen(), rows=rows)))
    raise typer.Exit(1 if found.errors else 0)


@app.command()
def build(
    datasets: Annotated[
        Path, typer.Option(help="Folder of packages, or one package.", show_default="datasets")
    ] = DEFAULTS.datasets,
    out: Annotated[
        Path, typer.Option(help="Folder of the site; replaced at once, or left as it is.", show_default="site")
    ] = DEFAULTS.out,
    base_url: Annotated[str, typer.Option(help="Address that the site will have.")] = DEFAULTS.base_url,
    lang: Annotated[str, typer.Option(help="Languages, the first at the root of the site.")] = ",".join(
        DEFAULTS.languages
    ),
    jobs: Annotated[
        int, typer.Option(min=1, help="Processes that work at the same time.", show_default="cores")
    ] = DEFAULTS.jobs,
    cache: Annotated[
        Path, typer.Option(help="Folder of what a later build can use again.", show_default=".cache/portal")
    ] = DEFAULTS.cache,
) -> None:
    """Check packages and build the whole portal; exit 0 published, 1 errors found and nothing published, 2 cannot run."""
    # The pipeline is heavy; a check does without it.
    from build_scripts.build import build as run_build

    languages = tuple(code.strip() for code in lang.split(",") if code.strip())
    words = read_locale(languages[0] if languages else "")
    settings = Settings(
        datasets=datasets,
        out=out,
        cache=cache,
        base_url=_address(base_url),
        languages=languages,
        jobs=jobs,
        epoch=_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")),
    )
    with Bar(words) as bar:
        outcome = run_build(settings, bar)
    if outcome.report.findings:
        say(VOICES["text"](outcome.report, words, screen()))
    for stage, seconds in outcome.seconds.items():
        tell(f"{seconds:7.1f} s  {stage}")
    say([_summary(outcome, out, words), "\n"])
    raise typer.Exit(0 if outcome.published else 1)


@app.command()
def serve(
    datasets: Annotated[
        Path, typer.Option(help="Folder of packages, or one package.", show_default="datasets")
    ] = DEFAULTS.datasets,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")] = 8000,
    out: Annotated[
        Path, typer.Option(help="Folder of the preview.", show_default=".cache/preview")
    ] = DEFAULTS.cache.parent / "preview",
    cache: Annotated[
        Path, typer.Option(help="Folder of what a later build can use again.", show_default=".cache/portal")
    ] = DEFAULTS.cache,
) -> None:
    """Preview the portal on 127.0.0.1 and build it again whenever a file is saved."""
    # Watching files is needed by nothing else.
    from build_scripts.serve import serve as run_serve

    arguments = ["--datasets", str(datasets), "--out", str(out), "--cache", str(cache)]
    with contextlib.suppress(KeyboardInterrupt):
        run_serve(datasets, out, port, [*arguments, "--base-url", f"http://127.0.0.1:{port}/"], tell)


def _summary(outcome: Outcome, out: Path, words: Locale) -> str:
    counts = {"errors": len(outcome.report.errors), "warnings": len(outcome.report.warnings), "folder": out}
    if outcome.unchanged:
        return words.word("build.outcome.unchanged", **counts)
    if outcome.published:
        return words.word("build.outcome.published", pages=words.number(outcome.pages), **counts)
    return words.word("build.outcome.refused" if outcome.report.errors else "build.outcome.empty", **counts)


def _address(base_url: str) -> str:
    if not link(base_url):
        raise BadAddressError(base_url)
    return base_url.rstrip("/") + "/"


def _epoch(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LAST_SECOND):
        raise BadEpochError(text)
    return int(text or 0)


def check_folders(folders: tuple[Path, ...], words: Locale, base: str = "") -> tuple[tuple[Package, ...], Report]:
    """Read and check the packages of all folders together; paths of findings begin with the folder as it was named.

    With a `base` (a git revision or a folder) they are also compared with what was published there.
    """
    # Only a check pays for what it needs.
    from build_scripts.checks import run
    from build_scripts.table_schema import validate

    packages: tuple[Package, ...] = ()
    findings: tuple[Finding, ...] = ()
    for folder in folders:
        tell(f"{words.word('findings.voice.reading')} {folder}")
        read, found = io.read_packages(folder)
        packages += tuple(replace(p, folder=_inside(folder, p.folder)) for p in read)
        findings += tuple(replace(f, path=_inside(folder, f.path)) for f in found)
    tell(words.word("findings.voice.checking"))
    findings += _against(base, folders, packages, findings) if base else ()
    day = day_of(_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")))
    return packages, run(packages, (*findings, *validate(packages)), day)


def _against(
    base: str, folders: tuple[Path, ...], packages: tuple[Package, ...], findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    # Only a check against a published state pays for what it needs.
    from build_scripts.checks.base import against, unreadable
    from build_scripts.revision import read_base

    published, faults = read_base(base, folders)
    return (*unreadable(faults, folders[0].as_posix()), *against(published, packages, findings))


def _inside(folder: Path, path: str) -> str:
    return Path(os.path.normpath(folder / path)).as_posix()


def repair(packages: tuple[Package, ...], found: Report, words: Locale, format: Format, *, write: bool) -> bool:
    """Show the repairs that are certain, write them where asked to, and say whether a file has changed."""
    # Only a repair pays for what it needs.
    from build_scripts.fix import diff, plan

    tables, left = plan(packages, found.findings)
    lines = list(diff(tables))
    done = 0
    for table in tables:
        if not write or io.rewrite(Path(table.package.folder), table.file, table.old, table.new):
            lines.extend(_told(table, change, words) for change in table.changes)
            done += len(table.changes)
        else:
            lines.append(words.word("findings.voice.not-written", path=visible(table.path, PATH_LENGTH)))
    lines.extend(words.word("findings.voice.not-fixed", path=visible(f.path, PATH_LENGTH), line=f.line) for f in left)
    lines.append(words.word("findings.voice." + ("fixed" if write else "would-fix"), count=done))
    # A document on standard output stays alone; a workflow is not to read rows of data as commands.
    if format in (Format.TEXT, Format.MARKDOWN):
        say(f"{line}\n" for line in [*lines, ""])
    else:
        tell("\n".join(lines))
    return write and done > 0


def repaired_rows(packages: tuple[Package, ...], found: Report) -> dict[tuple[str, int], tuple[str, str]]:
    """Return the rows that certain repairs change, by path and line: as they are, and as they would be."""
    from build_scripts.fix import plan

    tables, _ = plan(packages, found.findings)
    return {(table.path, hunk.line): (hunk.old, hunk.new) for table in tables for hunk in table.hunks}


def _told(table: Fixed, change: Change, words: Locale) -> str:
    return "* " + words.word(
        "findings.voice.changed",
        path=visible(table.path, PATH_LENGTH),
        line=change.line,
        field=visible(change.field),
        old=visible(change.old, PATH_LENGTH),
        new=visible(change.new, PATH_LENGTH),
    )


def _stop(error: BaseException) -> NoReturn:
    message = error.format_message() if isinstance(error, TyperException) else str(error)
    tell(f"portal: {' '.join(message.split()) or type(error).__name__}")
    raise SystemExit(2) from error


def _run(arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    if arguments[0] != "check" or any(a.startswith("-") for a in arguments):
        return int(app(arguments, standalone_mode=False) or 0)
    # Making sense of options takes Typer longer than a check of a large table; folders alone need no help.
    try:
        check([Path(a) for a in arguments[1:]])
    except typer.Exit as done:
        return done.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def main() -> None:
    """Run the command line; what makes it impossible to go on is one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows fewer characters still gets the report.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(sys.argv[1:] or ["--help"])
        if code == INTERRUPTED:
            raise InterruptedRunError
    except (PortalError, TyperException, OSError, MemoryError) as error:
        _stop(error)
    raise SystemExit(code)
