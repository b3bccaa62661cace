"""Every check against a small synthetic portal with all shapes: good as it is, and bad in one place at a time."""

from __future__ import annotations

import copy
import csv
import io as text_io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_scripts.checks import CHECKS, run
from build_scripts.checks.shape import SHAPES
from build_scripts.dataset import from_packages
from build_scripts.io import read_packages
from build_scripts.locale import read_locale
from build_scripts.report import Finding, explain
from tests.package_folder import write

TABLES: dict[str, list[dict[str, str]]] = {
    "indicators": [
        {"indicator": "peserta", "name_id": "Peserta", "unit": "persons", "decimals": "0", "period_type": "point"},
        {"indicator": "iuran", "name_id": "Iuran", "unit": "idr", "decimals": "", "period_type": "period"},
    ],
    "areas": [
        {"code": "ID", "level": "country", "name_id": "Negara Contoh"},
        {"code": "11", "level": "province", "parent": "ID", "name_id": "Contoh Satu", "valid_from": "2020-01"},
    ],
    "segments": [
        {"code": "a", "name_id": "Bagian A", "role": "part"},
        {"code": "b", "name_id": "Bagian B", "role": "part", "parent": "a"},
    ],
    "segment-labels": [{"raw_label": "Bagian A", "segment_code": "a"}],
    "breakdowns": [{"indicator": "peserta", "breakdown": "x", "name_id": "Rincian X"}],
    "sources": [
        {"source_id": "s1", "title": "Sumber Satu", "kind": "news", "published_on": "2024", "url": "https://a.example/1"},
    ],
    "area-changes": [{"date": "2022-07-25", "law": "UU Contoh"}],
    "tile-grid": [{"code": "11", "abbr": "CSA", "row": "0", "col": "1"}],
    "area-centres": [{"code": "11", "lat": "-6.5", "lon": "106.25"}],
    "observations": [
        {
            "indicator": "peserta", "kind": "observed", "area_level": "country", "area_code": "ID", "as_of": str(year),
            "period_type": "point", "statement": "1", "value": value, "unit": "persons", "precision": "exact",
            "source_id": "s1", "segment": "a", "breakdown": "x",
        }
        for year, value in ((2022, "11"), (2023, "22"))
    ],
}  # fmt: skip

Portal = dict[str, Any]


def good() -> Portal:
    """One package with a table of every shape, and one with a plain table that points into it."""
    codes = {
        "name": "kode",
        "title": "Kode",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://a.example/l"}],
        "sources": [{"title": "Sumber"}],
        "resources": [
            {"name": shape, "path": f"{shape}.csv", "shape": shape, "schema": {"fields": [{"name": c} for c in SHAPES[shape].columns]}}
            for shape in TABLES
        ],
    }  # fmt: skip
    plain = {
        "name": "biasa",
        "title": "Biasa",
        "created": "2025-01-31T08:00:00Z",
        "homepage": "https://a.example/",
        "licenses": [{"path": "LICENSE.txt"}],
        "sources": [{"path": "https://a.example/2"}],
        "views": [{"name": "v", "type": "trend", "resource": "t", "encoding": {"x": "year", "y": {"field": "value"}}}],
        "resources": [
            {
                "name": "t",
                "path": "t.csv",
                "schema": {
                    "fields": [{"name": "area"}, {"name": "year", "type": "integer"}, {"name": "value", "type": "number"}],
                    "primaryKey": ["area", "year"],
                    "foreignKeys": [{"fields": "area", "reference": {"package": "kode", "resource": "areas", "fields": "code"}}],
                },
            }
        ],
    }  # fmt: skip
    return {
        "kode": codes,
        "biasa": plain,
        "tables": {**copy.deepcopy(TABLES), "t": [{"area": "11", "year": "2023", "value": "1.5"}]},
    }


def build(folder: Path, change: Callable[[Portal], object]) -> Path:
    portal = good()
    change(portal)
    for name in ("kode", "biasa"):
        files: dict[str, str | bytes] = dict(portal.get("files", {}).get(name, {}))
        for resource in portal[name]["resources"]:
            if isinstance(rows := portal["tables"].get(resource["name"]), list):
                files[f"{resource['name']}.csv"] = as_csv([f["name"] for f in resource["schema"]["fields"]], rows)
        write(folder / name, portal[name], files)
    return folder


def as_csv(columns: list[str], rows: list[dict[str, str]]) -> str:
    out = text_io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def dated(text: str) -> Callable[[Portal], object]:
    """Make the years of the plain table dates, and write one of them so."""

    def change(portal: Portal) -> None:
        portal["biasa"]["resources"][0]["schema"]["fields"][1]["type"] = "date"
        portal["tables"]["t"][0]["year"] = text

    return change


def as_file(text: str) -> Callable[[Portal], object]:
    """Make the years of the plain table files in Base64, and write one of them so."""

    def change(portal: Portal) -> None:
        portal["biasa"]["resources"][0]["schema"]["fields"][1] |= {"type": "string", "format": "binary"}
        portal["tables"]["t"][0]["year"] = text

    return change


def cell(table: str, column: str, value: str, row: int = 0) -> Callable[[Portal], object]:
    return lambda portal: portal["tables"][table][row].update({column: value})


def state(package: str, **properties: Any) -> Callable[[Portal], object]:
    return lambda portal: portal[package].update(properties)


def of_resource(package: str, number: int, **properties: Any) -> Callable[[Portal], object]:
    return lambda portal: portal[package]["resources"][number].update(properties)


def of_schema(**properties: Any) -> Callable[[Portal], object]:
    return lambda portal: portal["biasa"]["resources"][0]["schema"].update(properties)


def of_view(**properties: Any) -> Callable[[Portal], object]:
    return lambda portal: portal["biasa"]["views"][0].update(properties)


def twice(table: str) -> Callable[[Portal], object]:
    return lambda portal: portal["tables"][table].append(dict(portal["tables"][table][0]))


def without_column(portal: Portal) -> None:
    fields = portal["kode"]["resources"][0]["schema"]["fields"]
    fields.remove({"name": "unit"})
    for row in portal["tables"]["indicators"]:
        del row["unit"]


def extra_column(portal: Portal) -> None:
    changes = next(r for r in portal["kode"]["resources"] if r["name"] == "area-changes")
    changes["schema"]["fields"].append({"name": "more"})


def circle(portal: Portal) -> None:
    portal["tables"]["segments"][0]["parent"] = "b"


def same_resource_twice(portal: Portal) -> None:
    portal["biasa"]["resources"].append({**portal["biasa"]["resources"][0], "name": "T", "path": "t.csv"})


def point_to(**reference: str) -> Callable[[Portal], object]:
    key = {"package": "kode", "resource": "areas", "fields": "code", **reference}
    return of_schema(foreignKeys=[{"fields": "area", "reference": key}])


PLAIN = [{"name": "area"}, {"name": "year", "type": "integer"}, {"name": "value", "type": "number"}]


def grouped(portal: Portal) -> None:
    of_schema(fields=[*PLAIN[:2], {**PLAIN[2], "groupChar": ",", "decimalChar": "."}])(portal)
    cell("t", "value", "1,5")(portal)


def look_alike(portal: Portal) -> None:
    of_schema(foreignKeys=[])(portal)
    portal["tables"]["t"] = [{"area": area, "year": "2023", "value": "1"} for area in ("Satu", "SATU")]


def unique(portal: Portal) -> None:
    of_schema(uniqueKeys=[["area"]])(portal)
    portal["tables"]["t"] = [{"area": "11", "year": year, "value": "1"} for year in ("2022", "2023")]


# Each case: the check, what is changed, and the finding that it must tell with its place.
BAD: list[tuple[str, Callable[[Portal], object], str, tuple[str, int, str]]] = [
    ("duplicate_package", state("kode", name="biasa"), "duplicate-package", ("kode/datapackage.json", 1, "")),
    ("duplicate_resource", same_resource_twice, "duplicate-resource", ("biasa/datapackage.json", 1, "")),
    ("title_missing", state("biasa", title=" "), "title-missing", ("biasa/datapackage.json", 1, "")),
    ("licence_missing", state("biasa", licenses=[]), "licence-missing", ("biasa/datapackage.json", 1, "")),
    ("licence_missing", state("biasa", licenses=[{}]), "licence-empty", ("biasa/datapackage.json", 1, "")),
    ("sources_missing", state("biasa", sources=[]), "sources-missing", ("biasa/datapackage.json", 1, "")),
    ("sources_missing", state("biasa", sources=[{}]), "source-empty", ("biasa/datapackage.json", 1, "")),
    ("link_not_http", state("biasa", homepage="javascript:alert(1)"), "link-not-http", ("biasa/datapackage.json", 1, "")),
    ("link_not_http", state("biasa", licenses=[{"path": "data:text/html,x"}]), "link-not-http", ("biasa/datapackage.json", 1, "")),
    ("link_not_http", state("biasa", sources=[{"path": "../../etc"}]), "link-not-http", ("biasa/datapackage.json", 1, "")),
    ("created_invalid", state("biasa", created="yesterday"), "created-invalid", ("biasa/datapackage.json", 1, "")),
    ("duplicate_view", lambda p: p["biasa"]["views"].append(p["biasa"]["views"][0]), "duplicate-view", ("biasa/datapackage.json", 1, "")),
    ("view_type_unknown", of_view(type="pie"), "view-type-unknown", ("biasa/datapackage.json", 1, "")),
    ("view_resource_unknown", of_view(resource="q"), "view-resource-unknown", ("biasa/datapackage.json", 1, "")),
    ("view_field_unknown", of_view(encoding={"x": ["year", "q"]}), "view-field-unknown", ("biasa/datapackage.json", 1, "")),
    ("primary_key_unknown", of_schema(primaryKey="q"), "primary-key-unknown", ("biasa/datapackage.json", 1, "")),
    ("foreign_key_unknown", point_to(package="q"), "foreign-key-unknown", ("biasa/datapackage.json", 1, "")),
    ("foreign_key_unknown", point_to(resource="q"), "foreign-key-unknown", ("biasa/datapackage.json", 1, "")),
    ("foreign_key_unknown", point_to(fields="q"), "foreign-key-unknown", ("biasa/datapackage.json", 1, "")),
    ("foreign_key_unknown", of_schema(foreignKeys=[{"fields": "q", "reference": {"resource": "", "fields": "area"}}]), "foreign-key-unknown", ("biasa/datapackage.json", 1, "")),
    ("foreign_key", cell("t", "area", "99"), "foreign-key", ("biasa/t.csv", 2, "area")),
    ("empty_table", lambda p: p["tables"].update(t=[]), "empty-table", ("biasa/t.csv", 0, "")),
    ("byte_count", of_resource("biasa", 0, bytes=1), "byte-count", ("biasa/t.csv", 0, "")),
    ("hash_count", of_resource("biasa", 0, hash="sha256:0"), "hash-count", ("biasa/t.csv", 0, "")),
    ("number_form", cell("t", "year", "2_023"), "type-error", ("biasa/t.csv", 2, "year")),
    ("number_form", cell("t", "value", " 1"), "type-error", ("biasa/t.csv", 2, "value")),
    ("number_form", cell("t", "value", "１"), "type-error", ("biasa/t.csv", 2, "value")),
    ("date_form", dated("2023-1-5"), "type-error", ("biasa/t.csv", 2, "year")),
    ("date_form", dated("２０２３-01-05"), "type-error", ("biasa/t.csv", 2, "year")),
    ("non_finite_number", cell("t", "value", "NaN"), "non-finite-number", ("biasa/t.csv", 2, "value")),
    ("non_finite_number", cell("t", "value", "-Infinity"), "non-finite-number", ("biasa/t.csv", 2, "value")),
    ("file_as_text", as_file("***"), "type-error", ("biasa/t.csv", 2, "year")),
    ("shape_unknown", of_resource("biasa", 0, shape="circle"), "shape-unknown", ("biasa/datapackage.json", 1, "")),
    ("shape_column_missing", without_column, "shape-column-missing", ("kode/datapackage.json", 1, "")),
    ("shape_column_extra", extra_column, "shape-column-extra", ("kode/datapackage.json", 1, "")),
    ("required_value", cell("observations", "indicator", ""), "required-value", ("kode/observations.csv", 2, "indicator")),
    ("duplicate_key", twice("sources"), "duplicate-key", ("kode/sources.csv", 3, "source_id")),
    ("number_in_shape", cell("observations", "statement", "0"), "count-invalid", ("kode/observations.csv", 2, "statement")),
    ("number_in_shape", cell("indicators", "decimals", "1.0"), "count-invalid", ("kode/indicators.csv", 2, "decimals")),
    ("number_in_shape", cell("tile-grid", "row", "-1"), "count-invalid", ("kode/tile-grid.csv", 2, "row")),
    ("number_in_shape", cell("area-centres", "lat", "90.5"), "degrees-invalid", ("kode/area-centres.csv", 2, "lat")),
    ("number_in_shape", cell("area-centres", "lon", "nan"), "degrees-invalid", ("kode/area-centres.csv", 2, "lon")),
    ("date_in_shape", cell("observations", "as_of", "2023-02-30"), "date-invalid", ("kode/observations.csv", 2, "as_of")),
    ("code_in_shape", cell("observations", "kind", "guess"), "code-unknown", ("kode/observations.csv", 2, "kind")),
    ("address_in_shape", cell("sources", "url", "javascript:alert(1)"), "address-invalid", ("kode/sources.csv", 2, "url")),
    ("parent_unknown", cell("areas", "parent", "q", 1), "parent-unknown", ("kode/areas.csv", 3, "parent")),
    ("parent_unknown", circle, "parent-circle", ("kode/segments.csv", 2, "parent")),
    ("value_not_decimal", cell("observations", "value", "1e3"), "value-not-decimal", ("kode/observations.csv", 2, "value")),
    ("value_not_decimal", cell("observations", "value", "Infinity"), "value-not-decimal", ("kode/observations.csv", 2, "value")),
    ("unknown_code", cell("observations", "area_code", "q"), "unknown-code", ("kode/observations.csv", 2, "area_code")),
    ("unknown_code", cell("observations", "breakdown", "q"), "unknown-code", ("kode/observations.csv", 2, "breakdown")),
    ("unit_mismatch", cell("observations", "unit", "idr"), "unit-mismatch", ("kode/observations.csv", 2, "unit")),
    ("period_type_mismatch", cell("observations", "period_type", "period"), "period-type-mismatch", ("kode/observations.csv", 2, "period_type")),
    ("area_level_mismatch", cell("observations", "area_level", "province"), "area-level-mismatch", ("kode/observations.csv", 2, "area_level")),
    ("control_character", cell("t", "area", "1\u202e1"), "control-character", ("biasa/t.csv", 2, "area")),
    ("control_character", lambda p: p.update(files={"biasa": {"README.en.md": "a\nb\x00"}}), "control-character", ("biasa/README.en.md", 2, "")),
    ("control_character", state("biasa", version="1\x1b"), "control-character", ("biasa/datapackage.json", 1, "")),
    ("formula_like", cell("t", "area", "=1+1"), "formula-like", ("biasa/t.csv", 2, "area")),
    ("formula_like", cell("t", "area", "@SUM(A1)"), "formula-like", ("biasa/t.csv", 2, "area")),
    ("inexact_number", cell("t", "value", "1e400"), "inexact-number", ("biasa/t.csv", 2, "value")),
    ("group_size", grouped, "group-size", ("biasa/t.csv", 2, "value")),
    ("category_unknown", of_schema(fields=[{"name": "area", "categories": ["12"]}, *PLAIN[1:]]), "category-unknown", ("biasa/t.csv", 2, "area")),
    ("blank_ends", cell("sources", "note", " x"), "blank-ends", ("kode/sources.csv", 2, "note")),
    ("look_alike_letter", cell("sources", "note", "Соntoh"), "look-alike-letter", ("kode/sources.csv", 2, "note")),
    ("look_alike_value", look_alike, "look-alike-value", ("biasa/t.csv", 3, "area")),
    ("lost_letter", cell("sources", "note", "Caf\ufffd"), "lost-letter", ("kode/sources.csv", 2, "note")),
    ("spreadsheet_error", cell("sources", "note", "#REF!"), "spreadsheet-error", ("kode/sources.csv", 2, "note")),
    ("unique_key_unknown", of_schema(uniqueKeys=[["q"]]), "unique-key-unknown", ("biasa/datapackage.json", 1, "")),
    ("unique_key", unique, "unique-key", ("biasa/t.csv", 3, "area")),
    ("duplicate_row", twice("segment-labels"), "duplicate-row", ("kode/segment-labels.csv", 3, "")),
]  # fmt: skip
NAMES = {check.__name__: check for check in CHECKS}


def test_the_good_portal_passes_every_check(tmp_path: Path) -> None:
    packages, findings = read_packages(build(tmp_path, lambda _: None))

    assert run(packages, findings).findings == ()


@pytest.mark.parametrize("case", BAD, ids=[f"{c[0]} {n}" for n, c in enumerate(BAD)])
def test_a_fault_is_told_by_its_check_at_its_place(tmp_path: Path, case: tuple) -> None:
    check, change, type, place = case
    packages, _ = read_packages(build(tmp_path, change))

    told = {(f.type, f.path, f.field) for f in NAMES[check](packages)}

    assert (type, place[0], place[2]) in told
    # Of a descriptor only the report says the line, which a check does not know.
    assert (type, place) in {(f.type, (f.path, f.line, f.field)) for f in run(packages).findings}


def test_every_check_has_a_bad_case_and_a_rule() -> None:
    assert {c[0] for c in BAD} == set(NAMES)
    assert [name for name, check in NAMES.items() if not (check.__doc__ or "").endswith(".")] == []


def test_codes_defined_in_two_packages_are_told(tmp_path: Path) -> None:
    build(tmp_path, lambda _: None)
    other = json.loads((tmp_path / "kode" / "datapackage.json").read_text(encoding="utf-8"))
    other |= {"name": "lain", "resources": [other["resources"][0]]}
    write(tmp_path / "lain", other, {"indicators.csv": (tmp_path / "kode" / "indicators.csv").read_bytes()})
    packages, findings = read_packages(tmp_path)

    found = run(packages, findings).findings

    assert [(f.type, f.value, f.facts["first_path"], f.facts["first"]) for f in found] == [
        ("duplicate-key", "peserta", "kode/indicators.csv", "2"),
        ("duplicate-key", "iuran", "kode/indicators.csv", "3"),
    ]
    assert (
        explain(found[1], read_locale("en"))[0] == "“iuran” is already defined in the file kode/indicators.csv, line 3."
    )


def test_numbers_point_to_numbers_of_the_same_value(tmp_path: Path) -> None:
    def typed(portal: Portal) -> None:
        fields = next(r for r in portal["kode"]["resources"] if r["name"] == "tile-grid")["schema"]["fields"]
        fields[fields.index({"name": "code"})]["type"] = "integer"
        point_to(resource="tile-grid")(portal)
        portal["tables"]["t"] = [{"area": area, "year": "2023", "value": "1"} for area in ("011", "12", "x", "nan")]

    packages, _ = read_packages(build(tmp_path, typed))

    assert [f.value for f in NAMES["foreign_key"](packages)] == ["12", "x", "nan"]


def test_a_code_list_that_cannot_be_read_does_not_make_its_codes_unknown(tmp_path: Path) -> None:
    build(tmp_path, lambda _: None)
    (tmp_path / "kode" / "areas.csv").write_bytes(b"\xff")
    packages, findings = read_packages(tmp_path)

    assert [f.type for f in run(packages, findings).findings] == ["encoding-error"]


@pytest.mark.parametrize(("table", "column"), [("areas", "level"), ("indicators", "period_type")])
def test_a_wrong_code_in_a_list_is_not_told_in_every_row_that_leads_to_it(
    tmp_path: Path, table: str, column: str
) -> None:
    packages, findings = read_packages(build(tmp_path, cell(table, column, "lain")))

    assert [f.type for f in run(packages, findings).findings] == ["code-unknown"]


def test_a_ragged_row_is_told_once(tmp_path: Path) -> None:
    build(tmp_path, lambda _: None)
    (tmp_path / "biasa" / "t.csv").write_text("area,year,value\n99,90,7,9\n", encoding="utf-8")
    packages, findings = read_packages(tmp_path)

    assert [f.type for f in run(packages, findings).findings] == ["extra-cell"]


@pytest.mark.parametrize("text", ["-5", "+62 21 555", "-", "-3.5%", "a=b", "2023-12"])
def test_numbers_and_dashes_are_no_formulas(tmp_path: Path, text: str) -> None:
    packages, _ = read_packages(build(tmp_path, cell("segment-labels", "note", text)))

    assert list(NAMES["formula_like"](packages)) == []


CELLS = st.sampled_from([(t, c, r) for t, rows in TABLES.items() for r in range(len(rows)) for c in SHAPES[t].columns])
TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e5",
        "NaN",
        "٣",
        " 7",
        "1_0",
        "2023-13",
        "9" * 20,
        "inf",
        "0x1",
        "2023",
        "1.",
        ".5",
        "--",
        "²",
        "99999999999",
    ]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=CELLS, text=TEXTS)
def test_what_passes_can_be_made_a_dataset(tmp_path: Path, place: tuple[str, str, int], text: str) -> None:
    table, column, row = place
    packages, findings = read_packages(build(tmp_path, cell(table, column, text, row)))

    if not run(packages, findings).errors:
        from_packages(packages)


def test_of_a_pattern_a_shape_knows_more_than_the_schema() -> None:
    """A date that is none is told as such, not as a regular expression; what no shape explains stays as it is."""
    pattern = {"variant": "pattern", "limit": "[0-9]{4}"}
    schema = [Finding("constraint-error", "a.csv", line, "as_of", "31/12", pattern) for line in (2, 3)]
    shape = Finding("date-invalid", "a.csv", 2, "as_of", "31/12")

    found = run((), (*schema, shape)).findings

    assert [(f.type, f.line) for f in found] == [("date-invalid", 2), ("constraint-error", 3)]
