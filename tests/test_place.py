"""The line of each finding on a descriptor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.position import lines_of
from tests.package_folder import ROWS, descriptor, examine, resource, schema, write

WORDS = st.text(alphabet='ab"\\{}[]:, \u00e9', max_size=4)
TREES = st.recursive(
    WORDS | st.integers() | st.booleans() | st.none(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(WORDS, children, max_size=3),
    max_leaves=12,
)


def ways(value: object, steps: tuple = ()) -> list[tuple]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [steps, *(way for step, below in items for way in ways(below, (*steps, step)))]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(WORDS, TREES, max_size=3))
def test_each_property_has_the_line_of_its_name(tree: dict) -> None:
    text = json.dumps(tree, indent=1)
    wanted = ways(tree)
    # With an indent each name and each item begins a line of its own, in the order of the tree.
    starts = [n for n, line in enumerate(text.split("\n"), start=1) if line.strip(" ,") not in ("]", "}")]

    assert [lines_of(text.encode(), wanted, is_json=True)[way] for way in wanted] == starts
    assert lines_of(json.dumps(tree).encode(), wanted, is_json=True) == dict.fromkeys(wanted, 1)


def test_yaml_has_lines_too() -> None:
    text = (
        "# x\nname: a\nresources:\n  - name: b\n    schema:\n      fields: [{name: c},\n        {name: d, type: e}]\n"
    )
    wanted = [("name",), ("resources", 0, "schema", "fields", 1, "type"), ("resources", 0), ("nothing",)]

    assert yaml.safe_load(text)
    assert lines_of(text.encode(), wanted, is_json=False) == {wanted[0]: 2, wanted[1]: 7, wanted[2]: 4}


def line_of(text: str, needle: str, last: bool = False) -> int:
    offset = text.rindex(needle) if last else text.index(needle)
    return text.count("\n", 0, offset) + 1


@pytest.mark.parametrize(
    ("stated", "type", "needle"),
    [
        (descriptor(resource(schema={"fields": [{"name": "a", "type": "money"}]})), "field-type-unknown", '"type"'),
        (descriptor(resource(mediatype="csv")), "property-format", '"mediatype"'),
        (descriptor(homepage="javascript:x"), "link-not-http", '"homepage"'),
        (descriptor(sources=[{"title": "a"}, {"title": "b", "path": "/etc"}]), "link-not-http", '"/etc"'),
        (descriptor(created="kapan"), "created-invalid", '"created"'),
        (descriptor(licenses=[{}]), "licence-empty", '"licenses"'),
        (descriptor(resource(schema=schema(primaryKey=["area", "kode"]))), "primary-key-unknown", '"kode"'),
        (descriptor(resource(hash="crc:00")), "hash-unknown", '"hash"'),
        (descriptor(resource(), resource("TABLE", path="table.csv")), "duplicate-resource", '"TABLE"'),
        (
            descriptor(views=[{"name": "a", "title": "A", "type": "pie-in-3d", "resource": "table"}]),
            "view-type-unknown",
            '"type": "pie',
        ),
        (descriptor(views=[{"type": "trend", "resource": "table"}]), "property-missing", '"views"'),
        (descriptor(title=""), "title-missing", '"title"'),
    ],
)
def test_a_finding_on_a_descriptor_carries_the_line_of_what_it_names(
    tmp_path: Path, stated: dict, type: str, needle: str
) -> None:
    text = json.dumps(stated, indent=1)
    write(tmp_path / "a", text, {"table.csv": ROWS})

    found = {f.line for f in examine(tmp_path).findings if f.type == type}

    offset = 1 if type == "property-missing" else 0  # the item of a list, not the name of the list
    assert found == {line_of(text, needle) + offset}


def test_every_finding_on_a_descriptor_has_a_line(tmp_path: Path) -> None:
    write(tmp_path / "a", descriptor(licenses=[], sources=[], title=""), {"table.csv": ROWS})

    assert {f.line for f in examine(tmp_path).findings} == {1}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"name": "a",\n"title": "b",\n"name": "c"}', 3),
        ('{"a": {"name": 1},\n"name":\n{"name": 2,\n"name": 3}}', 4),
        ('{"a": 1,\n"b": NaN}', 2),
        ('{"a": 1,\n"b": 1e999}', 2),
        ('{"a":\n' + "1" * 5000 + "}", 2),
        ('{"a":\n"\\ud800"}', 2),
        ('{"a": 1,\n"b":\n' + "[" * 70 + "]" * 70 + "}", 3),
        ('{"a": 1,\n"b"\n}', 3),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    write(tmp_path / "a", text, {})

    assert [f.line for f in examine(tmp_path).findings] == [line]
