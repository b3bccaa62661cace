"""Observations: each row is a claim in the words of the vocabulary, with an exact value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from build_scripts.checks.shape import SHAPES, cells, shaped
from build_scripts.package import Package
from build_scripts.report import Finding

_DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
# Which column of which shape lists the codes of a column of observations.
CODE_LISTS: Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]] = {
    ("indicator",): ("indicators", ("indicator",)),
    ("area_code",): ("areas", ("code",)),
    ("segment",): ("segments", ("code",)),
    ("indicator", "breakdown"): ("breakdowns", ("indicator", "breakdown")),
    ("source_id",): ("sources", ("source_id",)),
}


def _rows(packages: tuple[Package, ...]) -> Iterator[tuple[str, int, dict[str, str]]]:
    for package, resource, _ in shaped(packages, "observations"):
        for line, record in resource.examined_records():
            yield package.path_of(resource.path), line, record


def _column(packages: tuple[Package, ...], shape: str, code: str, column: str) -> dict[str, str]:
    """Return a column by its code; a cell that is no code of its list is told in its own table, and not in every row that leads to it."""
    listed = (SHAPES[shape].codes or {}).get(column)
    rows = (row for _, resource, _ in shaped(packages, shape) for _, row in resource.records())
    return {row[code]: row[column] for row in rows if listed is None or row[column] in listed}


def value_not_decimal(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A value is a plain decimal with the digits of its source: no exponent, no plus sign, no infinity."""
    for path, line, value in cells(packages, "value", "observations"):
        if not _DECIMAL.fullmatch(value):
            yield Finding("value-not-decimal", path, line, "value", value)


def unknown_code(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """Indicator, area, segment, breakdown and source of a claim are defined; where a foreign key says so, it is the key that tells."""
    for columns, (shape, code) in CODE_LISTS.items():
        if _unread(packages, shape):
            continue
        known = {tuple(r[c] for c in code) for _, res, _ in shaped(packages, shape) for _, r in res.records()}
        for package, resource, _ in shaped(packages, "observations"):
            if any(key.fields == columns for key in resource.foreign_keys):
                continue
            for line, record in resource.examined_records():
                value = tuple(record[c] for c in columns)
                if all(value) and value not in known:
                    path = package.path_of(resource.path)
                    yield Finding("unknown-code", path, line, columns[-1], value[-1], {"shape": shape})


def _unread(packages: tuple[Package, ...], shape: str) -> bool:
    """Say whether a table of that shape could not be read: then codes that are not found are a consequence."""
    return any(r.shape == shape and not r.data for p in packages for r in p.resources)


def unit_mismatch(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The unit of a claim is that of its indicator."""
    units = _column(packages, "indicators", "indicator", "unit")
    for path, line, row in _rows(packages):
        unit = units.get(row["indicator"], row["unit"])
        if row["unit"] != unit:
            facts = {"expected": unit, "indicator": row["indicator"]}
            yield Finding("unit-mismatch", path, line, "unit", row["unit"], facts)


def period_type_mismatch(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A claim is a state or a flow as its indicator is."""
    types = _column(packages, "indicators", "indicator", "period_type")
    for path, line, row in _rows(packages):
        type = types.get(row["indicator"], row["period_type"])
        if row["period_type"] != type:
            facts = {"expected": type, "indicator": row["indicator"]}
            yield Finding("period-type-mismatch", path, line, "period_type", row["period_type"], facts)


def area_level_mismatch(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The level that a claim states is that of its area."""
    levels = _column(packages, "areas", "code", "level")
    for path, line, row in _rows(packages):
        level = levels.get(row["area_code"], row["area_level"])
        if row["area_level"] != level:
            facts = {"expected": level, "area": row["area_code"]}
            yield Finding("area-level-mismatch", path, line, "area_level", row["area_level"], facts)
