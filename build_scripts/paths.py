"""Where things lie on the site: one function per kind of page and file, all relative to the root of a language but for that root itself."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from build_scripts.escape import slug
from build_scripts.package import Resource

if TYPE_CHECKING:
    from build_scripts.dataset import Area

# Its pages lie at the root of the site, those of any other language in a folder of its own.
MAIN_LANGUAGE = "id"
INDEXES = frozenset({"", "data/", "indicator/", "area/", "source/"})
# What a browser neither runs nor shows as a page. Any other file of a package would act in the name of the site.
INERT = frozenset({
    "csv", "tsv", "txt", "md", "json", "geojson", "topojson", "yaml", "yml", "toml", "bib", "pdf", "png", "jpg", "jpeg", "gif",
    "webp", "tif", "tiff", "zip", "gz", "xz", "7z", "tar", "xlsx", "xls", "ods", "docx", "odt", "parquet", "sqlite", "gpkg",
})  # fmt: skip
_SEGMENT = re.compile(r"(?!index$)[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


def language(code: str) -> str:
    """Return the folder of a language on the site: none for Indonesian, `en/` for English."""
    return "" if code == MAIN_LANGUAGE else f"{code}/"


@lru_cache(maxsize=1 << 16)
def segment(name: str) -> str:
    """Return a name as one segment of a path: itself where harmless, otherwise its letters and a hash."""
    if _SEGMENT.fullmatch(name):
        return name
    return f"{slug(name)[:60] or 'x'}-{hashlib.sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"


def indicator(indicator_id: str) -> str:
    """Return the page of an indicator."""
    return f"indicator/{segment(indicator_id)}/"


def indicator_areas(indicator_id: str) -> str:
    """Return the page of an indicator's areas through the years."""
    return f"{indicator(indicator_id)}areas/"


def indicator_figures(indicator_id: str) -> str:
    """Return the page of all figures of an indicator."""
    return f"{indicator(indicator_id)}figures/"


def figure(indicator_id: str, anchor: str) -> str:
    """Return the lasting address of a figure: its row, which `anchor` names, among all figures of its indicator."""
    return f"{indicator_figures(indicator_id)}#{anchor}"


def area(item: Area) -> str:
    """Return the page of an area: its code and its Indonesian name."""
    return f"area/{segment(item.code)}-{slug(item.name.plain)[:80]}/"


def source(source_id: str) -> str:
    """Return the page of a source."""
    return f"source/{segment(source_id)}/"


def package(name: str) -> str:
    """Return the page of a package."""
    return f"data/{segment(name)}/"


def chart(chart_id: str, ending: str) -> str:
    """Return a file of a chart; `ending` is vl.json, svg, png or csv."""
    return f"chart/{segment(chart_id)}.{ending}"


def embed(chart_id: str) -> str:
    """Return the page by which a chart stands on other sites."""
    return f"embed/{segment(chart_id)}/"


def embed_position(item: Area) -> str:
    """Return the page by which an area's place among its peers stands on other sites; no chart's lies there."""
    return f"embed/{area(item)}"


def chart_anchor(chart_id: str) -> str:
    """Return the id of a chart on its page."""
    return f"chart-{segment(chart_id)}"


def feed(page: str) -> str:
    """Return the feed of what is new on a page: `feed.xml` beside it."""
    return f"{page}feed.xml"


def series(indicator_id: str) -> str:
    """Return the file with the observed series of an indicator, relative to the root of the site: `series/coverage.json`."""
    return f"series/{segment(indicator_id)}.json"


def map_data(subject: str) -> str:
    """Return the file of a map that can be switched, relative to the root of a language."""
    return f"map/{segment(subject)}.json"


def card(subject: str) -> str:
    """Return the picture that is shown where a page is shared; `subject` is what it is about: `portal`, `area/35`."""
    return f"card/{'/'.join(segment(part) for part in subject.split('/'))}.png"


def table(package_name: str, resource_name: str, ending: str) -> str:
    """Return a download of a resource, relative to the root of the site: `data/membership/observations.csv`."""
    return f"data/{segment(package_name)}/{segment(resource_name)}.{ending}"


def inside(path: str) -> str:
    """Return the path of a resource with every segment harmless, so that it cannot lead out of its folder."""
    return "/".join(segment(part) for part in path.split("/") if part)


def download(package_name: str, resource: Resource) -> str:
    """Return where the bytes of a resource lie on the site: a table as CSV, another file at its path.

    A file that a browser might run is served as the text that it is: `.txt` is added to its name.
    """
    if resource.is_table:
        return table(package_name, resource.name, "csv")
    path = inside(resource.path or resource.name)
    inert = path.rpartition("/")[2].rpartition(".")[2] in INERT
    return f"data/{segment(package_name)}/{path}{'' if inert else '.txt'}"


def descriptor(package_name: str) -> str:
    """Return the descriptor of a package, relative to the root of the site."""
    return f"data/{segment(package_name)}/datapackage.json"


def archive(package_name: str) -> str:
    """Return the zip of a package, relative to the root of the site."""
    return f"data/{segment(package_name)}.zip"


def root_of(page: str) -> str:
    """Return the way from a page back to the root of its language: `../../` for `indicator/coverage/`."""
    return "../" * page.count("/") or "./"


def markdown_of(page: str) -> str:
    """Return the Markdown file behind a page: `indicator/coverage.md`, `index.md` for the root."""
    if page in INDEXES:
        return f"{page}index.md"
    return f"{page.removesuffix('/')}.md"
