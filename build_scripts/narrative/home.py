"""What the home page says first: how many are covered, how far the target is, and who counts as active."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale
from build_scripts.narrative.figure import figure_clause
from build_scripts.narrative.grammar import paragraph
from build_scripts.narrative.lookup import by_time, country_of, latest, total
from build_scripts.narrative.name import source_in_text, subject
from build_scripts.narrative.value import difference_unit, spoken, stated
from build_scripts.narrative.when import when
from build_scripts.settings import Headline


@dataclass(frozen=True, slots=True)
class HomeSentences:
    """The answers of the home page; each is empty where the portal has no figures for it."""

    covered: str = ""
    target: str = ""
    active: str = ""


def home_sentences(figures: Figures, headline: Headline, locale: Locale) -> HomeSentences:
    """Answer how many are covered now, how far that is from the target, and how many members are active."""
    country = country_of(figures)
    share = latest(total(figures, headline.share, country))
    active = latest(total(figures, headline.active, country))
    return HomeSentences(
        paragraph(_covered(latest(total(figures, headline.count, country)), share, figures, locale)),
        paragraph(_target(share, figures, locale) if share else []),
        paragraph(_active(active, figures, locale) if active else []),
    )


def _covered(count: Figure | None, share: Figure | None, figures: Figures, locale: Locale) -> list[str]:
    clauses = [figure_clause(f, figures, locale) for f in (count, share) if f]
    if not count or not share or count.key.day != share.key.day:
        return clauses
    source = source_in_text(share.chosen.source_id, figures, locale)
    value = stated(share.chosen, locale)
    return [locale.word("sentences.home.covered", sentence=clauses[0], share=value, source=source)]


def _active(active: Figure, figures: Figures, locale: Locale) -> list[str]:
    return [figure_clause(active, figures, locale), locale.word("sentences.home.active")]


def _target(share: Figure, figures: Figures, locale: Locale) -> list[str]:
    """Tell of the last target that is due, and of the next; a target of another year is not yet due."""
    targets = figures.series_of(share.key.indicator, share.key.area, kind="target")
    if not targets:
        return []
    today = share.key.day
    due = [t for t in targets.figures if t.key.day <= today]
    ahead = [t for t in targets.figures if t.key.day > today]
    past = _due(due[-1], share, figures, locale) if due else []
    return past + ([_next(ahead[0], share, locale, repeat=not due)] if ahead else [])


def _due(target: Figure, share: Figure, figures: Figures, locale: Locale) -> list[str]:
    """Say whether a target that has passed was met, when first, and how the latest figure stands to it."""
    series = sorted(total(figures, share.key.indicator, share.key.area), key=by_time)
    deadline = target.key.day
    first = next((f for f in series if f.value >= target.value), None)
    at_due = next((f for f in reversed(series) if f.key.day == deadline), None)
    facts = {"target": stated(target.chosen, locale), "date": locale.date(target.key.as_of)}
    measure = subject(figures, share.key, locale)
    told = [locale.word("sentences.home.missed", measure=measure, **facts)]
    if first:
        form = "late" if first.key.day > deadline else "met"
        facts |= {"value": stated(first.chosen, locale), "when": when(first.chosen, locale)}
        told = [locale.word(f"sentences.home.{form}", measure=measure, **facts)]
    if at_due and at_due not in (first, share):
        told.append(_dated("at-due", at_due, measure=measure, locale=locale))
    gap = _gap(share, target, locale)
    return [*told, _dated("latest", share, gap=gap, locale=locale)]


def _dated(form: str, figure: Figure, *, locale: Locale, **facts: str) -> str:
    claim = figure.chosen
    return locale.word(f"sentences.home.{form}", value=stated(claim, locale), when=when(claim, locale), **facts)


def _next(target: Figure, share: Figure, locale: Locale, repeat: bool) -> str:
    form = "next-met" if share.value >= target.value else "next-only" if repeat else "next"
    return locale.word(
        f"sentences.home.{form}",
        target=stated(target.chosen, locale),
        date=locale.date(target.key.as_of),
        difference=_distance(target.value - share.value, share, locale),
    )


def _distance(by: Decimal, share: Figure, locale: Locale) -> str:
    return spoken(abs(by), difference_unit(share.chosen.unit), locale)


def _gap(share: Figure, target: Figure, locale: Locale) -> str:
    by = share.value - target.value
    form = "equal" if not by else "below" if by < 0 else "above"
    named = locale.word("sentences.home.that-target")
    return locale.word(f"sentences.gap.{form}", difference=_distance(by, share, locale), target=named)
