"""The comparison that is shown unasked, as a chart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from build_scripts.catalog import Chart
from build_scripts.charts import comparison
from build_scripts.charts.base import Request
from build_scripts.drawing.labels import SPACE, apart, domain_of, wrapped
from build_scripts.figures import Figures, breaks, compute
from build_scripts.figures.compared import lines_of
from build_scripts.locale import read_locale


def drawn(figures: Figures, language: str = "en") -> Chart:
    chart = comparison.draw(Request("compare", "compare", "coverage"), figures, read_locale(language))
    assert chart is not None
    return chart


def test_labels_never_cover_each_other_and_stay_inside() -> None:
    heights = [30.0, 45.0, 30.0, 30.0]
    placed = apart([10.0, 12.0, 12.0, 190.0], heights, 200.0)
    edges = sorted((at - h / 2, at + h / 2) for at, h in zip(placed, heights, strict=True))

    assert edges[0][0] >= 0
    assert edges[-1][1] <= 200
    assert all(upper[1] <= lower[0] + 1e-9 for upper, lower in pairwise(edges))


def test_a_label_with_room_stands_beside_the_end_of_its_line() -> None:
    assert apart([50.0, 150.0], [30.0, 30.0], 200.0) == [50.0, 150.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contoh", ["Contoh"]),
        ("Kabupaten Contoh Satu", ["Kabupaten", "Contoh Satu"]),
        ("Kabupaten Contoh Satu Dua Tiga", ["Kabupaten", "Contoh Satu D…"]),
    ],
)
def test_a_name_is_broken_between_words_and_cut_where_there_is_no_more_room(text: str, expected: list[str]) -> None:
    assert wrapped(text, 14, 2) == expected


def test_the_axis_of_values_has_a_margin_and_does_not_go_below_zero_for_it() -> None:
    assert domain_of([50.0, 70.0]) == (49.0, 71.0)
    assert domain_of([0.0, 100.0]) == (0.0, 105.0)
    assert domain_of([-10.0, 10.0]) == (-11.0, 11.0)
    assert domain_of([0.0]) == (0.0, 1.0)


def test_every_figure_that_is_drawn_stands_in_the_table_with_its_source(synthetic: Figures) -> None:
    chart = drawn(synthetic)
    line = chart.spec["datasets"]["line"]
    observed = [row for row in chart.rows if row[1] == "observed"]

    assert [column.name for column in chart.columns] == [
        "as_of", "kind", "area_code", "segment", "series", "value", "source_id",
    ]  # fmt: skip
    assert [(row[4], row[5]) for row in observed] == [(r["series"], Decimal(str(r["value"]))) for r in line]
    assert all(row[6] in synthetic.dataset.sources for row in chart.rows)
    assert {row[1] for row in chart.rows} == {"observed", "target", "threshold"}


def test_each_line_has_a_colour_of_its_own_and_its_name_at_its_end(synthetic: Figures) -> None:
    data = drawn(synthetic).spec["datasets"]

    for labels in (data["labels-wide"], data["labels-narrow"]):
        assert len({row["ink"] for row in labels}) == len(labels) == len({row["member"] for row in data["line"]})
        assert {row["label"].split("\n")[0] for row in labels} >= {"Indonesia"}
    assert SPACE > 0


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_texts_name_the_highest_and_the_lowest_with_their_dates(synthetic: Figures, language: str) -> None:
    chart = drawn(synthetic, language)
    last = {row["series"]: row for row in chart.spec["datasets"]["line"]}
    ranked = sorted(last.values(), key=lambda row: row["value"])

    assert ranked[-1]["series"] in chart.title
    assert ranked[0]["series"] in chart.title
    assert ranked[-1]["date"] in chart.title
    assert all(name in chart.alternative for name in last)
    assert "{" not in chart.title + chart.subtitle + chart.alternative + chart.source_line


def test_an_indicator_of_one_line_is_not_compared(synthetic: Figures) -> None:
    assert (
        comparison.draw(Request("compare", "compare", "household-health-spending"), synthetic, read_locale("id"))
        is None
    )
    assert comparison.draw(Request("compare", "compare", "unknown"), synthetic, read_locale("id")) is None


def asked(figures: Figures, *areas: str) -> Chart | None:
    return comparison.draw(Request("x", "x", "coverage", areas=areas), figures, read_locale("en"))


def test_the_areas_that_are_asked_for_are_drawn_in_their_order_and_at_most_six(synthetic: Figures) -> None:
    lines = [line.code for line in lines_of(synthetic, "coverage") if line.kind == "area"]
    chart = asked(synthetic, "unknown", *reversed(lines), lines[-1])

    assert chart is not None
    members = dict.fromkeys(row["member"] for row in chart.spec["datasets"]["line"])
    assert list(members) == [f"area {code}" for code in lines[:-7:-1]]


def test_a_comparison_of_areas_without_figures_is_not_drawn(synthetic: Figures) -> None:
    assert asked(synthetic, "unknown") is None


def noted(figures: Figures, area: str, notes: dict[str, str]) -> Figures:
    """Return figures of which those of an area carry a note, by the year of their date."""
    dataset = figures.dataset
    claims = tuple(
        replace(c, note=notes.get(c.as_of[:4], "")) if c.indicator == "coverage" and c.area_code == area else c
        for c in dataset.observations
    )
    return compute(replace(dataset, observations=claims))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_line_is_cut_where_the_method_changed_and_the_texts_say_so(synthetic: Figures, language: str) -> None:
    line = next(one for one in lines_of(synthetic, "coverage") if len(one.drawn) > 2)
    years = [f.key.as_of[:4] for f in line.drawn]
    figures = noted(synthetic, line.code, {year: f"method {year == years[-1]}" for year in years})
    locale = read_locale(language)

    whole = comparison.draw(Request("x", "x", "coverage", areas=(line.code,)), synthetic, locale)
    cut = comparison.draw(Request("x", "x", "coverage", areas=(line.code,)), figures, locale)

    assert whole is not None
    assert cut is not None
    runs = [
        [row["day"] for row in chart.spec["datasets"]["line"] if row["run"].endswith(" 1")] for chart in (whole, cut)
    ]
    assert runs == [[], [line.drawn[-1].key.day.isoformat()]]
    broken = breaks.of_line(
        figures.dataset, next(o for o in lines_of(figures, "coverage") if o.code == line.code).drawn
    )
    assert locale.word("compare.chart.subtitle-broken") in cut.subtitle
    assert locale.word("compare.chart.subtitle-broken") not in whole.subtitle
    assert f"{broken[0].day.year} ({locale.word('charts.missing.reason-method')})" in cut.alternative
    first = locale.date(line.drawn[0].key.as_of)
    assert first in whole.alternative
    assert first not in cut.alternative
