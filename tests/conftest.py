"""What several tests need: the built portal, a server for it, and a real Chromium."""

from __future__ import annotations

import fcntl
import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASE_URL = "https://portal.example/cakupan/"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files of the golden portals")
    parser.addoption("--site", help="use this built site for the tests that read one, instead of building it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that reads the built portal: they share one build."""
    for item in items:
        if {"site", "built"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("site")


@dataclass(frozen=True)
class Built:
    """A finished build: where the site lies and what the command printed."""

    site: Path
    stdout: str
    stderr: str


def build_portal(folder: Path, *arguments: str, **environment: str) -> Built:
    """Run `portal build` as a process of its own, with nothing left over from an earlier build."""
    site = folder / "site"
    command = [
        sys.executable,
        "-m",
        "build_scripts",
        "build",
        "--out",
        str(site),
        "--cache",
        str(folder / "cache"),
        *arguments,
    ]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return Built(site, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The whole real portal, built cold, once for all processes of a run: the first builds, the others wait for it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "portal"
    folder.mkdir(exist_ok=True)
    printed = folder / "printed.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            done = build_portal(folder, "--base-url", BASE_URL, PYTHONHASHSEED="1", TZ="UTC")
            printed.write_text(json.dumps([done.stdout, done.stderr]), encoding="utf-8")
        return Built(folder / "site", *json.loads(printed.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Path:
    """The folder of the built real portal."""
    given = request.config.getoption("--site")
    return Path(given).resolve() if given else request.getfixturevalue("built").site


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its result."""

    def translate_path(self, path: str) -> str:
        """Find a file under the path of the portal's address as well: the page for missing addresses names all by that."""
        return super().translate_path("/" + path.removeprefix(urlsplit(BASE_URL).path))


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback, at the root and under the path of the portal's address; yield the address of the root."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the built real portal."""
    yield from serve(site)
