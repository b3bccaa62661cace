"""Charts for download: the spec, the two pictures, and the table that each chart draws as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from build_scripts import paths
from build_scripts.catalog import Catalog, Cell, Chart, File, Pictures


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


def table_csv(chart: Chart) -> bytes:
    """Write the table of a chart: names of columns as in the packages, plain decimals, line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in chart.columns])
    writer.writerows([_cell(cell) for cell in row] for row in chart.rows)
    return out.getvalue().encode()


def spec_json(chart: Chart) -> bytes:
    """Write the spec of a chart, complete with its data; the layout for narrow places lies beside it in `usermeta`."""
    narrow = {name: value for name, value in chart.narrow.items() if name not in {"datasets", "$schema", "description"}}
    spec: dict[str, Any] = {**chart.spec, "usermeta": {"id": chart.id, "type": chart.type, "narrow": narrow}}
    return (json.dumps(spec, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _files(prefix: str, chart: Chart, pictures: Pictures) -> Iterator[File]:
    yield File(prefix + paths.chart(chart.id, "vl.json"), spec_json(chart))
    yield File(prefix + paths.chart(chart.id, "svg"), pictures.svg)
    yield File(prefix + paths.chart(chart.id, "png"), pictures.png)
    yield File(prefix + paths.chart(chart.id, "csv"), table_csv(chart))


def chart_files(catalog: Catalog) -> Iterator[File]:
    """Yield the four files of each chart, in the folder of its language."""
    for locale in catalog.locales:
        prefix = paths.language(locale.language)
        for chart in catalog.charts[locale.language].values():
            yield from _files(prefix, chart, catalog.pictures[locale.language][chart.id])
