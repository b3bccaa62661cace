"""Where a series breaks: neighbouring values that were not counted alike, because boundaries or the method changed.

A break is only taken from what the data say: the list of area changes, and the notes beside claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from build_scripts.dataset import Dataset, last_day
from build_scripts.figures.model import Figure

# The words of notes for a method or a basis that is not that of other claims, and for boundaries that have changed since.
_METHOD = re.compile(r"\b(?:vintage|not comparable|method|series break|metode|tidak sebanding)\b")
_OLD_BOUNDARIES = re.compile(r"\b(?:pre-\d{4} boundaries|batas sebelum \d{4})\b")


@dataclass(frozen=True, slots=True)
class Break:
    """A break before the figure of a place in a line, the day on which it is drawn, and what changed: `boundaries` or `method`."""

    before: int
    day: date
    reason: str


def _method(figure: Figure) -> frozenset[str]:
    parts = (part.strip() for part in figure.chosen.note.split(";"))
    return frozenset(part for part in parts if _METHOD.search(part))


def splits(dataset: Dataset, area: str) -> tuple[date, ...]:
    """Return the days on which an area lost a part and kept its code."""
    return tuple(
        sorted({last_day(c.date) for c in dataset.area_changes if c.change == "split" and c.from_code == area})
    )


def _boundaries(figure: Figure, days: Sequence[date]) -> int:
    """Return how many splits a figure already takes into account."""
    if _OLD_BOUNDARIES.search(figure.chosen.note):
        return 0
    return sum(day <= figure.key.day for day in days)


def of_line(dataset: Dataset, line: Sequence[Figure]) -> tuple[Break, ...]:
    """Return the breaks between neighbours of a line, which is of one area and in order of time."""
    return tuple(_between(line, splits(dataset, line[0].key.area))) if line else ()


def _between(line: Sequence[Figure], days: Sequence[date]) -> Iterator[Break]:
    for place, (earlier, later) in enumerate(pairwise(line), 1):
        middle = earlier.key.day + (later.key.day - earlier.key.day) / 2
        if _boundaries(earlier, days) != _boundaries(later, days):
            yield Break(place, middle, "boundaries")
        elif _method(earlier) != _method(later):
            yield Break(place, middle, "method")


def runs(line: Sequence[Figure], found: Sequence[Break]) -> tuple[tuple[Figure, ...], ...]:
    """Return the stretches of a line in which neighbours are comparable."""
    cuts = [0, *(b.before for b in found), len(line)]
    return tuple(tuple(line[a:b]) for a, b in pairwise(cuts) if b > a)


def stretches(dataset: Dataset, line: Sequence[Figure]) -> tuple[tuple[Figure, ...], ...]:
    """Return the parts of a line that are drawn through: no break and no missing year between neighbours."""
    return tuple(part for run in runs(line, of_line(dataset, line)) for part in unbroken(run))


def bridges(dataset: Dataset, line: Sequence[Figure]) -> tuple[tuple[Figure, Figure], ...]:
    """Return the neighbours between which years are missing but nothing breaks."""
    return tuple(pair for run in runs(line, of_line(dataset, line)) for pair in gaps(run))


def gaps(run: Sequence[Figure]) -> tuple[tuple[Figure, Figure], ...]:
    """Return the neighbours between which at least one whole calendar year has no figure."""
    return tuple((a, b) for a, b in pairwise(run) if b.key.day.year - a.key.day.year >= 2)


def unbroken(run: Sequence[Figure]) -> tuple[tuple[Figure, ...], ...]:
    """Return the stretches of a run without such a gap."""
    cuts = [0, *(n for n, (a, b) in enumerate(pairwise(run), 1) if (a, b) in gaps(run)), len(run)]
    return tuple(tuple(run[a:b]) for a, b in pairwise(cuts) if b > a)
