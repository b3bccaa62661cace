"""What the figures mean: indicators, dimensions and observations, in the words of SDMX.

A resource says by its `shape` how it is understood; values are exact decimals.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from build_scripts.package import Package, Resource, Text

LEVELS = ("country", "province", "district", "bpjs-region")
KINDS = ("observed", "target", "threshold", "planned", "projected")


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured; `unit` is one of the units of the vocabulary, `decimals` how many digits are usual."""

    id: str
    name: Text
    definition: Text
    unit: str
    numerator: str
    denominator: str
    aggregation: str
    higher_is: str
    decimals: int
    theme: str
    period_type: str


@dataclass(frozen=True, slots=True)
class Area:
    """The country, a province, a district, or a working area of BPJS Kesehatan."""

    code: str
    level: str
    parent: str
    name: Text
    type: str = ""
    iso: str = ""
    bps_code: str = ""
    capital: str = ""
    valid_from: str = ""
    valid_to: str = ""
    predecessor: str = ""


@dataclass(frozen=True, slots=True)
class AreaChange:
    """A split of a province, or a district's move to a new province and code."""

    date: str
    law: str
    change: str
    level: str
    from_code: str
    from_name: str
    to_code: str
    to_name: str
    source_id: str
    note: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A code of the dimension `segment`; `role` is part, aggregate or historical."""

    code: str
    name: Text
    definition: Text
    parent: str
    role: str


@dataclass(frozen=True, slots=True)
class SegmentLabel:
    """A label found in a source, and the segment that it stands for."""

    label: str
    segment: str
    note: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A code of the dimension `breakdown`, declared for one indicator."""

    indicator: str
    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Source:
    """A publication in which figures were read; `published_on` is a day, month or year, or empty."""

    id: str
    title: str
    publisher: str
    published_on: str
    url: str
    language: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of an observations table: one source states one value. `text` keeps the digits of the source."""

    indicator: str
    kind: str
    area_level: str
    area_code: str
    raw_area_name: str
    as_of: str
    period_type: str
    period_from: str
    segment: str
    breakdown: str
    statement: int
    value: Decimal
    text: str
    unit: str
    precision: str
    source_id: str
    note: str
    package: str
    resource: str
    line: int


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of a province on the tile grid, counted from the upper left corner."""

    code: str
    abbreviation: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Centre:
    """A point inside a district, degrees north and east, WGS 84."""

    code: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Dataset:
    """Everything that the packages of a portal say in observations, and the code lists that it is said with."""

    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    area_changes: tuple[AreaChange, ...] = ()
    segments: Mapping[str, Segment] = field(default_factory=dict)
    segment_labels: tuple[SegmentLabel, ...] = ()
    breakdowns: Mapping[tuple[str, str], Breakdown] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    tiles: Mapping[str, Tile] = field(default_factory=dict)
    centres: Mapping[str, Centre] = field(default_factory=dict)

    def children(self, code: str) -> tuple[Area, ...]:
        """Return the areas whose parent is the area of that code."""
        return tuple(a for a in self.areas.values() if a.parent == code)


@lru_cache(maxsize=16384)
def last_day(as_of: str) -> date:
    """Return the last day of a date written as year, month or day (`2023`, `2023-12`, `2023-12-31`)."""
    parts = [int(p) for p in as_of.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


@lru_cache(maxsize=16384)
def is_date(text: str) -> bool:
    """Say whether a text is a year, a month or a day of the calendar, written `2023`, `2023-12` or `2023-12-31`."""
    parts = text.split("-")
    if not (1 <= len(parts) <= 3 and all(p.isascii() and p.isdigit() for p in parts)):
        return False
    if [len(p) for p in parts] != [4, 2, 2][: len(parts)]:
        return False
    try:
        last_day(text)
    except ValueError:
        return False
    return True


def _text(row: Mapping[str, str], stem: str) -> Text:
    english = row.get(f"{stem}_en", "")
    return Text(row[f"{stem}_id"], {"en": english} if english else {})


def _indicator(row: Mapping[str, str]) -> Indicator:
    return Indicator(
        row["indicator"],
        _text(row, "name"),
        _text(row, "definition"),
        row["unit"],
        row["numerator"],
        row["denominator"],
        row["aggregation"],
        row["higher_is"],
        int(row["decimals"] or 0),
        row["theme"],
        row["period_type"],
    )


def _area(row: Mapping[str, str]) -> Area:
    return Area(
        row["code"],
        row["level"],
        row["parent"],
        _text(row, "name"),
        row["type"],
        row["iso_3166_2"],
        row["bps_code"],
        row["capital"],
        row["valid_from"],
        row["valid_to"],
        row["predecessor"],
    )


def _observation(package: str, resource: str, line: int, row: Mapping[str, str]) -> Observation:
    return Observation(
        indicator=row["indicator"],
        kind=row["kind"],
        area_level=row["area_level"],
        area_code=row["area_code"],
        raw_area_name=row["raw_area_name"],
        as_of=row["as_of"],
        period_type=row["period_type"],
        period_from=row["period_from"],
        segment=row["segment"],
        breakdown=row["breakdown"],
        statement=int(row["statement"]),
        value=Decimal(row["value"]),
        text=row["value"],
        unit=row["unit"],
        precision=row["precision"],
        source_id=row["source_id"],
        note=row["note"],
        package=package,
        resource=resource,
        line=line,
    )


def _shaped(packages: tuple[Package, ...], shape: str) -> list[tuple[Package, Resource, int, dict[str, str]]]:
    return [
        (package, resource, line, row)
        for package in packages
        for resource in package.resources
        if resource.shape == shape
        for line, row in resource.records()
    ]


def _rows(packages: tuple[Package, ...], shape: str) -> list[dict[str, str]]:
    return [row for *_, row in _shaped(packages, shape)]


def from_packages(packages: tuple[Package, ...]) -> Dataset:
    """Understand packages that have no errors.

    Shapes: observations, indicators, segments, segment-labels, breakdowns, areas, area-changes, tile-grid,
    area-centres, sources. A resource without a shape is a plain table and has no part in the dataset.
    """
    return Dataset(
        indicators={r["indicator"]: _indicator(r) for r in _rows(packages, "indicators")},
        areas={r["code"]: _area(r) for r in _rows(packages, "areas")},
        area_changes=tuple(AreaChange(**r) for r in _rows(packages, "area-changes")),
        segments={
            r["code"]: Segment(r["code"], _text(r, "name"), _text(r, "definition"), r["parent"], r["role"])
            for r in _rows(packages, "segments")
        },
        segment_labels=tuple(
            SegmentLabel(r["raw_label"], r["segment_code"], r["note"]) for r in _rows(packages, "segment-labels")
        ),
        breakdowns={
            (r["indicator"], r["breakdown"]): Breakdown(r["indicator"], r["breakdown"], _text(r, "name"))
            for r in _rows(packages, "breakdowns")
        },
        sources={
            r["source_id"]: Source(
                r["source_id"],
                r["title"],
                r["publisher"],
                r["published_on"],
                r["url"],
                r["language"],
                r["kind"],
                r["note"],
            )
            for r in _rows(packages, "sources")
        },
        observations=tuple(
            _observation(p.name, r.name, line, row) for p, r, line, row in _shaped(packages, "observations")
        ),
        tiles={
            r["code"]: Tile(r["code"], r["abbr"], int(r["row"]), int(r["col"])) for r in _rows(packages, "tile-grid")
        },
        centres={
            r["code"]: Centre(r["code"], float(r["lat"]), float(r["lon"])) for r in _rows(packages, "area-centres")
        },
    )
