"""Classes of values for maps: at most five, of about equal size, with bounds that read well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from build_scripts.charts import theme
from build_scripts.locale import Locale

MOST = len(theme.CLASSES)


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes in rising order: the lower bounds of all but the first, the labels, and the colours with those for text on them."""

    bounds: tuple[Decimal, ...]
    labels: tuple[str, ...]
    colours: tuple[str, ...]
    inks: tuple[str, ...]

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


def classify(values: Sequence[Decimal], locale: Locale) -> Classes:
    """Divide values (already scaled, at least one) into classes of about equal size."""
    ordered = sorted(values)
    bounds = _bounds(ordered)
    edges = [ordered[0], *bounds, ordered[-1]]
    places = max((max(0, -int(b.normalize().as_tuple().exponent)) for b in bounds), default=1)
    low = [locale.number(e, places) for e in edges]
    labels = tuple(
        locale.word("charts.tile-map.class-one" if a == b else "charts.tile-map.class", low=a, high=b)
        for a, b in pairwise(low)
    )
    steps = _spread_out(len(labels))
    return Classes(bounds, labels, tuple(theme.CLASSES[s] for s in steps), tuple(theme.ON_CLASSES[s] for s in steps))
