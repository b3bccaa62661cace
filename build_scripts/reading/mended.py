"""A large table of which some rows are blank, too long or too short: those are told, and mended as the strict reader does it.

The rest can then be read as whole columns. Only text without quotes is looked at, where each line is a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_scripts.package import Row
from build_scripts.reading.layout import Layout
from build_scripts.reading.limits import Limits
from build_scripts.reading.table import read_table
from build_scripts.report import Finding

# Where many rows are odd, mending costs more than reading row by row: more than one in so many, and more than so many at all.
_FEW = 10


@dataclass(frozen=True, slots=True)
class Mended:
    """The text of a table without its odd rows, the line in the file of each of its rows, and what is wrong with the odd ones."""

    body: bytes
    lines: Sequence[int]
    findings: tuple[Finding, ...]


def mended(body: bytes, names: tuple[str, ...], layout: Layout, path: str, limits: Limits) -> Mended | None:
    """Return a table of which each row has as many cells as there are names, or nothing where this is not simply done.

    The header has been looked at, and there are no lone carriage returns.
    """
    import numpy as np

    if layout.quote and layout.quote.encode() in body:
        return None
    text = np.frombuffer(body, np.uint8)
    ends = np.flatnonzero(text == ord("\n"))
    if not body.endswith(b"\n"):
        ends = np.append(ends, len(body))
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))
    signs = np.diff(np.searchsorted(np.flatnonzero(text == ord(layout.delimiter)), ends), prepend=0)
    size = ends - starts
    returns = (size > 0) & (text[ends - 1] == ord("\r"))
    blank = size - returns == signs
    odd = blank | (signs != len(names) - 1)
    odd[: int(layout.header)] = False
    where = np.flatnonzero(odd)
    if not len(where) or len(where) > max(_FEW, len(ends) // _FEW):
        return None
    pieces = [(int(starts[n]), int(ends[n]) + 1) for n in where]
    head = body[: int(ends[0]) + 1] if layout.header else b""
    table, found = read_table(head + b"".join(body[a:b] for a, b in pieces), names, layout, path, limits)
    if not table.readable:
        return None
    before = 1 + layout.header
    rows = {int(where[line - before]): row for line, row in zip(table.lines, table.rows, strict=True)}
    # What is told of the whole file has no line.
    findings = tuple(replace(f, line=int(where[f.line - before]) + 1) if f.line else f for f in found)
    whole = _put(body, pieces, [rows.get(int(n)) for n in where], layout)
    return Mended(whole, tuple((np.flatnonzero(~blank) + 1)[int(layout.header) :].tolist()), findings)


def _put(body: bytes, pieces: list[tuple[int, int]], rows: list[Row | None], layout: Layout) -> bytes:
    """Return a text with rows in place of some pieces, or nothing in place of them."""
    kept, last = [], 0
    for (start, end), row in zip(pieces, rows, strict=True):
        kept.append(body[last:start])
        kept.append(f"{layout.delimiter.join(row)}\n".encode() if row else b"")
        last = end
    return b"".join((*kept, body[last:]))
