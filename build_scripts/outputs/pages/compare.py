"""The page on which areas and segments are compared: what it shows unasked, as chart and table, and the way to it.

Readers choose with a script, which keeps their choice in the address; without it the page is complete as the build wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Area, Indicator
from build_scripts.figures import Figure
from build_scripts.figures.compared import (
    AREA,
    MOST,
    SEGMENT,
    Choice,
    Line,
    can_be_compared,
    compared,
    lines_of,
    unasked,
)
from build_scripts.figures.tolerance import BOUND_SIGNS, bound
from build_scripts.outputs.compare_files import rule_text
from build_scripts.outputs.pages.context import Cell, ChartBox, Frame, Group, Heading, Link, Row, Table
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.scope import Scope, scopes

PAGE = "compare/"
FEW = 4
# As many lines as can be held against each other.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure in the table: its value, its date, where it comes from, and how many claim it if more than one."""

    value: str
    machine: str
    date: str
    when: str
    source: Link
    claims: str


@dataclass(frozen=True, slots=True)
class Column:
    """Whose figures stand in a column; `number` is the place of its colour."""

    link: Link
    number: int


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of one year, a cell for each column; a cell without any says so."""

    year: str
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """All figures that are compared, beside each other, the newest year first."""

    caption: str
    columns: tuple[Column, ...]
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """The indicators of a theme, each as its code and its name."""

    theme: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What the template `compare` is given."""

    frame: Frame
    intro: str
    rule: str
    box: ChartBox | None
    beside: Beside
    indicators: Table
    first: str
    about: str
    options: tuple[Theme, ...]


def comparable_indicators(catalog: Catalog) -> tuple[str, ...]:
    """Return the indicators that can be compared, those of the headline first."""
    headline = catalog.headline
    found = tuple(indicator for indicator, _ in compared(catalog.figures))
    first = tuple(i for i in (headline.share, headline.count, headline.active) if i in found)
    return (*first, *(i for i in found if i not in first))


def compare_link(scope: Scope, indicator: str) -> Link:
    """Return the way to a comparison from the page of an indicator; where it cannot be compared, a text without an address says why."""
    lines = lines_of(scope.figures, indicator)
    if can_be_compared(lines):
        return Link(scope.locale.word("compare.link.indicator"), _way(scope, indicator, ()))
    reason = ("none", "one")[len(lines)] if len(lines) < FEWEST else "same"
    return Link(scope.locale.word(f"compare.link.not-{reason}"), "")


def area_compare_link(scope: Scope, item: Area, indicators: Sequence[str]) -> Link | None:
    """Return the way to a comparison from the page of an area, by the first of some indicators that it has a figure of.

    A share is compared with those of the areas above; a number of people with those of other areas inside the same one, since the
    whole would dwarf it. The country is the whole: its way leads to what is shown unasked.
    """
    known = {s.indicator for s in scope.figures.series_of_area(item.code) if s.kind == "observed" and not s.breakdown}
    indicator = next((i for i in indicators if i in known), None)
    if indicator is None:
        return None
    areas = _beside_area(scope, item, indicator) if item.parent else ()
    return Link(scope.locale.word("compare.link.area"), _way(scope, indicator, areas))


def _way(scope: Scope, indicator: str, areas: Sequence[str]) -> str:
    codes = ",".join(quote(code, safe="") for code in areas)
    query = f"indicator={quote(indicator, safe='')}" + (f"&areas={codes}" if codes else "")
    return f"{scope.to(PAGE)}?{query}"


def _beside_area(scope: Scope, item: Area, indicator: str) -> tuple[str, ...]:
    above = scope.dataset.areas.get(item.parent)
    wider = tuple(code for code in (item.parent, above.parent if above else "") if code in scope.dataset.areas)
    if scope.dataset.indicators[indicator].aggregation != "sum":
        return (item.code, *wider)
    inside = sorted(a.code for a in scope.dataset.children(item.parent) if a.level == item.level and a != item)
    others = [code for code in inside if scope.figures.series_of(indicator, code)]
    return (item.code, *others[: FEW - 1])


def compare_page(catalog: Catalog) -> Iterator[File]:
    """Yield the page in every language, where anything can be compared."""
    found = dict(compared(catalog.figures))
    if not found:
        return
    first = next(iter(comparable_indicators(catalog)))
    for scope in scopes(catalog, PAGE):
        yield _page(scope, first, found)


def _page(scope: Scope, first: str, found: dict[str, tuple[Line, ...]]) -> File:
    word = scope.locale.word
    choice = unasked(scope.figures, first, found[first])
    description = word("compare.page.description", most=MOST)
    context = ComparePage(
        frame=scope.frame(word("compare.page.title"), description, "index"),
        intro=word("compare.page.intro", most=MOST),
        rule=rule_text(choice, scope.locale),
        box=next(iter(scope.charts("compare")), None),
        beside=_beside(scope, scope.dataset.indicators[first], choice),
        indicators=_indicators(scope, found),
        first=first,
        about=scope.indicator(first).href,
        options=_options(scope, found),
    )
    return render("compare", scope.page, scope.locale, context)


def _options(scope: Scope, found: Iterable[str]) -> tuple[Theme, ...]:
    themes: dict[str, list[tuple[str, str]]] = {}
    for indicator in found:
        theme = scope.name("theme", scope.dataset.indicators[indicator].theme)
        themes.setdefault(theme, []).append((indicator, scope.indicator(indicator).text))
    return tuple(Theme(theme, tuple(options)) for theme, options in themes.items())


def _beside(scope: Scope, item: Indicator, choice: Choice) -> Beside:
    unit = scope.name("unit", item.unit)
    caption = scope.locale.word("compare.table.caption", name=item.name.to(scope.language), unit=unit)
    columns = tuple(Column(_member(scope, line), number) for number, line in enumerate(choice.lines, 1))
    years = sorted({_year(f) for line in choice.lines for f in line.drawn}, reverse=True)
    return Beside(caption, columns, tuple(Year(y, tuple(_cell(scope, ln, y) for ln in choice.lines)) for y in years))


def _year(figure: Figure) -> str:
    return figure.key.as_of[:4]


def _member(scope: Scope, line: Line) -> Link:
    if line.kind == AREA:
        return scope.area(line.code)
    return Link(narrative.segment_name(line.code, scope.figures, scope.locale), "")


def _cell(scope: Scope, line: Line, year: str) -> tuple[Entry, ...]:
    return tuple(_entry(scope, figure) for figure in reversed(line.drawn) if _year(figure) == year)


def _entry(scope: Scope, figure: Figure) -> Entry:
    count = len(figure.claims)
    return Entry(
        BOUND_SIGNS.get(bound(figure.chosen), "") + scope.locale.number(figure.value),
        figure.chosen.text,
        scope.date(figure.key.as_of),
        figure.key.as_of,
        scope.source(figure.chosen.source_id),
        scope.locale.word("compare.table.claims", count=scope.locale.number(count)) if count > 1 else "",
    )


def _indicators(scope: Scope, found: dict[str, tuple[Line, ...]]) -> Table:
    word = scope.locale.word
    headings = tuple(
        Heading(word(f"compare.column.{name}"), name in {"areas", "segments"})
        for name in ("indicator", "unit", "areas", "segments", "series")
    )
    rows = tuple(_indicator(scope, indicator, lines) for indicator, lines in found.items())
    return Table(word("compare.page.indicators-caption"), headings, (Group(rows),))


def _indicator(scope: Scope, indicator: str, lines: tuple[Line, ...]) -> Row:
    link = scope.indicator(indicator)
    counts = [sum(line.kind == kind for line in lines) for kind in (AREA, SEGMENT)]
    series = Cell("JSON", href=scope.site_root + paths.series(indicator))
    numbers = (Cell(scope.locale.number(n), value=str(n), numeric=True) for n in counts)
    unit = scope.name("unit", scope.dataset.indicators[indicator].unit)
    return Row((Cell(link.text, href=link.href), Cell(unit), *numbers, series))
