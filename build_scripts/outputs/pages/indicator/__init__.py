"""The pages of an indicator, in three parts, and the list of all indicators.

The overview is read by most people and stays small; areas through the years and all figures with their claims have pages of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts import paths
from build_scripts.catalog import Catalog, File
from build_scripts.outputs.pages.indicator.areas import areas_page
from build_scripts.outputs.pages.indicator.figures import figures_page
from build_scripts.outputs.pages.indicator.listing import indicator_index
from build_scripts.outputs.pages.indicator.overview import overview_page
from build_scripts.outputs.pages.indicator.parts import parts_of
from build_scripts.outputs.pages.scope import scopes

__all__ = ["indicator_index", "indicator_pages"]


def indicator_pages(catalog: Catalog) -> Iterator[File]:
    """Yield the pages of every indicator in every language."""
    for scope in scopes(catalog):
        for item in scope.dataset.indicators.values():
            parts = parts_of(scope, item)
            yield overview_page(scope.at(paths.indicator(item.id)), item, parts)
            if parts.areas:
                yield areas_page(scope.at(paths.indicator_areas(item.id)), item, parts)
            if parts.figures:
                yield figures_page(scope.at(paths.indicator_figures(item.id)), item, parts)
