"""The list of all indicators by theme."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Indicator
from build_scripts.outputs.pages.context import Cell, Group, Heading, IndexPage, Row, Section, Table
from build_scripts.outputs.pages.indicator.words import unit_of
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.scope import Scope, scopes


def _row(scope: Scope, item: Indicator) -> Row:
    link = scope.indicator(item.id)
    figures = scope.figures.of_indicator(item.id)
    count = Cell(scope.locale.number(len(figures)), value=str(len(figures)), numeric=True)
    return Row((Cell(link.text, href=link.href), Cell(unit_of(scope, item)), count))


def _table(scope: Scope, theme: str, items: list[Indicator]) -> Table:
    titles = (
        Heading(scope.t("column.indicator")),
        Heading(scope.t("column.unit")),
        Heading(scope.t("column.figures"), numeric=True),
    )
    rows = tuple(_row(scope, i) for i in sorted(items, key=lambda i: i.name.to(scope.language).casefold()))
    return Table(scope.t("indicators.caption", theme=scope.name("theme", theme)), titles, (Group(rows),))


def indicator_index(catalog: Catalog) -> Iterator[File]:
    """Yield the list of all indicators by theme, if there are any."""
    for scope in scopes(catalog, "indicator/"):
        themes: dict[str, list[Indicator]] = {}
        for item in scope.dataset.indicators.values():
            themes.setdefault(item.theme, []).append(item)
        sections = tuple(
            Section(f"theme-{number}", scope.name("theme", theme), (_table(scope, theme, items),))
            for number, (theme, items) in enumerate(themes.items(), 1)
        )
        if sections:
            intro = scope.t("indicators.intro", count=scope.locale.number(len(scope.dataset.indicators)))
            frame = scope.frame(scope.t("crumb.indicators"), intro, "index")
            yield render("index", scope.page, scope.locale, IndexPage(frame, intro, sections))
