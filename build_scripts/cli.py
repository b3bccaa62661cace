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
from typing import TYPE_CHECKING, Annotated, NoReturn, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from build_scripts import io
from build_scripts.errors import BadAddressError, BadEpochError, PortalError
from build_scripts.escape import link
from build_scripts.locale import Locale, read_locale
from build_scripts.package import Package
from build_scripts.report import Finding, Report, to_github, to_json, to_markdown, to_text
from build_scripts.settings import Settings

if TYPE_CHECKING:
    from build_scripts.build import Outcome

DEFAULTS = Settings(jobs=os.cpu_count() or 1)
# How many stages a build announces; the bar is full when the last of them is reached.
STAGES = 14

app = typer.Typer(name="portal", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    MARKDOWN = "markdown"


@app.callback()
def portal() -> None:
    """Check data packages and build an open data portal from them."""


@app.command()
def check(
    folders: Annotated[list[Path] | None, typer.Argument(metavar="DIR", help="Folders of packages.")] = None,
    format: Annotated[Format, typer.Option(help="How to write the report.")] = Format.TEXT,
    lang: Annotated[str, typer.Option(help="Language of the sentences: id or en.")] = "id",
) -> None:
    """Check data packages (those in datasets/ unless folders are named); exit 0 no error, 1 errors found, 2 cannot run."""
    words = read_locale(lang)
    found = check_folders(tuple(folders or [Path("datasets")]), words)
    print(_voice(found, format, words), end="")
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
    with _Bar(words) as bar:
        outcome = run_build(settings, bar)
    if outcome.report.findings:
        print(_voice(outcome.report, Format.TEXT, words))
    for stage, seconds in outcome.seconds.items():
        print(f"{seconds:7.1f} s  {stage}", file=sys.stderr)
    print(_summary(outcome, out, words))
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
        run_serve(datasets, out, port, [*arguments, "--base-url", f"http://127.0.0.1:{port}/"], _progress)


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
    if text and not (text.isascii() and text.isdigit()):
        raise BadEpochError(text)
    return int(text or 0)


class _Bar:
    """Stages of a build on standard error: a progress bar on a terminal, a line for each stage elsewhere."""

    def __init__(self, words: Locale) -> None:
        self._words = words
        self._rich = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._rich.start()
            self._task = self._rich.add_task("", total=STAGES)
        return self

    def __exit__(self, *_: object) -> None:
        if self._task is not None:
            self._rich.stop()

    def __call__(self, stage: str) -> None:
        key = f"build.stage.{stage.replace(' ', '-')}"
        told = self._words.word(key) if self._words.has(key) else stage
        if self._task is None:
            _progress(told)
        else:
            self._rich.update(self._task, description=told, advance=1)


def check_folders(folders: tuple[Path, ...], words: Locale) -> Report:
    """Read and check the packages of all folders together; paths of findings begin with the folder as it was named."""
    # Only a check pays for what it needs.
    from build_scripts.checks import run
    from build_scripts.table_schema import validate

    packages: tuple[Package, ...] = ()
    findings: tuple[Finding, ...] = ()
    for folder in folders:
        _progress(f"{words.word('findings.voice.reading')} {folder}")
        read, found = io.read_packages(folder)
        packages += tuple(replace(p, folder=_inside(folder, p.folder)) for p in read)
        findings += tuple(replace(f, path=_inside(folder, f.path)) for f in found)
    _progress(words.word("findings.voice.checking"))
    return run(packages, (*findings, *validate(packages)))


def _inside(folder: Path, path: str) -> str:
    return Path(os.path.normpath(folder / path)).as_posix()


def _voice(found: Report, format: Format, words: Locale) -> str:
    if format is Format.JSON:
        return to_json(found)
    if format is Format.GITHUB:
        return to_github(found, words)
    if format is Format.MARKDOWN:
        return to_markdown(found, words)
    return to_text(found, words, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ)


def _progress(text: str) -> None:
    print(text, file=sys.stderr)


def _stop(error: Exception) -> NoReturn:
    print(f"portal: {' '.join(str(error).split())}", file=sys.stderr)
    raise SystemExit(2) from error


def main() -> None:
    """Run the command line; what makes it impossible to go on is one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that knows fewer characters still gets the report.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except (PortalError, OSError) as error:
        _stop(error)
