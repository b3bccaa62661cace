"""A repair says what a cell was likely meant to be, and is certain only where it can have been nothing else."""

from __future__ import annotations

import re
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts import cell
from build_scripts.checks.repair import date
from build_scripts.checks.repair.lookup import SEARCHES
from build_scripts.checks.repair.nearest import Names, names
from build_scripts.checks.repair.number import number
from build_scripts.report import Finding, Repair
from tests.package_folder import descriptor, examine, write

SURE = [
    # text, type, decimal sign, repaired
    ("90,79", "number", ".", "90.79"), ("-0,5", "number", ".", "-0.5"), ("1234,5", "number", ".", "1234.5"),
    ("90.79", "number", ",", "90,79"), ("1.234.567", "number", ".", "1234567"), ("1,234,567", "number", ".", "1234567"),
    ("1.234.567", "integer", ".", "1234567"), ("1,234,567", "integer", ".", "1234567"), ("1.234,5", "number", ".", "1234.5"),
    ("1,234.56", "number", ".", "1234.56"), ("1.234.567,89", "number", ".", "1234567.89"), ("1 234 567", "integer", ".", "1234567"),
    ("12.0", "integer", ".", "12"), ("12,00", "integer", ".", "12"), (" 5", "number", ".", "5"), ("5\u00a0", "integer", ".", "5"),
    ("１２３", "integer", ".", "123"), ("１，５", "number", ".", "1.5"), ("\u22125", "integer", ".", "-5"), ("1,234.56", "number", ",", "1234,56"),
]  # fmt: skip
LIKELY = [
    ("1,234", "integer", ".", "1234"), ("1.234", "integer", ".", "1234"), ("0,125", "number", ".", "0.125"),
    ("1234,567", "number", ".", "1234.567"), ("Rp1.234.567", "integer", ".", "1234567"), ("98,5%", "number", ".", "98.5"),
    ("98.5 persen", "number", ".", "98.5"), ("(12)", "integer", ".", "-12"), ("1_000", "integer", ".", "1000"),
    ("1O0", "integer", ".", "100"), ("'15", "integer", ".", "15"), ("1 234", "integer", ".", "1234"), ("\u20135", "integer", ".", "-5"),
]  # fmt: skip
NONE = [
    ("1,234", "number", "."), ("Rp1.234", "number", "."), ("(1.234)", "number", "."), ("1.5", "integer", "."), ("12.000", "number", ","),
    ("abc", "number", "."), ("", "number", "."), ("1,5,2", "number", "."), ("2020-2021", "integer", "."), ("5²", "integer", "."),
    ("½", "number", "."), ("1.23.456", "integer", "."), ("0.123.456", "integer", "."), ("90,", "number", "."), (".0", "integer", "."),
    ("9" * 80, "number", "·"), ("1,0", "number", "@"), ("," * 70, "number", "."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type", "decimal", "repaired"), SURE)
def test_a_number_that_can_be_read_in_one_way_is_certain(text: str, type: str, decimal: str, repaired: str) -> None:
    assert number(text, type, decimal) == Repair(repaired, certain=True)


@pytest.mark.parametrize(("text", "type", "decimal", "repaired"), LIKELY)
def test_a_number_that_could_be_another_is_likely_only(text: str, type: str, decimal: str, repaired: str) -> None:
    assert number(text, type, decimal) == Repair(repaired)


@pytest.mark.parametrize(("text", "type", "decimal"), NONE)
def test_what_is_no_number_or_any_of_two_has_no_repair(text: str, type: str, decimal: str) -> None:
    found = number(text, type, decimal)
    assert found is None or found.text == text


def readings(text: str) -> set[Decimal]:
    """Every value that a text has by some habit: any sign divides thousands in groups of three, any other sign is decimal."""
    values = set()
    for group in ("", ".", ",", " ", "\u00a0"):  # a number has no two kinds of blanks
        for decimal in {".", ","} - {group}:
            whole = r"[0-9]+" if not group else rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})*"
            if re.fullmatch(rf"[+-]?{whole}(?:{re.escape(decimal)}[0-9]*)?", text):
                values.add(
                    Decimal(text.replace(group, "").replace(decimal, ".") if group else text.replace(decimal, "."))
                )
    return values


NUMERIC = st.from_regex(r"[+-]?[0-9]{1,4}([., \u00a0][0-9]{1,4}){0,3}", fullmatch=True) | st.text(
    "0123456789.,- +", min_size=1, max_size=12
)


@settings(max_examples=500, deadline=None)
@given(text=NUMERIC, type=st.sampled_from(["integer", "number"]), decimal=st.sampled_from([".", ","]))
def test_a_certain_number_is_the_only_one_that_a_text_can_mean(text: str, type: str, decimal: str) -> None:
    found = number(text, type, decimal)
    if found is None or not found.certain:
        return
    plain = found.text.replace(decimal, ".")

    assert (cell.INTEGER if type == "integer" else cell.NUMBER).fullmatch(plain)
    assert number(found.text, type, decimal) == found, "a repaired number needs no other repair"
    if found.text != text.strip():
        assert readings(text.strip()) == {Decimal(plain)}


DAYS = [
    ("31/12/2023", "2023-12-31", True), ("31-12-2023", "2023-12-31", True), ("31.12.2023", "2023-12-31", True), ("12/31/2023", "2023-12-31", True),
    ("05/05/2023", "2023-05-05", True), ("05/06/2023", "2023-06-05", False), ("31/12/23", "2023-12-31", False), ("2023/12/31", "2023-12-31", True),
    ("2023-1-5", "2023-01-05", True), ("31 Desember 2023", "2023-12-31", True), ("31-Des-2023", "2023-12-31", True), ("1 Agustus 2023", "2023-08-01", True),
    ("Minggu, 31 Desember 2023", "2023-12-31", True), ("December 31, 2023", "2023-12-31", True), ("31 mei 2023", "2023-05-31", True),
    ("2023-12-31 00:00:00", "2023-12-31", True), ("2023-12-31T00:00:00Z", "2023-12-31", True), ("20231231", "2023-12-31", False),
    ("45291", "2023-12-31", False), ("３１/１２/２０２３", "2023-12-31", True), (" 2023-12-31 ", "2023-12-31", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "certain"), DAYS)
def test_a_date_is_written_as_the_standard_asks(text: str, day: str, certain: bool) -> None:
    assert date.day(text) == Repair(day, certain)


@pytest.mark.parametrize(
    "text", ["31/13/2023", "2023-02-30", "31 Bulan 2023", "2023", "", "1.5", "2023-12-31 08:00", "x" * 50]
)
def test_what_is_no_date_has_no_repair(text: str) -> None:
    assert date.day(text) is None


@pytest.mark.parametrize(
    ("text", "format", "day"),
    [
        ("2023-12-31", "%d/%m/%Y", "31/12/2023"),
        ("31-12-2023", "%d.%m.%Y", "31.12.2023"),
        ("31/12/2023", "%9999999d", None),
        ("31/12/2023", "any", None),
    ],
)
def test_a_date_is_written_in_the_format_of_its_field(text: str, format: str, day: str | None) -> None:
    found = date.day(text, format)
    assert (found and found.text) == day


@settings(max_examples=300)
@given(
    day=st.dates(),
    write=st.sampled_from(
        ["{0.day}/{0.month}/{0.year:04d}", "{0.month}/{0.day}/{0.year:04d}", "{0.year:04d}.{0.month}.{0.day}"]
    ),
)
def test_a_certain_date_is_the_day_that_was_written(day: Any, write: str) -> None:
    found = date.day(write.format(day))
    assert found is not None
    assert found.text == day.isoformat() or not found.certain


@pytest.mark.parametrize(
    ("text", "month"),
    [("Desember 2023", "2023-12"), ("12/2023", "2023-12"), ("2023/2", "2023-02"), ("13/2023", None), ("2023", None)],
)
def test_a_month_is_written_as_the_standard_asks(text: str, month: str | None) -> None:
    assert date.month(text) == (Repair(month, certain=True) if month else None)


PROVINCES = names(
    [
        "Aceh",
        "Sumatera Utara",
        "Sumatera Barat",
        "Sumatera Selatan",
        "DKI Jakarta",
        "Jawa Barat",
        "Jawa Timur",
        "Papua Barat",
        "Papua Barat Daya",
    ]
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sumatra Utara", "Sumatera Utara"), ("DKI Jakrta", "DKI Jakarta"), ("dki  jakarta", "DKI Jakarta"), ("Асеh", "Aceh"), ("Jawa", ""),
        ("Jawa Tmur", "Jawa Timur"), ("Sulawesi Utara", ""), ("", ""), ("x" * 500, ""), ("Papua Barat", "Papua Barat"), ("Ace", ""),
    ],
)  # fmt: skip
def test_a_misspelt_name_is_found_where_only_one_is_near(text: str, meant: str) -> None:
    assert PROVINCES.nearest(text) == meant


def test_codes_with_other_figures_are_other_codes() -> None:
    codes = names(["prov-3171", "prov-3172", "AO-10", "A0-11"])
    assert codes.nearest("prov-3173") == ""
    assert codes.nearest("PROV-3171") == "prov-3171"
    assert codes.nearest("prov-3l71") == "prov-3171"
    assert codes.nearest("AO-11") == "A0-11"


def test_two_names_that_are_as_near_are_none() -> None:
    assert names(["contoh a satu", "contoh b satu"]).nearest("contoh c satu") == ""
    assert names(["ab", "AB"]).nearest("Ab") == ""


def test_a_name_in_place_of_a_code_leads_to_the_code() -> None:
    assert Names({"11": "11", "Contoh Satu": "11"}).nearest("contoh satu") == "11"


def package(fields: list[dict[str, Any]], cells: str, **schema: Any) -> tuple[dict[str, Any], dict[str, str]]:
    header = ",".join(f["name"] for f in fields)
    codes = {
        "name": "codes",
        "path": "codes.csv",
        "schema": {"fields": [{"name": "code"}, {"name": "name"}], "primaryKey": "code"},
    }
    table = {"name": "t", "path": "t.csv", "schema": {"fields": fields, **schema}}
    files = {
        "t.csv": f"{header}\n{cells}\n",
        "codes.csv": "code,name\n11,Contoh Satu\n12,Contoh Dua\nab-c,Contoh Tiga\n",
    }
    return descriptor(table, codes), files


def told(folder: Path, fields: list[dict[str, Any]], cells: str, **schema: Any) -> list[Finding]:
    write(folder, *package(fields, cells, **schema))
    return [f for f in examine(folder).findings if f.path == "t.csv"]


KEY = {"foreignKeys": [{"fields": "a", "reference": {"resource": "codes", "fields": "code"}}]}
CASES = [
    ({"type": "number"}, '"90,79"', "type-error", Repair("90.79", certain=True)),
    ({"type": "integer"}, "1.234.567", "type-error", Repair("1234567", certain=True)),
    ({"type": "number", "decimalChar": ","}, "90.79", "type-error", Repair("90,79", certain=True)),
    ({"type": "number", "decimalChar": ",", "groupChar": "."}, "90.79", "group-size", Repair("90,79")),
    ({"type": "date"}, "31/12/2023", "type-error", Repair("2023-12-31", certain=True)),
    ({"type": "date", "format": "%d/%m/%Y"}, "2023-12-31", "type-error", Repair("31/12/2023", certain=True)),
    ({"type": "yearmonth"}, "12/2023", "type-error", Repair("2023-12", certain=True)),
    ({"type": "year"}, " 202", "type-error", None),
    ({"type": "year"}, "2023.0", "type-error", Repair("2023", certain=True)),
    ({"type": "boolean"}, "ya", "type-error", Repair("true")),
    ({"type": "boolean", "trueValues": ["Y"], "falseValues": ["T"]}, "tidak", "type-error", Repair("T")),
    ({"constraints": {"enum": ["laki-laki", "perempuan"]}}, "peremuan", "constraint-error", Repair("perempuan")),
    ({"constraints": {"enum": ["laki-laki", "perempuan"]}}, "perempuan ", "constraint-error", Repair("perempuan", certain=True)),
    ({"constraints": {"pattern": "[0-9]{4}-[0-9]{2}-[0-9]{2}"}}, "31/12/2023", "constraint-error", Repair("2023-12-31")),
    ({"constraints": {"pattern": "(a+)+b"}}, "a" * 20 + " ", "constraint-error", Repair("a" * 20)),
    ({"categories": [{"value": "pbi", "label": "Penerima bantuan"}, "ppu"]}, "penerima bantuan", "category-unknown", Repair("pbi")),
    ({}, "Contoh ", "blank-ends", Repair("Contoh", certain=True)),
    ({"constraints": {"minLength": 7}}, "Contoh ", "blank-ends", Repair("Contoh")),
    ({"missingValues": ["-"]}, "  ", "blank-ends", Repair("")),
    ({}, "Соntoh", "look-alike-letter", Repair("Contoh")),
    ({}, "Contoh\x96Satu", "control-character", Repair("Contoh–Satu")),
    ({}, "=1+1", "formula-like", None),
    ({"type": "number"}, "NaN", "non-finite-number", Repair("")),
    ({"type": "integer", "constraints": {"minimum": 5}}, "1", "constraint-error", None),
]  # fmt: skip


CODES = [
    ("ab-cc", Repair("ab-c")), ("contoh dua", Repair("12")), ("12 ", Repair("12", certain=True)), ("l2", Repair("12")), ("13", None),
]  # fmt: skip
PACKAGES = {
    **{f"case-{n}": package([{"name": "a", **c[0]}, {"name": "b"}], f"{c[1]},x") for n, c in enumerate(CASES)},
    **{
        f"repaired-{n}": package([{"name": "a", **c[0]}, {"name": "b"}], f'"{c[3].text}",x')
        for n, c in enumerate(CASES)
        if c[3] and c[3].certain
    },
    **{f"code-{n}": package([{"name": "a"}], text, **KEY) for n, (text, _) in enumerate(CODES)},
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """The findings of all packages, looked at in one go."""
    folder = tmp_path_factory.mktemp("packages")
    for name, (stated, files) in PACKAGES.items():
        write(folder / name, {**stated, "name": name}, files)
    return examine(folder).findings


def of(findings: tuple[Finding, ...], name: str) -> list[tuple[str, Repair | None]]:
    return [(f.type, f.repair) for f in findings if f.path == f"{name}/t.csv"]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_finding_says_what_the_cell_was_likely_meant_to_be(findings: tuple[Finding, ...], number: int) -> None:
    assert of(findings, f"case-{number}") == [CASES[number][2:]]


def test_a_cell_that_was_certainly_repaired_has_no_finding(findings: tuple[Finding, ...]) -> None:
    names = [name for name in PACKAGES if name.startswith("repaired-")]

    assert len(names) > 8
    assert [(name, of(findings, name)) for name in names if of(findings, name)] == []


@pytest.mark.parametrize("number", range(len(CODES)))
def test_a_code_is_looked_up_in_the_table_that_it_points_to(findings: tuple[Finding, ...], number: int) -> None:
    assert of(findings, f"code-{number}") == [("foreign-key", CODES[number][1])]


def test_a_misspelt_header_leads_to_the_name_of_the_column(tmp_path: Path) -> None:
    write(tmp_path, files={"table.csv": "Area ,yeear,value\nContoh Satu,2023,11\n"})

    assert {f.value: f.repair for f in examine(tmp_path).findings} == {"Area ": Repair("area"), "yeear": Repair("year")}


def test_only_so_much_is_searched(tmp_path: Path) -> None:
    cells = "\n".join(f"ab-{c}{d}" for c in "defghijklmnopqrstuvwxyz" for d in "defghijklmnopqrstuvwxyz")
    found = told(tmp_path, [{"name": "a"}], cells, **KEY)

    assert len(found) == 23 * 23
    assert sum(f.repair is not None for f in found) <= SEARCHES


TYPES = ("string", "integer", "number", "date", "boolean", "year", "yearmonth")
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters='\n\r"'), max_size=12) | NUMERIC


@settings(max_examples=4, deadline=None)
@given(texts=st.lists(TEXTS, min_size=80, max_size=120))
def test_whatever_a_cell_says_a_certain_repair_leaves_no_finding_of_its_kind(texts: list[str]) -> None:
    fields = [{"name": type, "type": type} for type in TYPES] + [{"name": "x"}]
    rows = [[text] * len(TYPES) + ["x"] for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        found = told(Path(folder), fields, "\n".join(",".join(f'"{c}"' for c in row) for row in rows))
        repaired = [f for f in found if f.repair and f.repair.certain]
        for finding in repaired:
            rows[finding.line - 2][TYPES.index(finding.field)] = finding.repair.text
        again = told(Path(folder), fields, "\n".join(",".join(f'"{c}"' for c in row) for row in rows))

    left = {(f.line, f.field, f.type) for f in again}
    assert [f for f in repaired if (f.line, f.field, f.type) in left] == []
