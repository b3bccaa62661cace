"""Which parts the pages of an indicator have, and the way from each to the others."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts import paths
from build_scripts.catalog import AREAS
from build_scripts.dataset import Indicator
from build_scripts.outputs.pages.context import Link
from build_scripts.outputs.pages.gaps import Gaps, gaps
from build_scripts.outputs.pages.indicator.words import name_of
from build_scripts.outputs.pages.scope import Scope


@dataclass(frozen=True, slots=True)
class Parts:
    """What there is beside the overview of an indicator: areas through the years, figures; and what is missing of it."""

    areas: bool
    figures: bool
    gaps: Gaps | None


def parts_of(scope: Scope, item: Indicator) -> Parts:
    """Return the parts of an indicator; `scope` is that of any page."""
    missing = gaps(scope.at(paths.indicator_areas(item.id)), item)
    drawn = scope.catalog.charts_of(scope.language, f"{AREAS}/{item.id}")
    derived = scope.index.indicator_derived.get(item.id, ())
    return Parts(bool(missing or drawn), bool(scope.figures.of_indicator(item.id) or derived), missing)


def ways(scope: Scope, item: Indicator, parts: Parts) -> tuple[Link, ...]:
    """Return the parts in their order; the one that is shown leads nowhere. An indicator of one part has none."""
    pages = {
        "overview": paths.indicator(item.id),
        "areas": paths.indicator_areas(item.id) if parts.areas else "",
        "figures": paths.indicator_figures(item.id) if parts.figures else "",
    }
    found = tuple(
        Link(scope.t(f"indicator.part.{part}"), "" if page == scope.page else scope.to(page))
        for part, page in pages.items()
        if page
    )
    return found if len(found) > 1 else ()


def crumbs(scope: Scope, item: Indicator) -> tuple[Link, ...]:
    """Return the way down to the page of a part: the list of indicators, and the overview unless it is that."""
    top = Link(scope.t("crumb.indicators"), scope.to("indicator/"))
    overview = paths.indicator(item.id)
    return (top,) if scope.page == overview else (top, Link(name_of(scope, item), scope.to(overview)))
