"""Shapes: a resource that says how it is to be understood has the columns and the kinds of cells that this needs.

What passes here can be made a dataset without a further question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from build_scripts import escape
from build_scripts.dataset import KINDS, LEVELS, is_date
from build_scripts.package import Package, Resource
from build_scripts.report import Finding, Severity


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a shape: all it needs, those that make its key, and those whose cells must be of some kind."""

    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    integers: Mapping[str, int] | None = None
    degrees: Mapping[str, int] | None = None
    dates: tuple[str, ...] = ()
    codes: Mapping[str, tuple[str, ...]] | None = None
    addresses: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    closed: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SHAPES: Mapping[str, Shape] = {
    "observations": Shape(
        _words(
            "indicator kind area_level area_code raw_area_name as_of period_type period_from segment breakdown statement"
            " value unit precision source_id note"
        ),
        key=_words("indicator area_code as_of segment breakdown source_id statement"),
        integers={"statement": 1},
        dates=("as_of", "period_from"),
        codes={
            "kind": KINDS,
            "area_level": LEVELS,
            "period_type": ("point", "period"),
            "precision": ("exact", "rounded", "approximate"),
        },
        required=_words(
            "indicator kind area_level area_code as_of period_type statement value unit precision source_id"
        ),
    ),
    "indicators": Shape(
        _words(
            "indicator name_id definition_id unit numerator denominator aggregation higher_is decimals theme period_type"
        ),
        key=("indicator",),
        integers={"decimals": 0},
        codes={"period_type": ("point", "period")},
        required=_words("indicator name_id unit period_type"),
    ),
    "areas": Shape(
        _words("code level parent name_id type iso_3166_2 bps_code capital valid_from valid_to predecessor"),
        key=("code",),
        dates=("valid_from", "valid_to"),
        codes={"level": LEVELS},
        required=_words("code level name_id"),
    ),
    "area-changes": Shape(
        _words("date law change level from_code from_name to_code to_name source_id note"),
        dates=("date",),
        required=("date",),
        closed=True,
    ),
    "segments": Shape(
        _words("code name_id definition_id parent role"),
        key=("code",),
        codes={"role": ("part", "aggregate", "historical")},
        required=_words("code name_id role"),
    ),
    "segment-labels": Shape(_words("raw_label segment_code note"), required=_words("raw_label segment_code")),
    "breakdowns": Shape(
        _words("indicator breakdown name_id"),
        key=_words("indicator breakdown"),
        required=_words("indicator breakdown name_id"),
    ),
    "sources": Shape(
        _words("source_id title publisher published_on url language kind note"),
        key=("source_id",),
        dates=("published_on",),
        codes={
            "kind": _words(
                "official-report official-statistics government-site international-organisation academic dataset"
                " statistics-aggregator news"
            )
        },
        addresses=("url",),
        required=_words("source_id title kind"),
    ),
    "tile-grid": Shape(
        _words("code abbr row col"), ("code",), integers={"row": 0, "col": 0}, required=_words("code row col")
    ),
    "area-centres": Shape(
        _words("code lat lon"), ("code",), degrees={"lat": 90, "lon": 180}, required=_words("code lat lon")
    ),
}

_INTEGER = re.compile(r"-?[0-9]{1,9}")
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,20})?")


def shaped(packages: tuple[Package, ...], *names: str) -> Iterator[tuple[Package, Resource, Shape]]:
    """Yield the tables that were read and have a known shape (one of `names`, where any are given) with all its columns."""
    for package in packages:
        for resource in package.tables:
            shape = SHAPES.get(resource.shape)
            if shape and resource.data and (not names or resource.shape in names) and not _lacking(resource, shape):
                yield package, resource, shape


def cells(packages: tuple[Package, ...], column: str, *names: str) -> Iterator[tuple[str, int, str]]:
    """Yield path, line and text of the cells of a column that are not empty, in all tables of the shapes."""
    for package, resource, _ in shaped(packages, *names):
        for line, record in resource.examined_records():
            if record[column]:
                yield package.path_of(resource.path), line, record[column]


def _lacking(resource: Resource, shape: Shape) -> list[str]:
    return [c for c in shape.columns if resource.field_named(c) is None]


def shape_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A shape that nobody knows is passed over: the table is shown as a plain one."""
    for package in packages:
        for resource in package.resources:
            if resource.shape and resource.shape not in SHAPES:
                yield Finding(
                    "shape-unknown",
                    package.path_of(package.descriptor_path),
                    value=resource.shape,
                    facts={"resource": resource.name, "known": ", ".join(SHAPES)},
                    severity=Severity.WARNING,
                )


def shape_column_missing(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A table has all columns of its shape."""
    for package in packages:
        for resource in package.resources:
            if resource.shape in SHAPES:
                facts = {"resource": resource.name, "shape": resource.shape}
                for column in _lacking(resource, SHAPES[resource.shape]):
                    yield Finding(
                        "shape-column-missing", package.path_of(package.descriptor_path), value=column, facts=facts
                    )


def shape_column_extra(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A table of area changes has no other columns than those of its shape."""
    for package, resource, shape in shaped(packages):
        for field in resource.fields if shape.closed else ():
            if field.name not in shape.columns:
                facts = {"resource": resource.name, "shape": resource.shape}
                path = package.path_of(package.descriptor_path)
                yield Finding("shape-column-extra", path, value=field.name, facts=facts)


def required_value(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The cells without which a row of its shape means nothing are filled."""
    for package, resource, shape in shaped(packages):
        for line, record in resource.examined_records():
            for column in shape.required:
                if not record[column].strip():
                    yield Finding("required-value", package.path_of(resource.path), line, column)


def duplicate_key(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A code is defined once, and a claim stated once, in all packages together."""
    seen: dict[tuple[str, ...], tuple[str, int]] = {}
    for package, resource, shape in shaped(packages):
        for line, record in resource.examined_records() if shape.key else ():
            code = [record[c] for c in shape.key]
            path = package.path_of(resource.path)
            first = seen.setdefault((resource.shape, *code), (path, line))
            # Within one table that declares the key, the key has told it.
            own = set(resource.primary_key) == set(shape.key) and first[0] == path
            if first != (path, line) and not own:
                facts = {"first": str(first[1])}
                facts |= {} if first[0] == path else {"variant": "elsewhere", "first_path": first[0]}
                value = ", ".join(c for c in code if c)
                yield Finding("duplicate-key", path, line, ", ".join(shape.key), value, facts)


Wanted = Callable[[Shape], Mapping[str, object]]


def _cells_of(packages: tuple[Package, ...], wanted: Wanted) -> Iterator[tuple[str, int, str, str, object]]:
    """Yield path, line, column and text of the cells that are not empty in the columns that a shape lists, and what it lists."""
    for package, resource, shape in shaped(packages):
        columns = wanted(shape)
        for line, record in resource.examined_records() if columns else ():
            for column, rule in columns.items():
                if record[column]:
                    yield package.path_of(resource.path), line, column, record[column], rule


def number_in_shape(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """Columns that count are whole numbers from their least value on; degrees lie on the globe."""
    for path, line, column, cell, least in _cells_of(packages, lambda s: s.integers or {}):
        if not _INTEGER.fullmatch(cell) or int(cell) < int(str(least)):
            yield Finding("count-invalid", path, line, column, cell, {"least": str(least)})
    for path, line, column, cell, most in _cells_of(packages, lambda s: s.degrees or {}):
        if not _DEGREES.fullmatch(cell) or abs(Decimal(cell)) > int(str(most)):
            yield Finding("degrees-invalid", path, line, column, cell, {"most": str(most)})


def date_in_shape(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A date is a year, a month or a day of the calendar: `2023`, `2023-12` or `2023-12-31`."""
    for path, line, column, cell, _ in _cells_of(packages, lambda s: dict.fromkeys(s.dates)):
        if not is_date(cell):
            yield Finding("date-invalid", path, line, column, cell)


def code_in_shape(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """Columns with a fixed list of codes hold one of them."""
    for path, line, column, cell, known in _cells_of(packages, lambda s: s.codes or {}):
        if isinstance(known, tuple) and cell not in known:
            yield Finding("code-unknown", path, line, column, cell, {"known": ", ".join(known)})


def address_in_shape(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The address of a source is an http(s) address."""
    for path, line, column, cell, _ in _cells_of(packages, lambda s: dict.fromkeys(s.addresses)):
        if not escape.link(cell):
            yield Finding("address-invalid", path, line, column, cell)


def parent_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The parent of an area or a segment is one itself, and nobody is an ancestor of his own."""
    for name in ("areas", "segments"):
        parents = {r["code"]: r["parent"] for _, res, _ in shaped(packages, name) for _, r in res.records()}
        for path, line, parent in cells(packages, "parent", name):
            if parent not in parents:
                yield Finding("parent-unknown", path, line, "parent", parent)
            elif _circles(parent, parents):
                yield Finding("parent-circle", path, line, "parent", parent)


def _circles(code: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while code in parents and code not in seen:
        seen.add(code)
        code = parents[code]
    return code in seen
