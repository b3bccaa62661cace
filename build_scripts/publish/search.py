"""The search index: Pagefind over the text of the pages, because it can stem Indonesian.

It is given the articles without tables and pictures, which take most of its time and would bury what a page is about.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from build_scripts.catalog import File
from build_scripts.errors import ToolError
from build_scripts.publish.tree import write_tree

FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
# The ready-made interfaces of Pagefind; the portal has its own.
_UNUSED = (
    "pagefind-ui",
    "pagefind-modular-ui",
    "pagefind-component-ui",
    "pagefind-highlight",
    "pagefind-playground",
    "playground/",
)


class Index:
    """An index in the making, in a process of its own, while other work goes on."""

    def __init__(self, texts: Mapping[str, str], work: Path) -> None:
        """Start; `texts` maps the path of each page on the site to what is searched in it."""
        self._kept = work / FOLDER
        self._key = _key(texts)
        self._folder = Path(tempfile.mkdtemp(prefix="search-", dir=work))
        self._process: subprocess.Popen[bytes] | None = None
        stamp = self._kept / "key"
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == self._key:
            return
        site = work / "searched"
        write_tree(site, (File(path, text.encode()) for path, text in texts.items() if text))
        if any(texts.values()):
            self._process = _started(site, self._folder)

    def files(self) -> tuple[File, ...]:
        """Wait for the index and return its files."""
        if self._process is not None:
            output, _ = self._process.communicate()
            if self._process.returncode:
                raise ToolError("pagefind", output.decode(errors="replace"))
            made = self._folder / "index"
            (made / "key").write_text(self._key, encoding="utf-8")
            shutil.rmtree(self._kept, ignore_errors=True)
            made.rename(self._kept)
        return _files(self._kept) if self._kept.is_dir() else ()

    def close(self) -> None:
        """End the process if it still runs and remove what it needed."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)


def _key(texts: Mapping[str, str]) -> str:
    digest = hashlib.sha256(version("pagefind").encode())
    for path in sorted(texts):
        digest.update(f"\0{path}\0{texts[path]}".encode())
    return digest.hexdigest()


def _started(site: Path, folder: Path) -> subprocess.Popen[bytes]:
    paths = ["--site", str(site.resolve()), "--output-path", str(folder.resolve() / "index")]
    command = [sys.executable, "-m", "pagefind", *paths, "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder)


def _files(folder: Path) -> tuple[File, ...]:
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    named = ((p.relative_to(folder).as_posix(), p) for p in paths)
    kept = ((name, p.read_bytes()) for name, p in named if name != "key" and not name.startswith(_UNUSED))
    return tuple(File(f"{FOLDER}/{name}", _ordered(data) if name == _ENTRY else data) for name, data in kept)


def _ordered(data: bytes) -> bytes:
    # Pagefind writes the languages in an order that differs from run to run.
    return json.dumps(json.loads(data), sort_keys=True, separators=(",", ":")).encode()
