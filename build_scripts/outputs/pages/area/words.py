"""The words of area pages: `area.toml`, where the words that all pages share stay in `pages.toml`."""

from __future__ import annotations

from build_scripts.dataset import Area
from build_scripts.outputs.pages.context import Cell, Link
from build_scripts.outputs.pages.scope import Scope


def say(scope: Scope, key: str, **facts: object) -> str:
    """Return words of `area.toml`."""
    return scope.locale.word(f"area.{key}", **facts)


def name_of(scope: Scope, item: Area) -> str:
    """Return the name of an area in the language of the page."""
    return item.name.to(scope.language)


def linked(link: Link) -> Cell:
    """Return a link as the content of a cell."""
    return Cell(link.text, href=link.href)
