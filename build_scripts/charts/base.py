"""What all chart types share: the request, the scale of large numbers, and how a chart is put together from its parts.

A drawn view is built by Altair once per layout and kept; each chart then brings only its data and its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from textwrap import wrap
from typing import Any

from build_scripts.catalog import Cell, Chart, Column
from build_scripts.charts import theme
from build_scripts.figures import Key
from build_scripts.locale import Locale

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
Rows = Sequence[Mapping[str, Any]]
Spec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """Which chart is wanted: its id, the page that it belongs to, and what it is about.

    `heading` is what a view calls itself; the title of a chart states its finding, so the heading opens the subtitle.
    """

    id: str
    subject: str
    indicator: str = ""
    area: str = "ID"
    segment: str = ""
    breakdown: str = ""
    key: Key | None = None
    heading: str = ""


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


@dataclass(frozen=True, slots=True)
class Scale:
    """What values are divided by before they are drawn, and the name of that scale (empty for one)."""

    size: Decimal = Decimal(1)
    name: str = ""

    def of(self, value: Decimal) -> float:
        """Return a value as it is drawn; a chart is the only place where a figure becomes a float."""
        return float(value / self.size)


def scale_for(values: Iterable[Decimal]) -> Scale:
    """Return the scale in which the largest of the values reads as a number of at most four digits."""
    top = max((abs(v) for v in values), default=Decimal(0))
    return next((Scale(size, name) for size, name in SCALES if top >= size), Scale())


def unit_words(scale: Scale, unit: str, locale: Locale) -> str:
    """Return the unit of an axis: `juta orang`, `million people`, `persen`; a unit that is not in the vocabulary as it is."""
    name = locale.word(f"words.unit.{unit}") if locale.has(f"words.unit.{unit}") else unit
    scale_name = locale.word(f"words.scale.{scale.name}") if scale.name else ""
    if unit == "count":
        return scale_name or name
    return f"{scale_name} {name}".strip()


def sentence_case(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def shown(value: Decimal, scale: Scale, locale: Locale, decimals: int | None = None) -> str:
    """Write a value as it stands beside its mark: scaled, without idle zeros, with at most so many decimals.

    By default that is one, or two for scaled values below ten.
    """
    scaled = value / scale.size
    usual = 2 if abs(scaled) < 10 and scale.name else 1
    rounded = scaled.quantize(Decimal(1).scaleb(-(usual if decimals is None else decimals)), ROUND_HALF_UP).normalize()
    return locale.number(rounded, max(0, -int(rounded.as_tuple().exponent)))


def shorten(text: str, length: int) -> str:
    """Return a text cut to a number of characters, with an ellipsis where something is missing."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


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
