"""The published packages under `datasets/`: complete, coherent, described in two languages, and not altered by a byte.

The constants are those of the first publication. Whoever revises figures revises them here too, on purpose.
Nothing of the generator is used: what holds here holds for any reader of the files.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

DATASETS = Path(__file__).resolve().parent.parent / "datasets"
CODE_LISTS = ("areas", "sources", "vocabulary")
THEMES = (
    "contributions",
    "coverage",
    "development-targets",
    "facilities",
    "finance",
    "household-protection",
    "membership",
    "population",
    "uhc-recognition",
    "utilisation",
)
PACKAGES = tuple(sorted(CODE_LISTS + THEMES))
KEY = ("indicator", "area_code", "as_of", "segment", "breakdown", "source_id", "statement")
# How many rows the first publication had; later ones only add.
SHAPE_ROWS = {
    "observations": 3188,
    "sources": 370,
    "indicators": 82,
    "areas": 559,
    "segments": 29,
    "segment-labels": 76,
    "breakdowns": 98,
    "area-changes": 30,
    "tile-grid": 38,
    "area-centres": 514,
}
VIEW_TYPES = {"trend", "ranking", "tile-map", "symbol-map", "parts", "spread"}
EVERY_PACKAGE = pytest.mark.parametrize("package", PACKAGES)

Row = dict[str, str]


@cache
def descriptor(package: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATASETS / package / "datapackage.json").read_text(encoding="utf-8"))
    return found


def resources(package: str) -> list[dict[str, Any]]:
    return list(descriptor(package)["resources"])


@cache
def rows(package: str, path: str) -> tuple[Row, ...]:
    with (DATASETS / package / path).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, strict=True))


def tables() -> Iterator[tuple[str, dict[str, Any], tuple[Row, ...]]]:
    for package in PACKAGES:
        for resource in resources(package):
            yield package, resource, rows(package, resource["path"])


def rows_of_shape(shape: str) -> list[Row]:
    return [row for _, resource, table in tables() if resource["shape"] == shape for row in table]


def as_tuple(fields: str | list[str]) -> tuple[str, ...]:
    return (fields,) if isinstance(fields, str) else tuple(fields)


def described(package: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything of a descriptor that a reader sees a title of, with a name for the message."""
    yield package, descriptor(package)
    for resource in resources(package):
        yield resource["name"], resource
        for field in resource["schema"]["fields"]:
            yield f"{resource['name']}.{field['name']}", field
    for view in descriptor(package).get("views", []):
        yield view["name"], view


def test_the_packages_are_those_of_the_themes_and_the_three_code_lists() -> None:
    assert sorted(p.parent.name for p in DATASETS.glob("*/datapackage.json")) == list(PACKAGES)
    assert {row["theme"] for row in rows_of_shape("indicators")} == set(THEMES)


def test_no_row_was_lost() -> None:
    assert [shape for shape, first in SHAPE_ROWS.items() if len(rows_of_shape(shape)) < first] == []
    assert {resource["shape"] for _, resource, _ in tables()} == set(SHAPE_ROWS)


def test_no_cell_of_an_observation_of_the_first_publication_was_altered() -> None:
    """The first 12 hexadecimal digits of the SHA-256 of each row stand in a file.

    New rows are welcome. Where a line is corrected because we copied the source wrongly, its hash is replaced by the new one.
    """
    first = (DATASETS.parent / "tests" / "first_publication.txt").read_text(encoding="utf-8").split()
    now = {hashlib.sha256("\x1f".join(row.values()).encode()).hexdigest()[:12] for row in rows_of_shape("observations")}
    assert len(first) == len(set(first)) == SHAPE_ROWS["observations"]
    assert [mark for mark in first if mark not in now] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_package_holds_the_figures_of_its_theme_only(theme: str) -> None:
    (resource,) = resources(theme)
    assert (resource["name"], resource["path"], resource["shape"]) == (theme, f"{theme}.csv", "observations")
    theme_of = {row["indicator"]: row["theme"] for row in rows_of_shape("indicators")}
    assert {theme_of[row["indicator"]] for row in rows(theme, resource["path"])} == {theme}


def test_observations_agree_with_the_indicator_and_the_area_that_they_name() -> None:
    indicators = {row["indicator"]: row for row in rows_of_shape("indicators")}
    areas = {row["code"]: row for row in rows_of_shape("areas")}
    for row in rows_of_shape("observations"):
        indicator = indicators[row["indicator"]]
        assert (row["unit"], row["period_type"]) == (indicator["unit"], indicator["period_type"]), row
        assert row["area_level"] == areas[row["area_code"]]["level"], row


@EVERY_PACKAGE
def test_a_descriptor_states_nothing_that_a_new_line_would_make_untrue(package: str) -> None:
    """To add a figure is to add a line: size and hash are stated by the published descriptor."""
    assert [resource["name"] for resource in resources(package) if {"bytes", "hash"} & resource.keys()] == []


@EVERY_PACKAGE
def test_files_are_plain_utf_8_with_line_feeds(package: str) -> None:
    for file in sorted((DATASETS / package).iterdir()):
        data = file.read_bytes()
        assert b"\r" not in data, file
        assert not data.startswith(b"\xef\xbb\xbf"), file
        assert data.decode("utf-8").endswith("\n"), file


@EVERY_PACKAGE
def test_a_folder_holds_the_descriptor_its_tables_and_the_texts(package: str) -> None:
    texts = {"datapackage.json", "README.md", "README.en.md", "CHANGELOG.md"}
    expected = texts | {resource["path"] for resource in resources(package)}
    # Findings are only accepted where there are any.
    found = {file.name for file in (DATASETS / package).iterdir()} - {"known-findings.toml"}
    assert found == expected


@EVERY_PACKAGE
def test_every_accepted_finding_has_its_reason_in_both_languages(package: str) -> None:
    path = DATASETS / package / "known-findings.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["known"] if path.exists() else []
    assert all(entry["reason"] and entry["reason_en"] for entry in entries)


@EVERY_PACKAGE
def test_the_fields_of_a_schema_are_the_header_of_its_file(package: str) -> None:
    for resource in resources(package):
        first = (DATASETS / package / resource["path"]).read_text(encoding="utf-8").split("\n", 1)[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == first.split(",")


@EVERY_PACKAGE
def test_primary_keys_are_unique(package: str) -> None:
    for resource in resources(package):
        key = as_tuple(resource["schema"]["primaryKey"])
        found = Counter(tuple(row[name] for name in key) for row in rows(package, resource["path"]))
        assert [value for value, times in found.items() if times > 1] == []


@EVERY_PACKAGE
def test_foreign_keys_resolve_also_in_other_packages(package: str) -> None:
    """An empty cell in a key names nothing, so there is nothing to find."""
    for resource in resources(package):
        for key in resource["schema"].get("foreignKeys", []):
            reference = key["reference"]
            home = reference.get("package", package)
            name = reference["resource"] or resource["name"]
            target = next(r for r in resources(home) if r["name"] == name)
            columns = as_tuple(reference["fields"])
            known = {tuple(row[c] for c in columns) for row in rows(home, target["path"])}
            used = {tuple(row[c] for c in as_tuple(key["fields"])) for row in rows(package, resource["path"])}
            assert {value for value in used if all(value)} - known == set(), (package, key)


def test_observations_are_bound_to_every_code_list() -> None:
    for theme in THEMES:
        (resource,) = resources(theme)
        bound = {as_tuple(key["fields"]) for key in resource["schema"]["foreignKeys"]}
        assert bound == {("indicator",), ("area_code",), ("segment",), ("indicator", "breakdown"), ("source_id",)}


def fits(cell: str, field: dict[str, Any]) -> bool:
    """Whether a filled cell is of the type and within the constraints of its field."""
    rules = field.get("constraints", {})
    value: Decimal | date | str = cell
    if field["type"] in ("number", "integer"):
        value = Decimal(cell)
        if field["type"] == "integer" and not re.fullmatch("-?[0-9]+", cell):
            return False
        if not rules.get("minimum", value) <= value <= rules.get("maximum", value):
            return False
    elif field["type"] == "date":
        value = date.fromisoformat(cell)
    return cell in rules.get("enum", [cell]) and re.fullmatch(rules.get("pattern", ".*"), cell) is not None


@EVERY_PACKAGE
def test_cells_keep_to_types_and_constraints(package: str) -> None:
    for resource in resources(package):
        table = rows(package, resource["path"])
        for field in resource["schema"]["fields"]:
            cells = [row[field["name"]] for row in table]
            filled = [cell for cell in cells if cell]
            rules = field.get("constraints", {})
            assert len(filled) == len(cells) or not rules.get("required"), field["name"]
            assert len(set(filled)) == len(filled) or not rules.get("unique"), field["name"]
            assert [cell for cell in filled if not fits(cell, field)] == [], field["name"]


def test_codes_are_text_so_that_no_reader_takes_them_for_numbers() -> None:
    codes = {"code", "area_code", "parent", "predecessor", "from_code", "to_code", "bps_code", "as_of"}
    for _, resource, _ in tables():
        for field in resource["schema"]["fields"]:
            if field["name"] in codes:
                assert field["type"] == "string", (resource["name"], field["name"])


@EVERY_PACKAGE
def test_every_title_and_description_has_english(package: str) -> None:
    for name, thing in described(package):
        english = thing["translations"]["en"]
        assert thing["title"].strip(), name
        assert english["title"].strip(), name
        assert ("description" in thing) == ("description" in english), name
        assert "description" not in thing or thing["description"] != english["description"], name


@EVERY_PACKAGE
def test_every_category_has_a_label_in_both_languages_and_is_the_enum(package: str) -> None:
    for resource in resources(package):
        for field in resource["schema"]["fields"]:
            categories = field.get("categories", [])
            assert [c["value"] for c in categories] == field.get("constraints", {}).get("enum", []), field["name"]
            assert all(c["label"] and c["translations"]["en"]["label"] for c in categories), field["name"]


@EVERY_PACKAGE
def test_descriptors_carry_version_licence_sources_and_contributors(package: str) -> None:
    found = descriptor(package)
    assert found["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert found["name"] == package
    assert re.fullmatch(r"20[0-9]{2}\.[0-9]{2}\.[0-9]+", found["version"])
    assert "CC-BY-4.0" in [licence["name"] for licence in found["licenses"]]
    assert all(source["title"] for source in found["sources"])
    assert found["sources"]
    assert found["contributors"]
    assert found["keywords"]


@EVERY_PACKAGE
def test_texts_start_below_the_page_title_and_hold_no_html(package: str) -> None:
    for name in ("README.md", "README.en.md", "CHANGELOG.md"):
        text = (DATASETS / package / name).read_text(encoding="utf-8")
        assert text.startswith("## ")
        assert not re.search(r"^# ", text, re.MULTILINE)
        assert not re.search(r"<[A-Za-z/!]", text)


@EVERY_PACKAGE
def test_both_readmes_have_the_same_parts(package: str) -> None:
    both = [(DATASETS / package / name).read_text(encoding="utf-8") for name in ("README.md", "README.en.md")]
    counts = [(len(re.findall("^## ", t, re.MULTILINE)), len(re.findall("^- ", t, re.MULTILINE))) for t in both]
    assert counts[0] == counts[1]
    assert both[0] != both[1]


@EVERY_PACKAGE
def test_the_changelog_opens_with_the_version_of_the_descriptor(package: str) -> None:
    text = (DATASETS / package / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith(f"## {descriptor(package)['version']} ({descriptor(package)['created'][:10]})\n")


def drawn(view: dict[str, Any], table: tuple[Row, ...], segment: str, breakdown: str) -> list[Row]:
    """The observed rows that a view means for one segment and one breakdown."""
    encoding = view["encoding"]
    asked = {"kind": "observed", "indicator": encoding["indicator"], "segment": segment, "breakdown": breakdown}
    asked |= {"area_code": encoding["area"]} if "area" in encoding else {"area_level": encoding["level"]}
    asked |= {"as_of": encoding["as_of"]} if "as_of" in encoding else {}
    return [row for row in table if all(row[name] == value for name, value in asked.items())]


VIEWS = [(theme, view) for theme in THEMES for view in descriptor(theme).get("views", [])]


@pytest.mark.parametrize(("package", "view"), VIEWS, ids=[f"{p}/{v['name']}" for p, v in VIEWS])
def test_a_view_has_something_to_draw(package: str, view: dict[str, Any]) -> None:
    """A trend has three dates, parts have each part on two dates, a map or ranking ten areas, a spread two claims."""
    table = rows(package, f"{view['resource']}.csv")
    encoding = view["encoding"]
    parts = [(s, "") for s in encoding.get("segments", [])] + [("", b) for b in encoding.get("breakdowns", [])]
    parts = parts or [(encoding.get("segment", ""), encoding.get("breakdown", ""))]
    found = [drawn(view, table, segment, breakdown) for segment, breakdown in parts]
    assert view["type"] in VIEW_TYPES
    match view["type"]:
        case "trend":
            assert len({row["as_of"] for row in found[0]}) >= 3
        case "parts":
            together = set.intersection(*({row["as_of"] for row in part} for part in found))
            assert len(together) >= 2
        case "spread":
            assert len({row["value"] for row in found[0]}) >= 2
        case _:
            assert len({row["area_code"] for row in found[0]}) >= 10
    if "target" in view:
        assert any(row["indicator"] == encoding["indicator"] and row["kind"] == view["target"] for row in table)


def test_views_are_named_once_in_a_package() -> None:
    named = Counter((package, view["name"]) for package, view in VIEWS)
    assert [name for name, times in named.items() if times > 1] == []


def test_each_province_has_a_tile_of_its_own_and_each_district_a_point() -> None:
    codes = {(row["level"], row["code"]) for row in rows_of_shape("areas")}
    tiles = rows_of_shape("tile-grid")
    assert {("province", tile["code"]) for tile in tiles} == {c for c in codes if c[0] == "province"}
    assert len({(tile["row"], tile["col"]) for tile in tiles}) == len(tiles)
    centres = {("district", centre["code"]) for centre in rows_of_shape("area-centres")}
    assert centres == {c for c in codes if c[0] == "district"}


def test_addresses_are_web_addresses() -> None:
    addresses = [row["url"] for row in rows_of_shape("sources") if row["url"]]
    origins = [s["path"] for p in PACKAGES for s in descriptor(p)["sources"] if "path" in s]
    assert len(addresses) == 368
    assert [a for a in addresses + origins if not re.fullmatch(r"https?://[^\s<>\"]+", a)] == []
