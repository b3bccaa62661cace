"""The home page: how many are covered, how far from the target, what the words mean, where one's area and the data are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts import narrative
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Area
from build_scripts.figures import Figure
from build_scripts.outputs.pages.area import branches
from build_scripts.outputs.pages.context import Branch, ChartBox, Frame, Link
from build_scripts.outputs.pages.package import Listed, listed
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.rows import figure_anchor
from build_scripts.outputs.pages.scope import Scope, areas_in_order, scopes


@dataclass(frozen=True, slots=True)
class Card:
    """One headline: what is counted, its latest value, its date and source, and what the word means."""

    name: Link
    value: str
    machine: str
    date: str
    when: str
    source: Link
    meaning: str


@dataclass(frozen=True, slots=True)
class Home:
    """What the template `home` is given; a portal without observations has packages only."""

    frame: Frame
    lead: str
    active: str
    cards: tuple[Card, ...]
    charts: tuple[ChartBox, ...]
    branches: tuple[Branch, ...]
    ways: tuple[Link, ...]
    packages: tuple[Listed, ...]


def _latest(scope: Scope, indicator: str, country: Area | None) -> Figure | None:
    series = scope.figures.series_of(indicator, country.code) if country else None
    return series.latest if series else None


def _card(scope: Scope, figure: Figure, role: str) -> Card:
    chosen = figure.chosen
    large = chosen.unit in {"persons", "idr", "count"}
    return Card(
        name=Link(scope.indicator(figure.key.indicator).text, figure_anchor(scope, figure)),
        value=scope.locale.quantity(chosen.value, chosen.unit, short=large),
        machine=chosen.text,
        date=scope.date(figure.key.as_of),
        when=figure.key.as_of,
        source=scope.source(chosen.source_id),
        meaning=scope.t(f"home.means-{role}"),
    )


def _cards(scope: Scope) -> tuple[Card, ...]:
    wanted = scope.catalog.headline
    countries = areas_in_order(scope.dataset, "country")
    country = countries[0] if countries else None
    roles = {"count": wanted.count, "share": wanted.share, "active": wanted.active}
    found = ((_latest(scope, indicator, country), role) for role, indicator in roles.items())
    return tuple(_card(scope, figure, role) for figure, role in found if figure)


def _ways(scope: Scope) -> tuple[Link, ...]:
    """Return the ways into the data that this portal has."""
    dataset = scope.dataset
    counts = (
        ("data", "data/", len(scope.catalog.entries)),
        ("indicators", "indicator/", len(dataset.indicators)),
        ("areas", "area/", len(dataset.areas)),
        ("sources", "source/", len(dataset.sources)),
        ("quality", "quality/", len(dataset.observations)),
    )
    return tuple(
        Link(scope.t(f"home.way-{name}", count=scope.locale.number(count)), scope.to(page))
        for name, page, count in counts
        if count
    )


def home(catalog: Catalog) -> Iterator[File]:
    """Yield the home page: the headlines where there are observations, otherwise the packages."""
    for scope in scopes(catalog):
        cards = _cards(scope)
        told = narrative.home_sentences(scope.figures, scope.catalog.headline, scope.locale)
        title = scope.t("home.title" if cards else "home.plain-title")
        context = Home(
            frame=scope.frame(title, told.covered or scope.t("home.plain-text"), "home"),
            lead=told.target if cards else scope.t("home.plain-text"),
            active=told.active,
            cards=cards,
            charts=scope.charts("home"),
            branches=branches(scope),
            ways=_ways(scope),
            packages=listed(scope) if not cards else (),
        )
        yield render("home", scope.page, scope.locale, context)
