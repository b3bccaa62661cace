"""Rows that stand twice are told where they are a slip, and once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.package_folder import descriptor, examine, write

FIELDS = [{"name": "a"}, {"name": "n", "type": "number", "missingValues": ["", "-"]}]


def told(folder: Path, rows: str, **stated: Any) -> list[tuple[str, int, str, str]]:
    table = {"name": "t", "path": "t.csv", "schema": {"fields": FIELDS, **stated}}
    write(folder, descriptor(table), {"t.csv": f"a,n\n{rows}\n"})
    return [(f.type, f.line, f.value, f.facts.get("first", "")) for f in examine(folder).findings]


def test_a_unique_key_stands_once_and_numbers_are_the_same_by_value(tmp_path: Path) -> None:
    assert told(tmp_path, "x,1\ny,1\nx,1.0\nx,01", uniqueKeys=[["a", "n"]]) == [
        ("unique-key", 4, "x, 1.0", "2"),
        ("unique-key", 5, "x, 01", "2"),
    ]


def test_a_key_in_which_a_value_is_missing_is_no_key(tmp_path: Path) -> None:
    assert told(tmp_path, "x,-\nx,\ny,1", uniqueKeys=[["a", "n"], ["n"]]) == []


def test_of_a_primary_key_or_a_unique_field_it_is_told_once(tmp_path: Path) -> None:
    assert [t for t, *_ in told(tmp_path, "x,1\nx,2", primaryKey="a", uniqueKeys=[["a"]])] == ["primary-key"]
    unique = [{**FIELDS[0], "constraints": {"unique": True}}, FIELDS[1]]
    assert [t for t, *_ in told(tmp_path, "x,1\nx,1", fields=unique, uniqueKeys=[["a"]])] == ["unique-error"]


@pytest.mark.parametrize("stated", ["a", [3], ["a"], [["a", 3]], {"a": "n"}])
def test_unique_keys_of_a_wrong_form_are_told_and_passed_over(tmp_path: Path, stated: Any) -> None:
    assert {t for t, *_ in told(tmp_path, "x,1\ny,2", uniqueKeys=stated)} == {"property-type"}


def test_an_unknown_field_of_a_unique_key_is_told_once(tmp_path: Path) -> None:
    found = told(tmp_path, "x,1\nx,2", uniqueKeys=[["q", "a"], ["q"]])

    assert [(type, value) for type, _, value, _ in found] == [("unique-key-unknown", "q")]


def test_a_row_that_stands_twice_is_told_with_the_first_line(tmp_path: Path) -> None:
    assert told(tmp_path, "x,1\ny,2\nx,1\nz,1") == [("duplicate-row", 4, "", "2")]


def test_a_table_that_was_pasted_into_itself_is_told(tmp_path: Path) -> None:
    rows = "x,1\ny,2"
    assert len(told(tmp_path, "\n".join([rows] * 3))) == 4


def test_equal_answers_of_many_are_no_slip(tmp_path: Path) -> None:
    assert told(tmp_path, "x,1\nx,1\nx,1\nx,1\ny,1\ny,1\nz,1") == []


def test_what_a_key_told_is_not_told_again(tmp_path: Path) -> None:
    assert [t for t, *_ in told(tmp_path, "x,1\nx,1\ny,2", primaryKey="a")] == ["primary-key"]
    assert [t for t, *_ in told(tmp_path, "x,1\nx,1\ny,2", uniqueKeys=[["a"]])] == ["unique-key"]
