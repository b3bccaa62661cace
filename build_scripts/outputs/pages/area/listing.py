"""The list of all areas: every province with its regencies and cities, so that everyone finds their own without a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.catalog import Catalog, File
from build_scripts.outputs.pages.context import Branch, Frame, Link
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.scope import Scope, areas_in_order, scopes


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """What the template `areas` is given."""

    frame: Frame
    intro: str
    country: Link | None
    branches: tuple[Branch, ...]
    regions: tuple[Link, ...]


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
