"""The page of an area: what is known in a sentence, its figures, its neighbours; and the list of all areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Area
from build_scripts.figures import Figure
from build_scripts.figures.published import by_period
from build_scripts.outputs.pages.context import Branch, Cell, ChartBox, Download, Fact, Frame, Link, Section
from build_scripts.outputs.pages.derived import derived_table
from build_scripts.outputs.pages.indicator import citation, package_downloads
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.rows import FLAGS, Layout, figure_table
from build_scripts.outputs.pages.scope import Scope, areas_in_order, scopes

# The value stands early, so that a phone shows it without scrolling.
LATEST = ("indicator", "here", "date", "detail", "origin")
EVERY = ("date", "quantity", "detail", "precision", "source")
# What people look for first comes first.
THEMES = (
    "coverage",
    "membership",
    "uhc-recognition",
    "contributions",
    "finance",
    "facilities",
    "utilisation",
    "household-protection",
    "development-targets",
    "population",
)
AWARDS = ("date", "indicator", "detail", "source")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is told where an area has no headline figure: what to do, and the figure of the wider area."""

    text: str
    contribute: Link | None
    wider: str
    wider_link: Link | None


@dataclass(frozen=True, slots=True)
class AreaPage:
    """What the template `area` is given."""

    frame: Frame
    summary: str
    gap: Gap | None
    facts: tuple[Fact, ...]
    charts: tuple[ChartBox, ...]
    sections: tuple[Section, ...]
    relatives_title: str
    relatives: tuple[Link, ...]
    downloads: tuple[Download, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """What the template `areas` is given."""

    frame: Frame
    intro: str
    country: Link | None
    branches: tuple[Branch, ...]
    regions: tuple[Link, ...]


def _linked(link: Link) -> Cell:
    return Cell(link.text, href=link.href)


def _code_term(item: Area) -> str:
    """Name the code: the ministry numbers provinces, regencies and cities; the others are numbered here."""
    return "area.code" if item.level in {"province", "district"} else "area.own-code"


def _facts(scope: Scope, item: Area) -> tuple[Fact, ...]:
    facts = (
        ("area.level", Cell(scope.name("level", item.level))),
        (_code_term(item), Cell(item.code)),
        ("area.bps", Cell(item.bps_code)),
        ("area.iso", Cell(item.iso)),
        ("area.capital", Cell(item.capital)),
        ("area.parent", _linked(scope.area(item.parent)) if item.parent else Cell("")),
        ("area.valid-from", Cell(scope.date(item.valid_from), when=item.valid_from) if item.valid_from else Cell("")),
        ("area.valid-to", Cell(scope.date(item.valid_to), when=item.valid_to) if item.valid_to else Cell("")),
        (
            "area.predecessor" if item.predecessor in scope.dataset.areas else "area.former-code",
            _linked(scope.area(item.predecessor)) if item.predecessor else Cell(""),
        ),
    )
    return tuple(Fact(scope.t(key), cell) for key, cell in facts if cell.text)


def _headline(scope: Scope, code: str) -> Figure | None:
    """Return the latest published share, or else count, of all members of an area."""
    wanted = scope.catalog.headline
    for indicator in (wanted.share, wanted.count):
        series = scope.figures.series_of(indicator, code)
        if series:
            return series.latest
    return None


def _gap(scope: Scope, item: Area) -> Gap | None:
    if _headline(scope, item.code) or scope.catalog.headline.share not in scope.dataset.indicators:
        return None
    wider = _headline(scope, item.parent) if item.parent else None
    return Gap(
        text=scope.t("area.nothing", area=item.name.to(scope.language)),
        contribute=Link(scope.t("area.contribute"), scope.to("contribute/")) if scope.has_page("contribute") else None,
        wider=narrative.figure_sentence(wider, scope.figures, scope.locale) if wider else "",
        wider_link=scope.area(item.parent) if wider else None,
    )


def _theme(scope: Scope, figure: Figure) -> str:
    known = scope.dataset.indicators.get(figure.key.indicator)
    return known.theme if known else ""


def _theme_title(scope: Scope, figure: Figure) -> Link:
    return Link(scope.name("theme", _theme(scope, figure)), "")


def _latest(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the latest observed figure of each indicator, of all members where there is one."""
    found: dict[str, Figure] = {}
    for figure in figures:
        held = found.get(figure.key.indicator)
        if figure.key.kind == "observed" and (held is None or _weight(figure) >= _weight(held)):
            found[figure.key.indicator] = figure
    return tuple(found.values())


def _weight(figure: Figure) -> tuple[bool, tuple[date, int, int]]:
    return (not figure.key.segment and not figure.key.breakdown, by_period(figure))


def _by_theme(scope: Scope, item: Area, figures: tuple[Figure, ...]) -> Iterator[Section]:
    latest = tuple(f for f in _latest(figures) if f.key.indicator not in FLAGS)
    themed = tuple(sorted(latest, key=lambda f: THEMES.index(t) if (t := _theme(scope, f)) in THEMES else len(THEMES)))
    if themed:
        caption = scope.t("area.latest-caption", area=item.name.to(scope.language))
        layout = Layout(LATEST, anchored=False, group=lambda f: _theme_title(scope, f))
        table = figure_table(scope, caption, themed, layout)
        yield Section("latest", scope.t("area.latest"), (table,))


def _awards(scope: Scope, item: Area, figures: tuple[Figure, ...]) -> Iterator[Section]:
    found = tuple(f for f in figures if f.key.indicator in FLAGS and f.key.kind == "observed")
    if found:
        caption = scope.t("area.awards-caption", area=item.name.to(scope.language))
        table = figure_table(scope, caption, found, Layout(AWARDS, anchored=False))
        yield Section("awards", scope.t("area.awards"), (table,), scope.t("area.awards-text"))


def _every(scope: Scope, item: Area, figures: tuple[Figure, ...]) -> Iterator[Section]:
    name = item.name.to(scope.language)
    observed = tuple(f for f in figures if f.key.kind == "observed")
    others = tuple(f for f in figures if f.key.kind != "observed")

    def by_indicator(figure: Figure) -> Link:
        return scope.indicator(figure.key.indicator)

    tables = (
        figure_table(scope, scope.t("area.all-caption", area=name), observed, Layout(EVERY, group=by_indicator)),
        figure_table(
            scope, scope.t("area.kinds-caption", area=name), others, Layout(("kind", *EVERY), group=by_indicator)
        ),
    )
    shown = tuple(t for t in tables if not t.empty)
    if shown:
        yield Section("figures", scope.t("area.all"), shown)


def _derived(scope: Scope, item: Area) -> Iterator[Section]:
    found = scope.index.area_derived.get(item.code, ())
    if found:
        caption = scope.t("area.derived-caption", area=item.name.to(scope.language))
        table = derived_table(scope, caption, found, by_area=False)
        yield Section("derived", scope.t("derived.title"), (table,), scope.t("derived.text"))


def _relatives(scope: Scope, item: Area) -> tuple[str, tuple[Link, ...]]:
    children = sorted(scope.dataset.children(item.code), key=lambda a: a.code)
    if children:
        title = scope.t("area.children", area=item.name.to(scope.language))
        return title, tuple(scope.area(a.code) for a in children if a.level != "bpjs-region")
    siblings = sorted((a for a in scope.dataset.children(item.parent) if a.level == item.level), key=lambda a: a.code)
    title = scope.t("area.neighbours", area=scope.area(item.parent).text)
    return title, tuple(scope.area(a.code) for a in siblings if a.code != item.code) if item.parent else ()


def _crumbs(scope: Scope, item: Area) -> tuple[Link, ...]:
    parent = scope.dataset.areas.get(item.parent)
    index = Link(scope.t("crumb.areas"), scope.to("area/"))
    return (index, scope.area(parent.code)) if parent and parent.level != "country" else (index,)


def _page(scope: Scope, item: Area) -> File:
    figures = scope.figures.of_area(item.code)
    summary = narrative.area_summary(item, scope.figures, scope.locale, scope.catalog.headline)
    title, relatives = _relatives(scope, item)
    name = item.name.to(scope.language)
    context = AreaPage(
        frame=scope.frame(name, summary, "area", crumbs=_crumbs(scope, item)),
        summary=summary,
        gap=_gap(scope, item),
        facts=_facts(scope, item),
        charts=scope.charts(f"area/{item.code}" if item.level != "country" else "home"),
        sections=(
            *_by_theme(scope, item, figures),
            *_awards(scope, item, figures),
            *_derived(scope, item),
            *_every(scope, item, figures),
        ),
        relatives_title=title,
        relatives=relatives,
        downloads=package_downloads(scope, figures),
        citation=citation(scope, name),
    )
    return render("area", scope.page, scope.locale, context)


def area_pages(catalog: Catalog) -> Iterator[File]:
    """Yield the page of every area in every language."""
    for scope in scopes(catalog):
        for item in scope.dataset.areas.values():
            yield _page(scope.at(paths.area(item)), item)


def branches(scope: Scope) -> tuple[Branch, ...]:
    """Return every province with its regencies and cities, by code."""
    found = []
    for province in areas_in_order(scope.dataset, "province"):
        children = sorted(scope.dataset.children(province.code), key=lambda a: a.code)
        links = tuple(scope.area(c.code) for c in children if c.level == "district")
        count = scope.t("area.count", count=len(links)) if links else ""
        found.append(Branch(scope.area(province.code), links, count))
    return tuple(found)


def area_index(catalog: Catalog) -> Iterator[File]:
    """Yield the list of all areas, if there are any."""
    for scope in scopes(catalog, "area/"):
        if not scope.dataset.areas:
            continue
        intro = scope.t("areas.intro")
        countries = areas_in_order(scope.dataset, "country")
        context = AreaIndex(
            frame=scope.frame(scope.t("crumb.areas"), intro, "index"),
            intro=intro,
            country=scope.area(countries[0].code) if countries else None,
            branches=branches(scope),
            regions=tuple(scope.area(a.code) for a in areas_in_order(scope.dataset, "bpjs-region")),
        )
        yield render("areas", scope.page, scope.locale, context)
