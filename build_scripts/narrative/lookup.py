"""Which figure a sentence speaks of: the latest of several, and the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from build_scripts.dataset import Observation, last_day
from build_scripts.figures import Derived, Figure, Figures, Key

_PRECISION = ("approximate", "rounded", "exact")


def by_time(figure: Figure) -> tuple[date, int, int, Key]:
    """Return the order of figures: by the end of the reference period, then the exact and the closely dated last."""
    precise = _PRECISION.index(figure.chosen.precision) if figure.chosen.precision in _PRECISION else 0
    return (figure.key.day, precise, len(figure.key.as_of), figure.key)


def latest(figures: Iterable[Figure]) -> Figure | None:
    """Return the latest figure; of several for the same day the exact one."""
    return max(figures, key=by_time, default=None)


def total(figures: Figures, indicator: str, area: str) -> tuple[Figure, ...]:
    """Return the observed figures of an indicator and area that tell no segment or breakdown apart."""
    series = figures.series_of(indicator, area)
    return series.figures if series else ()


def country_of(figures: Figures) -> str:
    """Return the code of the country, or empty text where there is none."""
    return next((a.code for a in figures.dataset.areas.values() if a.level == "country"), "")


def derived_as(figures: Figures, key: Key, formula: str) -> Derived | None:
    """Return the first derived value about a figure that was computed by this formula."""
    return next((d for d in figures.derived_of(key) if d.formula == formula), None)


def dates(claims: Iterable[Observation]) -> list[str]:
    """Return the reference dates of claims, sorted by time."""
    return sorted({c.as_of for c in claims}, key=lambda d: (last_day(d), d))
