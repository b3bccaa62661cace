"""Where things lie on the site: one function per kind of page and file, all relative to the root of a language."""

from __future__ import annotations

from build_scripts.dataset import Area
from build_scripts.escape import slug

INDEXES = frozenset({"", "data/", "indicator/", "area/", "source/"})


def indicator(indicator_id: str) -> str:
    """Return the page of an indicator."""
    return f"indicator/{indicator_id}/"


def area(item: Area) -> str:
    """Return the page of an area: its code and its Indonesian name."""
    return f"area/{item.code}-{slug(item.name.plain)}/"


def source(source_id: str) -> str:
    """Return the page of a source."""
    return f"source/{source_id}/"


def package(name: str) -> str:
    """Return the page of a package."""
    return f"data/{name}/"


def chart(chart_id: str, ending: str) -> str:
    """Return a file of a chart; `ending` is vl.json, svg, png or csv."""
    return f"chart/{chart_id}.{ending}"


def root_of(page: str) -> str:
    """Return the way from a page back to the root of its language: `../../` for `indicator/coverage/`."""
    return "../" * page.count("/") or "./"


def markdown_of(page: str) -> str:
    """Return the Markdown file of which the site engine makes a page: `indicator/coverage.md`, `index.md` for the root."""
    if page in INDEXES:
        return f"{page}index.md"
    return f"{page.removesuffix('/')}.md"
