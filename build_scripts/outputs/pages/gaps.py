"""What is missing of an indicator: areas by years, each cell a number of figures or the reason why there is none.

Only reasons that the data or the list of areas prove are given; everything else is that no source was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from build_scripts import narrative
from build_scripts.dataset import Area, Indicator
from build_scripts.figures import Figures
from build_scripts.outputs.pages.context import Link
from build_scripts.outputs.pages.maps.subject import FEWEST, existed
from build_scripts.outputs.pages.scope import Scope, areas_in_order

SIGNS = {"none": "·", "empty": "–", "absent": "×"}
# From how many figures on a cell is drawn darker; the number itself always stands in it.
SHADES = (1, 2, 4)
MOST_NAMED = 6

Counts = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class GapCell:
    """A cell: the number of figures, or a sign; `kind` is the reason or the shade, `said` the reason in words."""

    text: str
    kind: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class GapRow:
    """An area with its cells, one a year; `total` is how many areas it counts, empty where it counts itself."""

    area: Link
    total: str
    cells: tuple[GapCell, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of the table and what it means."""

    text: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class GapTable:
    """Areas by years with a sentence on how complete they are, the signs that occur, and what is to be known of areas."""

    sentence: str
    caption: str
    head_area: str
    head_total: str
    years: tuple[str, ...]
    rows: tuple[GapRow, ...]
    key_number: str
    signs: tuple[Sign, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing of an indicator: by province, and by regencies and cities of each province."""

    title: str
    tables: tuple[GapTable, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The counts behind a table: areas, years, figures by area and year."""

    areas: tuple[Area, ...]
    years: tuple[int, ...]
    counts: Counts

    @property
    def cells(self) -> tuple[tuple[str, int], ...]:
        """Every pair of an area and a year in which it existed."""
        return tuple((a.code, y) for a in self.areas for y in self.years if existed(a, y))

    @property
    def filled(self) -> int:
        """How many of those pairs have a figure."""
        return sum(self.counts.get(cell, 0) > 0 for cell in self.cells)

    @property
    def best(self) -> tuple[int, int, int]:
        """The year in which most areas have a figure (the newest of several), how many, and how many existed."""
        have = Counter(y for code, y in self.cells if self.counts.get((code, y)))
        year = max(self.years, key=lambda y: (have[y], y))
        return year, have[year], sum(y == year for _, y in self.cells)


def counted(figures: Figures, indicator: str, level: str) -> Counts:
    """Return how many observed figures, of all segments and breakdowns, each area of a level has in each year."""
    areas = figures.dataset.areas
    found = (
        f
        for f in figures.of_indicator(indicator)
        if f.key.kind == "observed" and f.key.area in areas and areas[f.key.area].level == level
    )
    return Counter((f.key.area, f.key.day.year) for f in found)


def grid(scope: Scope, indicator: str, level: str) -> Grid | None:
    """Return the counts of a level, from the first to the last year with a figure; nothing for fewer than five areas."""
    counts = counted(scope.figures, indicator, level)
    if len({code for code, _ in counts}) < FEWEST:
        return None
    years = [y for _, y in counts]
    return Grid(areas_in_order(scope.dataset, level), tuple(range(min(years), max(years) + 1)), counts)


def percent(part: int, whole: int) -> Decimal:
    """Return a share in whole percent; neither 0 nor 100 unless it is exactly that."""
    exact = Decimal(part * 100) / Decimal(whole)
    rounded = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if 0 < part < whole:
        return min(max(rounded, Decimal(1)), Decimal(99))
    return rounded


def _span(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}\u2013{years[-1]}"


def _filled(scope: Scope, found: Grid, prefix: str) -> Iterator[str]:
    locale = scope.locale
    cells = len(found.cells)
    facts = {
        "filled": locale.number(found.filled),
        "cells": locale.number(cells),
        "share": locale.number(percent(found.filled, cells)),
        "years": _span(found.years),
    }
    one = len(found.years) == 1
    yield locale.word(f"map.gaps.{prefix}filled{'-one' if one and not prefix else ''}", **facts)
    if not one:
        year, count, existing = found.best
        told = {"year": str(year), "count": locale.number(count), "all": locale.number(existing)}
        yield locale.word(f"map.gaps.{prefix}best", **told)


def _never(scope: Scope, found: Grid) -> Iterator[str]:
    known = {code for code, _ in found.counts}
    there = {code for code, _ in found.cells}
    names = [scope.area(a.code).text for a in found.areas if a.code in there - known]
    if len(names) > MOST_NAMED:
        yield scope.locale.word("map.gaps.never-many", count=scope.locale.number(len(names)))
    elif names:
        yield scope.locale.word("map.gaps.never", areas=narrative.listing(names, scope.locale))
    absent = len(found.areas) * len(found.years) - len(found.cells)
    if absent:
        yield scope.locale.word("map.gaps.absent-cells", count=scope.locale.number(absent))


def sentence(scope: Scope, found: Grid, *, districts: bool = False) -> str:
    """Say how complete a table is: cells filled, the most complete year, and which provinces have nothing at all."""
    told = _filled(scope, found, "district-" if districts else "")
    return " ".join([*told, *(() if districts else _never(scope, found))])


def _shade(count: int) -> str:
    return f"n{sum(count >= least for least in SHADES)}"


def _number(scope: Scope, count: int) -> GapCell:
    return GapCell(scope.locale.number(count), _shade(count))


def _reason(scope: Scope, kind: str) -> GapCell:
    words = {"none": "map.gaps.none", "empty": "map.gaps.empty-year", "absent": "map.gaps.absent"}
    return GapCell(SIGNS[kind], kind, scope.locale.word(words[kind]))


def _cell(scope: Scope, area: Area, year: int, count: int, empty: bool) -> GapCell:
    if count:
        return _number(scope, count)
    return _reason(scope, "absent" if not existed(area, year) else "empty" if empty else "none")


def _signs(scope: Scope, rows: tuple[GapRow, ...]) -> tuple[Sign, ...]:
    kinds = {c.kind for row in rows for c in row.cells}
    return tuple(Sign(sign, k, _reason(scope, k).said) for k, sign in SIGNS.items() if k in kinds)


def _since(scope: Scope, area: Area) -> str:
    facts = {"area": scope.area(area.code).text, "date": scope.date(area.valid_from)}
    if not area.predecessor:
        return scope.locale.word("map.gaps.since-plain", **facts)
    return scope.locale.word("map.gaps.since", parent=scope.area(area.predecessor).text, **facts)


def _table(scope: Scope, found: Grid, rows: tuple[GapRow, ...], level: str) -> GapTable:
    districts = level == "district"
    absent = {c.kind for row in rows for c in row.cells} >= {"absent"}
    young = [a for a in areas_in_order(scope.dataset, "province") if a.valid_from] if absent else []
    word = scope.locale.word
    return GapTable(
        sentence=sentence(scope, found, districts=districts),
        caption=word(f"map.gaps.{level}-caption"),
        head_area=word("map.gaps.head-area"),
        head_total=word("map.gaps.head-total") if districts else "",
        years=tuple(str(y) for y in found.years),
        rows=rows,
        key_number=word("map.gaps.key-district-number" if districts else "map.gaps.key-number"),
        signs=_signs(scope, rows),
        notes=tuple(_since(scope, a) for a in young),
    )


def _provinces(scope: Scope, found: Grid) -> GapTable:
    empty = {y for y in found.years if not any(year == y for _, year in found.counts)}

    def row(area: Area) -> GapRow:
        cells = (_cell(scope, area, y, found.counts.get((area.code, y), 0), y in empty) for y in found.years)
        return GapRow(scope.area(area.code), "", tuple(cells))

    return _table(scope, found, tuple(row(a) for a in found.areas), "province")


def _districts(scope: Scope, found: Grid) -> GapTable:
    """Count regencies with a figure by province and year; what they lay in before a province was split is not claimed."""
    provinces = areas_in_order(scope.dataset, "province")
    have = Counter((a.parent, y) for a in found.areas for y in found.years if found.counts.get((a.code, y)))
    size = Counter(a.parent for a in found.areas)

    def cell(area: Area, year: int) -> GapCell:
        count = have[area.code, year]
        return _number(scope, count) if count else _reason(scope, "none")

    rows = (
        GapRow(scope.area(p.code), scope.locale.number(size[p.code]), tuple(cell(p, y) for y in found.years))
        for p in provinces
        if size[p.code]
    )
    return _table(scope, found, tuple(rows), "district")


def gaps(scope: Scope, item: Indicator) -> Gaps | None:
    """Return what is missing of an indicator, or nothing where hardly any area has a figure."""
    provinces, districts = grid(scope, item.id, "province"), grid(scope, item.id, "district")
    tables = (
        *((_provinces(scope, provinces),) if provinces else ()),
        *((_districts(scope, districts),) if districts else ()),
    )
    return Gaps(scope.locale.word("map.gaps.title"), tables) if tables else None
