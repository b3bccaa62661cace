"""A case of the corpus: one small package as a builder, and what must be found in it or read from it.

Texts of a case may hold three words that are filled in when it is written: `@NAMA@` is the name of its folder, `@LUAR@` a folder
outside that must never be read, `@PORT@` a port that must never be asked.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import socket
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.package_folder import ROWS, descriptor, resource

HEAD = "area,year,value\n"
ROW = "Contoh Satu,2023,11\n"
SECRET = "KENARI di luar paket"


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link; `hard` makes it a second name of a file beside it."""

    target: str
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """A large file that is written without ever being held in memory: head, then a part again and again, then a tail."""

    part: str | bytes
    times: int
    head: str | bytes = ""
    tail: str | bytes = ""


PIPE, SOCKET, FOLDER = "<pipe>", "<socket>", "<folder>"


@dataclass(frozen=True, slots=True)
class Special:
    """What is no file: a named pipe, a socket, a folder."""

    kind: str


Content = str | bytes | Link | Repeat | Special


@dataclass(frozen=True, slots=True)
class Case:
    """One package.

    `files` stand beside the descriptor `stated` (an object, its text or bytes, or nothing). `found` are the types of all findings, in
    the order of the alphabet; a valid package has none, and `rows` are the cells of its first table. A `heavy` case runs by itself.
    """

    name: str
    stated: object
    files: Mapping[str, Content]
    found: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] | None = None
    only_warnings: bool = False
    heavy: bool = False
    others: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The name of the folder, which is also the name of the package."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


def bad(name: str, stated: object, files: Mapping[str, Content], found: str, **more: Any) -> Case:
    """Return a hostile case; `found` are the types of findings between blanks."""
    return Case(name, stated, files, tuple(sorted(found.split())), **more)


def good(name: str, stated: object, files: Mapping[str, Content], rows: list[Any], **more: Any) -> Case:
    """Return a tricky but valid case; a row may be one text where the table has one column."""
    others = {k: _rows(v) for k, v in more.pop("others", {}).items()}
    return Case(name, stated, files, rows=_rows(rows), others=others, **more)


def _rows(rows: list[Any]) -> tuple[tuple[str, ...], ...]:
    return tuple((row,) if isinstance(row, str) else tuple(row) for row in rows)


def one(type: str = "string", name: str = "c", **properties: Any) -> dict[str, Any]:
    """Return the descriptor of a table with one field; `_dialect` and the like are properties of the resource."""
    own = {k[1:]: v for k, v in properties.items() if k.startswith("_")}
    stated = {k: v for k, v in properties.items() if not k.startswith("_")}
    return descriptor(resource(schema={"fields": [{"name": name, "type": type, **stated}]}, **own))


def table(**properties: Any) -> dict[str, Any]:
    """Return the descriptor of the usual table with other properties of its resource."""
    return descriptor(resource(**properties))


def csv_of(text: str | bytes) -> dict[str, Content]:
    """Return the one file `table.csv`."""
    return {"table.csv": text}


def rows_of(text: str | bytes) -> dict[str, Content]:
    """Return `table.csv` with the usual header before its rows."""
    return {"table.csv": HEAD + text if isinstance(text, str) else HEAD.encode() + text}


def cell(text: str) -> dict[str, Content]:
    """Return `table.csv` of one column with one cell."""
    return {"table.csv": f"c\n{text}\n"}


def zipped(name: str, text: str) -> bytes:
    """Return a ZIP archive with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def packed(text: str | bytes) -> bytes:
    """Return bytes compressed by gzip, the same each time."""
    return gzip.compress(text.encode() if isinstance(text, str) else text, mtime=0)


def write_case(case: Case, datasets: Path, fill: Mapping[str, str]) -> Path:
    """Write a case as a package of its own below a folder and return it."""
    folder = datasets / case.slug
    folder.mkdir(parents=True)
    words = {"@NAMA@": case.slug, **fill}
    stated = case.stated
    if isinstance(stated, dict):
        named = {"name": case.slug} if stated.get("name") == "contoh" else {}
        stated = json.dumps({**stated, **named}, ensure_ascii=False)
    files = dict(case.files) if stated is None else {"datapackage.json": stated, **case.files}
    for name, content in files.items():
        _put(folder / name, content, lambda text: _filled(text, words))  # type: ignore[arg-type]
    return folder


def _filled(text: str, words: Mapping[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def _put(path: Path, content: Content, filled: Callable[[str], str]) -> None:
    # One by one: a folder a thousand deep is made without recursion.
    for above in reversed(path.parents):
        above.mkdir(exist_ok=True)
    match content:
        case Link(target, hard=True):
            os.link(path.parent / target, path)
        case Link(target):
            path.symlink_to(filled(target))
        case Special(kind):
            _special(path, kind)
        case Repeat(part, times, head, tail):
            _repeated(path, _bytes(part), times, _bytes(head), _bytes(tail))
        case str():
            path.write_bytes(filled(content).encode("utf-8", "surrogatepass"))
        case bytes():
            path.write_bytes(content)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _repeated(path: Path, part: bytes, times: int, head: bytes, tail: bytes) -> None:
    block = max(1, (1 << 20) // max(1, len(part)))
    with path.open("wb") as stream:
        stream.write(head)
        for start in range(0, times, block):
            stream.write(part * min(block, times - start))
        stream.write(tail)


def _special(path: Path, kind: str) -> None:
    if kind == PIPE:
        os.mkfifo(path)
    elif kind == SOCKET:
        # The path of a socket may be no longer than some 100 bytes, so it is bound from inside its folder.
        here = os.getcwd()  # noqa: PTH109
        os.chdir(path.parent)
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
        os.chdir(here)
    else:
        path.mkdir()


__all__ = ["HEAD", "ROW", "ROWS", "SECRET", "Case", "Link", "Repeat", "Special"]
