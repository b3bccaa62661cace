"""Each limit on both sides: what is exactly as large as it may be passes, one more is told with the limit in the sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest

from build_scripts.io import read_packages
from build_scripts.locale import read_locale
from build_scripts.reading import LIMITS, Limits
from build_scripts.report import Finding, explain
from tests.package_folder import descriptor, resource, schema, write

from .case import HEAD, packed

ROW = "a,1,1\n"
# Of these it is only said when it pays to work in another way.
NO_LIMITS = {"columns_from", "suspects"}


@dataclass(frozen=True)
class Bound:
    """A small value for one limit, and what writes a package that is as large as a number."""

    value: int
    write: Callable[[Path, int], object]


def _package(folder: Path, files: dict[str, str | bytes], stated: object = None) -> None:
    write(folder / "p", stated or descriptor(), files)


def _table(text: str | bytes, **properties: Any) -> Callable[[Path], None]:
    return lambda folder: _package(folder, {"table.csv": text}, descriptor(resource(**properties)))


def _text_of(size: int) -> str:
    """Return a table of so many bytes."""
    return HEAD + ROW + "b" * (size - len(HEAD) - len(ROW) - 5) + ",1,1\n"


def _descriptor_bytes(folder: Path, size: int) -> None:
    text = json.dumps(descriptor())
    _package(folder, {"table.csv": HEAD + ROW}, text + " " * (size - len(text)))


def _yaml_bytes(folder: Path, size: int) -> None:
    text = json.dumps(descriptor())
    _package(folder, {"table.csv": HEAD + ROW, "datapackage.yaml": text + "\n" * (size - len(text))})
    (folder / "p" / "datapackage.json").unlink()


def _package_bytes(folder: Path, size: int) -> None:
    """Write a package whose files are of so many bytes together, the descriptor included."""
    stated = json.dumps(descriptor(resource(), resource("b")))
    half = (size - len(stated)) // 2
    _package(folder, {"table.csv": _text_of(half), "b.csv": _text_of(size - len(stated) - half)}, stated)


def _fields(folder: Path, count: int) -> None:
    names = [f"k{n}" for n in range(count)]
    stated = schema() | {"fields": [{"name": n} for n in names]}
    text = ",".join(names) + "\n" + ",".join("1" * count) + "\n"
    _table(text, schema=stated)(folder)


def _resources(folder: Path, count: int) -> None:
    names = [f"k{n}" for n in range(count)]
    _package(folder, {f"{n}.csv": HEAD + ROW for n in names}, descriptor(*(resource(n) for n in names)))


def _depth(folder: Path, depth: int) -> None:
    deep: object = 1
    for _ in range(depth - 1):
        deep = [deep]
    _package(folder, {"table.csv": HEAD + ROW}, descriptor(custom=deep))


def _entries(folder: Path, count: int) -> None:
    # The descriptor and the table are entries too.
    _package(folder, {"table.csv": HEAD + ROW, **{f"x{n}.txt": "" for n in range(count - 2)}})


def _rows(folder: Path, count: int) -> None:
    _table(HEAD + "".join(f"a,{n},1\n" for n in range(count)))(folder)


def _folder_depth(folder: Path, depth: int) -> None:
    _package(folder, {"table.csv": HEAD + ROW, "a/" * depth + "x.txt": ""})


def _packages(folder: Path, count: int) -> None:
    for number in range(count):
        write(folder / f"p{number}", descriptor(name=f"p{number}"), {"table.csv": HEAD + ROW})


def _parts(folder: Path, count: int) -> None:
    names = [f"k{n}.csv" for n in range(count)]
    files: dict[str, str | bytes] = {name: f"{HEAD}a,{n},1\n" for n, name in enumerate(names)}
    _package(folder, files, descriptor(resource(path=names)))


def _inline_rows(folder: Path, count: int) -> None:
    rows = [{"area": "a", "year": n, "value": 1} for n in range(count)]
    _package(folder, {}, descriptor({"name": "table", "data": rows, "schema": schema()}))


def _members(folder: Path, count: int) -> None:
    data = packed(HEAD) + b"".join(packed(f"a,{n},1\n") for n in range(count - 1))
    _package(folder, {"table.csv.gz": data}, descriptor(resource(path="table.csv.gz")))


BOUNDS = {
    "descriptor_bytes": Bound(2_000, _descriptor_bytes),
    "yaml_bytes": Bound(2_000, _yaml_bytes),
    "resource_bytes": Bound(100, lambda folder, size: _table(_text_of(size))(folder)),
    "text_bytes": Bound(50, lambda folder, size: _package(folder, {"table.csv": HEAD + ROW, "README.md": "a" * size})),
    "cell_characters": Bound(20, lambda folder, size: _table(f"{HEAD}{'a' * size},1,1\n")(folder)),
    "fields": Bound(5, _fields),
    "resources": Bound(3, _resources),
    "depth": Bound(12, _depth),
    "folder_entries": Bound(7, _entries),
    "rows": Bound(9, _rows),
    "folder_depth": Bound(4, _folder_depth),
    "package_bytes": Bound(2_000, _package_bytes),
    "packages": Bound(3, _packages),
    "parts": Bound(3, _parts),
    "inline_rows": Bound(4, _inline_rows),
    "gzip_members": Bound(3, _members),
}


def test_every_limit_has_its_two_sides_here() -> None:
    assert {f.name for f in fields(Limits)} - NO_LIMITS == set(BOUNDS)


def _read(folder: Path, name: str, size: int, *, whole_columns: bool) -> tuple[Finding, ...]:
    bound = BOUNDS[name]
    bound.write(folder, size)
    limits = replace(LIMITS, **{name: bound.value})
    if whole_columns:
        limits = replace(limits, columns_from=0)
    packages, findings = read_packages(folder, limits)
    for package in packages:
        for one in package.resources:
            assert len(tuple(one.rows)) == len(one.rows)
    return findings


@pytest.mark.parametrize("whole_columns", [False, True], ids=["rows", "columns"])
@pytest.mark.parametrize("name", BOUNDS)
def test_the_limit_itself_passes(tmp_path: Path, name: str, whole_columns: bool) -> None:
    assert _read(tmp_path, name, BOUNDS[name].value, whole_columns=whole_columns) == ()


@pytest.mark.parametrize("whole_columns", [False, True], ids=["rows", "columns"])
@pytest.mark.parametrize("name", BOUNDS)
def test_one_more_than_the_limit_is_told_with_the_limit(tmp_path: Path, name: str, whole_columns: bool) -> None:
    findings = _read(tmp_path, name, BOUNDS[name].value + 1, whole_columns=whole_columns)

    told = [f for f in findings if f.type == "limit-exceeded"]
    assert [f.facts["limit"] for f in told] == [str(BOUNDS[name].value)]
    for language in ("id", "en"):
        said = explain(told[0], read_locale(language))
        assert str(BOUNDS[name].value) in " ".join(said).replace(".", "").replace(",", "")
