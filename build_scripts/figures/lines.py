"""What lines of several areas have in common: their level, the newest year that most of them share, the country's aims.

Charts, pages and files choose by these rules, so that they speak of the same figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from build_scripts.figures.comparable import comparable, one_a_day
from build_scripts.figures.model import Figure, Figures, Series

COUNTRY = "ID"
MANY, FEWEST = 10, 5


def of_level(figures: Figures, indicator: str, level: str) -> tuple[Series, ...]:
    """Return the undivided observed series of an indicator for all areas of a level, in order of their codes."""
    areas = figures.dataset.areas
    found = [
        s
        for s in figures.series_of_indicator(indicator)
        if s.kind == "observed"
        and not s.segment
        and not s.breakdown
        and s.area in areas
        and areas[s.area].level == level
    ]
    return tuple(sorted(found, key=lambda s: s.area))


def _latest_by_year(series: Iterable[Series], period_type: str) -> dict[int, list[Figure]]:
    years: dict[int, list[Figure]] = defaultdict(list)
    for one in series:
        latest = {f.key.day.year: f for f in one_a_day(comparable(one, period_type))}
        for year, figure in latest.items():
            years[year].append(figure)
    return years


def same_year(figures: Figures, indicator: str, level: str) -> tuple[int, tuple[Figure, ...]]:
    """Return a year and the latest figure in it of each area of a level; no figures where no year has five areas.

    The year is the newest one with ten areas, or else the newest one with five.
    """
    period_type = figures.dataset.indicators[indicator].period_type
    years = _latest_by_year(of_level(figures, indicator, level), period_type)
    for least in (MANY, FEWEST):
        if full := [year for year, found in years.items() if len(found) >= least]:
            return max(full), tuple(years[max(full)])
    return 0, ()


def country_targets(figures: Figures, indicator: str) -> tuple[Figure, ...]:
    """Return the aims set for the whole country, one per date."""
    series = figures.series_of(indicator, COUNTRY, kind="target")
    return one_a_day(series.figures) if series else ()


def due_target(figures: Figures, indicator: str, on: date) -> Figure | None:
    """Return the country's target that was due last on a day, or the next one where none was due yet."""
    targets = country_targets(figures, indicator)
    due = [t for t in targets if t.key.day <= on]
    return due[-1] if due else targets[0] if targets else None


def threshold(figures: Figures, indicator: str) -> Figure | None:
    """Return the latest criterion that holds for every area."""
    series = figures.series_of(indicator, COUNTRY, kind="threshold")
    return one_a_day(series.figures)[-1] if series else None
