"""The series of each indicator in one small file: what a script on a page needs to draw any areas or segments beside each other.

Values are text, so that no digit is lost; a reader of the file takes, of dates that end on one day, the one that stands last.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from build_scripts import paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Indicator
from build_scripts.figures import Figure, Figures, breaks
from build_scripts.figures.compared import AREA, SEGMENT, Line, lines_of
from build_scripts.figures.tolerance import bound

LARGEST = 200_000
DISTRICT = "district"
BOUNDS = ("at-least", "at-most")
YEARS = (30, 10, 5, 3, 1)


def series_files(catalog: Catalog) -> Iterator[File]:
    """Yield `series/<indicator>.json` for every indicator that has an observed figure of an area, or of a segment of the country."""
    for indicator in catalog.figures.dataset.indicators.values():
        lines = lines_of(catalog.figures, indicator.id)
        if lines:
            yield File(paths.series(indicator.id), _fitting(indicator, lines, catalog.figures))


def _fitting(indicator: Indicator, lines: tuple[Line, ...], figures: Figures) -> bytes:
    """Write the lines; where that is too much for a page, districts with one figure a year, of as many years as fit."""
    written = _text(indicator, lines, figures, thinned=0)
    for years in YEARS:
        if len(written) <= LARGEST:
            break
        written = _text(indicator, tuple(_thinned(line, figures, years) for line in lines), figures, thinned=years)
    return written


def _thinned(line: Line, figures: Figures, years: int) -> Line:
    if line.kind != AREA or figures.dataset.areas[line.code].level != DISTRICT:
        return line
    return Line(line.kind, line.code, tuple({f.key.day.year: f for f in line.drawn}.values())[-years:])


def _row(figure: Figure, broken: str) -> list[str | int]:
    """Return the date, the published value as its source writes it, who says so, how precisely, and the number of claims.

    A sixth text is `at-least` or `at-most` where the value is only a bound ("more than"), a seventh is why the series breaks before the
    figure: `boundaries` or `method`.
    """
    chosen, limit = figure.chosen, bound(figure.chosen)
    row: list[str | int] = [figure.key.as_of, chosen.text, chosen.source_id, chosen.precision, len(figure.claims)]
    limits = limit if limit in BOUNDS else ""
    return [*row, limits, broken] if broken else [*row, limits] if limits else row


def _rows(line: Line, figures: Figures) -> list[list[str | int]]:
    found = breaks.of_line(figures.dataset, line.drawn)
    reasons = {line.drawn[one.before].key: one.reason for one in found}
    return [_row(f, reasons.get(f.key, "")) for f in line.figures]


def _text(indicator: Indicator, lines: tuple[Line, ...], figures: Figures, *, thinned: int) -> bytes:
    def of(kind: str) -> dict[str, list[list[str | int]]]:
        return {line.code: _rows(line, figures) for line in lines if line.kind == kind}

    told: dict[str, object] = {
        "indicator": indicator.id,
        "unit": indicator.unit,
        "areas": of(AREA),
        "segments": of(SEGMENT),
    }
    if thinned:
        told["thinned"] = f"of districts only the last figure of a year, of at most {thinned} years"
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "backslashreplace")
