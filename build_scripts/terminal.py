"""What a command says while and after it works: the report on standard output, progress on standard error.

Where nobody can be told any more (a closed pipe, a full disk) the command has not done its work, and says so by its exit code.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from build_scripts.errors import UnwritableError
from build_scripts.locale import Locale
from build_scripts.voices import Screen

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# How many stages a build announces; the bar is full when the last of them is reached.
STAGES = 14


def screen() -> Screen:
    """Return what standard output is: on a terminal its width, and colour unless `NO_COLOR` is set or it knows none."""
    if not sys.stdout.isatty():
        return Screen()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Screen(colour=not plain, width=shutil.get_terminal_size().columns)


def say(pieces: Iterable[str]) -> None:
    """Write text to standard output, all of it.

    Raises UnwritableError where it cannot be written; what is left is then thrown away, so that ending fails no second time.
    """
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        raise UnwritableError(os.strerror(error.errno or 0)) from error


def tell(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class Bar:
    """Stages of a build on standard error: a progress bar on a terminal, a line for each stage elsewhere."""

    def __init__(self, words: Locale) -> None:
        self._words = words
        self._rich: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._rich = _progress()
            self._rich.start()
            self._task = self._rich.add_task("", total=STAGES)
        return self

    def __exit__(self, *_: object) -> None:
        if self._rich is not None:
            self._rich.stop()

    def __call__(self, stage: str) -> None:
        """Announce a stage."""
        key = f"build.stage.{stage.replace(' ', '-')}"
        told = self._words.word(key) if self._words.has(key) else stage
        if self._rich is None or self._task is None:
            tell(told)
        else:
            self._rich.update(self._task, description=told, advance=1)


def _progress() -> Progress:
    # Only a build on a terminal pays for Rich.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
