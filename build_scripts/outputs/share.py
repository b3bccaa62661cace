"""How a chart is passed on: its address, the page for embedding it, the code for a host, the text to cite it by.

One place works these out, so that the menu on a page and the embedded page say the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts import escape, paths
from build_scripts.catalog import AREAS, FIGURES, OVERVIEW, Catalog, Chart, Pictures
from build_scripts.drawing.labels import wrapped
from build_scripts.locale import Locale
from build_scripts.outputs.controls import rooms

PAGE_OF = {
    OVERVIEW: paths.indicator,
    AREAS: paths.indicator_areas,
    FIGURES: paths.indicator_figures,
    "data": paths.package,
}
EMBED_WIDTH = 720
_BOX = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)"')
# What stands around the picture of an embedded chart: letters on a line of the title and of the small texts, and the pixels of a line of
# each; then all margins with the links and the folded table.
_TITLE, _SMALL, _MARGINS = (64, 23.4), (92, 19.6), 120
# As long as any date of the data in words.
_DATE = "Data per 30 September 2000."
# Of a button the pixels of a letter, of all around its letters, and of a row of buttons.
_LETTER, _BUTTON, _ROW = 8, 40, 32


@dataclass(frozen=True, slots=True)
class Share:
    """The addresses and texts by which a chart is passed on; `address` and `embed` are absolute."""

    address: str
    embed: str
    code: str
    citation: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A figure that is passed on: where it stands, its page for embedding and how high that is in pixels, title and sources.

    Both places are relative to the root of a language.
    """

    place: str
    embed: str
    pixels: int
    title: str
    source_line: str


def page_of(chart: Chart, catalog: Catalog) -> str:
    """Return the page that a chart belongs to, relative to the root of its language.

    The subject of an area is its code, while its page is called by its name as well.
    """
    kind, _, name = chart.subject.partition("/")
    if kind == "home":
        return ""
    area = catalog.figures.dataset.areas.get(name) if kind == "area" else None
    if area:
        return paths.area(area)
    return PAGE_OF[kind](name) if kind in PAGE_OF else f"{kind}/"


def _lines(text: str, letters: int) -> int:
    return len(wrapped(text, letters, len(text)))


def height(title: str, small: Sequence[str], picture: float) -> int:
    """Return a height in pixels in which an embedded figure fits at its full width; narrower, it tells the host its own.

    `small` are the texts above and below the picture, each a paragraph; behind the last is said of when the data are. `picture` is the
    height of what is drawn, with its controls.
    """
    paragraphs = (*small[:-1], f"{small[-1]} {_DATE}")
    texts = _lines(title, _TITLE[0]) * _TITLE[1] + sum(_lines(t, _SMALL[0]) for t in paragraphs) * _SMALL[1]
    return round(picture + texts + _MARGINS)


def _drawn(chart: Chart, pictures: Pictures, locale: Locale) -> float:
    """Return how high the picture of a chart is at full width, with its controls."""
    found = _BOX.search(pictures.page_wide)
    across, down = (float(found[1]), float(found[2])) if found else (1.0, 1.0)
    return down * EMBED_WIDTH / across + _rows(rooms(chart, locale)) * _ROW


def _rows(groups: Sequence[Sequence[str]]) -> int:
    """Return how many rows the buttons of groups take.

    A group that does not fit beside others begins a row, and one that takes several leaves no room beside it.
    """
    rows, used = 0, float("inf")
    for texts in groups:
        widths = [len(text) * _LETTER + _BUTTON for text in texts]
        if used + sum(widths) > EMBED_WIDTH:
            rows, used = rows + 1, 0
        before = rows
        for width in widths:
            if used + width > EMBED_WIDTH:
                rows, used = rows + 1, 0
            used += width
        used = used if rows == before else float("inf")
    return rows


def share(chart: Chart, catalog: Catalog, locale: Locale) -> Share:
    """Work out how a chart is passed on in a language."""
    place = f"{page_of(chart, catalog)}#{paths.chart_anchor(chart.id)}"
    picture = _drawn(chart, catalog.pictures[locale.language][chart.id], locale)
    pixels = height(chart.title, (chart.subtitle, chart.source_line), picture)
    taken = Taken(place, paths.embed(chart.id), pixels, chart.title, chart.source_line)
    return passed_on(taken, catalog, locale)


def passed_on(figure: Taken, catalog: Catalog, locale: Locale) -> Share:
    """Work out how a figure is passed on in a language."""
    root = catalog.base_url + paths.language(locale.language)
    address, embed = root + figure.place, root + figure.embed
    code = (
        f'<iframe src="{escape.html(embed)}" title="{escape.html(figure.title)}" width="100%" height="{figure.pixels}"'
        ' loading="lazy" style="border:0"></iframe>'
    )
    facts = {"title": figure.title, "date": locale.date(catalog.built), "source": figure.source_line}
    return Share(address, embed, code, locale.word("live.cite.text", url=address, **facts))
