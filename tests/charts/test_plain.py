"""What is drawn for a table of which only the schema is known."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from build_scripts.charts import plain, render
from build_scripts.charts.base import Request
from build_scripts.locale import read_locale
from build_scripts.package import Field, Package, Text
from tests.charts.test_draw_all import table

NUMBER, YEAR, NAME = Field("nilai", "number"), Field("tahun", "year"), Field("nama", "string")


def draw(fields, rows):
    resource = table(fields, rows)
    return plain.draw(
        Request("c", "x"), Package("p", "p", Text("P"), resources=(resource,)), resource, read_locale("id")
    )


def test_a_year_and_a_number_make_a_line():
    chart = draw((YEAR, NUMBER), (("2019", "11"), ("2020", "22.5")))
    assert chart.title == "nilai menurut tahun"
    assert [row["c0"] for row in chart.spec["datasets"]["rows"]] == ["2019-12-31", "2020-12-31"]


def test_lines_are_told_apart_by_the_first_text_of_few_values():
    rows = tuple(
        (str(year), name, str(year - 2000 + n)) for year in range(2019, 2023) for n, name in enumerate(("A", "B"))
    )
    chart = draw((YEAR, NAME, NUMBER), rows)
    assert {row["c2"] for row in chart.spec["datasets"]["rows"]} == {"A", "B"}


def test_a_text_and_a_number_make_bars_largest_first_and_at_most_twenty():
    chart = draw((NAME, NUMBER), tuple((f"Contoh {n}", str(n * 11)) for n in range(1, 31)))
    assert len(chart.rows) == 20
    assert chart.rows[0] == ("Contoh 30", Decimal(330))


def test_a_number_alone_makes_bins_that_hold_every_value():
    values = [str(n) for n in range(-5, 60)]
    chart = draw((NUMBER,), tuple((v,) for v in values))
    assert sum(row[2] for row in chart.rows) == len(values)
    assert all(low < high for low, high, _ in chart.rows)


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ((NAME,), (("a",), ("b",))),
        ((NUMBER,), (("11",),)),
        ((NAME, NUMBER), (("a", "11"), ("b", "11"))),
        ((NAME, NUMBER), (("a", "NaN"), ("b", ""))),
    ],
)
def test_what_a_chart_would_not_show_is_not_drawn(fields, rows):
    assert draw(fields, rows) is None


def test_a_row_without_a_value_is_a_gap_in_its_line_and_counted():
    chart = draw((YEAR, NUMBER), (("2019", "11"), ("2020", ""), ("2021", "33"), ("2022", "44")))
    assert [row["c1"] for row in chart.spec["datasets"]["rows"]] == [11, None, 33, 44]
    assert "dibiarkan kosong: 1" in chart.subtitle
    line = max(re.findall(r'<path d="([^"]*)"', render.render(chart).page_wide), key=len)
    assert line.count("M") == 2
    assert "NaN" not in line
