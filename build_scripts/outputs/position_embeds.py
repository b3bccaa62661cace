"""Embedded strips: for each area that has peers to be compared with, its place among them as a small page for other sites.

It needs no script but the one that tells the host how high it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts import paths
from build_scripts.catalog import Catalog, File
from build_scripts.outputs.embed import EmbedFrame, embed_file, embed_frame
from build_scripts.outputs.pages.area.position import Position, districts_by_year, field_of, position
from build_scripts.outputs.pages.scope import scopes


@dataclass(frozen=True, slots=True)
class PositionEmbed:
    """What the template of an embedded strip is given."""

    frame: EmbedFrame
    position: Position


def position_embeds(catalog: Catalog) -> Iterator[File]:
    """Yield the page of each area's strip in each language."""
    districts = districts_by_year(catalog.figures, catalog.headline.share)
    for scope in scopes(catalog):
        for item in scope.dataset.areas.values():
            page = paths.embed_position(item)
            found = position(scope.at(page), item, field_of(scope, districts, item))
            if found:
                frame = embed_frame(page, found.share, catalog, scope.locale)
                yield embed_file("embed-position", page, scope.locale, PositionEmbed(frame, found))
