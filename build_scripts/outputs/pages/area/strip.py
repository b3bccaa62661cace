"""A dot strip: where every peer of an area stands on one axis, as numbers that a template writes into a small SVG.

It is drawn without Vega, since every area has one of its own. Its width follows the page: places across are given in parts of the
width, places down in pixels, so that neither dots nor words are scaled on a phone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# Dots must stay apart at the width of a narrow phone; on a wide page they then lie further apart than they need.
NARROW = 288
DOT = 9
ROW = 10
MOST_ROWS = 4
LABEL = 26
GAP = 4
AXIS = 22
LEFT, RIGHT = 0.04, 0.96
SPACES = 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the axis and its place across, in percent of the width."""

    value: Decimal
    x: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip: its height and the line of its axis in pixels, the path of the peers' dots, the ticks, and the area's own dot.

    `dots` is a path in a box that is 1000 wide and as high as the strip; `x` and the ticks' places are in percent; `anchor` says
    which end of a label at `x` has room.
    """

    height: int
    axis: int
    dots: str
    ticks: tuple[Tick, ...]
    x: str
    y: int
    anchor: str


def strip(values: Sequence[Decimal], here: int) -> Strip:
    """Lay out the values of a field, of which the one at index `here` is the area's own; there are at least two values."""
    low, high = _domain(values)
    places = [LEFT + (RIGHT - LEFT) * float((v - low) / (high - low)) for v in values]
    rows = _rows(places, here)
    top, bottom = min(rows), max(rows)
    axis = LABEL + (bottom - top + 1) * ROW + GAP
    down = [LABEL + (row - top) * ROW + ROW // 2 for row in rows]
    dots = "".join(
        f"M{_number(x * 1000)} {y}h0" for n, (x, y) in enumerate(zip(places, down, strict=True)) if n != here
    )
    ticks = tuple(Tick(t, _percent(LEFT + (RIGHT - LEFT) * float((t - low) / (high - low)))) for t in _ticks(low, high))
    x = places[here]
    anchor = "start" if x < 0.3 else "end" if x > 0.7 else "middle"
    return Strip(axis + AXIS, axis, dots, ticks, _percent(x), down[here], anchor)


def _domain(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    low, high = min(values), max(values)
    return (low, high) if low < high else (low - 1, high + 1)


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Return the multiples of 1, 2 or 5 times a power of ten between two values, about four of them."""
    rough = (high - low) / SPACES
    power = Decimal(10) ** rough.adjusted()
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough)
    first = math.ceil(low / step)
    return [(step * n).normalize() for n in range(first, math.floor(high / step) + 1)]


def _rows(places: Sequence[float], here: int) -> list[int]:
    """Give each dot the row nearest to the middle in which it touches no other; the area's own lies in the middle."""
    order = sorted(range(len(places)), key=lambda n: (places[n], n))
    free = sorted(range(-MOST_ROWS, MOST_ROWS + 1), key=lambda row: (abs(row), row))
    last: dict[int, float] = {}
    rows = [0] * len(places)
    own = places[here]
    for n in order:
        if n == here:
            continue
        room = [r for r in free if places[n] - last.get(r, -1.0) >= DOT / NARROW and _clear(r, places[n], own)]
        # Where every row is full, dots overlap: each still stands at its value.
        rows[n] = room[0] if room else max(free, key=lambda r: places[n] - last.get(r, -1.0) if r else -1.0)
        last[rows[n]] = places[n]
    return rows


def _clear(row: int, place: float, own: float) -> bool:
    """Say whether a dot leaves the area's own, which is larger, to itself."""
    return bool(row) or abs(place - own) >= 1.5 * DOT / NARROW


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
