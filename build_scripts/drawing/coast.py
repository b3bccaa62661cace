"""The coastline behind points: Indonesia and its surroundings, simplified from Natural Earth (see ORIGIN.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("coastline.json")
WEST, EAST, SOUTH, NORTH = 94, 142, -12, 8


@cache
def coastline() -> Mapping[str, Any]:
    """Return the land from 94° to 142° east and 12° south to 8° north as one GeoJSON feature."""
    rings = json.loads(FILE.read_text(encoding="utf-8"))
    polygons = [[[*ring, ring[0]]] for ring in rings]
    return {"type": "Feature", "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": polygons}}
