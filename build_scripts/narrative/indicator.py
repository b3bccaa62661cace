"""The summary of an indicator page: where the country stands, how that changed, and how much is behind it."""

from __future__ import annotations

from build_scripts.dataset import Indicator, Observation
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale
from build_scripts.narrative.derived import change_aside, gap_text, pace_text
from build_scripts.narrative.figure import figure_clause, other_claims
from build_scripts.narrative.grammar import counted, paragraph
from build_scripts.narrative.lookup import by_time, country_of, dates, derived_as, latest, total
from build_scripts.narrative.name import area_name, area_of
from build_scripts.narrative.value import is_flag
from build_scripts.narrative.when import at_date, span


def indicator_summary(indicator: Indicator, figures: Figures, locale: Locale) -> str:
    """Say where an indicator stands in the country, against the year before and the target, and what is known of it.

    Without a national total: the latest national part, else the latest figure of any area, else the latest plan.
    """
    known = figures.of_indicator(indicator.id)
    if not known:
        return paragraph([locale.word("sentences.indicator.nothing")])
    if is_flag(known[0].chosen, locale):
        return paragraph([_flagged(known, locale), extent(known, figures, locale)])
    return paragraph([*_latest(indicator, known, figures, locale), *_extent_and_dispute(known, figures, locale)])


def _latest(indicator: Indicator, known: tuple[Figure, ...], figures: Figures, locale: Locale) -> list[str]:
    country = country_of(figures)
    national = latest(total(figures, indicator.id, country))
    if national:
        told = locale.word("sentences.indicator.latest-national", sentence=_with_change(national, figures, locale))
        return [told, other_claims(national, figures, locale), *_target(national, figures, locale)]
    observed = [f for f in known if f.key.kind == "observed"]
    parts = [f for f in observed if f.key.area == country]
    figure = max(parts or observed or known, key=by_time)
    form = "latest-part" if parts else "latest-other" if observed else "latest-aim"
    told = locale.word(f"sentences.indicator.{form}", sentence=figure_clause(figure, figures, locale))
    return [told, other_claims(figure, figures, locale)]


def _with_change(figure: Figure, figures: Figures, locale: Locale) -> str:
    told = figure_clause(figure, figures, locale)
    change = next(iter(figures.derived_of(figure.key, "change")), None)
    if not change:
        return told
    return locale.word("sentences.change.with", sentence=told, change=change_aside(change, figures, locale))


def _target(figure: Figure, figures: Figures, locale: Locale) -> list[str]:
    gap, pace = derived_as(figures, figure.key, "gap"), derived_as(figures, figure.key, "pace")
    if not gap:
        return []
    told = locale.word("sentences.indicator.target", gap=gap_text(gap, figures, locale))
    if not pace:
        return [told]
    needed = pace_text(pace, figures, locale)
    return [locale.word("sentences.indicator.with-pace", sentence=told, pace=needed)]


def _claims(known: tuple[Figure, ...]) -> list[Observation]:
    return [c for f in known for c in f.claims]


def extent(known: tuple[Figure, ...], figures: Figures, locale: Locale) -> str:
    """Say how many claims from how many sources on how many areas and dates there are."""
    claims = _claims(known)
    areas = {c.area_code for c in claims}
    only = area_name(area_of(figures, next(iter(areas))), locale, level=False)
    return locale.word(
        "sentences.indicator.extent",
        claims=counted(len(claims), "claims", locale),
        sources=counted(len({c.source_id for c in claims}), "sources", locale),
        areas=only if len(areas) == 1 else counted(len(areas), "areas", locale),
        span=span(dates(claims), locale),
    )


def _extent_and_dispute(known: tuple[Figure, ...], figures: Figures, locale: Locale) -> list[str]:
    disputed = {d.key for f in known if (d := figures.disagreement_of(f.key))}
    told = [extent(known, figures, locale)]
    if disputed:
        told.append(locale.word("sentences.indicator.disagree", figures=counted(len(disputed), "figures", locale)))
    return told


def _flagged(known: tuple[Figure, ...], locale: Locale) -> str:
    areas = counted(len({f.key.area for f in known}), "named-areas", locale)
    flag = locale.word(f"sentences.flag.{known[0].key.indicator}")
    last = at_date(dates(_claims(known))[-1], locale)
    return locale.word("sentences.indicator.flags", areas=areas, flag=flag, when=last)
