"""Hostile descriptions: names, types, keys, rules, views and declared checks that lead nowhere, too far, or round in a circle."""

from __future__ import annotations

from typing import Any

from tests.package_folder import ROWS, descriptor, resource, schema

from .case import Case, bad, cell, csv_of, one, table

_TABLE = csv_of(ROWS)


def _stated(name: str, found: str, /, **properties: Any) -> Case:
    """Return a case whose package has a property, beside a good table."""
    return bad(name, descriptor(**properties), _TABLE, found)


def _resource(name: str, found: str, /, **properties: Any) -> Case:
    return bad(name, table(**properties), _TABLE, found)


def _schema(name: str, found: str, /, **properties: Any) -> Case:
    return bad(name, table(schema=schema(**properties)), _TABLE, found)


def _field(name: str, found: str, text: str = "a", /, **properties: Any) -> Case:
    return bad(name, one(**properties), cell(text), found)


def _file(name: str, path: str) -> dict[str, str]:
    """Return a resource that is no table."""
    return {"name": name, "path": path}


NAMES = (
    *(
        _stated(f"package called {shown}", "name-invalid", name=name)
        for shown, name in {
            "parent": "..", "parent of a folder": "../../etc", "a path": "a/b", "absolute": "/etc", "markup": "<script>",
            "words": "a b", "nothing": "", "capitals": "Contoh", "dot at the end": "contoh.", "hyphen first": "-rf",
            "full-width": "\uff43\uff4f", "accent": "café", "very long": "x" * 101, "line feed": "a\nb", "percent": "a%2fb",
        }.items()
    ),
    *(
        _stated(f"package called {shown}", "control-character name-invalid", name=name)
        for shown, name in {"nul": "a\0b", "change of direction": "a\u202eb", "escape": "a\x1b[2J"}.items()
    ),
    *(
        _stated(f"package called {name} of Windows", "name-reserved", name=name)
        for name in ("con", "nul", "aux", "com1", "lpt9.csv")
    ),
    bad("package without a name", {k: v for k, v in descriptor().items() if k != "name"}, _TABLE, "property-missing"),
    _stated("package whose name is taken", "duplicate-package", name="all-files-missing"),
    bad("resource called a path", descriptor(resource("a/b", path="table.csv")), _TABLE, "name-invalid"),
    bad("resource called nothing", descriptor(resource("", path="table.csv")), _TABLE, "name-invalid"),
    bad("resource called datapackage", descriptor(resource("datapackage", path="table.csv")), _TABLE, "name-reserved"),
    bad("resource called Croissant", descriptor(resource("Croissant", path="table.csv")), _TABLE, "name-reserved"),
    bad("resource called nul of Windows", descriptor(resource("NUL", path="table.csv")), _TABLE, "name-reserved"),
    bad("resources that differ in case", descriptor(resource("tabel", path="table.csv"), resource("Tabel", path="b.csv")), {**_TABLE, "b.csv": ROWS}, "duplicate-resource"),
    bad("files that differ in case", descriptor(_file("a", "a.pdf"), _file("b", "A.pdf")), {"a.pdf": "x", "A.pdf": "y"}, "path-reserved"),
    bad("files that differ in Unicode form", descriptor(_file("a", "caf\u00e9.pdf"), _file("b", "cafe\u0301.pdf")), {"caf\u00e9.pdf": "x", "cafe\u0301.pdf": "y"}, "path-reserved"),
    bad("file in the place of a folder", descriptor(_file("a", "x.pdf"), _file("b", "X.pdf/y.pdf")), {"x.pdf": "x", "X.pdf/y.pdf": "y"}, "path-reserved"),
    bad("file in the place of a download", descriptor(resource(), _file("a", "table.json")), {**_TABLE, "table.json": "{}"}, "path-reserved"),
    bad("file in the place of the descriptor", descriptor(_file("a", "datapackage.json")), {}, "path-reserved"),
    bad("fields that differ in nothing", table(schema={"fields": [{"name": "a"}, {"name": "a"}]}), csv_of("a,a\n1,2\n"), "duplicate-field"),
    bad("field without a name", table(schema={"fields": [{"type": "string"}]}), csv_of("a\n1\n"), "incorrect-label property-missing"),
    bad("field called nothing", table(schema={"fields": [{"name": ""}]}), csv_of("a\n1\n"), "incorrect-label property-missing"),
    _stated("property called by endless digits", "control-character", **{f"x[{'9' * 5000}]": "a\u202eb"}),
    bad("field called by a change of direction", one(name="a\u202eb"), csv_of("a\u202eb\nx\n"), "control-character"),
)  # fmt: skip

_REMOTE = "http://127.0.0.1:@PORT@/x.json"
REMOTE = (
    _resource("remote schema", "reference-not-inline", schema=_REMOTE),
    _resource("schema in a file outside", "reference-not-inline", schema="../schema.json"),
    _resource("schema in a file", "reference-not-inline", schema="schema.json"),
    _resource("remote dialect", "reference-not-inline", dialect=_REMOTE),
    _field("JSON Schema that refers to an address", "constraint-invalid", "{}", type="object", constraints={"jsonSchema": {"$ref": _REMOTE}}),
    _field("JSON Schema that refers to a file", "constraint-invalid", "{}", type="object", constraints={"jsonSchema": {"$ref": "file://@LUAR@/datapackage.json"}}),
    _field("JSON Schema that refers to itself", "constraint-invalid", "{}", type="object", constraints={"jsonSchema": {"$ref": "#"}}),
    _stated("homepage that runs", "link-not-http", homepage="javascript:alert(1)"),
    _stated("licence that runs", "link-not-http", licenses=[{"name": "x", "path": "data:text/html,x"}]),
    _stated("source that runs", "link-not-http", sources=[{"title": "x", "path": "vbscript:x"}]),
    _stated("picture elsewhere", "link-not-http", image="javascript:alert(1)"),
    _stated("contributor whose address runs", "link-not-http", contributors=[{"title": "x", "path": "javascript:alert(1)"}]),
)  # fmt: skip

TYPES = (
    _field("unknown type", "field-type-unknown", type="money"),
    _field("type in capitals", "field-type-unknown", type="String"),
    _field("type that is no text", "property-type", type=5),
    _field("unknown format of a text", "property-choice", type="string", format="ktp"),
    _field("format that is no text", "property-type", type="string", format=["x"]),
    _field("format of a date that is none", "type-error", "2023-01-01", type="date", format="%Q"),
    _resource("schema that is a list", "property-missing property-type", schema=[]),
    _resource("schema that is null", "property-missing property-type", schema=None),
    _resource("schema without fields", "property-missing", schema={}),
    _resource("fields that are an object", "property-type", schema={"fields": {"a": {"type": "string"}}}),
    _resource("field that is text", "property-missing property-type", schema={"fields": ["area", "year", "value"]}),
    _resource("dialect that is a list", "property-type", dialect=[]),
    _resource("delimiter of two characters", "property-type", dialect={"delimiter": ";;"}),
    _resource("delimiter that is a line feed", "property-type", dialect={"delimiter": "\n"}),
    _resource("delimiter that is the quote", "dialect-unsupported", dialect={"delimiter": '"'}),
    _resource("delimiter that is nul", "control-character property-type", dialect={"delimiter": "\0"}),
    _resource("unknown fieldsMatch", "fields-match-unsupported", schema=schema(fieldsMatch="any")),
    _resource("header rows that are no rows", "property-type", dialect={"headerRows": ["a", -1, 0]}),
    _resource("a billion header rows", "missing-label", dialect={"headerRows": [10**9]}),
    _resource("comment rows that are no rows", "property-type", dialect={"commentRows": ["a", -1]}),
    _schema("missing values that are numbers", "property-type", missingValues=[1, 2]),
    _schema("missing values that are one text", "property-type", missingValues="-"),
    _stated("resources that are an object", "property-type unlisted-file", resources={"a": 1}),
    _stated("resource that is text", "property-missing property-type unlisted-file", resources=["table.csv"]),
    _stated("no resources", "property-missing unlisted-file", resources=[]),
    _stated("title that is a list", "property-type title-missing", title=["<b>"]),
    _stated("licences that are text", "licence-missing property-type", licenses="MIT"),
    _stated("licence of nothing", "licence-empty", licenses=[{}]),
    _stated("source of nothing", "source-empty", sources=[{}]),
    _stated("created on no day", "created-invalid", created="2023-02-30"),
    _stated("contributor whose e-mail is none", "property-format", contributors=[{"title": "x", "email": "x"}]),
    _stated("translations that are text", "property-type", translations="en"),
    _stated("translations of numbers", "property-type", translations={"en": {"title": 5}}),
    _stated("translations of a language that is none", "property-type", translations={"../en": {"title": "x"}}),
    _stated("translation with markup for a language", "property-type", translations={"<script>": {"title": "x"}}),
)  # fmt: skip

KEYS = (
    _schema("primary key that is not there", "primary-key-unknown", primaryKey=["area", "nirgends"]),
    _schema("primary key that is an object", "property-type", primaryKey={"a": 1}),
    _schema("primary key of a field twice", "property-repeated", primaryKey=["area", "area"]),
    _schema("unique keys that are not there", "unique-key-unknown", uniqueKeys=[["nirgends"]]),
    _schema("unique keys that are text", "property-type", uniqueKeys="area"),
    _schema("foreign key to a table that is not there", "foreign-key-unknown", foreignKeys=[{"fields": "area", "reference": {"resource": "x", "fields": "a"}}]),
    _schema("foreign key to a package that is not there", "foreign-key-unknown", foreignKeys=[{"fields": "area", "reference": {"package": "x", "resource": "x", "fields": "a"}}]),
    _schema("foreign key to a package by address", "foreign-key-unknown", foreignKeys=[{"fields": "area", "reference": {"package": _REMOTE, "resource": "x", "fields": "a"}}]),
    _schema("foreign key from a field that is not there", "foreign-key-unknown", foreignKeys=[{"fields": "x", "reference": {"resource": "", "fields": "area"}}]),
    _schema("foreign key of two fields to one", "foreign-key-malformed", foreignKeys=[{"fields": ["area", "year"], "reference": {"resource": "", "fields": "area"}}]),
    _schema("foreign key of no fields", "foreign-key-malformed", foreignKeys=[{"fields": [], "reference": {"resource": "", "fields": []}}]),
    _schema("foreign key that is text", "property-type", foreignKeys=["area"]),
    _schema("foreign key that leads to text", "foreign-key-malformed property-type", foreignKeys=[{"fields": "area", "reference": "x"}]),
    bad("foreign keys in a circle that dangle", descriptor(
        resource("a", schema={"fields": [{"name": "x"}], "foreignKeys": [{"fields": "x", "reference": {"resource": "b", "fields": "x"}}]}),
        resource("b", schema={"fields": [{"name": "x"}], "foreignKeys": [{"fields": "x", "reference": {"resource": "a", "fields": "x"}}]}),
    ), {"a.csv": "x\n1\n", "b.csv": "x\n2\n"}, "foreign-key"),
    bad("foreign key to itself that dangles", table(schema={"fields": [{"name": "c"}, {"name": "p"}], "foreignKeys": [{"fields": "p", "reference": {"resource": "", "fields": "c"}}]}), csv_of("c,p\na,\nb,z\n"), "foreign-key"),
    bad("key to another package that dangles", table(schema=schema(foreignKeys=[{"fields": "area", "reference": {"package": "zz-tetangga", "resource": "table", "fields": "area"}}])), csv_of(ROWS + "Nirgends,2023,1\n"), "foreign-key"),
    bad("keys that differ in case", table(schema={"fields": [{"name": "a"}], "primaryKey": "a"}), csv_of("a\nPusat\npusat\n"), "look-alike-value", only_warnings=True),
    bad("key twice", table(schema=schema(primaryKey=["area", "year"])), csv_of(ROWS + "Contoh Satu,2023,12\n"), "primary-key"),
    bad("key twice in other digits", one("integer", constraints={"unique": True}), csv_of("c\n5\n05\n"), "unique-error"),
    bad("unique key twice", table(schema=schema(uniqueKeys=[["area", "year"]])), csv_of(ROWS + "Contoh Satu,2023,12\n"), "unique-key"),
)  # fmt: skip

RULES = (
    _field(
        "object against its JSON Schema",
        "constraint-error",
        "{}",
        type="object",
        constraints={"jsonSchema": {"required": ["a"]}},
    ),
    _field(
        "rule that is no JSON Schema",
        "constraint-invalid",
        "{}",
        type="object",
        constraints={"jsonSchema": {"type": "nothing"}},
    ),
    _field(
        "JSON Schema of an unknown kind",
        "constraint-invalid",
        "{}",
        type="object",
        constraints={"jsonSchema": {"$schema": _REMOTE}},
    ),
    _field("minimum that is no number", "constraint-invalid", "5", type="integer", constraints={"minimum": "x"}),
    _field("minimum that is an object", "constraint-invalid", "5", type="integer", constraints={"minimum": {"a": 1}}),
    _field("length that is no number", "constraint-invalid", constraints={"minLength": "x"}),
    _field("length below nothing", "constraint-invalid", constraints={"maxLength": -1}),
    _field("constraints that are a list", "property-type", constraints=["required"]),
    _field("unknown constraint", "constraint-invalid", constraints={"nice": True}),
    _field(
        "constraint that the type has not",
        "constraint-invalid",
        "2023-01-01",
        type="date",
        constraints={"minLength": 3},
    ),
    _field("minimum of another type", "constraint-invalid", "2023-01-01", type="date", constraints={"minimum": 5}),
    _field("category listed twice", "property-repeated", "a", categories=["a", {"value": "a", "label": "A"}]),
    _field("enum of nothing", "constraint-invalid", constraints={"enum": []}),
    _field("enum of other types", "constraint-invalid", "5", type="integer", constraints={"enum": ["x", {"a": 1}]}),
    _field("enum that is text", "constraint-invalid", constraints={"enum": "a"}),
    _field("required that is text", "constraint-invalid", constraints={"required": "true"}),
    _field("pattern that is none", "constraint-invalid", constraints={"pattern": "("}),
    _field("pattern of a thousand and one signs", "constraint-invalid", constraints={"pattern": "a" * 1001}),
    _field("pattern that counts to a billion", "constraint-error", constraints={"pattern": "(a{60000}){60000}"}),
    _field("pattern nested without end", "constraint-invalid", constraints={"pattern": "(" * 480 + ")" * 480}),
    _field("categories that are text", "property-type", categories="a"),
    _field("categories without a value", "property-type", categories=[{"label": "A"}]),
    _field("category that is not there", "category-unknown", "b", categories=["a"]),
)

_VIEW = {"name": "v", "type": "ranking", "resource": "table", "encoding": {"x": "area", "y": "value"}}
VIEWS = (
    _stated("views that are text", "property-type", views="trend"),
    _stated("view that is text", "property-type", views=["trend"]),
    _stated("view of nothing", "property-missing", views=[{}]),
    _stated("view of an unknown type", "view-type-unknown", views=[{**_VIEW, "type": "pie3d"}]),
    _stated("view of an unknown table", "view-resource-unknown", views=[{**_VIEW, "resource": "x"}]),
    _stated("view of an unknown field", "view-field-unknown", views=[{**_VIEW, "encoding": {"x": "nirgends"}}]),
    _stated("view whose encoding is a program", "view-field-unknown", views=[{**_VIEW, "encoding": {"x": {"field": "datum['area']", "aggregate": "x"}}}]),
    _stated("view whose encoding is a list", "property-type", views=[{**_VIEW, "encoding": ["x"]}]),
    _stated("view whose encoding is an address", "view-field-unknown", views=[{**_VIEW, "encoding": {"url": _REMOTE}}]),
    _stated("view twice", "duplicate-view", views=[_VIEW, _VIEW]),
)  # fmt: skip


def _nested(depth: int) -> object:
    return {"sum": [1, _nested(depth - 1)]} if depth else "value"


CHECKS = (
    _stated("checks that are text", "property-type", checks="all"),
    _stated("check that is text", "property-type", checks=["all"]),
    _stated("check of nothing", "property-missing", checks=[{}]),
    _stated("check of an unknown type", "check-type-unknown", checks=[{"type": "sql", "resource": "table"}]),
    _stated("check of an unknown table", "check-malformed", checks=[{"type": "monotone", "resource": "x", "field": "value"}]),
    _stated("check of an unknown field", "check-field-unknown", checks=[{"type": "monotone", "resource": "table", "field": "x", "along": "year"}]),
    _stated("check of an unknown severity", "check-malformed", checks=[{"type": "not-after", "resource": "table", "field": "year", "severity": "fatal"}]),
    _stated("check that is a program", "check-field-unknown", checks=[{"type": "row-constraint", "resource": "table", "left": "__import__('os').system('touch @LUAR@/made')", "operator": "<", "right": 1}]),
    _stated("check of a formula without end", "check-malformed", checks=[{"type": "row-constraint", "resource": "table", "left": _nested(20), "operator": "<", "right": 1}]),
    _stated("check of a number without end", "check-field-unknown", checks=[{"type": "row-constraint", "resource": "table", "left": "value", "operator": "<", "right": "1e999999999"}]),
    _stated("check with a sum of a million", "check-malformed", checks=[{"type": "row-constraint", "resource": "table", "left": {"sum": ["value"] * 100_000}, "operator": "<", "right": 1}]),
    _stated("check with a tolerance that is text", "check-malformed", checks=[{"type": "row-constraint", "resource": "table", "left": "value", "operator": "<", "right": 99, "tolerance": "much"}]),
    _stated("ten thousand checks", "check-malformed check-too-large", checks=[{"type": "not-after", "resource": "table", "field": "year"}] * 10_000),
)  # fmt: skip


def _accepted(name: str, text: str | bytes, found: str) -> Case:
    return bad(f"known findings {name}", descriptor(), {**_TABLE, "known-findings.toml": text}, found)


_ENTRY = '[[known]]\ntype = "duplicate-row"\npath = "table.csv"\nreason = "x"\nby = "x"\nuntil = 2099-12-31\n'
KNOWN = (
    _accepted("that are no TOML", "[[known\n", "known-malformed"),
    _accepted("of bytes", b"\xff\xfe", "known-malformed"),
    _accepted("without a reason", _ENTRY.replace('reason = "x"\n', ""), "known-malformed"),
    _accepted("of numbers", _ENTRY.replace('"x"', "5"), "known-malformed"),
    _accepted("whose fault has gone", _ENTRY, "known-stale"),
    _accepted("that have expired", _ENTRY.replace("2099", "2001"), "known-stale"),
    _accepted("of another package", _ENTRY.replace("table.csv", "../lain/table.csv"), "known-stale"),
    _accepted("that are deep", "a = " + "[" * 50_000, "known-malformed"),
    bad(
        "known findings with a change of direction",
        descriptor(),
        {
            **csv_of(f"{ROWS}{ROWS.splitlines()[-1]}\n"),
            "known-findings.toml": _ENTRY.replace('reason = "x"', 'reason = "a\u202eb"'),
        },
        "control-character",
    ),
    _accepted("beyond the limit", "# " + "a" * 1_100_000, "limit-exceeded"),
)

INLINE = (
    bad(
        "inline data of nothing",
        descriptor({"name": "table", "data": [], "schema": schema()}),
        {},
        "empty-table",
        only_warnings=True,
    ),
    _resource("data and path", "inline-data unlisted-file", data=[{"area": "a"}]),
    *(
        bad(f"inline data {name}", descriptor({"name": "table", "data": data, "schema": schema()}), {}, found)
        for name, data, found in (
            ("of a number", 5, "inline-data"),
            ("of null", None, "inline-data"),
            ("of an object", {"a": 1}, "inline-data"),
            ("of numbers", [1, 2], "inline-data"),
            ("of mixed rows", [["area", "year", "value"], {"area": "a"}], "inline-data"),
            ("of rows of every length", [["area", "year", "value"], ["a"], ["a", 1, 2, 3]], "extra-cell missing-cell"),
            ("of other columns", [{"area": "a", "jahr": 1, "value": 1}], "incorrect-label"),
            ("of wrong types", [{"area": "a", "year": "x", "value": True}], "type-error"),
            ("of nested values", [["area", "year", "value"], [["a"], 2023, {"b": 1}]], "type-error"),
        )
    ),
)

CASES: tuple[Case, ...] = (*NAMES, *REMOTE, *TYPES, *KEYS, *RULES, *VIEWS, *CHECKS, *KNOWN, *INLINE)
