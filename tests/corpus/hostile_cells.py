"""Hostile cells: numbers that are none, text that deceives, and what one cell can do to a whole machine."""

from __future__ import annotations

from typing import Any

from tests.package_folder import descriptor

from .case import Case, Repeat, bad, cell, csv_of, one, packed, rows_of, table


def _cell(name: str, text: str, found: str = "type-error", *, type: str = "number", **more: Any) -> Case:
    return bad(name, one(type, **more), csv_of(f"c\n{text}\n"), found)


def _warned(name: str, text: str, found: str) -> Case:
    return bad(name, one(), csv_of(f"c\n{text}\n"), found, only_warnings=True)


NUMBERS = (
    _cell("number with underscores", "1_000"),
    _cell("integer with underscores", "1_000", type="integer"),
    _cell("full-width digits", "\uff11\uff12", type="integer"),
    _cell("Arabic digits", "\u0661\u0662", type="integer"),
    _cell("decimal in Arabic digits", "\u0661.\u0662"),
    _cell("number with a blank before", " 5"),
    _cell("number with a blank after", "5 "),
    _cell("number with a no-break blank", "1\u00a0000"),
    _cell("number with a thin blank", "1\u2009000"),
    _cell("integer with a decimal", "5.0", type="integer"),
    _cell("integer with an exponent", "1e5", type="integer"),
    _cell("integer in hexadecimal", "0x1f", type="integer"),
    _cell("number with a comma", '"90,79"'),
    _cell("number with per cent", "90%"),
    _cell("number with a currency", "Rp5"),
    _cell("number with a true minus", "\u22125"),
    _cell("number with two signs", "--5"),
    _cell("number with a thousands separator", '"1,000"'),
    _cell("fraction", "1/2"),
    _cell("superscript", "5\u00b2", type="integer"),
    _cell("word NaN as number", "NaN", "non-finite-number"),
    _cell("word infinity as number", "-INF", "non-finite-number"),
    _cell("word nan with a payload", "nan123", "non-finite-number"),
    _cell("exponent beyond all", "1e999999999", "inexact-number"),
    _cell("number of a hundred thousand digits", "9" * 100_000, "inexact-number"),
    _cell("integer of five thousand digits", "9" * 5_000, "inexact-number type-error", type="integer"),
    _cell("number with a line feed", '"5\n"'),
    _cell("word null as number", "null"),
    _cell("word NA as number", "NA"),
    _cell("hyphen as number", "-"),
)

WORDS = (
    _cell("date of another order", "31/12/2023", type="date"),
    _cell("date that is not in the calendar", "2023-02-30", type="date"),
    _cell("date without zeros", "2023-1-5", type="date"),
    _cell("date in full-width digits", "\uff12\uff10\uff12\uff13-01-01", type="date"),
    _cell("date with a time", "2023-01-01T00:00:00Z", type="date"),
    _cell("year of five digits", "20233", type="year"),
    _cell("year of two digits", "23", type="year"),
    _cell("month that is none", "2023-13", type="yearmonth"),
    _cell("time that is none", "25:00:00", type="time"),
    _cell("datetime that is none", "2023-01-01 25:00", type="datetime"),
    _cell("boolean in Indonesian", "ya", type="boolean"),
    _cell("boolean that is a number", "2", type="boolean"),
    _cell("duration that is none", "3 hari", type="duration"),
    _cell("geopoint beyond the pole", '"95.0, 200.0"', type="geopoint"),
    _cell("geopoint that is text", "Jakarta", type="geopoint"),
    _cell("object that is a list", '"[1]"', type="object"),
    _cell("object cut off", '"{""a"": "', type="object"),
    _cell("no number in a list", '"[1, NaN]"', "non-finite-number", type="array"),
    _cell("endless number in an object", '"{""a"": -Infinity}"', "non-finite-number", type="object"),
    _cell("no Base64", "***", type="string", format="binary"),
    _cell("object deep without end", "[" * 50_000, type="array"),
    _cell("GeoJSON that is none", '"{""type"": ""Nowhere""}"', type="geojson"),
    _cell("text that is no e-mail address", "a@b@c", type="string", format="email"),
    _cell("address that is none", "bukan alamat", type="string", format="uri"),
    _cell("UUID that is none", "123", type="string", format="uuid"),
    _cell("empty cell that is required", '""\nb', "blank-row", type="string", constraints={"required": True}),
    _cell("value that is too small", "-1", "constraint-error", constraints={"minimum": 0}),
    _cell("value that is not listed", "c", "constraint-error", type="string", constraints={"enum": ["a", "b"]}),
    _cell("pattern that only begins so", "abc", "constraint-error", type="string", constraints={"pattern": "ab"}),
    _cell("pattern whose alternative escapes", "xb", "constraint-error", type="string", constraints={"pattern": "a|b"}),
    _cell("pattern before a line feed", '"a\n"', "constraint-error", type="string", constraints={"pattern": "^a$"}),
)  # fmt: skip

TEXTS = (
    _warned("formula", '"=HYPERLINK(""http://127.0.0.1:@PORT@/"",""x"")"', "formula-like"),
    _warned("formula with plus", "+cmd|' /C calc'!A0", "formula-like"),
    _warned("formula with minus", "-2+3+cmd|' /C calc'!A0", "formula-like"),
    _warned("formula with at", "@SUM(1+1)", "formula-like"),
    _warned("formula of full width", "\uff1dSUM(1+1)", "formula-like"),
    _warned("formula after a tab", '"\t=1+1"', "blank-ends formula-like"),
    bad("override of direction", one(), cell("a\u202egnp.exe"), "control-character"),
    bad("isolate of direction", one(), cell("a\u2066b"), "control-character"),
    bad("escape sequence of a terminal", one(), cell("\x1b]0;x\x07\x1b[2J"), "control-character"),
    _warned("look-alike letter in a word", "J\u0430karta", "look-alike-letter"),
    bad("codes that look alike", one(), csv_of("c\nID-1\n\u0406D-1\n"), "look-alike-letter", only_warnings=True),
    _warned("letter that was lost", "Kaf\ufffd", "lost-letter"),
    _warned("error of a spreadsheet", "#REF!", "spreadsheet-error"),
    bad("two digits after the sign between groups", one("number", groupChar=","), csv_of('c\n"1,23"\n'), "group-size", only_warnings=True),
    _warned("blank before", " Contoh", "blank-ends"),
    _warned("blank after", "Contoh ", "blank-ends"),
    _warned("no-break blank after", "Contoh\u00a0", "blank-ends"),
    bad("row twice", descriptor(), rows_of("Contoh,2023,11\nContoh,2023,11\n"), "duplicate-row", only_warnings=True),
)  # fmt: skip


def _pattern(name: str, pattern: str, text: str) -> Case:
    return bad(
        f"pattern without end {name}", one(constraints={"pattern": pattern}), cell(text), "check-timeout", heavy=True
    )


_MILLION = 1_000_000
_TEN = 10_000_000
_MANY = 100_000
_INTEGER, _NUMBER = one("integer"), one("number")
HEAVY = (
    _pattern("nested", "(a+)+b", "a" * 60),
    _pattern("alternatives", "(a|aa)+b", "a" * 80),
    _pattern("of words", r"(\w+\s?)*!", "kata " * 30 + "x"),
    _pattern("with a reference back", r"(.*)(.*)(.*)(.*)\1\2\3\4x", "ab" * 300),
    bad("pattern that is slow on a large cell", one(constraints={"pattern": ".*.*.*x"}), cell("a" * 100_000), "check-timeout", heavy=True),
    bad("date format without end", one("date", format="%Y" * 400), cell("2023" * 400), "type-error", heavy=True),
    bad("date with a million digits", one("date", format="%d/%m/%Y"), cell("1" * 900_000), "type-error", heavy=True),
    bad("enum of a hundred thousand", one(constraints={"enum": [f"k{n}" for n in range(100_000)]}), cell("x"), "constraint-error", heavy=True),
    bad("cell of a megabyte and one", one(), cell("a" * 1_000_001), "limit-exceeded", heavy=True),
    bad("two hundred megabytes without a line feed", one(), {"table.csv": Repeat("a", 200_000_000, "c\n")}, "limit-exceeded", heavy=True),
    bad("a quote that swallows the file", one(), {"table.csv": Repeat("a,b\n", 5_000_000, 'c\n"')}, "limit-exceeded", heavy=True),
    bad("a million columns in a line", one(), {"table.csv": Repeat(",", _MILLION, "c\na")}, "extra-cell", heavy=True),
    bad("a million columns in the header", one(), {"table.csv": Repeat(",", _MILLION, "c", "\n")}, "limit-exceeded", heavy=True),
    bad("two thousand and one fields", table(schema={"fields": [{"name": f"k{n}"} for n in range(2001)]}), csv_of("a\n"), "limit-exceeded", heavy=True),
    bad("a hundred thousand fields", table(schema={"fields": [{"name": f"k{n}"} for n in range(100_000)]}), csv_of("a\n"), "limit-exceeded", heavy=True),
    bad("a hundred thousand wrong cells", _INTEGER, {"table.csv": Repeat("x\n", _MANY, "c\n")}, "limit-exceeded type-error", heavy=True),
    bad("ten million blank rows", _INTEGER, {"table.csv": Repeat("\n", _TEN, "c\n")}, "limit-exceeded", heavy=True),
    bad("a hundred thousand rows too long", _INTEGER, {"table.csv": Repeat("1,2\n", _MANY, "c\n")}, "extra-cell limit-exceeded", heavy=True),
    bad("a hundred thousand rows with one key", one("integer", constraints={"unique": True}), {"table.csv": Repeat("1\n", _MANY, "c\n")}, "limit-exceeded unique-error", heavy=True),
    bad("a hundred thousand same rows", _INTEGER, {"table.csv": Repeat("1\n", _MANY, "c\n")}, "duplicate-row limit-exceeded", heavy=True, only_warnings=True),
    bad("ten million rows", _INTEGER, {"table.csv": Repeat("1\n", _TEN, "c\n")}, "limit-exceeded", heavy=True),
    bad("a hundred thousand formulas", one(), {"table.csv": Repeat("=1+1\n", _MANY, "c\n")}, "duplicate-row formula-like limit-exceeded", heavy=True, only_warnings=True),
    bad("a hundred thousand numbers of a hundred digits", _NUMBER, {"table.csv": Repeat("9" * 100 + "\n", _MANY, "c\n")}, "inexact-number limit-exceeded", heavy=True),
    bad("gzip that swells to ten gigabytes", one("integer", _path="table.csv.gz"), {"table.csv.gz": Repeat(packed("1\n" * 5_000_000), 1000)}, "limit-exceeded", heavy=True),
    bad("gzip in a gzip that swells", one("integer", _path="table.csv.gz"), {"table.csv.gz": packed(packed("c\n" + "1\n" * 1_000_000))}, "wrong-kind", heavy=True),
    bad("gzip of a hundred thousand parts", one("integer", _path="table.csv.gz"), {"table.csv.gz": Repeat(packed("1\n"), 100_000)}, "limit-exceeded", heavy=True),
    bad("more than half a gigabyte", _INTEGER, {"table.csv": Repeat("1\n", 256_000_001, "c\n")}, "limit-exceeded", heavy=True),
    bad("thirty thousand files", descriptor(), {**rows_of("a,2023,1\n"), **{f"a/{n}.txt": "" for n in range(30_000)}}, "limit-exceeded", heavy=True),
)  # fmt: skip

CASES: tuple[Case, ...] = (*NUMBERS, *WORDS, *TEXTS, *HEAVY)
