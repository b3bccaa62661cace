"""What could deceive a reader or lead out of the site is refused before anything is built, whatever field it stands in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_scripts import paths
from build_scripts.checks import run
from build_scripts.io import read_packages
from build_scripts.package import Resource
from build_scripts.report import Report

from .package_folder import ROWS, descriptor, resource, schema, types, write

DECEIVING = {
    "STX of a placeholder": "\x02wzxhzdk:0\x03",
    "override": "a\u202egnp.exe",
    "isolate": "a\u2066b",
    "C1": "a\x9bb",
}
RUNNING = (
    "javascript:window.__pwned=1",
    "data:text/html,x",
    "//contoh.example/x",
    " https://contoh.example",
    "vbscript:x",
)
OUTSIDE = (
    "../luar.csv",
    "berkas/../../luar.csv",
    "/etc/passwd",
    "C:\\luar.csv",
    "file:///etc/passwd",
    "http://contoh.example/x.csv",
)


def examine(datasets: Path) -> Report:
    """Read and check; the rules of Table Schema have no part in this."""
    return run(*read_packages(datasets))


@pytest.mark.parametrize("text", DECEIVING.values(), ids=DECEIVING)
@pytest.mark.parametrize(
    "place", ["title", "keyword", "field", "label", "cell", "README.md", "README.en.md", "CHANGELOG.md"]
)
def test_control_and_direction_characters_are_refused(tmp_path: Path, place: str, text: str) -> None:
    fields: list[dict[str, Any]] = [dict(f) for f in schema()["fields"]]
    stated: dict[str, Any] = {"title": text if place == "title" else "Contoh"}
    if place == "keyword":
        stated["keywords"] = [text]
    elif place == "field":
        fields[0]["description"] = text
    elif place == "label":
        fields[0]["categories"] = [{"value": "Contoh Satu", "label": text}, {"value": "Contoh Dua", "label": "x"}]
    rows = ROWS.replace("Contoh Satu", text) if place == "cell" else ROWS
    files = {"table.csv": rows} | ({place: text} if place.endswith(".md") else {})
    write(tmp_path / "contoh", descriptor(resource(schema={"fields": fields}), **stated), files)

    assert "control-character" in types(examine(tmp_path))


@pytest.mark.parametrize("link", RUNNING)
@pytest.mark.parametrize("property", ["homepage", "licenses", "sources"])
def test_links_that_are_no_web_addresses_are_refused(tmp_path: Path, property: str, link: str) -> None:
    value = link if property == "homepage" else [{"name": "x", "title": "x", "path": link}]
    write(tmp_path / "contoh", descriptor(**{property: value}), {"table.csv": ROWS})

    assert "link-not-http" in types(examine(tmp_path))


@pytest.mark.parametrize("name", ["../luar", "..", "a/b", "/etc", "<script>", "a b", "", "CON\u202e", "x" * 101])
def test_names_that_are_no_names_are_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path / "paket", descriptor(name=name), {"table.csv": ROWS})
    write(tmp_path / "sumber", descriptor(resource(name), name="sumber"), {f"{name and 'table'}.csv": ROWS})

    invalid = [f for f in examine(tmp_path).findings if f.type == "name-invalid"]

    assert {f.path.split("/")[0] for f in invalid} == {"paket", "sumber"}


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_out_of_the_package_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "luar.csv").write_text(ROWS)
    write(tmp_path / "data" / "contoh", descriptor(resource(path=path)), {"table.csv": ROWS})

    assert "path-unsafe" in types(examine(tmp_path / "data"))


@pytest.mark.parametrize(
    "path", ["index.html", "x.SVG", "a.b/x.xhtml", "x.js", "x.csv.html", "x.xml", "x.JSON", "x", "x.gpx", "x."]
)
def test_a_file_that_a_browser_might_run_is_served_as_text(path: str) -> None:
    assert paths.download("contoh", Resource("x", path)).endswith(".txt")


@pytest.mark.parametrize("path", ["x.pdf", "a/x.geojson", "x.html.zip", "x.csv"])
def test_a_file_that_no_browser_runs_keeps_its_name(path: str) -> None:
    assert paths.download("contoh", Resource("x", path)) == f"data/contoh/{path}"
