"""Headers, comments and columns: how bytes become rows by their layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.package import Part
from build_scripts.reading import LIMITS, Layout
from build_scripts.reading.form import joined, written
from build_scripts.reading.table import read_table

CELLS = st.text(alphabet='ab,"\n\r;# é', max_size=6)


def rows_of(text: str, names: tuple[str, ...], **layout: object) -> tuple[tuple, tuple[int, ...], list[str]]:
    table, findings = read_table(text.encode(), names, Layout(**layout), "t.csv")  # type: ignore[arg-type]
    return table.rows, tuple(table.lines), [f.type for f in findings]


def test_lines_are_those_of_the_file_with_comments_between() -> None:
    text = '# x\n#"y\na,b\n1,"2\n#no comment"\n#z\n3,4\n'

    assert rows_of(text, ("a", "b"), comment="#") == ((("1", "2\n#no comment"), ("3", "4")), (4, 7), [])


def test_rows_that_are_comments_are_left_out_wherever_they_are() -> None:
    assert rows_of("t\na\nu\n1\n2\n", ("a",), comment_rows=(1, 3)) == ((("1",), ("2",)), (4, 5), [])


def test_headers_of_several_rows_are_joined_without_what_is_said_again() -> None:
    text = "x,y,y\nx,l,p\n1,2,3\n"

    assert rows_of(text, ("x", "y-l", "y-p"), header_rows=(1, 2), header_join="-") == ((("1", "2", "3"),), (3,), [])


@pytest.mark.parametrize(
    ("match", "text", "rows", "types"),
    [
        ("equal", "b,a\n2,1\n", (("1", "2"),), []),
        ("equal", "b,a,c\n2,1,3\n", (), ["extra-label"]),
        ("equal", "b\n2\n", (), ["missing-label"]),
        ("subset", "c,b,a\n3,2,1\n", (("1", "2"),), []),
        ("subset", "c,b\n3,2\n", (), ["missing-label"]),
        ("superset", "b\n2\n", (("2",),), []),
        ("superset", "b,c\n2,3\n", (), ["extra-label"]),
        ("partial", "c,b\n3,2\n", (("2",),), []),
        ("partial", "c\n3\n", (), ["missing-label", "missing-label"]),
        ("subset", "c,b,a\n3,2\n", (("", "2"),), ["missing-cell"]),
        ("subset", "b;a\n2;1\n", (), ["other-delimiter"]),
    ],
)
def test_columns_are_found_by_name(match: str, text: str, rows: tuple, types: list[str]) -> None:
    found = rows_of(text, ("a", "b"), match=match)

    assert (found[0], found[2]) == (rows, types)


def test_a_last_row_that_is_short_and_open_is_cut_off() -> None:
    assert rows_of("a,b\n1,2\n3", ("a", "b"))[2] == ["cut-off"]
    assert rows_of("a,b\n1,2\n3\n", ("a", "b"))[2] == ["missing-cell"]
    assert rows_of("a,b\n3\n1,2", ("a", "b"))[2] == ["missing-cell"]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.integers(min_value=0, max_value=5), st.booleans())
def test_parts_are_the_table_that_they_are_parts_of(rows: list[tuple[str, str]], cut: int, again: bool) -> None:
    rows = [row for row in rows if any(row)]
    first = written([["a", "b"], *map(list, rows[:cut])], ("a", "b"), {}, header=True)
    second = written([["a", "b"], *map(list, rows[cut:])], ("a", "b"), {}, header=True)
    if not again:
        second = second.partition(b"\r\n")[2]
    data, parts, fault = joined([("x", first.removesuffix(b"\r\n")), ("y", second)], Layout(), LIMITS)

    table, findings = read_table(data, ("a", "b"), Layout(), "x")

    assert (fault, findings) == (None, ())
    assert list(table.rows) == rows
    assert [p.path for p in parts] == ["x", "y"]
    assert parts[0] == Part("x", 1, 1)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_rows_of_a_descriptor_are_read_back_as_they_are(rows: list[tuple[str, str]]) -> None:
    rows = [row for row in rows if any(row)]
    as_objects = written([{"b": b, "a": a} for a, b in rows], ("a", "b"), {}, header=True)
    as_lists = written([list(row) for row in rows], ("a", "b"), {}, header=False)

    assert as_objects == as_lists
    assert list(read_table(as_lists, ("a", "b"), Layout(), "x")[0].rows) == rows
