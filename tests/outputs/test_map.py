"""Maps that can be switched: nothing is carried to another year, missing is said as missing, and files say what pages say."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from build_scripts import paths
from build_scripts.catalog import Catalog
from build_scripts.dataset import Area, Dataset, Observation, Source, Tile
from build_scripts.figures import compute
from build_scripts.locale import read_locale
from build_scripts.outputs.map_files import LAND, content, land, map_files
from build_scripts.outputs.pages.home import home
from build_scripts.outputs.pages.indicator import indicator_pages
from build_scripts.outputs.pages.map import home_map, latest_views
from build_scripts.outputs.pages.maps.face import face
from build_scripts.outputs.pages.maps.said import sentence
from build_scripts.outputs.pages.maps.subject import (
    AWARD,
    STATUS,
    UHC,
    Subject,
    home_subjects,
    layer,
    layers,
    subject_of,
    subjects,
)
from build_scripts.outputs.pages.scope import Scope, scopes
from build_scripts.package import Text
from build_scripts.settings import Headline
from tests.charts.sample import claim, indicator

MOST_BYTES = 200_000
PROVINCES = ("11", "12", "13", "14", "15", "16")


def area(code: str, level: str, parent: str, **more: str) -> Area:
    return Area(code, level, parent, Text(f"Contoh {code}", {"en": f"Example {code}"}), **more)


def province(code: str, value: str, as_of: str, **more: str) -> Observation:
    return claim(value, as_of, area_code=code, area_level="province", **more)


def flag(code: str, as_of: str, name: str, **more: str) -> Observation:
    return province(code, "1", as_of, indicator=name, unit="count", **more)


OBSERVATIONS = (
    province("11", "80", "2020-12-31"),
    province("11", "81.5", "2021-06-30"),
    province("11", "82.25", "2021-12"),
    province("12", "90", "2020"),
    province("13", "95", "2020", precision="approximate"),
    province("14", "70", "2020-01-01"),
    province("15", "99.9", "2022-03-01"),
    province("15", "97", "2022-03-01", source_id="contoh-2"),
    flag("11", "2020-05", STATUS),
    flag("11", "2022-08-08", AWARD),
    flag("12", "2022-08-08", AWARD),
    flag("13", "2022-11", STATUS, breakdown="tingkat"),
    flag("14", "2020-05", STATUS),
    flag("15", "2020-05", STATUS),
)


def catalog(observations: tuple[Observation, ...] = OBSERVATIONS) -> Catalog:
    """Six provinces, the last of which began in 2022 and has no figure."""
    areas = {"ID": area("ID", "country", "")} | {c: area(c, "province", "ID") for c in PROVINCES}
    areas["16"] = replace(areas["16"], valid_from="2022-07-25", predecessor="15")
    items = (indicator("coverage"), indicator(STATUS, "count"), indicator(AWARD, "count", period_type="period"))
    source = Source("contoh-1", "Laporan", "Penerbit Contoh", "2022-12-31", "", "id", "official-report", "")
    dataset = Dataset(
        indicators={i.id: i for i in items},
        areas=areas,
        sources={
            "contoh-1": source,
            "contoh-2": replace(source, id="contoh-2", kind="news", publisher="Berita Contoh"),
        },
        observations=observations,
        tiles={c: Tile(c, f"P{c}", n % 2, n) for n, c in enumerate(PROVINCES)},
    )
    return Catalog(
        entries=(),
        figures=compute(dataset),
        locales=(read_locale("id"), read_locale("en")),
        charts={"id": {}, "en": {}},
        pictures={"id": {}, "en": {}},
        base_url="https://portal.example/",
        built="2023-01-01",
    )


@pytest.fixture
def scope() -> Scope:
    return list(scopes(catalog()))[1]


@pytest.fixture(scope="session")
def map_pages(real: Catalog) -> dict[str, str]:
    """The real pages that hold maps."""
    wanted = ("index.md", "indicator/coverage.md", "indicator/referrals.md")
    made = (f for output in (home, indicator_pages) for f in output(real))
    return {f.path: f.data.decode() for f in made if f.path.partition("/")[2] in wanted}


def values(scope: Scope, year: int | None) -> dict[str, str]:
    found = layer(scope.figures, subject_of("coverage"), "province").of(year)
    return {code: str(point.figures[0].value) for code, point in found.items()}


def test_a_year_has_the_latest_figure_within_it_and_none_of_another_year(scope: Scope) -> None:
    assert values(scope, 2020) == {"11": "80", "12": "90", "13": "95", "14": "70"}
    assert values(scope, 2021) == {"11": "82.25"}
    assert values(scope, 2019) == {}


def test_the_latest_known_figure_is_that_of_any_year(scope: Scope) -> None:
    assert values(scope, None) == {"11": "82.25", "12": "90", "13": "95", "14": "70", "15": "99.9"}


def test_years_run_without_a_gap_from_the_first_to_the_last_figure(scope: Scope) -> None:
    assert layer(scope.figures, subject_of("coverage"), "province").years == (2020, 2021, 2022)


def test_a_map_needs_five_provinces() -> None:
    few = tuple(o for o in OBSERVATIONS if o.area_code != "15")

    assert [s.id for s in subjects(catalog().figures)] == ["coverage", STATUS and UHC]
    assert subjects(catalog(few).figures) == ()
    assert layers(catalog(few).figures, subject_of("coverage")) == ()


def test_every_share_of_active_members_is_a_map_of_its_own(real: Catalog) -> None:
    found = home_subjects(real.figures, Headline())
    units = {real.figures.dataset.indicators[s.indicators[0]].id: s for s in found}

    assert [s.id for s in found][:2] == ["coverage", "members"]
    assert found[-1] == Subject(UHC, (STATUS, AWARD))
    assert {"active-share", "active-share-of-population"} <= set(units)
    assert len({s.id for s in found}) == len(found)


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (None, "Latest known figures (2020–2022): 5 of 6 provinces have a figure, from 70 percent in Example 14 to 99.9 percent in Example 15."),
        (2020, "In 2020: 4 of 5 provinces have a figure, from 70 percent in Example 14 to about 95 percent in Example 13."),
        (2021, "In 2021: only 1 of 5 provinces has a figure, 82.25 percent in Example 11."),
        (2022, "In 2022: only 1 of 6 provinces has a figure, 99.9 percent in Example 15."),
        (2019, "In 2019: no figure for any of 5 provinces."),
    ],
)  # fmt: skip
def test_a_view_is_said_in_a_sentence_that_counts_only_provinces_of_its_time(
    scope: Scope, year: int | None, said: str
) -> None:
    subject = subject_of("coverage")

    assert sentence(scope, subject, layer(scope.figures, subject, "province"), year) == said


def test_equal_values_are_said_once() -> None:
    same = tuple(province(c, "98", "2020") for c in PROVINCES[:5])
    scope = list(scopes(catalog(same)))[1]
    subject = subject_of("coverage")

    said = sentence(scope, subject, layer(scope.figures, subject, "province"), 2020)

    assert said == "In 2020: 5 of 5 provinces have a figure, all of them 98 percent."


@pytest.mark.parametrize(
    ("year", "signs"),
    [
        (None, {"11": "✓★", "12": "★", "13": "✓", "14": "✓", "15": "✓"}),
        (2020, {"11": "✓", "14": "✓", "15": "✓"}),
        (2022, {"11": "★", "12": "★", "13": "✓"}),
    ],
)
def test_uhc_is_reached_recognised_both_or_not_known(scope: Scope, year: int | None, signs: dict[str, str]) -> None:
    subject = Subject(UHC, (STATUS, AWARD))
    found = layer(scope.figures, subject, "province")
    look = face(scope, subject, found)
    shown = look.latest if year is None else {c: m for c, some in look.marks.items() for m in some if m.year == year}

    assert {code: mark.text for code, mark in shown.items()} == signs


@pytest.mark.parametrize("language", [0, 1])
def test_nobody_is_said_not_to_be_recognised(language: int) -> None:
    scope = list(scopes(catalog()))[language]
    held = json.dumps(content(scope, Subject(UHC, (STATUS, AWARD))), ensure_ascii=False)

    assert ("does not mean that they are not recognised" if language else "itu tidak berarti tidak diakui") in held
    assert content(scope, Subject(UHC, (STATUS, AWARD)))["words"]["missing"] == (
        "not known" if language else "tidak diketahui"
    )


def test_both_statements_on_uhc_keep_their_own_dates(scope: Scope) -> None:
    subject = Subject(UHC, (STATUS, AWARD))
    mark = face(scope, subject, layer(scope.figures, subject, "province")).latest["11"]

    assert [t.date for t in mark.told] == ["May 2020", "8 August 2022"]
    assert mark.year == 2022


def test_a_figure_says_about_and_what_else_sources_say(scope: Scope) -> None:
    subject = subject_of("coverage")
    look = face(scope, subject, layer(scope.figures, subject, "province"))

    assert look.latest["13"].told[0].value == "about 95 percent"
    assert look.latest["15"].told[0].note == "2 claims, differing. Range: 97 percent to 99.9 percent."


def test_tiles_stand_apart_and_say_value_and_date_or_that_there_is_none(scope: Scope) -> None:
    box = home_map(scope)
    assert box is not None
    tiles = {t.code: t for t in box.tiles}

    assert len({t.place.split(" d")[0] for t in box.tiles}) == len(box.tiles) == 6
    assert len({t.place.split(" d")[1] for t in box.tiles}) == 6
    assert tiles["11"].said == "Example 11: 82.25 percent, December 2021"
    assert (tiles["11"].text, tiles["11"].year) == ("82.3", "2021")
    assert (tiles["16"].said, tiles["16"].step, tiles["16"].text) == ("Example 16: no figure", 0, "")
    assert all(t.step for t in box.tiles if t.code != "16")


def test_the_file_of_a_map_holds_every_year_in_words(scope: Scope) -> None:
    held = content(scope, subject_of("coverage"))
    marks = held["layers"]["province"]["marks"]

    assert held["years"] == [2020, 2022]
    assert [m[0] for m in marks["11"]] == [2020, 2021]
    assert marks["11"][1][2:] == ["82.3", [["82.25 percent", "December 2021", 0, "", "82.25", "2021-12", "coverage"]]]
    assert "16" not in marks
    assert held["areas"]["16"] == ["Example 16", "area/16-contoh-16/", "", 2022, 0]
    assert set(held["layers"]["province"]["said"]) == {"", "2020", "2021", "2022"}
    assert held["sources"][0] == ["Penerbit Contoh, 31 December 2022", "source/contoh-1/", "contoh-1"]


def test_a_view_is_cited_by_its_sentence_its_sources_and_the_address_of_the_page(scope: Scope) -> None:
    layer = content(scope, subject_of("coverage"))["layers"]["province"]

    assert set(layer["cite"]) == {"", *(str(mark[0]) for marks in layer["marks"].values() for mark in marks if mark[0])}
    for year, cited in layer["cite"].items():
        assert layer["said"][year] in cited
        assert "Penerbit Contoh" in cited
        assert cited.endswith(" {url}")


def test_the_latest_known_of_two_statements_stands_by_itself_in_the_file(scope: Scope) -> None:
    marks = content(scope, Subject(UHC, (STATUS, AWARD)))["layers"]["province"]["marks"]

    assert [m[0] for m in marks["11"]] == [2020, 2022, 0]
    assert marks["11"][-1][2] == "✓★"
    assert marks["11"][-1][4] == 2022
    assert [m[0] for m in marks["12"]] == [2022]


def test_files_of_the_real_maps_are_small_and_the_same_each_time(real: Catalog) -> None:
    files = {f.path: f.data for f in map_files(real)}

    assert {paths.map_data("coverage"), f"en/{paths.map_data('coverage')}", paths.map_data(UHC), LAND} <= set(files)
    assert max(len(data) for data in files.values()) <= MOST_BYTES
    assert files == {f.path: f.data for f in map_files(real)}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_value_in_a_real_map_is_a_published_figure(real: Catalog, language: str) -> None:
    scope = next(s for s in scopes(real) if s.language == language)
    held = content(scope, subject_of("coverage"))
    figures = real.figures
    for level in ("province", "district"):
        for code, marks in held["layers"][level]["marks"].items():
            for year, _, _, told in marks:
                series = figures.series_of("coverage", code)
                assert series is not None
                shown = {
                    (scope.locale.number(f.value), scope.date(f.key.as_of))
                    for f in series.figures
                    if f.key.as_of[:4] == str(year)
                }
                assert any(told[0][0].replace("sekitar ", "").replace("about ", "").startswith(v) and told[0][1] == d for v, d in shown)  # fmt: skip


def test_links_of_files_lead_to_pages(real: Catalog) -> None:
    scope = next(scopes(real))
    held = content(scope, subject_of("members"))
    areas = {paths.area(a) for a in real.figures.dataset.areas.values()}

    assert {href for _, href, *_ in held["areas"].values()} <= areas
    assert {href for _, href, _ in held["sources"]} <= {paths.source(s) for s in real.figures.dataset.sources}


def test_every_district_lies_within_the_drawing(real: Catalog) -> None:
    drawn = land(real)
    width, height = drawn["size"]

    assert len(drawn["centres"]) == 514
    assert 0 < drawn["seam"] < width <= 2 * drawn["seam"]
    assert all(0 < x < width and 0 < y < height for x, y in drawn["centres"].values())
    assert re.fullmatch(r"(M[-\d.,L]+Z)+", drawn["land"])


def test_a_portal_without_provinces_has_no_map(portal: object) -> None:
    figures_portal = portal("figures")  # type: ignore[operator]
    scope = next(scopes(figures_portal))

    assert list(map_files(figures_portal)) == []
    assert home_map(scope) is None
    assert latest_views(scope, figures_portal.figures.dataset.indicators["coverage"], ()) is None


def test_an_indicator_page_shows_the_latest_values_as_map_and_table(map_pages: dict[str, str]) -> None:
    page = map_pages["en/indicator/coverage.md"]
    views = page.split("{#latest}")[1].split("\n## ")[0]

    assert [re.sub("<.*?>", "", t) for t in re.findall(r'<a href="#view-\w+">.*?</a>', views)] == ["Map", "Table"]
    assert views.count('class="map-tile k') == 38
    assert views.count('id="view-') == 2
    assert "JKN coverage: latest figure of each regency or city" in views
    assert "data-map" not in map_pages["en/indicator/referrals.md"]


def test_the_home_page_offers_its_maps(map_pages: dict[str, str]) -> None:
    page = map_pages["en/index.md"]

    assert re.findall(r'name="map" value="([^"]*)"', page) == [
        "coverage", "members", "active-share", "active-share-of-population", "uhc",
    ]  # fmt: skip
    assert page.count('class="map-tile k') == 38
    assert page.count(" k0") >= 1


def test_hostile_names_do_not_break_out_of_a_map() -> None:
    hostile = "<script>alert(1)</script>|{{7*7}}"
    made = catalog()
    areas = dict(made.figures.dataset.areas)
    areas["11"] = replace(areas["11"], name=Text(hostile))
    dataset = replace(made.figures.dataset, areas=areas)
    page = next(f for f in home(replace(made, figures=compute(dataset)))).data.decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{7*7}}" not in page


def test_a_colour_means_the_same_in_every_year(scope: Scope) -> None:
    subject = subject_of("coverage")
    look = face(scope, subject, layer(scope.figures, subject, "province"))
    seen = {m.place for some in look.marks.values() for m in some}

    assert seen <= set(range(len(look.legend)))
    assert Decimal(look.legend[0].label.split("–")[0]) <= 70
