"""A table as it is written: finds a row in the text of a file and puts another text into one of its cells.

Beside what `table` reads, this knows where each cell begins and ends, quotes included; all else stays byte for byte.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import TYPE_CHECKING

from build_scripts.package import Resource
from build_scripts.reading.layout import Layout
from build_scripts.reading.limits import LIMITS
from build_scripts.reading.table import head_lines
from build_scripts.report import Finding

if TYPE_CHECKING:
    from _csv import Reader as _Reader

LINE_END = re.compile(r"\r\n|\r|\n")
_BOMS = {"utf-8-sig": (b"\xef\xbb\xbf", "utf-8"), "utf-16": (b"\xff\xfe", "utf-16-le")}


@dataclass(frozen=True, slots=True)
class Change:
    """A cell before and after; `line` is the first line of its row."""

    line: int
    field: str
    old: str
    new: str


class DoubtError(ValueError):
    """A repair that only a person can make."""


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a file with where its lines start, and how to read one of its rows."""

    mark: bytes
    text: str
    encoding: str
    layout: Layout
    labels: tuple[str, ...]
    starts: tuple[int, ...]
    numeric: frozenset[str]

    @classmethod
    def of(cls, resource: Resource, layout: Layout) -> Written:
        """Decode a table, if it can be encoded again to the very same bytes, and its rows can be taken apart again."""
        if layout.escape or not layout.double_quote:
            raise DoubtError
        mark, encoding = _BOMS.get(layout.encoding, (b"", layout.encoding))
        mark = mark if resource.data.startswith(mark) else b""
        try:
            text = resource.data[len(mark) :].decode(encoding)
            same = text.encode(encoding) == resource.data[len(mark) :]
        except UnicodeError as error:
            raise DoubtError from error
        # Without its mark, the order of the bytes of UTF-16 is anyone's guess.
        same = same and bool(mark or layout.encoding != "utf-16")
        labels = head_lines(text, layout, LIMITS)[0] if layout.header else [f.name for f in resource.fields]
        if not same:
            raise DoubtError
        starts = (0, *(m.end() for m in LINE_END.finditer(text)))
        numeric = frozenset(f.name for f in resource.fields if f.type in ("integer", "number"))
        return cls(mark, text, encoding, layout, tuple(labels), starts, numeric)

    def row(self, line: int) -> tuple[int, str]:
        """Return where the row that starts on a line begins in the text, and the row without its last line end."""
        if not 1 <= line <= len(self.starts):
            raise DoubtError
        start = self.starts[line - 1]
        count = self._lines_of_row(line)
        end = self.starts[line - 1 + count] if line - 1 + count < len(self.starts) else len(self.text)
        return start, self.text[start:end].removesuffix("\n").removesuffix("\r")

    def _line(self, number: int) -> str:
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end]

    def _lines_of_row(self, line: int) -> int:
        reader = self._reader(self._line(number) for number in range(line - 1, len(self.starts)))
        try:
            next(reader, None)
        except csv.Error as error:
            raise DoubtError from error
        return reader.line_num

    def _reader(self, lines: Iterable[str]) -> _Reader:
        return csv.reader(
            lines,
            strict=True,
            delimiter=self.layout.delimiter,
            quotechar=self.layout.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.layout.quote else csv.QUOTE_NONE,
            skipinitialspace=self.layout.skip_initial_space,
        )

    def _cells(self, row: str) -> list[str]:
        bounds = (0, *(m.end() for m in LINE_END.finditer(row)), len(row))
        lines = [row[start:end] for start, end in pairwise(bounds) if start < end]
        try:
            found = list(self._reader(lines))
        except csv.Error:
            return []
        return found[0] if len(found) == 1 else []

    def rewritten(self, row: str, findings: list[Finding]) -> tuple[str, list[Change], list[Finding]]:
        """Return a row with its repairs, the changes, and the findings that could not be repaired in it."""
        by_field: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_field[finding.field].append(finding)
        changes: list[Change] = []
        left: list[Finding] = []
        for name, of_cell in by_field.items():
            rewritten = self._with_repair(row, name, of_cell)
            if rewritten is None:
                left.extend(of_cell)
                continue
            first = of_cell[0]
            changes.append(Change(first.line, name, first.value, first.repair.text if first.repair else ""))
            row = rewritten
        return row, changes, left

    def _with_repair(self, row: str, name: str, findings: list[Finding]) -> str | None:
        """Return a row with one cell repaired, or nothing where the findings do not agree with the row or with one another."""
        cells, spans = self._cells(row), tuple(self._spans(row))
        texts = {f.repair.text for f in findings if f.repair}
        if (
            len(cells) != len(spans)
            or len(cells) != len(self.labels)
            or self.labels.count(name) != 1
            or len(texts) != 1
        ):
            return None
        number, (text,) = self.labels.index(name), texts
        if any(f.value != cells[number] for f in findings) or (name in self.numeric and _moves(cells[number], text)):
            return None
        start, end = spans[number]
        candidate = row[:start] + self._written(text, row[start:end]) + row[end:]
        # Whatever was thought above: read again, the row must say the same but for this one cell.
        fits = self._cells(candidate) == [*cells[:number], text, *cells[number + 1 :]] and self._encodable(text)
        return candidate if fits else None

    def _spans(self, row: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of each cell in a row as it is written, quotes included."""
        quote, position = self.layout.quote, 0
        while True:
            while self.layout.skip_initial_space and row[position : position + 1] == " ":
                position += 1
            start = position
            if quote and row[position : position + 1] == quote:
                position = _closed(row, quote, position)
            else:
                found = row.find(self.layout.delimiter, position)
                position = found if found >= 0 else len(row)
            yield start, position
            if position >= len(row):
                return
            position += 1

    def _written(self, text: str, former: str) -> str:
        """Write a cell with quotes where it had them or needs them."""
        quote = self.layout.quote
        special = {self.layout.delimiter, quote, "\r", "\n"} - {""}
        if quote and (former.startswith(quote) or any(sign in text for sign in special) or text != text.strip()):
            return quote + text.replace(quote, quote * 2) + quote
        return text

    def _encodable(self, text: str) -> bool:
        try:
            return text.encode(self.encoding).decode(self.encoding) == text
        except UnicodeError:
            return False


def _moves(old: str, new: str) -> bool:
    """Say whether a repair would put another figure in place of one: a safeguard, whoever called the repair certain."""
    try:
        return Decimal(old) != Decimal(new)
    except InvalidOperation:
        return False


def _closed(row: str, quote: str, position: int) -> int:
    """Return the place after the quote that closes the cell which begins at a place."""
    end = row.find(quote, position + 1)
    while end >= 0 and row[end + 1 : end + 2] == quote:
        end = row.find(quote, end + 2)
    return end + 1 if end >= 0 else len(row)
