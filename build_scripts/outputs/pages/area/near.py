"""The areas that lie nearest, with their latest coverage: neighbours are what a reader compares with first."""

from __future__ import annotations

from build_scripts.dataset import Area
from build_scripts.figures import Figure
from build_scripts.outputs.pages.area.cards import latest
from build_scripts.outputs.pages.area.ground import Ground, Near
from build_scripts.outputs.pages.area.words import name_of, say
from build_scripts.outputs.pages.context import Cell, Group, Heading, Row, Section, Table
from build_scripts.outputs.pages.rows import date_text
from build_scripts.outputs.pages.scope import Scope


def near(scope: Scope, ground: Ground, item: Area) -> Section | None:
    """Return the section of the nearest areas of the same level, or nothing where the area has no point."""
    found = ground.near.get(item.code, ())
    if not found:
        return None
    share = scope.catalog.headline.share in scope.dataset.indicators
    titles = [Heading(say(scope, "column.area")), Heading(say(scope, "column.distance"), numeric=True)]
    titles += [Heading(scope.indicator(scope.catalog.headline.share).text)] if share else []
    rows = tuple(_row(scope, item, one, share) for one in found)
    table = Table(say(scope, "near.caption", area=name_of(scope, item)), tuple(titles), (Group(rows),))
    return Section("nearest", say(scope, "near.title"), (table,), say(scope, f"near.rule-{item.level}"))


def _row(scope: Scope, item: Area, one: Near, share: bool) -> Row:
    other = scope.dataset.areas[one.code]
    link = scope.area(one.code)
    # Only where the neighbour lies in another province its province is named.
    text = link.text if other.parent == item.parent else f"{link.text}, {scope.area(other.parent).text}"
    distance = scope.locale.number(max(1, round(one.distance)))
    cells = [Cell(text, href=link.href), Cell(say(scope, "near.km", number=distance), numeric=True)]
    cells += [Cell(_told(scope, latest(scope, scope.catalog.headline.share, one.code)))] if share else []
    return Row(tuple(cells))


def _told(scope: Scope, figure: Figure | None) -> str:
    if figure is None:
        return say(scope, "none")
    value = scope.locale.quantity(figure.value, figure.chosen.unit)
    return say(scope, "near.told", value=value, date=date_text(scope, figure.chosen))
