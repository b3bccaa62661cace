"""Tables as whole columns: read where bytes are plain, made into rows when needed, cleared where nothing is to be said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from build_scripts.io import read_packages
from build_scripts.package import Resource
from build_scripts.reading import LIMITS, Limits
from build_scripts.reading.columns import ColumnRows, read_columns
from build_scripts.reading.layout import Layout
from build_scripts.reading.table import read_table
from build_scripts.table_schema import validate
from tests.package_folder import descriptor, resource, write

PLAIN = Layout(encoding="utf-8-sig")
ALWAYS = replace(LIMITS, columns_from=0)


def columns(data: bytes, layout: Layout = PLAIN, names: str = "ab", limits: Limits = LIMITS) -> Any:
    found = read_columns(data, tuple(names), layout, "table.csv", limits)
    return found and (found[0].rows, found[0].lines)


def read(folder: Path, schema: dict, table: str, limits: Limits = ALWAYS) -> Resource:
    packages, findings = read_packages(
        write(folder / "a", descriptor(resource(schema=schema)), {"table.csv": table}).parent, limits
    )
    assert findings == ()
    return packages[0].resources[0]


def fields(**constraints: Any) -> dict:
    return {"fields": [{"name": "a", "constraints": constraints}, {"name": "b", "type": "integer"}]}


@pytest.mark.parametrize(
    ("data", "rows", "lines"),
    [
        (b"a,b\n1,2\n3,4\n", [("1", "2"), ("3", "4")], [2, 3]),
        (b"a,b\n1,2", [("1", "2")], [2]),
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", [("1", "2")], [2]),
        (b'a,b\n"x,""y""",2\n,"4"\n', [('x,"y"', "2"), ("", "4")], [2, 3]),
        (b'a,b\n"x\ny\n",2\n3,"z\n"\n5,6\n', [("x\ny\n", "2"), ("3", "z\n"), ("5", "6")], [2, 5, 7]),
        (b'a,b\n"x\r\ny",2\r\n3,4\r\n', [("x\r\ny", "2"), ("3", "4")], [2, 4]),
        ("a,b\né,\u2028\n".encode(), [("é", "\u2028")], [2]),
    ],
)
def test_plain_bytes_are_read_with_their_lines(data: bytes, rows: list, lines: list) -> None:
    found, where = columns(data)

    assert (list(found), list(where), len(found)) == (rows, lines, len(rows))


@pytest.mark.parametrize(
    "data",
    [
        b'a,b\n"1",2\n\n3,4\n',
        b'a,b\n"1",2\n3\n',
        b"a,b\n,\n",
        b"a,b\n1,2\r3,4\n",
        b'a,b\nx"y,2\n',
        b'a,b\n"x"y,2\n',
        b'a,b\n"x,2\n',
        b'a,b\n"x" ,2\n',
        b"b,a\n1,2\n",
        b"a,b\n\xff,2\n",
        b"a,b\n\0,2\n",
        b"a,b\n",
        b"",
    ],
)
def test_what_is_not_plain_is_left_to_the_strict_reader(data: bytes) -> None:
    assert columns(data) is None


def test_a_few_odd_rows_are_told_and_mended_as_the_strict_reader_does_it() -> None:
    rows = [f"x{n},{n}" for n in range(60)]
    data = "\r\n".join(["a,b", *rows[:10], "", "é", *rows[10:30], "p,q,r", ",", *rows[30:], "cut"]).encode()

    found = read_columns(data, ("a", "b"), PLAIN, "table.csv", LIMITS)
    strict = read_table(data, ("a", "b"), PLAIN, "table.csv", LIMITS)

    assert found is not None
    assert isinstance(found[0].rows, ColumnRows)
    assert (tuple(found[0].rows), tuple(found[0].lines), found[1]) == (strict[0].rows, strict[0].lines, strict[1])
    assert {f.type for f in found[1]} == {"blank-row", "missing-cell", "extra-cell", "cut-off"}


@pytest.mark.parametrize(
    "layout",
    [
        replace(PLAIN, escape="\\"),
        replace(PLAIN, double_quote=False),
        replace(PLAIN, skip_initial_space=True),
        replace(PLAIN, comment="#"),
        replace(PLAIN, encoding="cp1252"),
        replace(PLAIN, match="subset"),
        replace(PLAIN, header_rows=(1, 2)),
    ],
)
def test_a_dialect_that_changes_what_is_read_is_left_to_the_strict_reader(layout: Layout) -> None:
    assert columns('a,b\n"é""\\",  2\n'.encode(), layout) is None


def test_a_cell_or_a_table_beyond_its_limit_is_left_to_the_strict_reader() -> None:
    data = b"a,b\n12345,2\n3,4\n"

    assert columns(data, limits=replace(LIMITS, cell_characters=5, rows=2)) is not None
    assert columns(data, limits=replace(LIMITS, cell_characters=4)) is None
    assert columns(data, limits=replace(LIMITS, rows=1)) is None


def test_rows_are_made_when_looked_at_and_may_be_picked_before() -> None:
    rows, _ = columns(b"a,b\nx,1\ny,1\nx,1\nz,2\n")

    assert rows.pick([3, 0]) == (("z", "2"), ("x", "1"))
    assert rows.firsts((0,)) == (0, 1, 3)
    assert rows.firsts((1,)) == (0, 3)
    assert rows.firsts((0, 1)) == (0, 1, 3)
    assert "_rows" not in vars(rows)
    assert (rows[1], rows[1:3]) == (("y", "1"), (("y", "1"), ("x", "1")))


def test_small_packages_are_read_row_by_row(tmp_path: Path) -> None:
    table = read(tmp_path, fields(), "a,b\nx,1\n", LIMITS)

    assert isinstance(table.rows, tuple)
    assert table.suspects is None


def test_a_clean_table_has_no_suspects_and_needs_no_authority(tmp_path: Path) -> None:
    schema = fields(required=True, pattern="[a-z]+") | {"primaryKey": ["a", "b"]}
    packages, _ = read_packages(
        write(tmp_path / "a", descriptor(resource(schema=schema)), {"table.csv": "a,b\nx,1\ny,1\nx,2\n"}).parent, ALWAYS
    )
    (table,) = packages[0].resources

    assert table.suspects == ()
    assert isinstance(table.rows, ColumnRows)
    assert validate(packages, run=lambda _jobs: pytest.fail("nothing was to be asked")) == ()
    assert "_rows" not in vars(table.rows)


@pytest.mark.parametrize(
    ("schema", "table", "lines"),
    [
        (fields(required=True), "a,b\nx,1\n,1\n", [3]),
        (fields(pattern="a|b"), "a,b\na,1\nab,2\n", [3]),
        (fields(enum=["x"]), "a,b\nx,1\ny,2\n", [3]),
        (fields(maxLength=1), "a,b\nx,1\nyy,2\n", [3]),
        (fields(unique=True), "a,b\nx,1\ny,1\nx,2\n", [2, 4]),
        (fields() | {"primaryKey": ["b"]}, "a,b\nx,1\ny,2\nz,01\n", [2, 4]),
        (fields() | {"uniqueKeys": [["a", "b"]]}, "a,b\nx,1\ny,2\nx,1\n", [2, 4]),
        (fields() | {"primaryKey": ["a"]}, "a,b\nContoh,1\ncontoh,2\nlain,3\n", [2, 3]),
        (fields(), "a,b\nx,1\ny,2\nx,1\n", [2, 4]),
        (fields(), "a,b\nx,1.0\ny,2\n", [2]),
        (fields(), "a,b\n=1+1,1\ny,2\n", [2]),
        (fields(), "a,b\ny,1\nx ,2\n", [3]),
        (fields(), "a,b\ny,1\nx\u202e,2\n", [3]),
        (fields(), f"a,b\ny,1\nx,{'9' * 39}\n", [3]),
        (fields() | {"missingValues": ["", "-"]}, "a,b\ny,1\n-,\n", [3]),
        (
            fields() | {"foreignKeys": [{"fields": "a", "reference": {"resource": "", "fields": "b"}}]},
            "a,b\n,1\nx,2\n",
            [3],
        ),
    ],
)
def test_suspects_are_the_rows_of_which_something_could_be_said(
    tmp_path: Path, schema: dict, table: str, lines: list[int]
) -> None:
    assert [line for line, _ in read(tmp_path, schema, table).suspects or ()] == lines


@pytest.mark.parametrize(
    "field",
    [
        {"type": "geojson"},
        {"type": "date", "format": "%d/%m/%Y"},
        {"type": "number", "groupChar": "."},
        {"type": "integer", "bareNumber": False},
        {"constraints": {"pattern": "(?i)x"}},
        {"constraints": {"pattern": "(x)\\1"}},
        {"missingValues": []},
    ],
)
def test_a_schema_that_is_not_plain_leaves_every_row_to_the_authority(tmp_path: Path, field: dict) -> None:
    table = read(tmp_path, {"fields": [{"name": "a", **field}]}, "a\nx\n")

    assert table.suspects is None


def test_a_pattern_that_never_ends_is_tried_by_an_engine_that_does(tmp_path: Path) -> None:
    table = read(tmp_path, fields(pattern="(a+)+b"), f"a,b\n{'a' * 60},1\naab,2\n")

    assert [line for line, _ in table.suspects or ()] == [2]


def test_only_suspects_and_what_they_point_to_are_sent_to_the_authority(tmp_path: Path) -> None:
    codes = {"fields": [{"name": "code"}], "primaryKey": "code"}
    schema = fields() | {"foreignKeys": [{"fields": "a", "reference": {"resource": "codes", "fields": "code"}}]}
    stated = descriptor(resource("codes", schema=codes), resource(schema=schema))
    files = {"codes.csv": "code\nx\ny\nz\n", "table.csv": "a,b\nx,1\ny,2\nz,bad\nq,4\n"}
    packages, _ = read_packages(write(tmp_path / "a", stated, files).parent, ALWAYS)
    sent: list[dict] = []

    def run(jobs: list) -> tuple[list, str]:
        sent.extend(jobs)
        return [[] for _ in jobs], ""

    validate(packages, run=run)

    assert [table["rows"] for job in sent for table in job["resources"]] == [
        [["code"], ("z",)],
        [["a", "b"], ("z", "bad"), ("q", "4")],
    ]
    assert [(f.type, f.line) for f in validate(packages)] == [("type-error", 4), ("foreign-key", 5)]


@pytest.mark.parametrize("layout", [PLAIN, replace(PLAIN, header=False)])
def test_a_second_mark_of_order_is_left_to_the_strict_reader(layout: Layout) -> None:
    assert columns(b"\xef\xbb\xbf\xef\xbb\xbfa,b\n1,2\n", layout) is None
