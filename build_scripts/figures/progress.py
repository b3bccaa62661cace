"""How a target stands: a status by one stated rule, with the figures that it rests on.

reached         the judged figure meets the target
late            it did not by its date, but a later figure does
missed          its date has passed, and no figure meets it
on-track        its date lies ahead, and the pace so far is at least the pace needed
off-track       its date lies ahead, and the pace so far is less than that
not-measurable  there is nothing to judge by; `reason` says what is lacking

The judged figure is the latest of the same series up to the target's date, at most a year before it; while the date lies ahead, the
latest figure, at most `FRESH` years old. A flow (`period`) is judged by the figure of the very period.

needed          (target − value) / years from the judged figure to the target
pace            (value − former value) / years between: the former is the latest figure at least a year, at most `BACK` years earlier
Years are days / 365.25, paces are rounded to two decimals, half away from zero, and compared before rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from build_scripts.figures.derived import PLACES, yearly
from build_scripts.figures.model import Figure, Figures
from build_scripts.figures.tolerance import rounded

STATUSES = ("reached", "late", "missed", "on-track", "off-track", "not-measurable")
YEAR = timedelta(days=366)
FRESH, BACK = 2, 3


@dataclass(frozen=True, slots=True)
class Progress:
    """A target with its status, the figure that is judged, and the paces a year in the target's unit (percentage points for shares).

    `reason`, where nothing can be measured: no-direction, no-figure, old-figure, no-former-figure.
    """

    target: Figure
    status: str
    judged: Figure | None = None
    former: Figure | None = None
    pace: Decimal | None = None
    needed: Decimal | None = None
    reason: str = ""


def progress_of(figures: Figures, indicator: str, today: date) -> tuple[Progress, ...]:
    """Return how every target of an indicator stands on a day, by area, date, segment and breakdown."""
    described = figures.dataset.indicators.get(indicator)
    direction = described.higher_is if described else ""
    targets = [f for s in figures.series_of_indicator(indicator) if s.kind == "target" for f in s.figures]
    ordered = sorted(targets, key=lambda f: (f.key.area, f.key.day, f.key))
    return tuple(_judged(figures, target, direction, today) for target in ordered)


def _judged(figures: Figures, target: Figure, direction: str, today: date) -> Progress:
    key = target.key
    series = figures.series_of(key.indicator, key.area, segment=key.segment, breakdown=key.breakdown)
    known = tuple(f for f in series.figures if f.chosen.unit == target.chosen.unit) if series else ()
    if direction not in ("better", "worse"):
        return Progress(target, "not-measurable", reason="no-direction")
    if target.chosen.period_type == "period":
        return _flow(target, known, direction)
    return _passed(target, known, direction) if target.key.day <= today else _ahead(target, known, direction, today)


def _meets(figure: Figure, target: Figure, direction: str) -> bool:
    return figure.value <= target.value if direction == "worse" else figure.value >= target.value


def _flow(target: Figure, known: Sequence[Figure], direction: str) -> Progress:
    same = next((f for f in known if f.key.as_of == target.key.as_of and not f.chosen.period_from), None)
    if same is None:
        return Progress(target, "not-measurable", reason="no-figure")
    return Progress(target, "reached" if _meets(same, target, direction) else "missed", same)


def _passed(target: Figure, known: Sequence[Figure], direction: str) -> Progress:
    due = target.key.day
    judged = _last(known, due - YEAR, due)
    if judged is None:
        return Progress(target, "not-measurable", reason="no-figure")
    if _meets(judged, target, direction):
        return Progress(target, "reached", judged)
    later = next((f for f in known if f.key.day > due and _meets(f, target, direction)), None)
    return Progress(target, "late", later) if later else Progress(target, "missed", judged)


def _ahead(target: Figure, known: Sequence[Figure], direction: str, today: date) -> Progress:
    if not known:
        return Progress(target, "not-measurable", reason="no-figure")
    judged = _last(known, today - FRESH * YEAR, today)
    if judged is None:
        return Progress(target, "not-measurable", known[-1], reason="old-figure")
    if _meets(judged, target, direction):
        return Progress(target, "reached", judged)
    needed = yearly(judged, target)
    former = _last(known, judged.key.day - BACK * YEAR, judged.key.day - timedelta(days=365))
    if former is None:
        return Progress(target, "not-measurable", judged, needed=rounded(needed, PLACES), reason="no-former-figure")
    pace = yearly(former, judged)
    enough = pace <= needed if direction == "worse" else pace >= needed
    status = "on-track" if enough else "off-track"
    return Progress(target, status, judged, former, rounded(pace, PLACES), rounded(needed, PLACES))


def _last(known: Sequence[Figure], after: date, until: date) -> Figure | None:
    """Return the latest figure after one day and up to another."""
    return next((f for f in reversed(known) if after < f.key.day <= until), None)
