"""A sentence about one figure: what, where, when, how much, who says so, and who says otherwise."""

from __future__ import annotations

from build_scripts.dataset import Observation
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale
from build_scripts.narrative.grammar import paragraph
from build_scripts.narrative.name import area_name, area_of, in_area, source_in_text, subject
from build_scripts.narrative.value import between, flag_words, is_flag, stated
from build_scripts.narrative.when import period_text, when


def figure_sentence(figure: Figure, figures: Figures, locale: Locale) -> str:
    """Tell a figure with its date, source and precision, and what other claims say if they disagree."""
    told, others = figure_clause(figure, figures, locale, rounding=True), other_claims(figure, figures, locale)
    if others:
        told = locale.word("sentences.figure.with-others", sentence=told, others=others)
    return paragraph([told])


def figure_clause(figure: Figure, figures: Figures, locale: Locale, rounding: bool = False) -> str:
    """Tell a figure without full stop and without what others say."""
    claim, area = figure.chosen, area_of(figures, figure.key.area)
    source = source_in_text(claim.source_id, figures, locale)
    if is_flag(claim, locale):
        flag, named = flag_words(claim, figures, locale), area_name(area, locale)
        return locale.word("sentences.figure.flag", area=named, flag=flag, when=when(claim, locale), source=source)
    return locale.word(
        f"sentences.figure.{claim.kind}",
        where=in_area(area, locale, figures),
        measure=subject(figures, figure.key, locale),
        value=stated(claim, locale, rounding),
        when=when(claim, locale),
        date=period_text(claim, locale),
        source=source,
    )


def rivals(figure: Figure, figures: Figures) -> tuple[Observation, ...]:
    """Return the claims of another value than the published one, where the claims disagree."""
    disagreement = figures.disagreement_of(figure.key)
    if not figure.disagrees and not disagreement:
        return ()
    claims = disagreement.claims if disagreement else figure.claims
    return tuple(c for c in claims if c.value != figure.value)


def other_claims(figure: Figure, figures: Figures, locale: Locale) -> str:
    """Say what disagreeing claims say: `sumber lain menyebut 95,75 hingga 95,77 persen`; empty where none does."""
    others = rivals(figure, figures)
    if not others:
        return ""
    sources = {c.source_id for c in others} - {figure.chosen.source_id}
    form = "same" if not sources else "one" if len(sources) == 1 else "many"
    values = between((c.value for c in others), figure.chosen.unit, locale)
    return locale.word(f"sentences.figure.others-{form}", values=values)
