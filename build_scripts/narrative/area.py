"""The generated sentence of an area page: what is known, from when and whom, and what to beware of."""

from __future__ import annotations

from build_scripts.dataset import Area, last_day
from build_scripts.figures import Derived, Figure, Figures, Key
from build_scripts.locale import Locale
from build_scripts.narrative.derived import gap_text, rank_text
from build_scripts.narrative.figure import figure_clause, other_claims
from build_scripts.narrative.grammar import counted, listing, lower_first, paragraph
from build_scripts.narrative.lookup import by_time, derived_as, latest, total
from build_scripts.narrative.name import area_name, in_area, indicator_name, subject
from build_scripts.narrative.value import is_flag, stated
from build_scripts.narrative.when import period_text
from build_scripts.settings import Headline

OLD_DAYS = 2 * 365
ITEMS = 3
# Rows of a source that still used the provinces before a split say so in their remark.
OLD_BOUNDARIES = "pre-2022 boundaries"


def area_summary(area: Area, figures: Figures, locale: Locale, headline: Headline | None = None) -> str:
    """Say what is known about an area.

    The latest share of people covered with rank, gap and caveats; otherwise the count of people;
    otherwise the latest of what else there is; otherwise that nothing is known.
    """
    names = headline or Headline()
    share = latest(total(figures, names.share, area.code))
    if share:
        return paragraph([_share(share, figures, locale), *_caveats(area, share, figures, locale)])
    count = latest(total(figures, names.count, area.code))
    if count:
        told = [figure_clause(count, figures, locale), _computed(count, names, figures, locale)]
        return paragraph([*told, *_caveats(area, count, figures, locale), _unknown(count, names, figures, locale)])
    return paragraph([*_else_known(area, names, figures, locale), *_history(area, None, figures, locale)])


def _share(figure: Figure, figures: Figures, locale: Locale) -> str:
    """Tell the share, and after a colon its gap and rank."""
    told = figure_clause(figure, figures, locale)
    gap = derived_as(figures, figure.key, "gap")
    rank = derived_as(figures, figure.key, "rank") or derived_as(figures, figure.key, "rank-within")
    clauses = [gap_text(gap, figures, locale)] if gap else []
    clauses += [rank_text(rank, figures, locale)] if rank else []
    if not clauses:
        return told
    return locale.word("sentences.summary.with", sentence=told, clauses=listing(clauses, locale))


def _derived_share(count: Figure, names: Headline, figures: Figures) -> Derived | None:
    key = Key(names.share, "observed", count.key.area, count.key.as_of)
    found = figures.derived_of(key, "coverage")
    return next((d for d in found if d.inputs[0].source_id == count.chosen.source_id), None)


def _computed(count: Figure, names: Headline, figures: Figures, locale: Locale) -> str:
    """Say what share the count amounts to where its source also gives the population."""
    found = _derived_share(count, names, figures)
    if not found:
        return ""
    return locale.word("sentences.summary.computed-share", value=locale.quantity(found.value, found.unit))


def _unknown(count: Figure, names: Headline, figures: Figures, locale: Locale) -> str:
    """Say that no source states the share, where the portal has such an indicator and nothing to compute it from."""
    if names.share not in figures.dataset.indicators or _derived_share(count, names, figures):
        return ""
    return locale.word("sentences.summary.share-unknown", indicator=indicator_name(names.share, figures, locale))


def _caveats(area: Area, figure: Figure, figures: Figures, locale: Locale) -> list[str]:
    """Return what a reader must know before using the figure."""
    caveats = [other_claims(figure, figures, locale)]
    if figure.chosen.unit == "percent" and figure.value > 100:
        caveats.append(locale.word("sentences.caveat.over-hundred"))
    observed = (s.latest for s in figures.series_of_indicator(figure.key.indicator) if s.kind == "observed")
    newest = latest(observed)
    if newest and (newest.key.day - figure.key.day).days > OLD_DAYS:
        caveats.append(locale.word("sentences.caveat.old", date=locale.date(newest.key.as_of)))
    return [*caveats, *_history(area, figure, figures, locale)]


def _history(area: Area, figure: Figure | None, figures: Figures, locale: Locale) -> list[str]:
    """Return what the history and the kind of an area mean for its figures."""
    caveats = []
    splits = [c.date for c in figures.dataset.area_changes if c.change == "split" and c.from_code == area.code]
    if figure and splits and _before_split(figure, min(splits)):
        caveats.append(locale.word("sentences.caveat.boundaries", year=min(splits)[:4]))
    former = figures.dataset.areas.get(area.predecessor)
    if former and area.valid_from:
        date, name = locale.date(area.valid_from), area_name(former, locale)
        caveats.append(locale.word("sentences.caveat.new-area", date=date, **{"from": name}))
    if area.level == "bpjs-region":
        caveats.append(locale.word("sentences.caveat.region"))
    return caveats


def _before_split(figure: Figure, split: str) -> bool:
    return OLD_BOUNDARIES in figure.chosen.note or figure.key.day < last_day(split)


def _else_known(area: Area, names: Headline, figures: Figures, locale: Locale) -> list[str]:
    """Tell the latest figure of each other indicator, at most three; says so where there is none."""
    newest: dict[str, Figure] = {}
    observed = (f for f in figures.of_area(area.code) if f.key.kind == "observed")
    # A total stands for its indicator before any part of it, however new.
    for figure in sorted(observed, key=lambda f: (not (f.key.segment or f.key.breakdown), by_time(f))):
        newest[figure.key.indicator] = figure
    if not newest:
        return [locale.word("sentences.summary.nothing", area=area_name(area, locale))]
    chosen = sorted(newest.values(), key=by_time, reverse=True)
    flags = [figure_clause(f, figures, locale) for f in chosen if is_flag(f.chosen, locale)]
    values = _values([f for f in chosen if not is_flag(f.chosen, locale)], figures, locale)
    where, defined = in_area(area, locale, figures), names.share in figures.dataset.indicators
    if not defined:
        return [*([locale.word("sentences.summary.known", where=where, items=values)] if values else []), *flags]
    share = lower_first(indicator_name(names.share, figures, locale, running=True), locale)
    form = "other-known" if values else "share-unknown-where"
    return [locale.word(f"sentences.summary.{form}", where=where, indicator=share, items=values), *flags]


def _values(chosen: list[Figure], figures: Figures, locale: Locale) -> str:
    items = listing([_item(f, figures, locale) for f in chosen[:ITEMS]], locale)
    if len(chosen) <= ITEMS:
        return items
    more = counted(len(chosen) - ITEMS, "more-indicators", locale)
    return locale.word("sentences.summary.and-more", items=items, more=more)


def _item(figure: Figure, figures: Figures, locale: Locale) -> str:
    name = subject(figures, figure.key, locale)
    value, date = stated(figure.chosen, locale), period_text(figure.chosen, locale)
    return locale.word("sentences.summary.known-item", measure=name, value=value, date=date)
