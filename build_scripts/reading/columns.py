"""A table as whole columns: read by Arrow where its bytes mean the same to Arrow as to the strict reader, made into rows when needed.

Arrow reads a hundred times faster than a loop over rows, but differs from the strict reader at quotes inside a cell, blank and ragged
rows, and lone carriage returns. So the bytes are looked at first, and whatever is not plain is left to the strict reader.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

from build_scripts.package import Row
from build_scripts.reading import arrow
from build_scripts.reading.layout import Layout
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.reading.mended import mended
from build_scripts.reading.table import Rows, read_table
from build_scripts.report import Finding

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

# The distinct values of a column: for each cell the number of its text, the texts, and the texts once more for Arrow.
Encoded = tuple["NDArray[np.int32]", list[str], "pa.Array"]
# A number for each row, from 0, and how many there are at most.
Numbers = tuple["NDArray[np.int32] | NDArray[np.int64]", int]
BOM = b"\xef\xbb\xbf"
# Neither so small that the work is lost in blocks, nor so large that two cores wait for each other.
_BLOCK = 1 << 20
_FEW = 10_000
_SPECIAL = frozenset("\0\r\n ")


class Column:
    """The cells of one column: as they lie in the file, and by distinct values where that is asked for."""

    def __init__(self, cells: pa.ChunkedArray) -> None:
        self.cells = cells
        self._found: Encoded | None = None

    def encoded(self) -> Encoded:
        """Return the cells by distinct values; a cached property would keep other columns waiting for its lock."""
        if self._found is None:
            self._found = arrow.encoded(self.cells)
        return self._found

    @property
    def codes(self) -> NDArray[np.int32]:
        """For each row, the place of its cell among the distinct values."""
        return self.encoded()[0]

    @property
    def distinct(self) -> list[str]:
        """The distinct values in the order in which they first appear."""
        return self.encoded()[1]

    def fitting(self, pattern: str) -> Iterable[bool]:
        """Return which of the distinct values a pattern of RE2 is found in."""
        return arrow.fitting(self.encoded()[2], pattern) if self.distinct else ()

    def texts(self) -> list[str]:
        """Return all cells; equal ones are one object."""
        return list(map(self.distinct.__getitem__, self.codes.tolist()))


def encode(columns: Iterable[Column]) -> None:
    """Encode columns, several at a time: Arrow uses one core for a column, and lets others work meanwhile."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(Column.encoded, columns))


class ColumnRows(Sequence[Row]):
    """The rows of columns, made when one is first looked at, and then kept."""

    def __init__(self, columns: tuple[Column, ...], count: int) -> None:
        self.columns = columns
        self._count = count

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(zip(*(column.texts() for column in self.columns), strict=True))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice) and "_rows" not in self.__dict__:
            return self.pick(range(*index.indices(self._count)))
        return self._rows[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._rows == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def pick(self, indexes: Sequence[int]) -> tuple[Row, ...]:
        """Return some rows, without making the others."""
        import numpy as np

        where = np.asarray(indexes, np.int64)
        return tuple(zip(*(_texts(arrow.taken(c.cells, where)) for c in self.columns), strict=True))

    def firsts(self, places: tuple[int, ...]) -> tuple[int, ...]:
        """Return where each distinct combination of the cells of some columns first stands."""
        import numpy as np

        if len(places) == 1:
            _, first = np.unique(self.columns[places[0]].codes, return_index=True)
        else:
            _, first = np.unique(combined([_coded(self.columns[n]) for n in places]), return_index=True)
        return tuple(np.sort(first).tolist())


def _texts(cells: pa.ChunkedArray) -> Sequence[str]:
    """Return the texts of cells, equal ones as one object: of many rows most texts stand in several."""
    return Column(cells).texts() if len(cells) > _FEW else cells.to_pylist()


def _coded(column: Column) -> Numbers:
    return column.codes, len(column.distinct)


def combined(keys: list[Numbers]) -> NDArray[np.int64]:
    """Return one number for each row by which rows are equal that have equal numbers in all keys.

    A key is numbers from 0, and how many there are at most.
    """
    import numpy as np

    whole, size = keys[0][0].astype(np.int64), keys[0][1]
    for codes, count in keys[1:]:
        if size * count >= 1 << 62:
            whole = np.unique(whole, return_inverse=True)[1].astype(np.int64)
            size = len(whole)
        whole, size = whole * np.int64(count), size * count
        whole += codes
    return whole.astype(np.int64, copy=False)


def from_rows(rows: Sequence[Row], width: int) -> tuple[Column, ...]:
    """Return the columns of rows that were read one by one."""
    cells = zip(*rows, strict=True) if rows else iter([()] * width)
    return tuple(Column(arrow.strings(column)) for column in cells)


@dataclass(frozen=True, slots=True)
class _Quotes:
    """Where rows start among quoted cells: whether lines end inside of cells, and the offsets of the rows if so."""

    multiline: bool
    lines: Sequence[int]


def read_columns(
    data: bytes, names: tuple[str, ...], layout: Layout, path: str, limits: Limits
) -> tuple[Rows, tuple[Finding, ...]] | None:
    """Return the rows of a table and what is wrong with them, or nothing where it is to be read by the strict reader."""
    body = _plain_body(data, names, layout, path, limits)
    if body is None:
        return None
    if found := _whole(body, names, layout, limits):
        return Rows(*found, names=names), ()
    mend = mended(body, names, layout, path, limits)
    if mend and (found := _whole(mend.body, names, layout, limits)):
        return Rows(found[0], mend.lines, names=names), mend.findings
    return None


def _whole(
    body: bytes, names: tuple[str, ...], layout: Layout, limits: Limits
) -> tuple[ColumnRows, Sequence[int]] | None:
    """Return the rows and lines of a text of which every row is as long as the header, or nothing."""
    lines: Sequence[int] = ()
    multiline = False
    ends = body.count(b"\n")
    if layout.quote and layout.quote.encode() in body:
        quotes = _quotes(body, layout)
        if quotes is None:
            return None
        multiline, lines = quotes.multiline, quotes.lines
    expected = len(lines) if multiline else ends + (not body.endswith(b"\n")) - layout.header
    if not 0 < expected <= limits.rows:
        return None
    table = _parse(body, names, layout, multiline=multiline)
    if table is None or table.num_rows != expected or _blank(table):
        return None
    if _longest(table, limits.cell_characters) > limits.cell_characters:
        return None
    columns = tuple(Column(table.column(n)) for n in range(len(names)))
    first = 1 + layout.header
    return ColumnRows(columns, expected), lines if multiline else range(first, first + expected)


def read_rows(
    data: bytes, names: tuple[str, ...], layout: Layout, path: str, limits: Limits = LIMITS
) -> tuple[Rows, tuple[Finding, ...]]:
    """Read a table by `read_table`, or as columns where it is large and its form is plain: the same rows, lines and findings."""
    found = read_columns(data, names, layout, path, limits) if len(data) >= limits.columns_from else None
    return read_table(data, names, layout, path, limits) if found is None else found


def _plain_body(data: bytes, names: tuple[str, ...], layout: Layout, path: str, limits: Limits) -> bytes | None:
    """Return the bytes without their mark of order, where nothing but quotes can keep Arrow from reading them rightly."""
    if not _plain_layout(layout) or (layout.encoding != "utf-8-sig" and not data.isascii()):
        return None
    body = data[len(BOM) :] if data.startswith(BOM) else data
    # Arrow would take a second mark for one of order, too.
    if not body or body[:1] in b"\r\n" or body.startswith(BOM) or any(holds for holds in _obstacles(body, layout)):
        return None
    if not layout.header:
        return body
    head = body[: body.find(b"\n") + 1]
    read, found = read_table(head, names, layout, path, limits) if head else (Rows(readable=False), ())
    return None if found or not read.readable else body


def _plain_layout(layout: Layout) -> bool:
    signs = [sign for sign in (layout.delimiter, layout.quote) if sign]
    return (
        layout.encoding in ("utf-8-sig", "utf-8", "ascii")
        and all(sign.isascii() and sign not in _SPECIAL for sign in signs)
        and (layout.plain or not layout.header)
        and not (layout.comment or layout.comment_rows or layout.gzip)
    )


def _obstacles(body: bytes, layout: Layout) -> Iterator[bool]:
    """Yield whether there is what Arrow reads otherwise: lone carriage returns, escapes, blanks to skip, quotes that do not double."""
    yield b"\0" in body
    yield b"\r" in body and body.count(b"\r") != body.count(b"\r\n")
    yield bool(layout.escape) and layout.escape.encode() in body
    yield bool(layout.quote) and not layout.double_quote and layout.quote.encode() in body
    if layout.skip_initial_space:
        yield body.startswith(b" ") or b"\n " in body or f"{layout.delimiter} ".encode() in body


def _parse(body: bytes, names: tuple[str, ...], layout: Layout, *, multiline: bool) -> pa.Table | None:
    import pyarrow as pa
    from pyarrow import csv

    # Arrow takes names that are alike for one; places never are.
    places = [str(n) for n in range(len(names))]
    try:
        return csv.read_csv(
            pa.BufferReader(body),
            read_options=csv.ReadOptions(column_names=places, skip_rows=int(layout.header), block_size=_BLOCK),
            parse_options=csv.ParseOptions(
                delimiter=layout.delimiter,
                quote_char=layout.quote or False,
                double_quote=layout.double_quote,
                newlines_in_values=multiline,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(places, pa.string()), strings_can_be_null=False, check_utf8=True
            ),
            # Memory is taken once and kept: the pool of the system is then quicker than one that returns it.
            memory_pool=pa.system_memory_pool(),
        )
    except pa.ArrowInvalid:
        return None


def _quotes(body: bytes, layout: Layout) -> _Quotes | None:
    """Return what quotes do to lines, or nothing where one of them stands anywhere but around a cell or doubled within."""
    import numpy as np

    text = np.frombuffer(body, np.uint8)
    places = np.flatnonzero(text == ord(layout.quote))
    if len(places) % 2:
        return None
    opens, closes = places[0::2], places[1::2]
    after = np.full(256, fill_value=False)
    after[[ord(layout.delimiter), 10, 13, ord(layout.quote)]] = True
    before = after.copy()
    before[13] = False
    padded = np.concatenate((np.array([10], np.uint8), text, np.array([10], np.uint8)))
    if not (before[padded[opens]].all() and after[padded[closes + 2]].all()):
        return None
    # A quote in front of an opening one, or behind a closing one, is right only where the two are one doubled quote.
    doubled_open = padded[opens] == ord(layout.quote)
    doubled_close = padded[closes + 2] == ord(layout.quote)
    if doubled_open[0] or doubled_close[-1] or (doubled_open[1:] != doubled_close[:-1]).any():
        return None
    ends = np.flatnonzero(text == 10)
    inside = np.searchsorted(places, ends) % 2 == 1
    if not inside.any():
        return _Quotes(multiline=False, lines=())
    # A row starts behind each line end outside of quotes; its line is one more than all line ends before it.
    outside = np.flatnonzero(~inside)
    starts = np.concatenate((np.array([0]), outside + 1)) + 1
    if body.endswith(b"\n"):
        starts = starts[:-1]
    return _Quotes(multiline=True, lines=tuple(starts[int(layout.header) :].tolist()))


def _blank(table: pa.Table) -> bool:
    """Say whether a row has nothing in any of its cells."""
    import numpy as np

    for batch in table.to_batches():
        empty: NDArray[np.bool_] | None = None
        for column in batch.columns:
            here = np.diff(arrow.offsets(column)) == 0
            empty = here if empty is None else empty & here
            if not empty.any():
                break
        if empty is not None and empty.any():
            return True
    return False


def _longest(table: pa.Table, limit: int) -> int:
    """Return how many bytes the longest cell has, or at most the limit where none can have more."""
    import numpy as np

    chunks = [arrow.offsets(c) for column in table.columns for c in column.chunks if len(c)]
    return max((int(np.diff(at).max()) for at in chunks if at[-1] - at[0] > limit), default=0)
