"""The pages of areas as sheets: the figures first, where the area stands, what is missing, then every claim; and the list of areas.

Each part of a sheet is a module of its own, so that it can be read, tested and left out alone.
"""

from __future__ import annotations

from build_scripts.outputs.pages.area.listing import area_index, branches
from build_scripts.outputs.pages.area.page import area_pages

__all__ = ["area_index", "area_pages", "branches"]
