"""Which pages have a card of their own, and what it says: home, areas, indicators, packages, and one for all others.

A regency without a figure to show has the card of the province that it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from textwrap import shorten

from build_scripts import narrative, paths
from build_scripts.catalog import ANY_PAGE
from build_scripts.charts.card import Card, Line
from build_scripts.charts.selection import comparable, one_a_day
from build_scripts.dataset import Area, Indicator
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale
from build_scripts.narrative.lookup import by_time, country_of, latest, total
from build_scripts.narrative.value import is_flag
from build_scripts.package import Package
from build_scripts.settings import Headline

PORTAL, HOME = "portal", "home"
# Areas of these levels have a card also where no figure is known of them.
OWN_CARD = frozenset({"country", "province"})
LARGE = frozenset({"persons", "idr", "count"})
FEWEST = 3
ALTERNATIVE = 400  # characters; where pages are shared, longer descriptions of pictures are cut


def _value(figure: Figure, locale: Locale) -> str:
    claim = figure.chosen
    value = locale.quantity(claim.value, claim.unit, short=claim.unit in LARGE)
    return locale.word("sentences.value.approximate", value=value) if claim.precision == "approximate" else value


def _line(figure: Figure, figures: Figures, locale: Locale) -> Line | None:
    """Return the series behind a figure, drawn from zero; nothing where it has fewer than three dates or is no one line."""
    key = figure.key
    known = figures.dataset.indicators.get(key.indicator)
    series = figures.series_of(key.indicator, key.area, segment=key.segment, breakdown=key.breakdown)
    shown = one_a_day(comparable(series, known.period_type if known else ""))
    if len(shown) < FEWEST or shown[-1].key != key:
        return None
    values = [float(f.value) for f in shown]
    low, high = min(0.0, *values), max(0.0, *values)
    start, length = shown[0].key.day, (shown[-1].key.day - shown[0].key.day).days
    if low == high:
        return None
    points = tuple(
        ((f.key.day - start).days / length, (v - low) / (high - low)) for f, v in zip(shown, values, strict=True)
    )
    return Line(points, locale.date(shown[0].key.as_of[:4]), locale.date(shown[-1].key.as_of[:4]))


@dataclass(frozen=True, slots=True)
class Head:
    """What a card is about, the pages that show it, its title, and what its value measures or where."""

    subject: str
    pages: tuple[str, ...]
    title: str
    about: str = ""


def _of_figure(head: Head, figure: Figure, figures: Figures, locale: Locale) -> Card:
    """Return the card of a figure; a figure that only says that an area was named is told in words."""
    sentence = narrative.figure_sentence(figure, figures, locale)
    if is_flag(figure.chosen, locale):
        return _of_text(head, sentence, locale)
    others = narrative.upper_first(narrative.other_claims(figure, figures, locale))
    source = figures.dataset.sources.get(figure.chosen.source_id)
    named = narrative.source_short(source, locale) if source else figure.chosen.source_id
    return Card(
        language=locale.language,
        subject=head.subject,
        pages=head.pages,
        alternative=sentence,
        portal=locale.word("card.portal"),
        title=head.title,
        value=_value(figure, locale),
        lines=tuple(line for line in (head.about, narrative.period_text(figure.chosen, locale), others) if line),
        source=locale.word("card.source", name=named),
        line=_line(figure, figures, locale) if figure.key.kind == "observed" else None,
    )


def _of_text(head: Head, text: str, locale: Locale) -> Card:
    told = shorten(f"{head.title}: {text}", ALTERNATIVE, placeholder=" …")
    return Card(locale.language, head.subject, head.pages, told, locale.word("card.portal"), head.title, "", (text,))


def _home(figures: Figures, locale: Locale, headline: Headline) -> Iterator[Card]:
    country = country_of(figures)
    found = (latest(total(figures, one, country)) for one in (headline.count, headline.share))
    figure = next((f for f in found if f), None)
    if figure:
        head = Head(HOME, ("",), locale.word("pages.home.title"), narrative.measure(figures, figure.key, locale))
        yield _of_figure(head, figure, figures, locale)


def _told(indicator: Indicator, figures: Figures) -> Figure | None:
    """Return the figure that the summary of an indicator begins with."""
    country = country_of(figures)
    known = figures.of_indicator(indicator.id)
    observed = [f for f in known if f.key.kind == "observed"]
    parts = [f for f in observed if f.key.area == country]
    return latest(total(figures, indicator.id, country)) or max(parts or observed or known, key=by_time, default=None)


def _indicator(item: Indicator, figures: Figures, locale: Locale) -> Card:
    pages = (paths.indicator(item.id), paths.indicator_areas(item.id), paths.indicator_figures(item.id))
    figure, head = (
        _told(item, figures),
        Head(f"indicator/{item.id}", pages, item.name.to(locale.language)),
    )
    if figure is None or is_flag(figure.chosen, locale):
        return _of_text(head, narrative.indicator_summary(item, figures, locale), locale)
    where = narrative.area_name(narrative.area_of(figures, figure.key.area), locale)
    divided = figure.key.segment or figure.key.breakdown
    about = f"{where}: {narrative.measure(figures, figure.key, locale)}" if divided else where
    return _of_figure(replace(head, about=about), figure, figures, locale)


def _foremost(item: Area, figures: Figures, headline: Headline) -> Figure | None:
    """Return the figure that the card of an area shows: the latest share, or else the latest count."""
    found = (latest(total(figures, one, item.code)) for one in (headline.share, headline.count))
    return next((f for f in found if f), None)


def _has_card(item: Area, figures: Figures, headline: Headline) -> bool:
    return item.level in OWN_CARD or _foremost(item, figures, headline) is not None


def _area(item: Area, figures: Figures, locale: Locale, headline: Headline) -> Card:
    inner = (a for a in figures.dataset.children(item.code) if not _has_card(a, figures, headline))
    pages = tuple(paths.area(a) for a in (item, *inner))
    head = Head(f"area/{item.code}", pages, narrative.area_name(item, locale))
    if figure := _foremost(item, figures, headline):
        return _of_figure(replace(head, about=narrative.measure(figures, figure.key, locale)), figure, figures, locale)
    return _of_text(head, narrative.area_summary(item, figures, locale, headline), locale)


def draw_cards(
    packages: Iterable[Package], figures: Figures, locale: Locale, headline: Headline | None = None
) -> Iterator[Card]:
    """Yield every card of a portal in one language, the one for pages without their own first."""
    wanted = headline or Headline()
    yield _of_text(Head(PORTAL, (ANY_PAGE,), locale.word("card.portal")), locale.word("card.about"), locale)
    yield from _home(figures, locale, wanted)
    for item in figures.dataset.indicators.values():
        yield _indicator(item, figures, locale)
    for area in figures.dataset.areas.values():
        if _has_card(area, figures, wanted):
            yield _area(area, figures, locale, wanted)
    for package in packages:
        summary = narrative.package_summary(package, figures, locale)
        head = Head(f"data/{package.name}", (paths.package(package.name),), package.title.to(locale.language))
        yield _of_text(head, summary, locale)
