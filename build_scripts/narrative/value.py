"""Values in words: with the digits of the source in tables, as one would say them in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from build_scripts.dataset import Observation
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale
from build_scripts.narrative.grammar import lower_first
from build_scripts.narrative.name import breakdown_name


def is_flag(observation: Observation, locale: Locale) -> bool:
    """Say whether a value only means that the area was named: the language has words for the flag."""
    return locale.has(f"sentences.flag.{observation.indicator}") and observation.value == 1


def flag_words(observation: Observation, figures: Figures, locale: Locale) -> str:
    """Say as what an area was named, with the criterion or level where there is one."""
    flag = locale.word(f"sentences.flag.{observation.indicator}")
    if not observation.breakdown:
        return flag
    detail = breakdown_name(observation.indicator, observation.breakdown, figures, locale)
    return locale.word("sentences.flag.detail", flag=flag, detail=lower_first(detail, locale))


def figure_value(item: Figure | Observation, figures: Figures, locale: Locale, short: bool = False) -> str:
    """Write a value with the digits that the source printed and its unit; `short` in words of its scale.

    A flag becomes words: `disebut sebagai penerima penghargaan UHC`.
    """
    claim = item.chosen if isinstance(item, Figure) else item
    if is_flag(claim, locale):
        return flag_words(claim, figures, locale)
    return locale.quantity(claim.value, claim.unit, short=short)


def spoken(value: Decimal, unit: str, locale: Locale) -> str:
    """Write a value for a sentence: in words of its scale where that loses no digit."""
    return locale.with_unit(locale.spoken(value), unit)


def stated(claim: Observation, locale: Locale, rounding: bool = False) -> str:
    """Write a claim's value for a sentence; says `sekitar` where the source does, and `dibulatkan` if asked."""
    value = spoken(claim.value, claim.unit, locale)
    if claim.precision == "approximate":
        return locale.word("sentences.value.approximate", value=value)
    return locale.word("sentences.value.rounded", value=value) if rounding and claim.precision == "rounded" else value


def difference_unit(unit: str) -> str:
    """Return the unit of a difference: shares differ by percentage points."""
    return "percentage-points" if unit == "percent" else unit


def between(values: Iterable[Decimal], unit: str, locale: Locale) -> str:
    """Write one value, or the range of several: `95,75 hingga 95,77 persen`, `Rp1 triliun hingga Rp2 triliun`."""
    ordered = sorted(values)
    low, high = ordered[0], ordered[-1]
    if low == high:
        return spoken(low, unit, locale)
    written = spoken(high, unit, locale)
    # A unit that stands before the number is said with both ends, one that follows only once.
    first = locale.spoken(low) if written.startswith(locale.spoken(high)) else spoken(low, unit, locale)
    return locale.word("sentences.list.between", low=first, high=written)
