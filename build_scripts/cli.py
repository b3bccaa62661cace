"""The command line: arguments become calls, reports become text; the only place that prints and the only exit codes.

Exit codes: 0 no error found, 1 errors found, 2 the command cannot run.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from build_scripts import io
from build_scripts.arguments import Parser, build_arguments, check_arguments, serve_arguments
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

# Objects of a command live until it ends, and few of them are garbage that only a search for cycles finds: one search per so many.
GARBAGE = 100_000
# The last second that a date can name: the end of the year 9999.
LAST_SECOND = 253_402_300_799


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the arguments that it takes, and the function that runs it and returns the exit code; its docstring is the help."""

    arguments: Callable[[Parser], None]
    run: Callable[[Namespace], int]

    @property
    def help(self) -> str:
        """What the command does."""
        return self.run.__doc__ or ""


def check(given: Namespace) -> int:
    """Check data packages (those in datasets/ unless folders are named); exit 0 no error, 1 errors found, 2 cannot run."""
    words = read_locale(given.lang)
    places = tuple(given.folders) or (Path("datasets"),)
    packages, found = check_folders(places, words, given.base)
    if (given.fix or given.diff) and repair(packages, found, words, given.format, write=not given.diff):
        packages, found = check_folders(places, words, given.base)
    rows = repaired_rows(packages, found) if given.format == "sarif" else {}
    say(VOICES[given.format](found, words, replace(screen(), rows=rows)))
    return 1 if found.errors else 0


def build(given: Namespace) -> int:
    """Check packages and build the whole portal; exit 0 published, 1 errors found and nothing published, 2 cannot run."""
    # The pipeline is heavy; a check does without it.
    from build_scripts.build import build as run_build

    languages = tuple(code.strip() for code in given.lang.split(",") if code.strip())
    words = read_locale(languages[0] if languages else "")
    settings = Settings(
        datasets=given.datasets,
        out=given.out,
        cache=given.cache,
        base_url=_address(given.base_url),
        languages=languages,
        jobs=given.jobs,
        epoch=_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")),
    )
    with Bar(words) as bar:
        outcome = run_build(settings, bar)
    if outcome.report.findings:
        say(VOICES["text"](outcome.report, words, screen()))
    for stage, seconds in outcome.seconds.items():
        tell(f"{seconds:7.1f} s  {stage}")
    say([_summary(outcome, given.out, words), "\n"])
    if outcome.published and given.zip:
        # Only a build that is asked for a copy pays for it.
        from build_scripts.publish.offline import pack

        size = words.number(round(pack(given.out, given.zip) / 1_000_000))
        say([words.word("build.outcome.packed", file=given.zip, size=size), "\n"])
    return 0 if outcome.published else 1


def serve(given: Namespace) -> int:
    """Preview the portal on 127.0.0.1 and build it again whenever a file is saved."""
    # Watching files is needed by nothing else.
    from build_scripts.serve import serve as run_serve

    arguments = ["--datasets", str(given.datasets), "--out", str(given.out), "--cache", str(given.cache)]
    arguments += ["--base-url", f"http://127.0.0.1:{given.port}/"]
    with contextlib.suppress(KeyboardInterrupt):
        run_serve(given.datasets, given.out, given.port, arguments, tell)
    return 0


COMMANDS: Mapping[str, Command] = {
    "check": Command(check_arguments, check),
    "build": Command(build_arguments, build),
    "serve": Command(serve_arguments, serve),
}


def parser_of(name: str) -> Parser:
    """Return the parser of the arguments of a command."""
    command = COMMANDS[name]
    parser = Parser(f"portal {name}", command.help)
    command.arguments(parser)
    return parser


def _overview() -> Parser:
    """Return the parser of the name of a command; its help lists them all."""
    listed = "\n".join(f"  {name:8}{command.help}" for name, command in COMMANDS.items())
    told = "Check data packages and build an open data portal from them."
    parser = Parser("portal", told, f"commands:\n{listed}\n\n`portal COMMAND --help` lists the options of a command.")
    parser.add_argument("command", choices=tuple(COMMANDS), metavar="COMMAND", help="one of the commands below")
    return parser


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
    from build_scripts import checked

    packages: tuple[Package, ...] = ()
    findings: tuple[Finding, ...] = ()
    for folder in folders:
        tell(f"{words.word('voice.reading')} {folder}")
        read, found = io.as_named(folder, *io.read_packages(folder))
        packages += read
        findings += found
    tell(words.word("voice.checking"))
    findings += _against(base, folders, packages, findings) if base else ()
    day = day_of(_epoch(os.environ.get("SOURCE_DATE_EPOCH", "")))
    return packages, checked.check(packages, findings, day).report


def _against(
    base: str, folders: tuple[Path, ...], packages: tuple[Package, ...], findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    # Only a check against a published state pays for what it needs.
    from build_scripts.checks.base import against, unreadable
    from build_scripts.revision import read_base

    published, faults = read_base(base, folders)
    return (*unreadable(faults, folders[0].as_posix()), *against(published, packages, findings))


def repair(packages: tuple[Package, ...], found: Report, words: Locale, format: str, *, write: bool) -> bool:
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
            lines.append(words.word("voice.not-written", path=visible(table.path, PATH_LENGTH)))
    lines.extend(words.word("voice.not-fixed", path=visible(f.path, PATH_LENGTH), line=f.line) for f in left)
    lines.append(words.word("voice." + ("fixed" if write else "would-fix"), count=done))
    # A document on standard output stays alone; a workflow is not to read rows of data as commands.
    if format in ("text", "markdown"):
        say(f"{line}\n" for line in [*lines, ""])
    else:
        # A workflow reads both streams for commands, old ones (`##[…]`) anywhere in a line.
        tell("\n".join(lines).replace("##[", "## ["))
    return write and done > 0


def repaired_rows(packages: tuple[Package, ...], found: Report) -> dict[tuple[str, int], tuple[str, str]]:
    """Return the rows that certain repairs change, by path and line: as they are, and as they would be."""
    from build_scripts.fix import plan

    tables, _ = plan(packages, found.findings)
    return {(table.path, hunk.line): (hunk.old, hunk.new) for table in tables for hunk in table.hunks}


def _told(table: Fixed, change: Change, words: Locale) -> str:
    return "* " + words.word(
        "voice.changed",
        path=visible(table.path, PATH_LENGTH),
        line=change.line,
        field=visible(change.field),
        old=visible(change.old, PATH_LENGTH),
        new=visible(change.new, PATH_LENGTH),
    )


def _stop(error: BaseException) -> NoReturn:
    tell(f"portal: {' '.join(str(error).split()) or type(error).__name__}")
    raise SystemExit(2) from error


def _run(arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    name = _overview().parse_args(arguments[:1] or ["--help"]).command
    # Folders and options may stand in any order.
    given = parser_of(name).parse_intermixed_args(arguments[1:])
    try:
        return COMMANDS[name].run(given)
    except KeyboardInterrupt as error:
        raise InterruptedRunError from error


def _start_lightly() -> None:
    """Leave out what the interpreter and its libraries do for programs that run for long, or multiply matrices."""
    gc.set_threshold(GARBAGE)
    # The last search, at the end of the process, would only find what the system takes back anyway.
    atexit.register(gc.freeze)
    # NumPy would start a thread for each core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """Run the command line; what makes it impossible to go on is one line and exit code 2."""
    _start_lightly()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows fewer characters still gets the report.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(sys.argv[1:])
    except (PortalError, OSError, MemoryError) as error:
        _stop(error)
    raise SystemExit(code)
