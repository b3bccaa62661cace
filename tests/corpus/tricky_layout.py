"""Tricky but valid layouts: bytes, dialects, paths and descriptors that the standard allows; the cells that must be read are stated."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tests.package_folder import ROWS, descriptor, resource, schema

from .case import HEAD, Case, Link, Repeat, csv_of, good, one, packed, rows_of, table

_TWO = [("Contoh Satu", "2023", "11"), ("Contoh Dua", "2023", "22")]
_BOTH = "area,year,value\nContoh Satu,2023,11\n", "Contoh Dua,2023,22\n"


def _dialect(name: str, text: str | bytes, rows: list[Any] | None = None, **dialect: Any) -> Case:
    return good(name, table(dialect=dialect), csv_of(text), _TWO if rows is None else rows)


BYTES = (
    good("byte order mark", descriptor(), csv_of("\ufeff" + ROWS), _TWO),
    good("byte order mark before a quoted header", descriptor(), csv_of("\ufeff" + ROWS.replace("area", '"area"')), _TWO),
    good("CRLF", descriptor(), csv_of(ROWS.replace("\n", "\r\n")), _TWO),
    good("lone carriage returns as line ends", descriptor(), csv_of(ROWS.replace("\n", "\r")), _TWO),
    good("mixed line ends", descriptor(), csv_of(ROWS.replace("\n", "\r\n", 1)), _TWO),
    good("no line feed at the end", descriptor(), csv_of(ROWS.rstrip()), _TWO),
    good("quoted line feed", descriptor(), rows_of('"Contoh\nSatu",2023,11\n'), [("Contoh\nSatu", "2023", "11")]),
    good("quoted CRLF in a file of CRLF", descriptor(), csv_of('area,year,value\r\n"Contoh\r\nSatu",2023,11\r\n'), [("Contoh\r\nSatu", "2023", "11")]),
    good("quoted blank lines", descriptor(), rows_of('"a\n\n\nb",2023,11\n'), [("a\n\n\nb", "2023", "11")]),
    good("doubled quotes", descriptor(), rows_of('"Contoh ""Satu""",2023,11\n'), [('Contoh "Satu"', "2023", "11")]),
    good("cell that is one quote", descriptor(), rows_of('"""",2023,11\n'), [('"', "2023", "11")]),
    good("quote within a cell", descriptor(), rows_of('5" x 7",2023,11\n'), [('5" x 7"', "2023", "11")]),
    good("quoted numbers", descriptor(), rows_of('"Contoh","2023","11"\n'), [("Contoh", "2023", "11")]),
    good("quoted header", descriptor(), csv_of('"area","year","value"\na,2023,11\n'), [("a", "2023", "11")]),
    good("comma in quotes", descriptor(), rows_of('"Jakarta, DKI",2023,11\n'), [("Jakarta, DKI", "2023", "11")]),
    good("semicolons in cells", descriptor(), rows_of("a;b;c,2023,11\n"), [("a;b;c", "2023", "11")]),
    good("last cells empty", descriptor(), rows_of("Contoh,,\n"), [("Contoh", "", "")]),
    good("first cell empty", descriptor(), rows_of(",2023,11\n"), [("", "2023", "11")]),
    good("one row", descriptor(), rows_of("a,2023,11"), [("a", "2023", "11")]),
    good("one column", one(), csv_of("c\na\nb\n"), ["a", "b"]),
    good("one cell that is quoted and empty beside others", table(schema={"fields": [{"name": "a"}, {"name": "b"}]}), csv_of('a,b\n"",x\n'), [("", "x")]),
    good("UTF-8 by another name", table(encoding="UTF8"), rows_of("Kafé,2023,11\n"), [("Kafé", "2023", "11")]),
    good("UTF-8 with mark by name", table(encoding="utf-8-sig"), csv_of("\ufeff" + ROWS), _TWO),
    good("UTF-16 declared", table(encoding="utf-16"), csv_of(ROWS.encode("utf-16")), _TWO),
    good("UTF-16 big end first", table(encoding="utf-16-be"), csv_of(ROWS.encode("utf-16-be")), _TWO),
    good("Latin-1 declared", table(encoding="ISO-8859-1"), rows_of("Kafé,2023,11\n".encode("latin-1")), [("Kafé", "2023", "11")]),
    good("code page of Windows declared", table(encoding="windows-1252"), rows_of("Kafé – €,2023,11\n".encode("cp1252")), [("Kafé – €", "2023", "11")]),
    good("Shift-JIS declared", table(encoding="shift_jis"), rows_of("例,2023,11\n".encode("shift_jis")), [("例", "2023", "11")]),
    good("gzip by its name", table(path="table.csv.gz"), {"table.csv.gz": packed(ROWS)}, _TWO),
    good("gzip by its property", table(path="table.csv.gz", compression="gz"), {"table.csv.gz": packed(ROWS)}, _TWO),
    good("gzip of two parts", table(path="table.csv.gz"), {"table.csv.gz": packed(_BOTH[0]) + packed(_BOTH[1])}, _TWO),
    good("file with a second name", descriptor(), {"asal.txt": ROWS, "table.csv": Link("asal.txt", hard=True)}, _TWO),
    good("size and hash that are true", table(bytes=len(ROWS), hash="sha256:" + hashlib.sha256(ROWS.encode()).hexdigest()), csv_of(ROWS), _TWO),
    good("MD5 without its name, in capitals", table(hash=hashlib.md5(ROWS.encode()).hexdigest().upper()), csv_of(ROWS), _TWO),
)  # fmt: skip

DIALECTS = (
    good("tabs by the name of the file", table(path="table.tsv"), {"table.tsv": ROWS.replace(",", "\t")}, _TWO),
    good("tabs by format", table(format="tsv"), csv_of(ROWS.replace(",", "\t")), _TWO),
    _dialect("tabs by dialect", ROWS.replace(",", "\t"), delimiter="\t"),
    _dialect("semicolons by dialect", ROWS.replace(",", ";"), delimiter=";"),
    _dialect("vertical bars", ROWS.replace(",", "|"), delimiter="|"),
    _dialect("delimiter that is no ASCII", ROWS.replace(",", "¦"), delimiter="¦"),
    _dialect("single quotes", "area,year,value\n'a,b',1,2\n", [("a,b", "1", "2")], quoteChar="'"),
    _dialect("double quotes are text where single ones quote", "area,year,value\na\"b,1,2\n", [('a"b', "1", "2")], quoteChar="'"),
    _dialect("escape character", 'area,year,value\n"a\\"b",1,2\n', [('a"b', "1", "2")], escapeChar="\\", doubleQuote=False),
    _dialect("blanks after the comma", "area, year, value\na, 2023, 11\n", [("a", "2023", "11")], skipInitialSpace=True),
    _dialect("no header", "a,2023,11\nb,2024,22\n", [("a", "2023", "11"), ("b", "2024", "22")], header=False),
    _dialect("no header and one row", "a,2023,11", [("a", "2023", "11")], header=False),
    _dialect("line end that is declared", ROWS.replace("\n", "\r\n"), lineTerminator="\r\n"),
    _dialect("header in other letter case that is declared", ROWS.replace("area", "AREA"), caseSensitiveHeader=False),
    _dialect("comment lines", "# sumber: contoh\narea,year,value\n# tengah\na,2023,11\n", [("a", "2023", "11")], commentChar="#"),
    _dialect("comment rows", "catatan\narea,year,value\na,2023,11\n", [("a", "2023", "11")], commentRows=[1], headerRows=[2]),
    _dialect("header on the third line", "Tabel\nTahun 2023\narea,year,value\na,2023,11\n", [("a", "2023", "11")], headerRows=[3]),
    good("two header rows", table(schema={"fields": [{"name": "peserta-2023"}, {"name": "peserta-2024"}]}, dialect={"headerRows": [1, 2], "headerJoin": "-"}), csv_of("peserta,peserta\n2023,2024\n1,2\n"), [("1", "2")]),
    good("dialect of version 1 inside csv", table(dialect={"csv": {"delimiter": ";"}}), csv_of(ROWS.replace(",", ";")), _TWO),
    good("dialect with its own schema", table(dialect={"$schema": "https://datapackage.org/profiles/2.0/tabledialect.json", "type": "delimited", "delimiter": ";"}), csv_of(ROWS.replace(",", ";")), _TWO),
)  # fmt: skip


def _match(name: str, match: object, text: str, rows: list[Any]) -> Case:
    return good(f"fieldsMatch {name}", table(schema=schema(fieldsMatch=match)), csv_of(text), rows)


MATCHES = (
    _match("exact", "exact", ROWS, _TWO),
    _match("exact in a list", ["exact"], ROWS, _TWO),
    _match("equal, other order", "equal", "value,area,year\n11,a,2023\n", [("a", "2023", "11")]),
    _match("subset, more columns", "subset", "note,value,area,year\nx,11,a,2023\n", [("a", "2023", "11")]),
    _match("superset, fewer columns", "superset", "year,area\n2023,a\n", [("a", "2023")]),
    _match("partial, one in common", "partial", "note,area\nx,a\n", [("a",)]),
)

_YAML = """\
name: "@NAMA@"
title: Contoh
created: 2025-01-31
licenses: [{name: CC-BY-4.0}]
sources: [{title: Sumber Contoh}]
resources:
  - name: table
    path: table.csv
    schema:
      fields:
        - {name: area, type: string, title: no, description: 1_000}
        - {name: year, type: integer}
        - {name: value, type: number, constraints: {minimum: 1.5}}
"""
_V1 = descriptor(
    resource(
        profile="tabular-data-resource",
        schema=schema(missingValues=["", "-"], primaryKey=["area", "year"]),
        dialect={"csvddfVersion": 1.2, "delimiter": ",", "header": True, "caseSensitiveHeader": False},
    ),
    profile="tabular-data-package",
)
# It may be stated, and is never asked.
_REMOTE = "http://127.0.0.1:@PORT@/profile.json"
_INLINE = [{"area": "Contoh Satu", "year": 2023, "value": 11}, {"area": "Contoh Dua", "year": 2023, "value": 22}]


def _inline(name: str, data: object, rows: list[Any] = _TWO, **more: Any) -> Case:
    return good(
        f"inline data as {name}", descriptor({"name": "table", "data": data, "schema": schema(), **more}), {}, rows
    )


DESCRIPTORS = (
    good("YAML", None, {"datapackage.yaml": _YAML, **csv_of(ROWS)}, _TWO),
    good("YAML by its short ending, with comments", None, {"datapackage.yml": f"# contoh\n{_YAML}", **csv_of(ROWS)}, _TWO),
    good("JSON with a byte order mark", "\ufeff" + json.dumps(descriptor(name="@NAMA@")), csv_of(ROWS), _TWO),
    good("JSON with escapes", json.dumps(descriptor(name="@NAMA@", title="Jaminan \u00e9 \U0001f3e5")), csv_of(ROWS), _TWO),
    good("version 1", _V1, rows_of("a,2023,-\nb,2023,2\n"), [("a", "2023", "-"), ("b", "2023", "2")]),
    good("version 2", {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", **table(type="table")}, csv_of(ROWS), _TWO),
    good("version 1 by address", {"$schema": "https://datapackage.org/profiles/1.0/datapackage.json", **descriptor()}, csv_of(ROWS), _TWO),
    good("profile of version 1 at an address", descriptor(profile=_REMOTE), csv_of(ROWS), _TWO),
    good("profile of version 2 at an address", descriptor(**{"$schema": _REMOTE}), csv_of(ROWS), _TWO),
    good("profile in a file outside", descriptor(**{"$schema": "file://@LUAR@/datapackage.json"}), csv_of(ROWS), _TWO),
    good("properties of others", descriptor(resource(**{"x-custom": {"a": [1]}, "_note": None}), **{"custom": [1, {"b": None}], "dcat:x": "y"}), csv_of(ROWS), _TWO),
    good("every text in three languages", descriptor(translations={"en": {"title": "Example"}, "jv": {"title": "Conto"}, "zh-Hant": {"title": "例"}}), csv_of(ROWS), _TWO),
    good("licence of its own with a path", descriptor(licenses=[{"name": "contoh-1.0", "title": "Lisensi", "path": "LICENSE.md"}]), {**csv_of(ROWS), "LICENSE.md": "x"}, _TWO),
    good("contributors of both versions", descriptor(contributors=[{"title": "Orang Satu", "role": "author"}, {"givenName": "Orang", "familyName": "Dua", "roles": ["editor"], "email": "dua@contoh.example"}]), csv_of(ROWS), _TWO),
    good("created with a zone", descriptor(created="2025-01-31T08:00:00+07:00"), csv_of(ROWS), _TWO),
    good("created with parts of a second", descriptor(created="2025-01-31T08:00:00.123Z"), csv_of(ROWS), _TWO),
    good("version that is no number", descriptor(version="2025.1-beta+7"), csv_of(ROWS), _TWO),
    good("name with dots and hyphens", descriptor(name="a.b_c-1"), csv_of(ROWS), _TWO),
    good("README in three languages", descriptor(), {**csv_of(ROWS), "README.md": "Cara", "README.en.md": "Method", "README.zh.md": "方法"}, _TWO),
    good("README with markup", descriptor(), {**csv_of(ROWS), "README.md": "<script>alert(1)</script>\n=======\nJudul\n=======\n{{ x }}"}, _TWO),
    good("README with emoji and joiners", descriptor(), {**csv_of(ROWS), "README.md": "👩\u200d⚕️ \u0915\u094d\u200d\u0937"}, _TWO),
    good("file that is no table", descriptor({"name": "peta", "path": "peta.geojson"}, resource()), {"peta.geojson": "{}", **csv_of(ROWS)}, [], others={"table": _TWO}),
    _inline("objects", _INLINE),
    _inline("objects in other order", [dict(reversed(row.items())) for row in _INLINE]),
    _inline("rows", [["area", "year", "value"], ["Contoh Satu", 2023, 11], ["Contoh Dua", 2023, 22]]),
    _inline("CSV", ROWS, format="csv"),
    _inline("objects with null", [{"area": None, "year": 2023, "value": None}], [("", "2023", "")]),
    _inline("objects with decimals", [{"area": "a", "year": 2023, "value": 90.79}], [("a", "2023", "90.79")]),
)  # fmt: skip

_PARTS = {"a.csv": _BOTH[0], "b.csv": HEAD + _BOTH[1]}
PATHS = (
    good("path with a dot", table(path="./table.csv"), csv_of(ROWS), _TWO),
    good("path as a list of one", table(path=["table.csv"]), csv_of(ROWS), _TWO),
    good("path through folders", table(path="data/2023/table.csv"), {"data/2023/table.csv": ROWS}, _TWO),
    good("path with blanks", table(path="tabel peserta (2023).csv"), {"tabel peserta (2023).csv": ROWS}, _TWO),
    good("path with accents and signs", table(path="café – 例 & 100%.csv"), {"café – 例 & 100%.csv": ROWS}, _TWO),
    good("path with two dots within a name", table(path="tabel..2023.csv"), {"tabel..2023.csv": ROWS}, _TWO),
    good("path in capitals", table(path="TABEL.CSV"), {"TABEL.CSV": ROWS}, _TWO),
    good("path that looks percent-encoded", table(path="a%20b.csv"), {"a%20b.csv": ROWS}, _TWO),
    good("path without an ending", table(path="tabel", format="csv"), {"tabel": ROWS}, _TWO),
    good("path that ends in txt", table(path="tabel.txt"), {"tabel.txt": ROWS}, _TWO),
    good("parts with a header each", table(path=["a.csv", "b.csv"]), _PARTS, _TWO),
    good("parts without headers", table(path=["a.csv", "b.csv"], dialect={"header": False}), {"a.csv": "Contoh Satu,2023,11\n", "b.csv": _BOTH[1]}, _TWO),
    good("parts without a line feed at their end", table(path=["a.csv", "b.csv"]), {k: v.rstrip() for k, v in _PARTS.items()}, _TWO),
    good("hidden file beside", descriptor(), {**csv_of(ROWS), ".cache/x.csv": "x", ".DS_Store": b"\0"}, _TWO),
    good("lock file of a spreadsheet beside", descriptor(), {**csv_of(ROWS), ".~lock.table.csv#": "x"}, _TWO),
    good("two resources of one folder", descriptor(resource("a"), resource("b")), {"a.csv": ROWS, "b.csv": ROWS}, _TWO, others={"b": _TWO}),
)  # fmt: skip

# 240 million bytes would do as well; these are enough to show that neither time nor memory grows beyond the bounds.
LARGE = (
    good("cell of just a megabyte", one(), csv_of("c\n" + "a" * 1_000_000 + "\n"), ["a" * 1_000_000], heavy=True),
    good("eight hundred fields", table(schema={"fields": [{"name": f"k{n}"} for n in range(800)]}), csv_of(",".join(f"k{n}" for n in range(800)) + "\n" + ",".join("1" * 800) + "\n"), [("1",) * 800], heavy=True),
    good("descriptor just within its limit", '{"name": "@NAMA@", "title": "x", "licenses": [{"name": "x"}], "sources": [{"title": "x"}], "resources": [{"name": "t", "path": "t.pdf"}], "x": "' + "a" * 1_900_000 + '"}', {"t.pdf": "x"}, [], heavy=True),
    good("just a million rows", table(schema={"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]}), {"table.csv": Repeat("".join(f"{n},{n}\n" for n in range(1_000_000)), 1, "a,b\n")}, [], heavy=True),
)  # fmt: skip

CASES: tuple[Case, ...] = (*BYTES, *DIALECTS, *MATCHES, *DESCRIPTORS, *PATHS, *LARGE)
