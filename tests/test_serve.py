"""The live preview: what is served, and that a saved file shows by itself."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts import serve

from .conftest import ROOT

FIGURES = ROOT / "tests" / "portals" / "figures" / "datasets"


def _fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<body>hello</body>", encoding="utf-8")
    (tmp_path / "data.csv").write_text("a\n1\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def preview(folder: Path) -> Iterator[tuple[str, serve.Version]]:
    server, version = serve.start(folder, 0)
    yield f"http://127.0.0.1:{server.server_address[1]}", version
    server.shutdown()
    server.server_close()


def test_a_page_is_served_with_the_reload_script_and_stays_as_it_is_on_disk(
    preview: tuple[str, serve.Version], folder: Path
) -> None:
    address, _ = preview

    assert f'<script src="{serve.SCRIPT_PATH}"></script></body>' in _fetch(f"{address}/")
    assert "EventSource" in _fetch(address + serve.SCRIPT_PATH)
    assert (folder / "index.html").read_text(encoding="utf-8") == "<body>hello</body>"


def test_a_file_that_is_no_page_is_served_as_it_is(preview: tuple[str, serve.Version]) -> None:
    assert _fetch(preview[0] + "/data.csv") == "a\n1\n"


def test_an_open_page_is_told_of_a_new_build(preview: tuple[str, serve.Version]) -> None:
    address, version = preview
    with urllib.request.urlopen(address + serve.EVENTS_PATH, timeout=20) as events:
        version.grow()

        assert events.readline() == b"data: new\n"


def test_a_saved_figure_shows_by_itself(tmp_path: Path) -> None:
    """`portal serve` builds, serves, watches, and builds again when a table is saved."""
    shutil.copytree(FIGURES, tmp_path / "datasets")
    command = [sys.executable, "-m", "build_scripts", "serve", "--port", "0", "--datasets", str(tmp_path / "datasets")]
    command += ["--out", str(tmp_path / "preview"), "--cache", str(tmp_path / "cache")]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert running.stderr is not None
        address = next(m[0] for line in running.stderr if (m := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        page = f"{address}en/area/11-contoh-satu/"
        assert "91.5" in _fetch(page)
        # The watch starts right after the address is told.
        time.sleep(1)
        table = tmp_path / "datasets" / "angka" / "angka.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("91.5", "93.7"), encoding="utf-8")

        until = time.monotonic() + 120
        while "93.7" not in _fetch(page) and time.monotonic() < until:
            time.sleep(0.5)
        assert "93.7" in _fetch(page)
    finally:
        # As a terminal does: the builds and pictures that still run are stopped too.
        os.killpg(running.pid, signal.SIGINT)
        running.communicate(timeout=30)
