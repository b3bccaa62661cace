"""Classes of values for maps, with the colours that the charts give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.charts import theme
from build_scripts.drawing.classes import divide
from build_scripts.locale import Locale


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


def classify(values: Sequence[Decimal], locale: Locale) -> Classes:
    """Divide values (already scaled, at least one) into classes of about equal size."""
    bands = divide(values, locale)
    colours = tuple(theme.CLASSES[s] for s in bands.steps)
    return Classes(bands.bounds, bands.labels, colours, tuple(theme.ON_CLASSES[s] for s in bands.steps))
