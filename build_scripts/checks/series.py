"""Values that do not go with the rest of their series, or with those of other areas: most often a slip of the pen.

The rule for leaps is in `checks/step.py`. Claims that disagree are another matter: where one of them fits, the date is not odd.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import median

from build_scripts.checks.step import NORMAL, odd_points
from build_scripts.checks.understood import Understood
from build_scripts.dataset import Observation, last_day
from build_scripts.report import Finding

# Units in which areas of any size can be compared.
COMPARABLE = ("percent", "index")
# An outlier lies this many standard deviations from the middle, and this far at least; fewer areas have no middle to speak of.
DEVIATIONS = Decimal(7)
DISTANCE = Decimal(25)
PEERS = 10
SHARE = "percent"

SeriesKey = tuple[str, ...]


def series_jump(understood: Understood) -> Iterator[Finding]:
    """A value does not leap away from the values before and after it, and none changes to another size from one date to the next."""
    for dates in _series(understood.dataset.observations):
        days = sorted(dates)
        ranges = [(min(c.value for c in dates[d]), max(c.value for c in dates[d])) for d in days]
        share = dates[days[0]][0].unit == SHARE
        for odd in odd_points([float(d.toordinal()) for d in days], ranges, share=share):
            near = dates[days[odd.near]][0]
            facts = {"variant": odd.variant, "near": near.text, "near_date": near.as_of}
            for claim in _each_value(dates[days[odd.place]]):
                yield understood.warn("series-jump", claim, **facts)


def _series(claims: tuple[Observation, ...]) -> Iterator[dict[date, list[Observation]]]:
    """Yield the claims of each series by the last day of their date; a flow has the series of flows as long as it."""
    groups: defaultdict[SeriesKey, defaultdict[date, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for c in claims:
        key = (c.indicator, c.kind, c.area_code, c.segment, c.breakdown, c.unit, _length(c))
        groups[key][last_day(c.as_of)].append(c)
    yield from (groups[key] for key in sorted(groups) if len(groups[key]) > 2)


def _length(claim: Observation) -> str:
    """Say how long the time of a flow is: in months where its start is stated, otherwise a year, a month or a day."""
    if claim.period_type == "point":
        return ""
    if not claim.period_from:
        return {4: "year", 7: "month"}.get(len(claim.as_of), "day")
    days = (last_day(claim.as_of) - last_day(claim.period_from)).days
    return f"{round(days / 30)} months"


def value_outlier(understood: Understood) -> Iterator[Finding]:
    """A share or an index lies near those of the other areas of its level in the same year: within seven standard deviations of the middle
    one, estimated from the median of the deviations (Hampel 1974), and within 25 points in any case."""
    groups: defaultdict[SeriesKey, defaultdict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for c in understood.dataset.observations:
        if c.unit in COMPARABLE:
            key: SeriesKey = (c.indicator, c.kind, c.area_level, c.segment, c.breakdown, c.unit, c.as_of[:4])
            groups[key][c.area_code].append(c)
    for peers in sorted(groups):
        if len(groups[peers]) >= PEERS:
            yield from _outliers(understood, groups[peers])


def _outliers(understood: Understood, areas: dict[str, list[Observation]]) -> Iterator[Finding]:
    middles = {code: median(c.value for c in claims) for code, claims in areas.items()}
    middle = median(middles.values())
    spread = median(abs(value - middle) for value in middles.values())
    allowed = max(DISTANCE, DEVIATIONS * Decimal(str(NORMAL)) * spread)
    for code in sorted(areas):
        # An area of which one claim fits is told as a disagreement.
        if min(abs(c.value - middle) for c in areas[code]) > allowed:
            for claim in _each_value(areas[code]):
                facts = {"middle": format(middle, "f"), "areas": str(len(areas))}
                yield understood.warn("value-outlier", claim, **facts)


def _each_value(claims: list[Observation]) -> tuple[Observation, ...]:
    """Return the first claim of each value: that several sources say the same is no further finding."""
    return tuple({c.value: c for c in reversed(claims)}.values())[::-1]
