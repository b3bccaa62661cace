"""One robust rule for leaps in a series: a value that leaves the range of its neighbours and comes back is odd, growth is not.

Typos (47 for 473), slips of a factor ten and mixed-up quantities look like this, while a programme that grows, or is counted anew from a
certain date on, does not. The rule is Hampel's identifier (Hampel 1974; Davies and Gather 1993, "The identification of multiple outliers")
on the steps of a series, with floors, because the spread of few values says little.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import log, sqrt
from statistics import median

# The median of absolute steps times this is the standard deviation, if the steps were normal.
NORMAL = 1.4826
# How many of these a value may lie outside the range of its neighbours.
WIDTH = 5.0
# From this many values on one odd step does not move the median; with fewer the scale leaves out the value that is judged.
MANY = 40
# Each pass takes away values that hide others; more than a few are not needed.
PASSES = 8

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Floors:
    """How far a value may go at least: inside a series, at its ends (where it cannot come back), and from one level to another."""

    inside: float
    end: float
    level: float


# In logarithms: 15 percent, a factor 5, a factor 8.
LOGARITHM = Floors(0.15, log(5), log(8))
# Shares in percentage points, and in logarithms only what is a slip of the decimal point.
POINTS = Floors(10.0, 40.0, 60.0)
SHARE_LOGARITHM = Floors(log(3), log(5), log(8))


@dataclass(frozen=True, slots=True)
class Odd:
    """An odd value by its place in the series, and the place of a neighbour that it does not go with.

    `variant` is inside, end or level: from there on all values are of another size.
    """

    place: int
    near: int
    variant: str


def odd_points(
    ticks: Sequence[float], ranges: Sequence[tuple[Decimal, Decimal]], *, share: bool = False
) -> tuple[Odd, ...]:
    """Return the odd values of a series in order of place; `ticks` (days, years) ascend, and a range holds all that is said of one tick.

    The excess of a value is its distance from the range of the two values next to it (of the two nearest at an end), in logarithms; of a
    share in percentage points too. It is odd where the excess is larger than a floor and than `WIDTH` times `NORMAL` times the median
    step between neighbours; at an end both grow with the time that is passed over. Values of zero are left out; series with values of
    both signs have no logarithm and are not judged by it, and nothing is said of fewer than three values.
    """
    found: dict[int, Odd] = {}
    if share:
        found |= {o.place: o for o in _odd(ticks, {n: (float(a), float(b)) for n, (a, b) in enumerate(ranges)}, POINTS)}
    found |= {o.place: o for o in _odd(ticks, _logarithms(ranges), SHARE_LOGARITHM if share else LOGARITHM)}
    return tuple(found[place] for place in sorted(found))


def _logarithms(ranges: Sequence[tuple[Decimal, Decimal]]) -> dict[int, Range]:
    told = {n: (low, high) for n, (low, high) in enumerate(ranges) if low or high}
    if all(low > 0 for low, _ in told.values()):
        return {n: _between(low, high) for n, (low, high) in told.items()}
    if all(high < 0 for _, high in told.values()):
        return {n: _between(-high, -low) for n, (low, high) in told.items()}
    return {}


def _between(low: Decimal, high: Decimal) -> Range:
    lowest = _log(low)
    return lowest, lowest if high == low else _log(high)


def _log(value: Decimal) -> float:
    size = value.adjusted()
    # A number of hundreds of digits is no float.
    return log(value) if abs(size) < 300 else log(float(value.scaleb(-size))) + size * log(10)


def _odd(ticks: Sequence[float], ranges: dict[int, Range], floors: Floors) -> Iterator[Odd]:
    places = sorted(ranges)
    line = _Line(places, [ticks[n] for n in places], [ranges[n] for n in places], floors)
    most = max(1, len(ranges) // 3)
    found: list[Odd] = []
    for _ in range(PASSES):
        worst = line.worst()
        if not worst:
            break
        found += [Odd(line.places[k], line.places[k - 1 if k else 1], variant) for k, variant in worst]
        if len(found) > most:
            # A series of which a third is odd has no order that a value could break.
            return
        line = line.without({k for k, _ in worst})
    yield from found
    yield from line.levels()


@dataclass(slots=True)
class _Line:
    """The values of a series that still count: the place, the tick and the range of each.

    `steps` are those between neighbours, and `ordered` the same by size.
    """

    places: list[int]
    ticks: list[float]
    ranges: list[Range]
    floors: Floors
    steps: list[float] = field(init=False)
    ordered: list[float] = field(init=False)

    def __post_init__(self) -> None:
        sums = [low + high for low, high in self.ranges]
        self.steps = [abs(b - a) / 2 for a, b in pairwise(sums)]
        self.ordered = sorted(self.steps)

    def without(self, gone: set[int]) -> _Line:
        """Return the line without some of its values, by their number."""
        kept = [k for k in range(len(self.places)) if k not in gone]
        return _Line(
            [self.places[k] for k in kept], [self.ticks[k] for k in kept], [self.ranges[k] for k in kept], self.floors
        )

    def _step(self, without: int = -1) -> float:
        """Return the usual step over all neighbours, or over those that are neighbours when one value is left out."""
        if without < 0:
            return NORMAL * _middle(self.ordered)
        ordered = self.ordered.copy()
        for k in (without - 1, without):
            if 0 <= k < len(self.steps):
                del ordered[bisect_left(ordered, self.steps[k])]
        if 0 < without < len(self.steps):
            insort(ordered, abs(sum(self.ranges[without + 1]) - sum(self.ranges[without - 1])) / 2)
        return NORMAL * _middle(ordered)

    def _gap(self, without: int = -1) -> float:
        """Return the usual time between two values, as `_step`."""
        return median(b - a for a, b in pairwise(t for k, t in enumerate(self.ticks) if k != without))

    def worst(self) -> list[tuple[int, str]]:
        """Return number and variant of the values that are odd, and odder than those next to them: what is wrong makes its neighbours
        look wrong."""
        if len(self.places) < 3:
            return []
        common = self._step() if len(self.places) >= MANY else None
        last = len(self.places) - 1
        scores = {0: self._at_end(0, 1, 2, common), last: self._at_end(last, last - 1, last - 2, common)}
        for k, excess in self._excesses():
            step = self._step(k) if common is None else common
            scores[k] = excess / max(self.floors.inside, WIDTH * step)
        return [
            (k, "inside" if 0 < k < last else "end")
            for k, score in sorted(scores.items())
            if score > 1
            and all(score > scores.get(n, 0.0) for n in (k - 2, k - 1))
            and all(score >= scores.get(n, 0.0) for n in (k + 1, k + 2))
        ]

    def _excesses(self) -> Iterator[tuple[int, float]]:
        """Yield how far the values inside the series lie outside of their neighbours, where that could be too far."""
        floor = self.floors.inside
        # Of a million values each call would count.
        for k, (before, own, after) in enumerate(zip(self.ranges, self.ranges[1:], self.ranges[2:], strict=False), 1):
            above = own[0] - (before[1] if before[1] > after[1] else after[1])
            below = (before[0] if before[0] < after[0] else after[0]) - own[1]
            if above > floor or below > floor:
                yield k, max(above, below)

    def _at_end(self, k: int, near: int, next_to_it: int, common: float | None) -> float:
        """Return the excess of the first or the last value as a multiple of what is allowed, where that could be too much."""
        own, one, other = self.ranges[k], self.ranges[near], self.ranges[next_to_it]
        excess = max(own[0] - max(one[1], other[1]), min(one[0], other[0]) - own[1])
        if excess <= self.floors.end:
            return 0.0
        gaps = _gaps(abs(self.ticks[k] - self.ticks[near]), self._gap(k if common is None else -1))
        step = self._step(k) if common is None else common
        return excess / max(self.floors.end * sqrt(gaps), WIDTH * step * gaps)

    def levels(self) -> Iterator[Odd]:
        """Yield the places from which on a series is of another size: at least two values stand on each side of the step."""
        if len(self.places) < 4:
            return
        step, gap = self._step(), self._gap()
        for k in range(2, len(self.places) - 1):
            one, other = self.ranges[k - 1], self.ranges[k]
            leap = max(one[0] - other[1], other[0] - one[1])
            gaps = _gaps(self.ticks[k] - self.ticks[k - 1], gap)
            if leap > max(self.floors.level * sqrt(gaps), WIDTH * step * gaps):
                yield Odd(self.places[k], self.places[k - 1], "level")


def _gaps(passed: float, gap: float) -> float:
    """Return how many usual gaps a time is, at least one."""
    return max(1.0, passed / gap) if gap else 1.0


def _middle(ordered: list[float]) -> float:
    """Return the median of numbers that are in order."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
