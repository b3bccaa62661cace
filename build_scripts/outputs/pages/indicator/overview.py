"""The first page of an indicator: what it means, whether its target is met, its latest values, and the way to all the rest."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts import narrative, paths
from build_scripts.catalog import OVERVIEW, File
from build_scripts.dataset import Indicator
from build_scripts.figures.published import by_period
from build_scripts.outputs.pages.compare import compare_link
from build_scripts.outputs.pages.context import Cell, ChartBox, Download, Fact, Frame, Link, Section, Table
from build_scripts.outputs.pages.foot import citation, feed_link, package_downloads
from build_scripts.outputs.pages.indicator.figures import counts, level_of
from build_scripts.outputs.pages.indicator.parts import Parts, crumbs, ways
from build_scripts.outputs.pages.indicator.words import captioned, name_of, unit_of
from build_scripts.outputs.pages.map import LatestViews, latest_views
from build_scripts.outputs.pages.progress import progress_section
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.rows import Layout, figure_table
from build_scripts.outputs.pages.scope import Scope

# The rest stands on the page of all figures, to which each value leads.
RECENT = 10


@dataclass(frozen=True, slots=True)
class More:
    """Another part of the pages, and what it holds."""

    link: Link
    text: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the template `indicator` is given."""

    frame: Frame
    summary: str
    ways: tuple[Link, ...]
    definition: str
    facts: tuple[Fact, ...]
    progress: tuple[Section, ...]
    latest: LatestViews | None
    charts: tuple[ChartBox, ...]
    compare: Link
    recent: Table
    more: tuple[More, ...]
    downloads: tuple[Download, ...]
    citation: str


def _facts(scope: Scope, item: Indicator) -> tuple[Fact, ...]:
    def linked(code: str) -> Cell:
        link = scope.indicator(code)
        return Cell(link.text, href=link.href)

    facts = (
        ("indicator.unit", Cell(unit_of(scope, item))),
        ("indicator.numerator", linked(item.numerator) if item.numerator else None),
        ("indicator.denominator", linked(item.denominator) if item.denominator else None),
        ("indicator.period", Cell(scope.t(f"period.{item.period_type}"))),
        ("indicator.theme", Cell(scope.name("theme", item.theme))),
        ("indicator.code", Cell(item.id)),
    )
    return tuple(Fact(scope.t(key), cell) for key, cell in facts if cell and cell.text)


def _recent(scope: Scope, item: Indicator) -> Table:
    """Return the latest observed figures: those of the country, of other areas only where it has none."""
    observed = [f for f in scope.figures.of_indicator(item.id) if f.key.kind == "observed"]
    country = [f for f in observed if level_of(scope, f) == "country"]
    shown = tuple(sorted(country or observed, key=by_period, reverse=True)[:RECENT])
    columns = ("date", "figure", "detail", "precision", "source")
    caption = captioned(scope, item, "recent-country" if country else "recent")
    return figure_table(scope, caption, shown, Layout(columns if country else ("area", *columns), anchored=False))


def _more(scope: Scope, item: Indicator, parts: Parts) -> tuple[More, ...]:
    """Lead to the other parts by what they hold."""
    missing = " ".join(one.sentence for one in parts.gaps.tables) if parts.gaps else ""
    areas = Link(scope.t("indicator.part.areas"), scope.to(paths.indicator_areas(item.id)))
    figures = Link(scope.t("indicator.part.figures"), scope.to(paths.indicator_figures(item.id)))
    return (
        *(
            (More(areas, missing or scope.t("indicator.areas-intro", name=name_of(scope, item))),)
            if parts.areas
            else ()
        ),
        *((More(figures, counts(scope, item)),) if parts.figures else ()),
    )


def overview_page(scope: Scope, item: Indicator, parts: Parts) -> File:
    """Return the page."""
    figures, name = scope.figures.of_indicator(item.id), name_of(scope, item)
    summary = narrative.indicator_summary(item, scope.figures, scope.locale)
    charts = scope.charts(f"{OVERVIEW}/{item.id}")
    latest = latest_views(scope, item, charts)
    context = OverviewPage(
        frame=scope.frame(name, summary, "indicator", crumbs=crumbs(scope, item)),
        summary=summary,
        ways=ways(scope, item, parts),
        definition=item.definition.to(scope.language),
        facts=_facts(scope, item),
        progress=progress_section(scope, item),
        latest=latest,
        charts=tuple(c for c in charts if latest is None or c.chart.type not in latest.replaces),
        compare=compare_link(scope, item.id),
        recent=_recent(scope, item),
        more=_more(scope, item, parts),
        downloads=(*package_downloads(scope, figures), *feed_link(scope, figures)),
        citation=citation(scope, name),
    )
    return render("indicator", scope.page, scope.locale, context)
