"""What all chart types share: the request, the scale of large numbers, and how a chart is put together from its parts.

A drawn view is built by Altair once per layout and kept; each chart then brings only its data and its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any

from build_scripts.catalog import Cell, Chart, Column
from build_scripts.charts import theme
from build_scripts.drawing.scale import Scale, scale_for, shown, unit_words
from build_scripts.figures import Key
from build_scripts.locale import Locale

__all__ = [
    "LAYOUTS",
    "NARROW",
    "SCHEMA",
    "WIDE",
    "Drawn",
    "Layout",
    "Request",
    "Rows",
    "Scale",
    "Spec",
    "Table",
    "Words",
    "abbreviated",
    "finish",
    "scale_for",
    "sentence_case",
    "shorten",
    "shown",
    "unit_words",
    "unlike",
    "without_title",
]

LEAST_WORD = 3
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
Rows = Sequence[Mapping[str, Any]]
Spec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """Which chart is wanted: its id, the page that it belongs to, and what it is about.

    `heading` is what a view calls itself; the title of a chart states its finding, so the heading opens the subtitle.
    `level`, `segments` and `breakdowns` say of which members there is to be a mark, `areas` which of them stand out, `years`
    between which two a slope runs.
    """

    id: str
    subject: str
    indicator: str = ""
    area: str = "ID"
    segment: str = ""
    breakdown: str = ""
    key: Key | None = None
    heading: str = ""
    level: str = ""
    segments: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """One of the two widths in which a chart is drawn, in pixels; `columns` is how many characters a title line takes."""

    narrow: bool
    width: int
    font: int
    columns: int


WIDE = Layout(narrow=False, width=640, font=theme.WIDE_FONT, columns=70)
NARROW = Layout(narrow=True, width=320, font=theme.NARROW_FONT, columns=36)
LAYOUTS = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Words:
    """The four texts of a chart."""

    title: str
    subtitle: str
    source_line: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Table:
    """The table that a chart draws."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sentence_case(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def shorten(text: str, length: int) -> str:
    """Return a text cut to a number of characters, with an ellipsis where something is missing."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def abbreviated(name: str, length: int) -> str:
    """Return a name in a number of characters: its longest words are cut to a point first, so that its last word is still read.

    A name of one word, such as an address, is cut at its end.
    """
    found = name.split()
    long = {len(w) for w in found if len(w) > LEAST_WORD + 1} if len(found) > 1 else set[int]()
    for size in sorted(long, reverse=True):
        spare = len(" ".join(found)) - length
        if spare <= 0:
            break
        place = next(n for n, w in enumerate(found) if len(w) == size)
        found[place] = found[place][: max(LEAST_WORD, size - spare - 1)] + "."
    return shorten(" ".join(found), length)


def unlike(names: Sequence[str], length: int) -> list[str]:
    """Return names abbreviated to a length, numbered where they would be the same, since each row needs a place of its own."""
    cut = [abbreviated(name, length) for name in names]
    often, seen, labels = Counter(cut), Counter[str](), []
    for name in cut:
        seen[name] += 1
        labels.append(f"{shorten(name, length - 4)} ({seen[name]})" if often[name] > 1 else name)
    return labels


def without_title(spec: Spec) -> dict[str, Any]:
    """Return a spec as it is drawn on a page, where the page shows the title."""
    return {name: value for name, value in spec.items() if name not in {"title", "description"}}


def _titled(layout: Layout, words: Words) -> dict[str, Any]:
    return {
        "text": wrap(words.title, layout.columns) or [""],
        "subtitle": wrap(words.subtitle, layout.columns + 10),
        "anchor": "start",
        "frame": "group",
    }


def _spec(view: Spec, layout: Layout, words: Words, datasets: Mapping[str, Rows]) -> dict[str, Any]:
    body = {name: value for name, value in view.items() if name not in {"config", "datasets"}}
    return {
        **body,
        "$schema": SCHEMA,
        "description": words.alternative,
        "title": _titled(layout, words),
        "config": theme.config(layout.font),
        "datasets": {name: list(rows) for name, rows in datasets.items()},
    }


def _headed(words: Words, heading: str) -> Words:
    return replace(words, subtitle=f"{heading}. {words.subtitle}") if heading else words


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart type makes: texts, the table, the wide and the narrow view, and the datasets that both draw."""

    words: Words
    table: Table
    views: tuple[Spec, Spec]
    datasets: Mapping[str, Rows]


def finish(kind: str, request: Request, locale: Locale, drawn: Drawn) -> Chart:
    """Put a chart together from what its type made."""
    words = _headed(drawn.words, request.heading)
    wide, narrow = (
        _spec(view, layout, words, drawn.datasets) for view, layout in zip(drawn.views, LAYOUTS, strict=True)
    )
    return Chart(
        id=request.id,
        type=kind,
        language=locale.language,
        subject=request.subject,
        title=words.title,
        subtitle=words.subtitle,
        source_line=words.source_line,
        alternative=words.alternative,
        columns=drawn.table.columns,
        rows=drawn.table.rows,
        spec=wide,
        narrow=narrow,
    )
