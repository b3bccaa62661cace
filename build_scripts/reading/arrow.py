"""The few doors of Arrow that are used here, without those behind which all of pandas, or wrappers of every function, are imported.

`pyarrow.array` asks of everything whether it is a table of pandas, and `pyarrow.compute` writes a wrapper for each of its functions at
import: together that would take longer than a check of a million rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


def encoded(cells: pa.ChunkedArray) -> tuple[NDArray[np.int32], list[str], pa.Array]:
    """Return for each cell the number of its text, and the distinct texts in the order in which they first appear."""
    import numpy as np
    from pyarrow import _compute

    found = _compute.call_function("dictionary_encode", [cells])
    codes = [
        np.frombuffer(c.indices.buffers()[1], np.int32)[c.offset : c.offset + len(c)] for c in found.chunks if len(c)
    ]
    if not codes:
        return np.zeros(0, np.int32), [], cells
    # All pieces share the last, longest list of texts.
    texts = found.chunk(found.num_chunks - 1).dictionary
    return np.concatenate(codes), texts.to_pylist(), texts


def taken(cells: pa.ChunkedArray | pa.Array, where: NDArray[np.int64]) -> pa.ChunkedArray | pa.Array:
    """Return the cells at some places."""
    import pyarrow as pa
    from pyarrow import _compute

    places = pa.Array.from_buffers(pa.int64(), len(where), [None, pa.py_buffer(where)])
    return _compute.call_function("take", [cells, places])


def doubles(cells: pa.Array) -> NDArray[np.float64] | None:
    """Return texts as numbers, or nothing where one of them is none."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import _compute

    try:
        found = _compute.call_function("cast", [cells], _compute.CastOptions(pa.float64()))
    except pa.ArrowInvalid:
        return None
    return np.frombuffer(found.buffers()[1], np.float64)[found.offset : found.offset + len(found)]


def fitting(texts: pa.Array, pattern: str) -> Iterable[bool]:
    """Return which texts a pattern of RE2 is found in; none where the pattern is too large."""
    import pyarrow as pa
    from pyarrow import _compute

    try:
        found: list[bool] = _compute.call_function(
            "match_substring_regex", [texts], _compute.MatchSubstringOptions(pattern)
        ).to_pylist()
    except pa.ArrowInvalid:
        return [False] * len(texts)
    return found


def strings(texts: Sequence[str]) -> pa.ChunkedArray:
    """Return texts as a column."""
    import numpy as np
    import pyarrow as pa

    cells = [text.encode() for text in texts]
    ends = np.cumsum(np.fromiter(map(len, cells), np.int64, len(cells)))
    starts = np.concatenate((np.zeros(1, np.int64), ends))
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(b"".join(cells))]
    return pa.chunked_array([pa.Array.from_buffers(pa.large_string(), len(cells), buffers)])


def offsets(chunk: pa.Array) -> NDArray[np.int64]:
    """Return where each text of an array begins in its bytes, and where the last one ends."""
    import numpy as np
    import pyarrow as pa

    kind = np.int64 if chunk.type == pa.large_string() else np.int32
    found: NDArray[np.int64] = np.frombuffer(chunk.buffers()[1], kind)
    return found[chunk.offset : chunk.offset + len(chunk) + 1]


def content(chunk: pa.Array) -> NDArray[np.uint8]:
    """Return the bytes of all texts of an array."""
    import numpy as np

    buffer = chunk.buffers()[2]
    return np.frombuffer(buffer, np.uint8) if buffer is not None and buffer.size else np.zeros(0, np.uint8)
