"""Cells: what is told of a text, of a number and of two texts of a column, and what must not be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_scripts.report import Finding, Severity
from tests.package_folder import descriptor, examine, resource, write

SATU = {"name": "a"}
GROUPED = {"name": "a", "type": "number", "decimalChar": ",", "groupChar": "."}
CODES = {"name": "codes", "path": "codes.csv", "schema": {"fields": [{"name": "code"}], "primaryKey": "code"}}

# Each case: fields (one alone is column a), rows, properties of the schema, and what is told: type, line, field, value.
TOLD: dict[str, tuple[list[dict[str, Any]], str, dict[str, Any], list[tuple[str, int, str, str]]]] = {
    "category": ([{"name": "a", "categories": ["x", "y"]}], "x,1\nz,1", {}, [("category-unknown", 3, "a", "z")]),
    "label is no value": ([{"name": "a", "categories": [{"value": "x", "label": "Satu"}]}], "Satu,1", {}, [("category-unknown", 2, "a", "Satu")]),
    "category of number": ([{"name": "a", "type": "integer", "categories": [1, 2]}], "01,1\n3,1", {}, [("category-unknown", 3, "a", "3")]),
    "category and enum": ([{"name": "a", "categories": ["x"], "constraints": {"enum": ["x"]}}], "z,1", {}, [("constraint-error", 2, "a", "z")]),
    "blank": ([SATU], "x ,1", {}, [("blank-ends", 2, "a", "x ")]),
    "no-break": ([SATU], "\u00a0x,1", {}, [("blank-ends", 2, "a", "\u00a0x")]),
    "only blanks": ([SATU], " ,1", {}, [("blank-ends", 2, "a", " ")]),
    "blank of a date": ([{"name": "a", "type": "date"}], " 2023-12-31,1", {}, [("type-error", 2, "a", " 2023-12-31")]),
    "blank of a year": ([{"name": "a", "type": "year"}], " 202,1", {}, [("type-error", 2, "a", " 202")]),
    "blank and pattern": ([{"name": "a", "constraints": {"pattern": "[a-z]"}}], "x ,1", {}, [("constraint-error", 2, "a", "x ")]),
    "blank and category": ([{"name": "a", "categories": ["x"]}], "x ,1", {}, [("category-unknown", 2, "a", "x ")]),
    "Cyrillic": ([SATU], "Соntoh,1", {}, [("look-alike-letter", 2, "a", "Соntoh")]),
    "lost": ([SATU], "Caf\ufffd,1", {}, [("lost-letter", 2, "a", "Caf\ufffd")]),
    "reference": ([SATU], "#N/A,1", {}, [("spreadsheet-error", 2, "a", "#N/A")]),
    "hidden tags": ([SATU], "x\U000e0041,1", {}, [("control-character", 2, "a", "x\U000e0041")]),
    "long": ([{"name": "a", "type": "integer"}], "9" * 39 + ",1", {}, [("inexact-number", 2, "a", "9" * 39)]),
    "large": ([{"name": "a", "type": "number"}], "1e400,1", {}, [("inexact-number", 2, "a", "1e400")]),
    "long with signs": ([GROUPED], '"' + "9" * 39 + ',5",1', {}, [("inexact-number", 2, "a", "9" * 39 + ",5")]),
    "odd group": ([GROUPED], "1.23,1", {}, [("group-size", 2, "a", "1.23")]),
    "underscore with signs": ([{"name": "a", "type": "number", "decimalChar": ","}], "1_0,1", {}, [("type-error", 2, "a", "1_0")]),
    "full width with marks": ([{"name": "a", "type": "integer", "bareNumber": False}], "Rp１２,1", {}, [("type-error", 2, "a", "Rp１２")]),
    "not finite with signs": ([{"name": "a", "type": "number", "decimalChar": ","}], "NaN,1", {}, [("non-finite-number", 2, "a", "NaN")]),
    "case": ([SATU, {"name": "b"}], "Satu,1\nSatu,2\nsatu,3", {"primaryKey": ["a", "b"]}, [("look-alike-value", 4, "a", "satu")]),
    "rarer first": ([SATU, {"name": "b"}], "satu,1\nSatu,2\nSatu,3", {"primaryKey": ["a", "b"]}, [("look-alike-value", 2, "a", "satu")]),
    "look-alike key": ([SATU], "COP,1\nСОР,1", {"primaryKey": "a"}, [("look-alike-value", 3, "a", "СОР")]),
    "blank key": ([SATU], "x,1\nx ,1", {"primaryKey": "a"}, [("blank-ends", 3, "a", "x ")]),
    "unique": ([{"name": "a", "constraints": {"unique": True}}], "Satu,1\nSATU,1", {}, [("look-alike-value", 3, "a", "SATU")]),
}  # fmt: skip
PASSED: dict[str, tuple[list[dict[str, Any]], str, dict[str, Any]]] = {
    "category": ([{"name": "a", "categories": ["x", "y"], "missingValues": ["", "-"]}], "x,1\ny,1\n-,1\n,1", {}),
    "category of number": ([{"name": "a", "type": "integer", "categories": [{"value": 1, "label": "Satu"}]}], "1,1\n01,1", {}),
    "category with blank": ([{"name": "a", "categories": ["x ", "=y", "Соntoh"]}], "x ,1\n=y,1\nСоntoh,1", {}),
    "missing with blank": ([{"name": "a", "missingValues": [" ", "-", "#N/A", "--"]}], " ,1\n#N/A,1\n--,1", {}),
    "missing of table": ([SATU], "  ,1\n=x,1", {"missingValues": ["  ", "=x"]}),
    "right to left": ([SATU], "\u200fشرق\u200e,1\nمی\u200cخواهم,1\n\u061c١٢,1", {}),
    "Indic": ([SATU], "क्\u200dष,1\nশ্রী\u200c,1", {}),
    "units": ([SATU], "μg,1\nmg,1\nkΩ,1\nm²,1\n½,1\nTNF-α,1\nМосква,1\nСОР,1\n🏴\U000e0067\U000e0062\U000e007f,1", {"primaryKey": "a"}),
    "decimal comma": ([GROUPED], '"1.234,5",1\n"90,79",1\n1.234.567,1\n12,1\n"-1.234,5",1', {}),
    "Indian groups": ([{"name": "a", "type": "number", "groupChar": ","}], '"12,34,567",1\n"12,34,567.5",1', {}),
    "marks": ([{"name": "a", "type": "number", "bareNumber": False}], "Rp 12.5,1\n95%,1\n-3 %,1", {}),
    "long decimals": ([{"name": "a", "type": "number"}], "0.1234567890123456789012345678,1\n9007199254740993,1\n1e300,1\n0e999,1", {}),
    "code as text": ([SATU], "9" * 60 + ",1\n0001,1", {}),
    "JSON with blanks": ([{"name": "a", "type": "object"}], '" {""x"": 1} ",1', {}),
    "inner blanks": ([SATU], "Contoh  Satu,1\nContoh\tSatu,1", {}),
    "codes by figure": ([SATU], "A0,1\nAO,1\n1,1\nl,1\nI1,1", {"primaryKey": "a"}),
    "case of names": ([SATU], "Satu,1\nsatu,1", {}),
    "case of categories": ([{"name": "a", "categories": ["a", "A"]}], "a,1\nA,1", {"primaryKey": "a"}),
    "phones and dashes": ([SATU], "+62 21 555,1\n--,1\n-5,1\n- ,1".replace("- ,", "-,"), {}),
}  # fmt: skip


def package(
    fields: list[dict[str, Any]], rows: str, stated: dict[str, Any], **more: Any
) -> tuple[dict[str, Any], dict[str, str]]:
    fields = fields if len(fields) > 1 else [*fields, {"name": "b"}]
    # Rows are kept apart, so that no row is there twice.
    lines = [f"{line},{number}" for number, line in enumerate(rows.split("\n"))]
    schema = {"fields": [*fields, {"name": "row", "type": "integer"}], **stated}
    header = ",".join(f["name"] for f in schema["fields"])
    return descriptor({"name": "t", "path": "t.csv", "schema": schema, **more}, CODES), {
        "t.csv": "\n".join([header, *lines, ""]),
        "codes.csv": "code\nx\n",
    }


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    folder = tmp_path_factory.mktemp("packages")
    cases = {f"told-{n}": case[:3] for n, case in enumerate(TOLD.values())}
    cases |= {f"passed-{n}": case for n, case in enumerate(PASSED.values())}
    for name, case in cases.items():
        stated, files = package(*case)
        write(folder / name, {**stated, "name": name}, files)
    return examine(folder).findings


def of(findings: tuple[Finding, ...], name: str) -> list[tuple[str, int, str, str]]:
    return [(f.type, f.line, f.field, f.value) for f in findings if f.path.startswith(f"{name}/")]


@pytest.mark.parametrize("case", TOLD)
def test_a_faulty_cell_is_told_once_at_its_place(findings: tuple[Finding, ...], case: str) -> None:
    assert of(findings, f"told-{list(TOLD).index(case)}") == TOLD[case][3]


@pytest.mark.parametrize("case", PASSED)
def test_what_only_looks_odd_is_not_told(findings: tuple[Finding, ...], case: str) -> None:
    assert of(findings, f"passed-{list(PASSED).index(case)}") == []


def test_how_a_text_looks_is_a_warning_and_what_a_value_is_an_error(findings: tuple[Finding, ...]) -> None:
    warnings = {f.type for f in findings if f.severity is Severity.WARNING}

    assert warnings == {
        "blank-ends",
        "look-alike-letter",
        "look-alike-value",
        "lost-letter",
        "spreadsheet-error",
        "group-size",
    }
    assert not warnings & {f.type for f in findings if f.severity is Severity.ERROR}


def test_a_look_alike_names_the_more_frequent_value_and_its_line(findings: tuple[Finding, ...]) -> None:
    number = list(TOLD).index("case")
    found = next(f for f in findings if f.path == f"told-{number}/t.csv")

    assert (dict(found.facts), found.repair and found.repair.text) == ({"other": "Satu", "first": "2"}, "Satu")


def test_blanks_that_the_dialect_passes_over_are_not_told(tmp_path: Path) -> None:
    stated, files = package([SATU], '" x", 1\ny , 2', {}, dialect={"skipInitialSpace": True})
    write(tmp_path, stated, files)

    assert [(f.type, f.value) for f in examine(tmp_path).findings] == [("blank-ends", "y ")]


def test_a_key_that_points_to_another_table_is_told_there(tmp_path: Path) -> None:
    key = {"fields": "a", "reference": {"resource": "codes", "fields": "code"}}
    stated, files = package([SATU], "x,1\nX,1", {"primaryKey": "a", "foreignKeys": [key]})
    write(tmp_path, stated, {**files, "codes.csv": "code\nx\nX\n"})

    assert [(f.type, f.path) for f in examine(tmp_path).findings] == [("look-alike-value", "codes.csv")]


def test_codes_in_which_letter_case_has_a_meaning_are_not_told(tmp_path: Path) -> None:
    rows = "".join(f"{letter}{number}\n" for number in range(5) for letter in "aA")
    write(tmp_path, descriptor(resource(schema={"fields": [SATU], "primaryKey": "a"})), {"table.csv": f"a\n{rows}"})

    assert examine(tmp_path).findings == ()
