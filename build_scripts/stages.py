"""The stages of a build: each is announced when it begins, and its seconds are kept.

They are told to the maintainer and never written into the site, which knows no clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable

Progress = Callable[[str], None]


class Stages:
    """Announces each stage and keeps its seconds; a stage that comes again adds to its own."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._seconds, self._name, self._since = progress, dict[str, float](), "", time.perf_counter()

    def __call__(self, name: str) -> None:
        """End the stage that runs and begin the named one."""
        self.done()
        self._name = name
        self._progress(name)

    def done(self) -> dict[str, float]:
        """End the stage that runs and return the seconds of every stage, in the order in which they began."""
        now = time.perf_counter()
        if self._name:
            self._seconds[self._name] = self._seconds.get(self._name, 0.0) + now - self._since
        self._since, self._name = now, ""
        return dict(self._seconds)
