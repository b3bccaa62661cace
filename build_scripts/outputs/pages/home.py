"""The home page tells the story: the number, the way to it, the map, who is behind it, what is disputed, how to get the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Area
from build_scripts.figures import Figure
from build_scripts.outputs.feed import has_feed
from build_scripts.outputs.pages.area import branches
from build_scripts.outputs.pages.context import Branch, ChartBox, Download, Frame, Link
from build_scripts.outputs.pages.dispute import Dispute, dispute
from build_scripts.outputs.pages.foot import citation
from build_scripts.outputs.pages.map import MapBox, home_map
from build_scripts.outputs.pages.news import Item, news
from build_scripts.outputs.pages.package import Listed, listed
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.scope import Scope, areas_in_order, scopes
from build_scripts.outputs.pages.structured import website


@dataclass(frozen=True, slots=True)
class Card:
    """One headline: what is counted, its latest value, its date and source, and what the word means.

    The value stands in three pieces, because the number is written larger than what stands before and after it.
    """

    name: Link
    before: str
    number: str
    after: str
    machine: str
    date: str
    when: str
    source: Link
    meaning: str


@dataclass(frozen=True, slots=True)
class Home:
    """What the template `home` is given; a portal without observations has packages only."""

    frame: Frame
    hero: Card | None
    others: tuple[Card, ...]
    target: str
    active: str
    trend: tuple[ChartBox, ...]
    map: MapBox | None
    who: tuple[ChartBox, ...]
    who_link: Link | None
    dispute: Dispute | None
    news: tuple[Item, ...]
    feed: str
    branches: tuple[Branch, ...]
    ways: tuple[Link, ...]
    files: tuple[Download, ...]
    packages: tuple[Listed, ...]
    citation: str


def _latest(scope: Scope, indicator: str, country: Area | None) -> Figure | None:
    series = scope.figures.series_of(indicator, country.code) if country else None
    return series.latest if series else None


def _card(scope: Scope, figure: Figure, role: str) -> Card:
    chosen, locale = figure.chosen, scope.locale
    large = chosen.unit in {"persons", "idr", "count"}
    number = locale.short(chosen.value) if large else locale.number(chosen.value)
    before, _, after = locale.with_unit(number, chosen.unit).partition(number)
    return Card(
        name=Link(scope.indicator(figure.key.indicator).text, scope.figure(figure.key)),
        before=before,
        number=number,
        after=after,
        machine=chosen.text,
        date=scope.date(figure.key.as_of),
        when=figure.key.as_of,
        source=scope.source(chosen.source_id),
        meaning=locale.word(f"home.means.{role}"),
    )


def _cards(scope: Scope, country: Area | None) -> tuple[Card, ...]:
    """Return the headlines, the share first."""
    wanted = scope.catalog.headline
    roles = {"share": wanted.share, "count": wanted.count, "active": wanted.active}
    found = ((_latest(scope, indicator, country), role) for role, indicator in roles.items())
    return tuple(_card(scope, figure, role) for figure, role in found if figure)


def _ways(scope: Scope) -> tuple[Link, ...]:
    """Return the ways into the data that this portal has."""
    dataset = scope.dataset
    counts = (
        ("indicators", "indicator/", len(dataset.indicators)),
        ("areas", "area/", len(dataset.areas)),
        ("sources", "source/", len(dataset.sources)),
    )
    return tuple(
        Link(scope.locale.word(f"home.ways.{name}", count=scope.locale.number(count)), scope.to(page))
        for name, page, count in counts
        if count
    )


def _who(scope: Scope) -> tuple[ChartBox, ...]:
    """Return the chart of the segments that the members are made of; where it cannot be drawn, that of the active members."""
    wanted, charts = scope.catalog.headline, scope.catalog.charts[scope.language]
    found = (charts.get(f"{indicator}-parts") for indicator in (wanted.count, wanted.active))
    return tuple(scope.box(chart) for chart in found if chart)[:1]


def _files(scope: Scope) -> tuple[Download, ...]:
    """Return the files that most people want: the headline package as a whole, its tables, and the record of the build."""
    share = scope.catalog.headline.share
    holding = {o.package for o in scope.dataset.observations if o.indicator == share}
    entry = next((e for e in scope.catalog.entries if e.package.name in holding), None)
    if entry is None:
        return ()
    title = entry.package.title.to(scope.language)
    tables = tuple(
        (f"{title} ({ending.upper()})", paths.table(entry.package.name, resource.name, ending))
        for resource in entry.package.tables[:1]
        for ending in ("csv", "json")
    )
    whole = (f"{title} (ZIP)", paths.archive(entry.package.name))
    return tuple(Download(text, scope.site_root + address) for text, address in (whole, *tables))


def _page(scope: Scope) -> File:
    country = next(iter(areas_in_order(scope.dataset, "country")), None)
    cards = _cards(scope, country)
    told = narrative.home_sentences(scope.figures, scope.catalog.headline, scope.locale)
    title = scope.t("home.title" if cards else "home.plain-title")
    summary = told.covered or scope.t("home.plain-text")
    shown, who = home_map(scope), _who(scope)
    observed = tuple(scope.figures.figures.values())
    context = Home(
        frame=scope.frame(title, summary, "home", structured=website(scope)),
        hero=cards[0] if cards else None,
        others=cards[1:],
        target=told.target,
        active=told.active,
        trend=tuple(c for c in scope.charts("home") if not (shown and c.chart.type == "tile-map")),
        map=shown,
        who=who,
        who_link=scope.indicator(scope.catalog.headline.count) if who else None,
        dispute=dispute(scope, country),
        news=news(scope),
        feed=scope.to(paths.feed("")) if has_feed(observed, scope.catalog) else "",
        branches=branches(scope),
        ways=_ways(scope),
        files=_files(scope),
        packages=listed(scope),
        citation=citation(scope, scope.locale.word("home.data.cited")),
    )
    return render("home", scope.page, scope.locale, context)


def home(catalog: Catalog) -> Iterator[File]:
    """Yield the home page: the story where there are observations, otherwise the packages."""
    for scope in scopes(catalog):
        yield _page(scope)
