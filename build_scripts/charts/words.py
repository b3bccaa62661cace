"""The sentences of charts: titles that state the finding, subtitles with the unit, source lines, text alternatives."""

from __future__ import annotations

from decimal import Decimal

from build_scripts.charts.base import Request
from build_scripts.dataset import Dataset
from build_scripts.locale import Locale


def when(as_of: str, locale: Locale) -> str:
    """Return a date with its preposition: `pada 2023`, `in 2023`, `on 31 December 2023`."""
    return locale.word(f"charts.when.{ {4: 'year', 7: 'month', 10: 'day'}[len(as_of)] }", date=locale.date(as_of))


def amount(value: Decimal, unit: str, locale: Locale) -> str:
    """Write a value with its unit, large ones in words of their scale."""
    if unit == "percent":
        return locale.quantity(value, unit)
    return locale.quantity(value, unit, short=True)


def indicator_name(dataset: Dataset, request: Request, locale: Locale) -> str:
    """Return the name of the indicator of a request, with its segment and breakdown where it has them."""
    indicator = dataset.indicators.get(request.indicator)
    parts = [indicator.name.to(locale.language) if indicator else request.indicator]
    segment = dataset.segments.get(request.segment)
    breakdown = dataset.breakdowns.get((request.indicator, request.breakdown))
    if request.segment:
        parts.append(segment.name.to(locale.language) if segment else request.segment)
    if request.breakdown:
        parts.append(breakdown.name.to(locale.language) if breakdown else request.breakdown)
    return ", ".join(parts)


def area_name(dataset: Dataset, code: str, locale: Locale, raw: str = "") -> str:
    """Return the name of an area in the language, or what the source calls it."""
    area = dataset.areas.get(code)
    return area.name.to(locale.language) if area else raw or code


def change(first: Decimal, last: Decimal) -> str:
    """Name what happened between two values: `rise`, `fall` or `same`."""
    return "same" if first == last else "rise" if last > first else "fall"
