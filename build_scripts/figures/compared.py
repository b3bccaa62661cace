"""What can be compared: the lines of one indicator, of areas and of segments of the country, and the few that are shown unasked.

One indicator only, so that whatever is compared stands on one axis with one unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.figures.comparable import comparable, one_a_day
from build_scripts.figures.lines import COUNTRY, due_target, same_year, threshold
from build_scripts.figures.model import Figure, Figures, Series

AREA, SEGMENT = "area", "segment"
MOST = 6
PROVINCES, LONGEST = "provinces", "longest"


@dataclass(frozen=True, slots=True)
class Line:
    """The observed figures of an area, or of a segment of the country, oldest first; `kind` is area or segment."""

    kind: str
    code: str
    figures: tuple[Figure, ...]

    @property
    def drawn(self) -> tuple[Figure, ...]:
        """One figure a day."""
        return one_a_day(self.figures)


@dataclass(frozen=True, slots=True)
class Choice:
    """The lines that are shown unasked, and by which rule.

    `provinces`: of the `count` provinces with a figure in `year` the highest, the middle and the lowest, after the country;
    `longest`: the lines with the most figures, of segments none that holds another. Where the whole is the sum of its parts the
    country is left out: beside it the parts could not be told apart.
    """

    lines: tuple[Line, ...]
    rule: str
    year: int = 0
    count: int = 0

    def codes(self, kind: str) -> tuple[str, ...]:
        """Return the codes of the chosen areas or segments."""
        return tuple(line.code for line in self.lines if line.kind == kind)


def _member(series: Series, figures: Figures) -> tuple[str, str] | None:
    """Return whose series it is, or nothing where it cannot be compared: another kind, a breakdown, an area without a code."""
    if series.kind != "observed" or series.breakdown or series.area not in figures.dataset.areas:
        return None
    if not series.segment:
        return AREA, series.area
    return (SEGMENT, series.segment) if series.area == COUNTRY else None


def lines_of(figures: Figures, indicator: str) -> tuple[Line, ...]:
    """Return the lines of an indicator: areas by code, then segments of the country by code.

    Of a flow only spans of one length are kept, the same for all lines, since a month and a year cannot be compared.
    """
    members = [(m, s) for s in figures.series_of_indicator(indicator) if (m := _member(s, figures))]
    everything = Series(indicator, "observed", "", "", "", tuple(f for _, s in members for f in s.figures))
    kept = {f.key for f in comparable(everything, figures.dataset.indicators[indicator].period_type)}
    lines = (Line(*m, tuple(f for f in s.figures if f.key in kept)) for m, s in members)
    return tuple(sorted((line for line in lines if line.figures), key=lambda line: (line.kind, line.code)))


def can_be_compared(lines: tuple[Line, ...]) -> bool:
    """Say whether there are two lines, and two values among them: a flag that is always 1 leaves nothing to compare."""
    return len(lines) > 1 and len({f.value for line in lines for f in line.figures}) > 1


def compared(figures: Figures) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield every indicator that can be compared, with its lines."""
    for indicator in figures.dataset.indicators:
        lines = lines_of(figures, indicator)
        if can_be_compared(lines):
            yield indicator, lines


def unasked(figures: Figures, indicator: str, lines: tuple[Line, ...]) -> Choice:
    """Return the lines that are shown where nobody has chosen any, at most six."""
    parts = tuple(line for line in lines if (line.kind, line.code) != (AREA, COUNTRY))
    sums = figures.dataset.indicators[indicator].aggregation == "sum" and len(parts) > 1
    whole = () if sums else tuple(line for line in lines if line not in parts)
    year, found = same_year(figures, indicator, "province")
    by_code = {line.code: line for line in parts if line.kind == AREA}
    ranked = sorted((f for f in found if f.key.area in by_code), key=lambda f: (-f.value, f.key.area))
    if len(ranked) < 3:
        return Choice((*whole, *longest(parts, figures))[:MOST], LONGEST)
    picked = (ranked[0], ranked[len(ranked) // 2], ranked[-1])
    return Choice((*whole, *(by_code[f.key.area] for f in picked)), PROVINCES, year, len(ranked))


def longest(lines: tuple[Line, ...], figures: Figures) -> tuple[Line, ...]:
    """Return at most six lines of one kind, those with the most figures, leaving out segments inside one another."""
    ranked = sorted(lines, key=lambda line: (-len(line.drawn), line.kind, line.code))
    chosen: list[Line] = []
    for line in (one for one in ranked if one.kind == ranked[0].kind):
        if len(chosen) < MOST and not any(_nested(line, other, figures) for other in chosen):
            chosen.append(line)
    return tuple(chosen)


def _nested(one: Line, other: Line, figures: Figures) -> bool:
    if {one.kind, other.kind} != {SEGMENT}:
        return False
    return one.code in _within(other.code, figures) or other.code in _within(one.code, figures)


def _within(code: str, figures: Figures) -> tuple[str, ...]:
    """Return a segment and what it lies in, from the inside out; a circle ends where it closes."""
    found: list[str] = []
    while code and code not in found:
        found.append(code)
        segment = figures.dataset.segments.get(code)
        code = segment.parent if segment else ""
    return tuple(found)


def rules_of(figures: Figures, indicator: str, lines: tuple[Line, ...]) -> tuple[Figure, ...]:
    """Return the target of the country that is due and the criterion for every area, where a share makes them hold for all."""
    if figures.dataset.indicators[indicator].unit != "percent" or not lines:
        return ()
    due = due_target(figures, indicator, max(f.key.day for line in lines for f in line.figures))
    return tuple(f for f in (due, threshold(figures, indicator)) if f)
