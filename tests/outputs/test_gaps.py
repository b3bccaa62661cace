"""The table of gaps: every cell is a number of figures or a reason that is proven, and the sentence counts what it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_scripts.catalog import Catalog
from build_scripts.outputs.pages.gaps import SIGNS, Grid, gaps, grid, percent, sentence
from build_scripts.outputs.pages.indicator import indicator_pages
from build_scripts.outputs.pages.scope import Scope, scopes

from .test_map import catalog


@pytest.fixture
def scope() -> Scope:
    return list(scopes(catalog()))[1]


def rows(scope: Scope) -> dict[str, list[str]]:
    found = gaps(scope, scope.dataset.indicators["coverage"])
    assert found is not None
    return {row.area.text: [f"{c.text} {c.said}".strip() for c in row.cells] for row in found.tables[0].rows}


def test_a_cell_holds_the_number_of_figures_of_its_year(scope: Scope) -> None:
    assert rows(scope)["Example 11"] == ["1", "2", "· no source found"]


def test_a_province_has_no_gap_before_it_existed(scope: Scope) -> None:
    assert rows(scope)["Example 16"] == ["× the province did not exist yet"] * 2 + ["· no source found"]


def test_a_year_without_any_figure_is_told_apart(scope: Scope) -> None:
    without = tuple(o for o in scope.dataset.observations if not o.as_of.startswith("2021"))
    scope = list(scopes(catalog(without)))[1]

    assert rows(scope)["Example 11"] == ["1", "– no figure for any province in that year", "· no source found"]


def test_the_sentence_counts_only_cells_of_provinces_that_existed(scope: Scope) -> None:
    found = grid(scope, "coverage", "province")
    assert found is not None

    assert sentence(scope, found) == (
        "6 of 16 cells (38 percent) are filled for 2020–2022. Most complete year: 2020 (4 of 5 provinces). "
        "Without any figure: Example 16. Not counted: 2 cells from before the province existed."
    )


def test_one_year_is_said_as_one() -> None:
    one = tuple(o for o in catalog().figures.dataset.observations if o.as_of.startswith("2020") or o.area_code == "15")
    moved = tuple(replace(o, as_of="2020") for o in one if o.indicator == "coverage" and o.source_id == "contoh-1")
    scope = list(scopes(catalog(moved)))[1]
    found = grid(scope, "coverage", "province")
    assert found is not None

    assert sentence(scope, found) == (
        "5 of 5 cells (100 percent) are filled for 2020, the only year with figures. "
        "Not counted: 1 cells from before the province existed."
    )


def test_few_areas_make_no_table() -> None:
    few = tuple(o for o in catalog().figures.dataset.observations if o.area_code != "15")
    scope = list(scopes(catalog(few)))[1]

    assert gaps(scope, scope.dataset.indicators["coverage"]) is None


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(0, 9, 0), (1, 900, 1), (899, 900, 99), (9, 9, 100), (1, 8, 13)]
)
def test_a_share_is_neither_nothing_nor_all_unless_it_is(part: int, whole: int, expected: int) -> None:
    assert percent(part, whole) == expected


@pytest.mark.parametrize("indicator", ["coverage", "members", "uhc-award"])
@pytest.mark.parametrize("level", ["province", "district"])
def test_no_figure_of_the_real_data_is_left_out(real: Catalog, indicator: str, level: str) -> None:
    scope = next(scopes(real))
    found = grid(scope, indicator, level)
    assert found is not None
    areas = real.figures.dataset.areas
    known = [
        f
        for f in real.figures.of_indicator(indicator)
        if f.key.kind == "observed" and f.key.area in areas and areas[f.key.area].level == level
    ]

    assert sum(found.counts.values()) == len(known)
    assert {f.key.day.year for f in known} <= set(found.years)


def test_regencies_are_counted_by_province_and_year(real: Catalog) -> None:
    scope = next(scopes(real))
    found = gaps(scope, real.figures.dataset.indicators["population-civil-registry"])
    assert found is not None
    table = found.tables[1]
    at = table.years.index("2024")

    assert all(row.cells[at].text == row.total for row in table.rows)
    assert sum(int(row.total) for row in table.rows) == 514


def test_reasons_are_written_as_signs_and_in_words() -> None:
    pages = {f.path: f.data.decode() for f in indicator_pages(catalog())}
    for language, words in (("id", "tidak ada sumber yang ditemukan"), ("en", "no source found")):
        table = pages[f"{language}/indicator/coverage/areas.md"].split("{#gaps}")[1].split("</table>")[0]

        assert f'{SIGNS["none"]}</span><span class="map-said">{words}</span>' in table
        assert table.count("<tr>") == 7
        assert table.count('scope="row"') == 6


def test_the_best_year_is_the_newest_of_several() -> None:
    base = grid(list(scopes(catalog()))[1], "coverage", "province")
    assert base is not None
    found = Grid(base.areas[:2], (2020, 2021), {("11", 2020): 1, ("12", 2021): 3})

    assert found.best == (2021, 1, 2)
    assert (found.filled, len(found.cells)) == (2, 4)
