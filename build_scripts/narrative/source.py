"""The summary of a source page: what was read in the source, what of it is published, and what others contradict."""

from __future__ import annotations

from build_scripts.dataset import Observation, Source
from build_scripts.figures import Figures
from build_scripts.locale import Locale
from build_scripts.narrative.grammar import counted, listing, lower_first, paragraph
from build_scripts.narrative.lookup import dates
from build_scripts.narrative.name import indicator_name
from build_scripts.narrative.when import span

INDICATORS = 3


def source_summary(source: Source, figures: Figures, locale: Locale) -> str:
    """Say how many claims rest on a source, on what and for when, how many are published, how many disputed."""
    found = figures.of_source(source.id)
    claims = [c for f in found for c in f.claims if c.source_id == source.id]
    if not claims:
        return paragraph([_unread(source, figures, locale)])
    published = sum(f.chosen.source_id == source.id for f in found)
    disputed = sum(_disputed(c, source, figures) for c in claims)
    if len(claims) == 1:
        verdicts = [
            locale.word(f"sentences.source-page.single-{'published' if published else 'unpublished'}"),
            locale.word(f"sentences.source-page.single-{'disagree' if disputed else 'agree'}"),
        ]
    else:
        verdicts = [_published(published, len(claims), locale), _disagreeing(disputed, locale)]
    return paragraph([_extent(claims, figures, locale), *verdicts])


def _disputed(claim: Observation, source: Source, figures: Figures) -> bool:
    return any(claim in d.claims for d in figures.disagreements_of_source(source.id))


def _extent(claims: list[Observation], figures: Figures, locale: Locale) -> str:
    return locale.word(
        "sentences.source-page.extent",
        claims=counted(len(claims), "claims", locale),
        indicators=indicators_text([c.indicator for c in claims], figures, locale),
        span=span(dates(claims), locale),
    )


def indicators_text(indicators: list[str], figures: Figures, locale: Locale) -> str:
    """List indicators, the most frequent first; beyond three their number is enough."""
    often = sorted(set(indicators), key=lambda i: (-indicators.count(i), i))
    names = [lower_first(indicator_name(i, figures, locale, running=True), locale) for i in often[:INDICATORS]]
    if len(often) <= INDICATORS:
        return listing(names, locale)
    more = counted(len(often) - INDICATORS, "more-indicators", locale)
    return locale.word("sentences.source-page.more-indicators", listed=", ".join(names), more=more)


def _published(published: int, claims: int, locale: Locale) -> str:
    if published == claims:
        return locale.word("sentences.source-page.published-all")
    if not published:
        return locale.word("sentences.source-page.published-none")
    return counted(published, "published-claims", locale)


def _disagreeing(disputed: int, locale: Locale) -> str:
    if not disputed:
        return locale.word("sentences.source-page.agree")
    return locale.word("sentences.source-page.disagree", claims=counted(disputed, "disputing-claims", locale))


def _unread(source: Source, figures: Figures, locale: Locale) -> str:
    changes = sum(c.source_id == source.id for c in figures.dataset.area_changes)
    if not changes:
        return locale.word("sentences.source-page.nothing")
    return locale.word("sentences.source-page.changes", changes=counted(changes, "changes", locale))
