"""Tables that are kept compressed, in several files or in the descriptor are published as what their descriptor says they are."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package as Authority

from build_scripts.io import read_packages
from build_scripts.outputs.archive import zip_bytes
from build_scripts.outputs.descriptor import descriptor_text
from build_scripts.outputs.json_table import json_text
from build_scripts.package import Package
from tests.package_folder import ROWS, descriptor, examine, resource, write

COMMA = {"fields": [{"name": "v", "type": "number", "decimalChar": ",", "groupChar": "."}]}
INLINE = {k: v for k, v in resource(data=[{"area": "Contoh Satu", "year": 2023, "value": 11}]).items() if k != "path"}

# name, resource, files, the values that the authority must read out of the archive
FORMS: list[tuple[str, dict[str, Any], dict[str, str | bytes], list[list[Any]]]] = [
    ("gzip", resource(path="table.csv.gz", mediatype="application/gzip"), {"table.csv.gz": gzip.compress(ROWS.encode())}, [["Contoh Satu", 2023, 11], ["Contoh Dua", 2023, 22]]),
    ("parts", resource(path=["table.csv", "b.csv"]), {"table.csv": ROWS, "b.csv": "area,year,value\nContoh Tiga,2023,33\n"}, [["Contoh Satu", 2023, 11], ["Contoh Dua", 2023, 22], ["Contoh Tiga", 2023, 33]]),
    ("rows in the descriptor", INLINE, {}, [["Contoh Satu", 2023, 11]]),
    ("tabs by the ending", resource(path="table.tsv"), {"table.tsv": ROWS.replace(",", "\t")}, [["Contoh Satu", 2023, 11], ["Contoh Dua", 2023, 22]]),
    ("UTF-16 packed", resource(path="table.csv.gz", encoding="utf-16"), {"table.csv.gz": gzip.compress(ROWS.encode("utf-16"))}, [["Contoh Satu", 2023, 11], ["Contoh Dua", 2023, 22]]),
]  # fmt: skip


def read(tmp_path: Path, one: dict[str, Any], files: dict[str, str | bytes]) -> Package:
    write(tmp_path / "a", descriptor(one), files)
    assert examine(tmp_path).findings == ()
    return read_packages(tmp_path)[0][0]


@pytest.mark.parametrize(("one", "files", "values"), [f[1:] for f in FORMS], ids=[f[0] for f in FORMS])
def test_the_archive_is_a_package_of_the_same_values(
    tmp_path: Path, one: dict[str, Any], files: dict[str, str | bytes], values: list[list[Any]]
) -> None:
    package = read(tmp_path / "in", one, files)
    with zipfile.ZipFile(io.BytesIO(zip_bytes(package, "2011-01-01"))) as archive:
        archive.extractall(tmp_path / "out")

    published = Authority(str(tmp_path / "out" / "datapackage.json"))

    assert published.validate().valid
    assert [row.to_list() for row in published.resources[0].read_rows()] == values
    assert json.loads(json_text(package.resources[0])) == [
        dict(zip(("area", "year", "value"), v, strict=True)) for v in values
    ]
    # What is published is itself a package that passes.
    assert examine(tmp_path / "out").findings == ()


def test_the_descriptor_states_the_file_that_is_published(tmp_path: Path) -> None:
    package = read(
        tmp_path,
        resource(path="table.csv.gz", compression="gz", bytes=len(gzip.compress(ROWS.encode(), mtime=0))),
        {"table.csv.gz": gzip.compress(ROWS.encode(), mtime=0)},
    )

    stated = json.loads(descriptor_text(package, lambda r: f"{r.name}.csv"))["resources"][0]

    assert (stated["path"], stated["bytes"], "compression" in stated) == ("table.csv", len(ROWS), False)


def test_tables_of_one_path_do_not_overwrite_each_other_in_the_archive(tmp_path: Path) -> None:
    packed = resource("b", path="table.csv.gz")
    write(
        tmp_path / "a",
        descriptor(resource(), packed),
        {"table.csv": ROWS, "table.csv.gz": gzip.compress(ROWS.replace("11", "33").encode())},
    )
    (package,), _ = read_packages(tmp_path)

    with zipfile.ZipFile(io.BytesIO(zip_bytes(package, "2011-01-01"))) as archive:
        assert {n: archive.read(n).count(b"33") for n in archive.namelist() if n.endswith(".csv")} == {
            "table.csv": 0,
            "b.csv": 1,
        }


def test_numbers_with_signs_of_their_own_are_numbers_in_json(tmp_path: Path) -> None:
    package = read(tmp_path, resource(schema=COMMA, dialect={"delimiter": ";"}), {"table.csv": "v\n1.234,50\n"})

    assert json_text(package.resources[0]) == '[\n{"v":1234.50}\n]\n'


def test_missing_values_of_a_field_are_null_in_json(tmp_path: Path) -> None:
    fields = [{"name": "a", "missingValues": ["-"]}, {"name": "b"}]
    package = read(tmp_path, resource(schema={"fields": fields}), {"table.csv": "a,b\n-,-\n"})

    assert json_text(package.resources[0]) == '[\n{"a":null,"b":"-"}\n]\n'
