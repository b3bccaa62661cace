"""Columns of numbers, cast and compared as a whole: exact as long as no number has more digits than a double tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from build_scripts.reading import arrow
from build_scripts.reading.sure import Judge
from build_scripts.reading.texts import judged

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

# Two decimals of so many digits are in the same order as the doubles next to them.
EXACT = 15
_SIGNS = {"integer": b"0123456789-", "number": b"0123456789-."}


def odd_numbers(cells: pa.ChunkedArray, judge: Judge) -> Iterable[int]:
    """Return the rows whose number is not surely fine."""
    import numpy as np

    start = 0
    fine: dict[str, bool] = {}
    exact = all(_short(limit) for _, limit in judge.bounds)
    for chunk in cells.chunks:
        rows = _unplain(chunk, judge) if exact else np.arange(len(chunk))
        yield from judged(chunk, rows, judge, fine, start)
        start += len(chunk)


def _unplain(chunk: pa.Array, judge: Judge) -> NDArray[np.int64]:
    """Return where a cell is no short number within the bounds, nor empty where that is allowed."""
    import numpy as np

    at = arrow.offsets(chunk)
    size = np.diff(at)
    plain = (size > 0) & (size <= EXACT)
    signs = np.ones(256, np.bool_)
    signs[list(_SIGNS[judge.type])] = False
    beyond = np.flatnonzero(signs[arrow.content(chunk)[at[0] : at[-1]]]) + at[0]
    plain[np.searchsorted(at, beyond, side="right") - 1] = False
    numbers = arrow.doubles(chunk if plain.all() else arrow.taken(chunk, np.flatnonzero(plain)))
    plain[plain] = False if numbers is None else _within(numbers, judge)
    if "" in judge.missing and not judge.required:
        plain |= size == 0
    return np.flatnonzero(~plain)


def _short(limit: Decimal) -> bool:
    return limit.is_finite() and len(limit.as_tuple().digits) <= EXACT and abs(limit.adjusted()) < 100


def _within(numbers: NDArray[np.float64], judge: Judge) -> NDArray[np.bool_]:
    import numpy as np

    within = np.ones(len(numbers), np.bool_)
    for name, limit in judge.bounds:
        bound = float(limit)
        if name == "minimum":
            within &= numbers >= bound
        elif name == "maximum":
            within &= numbers <= bound
        elif name == "exclusiveMinimum":
            within &= numbers > bound
        else:
            within &= numbers < bound
    return within
