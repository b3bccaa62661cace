"""How charts look: one table of colours, one Vega-Lite config, and the number and date formats of the languages.

Every colour in a spec is a literal of the table, and each literal stands for one CSS variable. So one text serves
everywhere: a downloaded picture keeps the literals, a page replaces them by variables and dark mode needs no second picture.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# vl-convert brings Liberation Sans, so labels are measured alike on every machine; Arial has the same widths.
FONT = "Liberation Sans, Arial, sans-serif"
WIDE_FONT = 14
NARROW_FONT = 13


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the theme: its CSS variable, the literal in specs (for white paper), and its value on a dark page."""

    variable: str
    light: str
    dark: str


# Marks keep 3:1 and texts 4.5:1 on their ground; hues differ in lightness too, so that they stay apart without colour vision.
_TABLE = (
    Colour("--chart-paper", "#ffffff", "#1e2129"),
    Colour("--chart-ink", "#1c2430", "#eceff4"),
    Colour("--chart-muted", "#56606e", "#aab4c3"),
    Colour("--chart-axis", "#97a1ae", "#6c7686"),
    Colour("--chart-grid", "#e4e8ed", "#343a46"),
    Colour("--chart-land", "#e8ebef", "#323844"),
    Colour("--chart-none", "#f4f5f7", "#282c36"),
    Colour("--chart-claim", "#7d8b9d", "#8592a5"),
    Colour("--chart-target", "#b5281e", "#ff8f85"),
    Colour("--chart-threshold", "#7a5a00", "#e2be55"),
    Colour("--chart-mark-1", "#0b63a8", "#62b3f3"),
    Colour("--chart-mark-2", "#c4520a", "#ff9d57"),
    Colour("--chart-mark-3", "#007f66", "#45cbaa"),
    Colour("--chart-mark-4", "#93428c", "#e09ad9"),
    Colour("--chart-mark-5", "#8a6d00", "#dcc04a"),
    Colour("--chart-mark-6", "#3f8fbf", "#a3d5f5"),
    Colour("--chart-mark-7", "#5b4a3c", "#c9b39f"),
    Colour("--chart-mark-8", "#6a7483", "#959fae"),
    Colour("--chart-class-1", "#dcebf7", "#20364b"),
    Colour("--chart-class-2", "#a9cfea", "#28577e"),
    Colour("--chart-class-3", "#6aaad8", "#33719f"),
    Colour("--chart-class-4", "#2573b5", "#77b8e6"),
    Colour("--chart-class-5", "#0a437a", "#c9e4f8"),
    Colour("--chart-on-1", "#16202c", "#eef3f9"),
    Colour("--chart-on-2", "#15202c", "#eff3f9"),
    Colour("--chart-on-3", "#0d1824", "#fbfdff"),
    Colour("--chart-on-4", "#fdfeff", "#0f1b28"),
    Colour("--chart-on-5", "#fcfeff", "#101b28"),
)
_BY_NAME = {colour.variable.removeprefix("--chart-"): colour.light for colour in _TABLE}

MARKS = tuple(_BY_NAME[f"mark-{n}"] for n in range(1, 9))
CLASSES = tuple(_BY_NAME[f"class-{n}"] for n in range(1, 6))
ON_CLASSES = tuple(_BY_NAME[f"on-{n}"] for n in range(1, 6))


def colour(name: str) -> str:
    """Return the literal of a colour by its name without prefix: `ink`, `grid`, `mark-1`."""
    return _BY_NAME[name]


def variables() -> Mapping[str, str]:
    """Return, for each literal, what stands for it on a page: the CSS variable with the literal as fallback."""
    return {c.light: f"var({c.variable}, {c.light})" for c in _TABLE}


def _dark() -> str:
    return "".join(f"  {c.variable}: {c.dark};\n" for c in _TABLE)


def theme_css() -> str:
    """Return the style sheet that gives the variables their values: on paper, in print, and on the dark page."""
    light = "".join(f"  {c.variable}: {c.light};\n" for c in _TABLE)
    return f':root {{\n{light}}}\n\n@media screen {{\n[data-md-color-scheme="slate"] {{\n{_dark()}}}\n}}\n'


def embed_css() -> str:
    """Return the values of the variables on the dark screen of a page that has no switch: an embedded chart follows its reader."""
    return f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{_dark()}}}\n}}\n"


def theme_json() -> str:
    """Return what the script on the page needs to know: colours by literal, and the formats of each language."""
    return json.dumps({"colours": variables(), "formats": FORMATS}, ensure_ascii=False, sort_keys=True)


# d3 has formats for English only; these facts on written Indonesian are in the form that d3-format and d3-time-format take.
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "id": {
        "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""], "percent": "%"},
        "time": {
            "dateTime": "%A, %e %B %Y %X",
            "date": "%d/%m/%Y",
            "time": "%H.%M.%S",
            "periods": ["AM", "PM"],
            "days": ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
            "shortDays": ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"],
            "months": [
                "Januari", "Februari", "Maret", "April", "Mei", "Juni",
                "Juli", "Agustus", "September", "Oktober", "November", "Desember",
            ],
            "shortMonths": ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
        },
    },
    "en": {
        "number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["Rp", ""], "percent": "%"},
        "time": {
            "dateTime": "%A, %e %B %Y %X",
            "date": "%d/%m/%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
            "shortDays": ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
            "months": [
                "January", "February", "March", "April", "May", "June",
                "July", "August", "September", "October", "November", "December",
            ],
            "shortMonths": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        },
    },
}  # fmt: skip


def config(font_size: int) -> dict[str, Any]:
    """Return the Vega-Lite config for texts of a size in pixels.

    Labels are neither cut nor tested for overlap: each chart chooses its ticks so that they fit, and measuring text is what
    costs most of the time of drawing.
    """
    ink, muted = colour("ink"), colour("muted")
    label = {"labelColor": muted, "labelFontSize": font_size, "titleColor": muted, "titleFontSize": font_size}
    return {
        "background": colour("paper"),
        "font": FONT,
        "padding": {"left": 8, "right": 12, "top": 8, "bottom": 4},
        "view": {"stroke": None},
        "title": {
            "anchor": "start", "color": ink, "fontSize": font_size + 3, "fontWeight": 600, "subtitleColor": muted,
            "subtitleFontSize": font_size, "offset": 12, "subtitlePadding": 6,
        },
        "axis": label | {
            "domainColor": colour("axis"), "tickColor": colour("axis"), "gridColor": colour("grid"), "gridWidth": 1,
            "titleFontWeight": "normal", "labelLimit": 0, "labelOverlap": False, "labelFlush": False, "labelBound": False,
            "labelPadding": 6,
        },
        "legend": label | {
            "orient": "top", "direction": "horizontal", "titleFontWeight": "normal", "titleLimit": 0, "labelLimit": 0,
            "symbolStrokeWidth": 0, "labelOverlap": False, "rowPadding": 4,
        },
        "text": {"color": ink, "fontSize": font_size},
        "line": {"strokeWidth": 2.5},
        "range": {"category": list(MARKS)},
    }  # fmt: skip
