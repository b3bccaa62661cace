"""How a page looks where its address is shared: a picture of one figure, its date and source, and the line behind it.

A card is a plain function from its texts to SVG. Raster is made once for each content and kept, since it is what costs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache as memo
from html import escape
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from textwrap import shorten, wrap

import vl_convert

from build_scripts import paths
from build_scripts.catalog import SharedPicture
from build_scripts.charts import png, svg, theme
from build_scripts.escape import plain

WIDTH, HEIGHT, EDGE = 1200, 630, 72
BATCH, FEW = 16, 8
# Letters of a sans-serif face are on average a little over half as wide as they are high; bold ones a little wider.
REGULAR, BOLD = 0.52, 0.58
# The line stands to the right of the figure: left, top, width, height.
LINE = (760, 272, 368, 176)


@dataclass(frozen=True, slots=True)
class Line:
    """Values over time, as fractions of the width and height of the place in which they are drawn, and its two dates."""

    points: tuple[tuple[float, float], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. `subject` is what it is about, `alternative` the sentence for those who do not see it.

    `pages` are those that show it; `lines` follow the value, or stand alone where there is no value.
    """

    language: str
    subject: str
    pages: tuple[str, ...]
    alternative: str
    portal: str
    title: str
    value: str
    lines: tuple[str, ...]
    source: str = ""
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: size in pixels, colour of the theme, weight, and which end stands at its place."""

    size: int
    paint: str
    bold: bool = False
    anchor: str = "start"


HEADING, NOTE = Type(54, "ink", bold=True), Type(26, "muted")


def _text(text: str, x: float, y: float, type: Type) -> str:
    weight = ' font-weight="700"' if type.bold else ""
    return (
        f'<text x="{svg.number(x)}" y="{svg.number(y)}" font-family="{theme.FONT}" font-size="{type.size}px"{weight}'
        f' text-anchor="{type.anchor}" fill="{theme.colour(type.paint)}">{escape(plain(text))}</text>'
    )


def _wrapped(text: str, width: float, type: Type, most: int) -> list[str]:
    """Break a text into at most so many lines; what does not fit ends with an ellipsis."""
    columns = max(8, int(width / (type.size * (BOLD if type.bold else REGULAR))))
    lines = wrap(plain(text), columns)
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return [*lines[: most - 1], shorten(rest, columns, placeholder=" …") or rest[: columns - 2] + " …"]


def _block(lines: Sequence[str], y: float, type: Type) -> tuple[str, float]:
    """Write lines one below the other, the first on `y`; return also where the last one stands."""
    leading = type.size * 1.25
    rows = [_text(line, EDGE, y + n * leading, type) for n, line in enumerate(lines)]
    return "".join(rows), y + max(0, len(lines) - 1) * leading


def _value_size(value: str, width: float) -> int:
    return int(min(132, width / (max(1, len(value)) * BOLD)))


def _curve(line: Line) -> str:
    left, top, width, height = LINE
    at = [(left + x * width, top + (1 - y) * height) for x, y in line.points]
    path = "M" + "L".join(f"{svg.number(x)},{svg.number(y)}" for x, y in at)
    paint, (x, y), base = theme.colour("mark-1"), at[-1], top + height + 16
    rule = f'<path d="M{left},{base}h{width}" stroke="{theme.colour("grid")}" stroke-width="3"/>'
    drawn = f'<path d="{path}" fill="none" stroke="{paint}" stroke-width="7" stroke-linejoin="round" stroke-linecap="round"/>'
    dot = f'<circle cx="{svg.number(x)}" cy="{svg.number(y)}" r="13" fill="{paint}"/>'
    first = _text(line.first, left, base + 38, NOTE)
    return rule + drawn + dot + first + _text(line.last, left + width, base + 38, replace(NOTE, anchor="end"))


def _lines(texts: Iterable[str], width: float, y: float, type: Type, most: int) -> str:
    """Write texts below the title or the value: each on at most so many lines, and no more than fit above the source."""
    rows = [row for text in texts for row in _wrapped(text, width, type, most)]
    return _block(rows[: max(1, int((HEIGHT - 90 - y) / (type.size * 1.25)) + 1)], y, type)[0]


def _told(card: Card, y: float) -> str:
    """Write the value with what belongs to it, or the text that stands in its place, below `y`."""
    width = WIDTH - 2 * EDGE
    if not card.value:
        return _lines(card.lines, width, y + 96, Type(46, "ink"), 5)
    beside = LINE[0] - EDGE - 40 if card.line else width
    size = _value_size(plain(card.value), beside)
    base = max(y + 60, 230) + size
    value = _text(card.value, EDGE, base, Type(size, "mark-1", bold=True))
    return value + _lines(card.lines, beside, base + 62, Type(36, "ink"), 2)


def card_svg(card: Card) -> str:
    """Draw a card of 1200 by 630: the portal, what it is about, the figure with date and source, the line behind it."""
    whole = WIDTH - 2 * EDGE
    title, y = _block(_wrapped(card.title, whole, HEADING, 2), 168, HEADING)
    sources, _ = _block(_wrapped(card.source, whole, NOTE, 1), HEIGHT - 52, NOTE)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{theme.colour("paper")}"/>'
        f'<rect width="{WIDTH}" height="18" fill="{theme.colour("mark-1")}"/>'
        f"{_text(card.portal, EDGE, 88, Type(30, 'muted', bold=True))}{title}{_told(card, y)}{sources}"
        f"{_curve(card.line) if card.line else ''}</svg>"
    )


@memo
def _code() -> bytes:
    """Return what a picture depends on besides its SVG: the version of the renderer and how its colours are reduced."""
    parts = (version("vl-convert-python"), (Path(__file__).parent / "png.py").read_text(encoding="utf-8"))
    return "\0".join(parts).encode()


def _kept(drawing: str, cache: Path | None) -> Path | None:
    return cache / f"{hashlib.sha256(_code() + drawing.encode()).hexdigest()}.png" if cache else None


def picture(drawing: str, cache: Path | None = None) -> bytes:
    """Return an SVG as a small PNG, and keep it in the cache."""
    made = png.small(vl_convert.svg_to_png(drawing), colours=16)
    if path := _kept(drawing, cache):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made)
    return made


def _found(drawing: str, cache: Path | None) -> bytes | None:
    """Return the picture that was made before; one that was cut off by a killed build is made again."""
    path = _kept(drawing, cache)
    data = path.read_bytes() if path and path.is_file() else b""
    return data if data.endswith(png.END) else None


def _batch(drawings: Sequence[str], cache: Path | None) -> list[bytes]:
    return [picture(drawing, cache) for drawing in drawings]


def _made(drawings: Sequence[str], jobs: int, cache: Path | None) -> list[bytes]:
    if jobs < 2 or len(drawings) <= FEW:
        return _batch(drawings, cache)
    batches = [drawings[n : n + BATCH] for n in range(0, len(drawings), BATCH)]
    with ProcessPoolExecutor(min(jobs, len(batches)), mp_context=get_context("spawn")) as pool:
        return [one for done in pool.map(_batch, batches, [cache] * len(batches)) for one in done]


def shared_pictures(
    cards: Iterable[Card], jobs: int = 1, cache: Path | None = None
) -> Mapping[str, Mapping[str, SharedPicture]]:
    """Return the pictures of cards by language and page; several processes make what is not yet kept."""
    everything = {card: card_svg(card) for card in cards}
    found = {drawing: _found(drawing, cache) for drawing in everything.values()}
    missing = [drawing for drawing, data in found.items() if data is None]
    found |= dict(zip(missing, _made(missing, jobs, cache), strict=True))
    out: dict[str, dict[str, SharedPicture]] = {}
    for card, drawing in everything.items():
        shared = SharedPicture(paths.card(card.subject), card.alternative, found[drawing] or b"")
        out.setdefault(card.language, {}).update(dict.fromkeys(card.pages, shared))
    return out
