"""Validating cells through Frictionless, in a process that can do no harm."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from build_scripts.io import read_packages
from build_scripts.locale import languages, read_locale
from build_scripts.package import Package
from build_scripts.reading import LIMITS
from build_scripts.table_schema import validate
from build_scripts.voices.base import told
from tests.package_folder import descriptor, resource, write


def read(folder: Path, stated: dict, **files: str) -> tuple[Package, ...]:
    packages, findings = read_packages(write(folder / "a", stated, {f"{n}.csv": t for n, t in files.items()}).parent)
    assert findings == ()
    return packages


def one_field(**field: object) -> dict:
    return descriptor(resource(schema={"fields": [{"name": "c", **field}]}))


def constrained(type: str, **constraints: object) -> dict:
    return one_field(type=type, constraints=constraints)


FAULTS = [
    (one_field(type="integer"), "1.5", "type-error", {"variant": "integer", "format": "default"}),
    (one_field(type="date"), "31/12/2023", "type-error", {"variant": "date", "format": "default"}),
    (one_field(type="boolean"), "ya", "type-error", {"variant": "boolean", "format": "default"}),
    (one_field(type="number", missingValues=["-"]), "n/a", "type-error", {"variant": "number", "format": "default"}),
    (constrained("number", minimum=0.1), "0.05", "constraint-error", {"variant": "minimum", "limit": "0.1"}),
    (constrained("integer", maximum=9), "10", "constraint-error", {"variant": "maximum", "limit": "9"}),
    (constrained("string", enum=["a", "b"]), "c", "constraint-error", {"variant": "enum", "limit": "a, b"}),
    (constrained("string", pattern="[a-z]+"), "x1", "constraint-error", {"variant": "pattern", "limit": "[a-z]+"}),
    (constrained("string", pattern="a|b"), "ac", "constraint-error", {"variant": "pattern", "limit": "a|b"}),
    (constrained("string", pattern="a"), '"a\n"', "constraint-error", {"variant": "pattern", "limit": "a"}),
    (constrained("string", maxLength=2), "abc", "constraint-error", {"variant": "maxLength", "limit": "2"}),
]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list]:
    """The findings of all faulty cells, by package, from one run."""
    datasets = tmp_path_factory.mktemp("faulty")
    for number, (stated, cell, *_) in enumerate(FAULTS):
        write(datasets / f"p{number:02}", {**stated, "name": f"p{number:02}"}, {"table.csv": f"c\n{cell}\n"})
    packages, findings = read_packages(datasets)
    assert findings == ()
    found: dict[str, list] = {}
    for finding in validate(packages):
        found.setdefault(finding.path.split("/")[0], []).append(finding)
    return found


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_a_faulty_cell_is_told_with_its_line_and_its_rule(faulty: dict[str, list], number: int) -> None:
    _, cell, type, facts = FAULTS[number]

    (finding,) = faulty[f"p{number:02}"]

    assert (finding.type, finding.line, finding.field) == (type, 2, "c")
    assert (finding.value, finding.facts) == (cell.strip('"'), facts)


def test_a_repeated_key_names_the_line_of_the_first(tmp_path: Path) -> None:
    stated = descriptor(resource(schema={"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]}))
    packages = read(tmp_path, stated, table='a,b\n"x\ny",1\nz,1\nz,2\n"x\ny",1\n')

    (finding,) = validate(packages)

    assert (finding.type, finding.line, finding.field, finding.value) == ("primary-key", 6, "a, b", "x\ny, 1")
    assert finding.facts == {"first": "2"}


def test_a_value_that_must_be_unique_names_the_line_of_the_first(tmp_path: Path) -> None:
    packages = read(tmp_path, constrained("integer", unique=True), table="c\n5\n6\n05\n")

    (finding,) = validate(packages)

    assert (finding.type, finding.line, finding.value, finding.facts) == ("unique-error", 4, "05", {"first": "2"})


def test_foreign_keys_inside_a_package_and_to_itself_are_followed(tmp_path: Path) -> None:
    codes = {
        "fields": [{"name": "code"}, {"name": "parent"}],
        "foreignKeys": [{"fields": "parent", "reference": {"resource": "", "fields": "code"}}],
    }
    table = {
        "fields": [{"name": "area"}],
        "foreignKeys": [{"fields": "area", "reference": {"resource": "codes", "fields": "code"}}],
    }
    stated = descriptor(resource("codes", schema=codes), resource("table", schema=table))
    packages = read(tmp_path, stated, codes="code,parent\na,\nb,a\nc,x\n", table="area\na\nq\n")

    assert [(f.path, f.line, f.value, f.facts["resource"]) for f in validate(packages)] == [
        ("a/codes.csv", 4, "x", "codes"),
        ("a/table.csv", 3, "q", "codes"),
    ]


def test_a_table_that_was_not_looked_at_is_sent_whole_though_it_points_to_one_that_was(tmp_path: Path) -> None:
    table = {
        "fields": [{"name": "area"}, {"name": "n", "type": "integer"}],
        "foreignKeys": [{"fields": "area", "reference": {"resource": "codes", "fields": "code"}}],
    }
    stated = descriptor(resource("codes", schema={"fields": [{"name": "code"}]}), resource("table", schema=table))
    (package,) = read(tmp_path, stated, codes="code\na\n", table="area,n\na,x\na,1\n")
    codes, pointing = package.resources
    looked = replace(package, resources=(replace(codes, suspects=()), replace(pointing, suspects=None)))

    assert [(f.type, f.line, f.value) for f in validate((looked,))] == [("type-error", 2, "x")]


def test_a_foreign_key_of_two_fields_points_nowhere_where_one_is_empty(tmp_path: Path) -> None:
    codes = {"fields": [{"name": "x"}, {"name": "y"}]}
    table = {
        "fields": [{"name": "x"}, {"name": "y"}],
        "foreignKeys": [{"fields": ["x", "y"], "reference": {"resource": "codes", "fields": ["x", "y"]}}],
    }
    stated = descriptor(resource("codes", schema=codes), resource("table", schema=table))
    packages = read(tmp_path, stated, codes="x,y\n1,2\n", table="x,y\n1,\n1,2\n1,3\n")

    assert [f.line for f in validate(packages)] == [4]


def test_a_column_of_an_unknown_type_leaves_the_rest_of_its_table_checked(tmp_path: Path) -> None:
    """Everything is told at once: the type itself, and what is wrong in the columns whose types are known."""
    fields = [
        {"name": "code", "type": "strng", "constraints": {"required": True, "maximum": 3}},
        {"name": "day", "type": "date"},
        {"name": "value", "type": "number", "constraints": {"minimum": 0}},
    ]
    stated = descriptor(resource(schema={"fields": fields, "primaryKey": ["code"]}))
    table = "code,day,value\nA,2023-02-30,1\nA,2023-02-28,-1\n,2023-02-28,2\n"
    packages, reading = read_packages(write(tmp_path / "a", stated, {"table.csv": table}).parent)

    told = {(f.type, f.line, f.field) for f in validate(packages)}

    assert [f.type for f in reading] == ["field-type-unknown"]
    assert told == {
        ("type-error", 2, "day"),
        ("constraint-error", 3, "value"),
        ("primary-key", 3, "code"),
        ("primary-key", 4, "code"),
        ("constraint-error", 4, "code"),
    }


def test_a_schema_that_frictionless_refuses_is_a_finding_on_it_alone(tmp_path: Path) -> None:
    lists = {"fields": [{"name": "c", "type": "list", "itemType": "object"}]}
    stated = descriptor(
        resource("odd", schema=lists), resource("table", schema={"fields": [{"name": "n", "type": "integer"}]})
    )
    packages = read(tmp_path, stated, odd="c\na\n", table="n\nx\n")

    refused, wrong = validate(packages)

    assert (refused.type, refused.path, refused.facts["resource"]) == ("schema-error", "a/datapackage.json", "odd")
    assert (wrong.type, wrong.path) == ("type-error", "a/table.csv")


@pytest.mark.parametrize("language", languages())
def test_a_refused_schema_is_told_in_the_words_of_the_language_alone(tmp_path: Path, language: str) -> None:
    (refused,) = validate(read(tmp_path, one_field(type="list", itemType="object"), table="c\na\n"))

    said = told(refused, read_locale(language))

    assert "table" in said
    assert "is not one of" not in said


POINT = '{"type": "Point", "coordinates": [1, 2]}'
POLYGON = '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}'
RULE = {"type": "object", "required": ["a"], "properties": {"a": {"pattern": "^x+$"}}}


def test_a_value_keeps_the_json_schema_of_its_field(tmp_path: Path) -> None:
    cells = ['{""a"": ""x""}', '{""b"": 1}', '{""a"": ""y""}', "", "[1]", '{""a"": ""\\ud800""}']
    table = "".join(f'"{cell}",2\n' for cell in cells)
    stated = descriptor(
        resource(
            schema={"fields": [{"name": "c", "type": "object", "constraints": {"jsonSchema": RULE}}, {"name": "n"}]}
        )
    )
    packages = read(tmp_path, stated, table=f"c,n\n{table}")

    found = validate(packages)

    assert [(f.type, f.line, f.facts.get("variant")) for f in found] == [
        ("constraint-error", 3, "jsonSchema"),
        ("constraint-error", 4, "jsonSchema"),
        ("type-error", 6, "object"),
        ("constraint-error", 7, "jsonSchema"),
    ]
    assert (found[0].field, found[0].value) == ("c", '{"b": 1}')


@pytest.mark.parametrize(("type", "wrong", "right"), [("array", "[1, 2]", "[1]"), ("geojson", POINT, POLYGON)])
def test_lists_and_places_have_such_rules_too(tmp_path: Path, type: str, wrong: str, right: str) -> None:
    rule = {"maxItems": 1, "properties": {"type": {"const": "Polygon"}}}
    cells = [cell.replace('"', '""') for cell in (wrong, right)]
    packages = read(tmp_path, constrained(type, jsonSchema=rule), table=f'c\n"{cells[0]}"\n"{cells[1]}"\n')

    assert [(f.type, f.line) for f in validate(packages)] == [("constraint-error", 2)]


def test_a_large_table_with_such_a_rule_is_looked_at_row_by_row(tmp_path: Path) -> None:
    stated = constrained("object", jsonSchema=RULE)
    write(tmp_path / "a", stated, {"table.csv": "c\n" + '"{""a"": ""x""}"\n' * 50 + '"{""b"": 1}"\n'})
    packages, _ = read_packages(tmp_path, replace(LIMITS, columns_from=0))

    assert packages[0].resources[0].suspects is None
    assert [(f.type, f.line) for f in validate(packages)] == [("constraint-error", 52)]


@pytest.mark.parametrize(
    "rule", [{"type": "nothing"}, {"$schema": "https://contoh.invalid/aturan"}, {"required": "a"}, {"pattern": "("}]
)
def test_a_rule_that_is_no_json_schema_is_told_at_its_place(tmp_path: Path, rule: dict) -> None:
    packages = read(tmp_path, constrained("object", jsonSchema=rule), table='c\n"{""a"": 1}"\n')

    (finding,) = validate(packages)

    assert (finding.type, finding.path) == ("constraint-invalid", "a/datapackage.json")
    assert finding.facts == {"property": "resources[0].schema.fields[0].constraints.jsonSchema"}


def test_a_pattern_that_never_ends_stops_only_its_own_package(tmp_path: Path) -> None:
    good = one_field(type="integer")
    write(
        tmp_path / "a", constrained("string", pattern="(a+)+b") | {"name": "a"}, {"table.csv": "c\n" + "a" * 60 + "\n"}
    )
    write(tmp_path / "b", good | {"name": "b"}, {"table.csv": "c\nx\n"})
    packages, _ = read_packages(tmp_path)
    start = time.monotonic()

    findings = validate(packages, seconds=2)

    assert [(f.type, f.path) for f in findings] == [
        ("check-timeout", "a/datapackage.json"),
        ("type-error", "b/table.csv"),
    ]
    assert time.monotonic() - start < 10


def test_a_schema_that_the_child_fails_at_is_a_finding(tmp_path: Path) -> None:
    (package,) = read(tmp_path, constrained("date", minimum="2023-01-01"), table="c\n2023-01-01\n")
    (table,) = package.resources
    # Reading refuses such a bound; whatever it lets through by mistake must not end in a traceback.
    odd = replace(table, fields=(replace(table.fields[0], constraints={"minimum": 5}),))

    assert [f.type for f in validate((replace(package, resources=(odd,)),))] == ["check-failed"]


def test_a_table_that_was_not_read_is_not_validated(tmp_path: Path) -> None:
    packages, _ = read_packages(write(tmp_path / "a", descriptor(), {}).parent)

    assert validate(packages) == ()


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/never-written', 'w')",
    ],
)
def test_the_child_may_not_reach_out(attempt: str) -> None:
    program = f"import sys; from build_scripts.table_schema.child import _refuse; sys.addaudithook(_refuse); {attempt}"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert "PermissionError" in done.stderr


def test_the_real_packages_pass_in_time() -> None:
    packages, found = read_packages(Path(__file__).parent.parent / "datasets")
    start = time.monotonic()

    assert (*found, *validate(packages)) == ()
    assert time.monotonic() - start < 10
