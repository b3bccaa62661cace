"""Repairs written into tables: only the named cells change, byte for byte, and never through doubt, links or other files."""

from __future__ import annotations

import csv
import gzip
import os
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts import io
from build_scripts.checks import run
from build_scripts.fix import diff, plan, repaired
from build_scripts.io import read_packages
from build_scripts.package import Field, Resource
from build_scripts.reading import Layout
from build_scripts.reading.table import read_table
from build_scripts.report import Finding, Repair
from build_scripts.table_schema import validate
from tests.package_folder import descriptor, resource, write

NAMES = ("a", "b", "c")
TABLE = Resource("table", "table.csv", fields=tuple(Field(n, "string") for n in NAMES))
CELL = st.text(alphabet='xyé0 ,;"\n\r\t=.', max_size=6)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def of(data: bytes) -> Resource:
    return Resource("table", "table.csv", fields=TABLE.fields, data=data)


def wrong(line: int, field: str, value: str, text: str, *, certain: bool = True) -> Finding:
    return Finding("type-error", "table.csv", line, field, value, repair=Repair(text, certain))


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, Layout]:
    """A table in which every cell chooses for itself whether it is quoted, and every row how it ends."""
    delimiter = draw(st.sampled_from(",;\t"))
    encoding = draw(st.sampled_from(ENCODINGS))
    lines = []
    for cells in [NAMES, *draw(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4))]:
        written = [
            '"' + c.replace('"', '""') + '"' if draw(st.booleans()) or set(c) & {delimiter, '"', "\n", "\r"} else c
            for c in cells
        ]
        lines.append(delimiter.join(written) + draw(st.sampled_from(["\n", "\r\n", "\r"])))
    text = "".join(lines)
    text = text.rstrip("\r\n") if draw(st.booleans()) and not text.endswith('"') else text
    return text.encode(encoding), Layout(encoding=encoding, delimiter=delimiter)


def cells_of(data: bytes, layout: Layout) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    table, findings = read_table(data, NAMES, layout, "table.csv")
    assert {f.type for f in findings} <= {"blank-row"}
    return tuple(tuple(row) for row in table.rows), tuple(table.lines)


@given(table=tables(), data=st.data())
def test_a_repair_touches_only_the_named_cells(table: tuple[bytes, Layout], data: st.DataObject) -> None:
    raw, layout = table
    rows, lines = cells_of(raw, layout)
    places = st.tuples(st.integers(0, max(len(rows) - 1, 0)), st.integers(0, 2))
    chosen = data.draw(st.dictionaries(places, CELL, max_size=4)) if rows else {}
    findings = [wrong(lines[r], NAMES[c], rows[r][c], text) for (r, c), text in chosen.items()]

    new, changes, hunks, left = repaired(of(raw), layout, findings)

    expected = [list(row) for row in rows]
    refused = {(f.line, f.field) for f in left}
    for (r, c), text in chosen.items():
        if (lines[r], NAMES[c]) not in refused:
            expected[r][c] = text
    again = cells_of(new, layout)[0]
    assert [list(row) for row in again] == [row for row in expected if any(row)]
    assert len(changes) + len(left) == len(findings)
    # All but the rewritten rows are the same bytes.
    text, after = raw.decode(layout.encoding), new.decode(layout.encoding)
    for hunk in hunks:
        assert hunk.old in text
        assert hunk.new in after
    if not findings:
        assert new == raw


@given(table=tables(), data=st.data())
def test_repairing_twice_changes_nothing_more(table: tuple[bytes, Layout], data: st.DataObject) -> None:
    raw, layout = table
    rows, lines = cells_of(raw, layout)
    if not rows:
        return
    row, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 2))
    finding = wrong(lines[row], NAMES[column], rows[row][column], rows[row][column] + "x")
    once, changes, _, _ = repaired(of(raw), layout, [finding])

    twice, again, _, left = repaired(of(once), layout, [finding])

    assert len(changes) == 1
    assert (twice, again, left) == (once, (), (finding,))


@pytest.mark.parametrize(
    ("row", "findings", "expected"),
    [
        (b"1,2,3", [wrong(2, "b", "2", "9")], b"1,9,3"),
        (b'1,"2",3', [wrong(2, "b", "2", "9")], b'1,"9",3'),
        (b"1,2,3", [wrong(2, "b", "2", "a,b")], b'1,"a,b",3'),
        (b"1,2,3", [wrong(2, "b", "2", 'a"b')], b'1,"a""b",3'),
        (b'"x ""y""",2,3', [wrong(2, "c", "3", "")], b'"x ""y""",2,'),
        (b"1,2,3", [wrong(2, "a", "1", "7"), wrong(2, "c", "3", "9")], b"7,2,9"),
        (b"1,2,3", [wrong(2, "a", "1", "7"), wrong(2, "a", "1", "7")], b"7,2,3"),
        (b"1,2,3", [wrong(2, "a", "1", "7"), wrong(2, "a", "1", "8")], b"1,2,3"),
        (b"1,2,3", [wrong(2, "a", "other", "7")], b"1,2,3"),
        (b"1,2,3", [wrong(3, "a", "1", "7")], b"1,2,3"),
        (b"1,2,3", [wrong(0, "a", "1", "7")], b"1,2,3"),
        (b"1,2,3", [wrong(2, "d", "1", "7")], b"1,2,3"),
        (b"1,2,3", [wrong(2, "a, b", "1, 2", "7")], b"1,2,3"),
        (b"1,2", [wrong(2, "a", "1", "7")], b"1,2"),
        (b"1,2,3,4", [wrong(2, "a", "1", "7")], b"1,2,3,4"),
        (b'1,"2" ,3', [wrong(2, "c", "3", "7")], b'1,"2" ,3'),
    ],
)
def test_a_cell_is_written_where_the_file_agrees(row: bytes, findings: list[Finding], expected: bytes) -> None:
    raw = b"a,b,c\r\n" + row + b"\r\n4,5,6"

    new, changes, _, left = repaired(of(raw), Layout(), findings)

    assert new == b"a,b,c\r\n" + expected + b"\r\n4,5,6"
    assert bool(changes) == (row != expected)
    assert bool(left) == (row == expected)


@pytest.mark.parametrize("layout", [Layout(escape="\\"), Layout(double_quote=False), Layout(encoding="utf-16")])
def test_an_unusual_table_is_left_to_a_person(layout: Layout) -> None:
    raw = "a,b,c\n1,2,3\n".encode("utf-16-be" if layout.encoding == "utf-16" else "utf-8")
    finding = wrong(2, "a", "1", "7")

    assert repaired(of(raw), layout, [finding]) == (raw, (), (), (finding,))


def test_what_the_encoding_cannot_write_is_left() -> None:
    raw = "a,b,c\n1,é,3\n".encode("cp1252")

    assert repaired(of(raw), Layout(encoding="cp1252"), [wrong(2, "a", "1", "中")])[0] == raw


def package(folder: Path, files: dict[str, str | bytes], *tables: dict[str, object]) -> Path:
    return write(folder / "a", descriptor(*tables), files)


def findings_of(folder: Path) -> tuple[tuple[object, ...], tuple[Finding, ...]]:
    packages, found = read_packages(folder)
    return packages, run(packages, (*found, *validate(packages))).findings


def test_only_certain_repairs_are_planned(tmp_path: Path) -> None:
    package(tmp_path, {"table.csv": "area,year,value\nx,2023,1\n"})
    packages, _ = read_packages(tmp_path)
    path = "a/table.csv"
    sure = Finding("type-error", path, 2, "area", "x", repair=Repair("y", certain=True))
    unsure = Finding("type-error", path, 2, "year", "2023", repair=Repair("2024"))

    (fixed,), left = plan(packages, [sure, unsure])

    assert (fixed.old, fixed.new) == (b"area,year,value\nx,2023,1\n", b"area,year,value\ny,2023,1\n")
    assert left == ()
    assert list(diff([fixed])) == ["--- a/table.csv", "+++ a/table.csv", "@@ -2,1 +2,1 @@", "-x,2023,1", "+y,2023,1"]


@pytest.mark.parametrize(("old", "new", "written"), [("1.50", "1.5", True), ("1,5", "1.5", True), ("1.5", "15", False)])
def test_a_figure_is_never_replaced_by_another(old: str, new: str, written: bool) -> None:
    raw = f'a,n\nx,"{old}"\n'.encode()
    table = Resource("table", "table.csv", fields=(Field("a", "string"), Field("n", "number")), data=raw)

    _, changes, _, left = repaired(table, Layout(), [wrong(2, "n", old, new)])

    assert (bool(changes), bool(left)) == (written, not written)


def test_a_compressed_table_and_a_descriptor_are_left_and_told(tmp_path: Path) -> None:
    raw = gzip.compress(b"area,year,value\nx,2023,1\n", mtime=0)
    package(tmp_path, {"table.csv.gz": raw}, resource(path="table.csv.gz", compression="gz"))
    packages, _ = read_packages(tmp_path)
    faults = (
        Finding("x", "a/datapackage.json", 1, "name", "v", repair=Repair("w", certain=True)),
        Finding("x", "a/table.csv.gz", 2, "value", "1", repair=Repair("2", certain=True)),
    )

    assert plan(packages, faults) == ((), faults)


def test_a_diff_shows_what_cannot_be_seen(tmp_path: Path) -> None:
    package(tmp_path, {"table.csv": "area,year,value\nx\u202e,2023,1\n"})
    packages, _ = read_packages(tmp_path)
    fixed, _ = plan(packages, [Finding("t", "a/table.csv", 2, "area", "x\u202e", repair=Repair("x", certain=True))])

    assert list(diff(fixed))[3:] == ["-x\\u202e,2023,1", "+x,2023,1"]


def test_a_file_is_put_in_place_whole_with_its_rights(tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)

    assert io.rewrite(tmp_path, "t.csv", b"old", b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [p.name for p in tmp_path.iterdir()] == ["t.csv"]


def test_a_file_that_changed_meanwhile_is_left(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"newer")

    assert not io.rewrite(tmp_path, "t.csv", b"old", b"new")
    assert (tmp_path / "t.csv").read_bytes() == b"newer"


@pytest.mark.parametrize("make", ["file", "folder", "hard"])
def test_nothing_is_written_through_a_link(tmp_path: Path, make: str) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "t.csv").write_bytes(b"old")
    if make == "file":
        (inside / "t.csv").symlink_to(outside / "t.csv")
    elif make == "folder":
        (inside / "sub").symlink_to(outside)
    else:
        os.link(outside / "t.csv", inside / "t.csv")

    done = io.rewrite(inside, "sub/t.csv" if make == "folder" else "t.csv", b"old", b"new")

    assert done == (make == "hard")
    assert (outside / "t.csv").read_bytes() == b"old"


def test_cells_of_the_tests_are_those_of_the_csv_module() -> None:
    raw = 'a,b,c\n"x\ny",2,"3"\r4,5,6\n'

    rows, lines = cells_of(raw.encode(), Layout())

    assert rows == tuple(tuple(r) for r in list(csv.reader(StringIO(raw, newline="")))[1:])
    assert lines == (2, 4)
