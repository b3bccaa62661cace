"""The four files of a chart."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from build_scripts.catalog import Catalog, Chart, Column, Pictures
from build_scripts.dataset import Dataset
from build_scripts.figures import Figures
from build_scripts.locale import read_locale
from build_scripts.outputs.chart_files import chart_files

CHART = Chart(
    id="contoh-trend", type="trend", language="id", subject="home", title="Judul", subtitle="Persen", source_line="Sumber: X.",
    alternative="Teks.", columns=(Column("as_of", "Tanggal"), Column("value", "Nilai", numeric=True)),
    rows=(("2014", Decimal("1E+3")), ('a,"b"', Decimal("2.50")), ("2016", None)),
    spec={"mark": "line", "datasets": {"line": [{"value": 1000}]}},
    narrow={"mark": "point", "datasets": {"line": [{"value": 1000}]}},
)  # fmt: skip


def files():
    pictures = Pictures("<svg/>", "<svg/>", b"<svg/>", b"png")
    by_id = {CHART.id: CHART}
    catalog = Catalog(
        (), Figures(Dataset()), (read_locale("id"), read_locale("en")), {"id": by_id, "en": by_id},
        {"id": {CHART.id: pictures}, "en": {CHART.id: pictures}}, "https://example.org/", "2026-01-01",
    )  # fmt: skip
    return {f.path: f.data for f in chart_files(catalog)}


def test_the_first_language_lies_at_the_root_and_the_other_in_its_folder():
    names = [f"chart/contoh-trend.{ending}" for ending in ("vl.json", "svg", "png", "csv")]
    assert list(files()) == [*names, *(f"en/{n}" for n in names)]


def test_the_csv_has_machine_names_plain_decimals_and_every_cell():
    rows = list(csv.reader(io.StringIO(files()["chart/contoh-trend.csv"].decode()), strict=True))
    assert rows == [["as_of", "value"], ["2014", "1000"], ['a,"b"', "2.50"], ["2016", ""]]


def test_the_spec_stands_alone_and_carries_the_narrow_layout_without_a_second_copy_of_the_data():
    spec = json.loads(files()["chart/contoh-trend.vl.json"])
    assert spec["datasets"] == {"line": [{"value": 1000}]}
    assert spec["usermeta"] == {"id": "contoh-trend", "type": "trend", "narrow": {"mark": "point"}}
