"""Which charts there are, what they say, and that none is without its table, words and two layouts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import altair as alt
import pytest

from build_scripts.charts import CHARTS, draw_all, parts, selection, trend
from build_scripts.charts.base import Request
from build_scripts.dataset import from_packages
from build_scripts.figures import compute
from build_scripts.io import read_packages
from build_scripts.locale import read_locale
from build_scripts.package import Field, Package, Resource, Text, View
from tests.charts.sample import claim, figures

INDONESIAN = read_locale("id")


def all_charts(drawn):
    return [c for by_id in drawn.values() for c in by_id.values()]


def test_every_chart_type_is_drawn_from_the_synthetic_portal(drawn):
    assert set(CHARTS) <= {c.type for c in all_charts(drawn)}


def test_charts_have_the_same_ids_in_both_languages_and_other_words(drawn):
    assert list(drawn["id"]) == list(drawn["en"])
    assert all(drawn["id"][i].title != drawn["en"][i].title for i in drawn["id"])


def test_no_chart_is_without_words_table_and_data(drawn):
    for chart in all_charts(drawn):
        assert chart.title
        assert chart.subtitle
        assert chart.source_line
        assert chart.alternative.endswith(".")
        assert chart.rows
        assert all(len(row) == len(chart.columns) for row in chart.rows)
        # The page of comparisons fills its chart itself.
        assert chart.type == "comparison" or all(rows for rows in chart.spec["datasets"].values())
        assert "{" not in chart.title + chart.subtitle + chart.source_line + chart.alternative


def test_every_spec_keeps_to_the_schema_of_vega_lite(drawn):
    """Drawing leaves Altair's own checks out, so they are made here, for both layouts."""
    for chart in drawn["id"].values():
        for spec in (chart.spec, chart.narrow):
            alt.Chart.from_dict(dict(spec), validate=True)


def test_a_trend_states_its_finding_in_both_languages(drawn):
    assert drawn["id"]["coverage-trend"].title == (
        "Ukuran coverage naik dari 22 persen pada 2014 menjadi 88,5 persen pada 31 Desember 2020"
    )
    assert drawn["en"]["coverage-trend"].title == (
        "Measure coverage rose from 22 percent in 2014 to 88.5 percent on 31 December 2020"
    )


def test_a_trend_draws_every_claim_and_keeps_targets_apart_from_the_line(drawn):
    spec = drawn["id"]["coverage-trend"].spec
    assert [row["value"] for row in spec["datasets"]["line"]] == [22, 44, 88.5]
    assert [row["value"] for row in spec["datasets"]["claims"]] == [33]
    assert [row["value"] for row in spec["datasets"]["targets"]] == [88]
    assert {row["kind"] for row in spec["datasets"]["rules"]} == {"target", "threshold"}


def test_a_line_of_flows_takes_spans_of_one_length_only():
    flow = {"period_type": "period"}
    rows = [claim("11", "2014", **flow), claim("22", "2015", **flow), claim("3", "2015-06", **flow)]
    rows.append(claim("99", "2016", period_from="2012", **flow))
    series = figures(rows).series_of("coverage", "ID")
    assert [f.key.as_of for f in selection.comparable(series, "period")] == ["2014", "2015"]


@pytest.mark.parametrize(
    ("last", "as_of", "told"), [("47", "2015", "jauh dari"), ("470", "2015", "naik dari"), ("47", "2018", "turun dari")]
)
def test_a_count_that_leaps_within_two_years_is_told_without_a_finding(last, as_of, told):
    """A step to less than half is more often a slip of a source than a fall."""
    known = (("400", "2013"), ("473", "2014"), (last, as_of))
    claims = [claim(value, date, indicator="members", unit="persons") for value, date in known]
    chart = trend.draw(Request("t", "x", "members"), figures(claims), INDONESIAN)

    assert told in chart.title


@pytest.mark.parametrize(
    ("earlier", "note", "lifted"), [("70", "lebih dari", True), ("70", "", False), ("20", "lebih dari", False)]
)
def test_the_last_value_is_written_above_the_arrow_of_a_bound_beside_it(earlier, note, lifted):
    known = [
        claim("10", "2010"),
        replace(claim(earlier, "2019-09", precision="approximate"), note=note),
        claim("71", "2019-12"),
    ]

    chart = trend.draw(Request("t", "x", "coverage"), figures(known), INDONESIAN)

    assert [row["lifted"] for row in chart.spec["datasets"]["ends"]] == [lifted]


@pytest.mark.parametrize(
    ("values", "side"),
    [
        (("80", "80", "80", "99"), "left"),
        (("99", "80", "80", "80"), "right"),
        (("110", "109", "80", "120"), "left"),
        (("120", "80", "109", "110"), "right"),
        # Where the line would be free, the last value is written.
        (("89", "70", "70", "87.5"), "left"),
    ],
)
def test_the_name_of_a_rule_stands_where_the_line_does_not_run_through_it(values, side):
    years = [claim(value, f"{2016 + n}") for n, value in enumerate(values)]
    known = figures([*years, claim("90", "2019", kind="target")])

    chart = trend.draw(Request("t", "x", "coverage"), known, INDONESIAN)
    named = {row["value"]: row["side"] for row in chart.spec["datasets"]["rules"]}

    assert named[90] == side


def test_names_of_rules_are_written_over_the_lines_on_a_rim_of_paper(drawn):
    layers = drawn["id"]["coverage-trend"].spec["layer"]
    rims = [n for n, layer in enumerate(layers) if layer["mark"].get("strokeJoin") == "round"]
    names = [n for n, layer in enumerate(layers) if layer["encoding"].get("text", {}).get("field") == "label"]

    assert names == [len(layers) - 2, len(layers) - 1]
    assert rims == names[:1]


def test_one_period_is_no_trend():
    assert trend.draw(Request("t", "x", "coverage"), figures([claim("22", "2014")]), INDONESIAN) is None


def test_parts_leave_out_what_overlaps_and_add_up_to_the_whole(drawn):
    chart = drawn["id"]["members-parts"]
    last = [row for row in chart.rows if row[0] == "2020-12-31"]
    assert {row[1] for row in last} == {"Segmen pbi", "Segmen non-pbi"}
    assert sum(row[2] for row in last) == Decimal(220_000_000)
    assert "60,0 persen" in chart.title


def test_parts_that_do_not_make_up_the_whole_are_not_drawn():
    members = {"indicator": "members", "unit": "persons"}
    rows = [claim("100", "2020", **members)]
    rows += [claim("30", "2020", segment=s, **members) for s in ("pbi", "non-pbi")]
    assert parts.draw(Request("p", "x", "members"), figures(rows), INDONESIAN) is None


def test_a_ranking_has_the_best_on_top_and_equal_values_share_a_place(drawn):
    chart = drawn["id"]["coverage-ranking"]
    values = [row[4] for row in chart.rows if row[0] is not None]
    assert values == sorted(values, reverse=True)
    assert "2020" in chart.title


def test_a_tile_map_shows_provinces_without_a_figure_as_such(drawn):
    tiles = drawn["id"]["coverage-tile-map"].spec["datasets"]["tiles"]
    assert Counter(tile["amount"] == "tidak ada angka" for tile in tiles) == {False: 11, True: 1}
    assert "Contoh Belas" in drawn["id"]["coverage-tile-map"].alternative


def test_a_spread_marks_the_published_claim(drawn):
    (chart,) = [c for c in drawn["id"].values() if c.type == "spread"]
    assert [row["role"] for row in chart.spec["datasets"]["claims"]] == ["claim", "published"]


def test_areas_get_a_trend_and_home_its_two_charts(drawn):
    assert drawn["id"]["area-11-trend"].subject == "area/11"
    assert drawn["id"]["home-trend"].subject == "home"
    assert drawn["id"]["home-tile-map"].subject == "home"


def test_a_portal_without_observations_has_no_charts_of_figures():
    assert draw_all((), figures([]), INDONESIAN) == ()


def table(fields, rows, **more):
    return Resource(
        "tabel", "tabel.csv", Text("Tabel"), fields=fields, rows=rows, lines=tuple(range(2, len(rows) + 2)), **more
    )


def package(resource, *views):
    return Package("contoh", "contoh", Text("Paket contoh"), resources=(resource,), views=views)


def test_a_view_of_observations_is_drawn_under_its_own_id_with_its_heading(synthetic):
    resource = table((Field("indicator", "string"),), (("coverage",),), shape="observations")
    view = View("garis", "trend", "tabel", Text("Judul sendiri"), encoding={"indicator": "coverage"})
    chart = {c.id: c for c in draw_all((package(resource, view),), synthetic, INDONESIAN)}["contoh-garis"]
    assert chart.subject == "data/contoh"
    assert chart.subtitle.startswith("Judul sendiri. ")


@pytest.mark.parametrize("name", ["count()", "a.b", "x[0]", "y:Q", "datum['x']", "'"])
def test_no_name_of_a_field_reaches_a_spec_as_an_expression(name):
    resource = table((Field(name, "string"), Field("v", "number")), (("Contoh Satu", "11"), ("Contoh Dua", "22")))
    (chart,) = draw_all((package(resource),), figures([]), INDONESIAN)
    fields = set()

    def walk(value):
        if isinstance(value, dict):
            fields.update(v for k, v in value.items() if k == "field")
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(chart.spec["layer"])
    assert fields <= {"c0", "c1", "c2", "n2", "t0", "t1"}
    assert name in [column.name for column in chart.columns]


def test_every_view_of_the_real_packages_is_drawn():
    """A view that has nothing to draw would be missing from its page without a word."""
    packages, _ = read_packages(Path(__file__).resolve().parents[2] / "datasets")
    found = {c.id for c in draw_all(packages, compute(from_packages(packages)), INDONESIAN)}

    assert [f"{p.name}-{v.name}" for p in packages for v in p.views if f"{p.name}-{v.name}" not in found] == []
