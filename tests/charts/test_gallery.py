"""The gallery: every chart type is asked for by a view of a small made-up portal, is drawn, and looks as it did.

`pytest tests/charts/test_gallery.py --update-golden` draws the kept pictures again; look at them before they are kept.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import altair as alt
import pytest

from build_scripts.charts import CHARTS, draw_all
from build_scripts.checks.view import VIEW_TYPES
from build_scripts.dataset import from_packages
from build_scripts.figures import compute
from build_scripts.io import read_packages
from build_scripts.locale import languages, read_locale

from .pixels import difference, kept_picture

PORTAL = Path(__file__).resolve().parent.parent / "portals" / "gallery"
PICTURES = PORTAL / "pictures"
DESCRIPTOR = json.loads((PORTAL / "datasets" / "galeri" / "datapackage.json").read_text(encoding="utf-8"))
NAMES = sorted(view["name"] for view in DESCRIPTOR["views"])
# A dot that moves is about half a percent of such a picture; smoothing differs by far less.
TOLERANCE = 0.002
MOST_BYTES = 300_000


@pytest.fixture(scope="module")
def packages():
    return read_packages(PORTAL / "datasets")[0]


@pytest.fixture(scope="module")
def views(packages):
    return {view.name: view for package in packages for view in package.views}


@pytest.fixture(scope="module")
def gallery(packages):
    """The charts of the views by language and name of the view."""
    figures = compute(from_packages(packages))
    drawn = {language: draw_all(packages, figures, read_locale(language)) for language in languages()}
    return {
        language: {c.id.removeprefix("galeri-"): c for c in charts if c.id.startswith("galeri-")}
        for language, charts in drawn.items()
    }


def test_a_view_may_ask_for_every_chart_type():
    assert set(VIEW_TYPES) == set(CHARTS)


def test_every_chart_type_is_asked_for_and_drawn(views, gallery):
    assert {view.type for view in views.values()} == set(CHARTS)
    for charts in gallery.values():
        assert {name: chart.type for name, chart in charts.items()} == {n: v.type for n, v in views.items()}


def test_every_spec_keeps_to_the_schema_of_vega_lite(gallery):
    for chart in gallery["id"].values():
        for spec in (chart.spec, chart.narrow):
            alt.Chart.from_dict(dict(spec), validate=True)


def test_every_chart_says_the_same_in_each_language(gallery):
    for name, chart in gallery["id"].items():
        other = gallery["en"][name]
        assert chart.alternative != other.alternative
        # How much is hatched depends on the width of the names.
        counts = [{n: len(r) for n, r in c.spec["datasets"].items() if "hatch" not in n} for c in (chart, other)]
        assert counts[0] == counts[1]
        for one in (chart, other):
            assert one.title
            assert one.source_line
            assert not re.search(r"[{}]|NaN|None|Infinity", one.title + one.subtitle + one.alternative)


def test_every_mark_with_a_tooltip_tells_value_date_and_source(gallery):
    for chart in gallery["id"].values():
        named = [
            {tip["field"] for tip in layer["encoding"]["tooltip"]}
            for layer in layers(chart.spec)
            if "tooltip" in layer.get("encoding", {})
        ]
        assert named, chart.id
        # A spread has its source for a name.
        assert all({"amount", "date"} <= fields or {"text", "date"} <= fields for fields in named), chart.id


def layers(spec):
    yield spec
    for inner in spec.get("layer", ()):
        yield from layers(inner)


@pytest.mark.parametrize("name", ["heat-map", "small-multiples", "bullet-provinces"])
def test_a_member_without_figures_is_drawn_and_listed_without_a_value(gallery, name):
    chart = gallery["id"][name]
    (row,) = [row for row in chart.rows if "Contoh Tujuh" in row]
    assert {type(cell) for cell in row} <= {str, type(None)}
    assert "tidak ada angka" in (chart.subtitle + chart.alternative).lower()
    assert all(cell.get("area") != "Contoh Tujuh" for rows in chart.spec["datasets"].values() for cell in rows)


def test_a_missing_cell_of_a_heat_map_has_no_colour(gallery):
    datasets = gallery["id"]["heat-map"].spec["datasets"]
    assert len(datasets["cells"]) == len([r for r in gallery["id"]["heat-map"].rows if r[3] is not None]) < 12 * 6
    assert datasets["hatch"]
    assert all(cell["value"] not in {"", "0"} for cell in datasets["cells"])


def test_about_at_least_and_at_most_are_marked_and_said(gallery):
    for name in ("small-multiples", "heat-map"):
        told = gallery["en"][name].alternative
        assert "about 54.2 percent in Example Three" in told
        assert "at least 51.3 percent in Example Four" in told
        assert "at most 56.4 percent in Example Five" in told
    assert sorted(r["arrow"] for r in gallery["id"]["small-multiples"].spec["datasets"]["open"]) == ["", "↑", "↓"]
    assert {c["sign"] for c in gallery["id"]["heat-map"].spec["datasets"]["cells"]} == {"", "≈", "≥", "≤"}
    assert [r["arrow"] for r in gallery["id"]["trend"].spec["datasets"]["open"]] == ["", "↑"]


def test_a_trend_is_cut_at_a_break_and_dashed_over_missing_years(gallery):
    chart = gallery["en"]["trend"]
    assert [row["day"][:4] for row in chart.spec["datasets"]["gaps"]] == ["2015", "2018"]
    assert [row["day"][:4] for row in chart.spec["datasets"]["breaks"]] == ["2022"]
    runs = {row["day"][:4]: row["run"] for row in chart.spec["datasets"]["line"]}
    assert runs["2014"] == runs["2015"] != runs["2018"] == runs["2021"] != runs["2022"]
    assert "The series breaks in 2022: the method changed." in chart.alternative


def test_a_split_area_is_no_slope_and_breaks_its_panel(gallery):
    slope, panels = gallery["en"]["slope"], gallery["en"]["small-multiples"]
    assert "Without a comparable second value: Example Six" in slope.alternative
    assert all(row["area"] != "Example Six" for row in slope.spec["datasets"]["ends"])
    assert len(panels.spec["datasets"]["breaks"]) == 1


def test_sources_that_disagree_make_an_interval(gallery):
    for name in ("ranking", "dot-strip", "bullet", "small-multiples"):
        assert gallery["id"][name].spec["datasets"]["ranges"], name
    (cell,) = [
        c
        for c in gallery["en"]["heat-map"].spec["datasets"]["cells"]
        if c["area"] == "Example One" and c["year"] == "2022"
    ]
    assert cell["amount"] == "60.0 percent (claims from 44.4 percent to 60.0 percent)"


def test_a_name_with_markup_is_text(gallery):
    names = {row["area"] for row in gallery["id"]["small-multiples"].spec["datasets"]["points"]}
    assert "Contoh <b>Sembilan</b> & yang namanya panjang sekali" in names


def test_the_encodings_of_a_view_are_honoured(gallery):
    assert {r["series"] for r in gallery["id"]["trend-segments"].spec["datasets"]["line"]} == {
        "Segmen satu",
        "Segmen dua",
        "Segmen tiga",
    }
    assert {r[1] for r in gallery["id"]["heat-map-segments"].rows} == {"Segmen satu", "Segmen dua", "Segmen tiga"}
    strip = gallery["id"]["dot-strip"].spec["datasets"]
    assert {d["area"] for d in strip["dots"] if d["role"] == "named"} == {"Contoh Tiga", "Contoh Delapan"}
    districts = gallery["id"]["dot-strip-districts"].spec["datasets"]["dots"]
    assert len(districts) == 23
    assert all(d["area"].startswith("Kabupaten") for d in districts)
    assert [r["label"] for r in gallery["id"]["slope"].spec["datasets"]["years"]] == ["2017", "2022"]
    compared = gallery["id"]["comparison"].spec["datasets"]["line"]
    assert list(dict.fromkeys(r["member"] for r in compared)) == ["area ID", "area 13", "area 18", "area 19"]


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_looks_as_it_did(name, gallery, request):
    path = PICTURES / f"{name}.png"
    drawn = kept_picture(gallery["id"][name])
    if request.config.getoption("--update-golden"):
        path.write_bytes(drawn)

    assert difference(path.read_bytes(), drawn) <= TOLERANCE


def test_a_picture_of_something_else_is_seen_as_different(gallery):
    one, other = (kept_picture(gallery["id"][name]) for name in ("dot-strip", "dot-strip-districts"))
    assert difference(one, one) == 0
    assert difference(one, other) > TOLERANCE
    # One dot of nine that moved is seen.
    chart = gallery["id"]["dot-strip"]
    dots = chart.narrow["datasets"]["dots"]
    moved = [{**dots[0], "value": dots[0]["value"] + 8}, *dots[1:]]
    narrow = {**chart.narrow, "datasets": {**chart.narrow["datasets"], "dots": moved}}
    assert difference(one, kept_picture(replace(chart, narrow=narrow))) > TOLERANCE


def test_the_kept_pictures_are_those_of_the_views_and_small(views):
    kept = {path.stem: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(kept) == set(views)
    assert sum(kept.values()) < MOST_BYTES
