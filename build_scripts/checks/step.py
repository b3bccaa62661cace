"""One robust rule for leaps in a series: a value that leaves the range of its neighbours and comes back is odd, growth is not.

Typos (47 for 473), slips of a factor ten and mixed-up quantities look like this, while a programme that grows, or is counted anew from a
certain date on, does not. The rule is Hampel's identifier (Hampel 1974; Davies and Gather 1993, "The identification of multiple outliers")
on the steps of a series, with floors, because the spread of few values says little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
        return {n: (_log(low), _log(high)) for n, (low, high) in told.items()}
    if all(high < 0 for _, high in told.values()):
        return {n: (_log(-high), _log(-low)) for n, (low, high) in told.items()}
    return {}


def _log(value: Decimal) -> float:
    # A number of hundreds of digits is no float.
    return log(float(value.scaleb(-value.adjusted()))) + value.adjusted() * log(10)


def _odd(ticks: Sequence[float], ranges: dict[int, Range], floors: Floors) -> Iterator[Odd]:
    line = _Line(ticks, ranges, floors, tuple(sorted(ranges)))
    most = max(1, len(ranges) // 3)
    found: list[Odd] = []
    for _ in range(PASSES):
        worst = line.worst()
        if not worst:
            break
        found += worst
        gone = {o.place for o in worst}
        line = replace(line, alive=tuple(n for n in line.alive if n not in gone))
    # A series of which a third is odd has no order that a value could break.
    if len(found) <= most:
        yield from found
        yield from line.levels()


@dataclass(frozen=True, slots=True)
class _Scale:
    """The usual step of a series, as a standard deviation, and the usual time between two values."""

    step: float
    gap: float

    def gaps(self, passed: float) -> float:
        """Return how many usual gaps a time is, at least one."""
        return max(1.0, passed / self.gap) if self.gap else 1.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A series with the places of the values that still count."""

    ticks: Sequence[float]
    ranges: dict[int, Range]
    floors: Floors
    alive: tuple[int, ...]

    def scale(self, without: int = -1) -> _Scale:
        """Take the medians over all neighbours, or over those that are neighbours when one value is left out."""
        pairs = tuple(pairwise(n for k, n in enumerate(self.alive) if k != without))
        steps = [abs(sum(self.ranges[b]) - sum(self.ranges[a])) / 2 for a, b in pairs]
        return _Scale(NORMAL * median(steps), median(self.ticks[b] - self.ticks[a] for a, b in pairs))

    def worst(self) -> list[Odd]:
        """Return the values that are odd, and odder than those next to them: what is wrong makes its neighbours look wrong."""
        if len(self.alive) < 3:
            return []
        common = self.scale()
        scores = [self.score(k, common) for k in range(len(self.alive))]
        worst = []
        for k, score in enumerate(scores):
            before, after = scores[max(0, k - 2) : k], scores[k + 1 : k + 3]
            if score > 1 and all(score > s for s in before) and all(score >= s for s in after):
                variant = "inside" if 0 < k < len(scores) - 1 else "end"
                worst.append(Odd(self.alive[k], self.alive[k - 1 if k else 1], variant))
        return worst

    def score(self, k: int, common: _Scale) -> float:
        """Return the excess of a value as a multiple of what is allowed."""
        last = len(self.alive) - 1
        near = (1, 2) if k == 0 else (last - 2, last - 1) if k == last else (k - 1, k + 1)
        around = [self.ranges[self.alive[n]] for n in near]
        own = self.ranges[self.alive[k]]
        excess = max(own[0] - max(high for _, high in around), min(low for low, _ in around) - own[1], 0.0)
        if not excess:
            return 0.0
        scale = common if len(self.alive) >= MANY else self.scale(without=k)
        if 0 < k < last:
            return excess / max(self.floors.inside, WIDTH * scale.step)
        gaps = scale.gaps(min(abs(self.ticks[self.alive[k]] - self.ticks[self.alive[n]]) for n in near))
        return excess / max(self.floors.end * sqrt(gaps), WIDTH * scale.step * gaps)

    def levels(self) -> Iterator[Odd]:
        """Yield the places from which on a series is of another size: at least two values stand on each side of the step."""
        if len(self.alive) < 4:
            return
        scale = self.scale()
        for a, b in tuple(pairwise(self.alive))[1:-1]:
            one, other = self.ranges[a], self.ranges[b]
            gaps = scale.gaps(self.ticks[b] - self.ticks[a])
            if max(one[0] - other[1], other[0] - one[1]) > max(
                self.floors.level * sqrt(gaps), WIDTH * scale.step * gaps
            ):
                yield Odd(b, a, "level")
