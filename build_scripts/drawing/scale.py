"""The scale of large numbers, and values as they stand beside their mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from build_scripts.locale import Locale

SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


@dataclass(frozen=True, slots=True)
class Scale:
    """What values are divided by before they are drawn, and the name of that scale (empty for one)."""

    size: Decimal = Decimal(1)
    name: str = ""

    def of(self, value: Decimal) -> float:
        """Return a value as it is drawn; a chart is the only place where a figure becomes a float."""
        return float(value / self.size)


def scale_for(values: Iterable[Decimal]) -> Scale:
    """Return the scale in which the largest of the values reads as a number of at most four digits."""
    top = max((abs(v) for v in values), default=Decimal(0))
    return next((Scale(size, name) for size, name in SCALES if top >= size), Scale())


def unit_words(scale: Scale, unit: str, locale: Locale) -> str:
    """Return the unit of an axis: `juta orang`, `million people`, `persen`; a unit that is not in the vocabulary as it is."""
    name = locale.word(f"words.unit.{unit}") if locale.has(f"words.unit.{unit}") else unit
    scale_name = locale.word(f"words.scale.{scale.name}") if scale.name else ""
    if unit == "count":
        return scale_name or name
    return f"{scale_name} {name}".strip()


def shown(value: Decimal, scale: Scale, locale: Locale, decimals: int | None = None) -> str:
    """Write a value as it stands beside its mark: scaled, without idle zeros, with at most so many decimals.

    By default that is one, or two for scaled values below ten.
    """
    scaled = value / scale.size
    usual = 2 if abs(scaled) < 10 and scale.name else 1
    rounded = scaled.quantize(Decimal(1).scaleb(-(usual if decimals is None else decimals)), ROUND_HALF_UP).normalize()
    return locale.number(rounded, max(0, -int(rounded.as_tuple().exponent)))
