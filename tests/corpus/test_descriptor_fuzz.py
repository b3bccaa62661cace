"""Every property of a rich descriptor is replaced by a value of every other kind: each time it is told, and nothing raises."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from build_scripts.checks import run
from build_scripts.io import read_packages
from build_scripts.report import Severity
from tests.package_folder import ROWS, descriptor, resource, schema

from .running import BYTES, check

Place = tuple[str | int, ...]

RICH: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    **descriptor(
        resource(
            title="Tabel",
            description="Contoh",
            type="table",
            format="csv",
            mediatype="text/csv",
            encoding="utf-8",
            bytes=len(ROWS),
            sources=[{"title": "Sumber", "path": "https://contoh.example", "email": "a@contoh.example"}],
            licenses=[{"name": "CC-BY-4.0", "title": "CC", "path": "https://contoh.example"}],
            translations={"en": {"title": "Table", "description": "Example"}},
            dialect={
                "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False, "header": True,
                "lineTerminator": "\n", "caseSensitiveHeader": True,
            },
            schema=schema(
                fieldsMatch="exact",
                missingValues=[""],
                primaryKey=["area", "year"],
                uniqueKeys=[["area", "year"]],
                foreignKeys=[{"fields": ["area"], "reference": {"resource": "", "fields": ["area"]}}],
            ),
        ),
        description="Contoh",
        homepage="https://contoh.example",
        version="1.0.0",
        created="2025-01-31",
        keywords=["satu"],
        contributors=[{"title": "Orang", "givenName": "Orang", "familyName": "Satu", "path": "https://contoh.example", "email": "a@contoh.example", "roles": ["author"], "organization": "Contoh"}],
        translations={"en": {"title": "Example", "description": "Example"}},
        views=[{"name": "v", "title": "V", "type": "ranking", "resource": "table", "encoding": {"x": "area", "y": "value"}, "description": "V", "translations": {"en": {"title": "V", "description": "V"}}}],
        checks=[{"name": "c", "type": "row-constraint", "resource": "table", "left": "value", "operator": "<=", "right": 99, "severity": "warning", "message": "x", "translations": {"en": {"message": "y"}}}],
    ),
}  # fmt: skip
_FIELD: dict[str, Any] = RICH["resources"][0]["schema"]["fields"][0]
_FIELD |= {
    "title": "Wilayah", "description": "Wilayah", "format": "default", "example": "Contoh Satu", "missingValues": [""],
    "translations": {"en": {"title": "Area", "description": "Area"}}, "categories": ["Contoh Satu", "Contoh Dua"],
    "constraints": {"required": True, "unique": False, "minLength": 1, "maxLength": 99, "pattern": ".*", "enum": ["Contoh Satu", "Contoh Dua"]},
}  # fmt: skip
RICH["resources"][0]["schema"]["fields"][2] |= {
    "unit": "orang",
    "bareNumber": True,
    "decimalChar": ".",
    "constraints": {"minimum": 0, "maximum": 99},
}

ODD: dict[str, Any] = {
    "null": None, "number": 7, "fraction": -1.5, "true": True, "text": "\u202e<b>'{{x}}", "nothing": "", "long": "a" * 20_000,
    "list": [], "list of lists": [[[]]], "list of null": [None], "object": {}, "object of objects": {"": {"": None}},
}  # fmt: skip


def places(value: object, at: Place = ()) -> Iterator[Place]:
    """Yield the place of every value in a tree but the tree itself."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*at, key)
        yield from places(item, (*at, key))


def put(place: Place, odd: object) -> dict[str, Any]:
    """Return the rich descriptor with another value at a place."""
    changed = copy.deepcopy(RICH)
    owner: Any = changed
    for key in place[:-1]:
        owner = owner[key]
    owner[place[-1]] = odd
    return changed


def at(place: Place) -> Any:
    """Return what the rich descriptor has at a place."""
    value: Any = RICH
    for key in place:
        value = value[key]
    return value


PLACES = tuple(places(RICH))


def _write(folder: Path, stated: object) -> None:
    folder.mkdir(parents=True)
    (folder / "datapackage.json").write_text(json.dumps(stated), encoding="utf-8")
    (folder / "table.csv").write_text(ROWS, encoding="utf-8")


def test_the_rich_descriptor_is_valid(tmp_path: Path) -> None:
    _write(tmp_path / "p", RICH)

    assert run(*read_packages(tmp_path)).findings == ()


# Where values of other kinds mean something too: anything may be an example, any number a bound or a side of a check (which is text
# there for the child to judge), one name or a list of names may be drawn.
FREE: Mapping[str, tuple[type, ...]] = {
    "example": (object,), "minimum": (int, float, str), "maximum": (int, float, str), "left": (int, float), "right": (int, float),
    "x": (list,), "y": (list,),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_a_value_of_another_kind_is_told(tmp_path: Path, place: Place) -> None:
    kinds = {name: odd for name, odd in ODD.items() if type(odd) is not type(at(place))}
    for name, odd in kinds.items():
        _write(tmp_path / name.replace(" ", "-"), put(place, odd))

    report = run(*read_packages(tmp_path))

    told = {
        f.path.split("/")[0] for f in report.findings if f.severity is Severity.ERROR and f.type != "duplicate-package"
    }
    silent = [
        name
        for name in kinds
        if name.replace(" ", "-") not in told and not isinstance(kinds[name], FREE.get(str(place[-1]), ()))
    ]
    assert silent == []


@pytest.mark.parametrize("name", ODD)
def test_no_value_of_any_kind_anywhere_makes_the_command_fail(tmp_path: Path, name: str) -> None:
    for number, place in enumerate(PLACES):
        _write(tmp_path / f"p{number}", put(place, ODD[name]))

    ran = check(tmp_path)

    assert ran.code == 1, ran.errors[-2000:]
    assert "Traceback" not in ran.errors
    assert ran.memory < BYTES
