"""What the catalog becomes: an output is a plain function from the catalog to files; the tuples name them all.

PAGES yield Markdown at `<language>/<page>.md` for the site engine; FILES yield finished files at their path on the site.
A new format is one module and one line in FILES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from build_scripts.catalog import Catalog, File
from build_scripts.outputs.archive import archives
from build_scripts.outputs.area_names import area_names
from build_scripts.outputs.card_files import card_files
from build_scripts.outputs.chart_files import chart_files
from build_scripts.outputs.compare_files import compare_files
from build_scripts.outputs.csv_table import csv_tables
from build_scripts.outputs.descriptor import descriptors
from build_scripts.outputs.embed import embeds
from build_scripts.outputs.feed import feeds
from build_scripts.outputs.json_table import json_tables
from build_scripts.outputs.map_files import map_files
from build_scripts.outputs.pages import PAGES
from build_scripts.outputs.position_embeds import position_embeds
from build_scripts.outputs.quality_files import quality_files
from build_scripts.outputs.series_files import series_files

Output = Callable[[Catalog], Iterable[File]]

FILES: tuple[Output, ...] = (
    csv_tables,
    json_tables,
    descriptors,
    archives,
    chart_files,
    map_files,
    card_files,
    embeds,
    position_embeds,
    quality_files,
    series_files,
    compare_files,
    area_names,
    feeds,
)

__all__ = ["FILES", "PAGES", "Output"]
