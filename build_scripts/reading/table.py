"""A table's bytes as rows of text, by the stated encoding and dialect, with the line on which each row starts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest

from build_scripts.package import Row
from build_scripts.reading.header import Columns, columns
from build_scripts.reading.layout import Layout
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.reading.syntax import undecodable
from build_scripts.report import Finding, bounded

# Number of the row in the file, first line, cells.
Record = tuple[int, int, list[str]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, one text per field of `names`, and their lines; `readable` is false where the file is not such a table.

    `names` are the fields that have a column in the file, in the order of the schema; empty, all have one.
    """

    rows: Sequence[Row] = ()
    lines: Sequence[int] = ()
    readable: bool = True
    names: tuple[str, ...] = ()


def read_table(
    data: bytes, names: tuple[str, ...], layout: Layout, path: str, limits: Limits = LIMITS
) -> tuple[Rows, tuple[Finding, ...]]:
    """Read a table whose columns must be `names`, in that order or as `layout.match` lets them differ.

    A row of another length is told and cut or filled up, so that what depends on its first cells can still be checked;
    a blank row is told and left out. Where the text or its header cannot be read there are no rows.
    """
    if not data:
        return Rows(readable=False), (Finding("empty-file", path),)
    try:
        text = data.decode(layout.encoding)
    except UnicodeDecodeError as error:
        return Rows(readable=False), (undecodable(data, path, layout.encoding.removesuffix("-sig"), error),)
    if _surely_too_long(text, layout, limits):
        return Rows(readable=False), (_too_long(path, limits),)
    broken: list[Finding] = []
    records = _records(text, layout, path, limits, broken)
    head = _head(records, layout) if layout.header else None
    found, odd = _columns(head, names, layout, path, limits)
    if broken or odd:
        return Rows(readable=False), tuple(broken) or odd
    rows, told = _rows(records, found, path, limits)
    if broken:
        return Rows(readable=False), (*broken, *told)
    if told and told[-1].type == "missing-cell" and told[-1].line == rows.lines[-1]:
        told[-1] = _cut_off(told[-1], text)
    return rows, tuple(told)


def _columns(
    head: tuple[int, list[str]] | None, names: tuple[str, ...], layout: Layout, path: str, limits: Limits
) -> tuple[Columns, tuple[Finding, ...]]:
    """Return which columns hold the fields by the header, where there is one, and what is wrong with it."""
    if head is None:
        return Columns(names, tuple(range(len(names))), names), ()
    line, labels = head
    if len(labels) > limits.fields:
        facts = {"variant": "fields", "limit": str(limits.fields), "actual": str(len(labels))}
        return Columns((), (), ()), (Finding("limit-exceeded", path, line, facts=facts),)
    return columns(labels, line, names, layout, path)


def _rows(records: Iterator[Record], found: Columns, path: str, limits: Limits) -> tuple[Rows, list[Finding]]:
    """Return the rows of a table, none where there are too many, and what is wrong with them."""
    rows: list[Row] = []
    lines: list[int] = []
    told = list(bounded(_body(records, found, (rows, lines), path, limits.rows)))
    if len(rows) > limits.rows:
        return Rows(readable=False), [*told, _too_long(path, limits)]
    return Rows(tuple(rows), tuple(lines), names=found.names), told


def head_lines(text: str, layout: Layout, limits: Limits) -> tuple[list[str], int]:
    """Return the labels of a text and the number of lines up to the first row of data."""
    records = _records(text, layout, "", limits, [])
    labels = _head(records, layout)[1]
    following = next(records, None)
    return labels, following[1] - 1 if following else len(StringIO(text, newline="").readlines())


def _body(
    records: Iterator[Record], found: Columns, into: tuple[list[Row], list[int]], path: str, most: int
) -> Iterator[Finding]:
    """Fill rows and lines from the records, of rows one more than is allowed, and yield what is wrong with them."""
    rows, lines = into
    width = len(found.labels)
    in_order = found.places == tuple(range(width))
    for _, line, cells in records:
        if not any(cells):
            yield Finding("blank-row", path, line)
            continue
        if len(cells) != width:
            yield _ragged(cells, found.labels, path, line)
        whole = (*cells[:width], *("" for _ in found.labels[len(cells) :]))
        rows.append(whole if in_order else tuple(whole[place] for place in found.places))
        lines.append(line)
        if len(rows) > most:
            return


def _surely_too_long(text: str, layout: Layout, limits: Limits) -> bool:
    """Say whether a text has more lines with cells than rows are allowed, before any row is kept in memory.

    A line end in quotes or behind an escape need not end a row, an empty line is none, and the head is not counted.
    """
    if (
        len(text) <= limits.rows
        or layout.escape
        or layout.comment
        or layout.comment_rows
        or (layout.quote and layout.quote in text)
    ):
        return False
    empty = text.count("\n\n") + text.count("\n\r") + text.count("\r\r")
    rows = max(text.count("\n"), text.count("\r")) - empty - max(layout.header_rows, default=0)
    return rows > limits.rows


def _too_long(path: str, limits: Limits) -> Finding:
    return Finding("limit-exceeded", path, facts={"variant": "rows", "limit": str(limits.rows)})


class _Lines:
    """The lines of a text for the CSV reader, without lines of comment between records; `start` is where the last record began."""

    def __init__(self, text: str, comment: str) -> None:
        self._lines = StringIO(text, newline="")
        self._comment = comment
        self.count = self.start = self.comments = 0
        self.between = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.count += 1
        while self.between and line.startswith(self._comment):
            line = next(self._lines)
            self.count += 1
            self.comments += 1
        if self.between:
            self.start, self.between = self.count, False
        return line


def _records(text: str, layout: Layout, path: str, limits: Limits, findings: list[Finding]) -> Iterator[Record]:
    """Yield number, first line and cells of each record but comments; a fault of syntax is noted and ends the reading."""
    # With newline="" only CR, LF and CRLF end a line, and a quoted one stays in its cell.
    lines = _Lines(text, layout.comment) if layout.comment else StringIO(text, newline="")
    reader = csv.reader(
        lines,
        strict=True,
        delimiter=layout.delimiter,
        quotechar=layout.quote or None,
        quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
        escapechar=layout.escape or None,
        doublequote=layout.double_quote,
        skipinitialspace=layout.skip_initial_space,
    )
    former = csv.field_size_limit(limits.cell_characters)
    line = 1
    try:
        for number, cells in enumerate(reader, start=1):
            comments = 0
            if isinstance(lines, _Lines):
                line, comments, lines.between = lines.start, lines.comments, True
            if number + comments not in layout.comment_rows:
                yield number + comments, line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        findings.append(_syntax(str(error), path, lines.start if isinstance(lines, _Lines) else line, limits))
    finally:
        csv.field_size_limit(former)


def _head(records: Iterator[Record], layout: Layout) -> tuple[int, list[str]]:
    """Take the header off the records: its first line, and its labels, which several rows may make up together."""
    if layout.header_rows == (1,):
        _, line, labels = next(records, (1, 1, []))
        return line, labels
    rows: list[tuple[int, list[str]]] = []
    for number, line, cells in records:
        if number in layout.header_rows:
            rows.append((line, cells))
        if number >= max(layout.header_rows):
            break
    columns = zip_longest(*(cells for _, cells in rows), fillvalue="")
    return rows[0][0] if rows else 1, [_joined(column, layout.header_join) for column in columns]


def _joined(column: tuple[str, ...], sign: str) -> str:
    """Return one label of several; what a merged cell leaves empty or repeats is not said again."""
    said = [label for above, label in zip(("", *column), column, strict=False) if label and label != above]
    return sign.join(said)


def _syntax(message: str, path: str, line: int, limits: Limits) -> Finding:
    if "field larger" in message:
        return Finding("limit-exceeded", path, line, facts={"variant": "cell", "limit": str(limits.cell_characters)})
    if "unexpected end" in message:
        return Finding("csv-syntax", path, line, facts={"variant": "unclosed"})
    return Finding("csv-syntax", path, line, facts={"variant": "stray"} if "expected after" in message else {})


def _ragged(cells: list[str], labels: tuple[str, ...], path: str, line: int) -> Finding:
    facts = {"expected": str(len(labels)), "actual": str(len(cells))}
    if len(cells) > len(labels):
        return Finding("extra-cell", path, line, "", cells[len(labels)], facts)
    return Finding("missing-cell", path, line, labels[len(cells)], "", facts)


def _cut_off(finding: Finding, text: str) -> Finding:
    """Return what a last row that lacks cells says where it lacks its line feed too: the file is not whole."""
    if text.endswith(("\n", "\r")):
        return finding
    return Finding("cut-off", finding.path, finding.line, facts={**finding.facts, "variant": "row"})
