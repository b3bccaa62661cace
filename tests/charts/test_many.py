"""Charts of many areas: sane with one area, with two, with six hundred, with names that are no names, and without any."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from build_scripts.charts import CHARTS, dot_strip, render, slope, worth
from build_scripts.charts.base import Request, abbreviated, unlike
from build_scripts.charts.certainty import signed, told
from build_scripts.charts.ticks import round_ticks
from build_scripts.dataset import Area
from build_scripts.figures import compute
from build_scripts.figures.tolerance import bound
from build_scripts.locale import read_locale
from build_scripts.package import Text
from tests.charts.sample import claim, figures

ENGLISH = read_locale("en")
OF_MANY = ("bullet", "dot-strip", "slope", "heat-map", "small-multiples")
HOSTILE = '"];alert(1)// <script>datum.x</script> \\ ' + "Panjang" * 20
YEARS = range(2015, 2021)


def portal(count, name="Contoh {n}"):
    """Figures of so many provinces in six years, visibly made up, each year one area without a figure."""
    dataset = figures([]).dataset
    country = dataset.areas["ID"]
    codes = [f"{n:03}" for n in range(count)]
    areas = {c: Area(c, "province", "ID", Text(name.format(n=n))) for n, c in enumerate(codes)}
    rows = [claim("77", "2020", kind="target")]
    for n, code in enumerate(codes):
        for year in YEARS:
            if count < 3 or (n + year) % 5:
                value = Decimal(11) + Decimal(n % 60) + Decimal((year - 2015) * (n % 7)) / 10
                rows.append(claim(str(value), str(year), area_code=code, area_level="province"))
    return compute(replace(dataset, areas={"ID": country} | areas, observations=tuple(rows)))


@pytest.mark.parametrize("kind", OF_MANY)
@pytest.mark.parametrize(("count", "name"), [(1, "Contoh {n}"), (2, HOSTILE), (600, "Contoh {n}")])
def test_any_number_of_areas_is_drawn(kind, count, name):
    chart = CHARTS[kind](Request("x", "x", "coverage", level="province"), portal(count, name), ENGLISH)
    drawn = render.render(chart)

    assert chart.title
    assert chart.rows
    assert not re.search(r"NaN|Infinity|undefined|null", drawn.page_wide + drawn.page_narrow)
    assert "<script" not in drawn.page_wide + drawn.page_narrow
    assert len(json.dumps(chart.spec)) < 200_000
    assert len(chart.rows) <= 40 * len(YEARS) or kind == "dot-strip"
    if count == 600 and kind != "dot-strip":
        assert re.search("560|590", chart.subtitle), "what is left out is counted"


@pytest.mark.parametrize("kind", OF_MANY)
def test_no_area_with_a_figure_is_no_chart(kind):
    assert CHARTS[kind](Request("x", "x", "coverage", level="province"), figures([]), ENGLISH) is None
    assert CHARTS[kind](Request("x", "x", "nothing"), figures(), ENGLISH) is None


def test_an_indicator_page_shows_only_what_has_enough(synthetic):
    def shown(data):
        return {k for k in OF_MANY if worth.is_worth(k, Request("x", "x", "coverage"), data, ENGLISH)} - {"bullet"}

    assert shown(synthetic) == set(OF_MANY) - {"bullet"}
    assert shown(portal(4)) == set()
    assert shown(portal(7)) == set(OF_MANY) - {"bullet", "dot-strip"}


@pytest.mark.parametrize(
    ("precision", "note", "kind"),
    [
        ("exact", "more than expected", ""),
        ("rounded", "nearly rounded", ""),
        ("approximate", "", "about"),
        ("approximate", "source says more than 90", "at-least"),
        ("approximate", "paper says over 80 percent", "at-least"),
        ("approximate", "over the previous two months", "about"),
        ("approximate", "nearly 75 percent", "at-most"),
        ("approximate", "hampir 91", "at-most"),
        ("approximate", "lebih dari 91", "at-least"),
    ],
)
def test_a_bound_is_read_from_precision_and_note(precision, note, kind):
    one = replace(claim("91", "2020"), precision=precision, note=note)
    assert bound(one) == kind
    assert told(one, "91", ENGLISH) == {"": "91", "about": "about 91"}.get(kind, f"{kind.replace('-', ' ')} 91")
    assert signed(one, "91") == {"": "", "about": "≈", "at-least": "≥", "at-most": "≤"}[kind] + "91"


def test_labels_of_a_slope_stay_in_order_and_apart():
    values = [99.0, 98.9, 98.8, 50.0, 11.0, 10.9]
    places = slope._within(slope._spread_out(values, 5), 0, 100, 5)
    assert places == sorted(places, reverse=True)
    assert all(above - below >= 5 - 1e-9 for above, below in pairwise(places))
    assert 2.5 <= places[-1] <= places[0] <= 97.5


def test_dots_of_a_strip_never_touch():
    places = [0, 1, 2, 9, 9.5, 30, 30, 30]
    levels = dot_strip._levels(places, 9)
    for level in set(levels):
        row = [p for p, one in zip(places, levels, strict=True) if one == level]
        assert all(b - a >= 9 for a, b in pairwise(row))
    assert levels[:3] == (0, 1, 2)


@pytest.mark.parametrize(
    ("low", "high"), [("58.36", "173.6"), ("0", "0"), ("99.9", "100"), ("-7", "3"), ("538224", "47900000")]
)
def test_round_ticks_hold_all_values_in_few_steps(low, high):
    ticks = round_ticks(Decimal(low), Decimal(high), 4)
    assert ticks[0] <= Decimal(low) <= Decimal(high) <= ticks[-1]
    assert 2 <= len(ticks) <= 5
    assert len({b - a for a, b in pairwise(ticks)}) == 1


def test_names_are_cut_so_that_they_stay_apart():
    assert abbreviated("Kalimantan Tengah", 14) == "Kalima. Tengah"
    assert abbreviated("Riau", 14) == "Riau"
    assert abbreviated("portal.contoh.example", 14) == "portal.contoh…"
    assert len(abbreviated("A" * 90, 14)) == 14
    assert unlike(["Nusa Tenggara Barat", "Nusa Tenggara Timur"], 17) == ["Nusa Tengg. Barat", "Nusa Tengg. Timur"]
    assert unlike(["Contoh yang panjang A", "Contoh yang panjang B"], 12) == ["Con. ya… (1)", "Con. ya… (2)"]
