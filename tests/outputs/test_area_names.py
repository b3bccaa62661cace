"""The list of names that "find my area" searches: complete, small, and made of nothing but the code lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from build_scripts.catalog import Catalog
from build_scripts.dataset import Area, Dataset
from build_scripts.figures import Figures
from build_scripts.outputs.area_names import PATH, area_names
from build_scripts.package import Text

Row = list[object]


def names_of(catalog: Catalog) -> dict[str, list[Row]]:
    """The rows by path."""
    return {file.path: json.loads(file.data) for file in area_names(catalog)}


def row(rows: list[Row], code: str) -> Row:
    """The row of an area."""
    return next(one for one in rows if one[0] == code)


def with_areas(catalog: Catalog, *areas: Area) -> Catalog:
    """The catalog with these areas only."""
    return replace(catalog, figures=Figures(Dataset(areas={a.code: a for a in areas})))


def test_each_language_has_a_row_for_every_area_that_leads_to_its_page(
    real: Catalog, real_pages: dict[str, str]
) -> None:
    names = names_of(real)

    assert set(names) == {PATH, f"en/{PATH}"}
    for path, rows in names.items():
        language = "en" if path.startswith("en/") else "id"
        assert sorted(str(one[0]) for one in rows) == sorted(real.figures.dataset.areas)
        assert {f"{language}/{str(one[2]).removesuffix('/')}.md" for one in rows} <= set(real_pages)


def test_a_row_says_name_page_level_area_above_other_names_and_kind(real: Catalog) -> None:
    names = names_of(real)

    path = "area/32.73-kota-bandung/"
    assert row(names[PATH], "32.73") == [
        "32.73", "Kota Bandung", path, "district", "Jawa Barat", ["Bandung City"], "Kota",
    ]  # fmt: skip
    assert row(names[f"en/{PATH}"], "32.73") == [
        "32.73", "Bandung City", path, "district", "West Java", ["Kota Bandung"], "City",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("32", "West Java"),
        ("52", "NTB"),
        ("34", "DIY"),
        ("31", "ID-JK"),
        ("96.71", "92.71"),  # its code before the province was split
        ("82", "Sofifi"),  # a capital that is no area of its own
    ],
)
def test_other_names_come_from_the_code_lists(real: Catalog, code: str, other: str) -> None:
    assert other in row(names_of(real)[PATH], code)[5]  # type: ignore[operator]


def test_a_capital_that_is_an_area_itself_is_left_to_that_area(real: Catalog) -> None:
    """`Surabaya` finds the city; the province is named beside it anyway."""
    assert row(names_of(real)[PATH], "35")[5] == ["East Java", "ID-JI", "JTI"]


def test_the_wider_areas_come_first(real: Catalog) -> None:
    levels = [str(one[3]) for one in names_of(real)[PATH]]

    assert levels == sorted(levels, key=["country", "province", "district", "bpjs-region"].index)


def test_the_list_is_small_enough_to_be_read_while_someone_types(real: Catalog) -> None:
    assert all(len(file.data) < 100_000 for file in area_names(real))


def test_a_portal_without_areas_has_no_list(portal: Callable[[str], Catalog]) -> None:
    assert names_of(portal("plain")) == {}


def test_codes_without_words_are_shown_as_the_list_has_them(real: Catalog) -> None:
    one = Area("7", "borough", "", Text("Contoh Satu"), type="kawasan")
    two = Area("8", "district", "7", Text("Contoh Dua"))

    rows = names_of(with_areas(real, one, two))[PATH]

    assert [(r[4], r[6]) for r in rows] == [("Contoh Satu", "Kabupaten/kota"), ("", "kawasan")]


def test_hostile_names_stay_text(real: Catalog) -> None:
    name = '"],["</script>\ud800\u2028'
    file = next(iter(area_names(with_areas(real, Area("1", "country", "", Text(name))))))

    assert json.loads(file.data)[0][1].startswith('"],["</script>')
    assert file.data.count(b"\n") == 3
