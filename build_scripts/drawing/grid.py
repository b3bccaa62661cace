"""Where provinces stand as tiles: on one grid, or on its two halves one above the other where there is little room."""

from __future__ import annotations

from collections.abc import Mapping

from build_scripts.dataset import Tile

GAP = 1


def folded(tiles: Mapping[str, Tile], gap: float = GAP) -> Mapping[str, tuple[int, float]]:
    """Return column and row of each tile when the eastern half of the grid lies below the western one, `gap` rows apart."""
    half = (max(t.column for t in tiles.values()) + 1) // 2
    east = [t.row for t in tiles.values() if t.column >= half]
    below = max((t.row for t in tiles.values() if t.column < half), default=-1) + 1 + gap - min(east, default=0)
    return {
        code: (t.column, t.row) if t.column < half else (t.column - half, t.row + below) for code, t in tiles.items()
    }
