"""The sheet of an area: what each part says, what it leaves out, and in which order the parts stand."""

from __future__ import annotations

import re

import pytest

from build_scripts.catalog import Catalog
from build_scripts.dataset import Observation
from build_scripts.outputs.pages.area import area_pages
from build_scripts.outputs.pages.area.cards import Card, cards
from build_scripts.outputs.pages.area.ground import ground
from build_scripts.outputs.pages.area.history import history
from build_scripts.outputs.pages.area.missing import Missing, missing
from build_scripts.outputs.pages.area.near import near
from build_scripts.outputs.pages.area.position import Field, Position, field_of, position
from build_scripts.outputs.pages.area.segments import segments
from build_scripts.outputs.pages.area.tables import inside, population
from build_scripts.outputs.pages.context import Table

from .area_sample import area, catalog, claim, scope

FIVE = tuple(claim("coverage", f"01.{n:02d}", "2023-12-31", f"{90 + n}.5") for n in range(1, 6))


def _cards(made: Catalog, code: str, language: str = "en") -> tuple[Card, ...]:
    return cards(scope(made, language), area(code))


def _field(made: Catalog, code: str) -> Field | None:
    return field_of(scope(made), ground(made).districts_by_year, area(code))


def _position(made: Catalog, code: str, language: str = "en") -> Position:
    found = position(
        scope(made, language), area(code), field_of(scope(made, language), ground(made).districts_by_year, area(code))
    )
    assert found
    return found


def _missing(made: Catalog, code: str) -> Missing:
    found = missing(scope(made), ground(made), area(code), _field(made, code))
    assert found
    return found


def _lacks(made: Catalog, code: str) -> dict[str, str]:
    return {lack.what: lack.why for lack in _missing(made, code).lacks}


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for group in table.groups for row in group.rows]


def _page(made: Catalog, code: str, language: str = "en") -> str:
    return next(f.data.decode() for f in area_pages(made) if f.path.startswith(f"{language}/area/{code}-"))


# ---------------------------------------------------------------- key figures


def test_a_card_tells_value_date_source_and_whether_it_counts_registered_or_active_members() -> None:
    made = catalog(
        claim("coverage", "01.01", "2023-12-31", "95.2", precision="approximate"),
        claim("active-members", "01.01", "2023-06", "1200"),
    )
    share, active = _cards(made, "01.01")

    assert (share.group, share.value, share.date, share.source.text) == (
        "registered", "about 95.2 percent", "31 December 2023", "Harian A, January 2024",
    )  # fmt: skip
    assert (active.group, active.tag, active.value, active.date) == ("active", "Active", "1,200 people", "June 2023")


def test_an_active_share_with_a_known_base_comes_before_one_without() -> None:
    made = catalog(
        claim("active-share", "01.01", "2023", "70"), claim("active-share-of-members", "01.01", "2023", "71")
    )

    assert [c.title.text for c in _cards(made, "01.01")] == ["Sample keaktifan peserta", "Sample keaktifan"]


@pytest.mark.parametrize(
    ("language", "told"),
    [("id", "97,9–98,6 persen menurut 3 sumber"), ("en", "97.9–98.6 percent according to 3 sources")],
)
def test_a_card_says_how_far_sources_lie_apart(language: str, told: str) -> None:
    made = catalog(
        *(claim("coverage", "01.01", "2023", v, s) for v, s in (("97.9", "a"), ("98.6", "b"), ("98.2", "c")))
    )
    (card,) = _cards(made, "01.01", language)

    assert card.spread
    assert card.spread.text == told
    assert f'<tr id="{card.spread.href[1:]}">' in _page(made, "01.01", language)


def test_sources_that_agree_make_no_spread() -> None:
    made = catalog(claim("coverage", "01.01", "2023", "98.4", "a"), claim("coverage", "01.01", "2023", "98.4", "b"))

    assert _cards(made, "01.01")[0].spread is None


def test_the_share_of_the_wider_area_stands_beside_that_of_a_district_but_no_count_does() -> None:
    made = catalog(
        claim("coverage", "01.01", "2023", "95"), claim("coverage", "01", "2022", "90"),
        claim("members", "01.01", "2023", "10"), claim("members", "01", "2022", "100"),
    )  # fmt: skip
    share, count = _cards(made, "01.01")

    assert share.beside
    assert share.beside.text == "Sample One Province: 90 percent (2022)"
    assert count.beside is None


# ---------------------------------------------------------------- position


def test_a_district_is_ranked_within_its_province_where_five_have_a_figure() -> None:
    found = _field(catalog(*FIVE), "01.04")

    assert found
    assert (found.rank, len(found.ranked), found.within, found.match) == (2, 5, "01", "same-period")


def test_a_district_of_a_province_with_fewer_is_ranked_in_the_country() -> None:
    made = catalog(*FIVE[:4], claim("coverage", "02.01", "2023-06", "94.5"))
    found = _field(made, "02.01")

    assert found
    assert (found.rank, len(found.ranked), found.within, found.period) == (1, 5, "", "2023")


def test_equal_values_share_the_better_rank() -> None:
    made = catalog(*FIVE, claim("coverage", "01.06", "2023-12-31", "95.5"))
    found = _field(made, "01.06")

    assert found
    assert [rank for rank, _ in found.ranked] == [1, 1, 3, 4, 5, 6]


def test_an_area_is_compared_for_the_latest_time_that_it_shares_with_its_peers() -> None:
    made = catalog(*FIVE, claim("coverage", "01.01", "2025-01", "99"))
    found = _position(made, "01.01")

    assert (
        found.finding
        == "Contoh 1 Regency: rank 5 of 5 regencies and cities in Sample One with a known figure for 31 December 2023"
    )
    assert "The newer figure (January 2025) cannot be compared yet" in found.rule
    assert "1 of the regencies and cities in Sample One" in found.rule


def test_no_country_region_or_lonely_area_has_a_position() -> None:
    made = catalog(*FIVE[:4], *(claim("coverage", c, "2023-12-31", "90") for c in ("ID", "01", "BR-A")))

    assert [_field(made, code) for code in ("ID", "01", "BR-A", "01.01", "01.06")] == [None] * 5


def test_the_strip_has_a_text_alternative_and_a_table_of_what_it_draws() -> None:
    found = _position(catalog(*FIVE), "01.02", "id")

    assert "dari 91,5 (Kabupaten Contoh 1) sampai 95,5 (Kabupaten Contoh 5)" in found.alternative
    assert "peringkat 4" in found.alternative
    assert _texts(found.table)[0][:3] == ["Kabupaten Contoh 5", "1", "95,5"]
    assert len(_texts(found.table)) == 5
    assert found.label == "Contoh 2 92,5"


# ---------------------------------------------------------------- history, segments, population


def test_recognitions_come_latest_first_with_their_level_and_source() -> None:
    made = catalog(
        claim("uhc-award", "01.01", "2023-03-14", "1"),
        claim("uhc-award", "01.01", "2024-08-08", "1", "b", breakdown="utama"),
    )
    found = history(scope(made), made.figures.of_area("01.01"))

    assert [(m.when, m.source.text) for m in found] == [
        ("2024-08-08", "Harian B, January 2024"),
        ("2023-03-14", "Harian A, January 2024"),
    ]
    assert "(Utama level)" in found[0].what.text


def test_segments_follow_the_one_that_they_are_part_of_and_old_ones_are_left_out() -> None:
    made = catalog(
        claim("members", "01", "2023", "100"), claim("members", "01", "2023", "30", segment="ppu"),
        claim("members", "01", "2023", "60", segment="pbi"), claim("members", "01", "2022", "40", segment="pbi-jk"),
    )  # fmt: skip
    (section,) = segments(scope(made), area("01"))

    assert [row[:4] for row in _texts(section.tables[0])] == [
        ["Paid for", "", "60 people", "60.00 percent"],
        ["Paid for by the centre", "Paid for", "40 people", ""],
        ["Workers", "", "30 people", "30.00 percent"],
    ]
    assert "do not add them up" in section.text

    later = catalog(
        claim("members", "01", "2015", "9", segment="pbi"), claim("members", "01", "2023", "1", segment="ppu")
    )
    (section,) = segments(scope(later), area("01"))
    assert [row[0] for row in _texts(section.tables[0])] == ["Workers"]


def test_a_column_of_segments_that_says_nothing_is_left_out() -> None:
    made = catalog(claim("members", "01", "2023", "30", segment="ppu"))
    (section,) = segments(scope(made), area("01"))

    assert [h.text for h in section.tables[0].headings] == ["Segment", "Value", "Date", "Source"]


def test_population_says_who_counted_and_when_the_latest_first() -> None:
    made = catalog(
        claim("population-census", "01", "2020-09", "1000"), claim("population-civil-registry", "01", "2024-12", "1100")
    )
    (section,) = population(scope(made), area("01"), made.figures.of_area("01"))

    assert [row[:3] for row in _texts(section.tables[0])] == [
        ["Sample dukcapil", "1,100 people", "December 2024"],
        ["Sample sensus", "1,000 people", "September 2020"],
    ]


# ---------------------------------------------------------------- what is missing


def test_an_area_without_headline_figures_says_so_once_and_shows_the_wider_figure() -> None:
    found = _missing(catalog(claim("coverage", "01", "2023", "90")), "01.06")

    assert "Contoh 6 Regency" in found.nothing
    assert found.wider.startswith("In Sample One, sample cakupan stood at 90 percent")
    assert [lack.what for lack in found.lacks] == ["Sample aktif", "Members by segment", "UHC recognition"]
    assert found.contribute


def test_the_reason_for_a_missing_share_is_what_the_data_prove() -> None:
    counted = _lacks(catalog(claim("members", "01.01", "2023", "90")), "01.01")

    assert "no source gives both members and population" in counted["Sample cakupan"]
    assert "Sample peserta" not in counted


def test_a_single_date_an_old_figure_and_too_few_peers_are_told() -> None:
    lacks = _lacks(catalog(claim("coverage", "01.01", "2019", "90"), claim("coverage", "ID", "2023-06", "95")), "01.01")

    assert lacks["Trend"] == "Sample cakupan is known for one date only, 2019."
    assert "last known for 2019; other areas already have figures for June 2023" in lacks["A newer figure"]
    assert "at least 5 areas" in lacks["Rank"]


def test_changes_of_boundaries_are_told_on_every_side_of_them() -> None:
    made = catalog(claim("coverage", "ID", "2023", "95"))

    assert "formed from Sample One (UU 0/2022)" in _lacks(made, "02")["Figures before 25 July 2022"]
    assert "Part of it became Sample Two" in _lacks(made, "01")["Figures before 25 July 2022"]
    assert "moved to Sample Two (UU 0/2022), former code 01.99" in _lacks(made, "02.01")["Before 25 July 2022"]


# ---------------------------------------------------------------- neighbours and inhabitants


def test_the_nearest_areas_are_of_the_same_level_with_distance_and_latest_share() -> None:
    made = catalog(claim("coverage", "01.02", "2023", "93"))
    section = near(scope(made), ground(made), area("01.01"))

    assert section
    assert _texts(section.tables[0])[:2] == [
        ["Contoh 2 Regency", "11 km", "93 percent (2023)"],
        ["Contoh 3 Regency", "22 km", "none yet"],
    ]
    assert len(_texts(section.tables[0])) == 5
    assert "Straight-line distance" in section.text


def test_a_neighbour_in_another_province_is_named_with_it() -> None:
    made = catalog()
    section = near(scope(made), ground(made), area("01.06"))

    assert section
    assert "Contoh 1 City, Sample Two" in [row[0] for row in _texts(section.tables[0])]


def test_an_area_without_a_point_has_no_neighbours() -> None:
    made = catalog()

    assert near(scope(made), ground(made), area("BR-A")) is None


def test_a_province_shows_the_latest_figures_of_its_districts_and_where_there_are_none() -> None:
    made = catalog(claim("coverage", "02.01", "2023", "93"))
    table = inside(scope(made), area("02"), ground(made).children["02"])

    assert _texts(table) == [
        ["Contoh 1 City", "93 percent", "2023", "none yet", ""],
        ["Contoh 2 City", "none yet", "", "none yet", ""],
    ]


# ---------------------------------------------------------------- the page


RICH: tuple[Observation, ...] = (
    *FIVE,
    claim("coverage", "01.01", "2022", "90"),
    claim("members", "01.01", "2023", "900"),
    claim("members", "01.01", "2023", "300", segment="ppu"),
    claim("population-census", "01.01", "2020-09", "1000"),
    claim("uhc-award", "01.01", "2023-03-14", "1"),
    claim("facilities", "01.01", "2023", "7"),
)
ORDER = [
    "top", "key-figures", "position", "awards", "segments", "population", "missing", "nearest", "latest", "figures", "derived",
    "relatives", "identity", "downloads", "cite",
]  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_parts_of_a_sheet_stand_in_order(language: str) -> None:
    assert re.findall(r"^##? .*\{#([a-z-]+)\}$", _page(catalog(*RICH), "01.01", language), re.MULTILINE) == ORDER


def test_a_province_shows_its_districts_before_its_neighbours_and_the_country_has_none() -> None:
    made = catalog(*RICH, claim("coverage", "ID", "2023", "95"))
    province, country = (re.findall(r"\{#([a-z-]+)\}$", _page(made, c), re.MULTILINE) for c in ("01", "ID"))

    assert province.index("relatives") < province.index("nearest")
    assert "relatives" in country
    assert not {"nearest", "position"} & set(country)


def test_every_link_of_a_sheet_to_itself_leads_somewhere() -> None:
    page = _page(catalog(*RICH), "01.01")

    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'(?: id="|\{#)([^"}]+)', page))


def test_derived_values_are_folded_and_all_claims_keep_their_ids() -> None:
    page = _page(catalog(*RICH), "01.01")

    assert re.search(r'<details class="rows"><summary>Show derived values</summary>\n<div class="table-wrap', page)
    assert '<tr id="f-coverage_01-01_2023-12-31">' in page


def test_the_strip_is_drawn_by_percentages_across_and_pixels_down_without_styles() -> None:
    page = _page(catalog(*FIVE), "01.01")
    svg = re.search(r'<svg class="strip-picture".*</svg>', page)

    assert svg
    assert svg[0].count("h0") == 4
    assert 'role="img" aria-label="Dot plot, ' in svg[0]
    assert 'class="strip-here" cx="4.00%"' in svg[0]
    assert "style=" not in re.sub(r"<textarea[^>]*>[^<]*</textarea>", "", page)
