"""Hostile bytes: encodings, syntax and structure of descriptors and tables that two programs could read differently, or none at all."""

from __future__ import annotations

import json
from typing import Any

from tests.package_folder import ROWS, descriptor

from .case import HEAD, ROW, Case, bad, csv_of, one, packed, rows_of, table, zipped

ENCODINGS = (
    *(
        bad(f"encoding {name or 'empty'}", table(encoding=name), csv_of(ROWS), "encoding-unknown")
        for name in ("idna", "unicode_escape", "raw_unicode_escape", "zlib", "base64", "rot13", "utf-7", "punycode", "mbcs", "undefined", "../../x", "x" * 60)
    ),
    bad("encoding with nul", table(encoding="utf\0"), csv_of(ROWS), "control-character encoding-unknown"),
    bad("encoding that is no text", table(encoding=8), csv_of(ROWS), "property-type"),
    bad("Latin-1 that is not declared", descriptor(), rows_of("Kafé,2023,1\n".encode("latin-1")), "encoding-error"),
    bad("UTF-16 that is not declared", descriptor(), csv_of(ROWS.encode("utf-16")), "wrong-kind"),
    bad("UTF-16 without mark that is not declared", descriptor(), csv_of(ROWS.encode("utf-16-le")), "wrong-kind"),
    bad("UTF-32 that is not declared", descriptor(), csv_of(ROWS.encode("utf-32")), "wrong-kind"),
    bad("UTF-16 cut in half a character", table(encoding="utf-16"), csv_of(ROWS.encode("utf-16")[:-1]), "encoding-error"),
    bad("UTF-8 longer than it need be", descriptor(), rows_of(b"Contoh\xc0\xaf,2023,1\n"), "encoding-error"),
    bad("UTF-8 with a surrogate", descriptor(), rows_of(b"Contoh\xed\xa0\x80,2023,1\n"), "encoding-error"),
    bad("UTF-8 beyond Unicode", descriptor(), rows_of(b"Contoh\xf5\x80\x80\x80,2023,1\n"), "encoding-error"),
    bad("UTF-8 cut in a character", descriptor(), rows_of(b"Kaf\xc3"), "encoding-error"),
    bad("ASCII that is none", table(encoding="ascii"), rows_of("Kafé,2023,1\n"), "encoding-error"),
    bad("two encodings in one file", descriptor(), rows_of("Kafé,2023,1\n".encode() + "Kafé,2024,1\n".encode("cp1252")), "encoding-error"),
)  # fmt: skip

_DEEP = 100_000
_YAML_BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)

JSON = (
    bad("nothing at all", "", {}, "json-syntax"),
    bad("cut JSON", '{"name": "contoh", "resources": [{', {}, "json-syntax"),
    bad("JSON with a comma too much", '{"name": "contoh",}', {}, "json-syntax"),
    bad("JSON with a comment", '{"name": "contoh"} // x', {}, "json-syntax"),
    bad("two JSON texts", '{"name": "contoh"}{"name": "lain"}', {}, "json-syntax"),
    bad("list as descriptor", "[1, 2]", {}, "property-type"),
    bad("text as descriptor", '"contoh"', {}, "property-type"),
    bad("null as descriptor", "null", {}, "property-type"),
    bad("property twice", '{"name": "a", "name": "b"}', {}, "duplicate-property"),
    bad("property twice far below", '{"name": "a", "resources": [{"schema": {"fields": [{"name": "a", "name": "b"}]}}]}', {}, "duplicate-property"),
    bad("NaN in JSON", '{"name": NaN}', {}, "non-finite-number"),
    bad("infinity in JSON", '{"name": -Infinity}', {}, "non-finite-number"),
    bad("number beyond all floats", '{"name": 1e999}', {}, "non-finite-number"),
    bad("endless integer", '{"name": ' + "1" * 5000 + "}", {}, "number-too-long"),
    bad("half a character", '{"name": "\\ud800"}', {}, "lone-surrogate"),
    bad("half a character as property", '{"\\udfff": 1}', {}, "lone-surrogate"),
    bad("JSON a hundred deep", '{"name": ' + "[" * 100 + "]" * 100 + "}", {}, "limit-exceeded"),
    bad("JSON without end of depth", '{"name": ' + "[" * _DEEP + "]" * _DEEP + "}", {}, "limit-exceeded"),
    bad("JSON without end of objects", '{"a":' * _DEEP + "1" + "}" * _DEEP, {}, "limit-exceeded"),
    bad("JSON opened without end", "[" * _DEEP, {}, "limit-exceeded"),
    bad("JSON in UTF-16", json.dumps(descriptor()).encode("utf-16"), csv_of(ROWS), "wrong-kind"),
    bad("JSON with a raw control character", '{"name": "a\x01b"}', {}, "json-syntax"),
    bad("bytes as descriptor", b"\xff\xfe\x00\x01", {}, "wrong-kind"),
    bad("archive as descriptor", zipped("datapackage.json", "{}"), {}, "wrong-kind"),
    bad("descriptor beyond its limit", '{"name": "' + "a" * 5_000_000 + '"}', {}, "limit-exceeded"),
)  # fmt: skip


def _yaml(name: str, text: str, found: str, **more: Any) -> Case:
    return bad(f"YAML {name}", None, {"datapackage.yaml": text}, found, **more)


YAML = (
    _yaml("with aliases that multiply", _YAML_BOMB, "yaml-alias"),
    _yaml("with a merge key", "a: &a {b: 1}\nc: {<<: *a}\n", "yaml-alias"),
    _yaml("with a tag that runs", "name: !!python/object/apply:os.system ['touch @LUAR@/made']\n", "yaml-tag"),
    _yaml("with a harmless tag", "name: !!binary aGk=\n", "yaml-tag"),
    _yaml("with a property twice", "name: a\nname: b\n", "duplicate-property"),
    _yaml("with a property that is no text", "1: a\n", "yaml-syntax"),
    _yaml("with a property that is a list", "? [a]\n: b\n", "yaml-syntax"),
    _yaml("of two documents", "name: a\n---\nname: b\n", "yaml-syntax"),
    _yaml("cut", "name: [a\n", "yaml-syntax"),
    _yaml("with tabs", "name:\n\t- a\n", "yaml-syntax"),
    _yaml("deep", "name: " + "[" * _DEEP, "limit-exceeded"),
    _yaml("deep by indentation", "".join(" " * n + "a:\n" for n in range(900)), "limit-exceeded"),
    _yaml("with infinity", "name: a\nversion: 1e999\n", "non-finite-number"),
    _yaml("with an endless integer", "name: " + "1" * 5000, "number-too-long"),
    _yaml("beyond its limit", "name: '" + "a" * 1_000_000 + "'", "limit-exceeded"),
    _yaml("empty", "", "property-type"),
    _yaml("of bytes", "name: a\x01\n", "yaml-syntax"),
)

TABLES = (
    bad("quote never closed", descriptor(), rows_of('"Contoh,2023,1\nb,2023,2\n'), "csv-syntax"),
    bad("quote never closed in the last cell", descriptor(), rows_of('Contoh,2023,"1\n'), "csv-syntax"),
    bad("text after a quote", descriptor(), rows_of('"Con"toh,2023,1\n'), "csv-syntax"),
    bad("blank after a quote", descriptor(), rows_of('"Contoh" ,2023,1\n'), "csv-syntax"),
    bad("semicolons", descriptor(), csv_of("area;year;value\na;2023;1,5\n"), "other-delimiter"),
    bad("tabs", descriptor(), csv_of("area\tyear\tvalue\na\t2023\t1\n"), "other-delimiter"),
    bad("commas in a table of tabs", table(path="table.tsv"), {"table.tsv": ROWS}, "other-delimiter"),
    bad("swapped header", descriptor(), csv_of("year,area,value\n2023,a,1\n"), "incorrect-label"),
    bad("header in other letter case", descriptor(), csv_of("Area,year,value\na,2023,1\n"), "incorrect-label"),
    bad("header with blanks", descriptor(), csv_of("area, year,value\na,2023,1\n"), "incorrect-label"),
    bad("header with a look-alike letter", descriptor(), csv_of("\u0430rea,year,value\na,2023,1\n"), "incorrect-label"),
    bad("header twice", descriptor(), csv_of("area,area,value\na,2023,1\n"), "incorrect-label"),
    bad("header too short", descriptor(), csv_of("area,year\na,2023\n"), "missing-label"),
    bad("header too long", descriptor(), csv_of("area,year,value,more\na,2023,1,2\n"), "extra-label"),
    bad("header that was forgotten", descriptor(), csv_of(ROW), "incorrect-label"),
    bad("blank first line", descriptor(), csv_of("\n" + ROWS), "missing-label"),
    bad("row too short", descriptor(), rows_of("a,2023\n"), "missing-cell"),
    bad("row too long", descriptor(), rows_of("a,2023,90,79\n"), "extra-cell"),
    bad("rows of every length", descriptor(), rows_of("a\na,2023\na,2023,1\na,2023,1,2\na,2023,1,2,3\n"), "extra-cell missing-cell"),
    bad("blank row", descriptor(), rows_of(f"\n{ROW}"), "blank-row"),
    bad("row of commas", descriptor(), rows_of(f"{ROW},,\n"), "blank-row"),
    bad("lone carriage return in a row", descriptor(), rows_of("Contoh\rSatu,2023,11\n"), "missing-cell"),
    bad("nul in a cell", descriptor(), rows_of("Con\0toh,2023,1\n"), "control-character"),
    bad("nul between all characters", descriptor(), csv_of(b"\0".join(bytes([b]) for b in ROWS.encode())), "wrong-kind"),
    bad("formfeed in a cell", descriptor(), rows_of("Con\x0ctoh,2023,1\n"), "control-character"),
    bad("C1 control character", descriptor(), rows_of("Con\x9btoh,2023,1\n"), "control-character"),
    bad("line separator of Unicode", descriptor(), rows_of("Con\u2028toh,2023,1\n"), "control-character"),
    bad("no character of Unicode", descriptor(), rows_of("Con\uffffoh,2023,1\n"), "control-character"),
    bad("byte order mark within", descriptor(), rows_of("Con\ufefftoh,2023,1\n"), "control-character"),
    bad("two byte order marks", descriptor(), csv_of("\ufeff\ufeff" + ROWS), "incorrect-label"),
    bad("two tables glued together", descriptor(), csv_of(ROWS + HEAD + ROW), "duplicate-row type-error"),
    bad("end of file of DOS", descriptor(), csv_of(ROWS + "\x1a"), "cut-off"),
    bad("gzip cut off", table(path="table.csv.gz"), {"table.csv.gz": packed(ROWS)[:-9]}, "cut-off"),
    bad("gzip with a wrong sum", table(path="table.csv.gz"), {"table.csv.gz": packed(ROWS)[:-8] + b"\0" * 8}, "wrong-kind"),
    bad("gzip that is none", table(path="table.csv.gz"), {"table.csv.gz": ROWS}, "wrong-kind"),
    bad("gzip with something after it", table(path="table.csv.gz"), {"table.csv.gz": packed(ROWS) + b"rest"}, "wrong-kind"),
    bad("ZIP archive", table(path="table.zip"), {"table.zip": zipped("table.csv", ROWS)}, "format-unsupported"),
    bad("spreadsheet", table(path="table.xlsx"), {"table.xlsx": zipped("xl/workbook.xml", "x")}, "format-unsupported"),
    bad("compression of an unknown kind", table(compression="xz"), csv_of(ROWS), "format-unsupported"),
    bad("number of a spreadsheet in Indonesian", one("number"), csv_of('c\n"1.234.567,89"\n'), "type-error"),
)  # fmt: skip

CASES: tuple[Case, ...] = (*ENCODINGS, *JSON, *YAML, *TABLES)
