"""Measures whole commands as processes of their own, and prints them side by side."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

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
    """Return the seconds that a command takes from its start to its end, and its peak, looked at fifty times a second."""
    ended, peaks = Event(), [0.0]
    since = time.perf_counter()
    running = subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )

    def watch() -> None:
        while not ended.wait(0.02):
            peaks.append(_session_megabytes(running.pid))

    watching = Thread(target=watch)
    watching.start()
    running.wait()
    seconds = time.perf_counter() - since
    ended.set()
    watching.join()
    return seconds, max(peaks)


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
    """Print measures with how many times faster they are than the first."""
    print(f"\n{title}")
    print(f"{'':52}{'seconds':>9}{'x faster':>10}{'peak MB':>9}")
    for one in measures:
        print(
            f"{one.name:52}{one.seconds:9.2f}{measures[0].seconds / one.seconds:10.1f}{one.megabytes:9.0f}", flush=True
        )
