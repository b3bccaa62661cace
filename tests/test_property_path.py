"""The place of a property, as readers say it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.locale import read_locale
from build_scripts.property_path import numbered, said, steps_of

ID, EN = read_locale("id"), read_locale("en")


def test_a_path_is_a_way_of_names_and_numbers() -> None:
    assert steps_of("resources[0].schema.fields[2].name") == ("resources", 0, "schema", "fields", 2, "name")


def test_digits_beyond_any_list_are_a_name() -> None:
    assert steps_of(f"x[{'9' * 5000}]") == ("x", "9" * 5000)


@pytest.mark.parametrize(
    ("path", "indonesian", "english"),
    [
        ("created", "“created”", "“created”"),
        (
            "resources[0].schema.fields[2].name",
            "“name” dari kolom ke-3 dari sumber daya ke-1",
            "“name” of field 3 of resource 1",
        ),
        ("resources[9].schema", "“schema” dari sumber daya ke-10", "“schema” of resource 10"),
        ("resources[0].dialect.csv", "“csv” dari “dialect” dari sumber daya ke-1", "“csv” of “dialect” of resource 1"),
        ("resources[0].path[1]", "“path” ke-2 dari sumber daya ke-1", "“path” no. 2 of resource 1"),
        ("contributors[0].email", "“email” dari “contributors” ke-1", "“email” of “contributors” no. 1"),
        ("resources[0].data[3][4]", "butir ke-5 dari “data” ke-4 dari sumber daya ke-1", "item 5 of “data” no. 4 of resource 1"),
        ("", "“”", "“”"),
    ],
)  # fmt: skip
def test_a_property_is_said_from_within_outwards_and_counted_from_one(path: str, indonesian: str, english: str) -> None:
    assert (said(path, ID), said(path, EN)) == (indonesian, english)


@example(["of[0]", "listed[0]", "number[0]", "item[0]", "name"])
@given(
    st.lists(
        st.sampled_from(
            ["of", "item", "number", "listed", "one-fields", "resources", "schema", "{x}", "a b", "[0]", "[12]"]
        )
        | st.text(max_size=5),
        max_size=6,
    )
)
def test_whatever_a_package_calls_its_properties_can_be_said(steps: list[str]) -> None:
    for path in ("".join(steps), ".".join(steps)):
        assert said(path, ID)
        assert said(path, EN)
        assert numbered(path, EN)


def test_an_item_is_told_by_its_number_where_the_sentence_names_its_kind() -> None:
    assert (numbered("checks[1]", ID), numbered("checks[1]", EN)) == ("ke-2", "2")
    assert numbered("resources[0].checks[1]", EN) == "2 of resource 1"
