"""How far sources lie apart on one number, in as few words as a card has room for."""

from __future__ import annotations

from decimal import Decimal

from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale
from build_scripts.narrative.figure import rivals
from build_scripts.narrative.grammar import counted
from build_scripts.narrative.value import spoken


def spread_words(figure: Figure, figures: Figures, locale: Locale) -> str:
    """Say between which values disagreeing claims lie: `97,9–98,6 persen menurut 3 sumber`; empty where none disagrees."""
    if not rivals(figure, figures):
        return ""
    disagreement = figures.disagreement_of(figure.key)
    claims = disagreement.claims if disagreement else figure.claims
    values = [c.value for c in (figure.chosen, *claims)]
    sources = counted(len({c.source_id for c in claims}), "sources", locale)
    return locale.word(
        "area.spread", values=_dash(min(values), max(values), figure.chosen.unit, locale), sources=sources
    )


def _dash(low: Decimal, high: Decimal, unit: str, locale: Locale) -> str:
    """Write two values with a dash; a unit that follows its number is said once."""
    written = spoken(high, unit, locale)
    first = locale.spoken(low) if written.startswith(locale.spoken(high)) else spoken(low, unit, locale)
    return f"{first}\u2013{written}"
