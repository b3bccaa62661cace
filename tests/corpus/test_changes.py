"""Valid packages whose bytes are changed anywhere: what is still accepted is exactly what a plain reader of the same bytes sees.

A changed digit makes another valid package; the law is that nobody reads another one than the bytes say, and that nothing raises.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from build_scripts.io import read_packages
from build_scripts.package import Package, Resource
from build_scripts.report import Finding, Severity
from tests.package_folder import ROWS, descriptor, examine, resource, schema

from . import plain
from .case import packed

# Each begins somewhere else: quotes, line feeds within cells, other signs, other line ends, other scripts, empty cells.
TABLES = {
    "plain": (",", ROWS + "Contoh Tiga,2024,33.5\n"),
    "quoted": (",", 'area,year,value\n"Contoh, ""Satu""",2023,11\n"dua\nbaris",2024,22\n,,\n"x",2025,\n'),
    "CRLF": (";", 'area;year;value\r\n"a;b";2023;11\r\nb;2024;22\r\n"c\r\nd";2025;33\r\n'),
    "scripts": ("\t", "area\tyear\tvalue\nعدد\t2023\t11\nक्ष\t2024\t22\n例\U00020b9f\t2025\t33"),
}
_NASTY = [b'"', b",", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"\t", b";", b" ", b"\xe2\x80\xae", b"''", b'""', b"=", b"\xc3"]  # fmt: skip


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, float, float, bytes]:
    """A change: its kind, two places as parts of the whole, and bytes."""
    kind = draw(st.sampled_from(["flip", "cut", "swap", "insert", "remove", "double", "join"]))
    return kind, draw(st.floats(0, 0.999)), draw(st.floats(0, 0.999)), draw(st.sampled_from(_NASTY))


def changed(data: bytes, change: tuple[str, float, float, bytes]) -> bytes:  # noqa: PLR0911
    """Return bytes with one change."""
    kind, first, second, nasty = change
    place = int(first * len(data))
    lines = data.splitlines(keepends=True)
    one, other = int(first * len(lines)), int(second * len(lines))
    match kind:
        case "flip":
            return data[:place] + bytes([data[place] ^ (1 << int(second * 8))]) + data[place + 1 :]
        case "cut":
            return data[:place]
        case "swap":
            lines[one], lines[other] = lines[other], lines[one]
            return b"".join(lines)
        case "insert":
            return data[:place] + nasty + data[place:]
        case "remove":
            return data[:place] + data[place + 1 + int(second * 4) :]
        case "double":
            return b"".join([*lines[:one], lines[one], *lines[one:]])
        case _:
            return b"".join(lines[:one]) + lines[one].rstrip(b"\r\n") + b"".join(lines[one + 1 :])


def _read(stated: dict[str, Any] | bytes, files: dict[str, bytes]) -> tuple[Package | None, tuple[Finding, ...]]:
    with TemporaryDirectory() as place:
        folder = Path(place)
        text = stated if isinstance(stated, bytes) else json.dumps(stated).encode()
        for name, data in {"datapackage.json": text, **files}.items():
            (folder / name).write_bytes(data)
        packages, findings = read_packages(folder)
        for package in packages:
            for one in package.resources:
                # What is read when it is looked at must be looked at while the folder is there.
                assert len(one.rows) == len(tuple(one.rows)) == len(one.lines)
        return (packages[0] if packages else None), findings


def _errors(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.severity is Severity.ERROR]


def _by_hand(data: bytes, delimiter: str) -> list[plain.Record] | None:
    """Return the rows that a plain reader sees in bytes, or nothing where they are no table of three columns with the known header."""
    try:
        found = plain.records(data.decode("utf-8").removeprefix("\ufeff"), delimiter)
    except UnicodeDecodeError:
        return None
    if not found or found[0][1] != ["area", "year", "value"]:
        return None
    rows = [(line, cells) for line, cells in found[1:] if cells]
    return rows if all(len(cells) == 3 for _, cells in rows) else None


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(changes(), min_size=1, max_size=3))
def test_a_changed_table_is_refused_or_read_as_it_stands(name: str, steps: list[Any]) -> None:
    delimiter, text = TABLES[name]
    data = text.encode()
    for step in steps:
        data = changed(data, step) or b"\n"

    package, findings = _read(descriptor(resource(dialect={"delimiter": delimiter})), {"table.csv": data})

    assert package is not None
    (table,) = package.resources
    expected = _by_hand(data, delimiter)
    if not _errors(findings):
        assert expected is not None
        assert list(zip(table.lines, map(list, table.rows), strict=True)) == expected
    elif expected is not None:
        # Whatever a plain reader understands is refused for a stated reason alone.
        assert {f.type for f in _errors(findings)} <= {"blank-row", "merge-conflict", "wrong-kind"}


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(changes(), min_size=1, max_size=2))
def test_a_changed_gzip_file_is_refused_or_holds_what_gzip_finds_in_it(steps: list[Any]) -> None:
    data = packed(ROWS)
    for step in steps:
        data = changed(data, step) or b"\n"

    package, findings = _read(descriptor(resource(path="table.csv.gz")), {"table.csv.gz": data})

    assert package is not None
    expected = _unpacked(data)
    if not _errors(findings):
        assert expected is not None
        assert [list(row) for row in package.resources[0].rows] == [cells for _, cells in expected]
    else:
        # A plain reader passes over zeros after the end of a file; here they may be refused.
        assert expected is None or data != packed(ROWS)


def _unpacked(data: bytes) -> list[plain.Record] | None:
    try:
        return _by_hand(gzip.decompress(data), ",")
    except (OSError, EOFError, zlib.error):
        return None


_STATED = json.dumps(
    descriptor(
        resource(schema=schema(primaryKey=["area", "year"], missingValues=["", "-"]), dialect={"delimiter": ","}),
        keywords=["satu", "dua"],
        created="2025-01-31",
        translations={"en": {"title": "Example"}},
    ),
    indent=1,
).encode()


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(changes(), min_size=1, max_size=2))
def test_a_changed_descriptor_is_refused_or_means_what_plain_json_means(steps: list[Any]) -> None:
    data = _STATED
    for step in steps:
        data = changed(data, step) or b"\n"

    package, findings = _read(data, {"table.csv": ROWS.encode()})

    if package is not None:
        stated = json.loads(data.decode("utf-8-sig"))
        assert package.descriptor == stated
        if not _errors(findings):
            assert package.name == stated["name"]
            assert [r.name for r in package.resources] == [r["name"] for r in stated["resources"]]
            assert [_shape(r) for r in package.resources] == [_shape_of(r) for r in stated["resources"]]
    else:
        assert _errors(findings)


def _shape(table: Resource) -> list[tuple[str, str]]:
    return [(f.name, f.type) for f in table.fields]


def _shape_of(stated: dict[str, Any]) -> list[tuple[str, str]]:
    fields = stated.get("schema", {}).get("fields", [])
    return [(f["name"], f.get("type", "string")) for f in fields]


_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", re.ASCII)


# Thirty at once, because validating starts a process; what fails names its bytes and need not be made smaller.
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(
    many=st.lists(
        st.tuples(st.sampled_from(["plain", "CRLF"]), st.lists(changes(), min_size=1, max_size=2)),
        min_size=30,
        max_size=30,
    )
)
def test_a_changed_table_passes_all_checks_only_if_its_cells_are_what_they_should_be(many: list[Any]) -> None:
    made: dict[str, tuple[str, bytes]] = {}
    with TemporaryDirectory() as place:
        for number, (name, steps) in enumerate(many):
            delimiter, text = TABLES[name]
            data = text.encode()
            for step in steps:
                data = changed(data, step) or b"\n"
            folder = Path(place) / f"p{number}"
            folder.mkdir()
            stated = descriptor(resource(dialect={"delimiter": delimiter}), name=f"p{number}")
            (folder / "datapackage.json").write_text(json.dumps(stated), encoding="utf-8")
            (folder / "table.csv").write_bytes(data)
            made[f"p{number}"] = delimiter, data
        report = examine(Path(place))

    refused = {f.path.split("/")[0] for f in report.errors}
    for name, (delimiter, data) in made.items():
        rows = _by_hand(data, delimiter)
        if name not in refused:
            assert rows is not None, data
            assert all(_fits(_INTEGER, cells[1]) and _fits(_NUMBER, cells[2]) for _, cells in rows), data
        elif rows is not None and all(_fits(_INTEGER, cells[1]) and _fits(_NUMBER, cells[2]) for _, cells in rows):
            types = {f.type for f in report.errors if f.path.startswith(f"{name}/")}
            assert types <= {"blank-row", "control-character", "merge-conflict", "wrong-kind"}, data


def _fits(form: re.Pattern[str], cell: str) -> bool:
    return not cell or bool(form.fullmatch(cell))
