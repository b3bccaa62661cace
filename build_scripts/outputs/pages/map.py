"""The map that a reader can switch, and the latest values of all areas as map, ranking and table, as they stand on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from build_scripts import paths
from build_scripts.dataset import Indicator
from build_scripts.drawing.grid import folded
from build_scripts.outputs.pages.context import Cell, ChartBox, Group, Heading, Link, Row, Table
from build_scripts.outputs.pages.maps.face import Class, Face, Mark, face
from build_scripts.outputs.pages.maps.said import missing, name, page_link, rule, sentence, unit_sentence
from build_scripts.outputs.pages.maps.subject import (
    LEVELS,
    Layer,
    Subject,
    home_subjects,
    layers,
    subject_of,
    years_of,
)
from build_scripts.outputs.pages.rows import LONG
from build_scripts.outputs.pages.scope import Scope, areas_in_order

WORDS = (
    "title", "controls", "subject", "level", "time", "latest", "year", "slider", "legend", "tiles", "dots", "hint", "hint-plain",
    "table", "known", "failed", "land",
)  # fmt: skip
COLUMNS = ("area", "value", "date", "source")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the indicators, or of the levels, between which a reader switches."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class TileItem:
    """A province on the map: where its tile stands, how it is coloured (0 is without figure), what is written and said."""

    code: str
    name: str
    abbreviation: str
    href: str
    place: str
    step: int
    text: str
    year: str
    said: str


@dataclass(frozen=True, slots=True)
class MapBox:
    """A map in its first view, the latest known figures of provinces, with what can be chosen.

    `anchor` is that of the still map, whose place it takes. `data` and `root` lead to the folder of the maps' files and to the
    root of the language; `land` to the coast, empty where there are no districts. `dots` leads to the still map of districts, which stands
    on a page of its own, under the anchor `dots_anchor`. `still` is the map of the latest figures as a chart, whose files, code and
    citation are there to be taken along.
    """

    id: str
    anchor: str
    name: str
    page: Link
    subjects: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    years: tuple[int, int]
    tiles: tuple[TileItem, ...]
    legend: tuple[Class, ...]
    missing: str
    said: str
    unit: str
    rule: str
    table: Table
    data: str
    root: str
    land: str
    dots: Link | None
    dots_anchor: str
    still: ChartBox | None
    words: Mapping[str, str]


def _said(scope: Scope, area: str, mark: Mark | None, nothing: str) -> str:
    """Say a tile: the area, its figures and their dates, or that there is none."""
    if mark is None:
        return scope.locale.word("map.script.none", area=area, missing=nothing)
    value = "; ".join(t.value for t in mark.told)
    date = "; ".join(dict.fromkeys(t.date for t in mark.told))
    return scope.locale.word("map.script.tile", area=area, value=value, date=date)


def _tiles(scope: Scope, look: Face, nothing: str) -> Iterator[TileItem]:
    tiles = {code: tile for code, tile in sorted(scope.dataset.tiles.items()) if code in scope.dataset.areas}
    narrow = folded(tiles)
    for code, tile in tiles.items():
        link, mark = scope.area(code), look.latest.get(code)
        column, row = narrow[code]
        yield TileItem(
            code=code,
            name=link.text,
            abbreviation=tile.abbreviation,
            href=link.href,
            place=f"c{tile.column} r{tile.row} d{column} s{int(row)}",
            step=look.legend[mark.place].step if mark else 0,
            text=mark.text if mark else "",
            year=str(mark.year) if mark else "",
            said=_said(scope, link.text, mark, nothing),
        )


def mark_row(scope: Scope, code: str, mark: Mark) -> Row:
    """Return an area with its figures as a row: area, value, date, source."""
    link, first = scope.area(code), mark.told[0]
    sources = [scope.source(t.source) for t in mark.told]
    value = "; ".join(t.value for t in mark.told)
    dates = "; ".join(dict.fromkeys(t.date for t in mark.told))
    return Row((
        Cell(link.text, href=link.href),
        Cell(value, value=first.machine if len(mark.told) == 1 else "", numeric=True),
        Cell(dates, when=first.when if len(mark.told) == 1 else ""),
        Cell(sources[0].text, href=sources[0].href, links=tuple(sources[1:])),
    ))  # fmt: skip


def mark_table(scope: Scope, caption: str, marks: Mapping[str, Mark]) -> Table:
    """Return the figures that a map shows as a table, by code of area."""
    headings = tuple(Heading(scope.t(f"column.{c}"), c == "value") for c in COLUMNS)
    rows = tuple(mark_row(scope, code, mark) for code, mark in sorted(marks.items()))
    return Table(caption, headings, (Group(rows),), long=len(rows) > LONG)


def _words(scope: Scope) -> Mapping[str, str]:
    return {word.replace("-", "_"): scope.locale.word(f"map.ui.{word}") for word in WORDS}


def _still(scope: Scope, chart: str) -> ChartBox | None:
    """Return the still map of the latest figures, where it was drawn."""
    found = scope.catalog.charts[scope.language].get(chart)
    return scope.box(found) if found else None


def _dots(scope: Scope, chart: str) -> Link | None:
    """Return the way to the still map of districts, where it was drawn: a coast weighs as much as all the rest of a page."""
    if chart not in scope.catalog.charts[scope.language]:
        return None
    return Link(scope.locale.word("map.ui.dots-page"), scope.to(paths.embed(chart)))


def _levels(scope: Scope, choices: tuple[Subject, ...]) -> tuple[Choice, ...]:
    """Return the levels that any of the maps has, where there is more than one to choose from."""
    known = {one.level for s in choices for one in layers(scope.figures, s)}
    found = tuple(Choice(level, scope.locale.word(f"map.level.{level}")) for level in LEVELS if level in known)
    return found if len(found) > 1 else ()


def _box(scope: Scope, choices: tuple[Subject, ...], chart: str) -> MapBox:
    subject = choices[0]
    found = layers(scope.figures, subject)
    provinces: Layer = found[0]
    look = face(scope, subject, provinces)
    nothing = missing(scope, subject)
    years = years_of(found)
    title = name(scope, subject)
    levels, dots = _levels(scope, choices), f"{subject.id}-symbol-map" if len(choices) == 1 else ""
    return MapBox(
        id=subject.id,
        anchor=paths.chart_anchor(chart),
        name=title,
        page=page_link(scope, subject),
        subjects=tuple(Choice(s.id, name(scope, s)) for s in choices) if len(choices) > 1 else (),
        levels=levels,
        years=(years[0], years[-1]),
        tiles=tuple(_tiles(scope, look, nothing)),
        legend=look.legend,
        missing=nothing,
        said=sentence(scope, subject, provinces, None),
        unit=unit_sentence(scope, look),
        rule=rule(scope, subject),
        table=mark_table(scope, scope.locale.word("map.ui.caption", name=title), look.latest),
        data=scope.to(paths.map_data(subject.id)),
        root=scope.root,
        land=f"{scope.site_root}map/land.json" if levels else "",
        dots=_dots(scope, dots),
        dots_anchor=paths.chart_anchor(dots),
        still=_still(scope, chart),
        words=_words(scope),
    )


def home_map(scope: Scope) -> MapBox | None:
    """Return the map of the home page: coverage, members, activity and UHC to choose from; nothing without provinces."""
    found = home_subjects(scope.figures, scope.catalog.headline)
    return _box(scope, found, "home-tile-map") if found else None


@dataclass(frozen=True, slots=True)
class LatestViews:
    """The latest values of all areas of an indicator, three times: as a map, a ranking (where drawn), and tables."""

    title: str
    label: str
    tabs: tuple[Choice, ...]
    map: MapBox
    ranking: ChartBox | None
    tables: tuple[Table, ...]

    @property
    def replaces(self) -> tuple[str, ...]:
        """The types of charts that need not be drawn on the page again: the same values as a still map, and the ranking."""
        return ("tile-map", "ranking", *(("symbol-map",) if self.map.dots else ()))


def _district_table(scope: Scope, item: Indicator, layer: Layer, look: Face) -> Table:
    """Return the latest figures of districts, those of a province together."""
    caption = scope.locale.word("map.views.districts", name=item.name.to(scope.language))
    plain = mark_table(scope, caption, look.latest)
    rows = dict(zip(sorted(look.latest), plain.groups[0].rows, strict=True))
    groups = tuple(
        Group(
            tuple(rows[c] for c in sorted(rows) if scope.dataset.areas[c].parent == province.code),
            scope.area(province.code),
        )
        for province in areas_in_order(scope.dataset, "province")
    )
    return replace(plain, caption=caption, groups=tuple(g for g in groups if g.rows))


def _tables(scope: Scope, item: Indicator, subject: Subject) -> Iterator[Table]:
    for one in layers(scope.figures, subject):
        look = face(scope, subject, one)
        if one.level == LEVELS[0]:
            yield mark_table(
                scope, scope.locale.word("map.views.provinces", name=item.name.to(scope.language)), look.latest
            )
        else:
            yield _district_table(scope, item, one, look)


def latest_views(scope: Scope, item: Indicator, charts: tuple[ChartBox, ...]) -> LatestViews | None:
    """Return the three views of the latest values; nothing where fewer than five provinces have a figure."""
    subject = subject_of(item.id)
    if not layers(scope.figures, subject):
        return None
    ranking = next((box for box in charts if box.chart.type == "ranking"), None)
    shown = ("map", "ranking", "table") if ranking else ("map", "table")
    return LatestViews(
        title=scope.locale.word("map.views.title"),
        label=scope.locale.word("map.views.tabs"),
        tabs=tuple(Choice(view, scope.locale.word(f"map.views.{view}")) for view in shown),
        map=_box(scope, (subject,), f"{item.id}-tile-map"),
        ranking=ranking,
        tables=tuple(_tables(scope, item, subject)),
    )
