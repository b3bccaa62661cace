"""Columns of text, looked at by their first and last bytes: a text that begins with a letter or digit, ends visibly and is plain ASCII
breaks no rule on single texts. Only what is not so plain is looked at as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from build_scripts.reading import arrow
from build_scripts.reading.sure import Judge

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray


def odd_texts(cells: pa.ChunkedArray, judge: Judge) -> Iterable[int]:
    """Return the rows whose text is not surely fine."""
    start = 0
    fine: dict[str, bool] = {}
    for chunk in cells.chunks:
        yield from judged(chunk, _unplain(chunk, judge), judge, fine, start)
        start += len(chunk)


def judged(chunk: pa.Array, rows: NDArray[np.int64], judge: Judge, fine: dict[str, bool], start: int) -> Iterable[int]:
    """Return those of some rows of a chunk whose text is not fine; `fine` remembers what was looked at."""
    if not len(rows):
        return
    for row, text in zip(rows.tolist(), arrow.taken(chunk, rows).to_pylist(), strict=True):
        if text not in fine:
            fine[text] = judge.fine(text)
        if not fine[text]:
            yield start + row


def _unplain(chunk: pa.Array, judge: Judge) -> NDArray[np.int64]:
    import numpy as np

    at = arrow.offsets(chunk)
    if not len(chunk):
        return np.zeros(0, np.int64)
    content = arrow.content(chunk)
    # An empty text has neither first nor last byte: a byte beyond the end stands for them.
    padded = np.append(content, np.uint8(0))
    first, last = padded[at[:-1]], padded[at[1:] - 1]
    letter = (first | 32) - 97 < 26
    plain = (letter | (first - 48 < 10)) & (last > 32)
    empty = at[1:] == at[:-1]
    plain = np.where(empty, "" in judge.missing and not judge.required, plain)
    inner = content[at[0] : at[-1]]
    beyond = np.flatnonzero(inner - 32 > 94) + at[0]
    if len(beyond):
        plain[np.searchsorted(at, beyond, side="right") - 1] = False
    return np.flatnonzero(~plain)
