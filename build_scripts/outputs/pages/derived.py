"""Derived values as tables: what was computed, by which formula, from which figures."""

from __future__ import annotations

from build_scripts.figures import Derived, Input
from build_scripts.outputs.pages.context import Cell, Group, Heading, Link, Row, Table
from build_scripts.outputs.pages.rows import LONG
from build_scripts.outputs.pages.scope import Scope

# A rank rests on every figure of its field: beyond this many its indicator is linked, which holds all.
FEW = 4


def _input_link(scope: Scope, item: Input) -> Link:
    key = scope.index.keys.get(item.id)
    if key is None:
        return Link(item.id, "")
    known = scope.dataset.indicators.get(key.indicator)
    number = scope.locale.quantity(item.value, known.unit) if known else scope.locale.number(item.value)
    text = scope.t(
        "derived.input",
        indicator=scope.indicator(key.indicator).text,
        area=scope.area(key.area).text,
        value=number,
        date=scope.date(key.as_of),
    )
    return Link(text, scope.figure(key))


def _inputs(scope: Scope, item: Derived) -> tuple[Link, ...]:
    if len(item.inputs) <= FEW:
        return tuple(_input_link(scope, i) for i in item.inputs)
    page = scope.figure(item.key)
    return (Link(scope.t("derived.inputs", count=scope.locale.number(len(item.inputs))), page),)


def _formula(scope: Scope, item: Derived) -> str:
    key = f"formulas.{item.formula}"
    return scope.locale.word(key) if scope.locale.has(key) else item.formula


def _value(scope: Scope, item: Derived) -> Cell:
    text = scope.locale.quantity(item.value, item.unit)
    if item.of:
        text = scope.t("derived.rank-of", rank=scope.locale.number(item.value), of=scope.locale.number(item.of))
    return Cell(text, value=str(item.value), numeric=True)


def _row(scope: Scope, item: Derived) -> Row:
    return Row(
        (
            Cell(scope.date(item.key.as_of), when=item.key.as_of),
            Cell(scope.t(f"derived.{item.name}")),
            _value(scope, item),
            Cell(_formula(scope, item), links=_inputs(scope, item)),
        )
    )


def derived_table(scope: Scope, caption: str, items: tuple[Derived, ...], *, by_area: bool) -> Table:
    """Return derived values as a table by area or by indicator; each names its formula and links to its inputs."""
    titles = (
        Heading(scope.t("column.date")),
        Heading(scope.t("column.derived")),
        Heading(scope.t("column.value"), numeric=True),
        Heading(scope.t("column.formula")),
    )
    rows: dict[Link, list[Row]] = {}
    for item in items:
        title = scope.area(item.key.area) if by_area else scope.indicator(item.key.indicator)
        rows.setdefault(title, []).append(_row(scope, item))
    groups = tuple(Group(tuple(found), title) for title, found in rows.items())
    return Table(caption, titles, groups, long=len(items) > LONG)
