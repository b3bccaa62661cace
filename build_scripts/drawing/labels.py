"""Names at the ends of lines: how much room they have, how they are broken into lines, and where they stand.

`docs/assets/compare-model.js` does the same sums in the browser with the same numbers, so that both drawings are alike.
"""

from __future__ import annotations

from collections.abc import Sequence

# What the drawing takes in each layout, and a label: characters of a line, pixels of a line.
WIDTH = {False: 480, True: 168}
ROOM = {False: (24, 17), True: (14, 15)}
HEIGHT = {False: 340, True: 320}
SPACE = 5
TICKS = {False: {"years": 8, "months": 5}, True: {"years": 4, "months": 2}}


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def wrapped(text: str, columns: int, most: int) -> list[str]:
    """Return a text in lines of at most so many characters; what does not fit into so many lines is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= columns or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_shortened(line, columns) for line in kept if line]


def apart(middles: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Return the middles of labels so that none covers another: as near to their places as those above and the room allow."""
    order = sorted(range(len(middles)), key=lambda n: (middles[n], n))
    placed, top = list(middles), 0.0
    for n in order:
        placed[n] = max(placed[n], top + heights[n] / 2)
        top = placed[n] + heights[n] / 2
    bottom = room
    for n in reversed(order):
        placed[n] = min(placed[n], bottom - heights[n] / 2)
        bottom = placed[n] - heights[n] / 2
    return placed


def domain_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of the axis of values: a twentieth beyond them, never below zero for their sake."""
    low, high = min(values), max(values)
    margin = (high - low) / 20 or abs(high) / 20 or 1.0
    return (max(0.0, low - margin) if low >= 0 else low - margin), high + margin
