"""Which figures a chart draws: small pure choices from all figures, stated once for every chart type."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.figures import Figure, Figures
from build_scripts.figures.comparable import comparable, one_a_day
from build_scripts.figures.lines import COUNTRY, MANY, country_targets, due_target, of_level, same_year, threshold

RECENT = 3

__all__ = [
    "COUNTRY",
    "RECENT",
    "comparable",
    "country_targets",
    "due_target",
    "latest",
    "of_level",
    "one_a_day",
    "recent",
    "same_year",
    "threshold",
]


def latest(figures: Figures, indicator: str, level: str) -> tuple[Figure, ...]:
    """Return the latest figure of each area of a level."""
    period_type = figures.dataset.indicators[indicator].period_type
    lines = (one_a_day(comparable(s, period_type)) for s in of_level(figures, indicator, level))
    return tuple(line[-1] for line in lines if line)


def recent(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures of the newest year and the three before it; all of them where that leaves fewer than ten."""
    everything = tuple(figures)
    newest = max((f.key.day.year for f in everything), default=0)
    kept = tuple(f for f in everything if f.key.day.year >= newest - RECENT)
    return kept if len(kept) >= MANY else everything
