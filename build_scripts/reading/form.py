"""The forms in which a table may be kept: compressed, in several files, or in the descriptor itself; each becomes one text of CSV.

Everything behind reads and publishes that one text and knows nothing of the form.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from itertools import zip_longest

from build_scripts.package import Part
from build_scripts.reading.layout import Layout
from build_scripts.reading.limits import Limits
from build_scripts.reading.syntax import Literal, undecodable
from build_scripts.reading.table import head_lines
from build_scripts.report import Finding

GZIP = b"\x1f\x8b"
_SLICE = 1 << 16
_CHUNK = 1 << 20


def unpacked(data: bytes, path: str, limits: Limits, most: int) -> bytes | Finding:
    """Return what a gzip file holds, at most `most` bytes, or the finding that says why it is not read.

    It is gone through once to count its bytes, keeping none: what swells beyond the limit never stands in memory.
    """
    if not data.startswith(GZIP):
        return Finding("wrong-kind", path, facts={"variant": "no-gzip"})
    try:
        size = 0
        for piece in _inflated(data, limits):
            size += len(piece)
            if size > most:
                return Finding(
                    "limit-exceeded", path, facts={"variant": "unpacked", "limit": str(limits.resource_bytes)}
                )
        return b"".join(_inflated(data, limits))
    except EOFError:
        return Finding("cut-off", path, facts={"variant": "gzip"})
    except OverflowError:
        return Finding("limit-exceeded", path, facts={"variant": "members", "limit": str(limits.gzip_members)})
    except zlib.error:
        return Finding("wrong-kind", path, facts={"variant": "damaged-gzip"})


def _inflated(data: bytes, limits: Limits) -> Iterator[bytes]:
    """Yield the content of every member of a gzip file, in pieces; EOFError where it ends too soon, OverflowError for too many."""
    view, at = memoryview(data), 0
    for _ in range(limits.gzip_members):
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            if at >= len(view):
                raise EOFError
            pending = bytes(view[at : at + _SLICE])
            at += len(pending)
            yield from _pieces(member, pending)
        at -= len(member.unused_data)
        # Zeros may fill up the last block of a tape.
        if not bytes(view[at:]).strip(b"\0"):
            return
    raise OverflowError


def _pieces(member: zlib._Decompress, pending: bytes) -> Iterator[bytes]:
    while True:
        piece = member.decompress(pending, _CHUNK)
        yield piece
        pending = member.unconsumed_tail
        if member.eof or (not pending and len(piece) < _CHUNK):
            return


def joined(
    pieces: Sequence[tuple[str, bytes]], layout: Layout, limits: Limits
) -> tuple[bytes, tuple[Part, ...], Finding | None]:
    """Return several files as one table in the same encoding, and which lines are whose; a header said again is left out.

    Each of `pieces` is a path and its bytes.
    """
    texts: list[str] = []
    parts: list[Part] = []
    first: list[str] = []
    line = 1
    for number, (path, data) in enumerate(pieces):
        try:
            text = data.decode(layout.encoding)
        except UnicodeDecodeError as error:
            return b"", (), undecodable(data, path, layout.encoding.removesuffix("-sig"), error)
        begin = 1
        if layout.header:
            labels, head = head_lines(text, layout, limits)
            first = first or labels
            if number and labels == first:
                text, begin = _without(text, head), head + 1
        if number < len(pieces) - 1 and text and not text.endswith(("\n", "\r")):
            text += "\n"
        texts.append(text)
        parts.append(Part(path, line, begin))
        line += _count(text)
    return "".join(texts).encode(layout.encoding.removesuffix("-sig")), tuple(parts), None


def _without(text: str, lines: int) -> str:
    stream = StringIO(text, newline="")
    for _ in range(lines):
        stream.readline()
    return stream.read()


def _count(text: str) -> int:
    return sum(1 for _ in StringIO(text, newline=""))


def inline_fault(value: object, limits: Limits) -> str:
    """Say what is wrong with rows that stand in a descriptor: `rows` (neither text nor lists nor objects), `limit`, or nothing."""
    if isinstance(value, str):
        return ""
    if not isinstance(value, list) or not (_all(value, list) or _all(value, dict)):
        return "rows"
    return "limit" if len(value) > limits.inline_rows else ""


def _all(rows: list[object], kind: type) -> bool:
    return all(isinstance(row, kind) for row in rows)


def written(value: object, names: tuple[str, ...], missing: Mapping[str, str], *, header: bool) -> bytes:
    """Write rows that stand in a descriptor as CSV with a header: lists (the first is it, with `header`), objects, or CSV as it is.

    `missing` has the text that stands for no value in each field; null is written as that.
    """
    if isinstance(value, str):
        return value.encode()
    rows = value if isinstance(value, list) else []
    # A cell with a carriage return is quoted only where that is part of the end of a line.
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    labels: Sequence[object] = names
    if rows and isinstance(rows[0], dict):
        labels = _labels(rows, names)
        rows = [[row.get(label) for label in labels] for row in rows]
    elif rows and header:
        labels, *rows = rows
    nulls = [missing.get(label, "") if isinstance(label, str) else "" for label in labels]
    writer.writerow([_cell(label, "") for label in labels])
    writer.writerows([_cell(cell, null) for cell, null in zip_longest(row, nulls[: len(row)])] for row in rows)
    return buffer.getvalue().encode()


def _labels(rows: list[Mapping[str, object]], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels of objects: the fields, where no object has anything else; otherwise whatever they have, as it comes."""
    said = dict.fromkeys(key for row in rows for key in row)
    return names if said.keys() <= set(names) else tuple(said)


def _cell(value: object, missing: str | None) -> str:
    if value is None:
        return missing or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Literal):
        return value.literal
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
