"""All cases, by what is expected of them and by how they are run."""

from __future__ import annotations

from . import hostile_bytes, hostile_cells, hostile_places, hostile_schema, tricky_cells, tricky_layout

HOSTILE = tuple(c for m in (hostile_places, hostile_bytes, hostile_schema, hostile_cells) for c in m.CASES)
TRICKY = tuple(c for m in (tricky_layout, tricky_cells) for c in m.CASES)
LIGHT_HOSTILE = tuple(c for c in HOSTILE if not c.heavy)
LIGHT_TRICKY = tuple(c for c in TRICKY if not c.heavy)
HEAVY = tuple(c for c in (*HOSTILE, *TRICKY) if c.heavy)
