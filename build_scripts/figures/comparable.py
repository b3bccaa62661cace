"""Which figures of a series can stand on one line or in one year: stated once, for charts, maps and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from build_scripts.figures.model import Figure, Series

FLOW = "period"


def whole_spans(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures of a flow whose spans have one length.

    That is the most frequent precision of their dates, the coarser one if two are as frequent; a figure that covers more than its
    date says has no such span.
    """
    whole = [f for f in figures if not f.chosen.period_from]
    lengths = Counter(len(f.key.as_of) for f in whole)
    usual = max(lengths, key=lambda n: (lengths[n], -n), default=0)
    return tuple(f for f in whole if len(f.key.as_of) == usual)


def comparable(series: Series | None, period_type: str) -> tuple[Figure, ...]:
    """Return the figures of a series that belong on one line: of a state (`point`) all, of a flow those of `whole_spans`."""
    figures = series.figures if series else ()
    return whole_spans(figures) if period_type == FLOW else figures


def one_a_day(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return one figure per day in order of time.

    Of dates that end on one day (`2025-12`, `2025-12-31`) the one that a series puts last, which is the most precise value:
    so a chart, a sentence and a table speak of the same latest figure.
    """
    chosen = {figure.key.day: figure for figure in figures}
    return tuple(chosen[at] for at in sorted(chosen))
