"""Reading packages strictly and writing files safely."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import threading
import time
import tracemalloc
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_scripts.catalog import File
from build_scripts.checks import run
from build_scripts.errors import MissingFolderError, OutputConflictError, OutputPathError
from build_scripts.folder import Folder
from build_scripts.io import read_packages, sha256, write_files
from build_scripts.reading import LIMITS
from build_scripts.report import Report
from tests.package_folder import ROWS, descriptor, examine, resource, schema, types, write

CONFLICT = "area,year,value\n<<<<<<< HEAD\nContoh Satu,2023,11\n=======\nContoh Satu,2023,12\n>>>>>>> cabang\n"


def inline(data: object, **properties: object) -> dict[str, object]:
    """A resource whose rows stand in the descriptor."""
    one = resource(data=data, **properties)
    del one["path"]
    return one


DEEP = '{"name": "contoh", "resources": ' + "[" * 100 + "]" * 100 + "}"
VERY_DEEP = '{"a": ' + "[" * 200_000 + "]" * 200_000 + "}"

# name, descriptor (or its text), files, the finding that must be there
HOSTILE = [
    ("parent path", descriptor(resource(path="../secret.csv")), {}, "path-unsafe"),
    ("parent inside", descriptor(resource(path="a/../../secret.csv")), {}, "path-unsafe"),
    ("absolute path", descriptor(resource(path="/etc/passwd")), {}, "path-unsafe"),
    ("http path", descriptor(resource(path="http://127.0.0.1:1/a.csv")), {}, "path-unsafe"),
    ("file scheme", descriptor(resource(path="file:///etc/passwd")), {}, "path-unsafe"),
    ("sqlite scheme", descriptor(resource(path="sqlite:////tmp/never-made.db")), {}, "path-unsafe"),
    ("drive", descriptor(resource(path="C:/a.csv")), {}, "path-unsafe"),
    ("backslash", descriptor(resource(path="..\\secret.csv")), {}, "path-unsafe"),
    ("nul in path", descriptor(resource(path="table.csv\0.txt")), {}, "path-unsafe"),
    ("hidden folder", descriptor(resource(path=".git/config")), {}, "path-unsafe"),
    ("empty path", descriptor(resource(path="")), {}, "path-unsafe"),
    ("folder as file", descriptor(resource(path="sub")), {"sub/a.txt": "x"}, "format-unsupported"),
    ("path too long", descriptor(resource(path="a" * 5000 + ".csv")), {}, "missing-file"),
    ("one of several paths", descriptor(resource(path=["table.csv", "../b.csv"])), {}, "path-unsafe"),
    ("several files, no table", descriptor({"name": "a", "path": ["a.pdf", "b.pdf"]}), {"a.pdf": "x", "b.pdf": "x"}, "several-paths"),
    ("one of several files missing", descriptor(resource(path=["table.csv", "b.csv"])), {"table.csv": ROWS}, "missing-file"),
    ("no paths", descriptor(resource(path=[])), {}, "property-missing"),
    ("path and data", descriptor(resource(data=[["area", "year", "value"]])), {}, "inline-data"),
    ("data of both kinds", descriptor(inline([["area", "year", "value"], {"area": "a"}])), {}, "inline-data"),
    ("data without columns", descriptor({"name": "a", "data": [["b"], [1]]}), {}, "inline-data"),
    ("data of another table", descriptor(inline([{"daerah": "a"}])), {}, "incorrect-label"),
    ("data with a short row", descriptor(inline([["area", "year", "value"], ["a", 2023]])), {}, "missing-cell"),
    ("remote schema", descriptor(resource(schema="http://127.0.0.1:1/schema.json")), {}, "reference-not-inline"),
    ("schema file", descriptor(resource(schema="../schema.json")), {}, "reference-not-inline"),
    ("remote dialect", descriptor(resource(dialect="http://127.0.0.1:1/d.json")), {}, "reference-not-inline"),
    ("not compressed as stated", descriptor(resource(compression="gz")), {"table.csv": ROWS}, "wrong-kind"),
    ("compressed in silence", descriptor(), {"table.csv": gzip.compress(ROWS.encode())}, "wrong-kind"),
    ("compressed and cut off", descriptor(resource(path="table.csv.gz")), {"table.csv.gz": gzip.compress(ROWS.encode())[:-9]}, "cut-off"),
    ("compressed and damaged", descriptor(resource(path="table.csv.gz")), {"table.csv.gz": b"\x1f\x8b\x08" + b"x" * 40}, "wrong-kind"),
    ("compressed as zip", descriptor(resource(compression="zip")), {"table.csv": b"PK"}, "format-unsupported"),
    ("web page", descriptor(), {"table.csv": "<!DOCTYPE html>\n<html><body>404</body></html>"}, "wrong-kind"),
    ("LFS pointer", descriptor(), {"table.csv": "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"}, "wrong-kind"),
    ("spreadsheet", descriptor(), {"table.csv": b"PK\x03\x04\x14\0\0\0\0\0[Content_Types].xml"}, "wrong-kind"),
    ("UTF-16 in silence", descriptor(), {"table.csv": ROWS.encode("utf-16")}, "wrong-kind"),
    ("merge conflict", descriptor(), {"table.csv": CONFLICT}, "merge-conflict"),
    ("merge conflict in one column", descriptor(resource(schema={"fields": [{"name": "a"}]})), {"table.csv": "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n"}, "merge-conflict"),
    ("merge conflict in README", descriptor(), {"table.csv": ROWS, "README.md": CONFLICT}, "merge-conflict"),
    ("merge conflict in descriptor", CONFLICT, {}, "merge-conflict"),
    ("web page as descriptor", "<html></html>", {}, "wrong-kind"),
    ("cut off", descriptor(), {"table.csv": "area,year,value\na,2023,1\nb,20"}, "cut-off"),
    ("column twice", descriptor(resource(schema=schema(fieldsMatch="subset"))), {"table.csv": "area,year,value,area\na,2023,1,b\n"}, "duplicate-label"),
    ("column of a subset missing", descriptor(resource(schema=schema(fieldsMatch="subset"))), {"table.csv": "area,year\na,2023\n"}, "missing-label"),
    ("column beyond a superset", descriptor(resource(schema=schema(fieldsMatch="superset"))), {"table.csv": "area,more\na,2023\n"}, "extra-label"),
    ("key of a superset missing", descriptor(resource(schema=schema(fieldsMatch="superset", primaryKey="year"))), {"table.csv": "area\na\n"}, "missing-label"),
    ("no column of a partial match", descriptor(resource(schema=schema(fieldsMatch="partial"))), {"table.csv": "more\na\n"}, "missing-label"),
    ("file in the place of a download", descriptor(resource(), {"name": "b", "path": "table.json"}), {"table.csv": ROWS, "table.json": "{}"}, "path-reserved"),
    ("file in the place of the descriptor", descriptor(resource(), {"name": "b", "path": "DataPackage.json"}), {"table.csv": ROWS, "DataPackage.json": "{}"}, "path-reserved"),
    ("file below a download", descriptor(resource(), {"name": "b", "path": "table.json/x.txt"}), {"table.csv": ROWS, "table.json/x.txt": "x"}, "path-reserved"),
    ("package named like an archive", descriptor(name="contoh.zip"), {"table.csv": ROWS}, "name-reserved"),
    ("line end of its own", descriptor(resource(dialect={"lineTerminator": "|"})), {"table.csv": ROWS}, "dialect-unsupported"),
    ("header rows are text", descriptor(resource(dialect={"headerRows": ["1"]})), {"table.csv": ROWS}, "property-type"),
    ("bad e-mail", descriptor(contributors=[{"title": "a", "email": "nope"}]), {"table.csv": ROWS}, "property-format"),
    ("bad media type", descriptor(resource(mediatype="csv")), {"table.csv": ROWS}, "property-format"),
    ("unknown format", descriptor(resource(schema={"fields": [{"name": "a", "format": "link"}]})), {"table.csv": "a\n1\n"}, "property-choice"),
    ("half translated", descriptor(description="Satu", translations={"en": {"title": "Example"}}), {"table.csv": ROWS}, "translation-missing"),
    ("archive", descriptor(resource(path="table.zip")), {"table.zip": b"PK"}, "format-unsupported"),
    ("name with parent", descriptor(name="../../etc"), {"table.csv": ROWS}, "name-invalid"),
    ("resource name with slash", descriptor(resource("a/b", path="table.csv")), {"table.csv": ROWS}, "name-invalid"),
    ("name in capitals", descriptor(name="Contoh"), {"table.csv": ROWS}, "name-invalid"),
    ("reserved name", descriptor(resource("datapackage", path="table.csv")), {"table.csv": ROWS}, "name-reserved"),
    ("name is a number", descriptor(name=5), {"table.csv": ROWS}, "property-type"),
    ("title is a list", descriptor(title=["<b>"]), {"table.csv": ROWS}, "property-type"),
    ("licences are text", descriptor(licenses="MIT"), {"table.csv": ROWS}, "property-type"),
    ("translations are text", descriptor(translations="en"), {"table.csv": ROWS}, "property-type"),
    ("resources are an object", descriptor(resources={"a": 1}), {}, "property-type"),
    ("a resource is text", descriptor(resources=["table.csv"]), {}, "property-type"),
    ("no resources", descriptor(resources=[]), {}, "property-missing"),
    ("no fields", descriptor(resource(schema={})), {"table.csv": ROWS}, "property-missing"),
    ("duplicate json key", '{"name": "a", "name": "b"}', {}, "duplicate-property"),
    ("deep json", DEEP, {}, "limit-exceeded"),
    ("very deep json", VERY_DEEP, {}, "limit-exceeded"),
    ("not an object", "[1, 2]", {}, "property-type"),
    ("cut json", '{"name": "contoh", ', {}, "json-syntax"),
    ("empty descriptor", "", {}, "json-syntax"),
    ("nan in json", '{"name": NaN}', {}, "non-finite-number"),
    ("infinite float", '{"name": 1e999}', {}, "non-finite-number"),
    ("endless integer", '{"name": ' + "1" * 5000 + "}", {}, "number-too-long"),
    ("half a character", '{"name": "\\ud800"}', {}, "lone-surrogate"),
    ("binary descriptor", b"\xff\x00", {}, "encoding-error"),
    ("descriptor in UTF-16", json.dumps(descriptor()).encode("utf-16"), {}, "wrong-kind"),
    ("wrong encoding", None, {"table.csv": "area,year,value\nCafé,2023,1\n".encode("latin-1")}, "encoding-error"),
    ("unknown encoding", descriptor(resource(encoding="unicode_escape")), {"table.csv": ROWS}, "encoding-unknown"),
    ("encoding with nul", descriptor(resource(encoding="utf\0")), {"table.csv": ROWS}, "encoding-unknown"),
    ("nul in cell", None, {"table.csv": "area,year,value\nCon\0toh,2023,1\n"}, "control-character"),
    ("direction override", None, {"table.csv": "area,year,value\nCon\u202etoh,2023,1\n"}, "control-character"),
    ("control in title", descriptor(title="Con\x1btoh"), {"table.csv": ROWS}, "control-character"),
    ("unclosed quote", None, {"table.csv": 'area,year,value\n"Contoh,2023,1\nb,2023,2\n'}, "csv-syntax"),
    ("text after quote", None, {"table.csv": 'area,year,value\n"Con"toh,2023,1\n'}, "csv-syntax"),
    ("empty file", None, {"table.csv": ""}, "empty-file"),
    ("header only", None, {"table.csv": "area,year,value\n"}, "empty-table"),
    ("swapped header", None, {"table.csv": "year,area,value\n2023,a,1\n"}, "incorrect-label"),
    ("semicolons", None, {"table.csv": "area;year;value\na;2023;1,5\n"}, "other-delimiter"),
    ("tabs", None, {"table.csv": "area\tyear\tvalue\na\t2023\t1\n"}, "other-delimiter"),
    ("short header", None, {"table.csv": "area,year\na,2023\n"}, "missing-label"),
    ("long header", None, {"table.csv": "area,year,value,more\na,2023,1,2\n"}, "extra-label"),
    ("long row", None, {"table.csv": "area,year,value\na,2023,90,79\n"}, "extra-cell"),
    ("short row", None, {"table.csv": "area,year,value\na,2023\n"}, "missing-cell"),
    ("blank row", None, {"table.csv": "area,year,value\n\na,2023,1\n"}, "blank-row"),
    ("missing file", descriptor(), {}, "missing-file"),
    ("misnamed file", descriptor(), {"Table.csv": ROWS}, "unlisted-file"),
    ("delimiter of two", descriptor(resource(dialect={"delimiter": ";;"})), {"table.csv": ROWS}, "property-type"),
    ("delimiter is quote", descriptor(resource(dialect={"delimiter": '"'})), {"table.csv": ROWS}, "dialect-unsupported"),
    ("comment of two lines", descriptor(resource(dialect={"commentChar": "#\n"})), {"table.csv": ROWS}, "property-type"),
    ("two header rows that are one", descriptor(resource(dialect={"headerRows": [1, 2]})), {"table.csv": ROWS}, "incorrect-label"),
    ("fields in an unknown order", descriptor(resource(schema=schema(fieldsMatch="some"))), {"table.csv": ROWS}, "fields-match-unsupported"),
    ("unknown field type", descriptor(resource(schema={"fields": [{"name": "a", "type": "money"}]})), {"table.csv": "a\n1\n"}, "field-type-unknown"),
    ("duplicate field", descriptor(resource(schema={"fields": [{"name": "a"}, {"name": "a"}]})), {"table.csv": "a,a\n1,2\n"}, "duplicate-field"),
    ("bad pattern", descriptor(resource(schema={"fields": [{"name": "a", "constraints": {"pattern": "("}}]})), {"table.csv": "a\n1\n"}, "constraint-invalid"),
    ("constraint of wrong kind", descriptor(resource(schema={"fields": [{"name": "a", "constraints": {"minLength": "x"}}]})), {"table.csv": "a\n1\n"}, "constraint-invalid"),
    ("crooked foreign key", descriptor(resource(schema=schema(foreignKeys=[{"fields": ["area", "year"], "reference": {"resource": "table", "fields": "area"}}]))), {"table.csv": ROWS}, "foreign-key-malformed"),
    ("table without schema", descriptor({"name": "table", "path": "table.csv"}), {"table.csv": ROWS}, "schema-missing"),
    ("wrong size", descriptor(resource(bytes=3)), {"table.csv": ROWS}, "byte-count"),
    ("wrong hash", descriptor(resource(hash="sha256:00")), {"table.csv": ROWS}, "hash-count"),
    ("unknown hash", descriptor(resource(hash="crc:00")), {"table.csv": ROWS}, "hash-unknown"),
    ("README of bytes", descriptor(), {"table.csv": ROWS, "README.md": b"\xff"}, "encoding-error"),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "files", "expected"), [c[1:] for c in HOSTILE], ids=[c[0] for c in HOSTILE])
def test_a_hostile_package_ends_in_a_finding(tmp_path: Path, stated: object, files: dict, expected: str) -> None:
    packages, findings = read_packages(write(tmp_path / "a", stated, files).parent)

    assert expected in types(run(packages, findings))


YAML = """\
name: contoh
title: Contoh
created: 2025-01-31
licenses: [{name: CC-BY-4.0}]
sources: [{title: Sumber}]
resources:
  - name: table
    path: table.csv
    schema:
      fields:
        - {name: area, type: string, title: no}
        - {name: year, type: integer}
        - {name: value, type: number, constraints: {minimum: 1.5}}
"""
PACKED = gzip.compress(ROWS.encode(), mtime=0)
V1 = descriptor(
    resource(
        profile="tabular-data-resource",
        schema=schema(missingValues=["", "-"], primaryKey=["area", "year"]),
        dialect={"csvddfVersion": 1.2, "delimiter": ",", "header": True, "caseSensitiveHeader": False},
    ),
    profile="tabular-data-package",
)
V2_FIELDS = [
    {"name": "area", "type": "string", "categories": [{"value": "a", "label": "A"}, {"value": "b"}]},
    {"name": "year", "type": "integer", "missingValues": [{"value": "0", "label": "tidak ada"}]},
    {"name": "value", "type": "number", "missingValues": ["n/a"], "constraints": {"exclusiveMinimum": 0}},
]
V2 = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    **descriptor(resource(schema={"fields": V2_FIELDS})),
}

# name, descriptor, files, the rows that must be read
VALID = [
    ("byte order mark", descriptor(), {"table.csv": "\ufeff" + ROWS}, 2),
    ("CRLF", descriptor(), {"table.csv": ROWS.replace("\n", "\r\n")}, 2),
    ("lone carriage returns", descriptor(), {"table.csv": ROWS.replace("\n", "\r")}, 2),
    ("no line feed at the end", descriptor(), {"table.csv": ROWS.rstrip()}, 2),
    ("quoted line feed", descriptor(), {"table.csv": 'area,year,value\n"Contoh\nSatu",2023,1\nb,2023,2\n'}, 2),
    ("doubled quotes", descriptor(), {"table.csv": 'area,year,value\n"Contoh ""Satu""",2023,1\n'}, 1),
    ("tabs by dialect", descriptor(resource(dialect={"delimiter": "\t"})), {"table.csv": ROWS.replace(",", "\t")}, 2),
    ("tsv", descriptor(resource(path="table.tsv")), {"table.tsv": ROWS.replace(",", "\t")}, 2),
    ("semicolons", descriptor(resource(dialect={"delimiter": ";"})), {"table.csv": ROWS.replace(",", ";")}, 2),
    ("single quotes", descriptor(resource(dialect={"quoteChar": "'"})), {"table.csv": "area,year,value\n'a,b',1,2\n"}, 1),
    ("no header", descriptor(resource(dialect={"header": False})), {"table.csv": "a,2023,1\nb,2023,2\n"}, 2),
    ("latin-1 declared", descriptor(resource(encoding="iso-8859-1")), {"table.csv": "area,year,value\nCafé,1,2\n".encode("latin-1")}, 1),
    ("utf-16 declared", descriptor(resource(encoding="utf-16")), {"table.csv": ROWS.encode("utf-16")}, 2),
    ("version 1", V1, {"table.csv": "area,year,value\na,2023,-\nb,2023,2\n"}, 2),
    ("version 2", V2, {"table.csv": "area,year,value\na,0,n/a\nb,2023,0.5\n"}, 2),
    ("path in a folder", descriptor(resource(path="data/table.csv")), {"data/table.csv": ROWS}, 2),
    ("path with dot", descriptor(resource(path="./table.csv")), {"table.csv": ROWS}, 2),
    ("path as list of one", descriptor(resource(path=["table.csv"])), {"table.csv": ROWS}, 2),
    ("right-to-left text", descriptor(title="بيانات\u200f"), {"table.csv": "area,year,value\nعدد,2023,1\n"}, 1),
    ("markup in cells", descriptor(), {"table.csv": "area,year,value\n<5 & a<b,2023,1\n"}, 1),
    ("word NA is text", descriptor(), {"table.csv": "area,year,value\nNA,2023,1\n"}, 1),
    ("declared decimal comma", descriptor(resource(schema={"fields": [{"name": "v", "type": "number", "decimalChar": ",", "groupChar": "."}]}, dialect={"delimiter": ";"})), {"table.csv": 'v\n1.234,5\n'}, 1),
    ("date format", descriptor(resource(schema={"fields": [{"name": "d", "type": "date", "format": "%d/%m/%Y"}]})), {"table.csv": "d\n31/12/2023\n"}, 1),
    ("a file that is no table", descriptor({"name": "map", "path": "map.geojson"}), {"map.geojson": "{}"}, 0),
    ("gzip", descriptor(resource(path="table.csv.gz")), {"table.csv.gz": gzip.compress(ROWS.encode())}, 2),
    ("gzip of several members", descriptor(resource(path="table.csv.gz")), {"table.csv.gz": gzip.compress(ROWS[:20].encode()) + gzip.compress(ROWS[20:].encode()) + b"\0" * 9}, 2),
    ("gzip declared", descriptor(resource(compression="gz")), {"table.csv": gzip.compress(ROWS.encode())}, 2),
    ("gzip with size and hash of the file", descriptor(resource(path="table.csv.gz", bytes=len(PACKED), hash="sha256:" + hashlib.sha256(PACKED).hexdigest())), {"table.csv.gz": PACKED}, 2),
    ("parts with a header each", descriptor(resource(path=["table.csv", "b.csv"])), {"table.csv": ROWS, "b.csv": ROWS.replace("2023", "2024")}, 4),
    ("parts with one header", descriptor(resource(path=["table.csv", "b.csv"])), {"table.csv": ROWS.rstrip(), "b.csv": "c,2023,3"}, 3),
    ("parts without header", descriptor(resource(path=["table.csv", "b.csv"], dialect={"header": False})), {"table.csv": "a,2023,1\n", "b.csv": "b,2023,2\n"}, 2),
    ("parts of UTF-16, packed", descriptor(resource(path=["a.csv.gz", "b.csv.gz"], encoding="utf-16")), {"a.csv.gz": gzip.compress(ROWS.encode("utf-16")), "b.csv.gz": gzip.compress("c,2023,3\n".encode("utf-16"))}, 3),
    ("objects in the descriptor", descriptor(inline([{"area": "a", "year": 2023, "value": 1.50}, {"area": "b", "year": 2024, "value": None}])), {}, 2),
    ("lists in the descriptor", descriptor(inline([["area", "year", "value"], ["a,\r\n\"b\"", 2023, 1]])), {}, 1),
    ("lists without header in the descriptor", descriptor(inline([["a", 2023, 1], ["b", 2024, 2]], dialect={"header": False})), {}, 2),
    ("CSV in the descriptor", descriptor(inline(ROWS)), {}, 2),
    ("comments", descriptor(resource(dialect={"commentChar": "#"})), {"table.csv": "# it's \"quoted\narea,year,value\n#x\n\"a\n#b\",2023,1\n#\n"}, 1),
    ("comment rows", descriptor(resource(dialect={"commentRows": [1, 4]})), {"table.csv": "Tabel 1\narea,year,value\na,2023,1\nsatuan\nb,2023,2\n"}, 2),
    ("two header rows", descriptor(resource(dialect={"headerRows": [1, 2], "headerJoin": "_"}, schema={"fields": [{"name": "area"}, {"name": "peserta_l", "type": "integer"}, {"name": "peserta_p", "type": "integer"}]})), {"table.csv": "area,peserta,peserta\n,l,p\na,1,2\n"}, 1),
    ("title over the header", descriptor(resource(dialect={"headerRows": [3]})), {"table.csv": "Tabel 1\n\n" + ROWS}, 2),
    ("columns in another order", descriptor(resource(schema=schema(fieldsMatch=["equal"]))), {"table.csv": "value,area,year\n1,a,2023\n"}, 1),
    ("more columns than described", descriptor(resource(schema=schema(fieldsMatch="subset"))), {"table.csv": "x,value,area,year,x\n9,1,a,2023,9\n"}, 1),
    ("fewer columns than described", descriptor(resource(schema=schema(fieldsMatch="superset"))), {"table.csv": "value,area\n1,a\n"}, 1),
    ("some columns", descriptor(resource(schema=schema(fieldsMatch="partial"))), {"table.csv": "x,value\n9,1\n"}, 1),
    ("labels in another case", descriptor(resource(dialect={"caseSensitiveHeader": False})), {"table.csv": ROWS.replace("area", "AREA")}, 2),
    ("null sequence", descriptor(resource(dialect={"nullSequence": "\\N"})), {"table.csv": "area,year,value\na,\\N,1\n"}, 1),
    ("line ends declared", descriptor(resource(dialect={"lineTerminator": "\n"})), {"table.csv": ROWS}, 2),
    ("quoted markers of a conflict", descriptor(), {"table.csv": 'area,year,value\n"x\n<<<<<<< HEAD\n=======\n>>>>>>> y",2023,1\n'}, 1),
    ("cell like a web page", descriptor(resource(dialect={"header": False}, schema={"fields": [{"name": "a"}]})), {"table.csv": "<html>\n"}, 1),
    ("date alone as created", descriptor(created="2025-01-31"), {"table.csv": ROWS}, 2),
    ("profile of version 1", descriptor(resource(dialect={"delimiter": ","}), profile="data-package", contributors=[{"title": "a", "role": "author"}]), {"table.csv": ROWS}, 2),
    ("file beside a table", descriptor(resource(), {"name": "b", "path": "table.geojson"}), {"table.csv": ROWS, "table.geojson": "{}"}, 2),
    ("right size and hash", descriptor(resource(bytes=len(ROWS), hash="md5:" + hashlib.md5(ROWS.encode()).hexdigest())), {"table.csv": ROWS}, 2),
]  # fmt: skip


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, dict[str, int]]:
    """The report on all tricky packages together, and the number of rows read of each."""
    datasets = tmp_path_factory.mktemp("valid")
    for number, (_, stated, files, _) in enumerate(VALID):
        write(datasets / f"p{number}", {**stated, "name": f"p{number}"}, files)
    packages, _ = read_packages(datasets)
    return examine(datasets), {p.name: sum(len(r.rows) for r in p.resources) for p in packages}


@pytest.mark.parametrize("number", range(len(VALID)), ids=[c[0] for c in VALID])
def test_a_tricky_but_valid_package_passes(valid: tuple[Report, dict[str, int]], number: int) -> None:
    report, rows = valid

    assert [f for f in report.findings if f.path.startswith(f"p{number}/")] == []
    assert rows[f"p{number}"] == VALID[number][3]


def test_yaml_is_read_with_the_types_of_json(tmp_path: Path) -> None:
    write(tmp_path / "a", "", {"table.csv": ROWS, "datapackage.yaml": YAML})
    (tmp_path / "a" / "datapackage.json").unlink()

    (package,), findings = read_packages(tmp_path)

    assert findings == ()
    assert package.created == "2025-01-31"
    assert package.resources[0].fields[0].title.plain == "no"
    assert package.resources[0].fields[2].constraints == {"minimum": 1.5}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: a\nname: b\n", "duplicate-property"),
        ("a: &x [1]\nb: *x\n", "yaml-alias"),
        ("a: !!python/object/apply:os.system ['true']\n", "yaml-tag"),
        ("a: !!binary aGk=\n", "yaml-tag"),
        ("a: [1\n", "yaml-syntax"),
        ("1: a\n", "yaml-syntax"),
        ("a: b\n---\nc: d\n", "yaml-syntax"),
        ("a: " + "[" * 100 + "]" * 100, "limit-exceeded"),
        ("a: " + "1" * 5000, "number-too-long"),
        ("a: \x01\n", "yaml-syntax"),
        ("- a\n", "property-type"),
    ],
)
def test_hostile_yaml_ends_in_a_finding(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "datapackage.yml").write_text(text, encoding="utf-8")

    _, (finding,) = read_packages(tmp_path)

    assert finding.type == expected


def test_lines_are_those_of_the_file_where_cells_hold_line_feeds(tmp_path: Path) -> None:
    text = 'area,year,value\r\n"a\nb",1,2\r\nc,1,2\r\n"d\r\ne\nf",1,2\r\ng,1,2\r\n'
    (package,), _ = read_packages(write(tmp_path / "a", descriptor(), {"table.csv": text}).parent)

    assert package.resources[0].lines == (2, 4, 5, 8)
    assert package.resources[0].rows[2][0] == "d\r\ne\nf"


def test_missing_values_of_a_field_hold_only_there(tmp_path: Path) -> None:
    (package,), _ = read_packages(write(tmp_path / "a", V2, {"table.csv": "area,year,value\nn/a,0,n/a\n"}).parent)

    assert [record for _, record in package.resources[0].records()] == [{"area": "n/a", "year": "", "value": ""}]


def test_a_package_may_be_the_folder_itself(tmp_path: Path) -> None:
    (package,), findings = read_packages(write(tmp_path))

    assert findings == ()
    assert (package.folder, package.path_of("table.csv")) == (".", "table.csv")


def test_texts_beside_the_descriptor_are_read_with_their_languages(tmp_path: Path) -> None:
    files = {"table.csv": ROWS, "README.md": "Cara", "README.en.md": "Method", "CHANGELOG.md": "Baru"}
    (package,), _ = read_packages(write(tmp_path / "a", descriptor(), files).parent)

    assert (package.readme.to("id"), package.readme.to("en"), package.changelog.to("en")) == ("Cara", "Method", "Baru")


def test_translations_are_read_at_every_level(tmp_path: Path) -> None:
    english = {"translations": {"en": {"title": "Example"}}}
    one = resource(title="Tabel", **english)
    one["schema"]["fields"][0] |= {"title": "Wilayah", "translations": {"en": {"title": "Area"}}}
    (package,), _ = read_packages(write(tmp_path / "a", descriptor(one, **english), {"table.csv": ROWS}).parent)

    assert [t.to("en") for t in (package.title, package.resources[0].title, package.resources[0].fields[0].title)] == [
        "Example",
        "Example",
        "Area",
    ]


def test_contributors_have_a_name_whatever_the_version_calls_it(tmp_path: Path) -> None:
    people = [{"title": "Orang Satu"}, {"givenName": "Orang", "familyName": "Dua"}, {"email": "tiga@a.example"}]
    write(tmp_path / "a", descriptor(contributors=people), {"table.csv": ROWS})

    (package,), _ = read_packages(tmp_path)

    assert package.contributors == ("Orang Satu", "Orang Dua", "tiga@a.example")


def test_what_is_no_package_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a", descriptor(), {"table.csv": ROWS})
    (tmp_path / "empty").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    (tmp_path / "a" / "datapackage.yaml").write_text("name: b", encoding="utf-8")

    packages, findings = read_packages(tmp_path)

    assert [p.name for p in packages] == ["contoh"]
    assert [(f.type, f.path, f.severity) for f in findings] == [
        ("several-descriptors", "a/datapackage.yaml", "error"),
        ("missing-descriptor", "empty/datapackage.json", "warning"),
    ]


def test_all_faults_of_all_packages_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path / "a", descriptor(), {})
    write(tmp_path / "b", "{", {})
    write(tmp_path / "c", descriptor(name="lain"), {"table.csv": "area,year,value\na,x,y\n"})

    assert [(f.path, f.type) for f in examine(tmp_path).findings] == [
        ("a/table.csv", "missing-file"),
        ("b/datapackage.json", "json-syntax"),
        ("c/table.csv", "type-error"),
        ("c/table.csv", "type-error"),
    ]


def test_names_that_differ_only_in_case_are_told(tmp_path: Path) -> None:
    write(
        tmp_path / "a",
        descriptor(resource("one", path="table.csv"), resource("ONE", path="table.csv")),
        {"table.csv": ROWS},
    )
    write(tmp_path / "b", descriptor(name="CONTOH"), {"table.csv": ROWS})

    assert {"duplicate-resource", "duplicate-package"} <= types(examine(tmp_path))


def test_a_linked_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(ROWS, encoding="utf-8")
    folder = write(tmp_path / "data" / "a", descriptor(), {})
    (folder / "table.csv").symlink_to(secret)

    (package,), findings = read_packages(tmp_path / "data")

    assert [(f.type, f.path) for f in findings] == [("symlink", "a/table.csv")] * 2
    assert package.resources[0].data == b""


@pytest.mark.parametrize("linked", ["folder", "package", "descriptor", "README.md"])
def test_no_link_of_any_kind_is_followed(tmp_path: Path, linked: str) -> None:
    outside = write(tmp_path / "outside", descriptor(), {"table.csv": ROWS, "README.md": "rahasia"})
    folder = tmp_path / "data" / "a"
    if linked == "package":
        folder.parent.mkdir()
        folder.symlink_to(outside, target_is_directory=True)
    elif linked == "folder":
        write(folder, descriptor(resource(path="sub/table.csv")), {})
        (folder / "sub").symlink_to(outside, target_is_directory=True)
    else:
        name = "datapackage.json" if linked == "descriptor" else linked
        write(folder, descriptor(), {"table.csv": ROWS})
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(outside / name)

    packages, findings = read_packages(tmp_path / "data")

    assert "symlink" in {f.type for f in findings}
    assert all(p.readme.plain == "" and (linked == "README.md" or not p.resources[0].data) for p in packages)


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", descriptor(), {})
    os.mkfifo(folder / "table.csv")

    assert {f.type for f in read_packages(tmp_path)[1]} == {"not-a-file"}


@pytest.mark.parametrize(
    ("limits", "stated", "variant"),
    [
        (replace(LIMITS, descriptor_bytes=10), descriptor(), "bytes"),
        (replace(LIMITS, resource_bytes=len(ROWS) - 1), descriptor(), "bytes"),
        (replace(LIMITS, text_bytes=1), descriptor(), "bytes"),
        (replace(LIMITS, cell_characters=5), descriptor(), "cell"),
        (replace(LIMITS, fields=2), descriptor(), "fields"),
        (replace(LIMITS, resources=1), descriptor(resource(), resource("b")), "resources"),
        (replace(LIMITS, depth=2), descriptor(), "depth"),
        (replace(LIMITS, folder_entries=1), descriptor(), "entries"),
        (replace(LIMITS, package_bytes=len(ROWS) + 1), descriptor(), "package-bytes"),
        (replace(LIMITS, packages=0), descriptor(), "packages"),
        (replace(LIMITS, folder_depth=0), descriptor(), "folders"),
        (replace(LIMITS, parts=1), descriptor(resource(path=["table.csv", "table.csv"])), "parts"),
        (
            replace(LIMITS, resource_bytes=2 * len(ROWS) - 1),
            descriptor(resource(path=["table.csv", "table.csv"])),
            "bytes",
        ),
        (replace(LIMITS, inline_rows=1), descriptor(inline([["area", "year", "value"], ["a", 1, 2]])), "inline-rows"),
        (replace(LIMITS, resource_bytes=len(ROWS) * 10 - 1), descriptor(resource(path="a.csv.gz")), "unpacked"),
        (replace(LIMITS, gzip_members=1), descriptor(resource(path="a.csv.gz")), "members"),
    ],
)
def test_one_more_than_a_limit_is_told(tmp_path: Path, limits: object, stated: dict, variant: str) -> None:
    packed = gzip.compress(b"") + gzip.compress(ROWS.encode() * 10)
    write(tmp_path / "a", stated, {"table.csv": ROWS, "README.md": "ab", "sub/x.txt": "", "a.csv.gz": packed})

    _, findings = read_packages(tmp_path, limits)

    assert variant in {f.facts.get("variant") for f in findings if f.type == "limit-exceeded"}


def test_the_limit_itself_is_allowed(tmp_path: Path) -> None:
    packed = gzip.compress(ROWS.replace("2023", "2024").encode())
    parts = resource("b", path=["sub/b.csv.gz", "sub/c.csv.gz"], compression="gz")
    rows = inline([{"area": "a", "year": 1, "value": 2}]) | {"name": "c"}
    files = {"table.csv": ROWS, "README.md": "ab", "sub/b.csv.gz": gzip.compress(ROWS.encode()), "sub/c.csv.gz": packed}
    write(tmp_path / "a", descriptor(resource(), parts, rows), files)
    size = (tmp_path / "a" / "datapackage.json").stat().st_size
    limits = replace(
        LIMITS, descriptor_bytes=size, resource_bytes=2 * len(ROWS), text_bytes=2, cell_characters=11, fields=3,
        resources=3, depth=6, folder_entries=6, folder_depth=1, packages=1, parts=2, inline_rows=1, gzip_members=1,
        package_bytes=size + sum(map(len, files.values())),
    )  # fmt: skip

    assert read_packages(tmp_path, limits)[1] == ()


def test_a_bomb_ends_in_a_finding_at_once_and_in_little_memory(tmp_path: Path) -> None:
    bomb = zlib.compressobj(9, wbits=31)
    zeros = bytes(1 << 20)
    data = b"".join(bomb.compress(zeros) for _ in range(600)) + bomb.flush()
    write(tmp_path / "a", descriptor(resource(path="table.csv.gz")), {"table.csv.gz": data})
    tracemalloc.start()
    start = time.perf_counter()

    _, findings = read_packages(tmp_path)

    assert [(f.type, f.facts["variant"]) for f in findings] == [("limit-exceeded", "unpacked")]
    assert time.perf_counter() - start < 10
    assert tracemalloc.get_traced_memory()[1] < 50 << 20
    tracemalloc.stop()


def test_folders_in_folders_end_in_a_finding(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", descriptor(), {"table.csv": ROWS})
    for _ in range(60):
        folder = folder / "a"
        folder.mkdir()

    assert [f.facts["variant"] for f in read_packages(tmp_path)[1]] == ["folders"]


def test_a_folder_that_becomes_a_link_while_it_is_read_leads_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "table.csv").write_text(ROWS, encoding="utf-8")
    root = write(tmp_path / "a", descriptor(), {"sub/table.csv": ROWS.replace("11", "33")})
    folder = Folder(root, "a", LIMITS)
    stop = threading.Event()

    def exchange() -> None:
        while not stop.is_set():
            (root / "sub").rename(root / "away")
            (root / "sub").symlink_to(secret, target_is_directory=True)
            (root / "sub").unlink()
            (root / "away").rename(root / "sub")

    thread = threading.Thread(target=exchange)
    thread.start()
    read = {folder.read("sub/table.csv", 1000) for _ in range(3000)}
    stop.set()
    thread.join()
    # However the two took turns, it can be read once the folder is one again.
    read.add(folder.read("sub/table.csv", 1000))

    assert ROWS.encode() not in read
    assert ROWS.replace("11", "33").encode() in read


def test_the_file_that_is_likely_meant_is_named(tmp_path: Path) -> None:
    files = {"Table.csv": ROWS, "data/other.csv": ROWS}
    write(
        tmp_path / "a",
        descriptor(resource(), resource("b", path="data/others.csv"), resource("c", path="far.csv")),
        files,
    )

    found = [(f.path, f.facts.get("nearest")) for f in read_packages(tmp_path)[1] if f.type == "missing-file"]

    assert found == [("a/table.csv", "a/Table.csv"), ("a/data/others.csv", "a/data/other.csv"), ("a/far.csv", None)]


def test_a_finding_lies_in_the_file_and_on_the_line_where_its_row_stands(tmp_path: Path) -> None:
    parts = resource("b", path=["b.csv", "c.csv"], schema=schema(primaryKey=["area"]))
    rows = inline([["area", "year", "value"], ["a", 1, 2], ["b", "x", 2]]) | {"name": "d"}
    files = {"b.csv": ROWS, "c.csv": "area,year,value\nContoh Tiga,x,1\nContoh Satu,2023,1\n"}
    folder = write(tmp_path / "a", descriptor(parts, rows), files)
    text = (folder / "datapackage.json").read_text(encoding="utf-8").replace("], [", "],\n[")
    (folder / "datapackage.json").write_text(text, encoding="utf-8")

    found = [(f.path, f.line, f.type, f.facts.get("first")) for f in examine(tmp_path).findings]

    assert found == [
        ("a/c.csv", 2, "type-error", None),
        ("a/c.csv", 3, "primary-key", "2 (b.csv)"),
        ("a/datapackage.json", 3, "type-error", None),
    ]


def test_rows_of_a_descriptor_lose_no_digit(tmp_path: Path) -> None:
    text = json.dumps(descriptor(inline([{"area": None, "year": 1, "value": 2}]))).replace(
        '"value": 2}', '"value": 0.10000000000000000000000000001}'
    )
    write(tmp_path / "a", text, {})

    (package,), findings = read_packages(tmp_path)

    assert findings == ()
    assert package.resources[0].rows == (("", "1", "0.10000000000000000000000000001"),)
    assert package.resources[0].data == b"area,year,value\r\n,1,0.10000000000000000000000000001\r\n"
    assert package.resources[0].path == "table.csv"


def test_a_folder_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MissingFolderError, match="nothing-here"):
        read_packages(tmp_path / "nothing-here")


def test_a_folder_without_packages_is_told(tmp_path: Path) -> None:
    assert [f.type for f in read_packages(tmp_path)[1]] == ["no-package"]


def test_a_file_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", descriptor(), {"table.csv": ROWS})
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff.csv"))).write_text("a", encoding="utf-8")

    assert [f.path for f in read_packages(tmp_path)[1]] == ["a/\\xff.csv"]


RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def nested(children: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3)


FLAT = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5)
)
JSON_VALUES = st.recursive(FLAT, nested, max_leaves=8)


@RELAXED
@given(data=st.binary(max_size=200) | st.text(alphabet='a,"\n\r1;\ufeff', max_size=60).map(str.encode))
def test_any_bytes_as_a_table_give_findings_or_rows(tmp_path: Path, data: bytes) -> None:
    (package,), findings = read_packages(write(tmp_path, descriptor(), {"table.csv": data}))

    assert findings or package.resources[0].rows or data.strip() == b"area,year,value"


@RELAXED
@given(data=st.binary(max_size=200) | JSON_VALUES.map(lambda v: json.dumps(v).encode()))
def test_any_bytes_as_a_descriptor_give_findings(tmp_path: Path, data: bytes) -> None:
    assert read_packages(write(tmp_path, data, {}))[1]
    (tmp_path / "datapackage.json").unlink()
    (tmp_path / "datapackage.yaml").write_bytes(data)
    assert read_packages(tmp_path)[1]
    (tmp_path / "datapackage.yaml").unlink()


PLACES = st.sampled_from(
    [(k,) for k in descriptor()] + [("resources", 0, k) for k in (*resource(), "dialect", "encoding", "format", "shape", "hash", "bytes")]
    + [("resources", 0, "schema", k) for k in ("fields", "primaryKey", "foreignKeys", "missingValues", "fieldsMatch")]
    + [("resources", 0, "schema", "fields", 2, k) for k in ("name", "type", "format", "constraints", "missingValues", "categories")]
    + [("views",), ("contributors",), ("keywords",), ("homepage",), ("created",)]
)  # fmt: skip


@RELAXED
@given(place=PLACES, value=JSON_VALUES)
def test_any_value_at_any_place_of_a_descriptor_never_raises(tmp_path: Path, place: tuple, value: object) -> None:
    stated = descriptor()
    owner = stated
    for step in place[:-1]:
        owner = owner[step]
    owner[place[-1]] = value

    packages, findings = read_packages(write(tmp_path, stated, {"table.csv": ROWS}))

    run(packages, findings)


def test_files_are_written_once_and_only_when_they_change(tmp_path: Path) -> None:
    files = (File("a/b.txt", b"1"), File("c.txt", b"2"))

    assert write_files(files, tmp_path) == ("a/b.txt", "c.txt")
    assert write_files((files[0], File("c.txt", b"3")), tmp_path) == ("c.txt",)
    assert (tmp_path / "c.txt").read_bytes() == b"3"
    assert sha256(tmp_path / "c.txt") == "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce"


@pytest.mark.parametrize("paths", [("a", "a"), ("a/B", "a/b"), ("straße", "STRASSE"), ("a", "a/b"), ("é", "e\u0301")])
def test_two_files_for_one_path_are_refused(tmp_path: Path, paths: tuple[str, str]) -> None:
    with pytest.raises(OutputConflictError):
        write_files([File(p, b"") for p in paths], tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/a", "../a", "a/../../b", "a//b", "", "a\\b", "a/.", "a\0"])
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputPathError):
        write_files([File(path, b"")], tmp_path)


def test_a_link_in_the_output_is_replaced_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"old")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").symlink_to(tmp_path / "outside")

    write_files([File("a", b"new")], tmp_path / "out")

    assert (tmp_path / "outside").read_bytes() == b"old"
    assert (tmp_path / "out" / "a").read_bytes() == b"new"
