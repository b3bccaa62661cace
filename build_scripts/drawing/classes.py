"""Classes of values: at most five, of about equal size, with bounds that read well. Which colour each takes is said as a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise

from build_scripts.locale import Locale

MOST = 5


@dataclass(frozen=True, slots=True)
class Bands:
    """Classes in rising order: the lower bounds of all but the first, the labels, and the step of colour (from 0) of each."""

    bounds: tuple[Decimal, ...]
    labels: tuple[str, ...]
    steps: tuple[int, ...]

    def place(self, value: Decimal) -> int:
        """Return the number of the class of a value, counted from 0."""
        return sum(value >= bound for bound in self.bounds)


def _step(spread: Decimal) -> Decimal:
    """Return a round step, about a fiftieth of the spread of the values."""
    return Decimal(1).scaleb((spread / 20).adjusted()) if spread else Decimal(1)


def _bounds(ordered: Sequence[Decimal]) -> tuple[Decimal, ...]:
    step = _step(ordered[-1] - ordered[0])
    cuts = (ordered[len(ordered) * n // MOST] for n in range(1, MOST))
    rounded = {(cut / step).quantize(Decimal(1), ROUND_HALF_UP) * step for cut in cuts}
    return tuple(sorted(b for b in rounded if ordered[0] < b <= ordered[-1]))


def _spread_out(count: int) -> tuple[int, ...]:
    """Return which of the five steps of colour so many classes take, the darkest always among them."""
    return tuple(round((n + 1) * MOST / count) - 1 for n in range(count))


def _rounded(value: Decimal, places: int, rounding: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding)


def divide(values: Sequence[Decimal], locale: Locale) -> Bands:
    """Divide values (already scaled, at least one) into classes of about equal size."""
    ordered = sorted(values)
    bounds = _bounds(ordered)
    places = max((max(0, -int(b.normalize().as_tuple().exponent)) for b in bounds), default=1)
    # The ends are rounded outwards: every value lies in the class that its label names.
    ends = _rounded(ordered[0], places, ROUND_FLOOR), _rounded(ordered[-1], places, ROUND_CEILING)
    low = [locale.number(e, places) for e in (ends[0], *bounds, ends[1])]
    labels = tuple(
        locale.word("charts.tile-map.class-one" if a == b else "charts.tile-map.class", low=a, high=b)
        for a, b in pairwise(low)
    )
    return Bands(bounds, labels, _spread_out(len(labels)))
