"""The tables of an area page: its population, its other latest figures, all of its claims, what is derived, the areas inside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.dataset import Area
from build_scripts.figures import Figure
from build_scripts.figures.published import by_period
from build_scripts.outputs.pages.area.cards import key_indicators, latest
from build_scripts.outputs.pages.area.words import linked, name_of, say
from build_scripts.outputs.pages.context import Cell, Group, Heading, Link, Row, Section, Table
from build_scripts.outputs.pages.derived import derived_table
from build_scripts.outputs.pages.rows import FLAGS, LONG, Layout, date_text, figure_table
from build_scripts.outputs.pages.scope import Scope

# The value stands early, so that a phone shows it without scrolling.
LATEST = ("indicator", "here", "date", "detail", "origin")
POPULATION = ("indicator", "here", "date", "origin")
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


def population(scope: Scope, item: Area, figures: tuple[Figure, ...]) -> Iterator[Section]:
    """Yield how many people live in an area, and who counted them: census, civil registry, projection, or nobody says."""
    found = tuple(f for f in _latest(figures) if _theme(scope, f) == "population")
    if found:
        ordered = tuple(sorted(found, key=lambda f: (by_period(f), f.key), reverse=True))
        caption = say(scope, "population.caption", area=name_of(scope, item))
        table = figure_table(scope, caption, ordered, Layout(POPULATION, anchored=False))
        text = say(scope, "population.text") if len(found) > 1 else ""
        yield Section("population", say(scope, "population.title"), (table,), text)


def other_latest(scope: Scope, item: Area, figures: tuple[Figure, ...]) -> Iterator[Section]:
    """Yield the latest figure of every indicator that has neither a card nor a part of its own on the page."""
    told = {indicator for indicator, _ in key_indicators(scope) if latest(scope, indicator, item.code)} | FLAGS
    rest = (f for f in _latest(figures) if f.key.indicator not in told and _theme(scope, f) != "population")
    themed = tuple(sorted(rest, key=lambda f: THEMES.index(t) if (t := _theme(scope, f)) in THEMES else len(THEMES)))
    if themed:
        caption = say(scope, "latest.caption", area=name_of(scope, item))
        layout = Layout(LATEST, anchored=False, group=lambda f: _theme_title(scope, f))
        yield Section("latest", say(scope, "latest.title"), (figure_table(scope, caption, themed, layout),))


def every(scope: Scope, item: Area, figures: tuple[Figure, ...]) -> Iterator[Section]:
    """Yield all figures with all claims; their rows carry the lasting ids that other pages lead to."""
    name = name_of(scope, item)
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


def derived(scope: Scope, item: Area) -> Iterator[Section]:
    """Yield what the portal computes about an area."""
    found = scope.index.area_derived.get(item.code, ())
    if found:
        caption = scope.t("area.derived-caption", area=name_of(scope, item))
        table = derived_table(scope, caption, found, by_area=False)
        yield Section("derived", scope.t("derived.title"), (table,), scope.t("derived.text"))


def inside(scope: Scope, item: Area, children: tuple[Area, ...]) -> Table:
    """Return the areas inside an area with the latest share and count of each; what no source tells is left empty."""
    wanted = scope.catalog.headline
    shown = [i for i in (wanted.share, wanted.count) if i in scope.dataset.indicators]
    titles = [Heading(say(scope, "column.area"))]
    for indicator in shown:
        titles += [Heading(scope.indicator(indicator).text, numeric=True), Heading(say(scope, "column.date"))]
    rows = tuple(Row((linked(scope.area(c.code)), *_values(scope, shown, c.code))) for c in children)
    caption = say(scope, "inside.caption", area=name_of(scope, item))
    return Table(caption, tuple(titles), (Group(rows),), long=len(rows) > LONG * 2)


def _values(scope: Scope, indicators: list[str], area: str) -> Iterator[Cell]:
    for indicator in indicators:
        yield from _value_and_date(scope, latest(scope, indicator, area))


def _value_and_date(scope: Scope, figure: Figure | None) -> tuple[Cell, Cell]:
    """Return a figure as a cell of its value and one of its date; where there is none the first says so."""
    if figure is None:
        return Cell(say(scope, "none"), numeric=True), Cell("")
    value = Cell(scope.locale.quantity(figure.value, figure.chosen.unit), value=figure.chosen.text, numeric=True)
    return value, Cell(date_text(scope, figure.chosen), when=figure.key.as_of)
