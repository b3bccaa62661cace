"""The page of an indicator: what it means, every figure of it with its claims, and the index of all indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import LEVELS, Indicator
from build_scripts.figures import Derived, Figure
from build_scripts.figures.published import by_period
from build_scripts.outputs.feed import has_feed
from build_scripts.outputs.pages.compare import compare_link
from build_scripts.outputs.pages.context import (
    Cell,
    ChartBox,
    Download,
    Fact,
    Frame,
    Group,
    Heading,
    Link,
    Row,
    Section,
    Table,
)
from build_scripts.outputs.pages.derived import derived_table
from build_scripts.outputs.pages.gaps import Gaps, gaps
from build_scripts.outputs.pages.map import LatestViews, has_latest_views, latest_views
from build_scripts.outputs.pages.progress import progress_section
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.rows import Layout, figure_table
from build_scripts.outputs.pages.scope import Scope, scopes

COLUMNS = ("date", "value", "detail", "precision", "source")
OTHER_KINDS = ("target", "threshold", "planned", "projected")


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """What the template `indicator` is given."""

    frame: Frame
    summary: str
    definition: str
    facts: tuple[Fact, ...]
    progress: tuple[Section, ...]
    latest: LatestViews | None
    charts: tuple[ChartBox, ...]
    compare: Link | None
    gaps: Gaps | None
    spreads: tuple[ChartBox, ...]
    sections: tuple[Section, ...]
    downloads: tuple[Download, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What the template `index` is given: an introduction and tables of links."""

    frame: Frame
    intro: str
    sections: tuple[Section, ...]


def _level(scope: Scope, figure: Figure) -> str:
    area = scope.dataset.areas.get(figure.key.area)
    level = area.level if area else figure.chosen.area_level
    return level if level in TABLES else LEVELS[-1]


def _province(scope: Scope, figure: Figure) -> Link:
    area = scope.dataset.areas.get(figure.key.area)
    return scope.area(area.parent if area and area.parent else figure.key.area)


def _latest(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    plain = {f.key.area: f for f in sorted(figures, key=by_period) if not f.key.segment and not f.key.breakdown}
    return tuple(sorted(plain.values(), key=lambda f: (-f.value, f.key)))


def _unit(scope: Scope, item: Indicator) -> str:
    return scope.name("unit", item.unit)


def _country(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> tuple[Table, ...]:
    caption = scope.t("indicator.country-caption", name=item.name.to(scope.language), unit=_unit(scope, item))
    return (figure_table(scope, caption, figures, Layout(COLUMNS)),)


def _provinces(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> tuple[Table, ...]:
    facts = {"name": item.name.to(scope.language), "unit": _unit(scope, item)}
    latest = figure_table(
        scope,
        scope.t("indicator.latest-caption", **facts),
        () if has_latest_views(scope, item) else _latest(figures),
        Layout(("area", "date", "value", "source"), anchored=False),
    )
    layout = Layout(COLUMNS, group=lambda f: scope.area(f.key.area))
    every = figure_table(scope, scope.t("indicator.provinces-caption", **facts), figures, layout)
    return tuple(t for t in (latest, every) if not t.empty)


def _districts(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> tuple[Table, ...]:
    caption = scope.t("indicator.districts-caption", name=item.name.to(scope.language), unit=_unit(scope, item))
    layout = Layout(("area", *COLUMNS), group=lambda f: _province(scope, f))
    return (figure_table(scope, caption, figures, layout),)


def _regions(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> tuple[Table, ...]:
    caption = scope.t("indicator.regions-caption", name=item.name.to(scope.language), unit=_unit(scope, item))
    return (figure_table(scope, caption, figures, Layout(("area", *COLUMNS))),)


TABLES = dict(zip(LEVELS, (_country, _provinces, _districts, _regions), strict=True))


def _observed(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> Iterator[Section]:
    for level, tables in TABLES.items():
        found = tuple(f for f in figures if f.key.kind == "observed" and _level(scope, f) == level)
        if found:
            yield Section(level, scope.t(f"indicator.{level}"), tables(scope, item, found))


def _other_kinds(scope: Scope, item: Indicator, figures: tuple[Figure, ...]) -> Iterator[Section]:
    for kind in OTHER_KINDS:
        found = tuple(f for f in figures if f.key.kind == kind)
        if found:
            caption = scope.t(f"indicator.{kind}-caption", name=item.name.to(scope.language), unit=_unit(scope, item))
            table = figure_table(scope, caption, found, Layout(("area", *COLUMNS)))
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
        caption = scope.t("indicator.derived-caption", name=item.name.to(scope.language))
        table = derived_table(
            scope, caption, tuple(sorted(latest.values(), key=lambda d: (d.key, d.name))), by_area=True
        )
        yield Section("derived", scope.t("derived.title"), (table,), scope.t("indicator.derived-text"))


def _facts(scope: Scope, item: Indicator) -> tuple[Fact, ...]:
    def linked(code: str) -> Cell:
        link = scope.indicator(code)
        return Cell(link.text, href=link.href)

    facts = (
        ("indicator.unit", Cell(_unit(scope, item))),
        ("indicator.numerator", linked(item.numerator) if item.numerator else None),
        ("indicator.denominator", linked(item.denominator) if item.denominator else None),
        ("indicator.period", Cell(scope.t(f"period.{item.period_type}"))),
        ("indicator.theme", Cell(scope.name("theme", item.theme))),
        ("indicator.code", Cell(item.id)),
    )
    return tuple(Fact(scope.t(key), cell) for key, cell in facts if cell and cell.text)


def package_downloads(scope: Scope, figures: tuple[Figure, ...]) -> tuple[Download, ...]:
    """Return the files in which figures are found: the CSV and the zip of every package that they come from."""
    origins = sorted({(c.package, c.resource) for f in figures for c in f.claims})
    downloads: list[Download] = []
    for package, resource in origins:
        title = scope.package(package).text
        table = paths.table(package, resource, "csv")
        downloads.append(Download(scope.t("download.csv", title=title), scope.site_root + table))
        downloads.append(Download(scope.t("download.zip", title=title), scope.site_root + paths.archive(package)))
    return tuple(dict.fromkeys(downloads))


def feed_link(scope: Scope, figures: tuple[Figure, ...]) -> tuple[Download, ...]:
    """Return the feed of a page's figures, if it has one."""
    if not has_feed(figures, scope.catalog):
        return ()
    return (Download(scope.locale.word("feed.follow"), f"./{paths.feed('')}"),)


def citation(scope: Scope, title: str) -> str:
    """Say how a page is cited."""
    return scope.t("cite.text", title=title, date=scope.date(scope.catalog.built), url=scope.address)


def _page(scope: Scope, item: Indicator) -> File:
    figures = scope.figures.of_indicator(item.id)
    name = item.name.to(scope.language)
    summary = narrative.indicator_summary(item, scope.figures, scope.locale)
    charts = scope.charts(f"indicator/{item.id}")
    crumbs = (Link(scope.t("crumb.indicators"), scope.to("indicator/")),)
    latest = latest_views(scope, item, charts)
    context = IndicatorPage(
        frame=scope.frame(name, summary, "indicator", crumbs=crumbs),
        summary=summary,
        definition=item.definition.to(scope.language),
        facts=_facts(scope, item),
        progress=progress_section(scope, item),
        latest=latest,
        charts=tuple(c for c in charts if c.chart.type not in ("spread", *(latest.replaces if latest else ()))),
        compare=compare_link(scope, item.id),
        gaps=gaps(scope, item),
        spreads=tuple(c for c in charts if c.chart.type == "spread"),
        sections=(*_observed(scope, item, figures), *_other_kinds(scope, item, figures), *_derived(scope, item)),
        downloads=(*package_downloads(scope, figures), *feed_link(scope, figures)),
        citation=citation(scope, name),
    )
    return render("indicator", scope.page, scope.locale, context)


def indicator_pages(catalog: Catalog) -> Iterator[File]:
    """Yield the page of every indicator in every language."""
    for scope in scopes(catalog):
        for item in scope.dataset.indicators.values():
            yield _page(scope.at(paths.indicator(item.id)), item)


def _index_row(scope: Scope, item: Indicator) -> Row:
    link = scope.indicator(item.id)
    figures = scope.figures.of_indicator(item.id)
    count = Cell(scope.locale.number(len(figures)), value=str(len(figures)), numeric=True)
    return Row((Cell(link.text, href=link.href), Cell(_unit(scope, item)), count))


def _index_table(scope: Scope, theme: str, items: list[Indicator]) -> Table:
    titles = (
        Heading(scope.t("column.indicator")),
        Heading(scope.t("column.unit")),
        Heading(scope.t("column.figures"), numeric=True),
    )
    rows = tuple(_index_row(scope, i) for i in sorted(items, key=lambda i: i.name.to(scope.language).casefold()))
    return Table(scope.t("indicators.caption", theme=scope.name("theme", theme)), titles, (Group(rows),))


def indicator_index(catalog: Catalog) -> Iterator[File]:
    """Yield the list of all indicators by theme, if there are any."""
    for scope in scopes(catalog, "indicator/"):
        themes: dict[str, list[Indicator]] = {}
        for item in scope.dataset.indicators.values():
            themes.setdefault(item.theme, []).append(item)
        sections = tuple(
            Section(f"theme-{number}", scope.name("theme", theme), (_index_table(scope, theme, items),))
            for number, (theme, items) in enumerate(themes.items(), 1)
        )
        if sections:
            intro = scope.t("indicators.intro", count=scope.locale.number(len(scope.dataset.indicators)))
            frame = scope.frame(scope.t("crumb.indicators"), intro, "index")
            yield render("index", scope.page, scope.locale, IndexPage(frame, intro, sections))
