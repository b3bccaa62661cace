"""Which figures a chart draws: small pure choices from all figures, stated once for every chart type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from build_scripts.dataset import last_day
from build_scripts.figures import Figure, Figures, Series

COUNTRY = "ID"
MANY, FEWEST = 10, 5
RECENT = 3


def day(figure: Figure) -> date:
    """Return the day at which a figure stands on an axis of time."""
    return last_day(figure.key.as_of)


def comparable(series: Series | None, period_type: str) -> tuple[Figure, ...]:
    """Return the figures of a series that belong on one line.

    A state (`point`) counts at any date. A flow (`period`) counts only for spans of one length: those of the most frequent
    precision, the coarser one if two are as frequent, and none that covers more than its date says.
    """
    figures = series.figures if series else ()
    if period_type != "period":
        return figures
    whole = [f for f in figures if not f.chosen.period_from]
    lengths = Counter(len(f.key.as_of) for f in whole)
    usual = max(lengths, key=lambda n: (lengths[n], -n), default=0)
    return tuple(f for f in whole if len(f.key.as_of) == usual)


def one_a_day(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return one figure per day in order of time.

    Of dates that end on one day (`2025-12`, `2025-12-31`) the one that a series puts last, which is the most precise value:
    so a chart, a sentence and a table speak of the same latest figure.
    """
    chosen = {day(figure): figure for figure in figures}
    return tuple(chosen[at] for at in sorted(chosen))


def country_targets(figures: Figures, indicator: str) -> tuple[Figure, ...]:
    """Return the aims set for the whole country, one per date."""
    series = figures.series_of(indicator, COUNTRY, kind="target")
    return one_a_day(series.figures) if series else ()


def due_target(figures: Figures, indicator: str, on: date) -> Figure | None:
    """Return the country's target that was due last on a day, or the next one where none was due yet."""
    targets = country_targets(figures, indicator)
    due = [t for t in targets if day(t) <= on]
    return due[-1] if due else targets[0] if targets else None


def threshold(figures: Figures, indicator: str) -> Figure | None:
    """Return the latest criterion that holds for every area."""
    series = figures.series_of(indicator, COUNTRY, kind="threshold")
    return one_a_day(series.figures)[-1] if series else None


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
        latest = {day(f).year: f for f in one_a_day(comparable(one, period_type))}
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


def latest(figures: Figures, indicator: str, level: str) -> tuple[Figure, ...]:
    """Return the latest figure of each area of a level."""
    period_type = figures.dataset.indicators[indicator].period_type
    lines = (one_a_day(comparable(s, period_type)) for s in of_level(figures, indicator, level))
    return tuple(line[-1] for line in lines if line)


def recent(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures of the newest year and the three before it; all of them where that leaves fewer than ten."""
    everything = tuple(figures)
    newest = max((day(f).year for f in everything), default=0)
    kept = tuple(f for f in everything if day(f).year >= newest - RECENT)
    return kept if len(kept) >= MANY else everything
