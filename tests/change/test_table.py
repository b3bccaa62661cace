"""Rows of two states: what vanished, what was added, what moved, whatever the order in which they stand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.change.model import RowChange
from build_scripts.change.table import compare_rows
from build_scripts.package import Field, Resource

from .sample import table

KEY = ("area", "year")
AREAS = st.sampled_from(["Contoh Satu", "Contoh Dua", "Contoh Tiga", 'Contoh, "Empat"'])
CELLS = st.dictionaries(st.tuples(AREAS, st.integers(2001, 2006)), st.integers(-999, 999), max_size=20)


def changed(old: Resource, new: Resource, *keys: tuple[str, ...]) -> tuple[RowChange, ...]:
    return compare_rows(old, new, keys)[1]


def one_value(old: str, new: str, type: str = "number", **properties: Any) -> RowChange | None:
    found = changed(
        table(f"area value:{type}", [["Contoh Satu", old]], **properties),
        table(f"area value:{type}", [["Contoh Satu", new]], **properties),
        ("area",),
    )
    return found[0] if found else None


@pytest.mark.parametrize(
    ("old", "new"),
    [("5.0", "5.00"), ("5", "5.0"), ("05", "5"), ("1e3", "1000"), ("-0", "0"), ("+7", "7"), (".5", "0.5")],
)
def test_a_number_written_otherwise_is_the_same(old: str, new: str) -> None:
    assert one_value(old, new) is None


@pytest.mark.parametrize(
    ("old", "new", "difference", "relative"),
    [
        ("5.0", "5.01", "0.01", "0.2"),
        ("11", "22", "11", "100"),
        ("-11", "-22", "-11", "-100"),
        ("0", "11", "11", None),
        ("9007199254740993", "9007199254740992", "-1", "-1.11E-14"),
        ("0.1", "0.1000000000000000000000000001", "1E-28", "1.00E-25"),
    ],
)
def test_a_moved_number_is_told_with_its_exact_size(old: str, new: str, difference: str, relative: str | None) -> None:
    found = one_value(old, new)

    assert found is not None
    assert found.values[0].difference == Decimal(difference)
    assert found.values[0].relative == (None if relative is None else Decimal(relative))


def test_a_number_as_long_as_a_book_is_compared_as_text() -> None:
    assert one_value("1" * 5000, "1" * 5000 + ".0") is not None
    assert one_value("1e999999999", "1e999999998") is not None


def test_numbers_are_read_as_the_field_declares() -> None:
    stated = {"value": {"decimalChar": ",", "groupChar": ".", "bareNumber": False}}

    assert one_value("Rp1.234,5", "1234,50", stated=stated) is None
    assert one_value("1.234,5", "1.234,6", stated=stated) is not None


def test_truth_is_read_as_the_field_declares() -> None:
    stated = {"value": {"trueValues": ["ya", "Y"], "falseValues": ["tidak"]}}

    assert one_value("ya", "Y", "boolean", stated=stated) is None
    assert one_value("ya", "tidak", "boolean", stated=stated) is not None


@pytest.mark.parametrize(
    ("type", "before", "after", "old", "new"),
    [
        ("date", "%d/%m/%Y", "default", "31/12/2023", "2023-12-31"),
        ("date", "%d/%m/%Y", "%Y.%m.%d", "01/02/2023", "2023.02.01"),
        ("time", "%H.%M", "default", "07.30", "07:30:00"),
        ("datetime", "default", "default", "2023-12-31T07:00:00Z", "2023-12-31T14:00:00+07:00"),
    ],
)
def test_a_date_in_another_format_is_the_same_day(type: str, before: str, after: str, old: str, new: str) -> None:
    was = table([Field("area", "string"), Field("day", type, format=before)], [["Contoh Satu", old]])
    now = table([Field("area", "string"), Field("day", type, format=after)], [["Contoh Satu", new]])

    assert changed(was, now, ("area",)) == ()
    assert changed(was, now, ("day",)) == ()


@pytest.mark.parametrize("format", ["%d%d", "%", "%Q", "%d/%m/%Y" * 40])
def test_a_format_that_cannot_be_used_leaves_the_text(format: str) -> None:
    def day(cell: str) -> Resource:
        return table([Field("day", "date", format=format), Field("value", "number")], [[cell, "11"]])

    assert changed(day("x"), day("x"), ("day",)) == ()
    assert len(changed(day("x"), day("y"), ("day",))) == 2


def test_a_missing_value_is_no_text_of_its_own() -> None:
    was = table("area value:number", [["Contoh Satu", "-"]], missing=("", "-"))
    now = table("area value:number", [["Contoh Satu", "n/a"]], missing=("", "n/a"))

    assert changed(was, now, ("area",)) == ()
    assert changed(was, table("area value:number", [["Contoh Satu", "-"]]), ("area",)) != ()


def test_a_value_that_is_gone_has_no_new_text() -> None:
    found = one_value("11", "")

    assert found is not None
    assert (found.values[0].old, found.values[0].new, found.values[0].numbers) == ("11", "", None)


def test_another_type_alone_changes_no_value() -> None:
    was = table("area value:string", [["Contoh Satu", "11"]])
    now = table("area value:integer", [["Contoh Satu", "11"]])

    assert changed(was, now, ("area",)) == ()
    assert changed(table("area value:string", [["Contoh Satu", "12"]]), now, ("area",)) != ()


def test_other_order_of_columns_and_a_new_column_change_nothing() -> None:
    was = table("area value:number", [["Contoh Satu", "11"], ["Contoh Dua", "22"]])
    now = table("value:number note area", [["22", "", "Contoh Dua"], ["11", "", "Contoh Satu"]])

    assert changed(was, now, ("area",)) == ()
    assert changed(was, now) == ()


def test_the_first_key_that_tells_rows_apart_is_used() -> None:
    was = table("area year:year value:number", [["Contoh Satu", "2021", "11"], ["Contoh Satu", "2022", "22"]])
    now = table("area year:year value:number", [["Contoh Satu", "2022", "33"], ["Contoh Satu", "2021", "11"]])

    key, rows = compare_rows(was, now, [("gone",), (), ("area",), KEY])

    assert key == KEY
    assert [(r.old, r.new, r.values[0].new) for r in rows] == [(1, 0, "33")]


def test_without_a_key_equal_rows_count_as_often_as_they_stand() -> None:
    was = table("value:number", [["11"], ["11"], ["22"]])
    now = table("value:number", [["22"], ["11.0"], ["33"]])

    found = changed(was, now)

    assert sorted((r.old is None, r.new is None) for r in found) == [(False, True), (True, False)]


def test_without_a_key_a_row_is_known_by_its_words() -> None:
    was = table("area value:number", [["Contoh Satu", "11"], ["Contoh Dua", "22"]])
    now = table("area value:number", [["Contoh Dua", "23"], ["Contoh Satu", "11"]])

    (found,) = changed(was, now)

    assert (found.old, found.new, found.values[0].difference) == (1, 0, Decimal(1))


@pytest.mark.parametrize("keyed", [True, False])
@given(
    before=CELLS,
    edits=st.dictionaries(st.tuples(AREAS, st.integers(2001, 2006)), st.none() | st.integers(-999, 999), max_size=6),
    data=st.data(),
)
def test_exactly_what_was_edited_is_told(
    *, keyed: bool, before: dict[tuple[str, int], int], edits: dict[tuple[str, int], int | None], data: st.DataObject
) -> None:
    """Random edits whose truth is known; other digits and another order are none."""
    after = {k: v for k, v in (before | edits).items() if v is not None}

    def state(cells: dict[tuple[str, int], int]) -> Resource:
        rows = [
            [area, str(year), f"{value}{data.draw(st.sampled_from(['', '.0', '.00', 'e0']))}"]
            for (area, year), value in data.draw(st.permutations(sorted(cells.items())))
        ]
        # Without a key the year must be a word: numbers do not say what a row is about.
        return table(f"area year:{'year' if keyed else 'string'} value:number", rows)

    was, now = state(before), state(after)
    told = {}
    for row in changed(was, now, *([KEY] if keyed else [])):
        cells = was.rows[row.old] if row.old is not None else now.rows[row.new or 0]
        assert all(v.field == "value" for v in row.values)
        told[cells[0], int(cells[1])] = (
            (before[cells[0], int(cells[1])] if row.old is not None else None),
            (int(float(now.rows[row.new][2])) if row.new is not None else None),
        )

    truth = {k: (before.get(k), after.get(k)) for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
    assert told == truth


def test_a_key_that_becomes_a_text_still_tells_its_rows() -> None:
    was = table("code:integer value:number", [["11", "1"], ["22", "2"]])
    now = table("code:string value:number", [["22", "2"], ["11", "3"]])

    (found,) = changed(was, now, ("code",))

    assert (found.old, found.new) == (0, 1)


def test_the_same_text_under_other_signs_is_another_number() -> None:
    was = table(
        "area value:number", [["Contoh Satu", "1.234"]], stated={"value": {"decimalChar": ",", "groupChar": "."}}
    )
    now = table("area value:number", [["Contoh Satu", "1.234"]])

    assert [c.values[0].difference for c in changed(was, now, ("area",))] == [Decimal("-1232.766")]
