"""Charts: which there are, and how each type is drawn. A chart type is a function in `CHARTS`.

Each takes a request, the figures and a language, and returns the chart, or nothing where it would be empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from altair.utils.schemapi import debug_mode

from build_scripts.catalog import AREAS, FIGURES, OVERVIEW, Chart
from build_scripts.charts import (
    bullet,
    comparison,
    dot_strip,
    heat_map,
    parts,
    plain,
    ranking,
    selection,
    slope,
    small_multiples,
    spread,
    symbol_map,
    tile_map,
    trend,
    worth,
)
from build_scripts.charts.base import Request
from build_scripts.figures import Disagreement, Figures, Key
from build_scripts.figures.model import key_of
from build_scripts.locale import Locale
from build_scripts.package import Package, View
from build_scripts.settings import Headline

__all__ = ["CHARTS", "ChartType", "Request", "draw_all"]

ChartType = Callable[[Request, Figures, Locale], Chart | None]

CHARTS: Mapping[str, ChartType] = {
    "trend": trend.draw,
    "ranking": ranking.draw,
    "tile-map": tile_map.draw,
    "symbol-map": symbol_map.draw,
    "parts": parts.draw,
    "spread": spread.draw,
    "bullet": bullet.draw,
    "dot-strip": dot_strip.draw,
    "slope": slope.draw,
    "heat-map": heat_map.draw,
    "small-multiples": small_multiples.draw,
    "comparison": comparison.draw,
}
OF_INDICATOR = (
    "trend",
    "bullet",
    "ranking",
    "dot-strip",
    "slope",
    "heat-map",
    "small-multiples",
    "tile-map",
    "symbol-map",
    "parts",
)
# Wide and long, and about areas: they have a page of their own, so that the first page of an indicator stays small.
OVER_TIME = ("slope", "heat-map", "small-multiples")
MOST_SPREADS = 60
OBSERVATIONS = "observations"


def _of_indicators(figures: Figures, locale: Locale) -> Iterator[tuple[str, Request]]:
    for indicator in figures.dataset.indicators:
        for kind in OF_INDICATOR:
            page = AREAS if kind in OVER_TIME else OVERVIEW
            request = Request(f"{indicator}-{kind}", f"{page}/{indicator}", indicator)
            if worth.is_worth(kind, request, figures, locale):
                yield kind, request


def _weight(disagreement: Disagreement) -> tuple[int, int, str]:
    country = disagreement.key.area == selection.COUNTRY
    return (0 if country else 1, -len(disagreement.claims), disagreement.key.id)


def _of_disagreements(figures: Figures) -> Iterator[tuple[str, Request]]:
    """Ask for the spread of each disagreement, those about the country and with most claims first."""
    heaviest = sorted(figures.disagreements, key=_weight)[:MOST_SPREADS]
    for disagreement in sorted(heaviest, key=lambda d: d.key):
        key = key_of(disagreement.claims[0])
        name = disagreement.key.anchor.removeprefix("f-").replace("_", "-").lower()
        yield "spread", Request(f"{name}-spread", f"{FIGURES}/{key.indicator}", key.indicator, key.area, key=key)


def _area_indicators(headline: Headline, figures: Figures) -> tuple[str, ...]:
    """Return the indicators of which an area's trend may be, the first that has one is drawn."""
    first = (headline.share, headline.count, headline.active)
    return (*first, *(i for i in figures.dataset.indicators if i not in first))


def _of_area(area: str, figures: Figures, locale: Locale, indicators: tuple[str, ...]) -> Chart | None:
    known = {s.indicator for s in figures.series_of_area(area) if s.kind == "observed" and len(s.figures) >= 2}
    wanted = (Request(f"area-{area}-trend", f"area/{area}", i, area) for i in indicators if i in known)
    return next((c for r in wanted if (c := trend.draw(r, figures, locale))), None)


def _of_home(headline: Headline) -> Iterator[tuple[str, Request]]:
    yield "trend", Request("home-trend", "home", headline.share)
    yield "tile-map", Request("home-tile-map", "home", headline.share)


def _of_comparison(headline: Headline, figures: Figures, locale: Locale) -> Chart | None:
    """Draw what the page of comparisons shows unasked: the first indicator that can be compared, those of the headline first."""
    indicators = _area_indicators(headline, figures)
    requests = (Request("compare", "compare", indicator) for indicator in indicators)
    return next((c for r in requests if (c := comparison.draw(r, figures, locale))), None)


def _told(view: View, channel: str, default: str = "") -> str:
    told = view.encoding.get(channel, default)
    return str(told.get("value", default)) if isinstance(told, Mapping) else str(told)


def _listed(view: View, channel: str) -> tuple[str, ...]:
    """Return the codes that a view lists; one alone may stand without a list."""
    told = view.encoding.get(channel, ())
    return tuple(str(one) for one in told) if isinstance(told, list | tuple) else (str(told),)


def _key(view: View) -> Key | None:
    """Return the key that a view names by its date; only a spread is about one date."""
    as_of = _told(view, "as_of")
    dimensions = (_told(view, "segment"), _told(view, "breakdown"))
    area = _told(view, "area", selection.COUNTRY)
    return Key(_told(view, "indicator"), "observed", area, as_of, *dimensions) if as_of else None


def _of_view(package: Package, view: View, figures: Figures, locale: Locale) -> Chart | None:
    """Draw a view of a package: from the figures where its table is of observations, otherwise from the table."""
    resource = package.resource(view.resource)
    if resource is None or not resource.is_table:
        return None
    request = Request(
        f"{package.name}-{view.name}",
        f"data/{package.name}",
        _told(view, "indicator"),
        _told(view, "area", selection.COUNTRY),
        _told(view, "segment"),
        _told(view, "breakdown"),
        key=_key(view),
        heading=view.title.to(locale.language),
        level=_told(view, "level"),
        segments=_listed(view, "segments"),
        breakdowns=_listed(view, "breakdowns"),
        areas=_listed(view, "areas"),
        years=_listed(view, "years"),
    )
    if view.type in CHARTS and resource.shape == OBSERVATIONS:
        return CHARTS[view.type](request, figures, locale)
    return plain.draw(request, package, resource, locale, plain.choose_as_told(resource, view))


def _of_package(package: Package, figures: Figures, locale: Locale) -> Iterator[Chart | None]:
    for view in package.views:
        yield _of_view(package, view, figures, locale)
    for resource in package.tables:
        if not resource.shape:
            request = Request(f"{package.name}-{resource.name}-plain", f"data/{package.name}")
            yield plain.draw(request, package, resource, locale)


def _everything(
    packages: tuple[Package, ...], figures: Figures, locale: Locale, headline: Headline
) -> Iterator[Chart | None]:
    for kind, request in (*_of_home(headline), *_of_indicators(figures, locale), *_of_disagreements(figures)):
        yield CHARTS[kind](request, figures, locale)
    yield _of_comparison(headline, figures, locale)
    indicators = _area_indicators(headline, figures)
    for area in figures.dataset.areas:
        if area != selection.COUNTRY:
            yield _of_area(area, figures, locale, indicators)
    for package in packages:
        yield from _of_package(package, figures, locale)


def draw_all(
    packages: tuple[Package, ...], figures: Figures, locale: Locale, headline: Headline | None = None
) -> tuple[Chart, ...]:
    """Draw every chart of a portal in one language; ids are unique and the same in every language.

    Home, indicators, disagreements, areas, then the views and plain tables of packages; the order is that on the pages.
    """
    found: dict[str, Chart] = {}
    # Altair checks each object that is made; our specs are checked once, in the tests, and drawing is ten times faster.
    with debug_mode(False):
        for chart in _everything(packages, figures, locale, headline or Headline()):
            if chart is not None:
                found.setdefault(chart.id, chart)
    return tuple(found.values())
