"""The pipeline as a whole, on a small portal: what it publishes, what it refuses, and what it leaves alone."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from build_scripts import build as pipeline
from build_scripts.settings import Settings

from .conftest import ROOT

FIGURES = ROOT / "tests" / "portals" / "figures" / "datasets"
GUARD = """
import sys

def guard(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        raise SystemExit(f"the build asked the network: {event} {arguments}")

sys.addaudithook(guard)
"""


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    shutil.copytree(FIGURES, tmp_path / "datasets")
    return tmp_path


def _build(portal: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build_scripts", "build", "--datasets", str(portal / "datasets")]
    command += [
        "--out",
        str(portal / "site"),
        "--cache",
        str(portal / "cache"),
        "--base-url",
        "https://portal.example/",
        *arguments,
    ]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


def _state(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_with_an_error_nothing_is_published_and_the_former_site_stays(portal: Path) -> None:
    assert _build(portal).returncode == 0
    before = _state(portal / "site")
    table = portal / "datasets" / "angka" / "angka.csv"
    table.write_text(table.read_text().replace("88.10", "88,10"), encoding="utf-8")

    done = _build(portal)

    assert done.returncode == 1
    assert "angka.csv" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert _state(portal / "site") == before
    assert sorted(p.name for p in portal.iterdir()) == ["cache", "datasets", "site"]


def test_a_folder_without_packages_cannot_be_built(tmp_path: Path) -> None:
    (tmp_path / "datasets").mkdir()

    done = _build(tmp_path)

    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


def test_an_unchanged_portal_is_left_as_it_is_and_a_damaged_one_is_built_again(portal: Path) -> None:
    assert _build(portal).returncode == 0
    before = _state(portal / "site")
    page = portal / "site" / "index.html"
    first = page.stat().st_mtime_ns

    assert _build(portal).returncode == 0
    assert page.stat().st_mtime_ns == first

    page.write_text("damaged", encoding="utf-8")
    assert _build(portal).returncode == 0
    assert _state(portal / "site") == before

    # A whole site of another build fits its own list of hashes, but is not the one that is remembered.
    sums = portal / "site" / "SHA256SUMS"
    page.write_text("another", encoding="utf-8")
    another = hashlib.sha256(b"another").hexdigest()
    sums.write_text(sums.read_text(encoding="utf-8").replace(before["index.html"], another), encoding="utf-8")
    assert _build(portal).returncode == 0
    assert _state(portal / "site") == before


def test_all_that_a_build_depends_on_counts_as_a_change(portal: Path) -> None:
    plain = Settings(datasets=portal / "datasets", base_url="https://portal.example/", epoch=11)
    other = (
        replace(plain, base_url="https://portal.example/x/"),
        replace(plain, languages=("id",)),
        replace(plain, epoch=22),
    )
    former = [pipeline._fingerprint(settings) for settings in (plain, *other)]
    (portal / "datasets" / "angka" / "README.md").write_text("Contoh\n", encoding="utf-8")
    changed = pipeline._fingerprint(plain)

    assert len({*former, changed}) == len(former) + 1
    assert changed == pipeline._fingerprint(replace(plain, jobs=9, out=portal / "elsewhere"))


def test_a_build_that_uses_its_cache_is_the_same_as_a_cold_one(portal: Path) -> None:
    assert _build(portal).returncode == 0
    table = portal / "datasets" / "angka" / "angka.csv"
    table.write_text(table.read_text().replace("91.5", "92.6"), encoding="utf-8")

    assert _build(portal).returncode == 0
    warm = _state(portal / "site")
    shutil.rmtree(portal / "cache")
    shutil.rmtree(portal / "site")
    assert _build(portal).returncode == 0

    assert warm == _state(portal / "site")
    assert "92" in (portal / "site" / "area" / "11-contoh-satu" / "index.html").read_text(encoding="utf-8")


def test_the_build_asks_no_network(portal: Path) -> None:
    """An audit hook in every Python process of the build ends it at the first attempt to reach anything."""
    (portal / "guard").mkdir()
    (portal / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")

    done = _build(portal, PYTHONPATH=str(portal / "guard"), SOURCE_DATE_EPOCH="")

    assert done.returncode == 0, done.stdout + done.stderr
    # Nor does it ask the clock.
    assert json.loads((portal / "site" / "build.json").read_text())["built"] == "2021-02-03"


def test_the_time_of_a_build_can_be_given(portal: Path) -> None:
    assert _build(portal, SOURCE_DATE_EPOCH="86400").returncode == 0
    assert json.loads((portal / "site" / "build.json").read_text())["built"] == "1970-01-02"


def test_a_page_lies_where_it_lies_whatever_language_is_named_first(portal: Path) -> None:
    files = []
    for languages in ("id,en", "en,id"):
        done = _build(portal, "--lang", languages)
        assert done.returncode == 0, done.stdout + done.stderr
        files.append(_state(portal / "site").keys())

    assert files[0] == files[1]


def test_the_guard_against_the_network_is_alive(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    attempt = "import socket; socket.create_connection(('127.0.0.1', 9))"

    done = subprocess.run(
        [sys.executable, "-c", attempt],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
    )

    assert "the build asked the network" in done.stderr


def test_a_package_cannot_name_a_file_outside_its_folder(portal: Path) -> None:
    (portal / "secret.csv").write_text("a\ncanary-4711\n", encoding="utf-8")
    descriptor = portal / "datasets" / "angka" / "datapackage.json"
    told = json.loads(descriptor.read_text())
    told["resources"][0]["path"] = "../../secret.csv"
    descriptor.write_text(json.dumps(told))

    done = _build(portal)

    assert done.returncode == 1
    assert "canary-4711" not in done.stdout + done.stderr
    assert not (portal / "site").exists()
