"""Declared checks: what a package asks of its own tables, with values worked out by hand, and whatever else it may state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.checks.rule import TYPES, declared
from build_scripts.locale import read_locale
from build_scripts.reading import understand
from build_scripts.report import Finding, Report, Severity, explain
from tests.package_folder import descriptor, examine, resource, write

FIELDS = [
    {"name": "daerah", "type": "string"},
    {"name": "tahun", "type": "year"},
    {"name": "tanggal", "type": "date"},
    {"name": "a", "type": "integer"},
    {"name": "b", "type": "integer"},
    {"name": "c", "type": "number"},
    {"name": "kode", "type": "string"},
]
Told = list[tuple[str, int, str, str]]


def table(*rows: str) -> str:
    return "\n".join([",".join(f["name"] for f in FIELDS), *rows, ""])


def check(folder: Path, rule: Mapping[str, Any], text: str, **properties: Any) -> Report:
    one = resource(schema={"fields": FIELDS, "missingValues": ["", "-"]}, checks=[rule])
    return examine(write(folder, descriptor(one, **properties), {"table.csv": text}))


def told(report: Report) -> Told:
    return [(f.type, f.line, f.field, f.value) for f in report.findings]


def constraint(**properties: Any) -> dict[str, Any]:
    return {"type": "row-constraint", "left": "a", "operator": "<=", "right": "b", **properties}


@pytest.mark.parametrize(
    ("rule", "rows", "lines"),
    [
        (constraint(), ("x,,,11,22,,", "x,,,22,22,,", "x,,,23,22,,"), [4]),
        (constraint(operator="<"), ("x,,,11,22,,", "x,,,22,22,,"), [3]),
        (constraint(operator="="), ("x,,,11,22,,", "x,,,22,22,,"), [2]),
        (constraint(operator="!="), ("x,,,11,22,,", "x,,,22,22,,"), [3]),
        (constraint(operator=">"), ("x,,,33,22,,", "x,,,22,22,,"), [3]),
        (constraint(operator=">="), ("x,,,21,22,,", "x,,,22,22,,"), [2]),
        (constraint(right=11), ("x,,,11,,,", "x,,,12,,,"), [3]),
        (constraint(left={"sum": ["a", "b"]}, right="c"), ("x,,,11,22,33.0,", "x,,,11,22,32.9,"), [3]),
        (constraint(left={"difference": ["b", "a"]}, right=11), ("x,,,11,22,,", "x,,,11,23,,"), [3]),
        (constraint(left={"product": ["a", 2]}), ("x,,,11,22,,", "x,,,12,23,,"), [3]),
        (constraint(tolerance=1), ("x,,,23,22,,", "x,,,24,22,,"), [3]),
        (constraint(tolerance={"relative": 0.1}), ("x,,,110,99,,", "x,,,111,99,,"), [3]),
        (constraint(where={"kode": "k"}), ("x,,,2,1,,k", "x,,,2,1,,l"), [2]),
        (constraint(where={"tahun": [2023, 2024]}), ("x,2023,,2,1,,", "x,2022,,2,1,,"), [2]),
        # Cells that are missing or no numbers say nothing.
        (constraint(), ("x,,,-,1,,", "x,,,2,,,"), []),
    ],
)
def test_a_row_keeps_its_constraint(
    tmp_path: Path, rule: Mapping[str, Any], rows: tuple[str, ...], lines: list[int]
) -> None:
    found = told(check(tmp_path, rule, table(*rows)))

    assert [(type, line) for type, line, _, _ in found] == [("row-constraint", line) for line in lines]


def test_sums_are_exact_where_floats_are_not(tmp_path: Path) -> None:
    rule = {"type": "parts-sum-to-whole", "parts": ["c", "a"], "whole": "b", "tolerance": 0}
    text = table("x,,,9007199254740993,9007199254740993,0,", "x,,,9007199254740993,9007199254740992,0,")

    assert [line for _, line, _, _ in told(check(tmp_path, rule, text))] == [3]


def test_parts_in_columns_may_be_off_by_their_rounding(tmp_path: Path) -> None:
    rule = {"type": "parts-sum-to-whole", "parts": ["a", "c"], "whole": 100}
    text = table("x,,,66,,34.05,", "x,,,66,,33.9,", "x,,,66,,34.06,")

    # 34.05 and 34.06 may stand for anything up to half a hundredth away, 33.9 for half a tenth.
    assert told(check(tmp_path, rule, text)) == [
        ("parts-sum-to-whole", 2, "a", "100"),
        ("parts-sum-to-whole", 3, "a", "100"),
        ("parts-sum-to-whole", 4, "a", "100"),
    ]


@pytest.mark.parametrize(("parts", "right"), [(("33.3", "33.3", "33.3"), True), (("33.3", "33.3", "33.0"), False)])
def test_three_thirds_make_a_hundred(tmp_path: Path, parts: tuple[str, ...], right: bool) -> None:
    fields = [{"name": n, "type": "number"} for n in "xyz"]
    one = resource(
        schema={"fields": fields}, checks=[{"type": "parts-sum-to-whole", "parts": list("xyz"), "whole": 100}]
    )
    report = examine(write(tmp_path, descriptor(one), {"table.csv": f"x,y,z\n{','.join(parts)}\n"}))

    assert (report.findings == ()) is right


def test_parts_in_rows_add_up_to_the_row_of_the_whole(tmp_path: Path) -> None:
    rule = {"type": "parts-sum-to-whole", "value": "a", "part": "kode", "whole": "semua", "by": ["daerah", "tahun"]}
    text = table(
        "x,2023,,33,,,semua",
        "x,2023,,11,,,p",
        "x,2023,,22,,,q",
        "x,2024,,44,,,semua",
        "x,2024,,11,,,p",
        "x,2024,,22,,,q",
        # A part that is missing makes the sum meaningless; a group without a whole has nothing to add up to.
        "y,2023,,99,,,semua",
        "y,2023,,-,,,p",
        "z,2023,,99,,,p",
    )

    (found,) = check(tmp_path, rule, text).findings

    assert (found.line, found.field, found.value, found.facts["sum"]) == (5, "a", "44", "33")
    assert found.facts["group"] == "x, 2024"


def test_of_stated_parts_all_must_be_there(tmp_path: Path) -> None:
    rule: dict[str, Any] = {
        "type": "parts-sum-to-whole",
        "value": "a",
        "part": "kode",
        "whole": "semua",
        "by": "daerah",
    }
    rule |= {"parts": ["p", "q"]}
    text = table("x,,,33,,,semua", "x,,,11,,,p", "y,,,33,,,semua", "y,,,11,,,p", "y,,,11,,,q", "y,,,11,,,r")

    assert [(line, value) for _, line, _, value in told(check(tmp_path, rule, text))] == [(4, "33")]


@pytest.mark.parametrize(
    ("share", "right"),
    [("33.3", True), ("33.33", True), ("33", True), ("33.4", False), ("34", False), ("33.34", False)],
)
def test_a_share_is_as_exact_as_it_is_written(tmp_path: Path, share: str, right: bool) -> None:
    rule = {"type": "share-of", "value": "c", "numerator": "a", "denominator": "b"}

    assert (check(tmp_path, rule, table(f"x,,,1,3,{share},")).findings == ()) is right


def test_a_share_of_nothing_is_passed_over(tmp_path: Path) -> None:
    rule = {"type": "share-of", "value": "c", "numerator": "a", "denominator": "b", "factor": 1000}

    assert told(check(tmp_path, rule, table("x,,,1,0,5,", "x,,,1,4,250,", "x,,,1,4,25,"))) == [
        ("share-of", 4, "c", "25")
    ]


@pytest.mark.parametrize(
    ("limit", "cell", "right"),
    [
        ("2025-06-30", "2025-06-30", True),
        ("2025-06-30", "2025-07-01", False),
        ("2025-06", "2025-06-30", True),
        ("2025", "2025-12-31", True),
        ("2025", "2026-01-01", False),
        ("build", "2025-12-31", True),
        ("build", "2026-01-01", False),
        ("tahun", "2023-12-31", True),
        ("tahun", "2024-01-01", False),
    ],
)
def test_a_date_is_not_after_its_limit(tmp_path: Path, limit: str, cell: str, right: bool) -> None:
    rule = {"type": "not-after", "field": "tanggal", "limit": limit}
    report = check(tmp_path, rule, table(f"x,2023,{cell},1,,,"), created="2025-12-31T00:00:00Z")

    assert told(report) == ([] if right else [("not-after", 2, "tanggal", cell)])


def test_a_year_is_after_the_day_of_the_build_only_where_all_of_it_is(tmp_path: Path) -> None:
    rule = {"type": "not-after", "field": "tahun", "limit": "build"}
    report = check(tmp_path, rule, table("x,2025,,1,,,", "x,2026,,1,,,"), created="2025-02-01T00:00:00Z")

    assert [line for _, line, _, _ in told(report)] == [3]


def test_without_a_day_of_the_build_nothing_is_compared_and_that_is_told(tmp_path: Path) -> None:
    rule = {"type": "not-after", "field": "tahun", "limit": "build"}

    (found,) = check(tmp_path, rule, table("x,9999,,1,,,")).findings

    assert (found.type, found.facts["variant"], found.path) == ("check-malformed", "day", "datapackage.json")


def test_a_date_in_a_format_of_its_own_is_understood(tmp_path: Path) -> None:
    fields = [{"name": "d", "type": "date", "format": "%d/%m/%Y"}]
    one = resource(schema={"fields": fields}, checks=[{"type": "not-after", "field": "d", "limit": "2025-01-31"}])
    report = examine(write(tmp_path, descriptor(one), {"table.csv": "d\n31/01/2025\n01/02/2025\n"}))

    assert told(report) == [("not-after", 3, "d", "01/02/2025")]


def test_numbers_with_declared_signs_are_understood(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "number", "decimalChar": ",", "groupChar": "."}]
    one = resource(schema={"fields": fields}, dialect={"delimiter": ";"}, checks=[constraint(right=1234)])
    report = examine(write(tmp_path, descriptor(one), {"table.csv": "a\n1.234,0\n1.234,5\n"}))

    assert [(f.line, f.value) for f in report.findings] == [(3, "1234.5")]


@pytest.mark.parametrize(
    ("properties", "lines"),
    [
        ({}, [4]),
        ({"strict": True}, [3, 4]),
        ({"direction": "decreasing"}, []),
        ({"by": []}, []),
    ],
)
def test_values_only_grow_or_only_fall(tmp_path: Path, properties: Mapping[str, Any], lines: list[int]) -> None:
    rule = {"type": "monotone", "field": "a", "along": "tahun", "by": "daerah", **properties}
    text = table("x,2021,,22,,,", "x,2022,,22,,,", "x,2023,,11,,,", "y,2020,,99,,,")
    if properties.get("by") == []:
        assert [f.type for f in check(tmp_path, rule, text).findings] == ["check-malformed"]
    else:
        assert [line for _, line, _, _ in told(check(tmp_path, rule, text))] == lines


def test_order_is_that_of_the_column_and_not_of_the_file(tmp_path: Path) -> None:
    rule = {"type": "monotone", "field": "a", "along": "tahun"}

    assert check(tmp_path, rule, table("x,2023,,33,,,", "x,2021,,11,,,", "x,2022,,22,,,")).findings == ()


def test_a_value_lies_in_the_range_of_its_code(tmp_path: Path) -> None:
    rule: dict[str, Any] = {"type": "range-by-group", "field": "a", "by": "kode"}
    rule |= {"ranges": {"p": {"minimum": 0, "maximum": 100}, "q": {"minimum": "-5.5"}, "*": {"maximum": 9}}}
    text = table("x,,,100,,,p", "x,,,101,,,p", "x,,,999,,,q", "x,,,-6,,,q", "x,,,9,,,r", "x,,,10,,,")

    assert [(line, value) for _, line, _, value in told(check(tmp_path, rule, text))] == [
        (3, "101"),
        (5, "-6"),
        (7, "10"),
    ]


def test_each_value_has_a_source(tmp_path: Path) -> None:
    rule = {"type": "required-source", "field": ["a", "b"], "source": ["kode", "tahun"]}
    text = table("x,2023,,1,,,k", "x,2023,,,2,,", "x,,,-,,,", "x,,,1,,,k")

    assert told(check(tmp_path, rule, text)) == [
        ("required-source", 3, "kode", ""),
        ("required-source", 5, "tahun", ""),
    ]


def test_rows_are_told_apart_by_the_fields_that_are_stated(tmp_path: Path) -> None:
    rule = {"type": "unique-together", "fields": ["daerah", "tahun"], "where": {"kode": "k"}}
    text = table("x,2023,,1,,,k", "x,2023,,2,,,l", "x,2023,,3,,,k", "x,,,1,,,k", "x,,,2,,,k")

    (found,) = check(tmp_path, rule, text).findings

    assert (found.line, found.value, found.facts["first"]) == (4, "x, 2023", "2")


def test_every_combination_has_a_row(tmp_path: Path) -> None:
    rule = {"type": "complete", "fields": ["daerah", "tahun"], "codes": {"tahun": [2022, 2023]}}

    found = told(check(tmp_path, rule, table("x,2023,,1,,,", "y,2022,,1,,,", "y,2023,,1,,,")))

    assert found == [("complete", 0, "daerah, tahun", "x, 2022")]


@pytest.mark.parametrize(
    ("properties", "lines"),
    [({"factor": 2}, [4, 5]), ({"difference": 15}, [4, 5]), ({"factor": 9}, []), ({}, [])],
)
def test_a_leap_is_told(tmp_path: Path, properties: Mapping[str, Any], lines: list[int]) -> None:
    rule = {"type": "jump", "field": "a", "along": "tanggal", **properties}
    text = table("x,,2021-01-01,10,,,", "x,,2022-01-01,11,,,", "x,,2023-01-01,33,,,", "x,,2024-01-01,12,,,")
    found = told(check(tmp_path, rule, text))

    assert [line for _, line, _, _ in found] == (lines or ([4] if not properties else []))


def test_severity_and_message_are_the_maintainers(tmp_path: Path) -> None:
    rule = constraint(
        name="aktif",
        severity="warning",
        message="Aktif paling banyak sebesar terdaftar",
        translations={"en": {"message": "Active members are registered!"}},
    )
    found = next(f for f in check(tmp_path, rule, table("x,,,2,1,,")).findings if f.type == "row-constraint")

    assert (found.severity, found.facts["check"]) == (Severity.WARNING, "aktif")
    assert explain(found, read_locale("id"))[0] == (
        "Aktif paling banyak sebesar terdaftar. a = 2 tidak boleh lebih dari b = 1."
    )
    assert explain(found, read_locale("en"))[0] == "Active members are registered! a = 2 may not be more than b = 1."


def test_a_check_of_the_package_names_its_table(tmp_path: Path) -> None:
    tables = [resource("p", schema={"fields": FIELDS}), resource("q", schema={"fields": FIELDS})]
    files = {"p.csv": table("x,,,2,1,,"), "q.csv": table("x,,,2,1,,")}
    checks = [constraint(resource="q"), constraint(), constraint(resource="r")]
    report = examine(write(tmp_path, descriptor(*tables, checks=checks), files))

    assert [(f.type, f.path, f.facts.get("variant")) for f in report.findings] == [
        ("check-malformed", "datapackage.json", "resource-missing"),
        ("check-malformed", "datapackage.json", "resource"),
        ("row-constraint", "q.csv", "at-most"),
    ]


@pytest.mark.parametrize(
    ("rule", "type", "variant"),
    [
        ({"type": "eval", "code": "1"}, "check-type-unknown", None),
        ({"type": 7}, "property-type", "text"),
        ({}, "property-missing", None),
        (constraint(left="z"), "check-field-unknown", None),
        (constraint(left="daerah"), "check-malformed", "number-field"),
        (constraint(operator="=>"), "check-malformed", "choice"),
        (constraint(left={"sum": ["a"]}), "check-malformed", "operand"),
        (constraint(left={"sum": [{"sum": [{"sum": [{"sum": ["a", "b"]}, 1]}, 1]}, 1]}), "check-malformed", "operand"),
        (constraint(left={"eval": ["a", "b"]}), "check-malformed", "operand"),
        (constraint(tolerance="x"), "check-malformed", "tolerance"),
        (constraint(tolerance=-1), "check-malformed", "tolerance"),
        (constraint(tolerence=1), "check-malformed", "property"),
        (constraint(where={"z": "1"}), "check-field-unknown", None),
        (constraint(where="a > 1"), "check-malformed", "where"),
        (constraint(severity="fatal"), "check-malformed", "choice"),
        ({"type": "not-after", "field": "a", "limit": "2025-01-01"}, "check-malformed", "date-field"),
        ({"type": "not-after", "field": "tahun", "limit": "2025-02-30"}, "check-field-unknown", None),
        ({"type": "range-by-group", "field": "a", "by": "kode", "ranges": {"p": {"min": 1}}}, "check-malformed", "range"),
        ({"type": "range-by-group", "field": "a", "by": "kode", "ranges": {}}, "check-malformed", "ranges"),
        ({"type": "monotone", "field": "a", "along": "tahun", "strict": 1}, "check-malformed", "flag"),
        ({"type": "complete", "fields": ["daerah", "tahun"], "codes": {"a": ["1"]}}, "check-malformed", "code-lists"),
        ({"type": "jump", "field": "a", "along": "tahun", "factor": 1}, "check-malformed", "factor"),
        ({"type": "required-source", "field": "a"}, "check-malformed", "missing"),
    ],
)  # fmt: skip
def test_what_is_stated_wrongly_is_told_on_the_descriptor(
    tmp_path: Path, rule: Mapping[str, Any], type: str, variant: str | None
) -> None:
    report = check(tmp_path, rule, table("x,2023,2023-01-01,2,1,1,k"))
    found = next(f for f in report.findings if f.type == type)

    assert (found.path, found.facts.get("variant")) == ("datapackage.json", variant)
    assert {f.path for f in report.findings} <= {"datapackage.json", "table.csv"}


NAMES = st.sampled_from([f["name"] for f in FIELDS] + ["z", "", "build", "2025-02-30", "semua"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | NAMES | st.text(max_size=4)
VALUES = st.recursive(LEAVES, lambda v: st.lists(v, max_size=3) | st.dictionaries(NAMES | st.sampled_from(["sum", "minimum", "absolute"]), v, max_size=3), max_leaves=6)  # fmt: skip
PROPERTIES = st.sampled_from(["left", "right", "operator", "tolerance", "where", "parts", "whole", "value", "part", "by", "numerator", "denominator", "factor", "field", "limit", "along", "direction", "strict", "ranges", "source", "fields", "codes", "difference", "severity", "message", "translations", "name", "resource"])  # fmt: skip
CELLS = st.sampled_from(
    ["", "-", "1", "2.5", "x", "9" * 60, "1e99", "NaN", "2023", "2023-02-30", "2023-01-01", "٣", "-1"]
)


@settings(max_examples=400, deadline=None)
@given(
    type=st.sampled_from(list(TYPES)) | st.text(max_size=5),
    stated=st.dictionaries(PROPERTIES, VALUES, max_size=6),
    rows=st.lists(st.tuples(*[CELLS] * 7), max_size=4),
)
def test_nothing_that_is_stated_makes_a_check_fail(
    type: str, stated: dict[str, Any], rows: list[tuple[str, ...]]
) -> None:
    one = resource(schema={"fields": FIELDS}, checks=[{**stated, "type": type}])
    draft, found = understand(json.loads(json.dumps(descriptor(one))), ".", "datapackage.json")
    (first,) = draft.package.resources
    package = replace(
        draft.package, resources=(replace(first, rows=tuple(rows), lines=tuple(range(2, len(rows) + 2))),)
    )

    for finding in (*found, *declared((package,))):
        for language in ("id", "en"):
            assert _whole(finding, language)


def _whole(found: Finding, language: str) -> bool:
    wrong, repair = explain(found, read_locale(language))
    return bool(wrong) and bool(repair)


def test_more_checks_than_are_allowed_are_not_run(tmp_path: Path) -> None:
    one = resource(schema={"fields": FIELDS}, checks=[constraint()] * 201)
    report = examine(write(tmp_path, descriptor(one), {"table.csv": table("x,,,1,2,,")}))

    assert [(f.type, f.facts["actual"]) for f in report.findings] == [("check-too-large", "201")]


def test_combinations_without_end_are_refused(tmp_path: Path) -> None:
    codes = {name: list(range(1000)) for name in ("daerah", "kode")}
    rule = {"type": "complete", "fields": ["daerah", "kode"], "codes": codes}

    assert [f.type for f in check(tmp_path, rule, table("x,,,1,2,,")).findings] == ["check-too-large"]


def test_the_descriptor_is_data_and_never_code() -> None:
    folder = Path(__file__).parents[2] / "build_scripts" / "checks" / "rule"
    code = "".join(p.read_text(encoding="utf-8") for p in folder.glob("*.py"))

    assert json.dumps(code).count("eval(") == json.dumps(code).count("exec(") == 0
