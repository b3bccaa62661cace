"""The areas of an indicator through the years: drawn, and as a table of what is known and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.catalog import AREAS, File
from build_scripts.dataset import Indicator
from build_scripts.outputs.pages.context import ChartBox, Frame, Link
from build_scripts.outputs.pages.foot import citation
from build_scripts.outputs.pages.gaps import Gaps
from build_scripts.outputs.pages.indicator.parts import Parts, crumbs, ways
from build_scripts.outputs.pages.indicator.words import name_of
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.scope import Scope


@dataclass(frozen=True, slots=True)
class AreasPage:
    """What the template `indicator-areas` is given."""

    frame: Frame
    summary: str
    ways: tuple[Link, ...]
    charts: tuple[ChartBox, ...]
    gaps: Gaps | None
    citation: str


def areas_page(scope: Scope, item: Indicator, parts: Parts) -> File:
    """Return the page."""
    title = scope.t("indicator.areas-title", name=name_of(scope, item))
    summary = scope.t("indicator.areas-intro", name=name_of(scope, item))
    context = AreasPage(
        frame=scope.frame(title, summary, "indicator", crumbs=crumbs(scope, item)),
        summary=summary,
        ways=ways(scope, item, parts),
        charts=scope.charts(f"{AREAS}/{item.id}"),
        gaps=parts.gaps,
        citation=citation(scope, title),
    )
    return render("indicator-areas", scope.page, scope.locale, context)
