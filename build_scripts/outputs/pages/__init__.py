"""All generated pages, each kind one function from the catalog to Markdown files; a kind without data yields none."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from build_scripts.catalog import Catalog, File
from build_scripts.outputs.pages.area import area_index, area_pages
from build_scripts.outputs.pages.compare import compare_page
from build_scripts.outputs.pages.home import home
from build_scripts.outputs.pages.indicator import indicator_index, indicator_pages
from build_scripts.outputs.pages.package import catalogue, package_pages
from build_scripts.outputs.pages.quality import quality_page
from build_scripts.outputs.pages.source import source_index, source_pages

PAGES: tuple[Callable[[Catalog], Iterable[File]], ...] = (
    home,
    catalogue,
    package_pages,
    indicator_index,
    indicator_pages,
    area_index,
    area_pages,
    compare_page,
    source_index,
    source_pages,
    quality_page,
)
