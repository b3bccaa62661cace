"""The official profiles, in our words, once for each property."""

from __future__ import annotations

import pytest

from build_scripts.reading.profile import check_profile
from build_scripts.reading.translation import missing_translations
from build_scripts.report import Finding
from tests.package_folder import descriptor, resource, schema


def told(stated: dict, *earlier: Finding) -> list[tuple[str, str, str, str]]:
    found = check_profile(stated, "datapackage.json", earlier)
    return [(f.type, f.facts["property"], f.facts.get("variant", ""), f.value) for f in found]


def one_field(**properties: object) -> dict:
    return descriptor(resource(schema={"fields": [{"name": "a", **properties}]}))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (descriptor(keywords=[]), ("property-empty", "keywords", "", "")),
        (descriptor(image=5), ("property-type", "image", "text", "")),
        (descriptor(contributors=[{"email": "x"}]), ("property-format", "contributors[0].email", "email", "x")),
        (descriptor(resource(homepage="x y")), ("property-format", "resources[0].homepage", "address", "x y")),
        (descriptor(resource(mediatype="csv")), ("property-format", "resources[0].mediatype", "media-type", "csv")),
        (descriptor(resource(bytes="12")), ("property-type", "resources[0].bytes", "whole", "")),
        (
            descriptor(resource(dialect={"sheetNumber": 0})),
            ("property-range", "resources[0].dialect.sheetNumber", "minimum", "0"),
        ),
        (one_field(format="x"), ("property-choice", "resources[0].schema.fields[0].format", "", "x")),
        (
            one_field(type="date", constraints={"maximum": 5}),
            ("property-type", "resources[0].schema.fields[0].constraints.maximum", "text", ""),
        ),
        (
            one_field(type="year", constraints={"enum": ["2011", 2012]}),
            ("property-type", "resources[0].schema.fields[0].constraints.enum", "", ""),
        ),
        (one_field(type="string", categories=[1]), ("property-type", "resources[0].schema.fields[0].categories", "", "")),
        (
            descriptor(resource(schema=schema(foreignKeys=[{"fields": "area"}]))),
            ("property-missing", "resources[0].schema.foreignKeys[0].reference", "", ""),
        ),
    ],
)  # fmt: skip
def test_the_profile_names_the_property_and_what_is_expected(stated: dict, expected: tuple) -> None:
    assert told(stated) == [expected]


@pytest.mark.parametrize(
    "stated",
    [
        descriptor(),
        descriptor(resource(schema=schema(fieldsMatch="equal"))),
        descriptor(resource(schema=schema(fieldsMatch=["equal"]))),
        descriptor(resource(dialect={"header": False}), profile="tabular-data-package"),
        descriptor(contributors=[{"title": "a", "role": "author"}], profile="data-package"),
        descriptor(contributors=[{"givenName": "a", "roles": ["author"]}]),
        descriptor(created="2025-01-31"),
        one_field(type="integer", example=5),
        one_field(type="string", constraints={"enum": ["a"]}),
        one_field(type="list"),
        one_field(type="any"),
        one_field(missingValues=[{"value": "", "label": "tidak ada"}]),
        descriptor(resource(schema=schema(missingValues=[{"value": ""}], primaryKey=["area"], uniqueKeys=[["area"]]))),
        {**descriptor(resource()), "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "x": {"y": [1.5]}},
    ],
)  # fmt: skip
def test_what_the_standard_allows_passes(stated: dict) -> None:
    assert told(stated) == []


def test_nothing_is_said_of_a_property_that_the_reader_spoke_of() -> None:
    stated = descriptor(resource(schema={"fields": [{"name": "a", "type": "money"}]}), image=5)
    first = [
        Finding("field-type-unknown", "datapackage.json", facts={"property": "resources[0].schema.fields[0].type"}),
        Finding("property-type", "datapackage.json", facts={"property": "image"}),
    ]

    assert told(stated, *first) == []


def test_each_version_has_its_own_profile() -> None:
    people = descriptor(contributors=[{"givenName": "a"}])

    assert told(people) == []
    assert told({**people, "profile": "data-package"}) == [("property-missing", "contributors[0].title", "", "")]
    first = {**people, "$schema": "https://datapackage.org/profiles/1.0/datapackage.json"}
    assert told(first) == [("property-missing", "contributors[0].title", "", "")]


def test_a_hundred_thousand_faults_end_in_some() -> None:
    assert len(told(descriptor(resource(licenses=[{"name": " "}] * 20_000)))) <= 1_000


def half_translated() -> dict:
    fields = [{"name": "a", "title": "Wilayah", "categories": [{"value": "x", "label": "Satu"}, {"value": "y"}]}]
    view = {"name": "v", "type": "trend", "resource": "table", "title": "Tampilan"}
    return descriptor(
        resource(title="Tabel", schema={"fields": fields}), views=[view], translations={"en": {"title": "Example"}}
    )


def test_what_is_said_in_one_language_is_said_in_all() -> None:
    found = tuple(missing_translations(half_translated(), "datapackage.json"))

    assert {(f.facts["property"], f.facts["language"], f.severity) for f in found} == {
        ("resources[0].title", "en", "warning"),
        ("resources[0].schema.fields[0].title", "en", "warning"),
        ("resources[0].schema.fields[0].categories[0].label", "en", "warning"),
        ("views[0].title", "en", "warning"),
    }


def test_the_name_of_a_work_needs_no_translation() -> None:
    assert list(missing_translations(descriptor(translations={"en": {"title": "Example"}}), "x")) == []


def test_a_package_in_one_language_lacks_nothing() -> None:
    assert list(missing_translations(descriptor(title="Contoh", description="Satu"), "x")) == []
