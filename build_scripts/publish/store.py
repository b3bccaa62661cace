"""Keeps finished pages by the hash of all that they depend on, so that a page is made once as long as nothing in it changes.

One SQLite file: several processes may write to it, a killed one leaves it whole.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path

from build_scripts.publish.links import References

_LEVEL = 1  # pages are written once and read often; the fastest level already takes nine tenths


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page with empty charts, what the search sees of it, and what it refers to."""

    html: str
    search: str
    references: References


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=300)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS page (key TEXT PRIMARY KEY, html BLOB, search BLOB, refers BLOB) WITHOUT ROWID"
    )
    return connection


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode(), _LEVEL)


def _unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode()


def known(path: Path, keys: Iterable[str]) -> frozenset[str]:
    """Return which of the keys are kept."""
    with closing(_open(path)) as connection:
        kept = {row[0] for row in connection.execute("SELECT key FROM page")}
    return frozenset(kept & set(keys))


def read(path: Path, keys: Iterable[str]) -> dict[str, Page]:
    """Return the kept pages by key."""
    wanted = set(keys)
    with closing(_open(path)) as connection:
        rows = connection.execute("SELECT key, html, search, refers FROM page")
        return {key: _page(text, search, refers) for key, text, search, refers in rows if key in wanted}


def _page(text: bytes, search: bytes, refers: bytes) -> Page:
    return Page(
        _unpacked(text), _unpacked(search), References(*(tuple(found) for found in json.loads(_unpacked(refers))))
    )


def write(path: Path, pages: Mapping[str, Page]) -> None:
    """Keep pages by key."""
    rows = [
        (
            key,
            _packed(p.html),
            _packed(p.search),
            _packed(json.dumps(astuple(p.references))),
        )
        for key, p in pages.items()
    ]
    with closing(_open(path)) as connection, connection:
        connection.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)", rows)


def forget(path: Path, keep: Iterable[str]) -> None:
    """Drop every page but those of the given keys."""
    kept = set(keep)
    with closing(_open(path)) as connection, connection:
        gone = [(row[0],) for row in connection.execute("SELECT key FROM page") if row[0] not in kept]
        connection.executemany("DELETE FROM page WHERE key = ?", gone)
