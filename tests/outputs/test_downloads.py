"""Downloads: nothing is lost or changed in any format, and a package that is downloaded is valid by itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts import paths
from build_scripts.catalog import Catalog
from build_scripts.outputs.archive import archives, zip_bytes
from build_scripts.outputs.csv_table import csv_tables
from build_scripts.outputs.descriptor import descriptors
from build_scripts.outputs.json_table import json_tables, json_text
from build_scripts.package import Field, Package, Resource, Text

CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.from_regex(r"-?[0-9]{1,30}(\.[0-9]{1,9})?")


def _rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))[1:]


def test_every_observation_is_in_the_csv(real: Catalog) -> None:
    files = {f.path: f.data for f in csv_tables(real)}
    told = [
        (entry.package.name, resource.name, row)
        for entry in real.entries
        for resource in entry.package.tables
        for row in _rows(files[paths.table(entry.package.name, resource.name, "csv")])
        if resource.shape == "observations"
    ]
    values = sorted((package, resource, row[11]) for package, resource, row in told)

    assert values == sorted((o.package, o.resource, o.text) for o in real.figures.dataset.observations)


def test_pandas_reads_the_same_observations_from_csv_and_json(real: Catalog) -> None:
    """What a researcher's own tool makes of two formats is the same, to the last digit."""
    csv_files = {f.path: f.data for f in csv_tables(real)}
    json_files = {f.path: f.data for f in json_tables(real)}
    seen = 0
    for entry in real.entries:
        for resource in entry.package.tables:
            if resource.shape != "observations":
                continue
            name = (entry.package.name, resource.name)
            table = pd.read_csv(io.BytesIO(csv_files[paths.table(*name, "csv")]), dtype=str, keep_default_na=False)
            records = json.loads(json_files[paths.table(*name, "json")], parse_float=str, parse_int=str)
            seen += len(table)

            pd.testing.assert_frame_equal(table, pd.DataFrame(records, dtype=str).fillna(""), check_dtype=False)
    assert seen == len(real.figures.dataset.observations)


def test_every_cell_is_in_the_json(real: Catalog) -> None:
    files = {f.path: f.data for f in json_tables(real)}
    for entry in real.entries:
        for resource in entry.package.tables:
            text = files[paths.table(entry.package.name, resource.name, "json")]
            records = json.loads(text, parse_float=str, parse_int=str)
            names = [f.name for f in resource.fields]
            expected = [
                {n: None if c in resource.missing else c for n, c in zip(names, row, strict=True)}
                for row in resource.rows
            ]

            assert records == expected


def test_the_zip_holds_the_very_bytes_of_every_resource(real: Catalog) -> None:
    files = {f.path: f.data for f in archives(real)}
    for entry in real.entries:
        archive = zipfile.ZipFile(io.BytesIO(files[paths.archive(entry.package.name)]))

        assert {r.path: archive.read(r.path) for r in entry.package.resources} == {
            r.path: r.data for r in entry.package.resources
        }
        assert {"datapackage.json", "README.md", "README.en.md"} <= set(archive.namelist())


@pytest.mark.parametrize("name", ["plain", "figures"])
def test_every_zip_is_a_valid_package(portal: Callable[[str], Catalog], name: str, tmp_path: Path) -> None:
    for file in archives(portal(name)):
        folder = tmp_path / file.path
        zipfile.ZipFile(io.BytesIO(file.data)).extractall(folder)

        assert frictionless.Package(str(folder / "datapackage.json")).validate().flatten(["message"]) == []


def test_every_descriptor_is_valid_beside_the_csv_files(real: Catalog, tmp_path: Path) -> None:
    for file in (*csv_tables(real), *descriptors(real)):
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).write_bytes(file.data)
    for entry in real.entries:
        package = frictionless.Package(str(tmp_path / paths.descriptor(entry.package.name)))

        assert package.validate().flatten(["message"]) == []


def test_a_descriptor_states_size_and_hash_of_the_file_beside_it(real: Catalog) -> None:
    tables = {f.path: f.data for f in csv_tables(real)}
    for file in descriptors(real):
        for resource in json.loads(file.data)["resources"]:
            data = tables[f"{file.path.rpartition('/')[0]}/{resource['path']}"]
            assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")


def test_the_same_package_gives_the_same_zip(real: Catalog) -> None:
    package = real.entries[0].package

    assert zip_bytes(package, "2011-01-01") == zip_bytes(package, "2011-01-01")
    assert zip_bytes(package, "0001-01-01") == zip_bytes(package, "1980-01-01")


def test_keys_into_other_packages_stay_under_a_name_that_tools_pass_over(real: Catalog) -> None:
    stated = [json.loads(f.data) for f in descriptors(real)]
    schemas = [r["schema"] for d in stated for r in d["resources"]]

    assert any(s.get("foreignKeysToOtherPackages") for s in schemas)
    assert not any(k["reference"].get("package") for s in schemas for k in s.get("foreignKeys", []))


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_json_keeps_every_digit_and_every_text(rows: list[tuple[str, str]]) -> None:
    fields = (Field("nilai", "number"), Field("teks", "string"))
    resource = Resource("contoh", "contoh.csv", fields=fields, rows=tuple(rows), missing=("",))
    records = json.loads(json_text(resource), parse_float=str, parse_int=str)

    assert [(r["nilai"] or "", r["teks"] or "") for r in records] == rows


def test_a_number_keeps_its_last_zero() -> None:
    resource = Resource("contoh", "contoh.csv", fields=(Field("nilai", "number"),), rows=(("100.20",), ("007",), ("",)))

    assert json_text(resource) == '[\n{"nilai":100.20},\n{"nilai":"007"},\n{"nilai":null}\n]\n'


@pytest.mark.parametrize("path", ["../../luar.csv", "/luar.csv", "a/../../b.csv", ".git/config"])
def test_no_path_leads_out_of_the_zip(path: str) -> None:
    package = Package("contoh", ".", Text("Contoh"), resources=(Resource("luar", path, data=b"11"),))
    names = zipfile.ZipFile(io.BytesIO(zip_bytes(package, "2011-01-01"))).namelist()

    assert not any(n.startswith(("/", ".")) or ".." in n.split("/") for n in names)
