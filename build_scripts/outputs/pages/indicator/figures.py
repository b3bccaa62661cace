"""All figures of an indicator with every claim behind them; each row keeps the lasting id of its figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts import narrative
from build_scripts.catalog import FIGURES, File
from build_scripts.dataset import LEVELS, Indicator
from build_scripts.figures import Derived, Figure
from build_scripts.outputs.pages.context import ChartBox, Download, Frame, Link, Section, Table
from build_scripts.outputs.pages.derived import derived_table
from build_scripts.outputs.pages.foot import citation, package_downloads
from build_scripts.outputs.pages.indicator.parts import Parts, crumbs, ways
from build_scripts.outputs.pages.indicator.words import captioned, name_of
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.rows import Layout, figure_table
from build_scripts.outputs.pages.scope import Scope

COLUMNS = ("date", "value", "detail", "precision", "source")
OTHER_KINDS = ("target", "threshold", "planned", "projected")


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """What the template `indicator-figures` is given."""

    frame: Frame
    summary: str
    ways: tuple[Link, ...]
    sections: tuple[Section, ...]
    spreads: tuple[ChartBox, ...]
    downloads: tuple[Download, ...]
    citation: str


def level_of(scope: Scope, figure: Figure) -> str:
    """Return the level of the area of a figure; one that no list of areas knows counts to the last."""
    area = scope.dataset.areas.get(figure.key.area)
    level = area.level if area else figure.chosen.area_level
    return level if level in TABLES else LEVELS[-1]


def _province(scope: Scope, figure: Figure) -> Link:
    area = scope.dataset.areas.get(figure.key.area)
    return scope.area(area.parent if area and area.parent else figure.key.area)


def _country(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> Table:
    return figure_table(scope, captioned(scope, item, "country"), figures, Layout(COLUMNS))


def _provinces(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> Table:
    layout = Layout(COLUMNS, group=lambda f: scope.area(f.key.area))
    return figure_table(scope, captioned(scope, item, "provinces"), figures, layout)


def _districts(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> Table:
    layout = Layout(("area", *COLUMNS), group=lambda f: _province(scope, f))
    return figure_table(scope, captioned(scope, item, "districts"), figures, layout)


def _regions(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> Table:
    return figure_table(scope, captioned(scope, item, "regions"), figures, Layout(("area", *COLUMNS)))


TABLES = dict(zip(LEVELS, (_country, _provinces, _districts, _regions), strict=True))


def _observed(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> Iterator[Section]:
    for level, table in TABLES.items():
        found = tuple(f for f in figures if f.key.kind == "observed" and level_of(scope, f) == level)
        if found:
            yield Section(level, scope.t(f"indicator.{level}"), (table(scope, item, found),))


def _other_kinds(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> Iterator[Section]:
    for kind in OTHER_KINDS:
        found = tuple(f for f in figures if f.key.kind == kind)
        if found:
            table = figure_table(scope, captioned(scope, item, kind), found, Layout(("area", *COLUMNS)))
            yield Section(kind, scope.t(f"indicator.{kind}"), (table,), scope.t(f"indicator.{kind}-text"))


def _derived(scope: Scope, item: Indicator) -> Iterator[Section]:
    """Yield the latest of each kind that is derived for the country and the provinces; all others stand on the pages of areas."""
    latest: dict[tuple[str, ...], Derived] = {}
    for d in scope.index.indicator_derived.get(item.id, ()):
        area, key = scope.dataset.areas.get(d.key.area), d.key
        kind = (key.area, key.kind, key.segment, key.breakdown, d.name, d.formula)
        if (area is None or area.level != "district") and (kind not in latest or latest[kind].key.day <= key.day):
            latest[kind] = d
    if latest:
        caption = scope.t("indicator.derived-caption", name=name_of(scope, item))
        table = derived_table(
            scope, caption, tuple(sorted(latest.values(), key=lambda d: (d.key, d.name))), by_area=True
        )
        yield Section("derived", scope.t("derived.title"), (table,), scope.t("indicator.derived-text"))


def counts(scope: Scope, item: Indicator) -> str:
    """Say how many figures of an indicator there are, from how many sources, and of how many the sources disagree."""
    figures = scope.figures.of_indicator(item.id)
    facts = {
        "name": name_of(scope, item),
        "figures": narrative.counted(len(figures), "figures", scope.locale),
        "sources": narrative.counted(len({c.source_id for f in figures for c in f.claims}), "sources", scope.locale),
    }
    disputed = sum(f.disagrees for f in figures)
    told = scope.t("indicator.figures-intro", **facts)
    if not disputed:
        return told
    return f"{told} {scope.t('indicator.figures-disputed', count=narrative.counted(disputed, 'figures', scope.locale))}"


def figures_page(scope: Scope, item: Indicator, parts: Parts) -> File:
    """Return the page."""
    figures = scope.figures.of_indicator(item.id)
    title, summary = scope.t("indicator.figures-title", name=name_of(scope, item)), counts(scope, item)
    context = FiguresPage(
        frame=scope.frame(title, summary, "indicator", crumbs=crumbs(scope, item)),
        summary=summary,
        ways=ways(scope, item, parts),
        sections=(*_observed(scope, item, figures), *_other_kinds(scope, item, figures), *_derived(scope, item)),
        spreads=scope.charts(f"{FIGURES}/{item.id}"),
        downloads=package_downloads(scope, figures),
        citation=citation(scope, title),
    )
    return render("indicator-figures", scope.page, scope.locale, context)
