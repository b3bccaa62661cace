"""How near a line comes to a band of values: where something is written in that band, it should not run through it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]


def nearest(line: Sequence[Point], band: tuple[float, float], start: float, end: float) -> float:
    """Return how near a line comes to a band between two places across; infinity where it does not come by.

    `line` are places across and values, ordered by place; between two of them it is straight. `band` is its lowest and highest value.
    """
    parts = (_clipped(a, b, start, end) for a, b in pairwise(line))
    return min((_distance(part, band) for part in parts if part), default=float("inf"))


def _clipped(a: Point, b: Point, start: float, end: float) -> tuple[float, float] | None:
    """Return the values at the ends of what lies of a stroke between two places."""
    left, right = max(a[0], start), min(b[0], end)
    if left > right:
        return None
    return _at(a, b, left), _at(a, b, right)


def _at(a: Point, b: Point, place: float) -> float:
    """Return the value of a stroke at a place; at its ends just theirs, without a rounding."""
    if place in {a[0], b[0]}:
        return a[1] if place == a[0] else b[1]
    return a[1] + (place - a[0]) / (b[0] - a[0]) * (b[1] - a[1])


def _distance(part: tuple[float, float], band: tuple[float, float]) -> float:
    low, high = sorted(part)
    return max(low - band[1], band[0] - high, 0.0)
