"""The page of an area as a sheet: in order, what is known, how it compares, how it came about, what is missing, and every claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Area
from build_scripts.outputs.pages.area.cards import Card, cards
from build_scripts.outputs.pages.area.ground import Ground, ground
from build_scripts.outputs.pages.area.history import Moment, history
from build_scripts.outputs.pages.area.missing import Missing, missing
from build_scripts.outputs.pages.area.near import near
from build_scripts.outputs.pages.area.position import Position, field_of, position
from build_scripts.outputs.pages.area.segments import segments
from build_scripts.outputs.pages.area.tables import derived, every, inside, other_latest, population
from build_scripts.outputs.pages.area.words import linked, name_of
from build_scripts.outputs.pages.compare import area_compare_link
from build_scripts.outputs.pages.context import Cell, ChartBox, Download, Fact, Frame, Link, Section, Table
from build_scripts.outputs.pages.foot import citation, package_downloads
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.scope import Scope, scopes


@dataclass(frozen=True, slots=True)
class AreaPage:
    """What the template `area` is given."""

    frame: Frame
    summary: str
    cards: tuple[Card, ...]
    position: Position | None
    charts: tuple[ChartBox, ...]
    compare: Link | None
    history: tuple[Moment, ...]
    upper: tuple[Section, ...]
    missing: Missing | None
    near: Section | None
    inside: Table | None
    lower: tuple[Section, ...]
    derived: tuple[Section, ...]
    relatives_title: str
    relatives: tuple[Link, ...]
    facts: tuple[Fact, ...]
    downloads: tuple[Download, ...]
    citation: str


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
        ("area.parent", linked(scope.area(item.parent)) if item.parent else Cell("")),
        ("area.valid-from", Cell(scope.date(item.valid_from), when=item.valid_from) if item.valid_from else Cell("")),
        ("area.valid-to", Cell(scope.date(item.valid_to), when=item.valid_to) if item.valid_to else Cell("")),
        (
            "area.predecessor" if item.predecessor in scope.dataset.areas else "area.former-code",
            linked(scope.area(item.predecessor)) if item.predecessor else Cell(""),
        ),
    )
    return tuple(Fact(scope.t(key), cell) for key, cell in facts if cell.text)


def _children(common: Ground, item: Area) -> tuple[Area, ...]:
    """Return the areas inside an area that its figures are made of; working areas of the insurer cut across provinces."""
    return tuple(a for a in common.children.get(item.code, ()) if a.level != "bpjs-region")


def _relatives(scope: Scope, common: Ground, item: Area) -> tuple[str, tuple[Link, ...]]:
    if _children(common, item):
        return scope.t("area.children", area=name_of(scope, item)), ()
    others = (a for a in common.children.get(item.parent, ()) if a.level == item.level and a.code != item.code)
    links = tuple(scope.area(a.code) for a in others) if item.parent else ()
    return scope.t("area.neighbours", area=scope.area(item.parent).text), links


def _crumbs(scope: Scope, item: Area) -> tuple[Link, ...]:
    parent = scope.dataset.areas.get(item.parent)
    index = Link(scope.t("crumb.areas"), scope.to("area/"))
    return (index, scope.area(parent.code)) if parent and parent.level != "country" else (index,)


def _page(scope: Scope, common: Ground, item: Area) -> File:
    figures = scope.figures.of_area(item.code)
    summary = narrative.area_summary(item, scope.figures, scope.locale, scope.catalog.headline)
    field, children = field_of(scope, common.districts_by_year, item), _children(common, item)
    relatives_title, relatives = _relatives(scope, common, item)
    name = name_of(scope, item)
    context = AreaPage(
        frame=scope.frame(name, summary, "area", crumbs=_crumbs(scope, item)),
        summary=summary,
        cards=cards(scope, item),
        position=position(scope, item, field),
        charts=scope.charts(f"area/{item.code}" if item.level != "country" else "home"),
        compare=area_compare_link(scope, item, common.compared),
        history=history(scope, figures),
        upper=(*segments(scope, item), *population(scope, item, figures)),
        missing=missing(scope, common, item, field),
        near=near(scope, common, item),
        inside=inside(scope, item, children) if children else None,
        lower=(*other_latest(scope, item, figures), *every(scope, item, figures)),
        derived=tuple(derived(scope, item)),
        relatives_title=relatives_title,
        relatives=relatives,
        facts=_facts(scope, item),
        downloads=package_downloads(scope, figures),
        citation=citation(scope, name),
    )
    return render("area", scope.page, scope.locale, context)


def area_pages(catalog: Catalog) -> Iterator[File]:
    """Yield the page of every area in every language."""
    common = ground(catalog)
    for scope in scopes(catalog):
        for item in scope.dataset.areas.values():
            yield _page(scope.at(paths.area(item)), common, item)
