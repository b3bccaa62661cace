"""Writes a drawn Vega scene as SVG: only elements and attributes that are named here, every text escaped.

Vega's own writer adds roles, ids, styles and links; a page that takes dozens of pictures inline needs none of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from build_scripts.charts import theme

Item = Mapping[str, Any]
Paint = Callable[[str], str]

# How far below its anchor a line of text stands, as a share of the font size and of the height of the line; the figures are those of
# Vega.
_BASELINE = {
    "top": (0.79, 0),
    "middle": (0.30, 0),
    "bottom": (-0.21, 0),
    "line-top": (0.29, 0.5),
    "line-bottom": (0.29, -0.5),
}
_ANCHOR = {"center": "middle", "right": "end"}
_HALF = math.sqrt(3) / 2


def literal(value: str) -> str:
    """Return a colour as it is."""
    return value


def as_variable(value: str) -> str:
    """Return the CSS variable of a colour of the theme, with the colour itself as fallback."""
    return theme.variables().get(value, value)


def number(value: float) -> str:
    """Write a coordinate with at most two decimals, without idle zeros and without a minus before zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _attributes(pairs: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs.items())


def _paint(item: Item, paint: Paint) -> dict[str, str]:
    out: dict[str, str] = {}
    fill, stroke = item.get("fill"), item.get("stroke")
    out["fill"] = paint(str(fill)) if fill not in (None, "transparent") else "none"
    if stroke not in (None, "transparent") and item.get("strokeWidth", 1):
        out["stroke"] = paint(str(stroke))
        out["stroke-width"] = number(item.get("strokeWidth", 1))
        if dash := item.get("strokeDash"):
            out["stroke-dasharray"] = ",".join(number(d) for d in dash)
        if "strokeJoin" in item:
            out["stroke-linejoin"] = str(item["strokeJoin"])
    for name in ("opacity", "fillOpacity", "strokeOpacity"):
        if item.get(name, 1) != 1:
            out[{"opacity": "opacity", "fillOpacity": "fill-opacity", "strokeOpacity": "stroke-opacity"}[name]] = (
                number(item[name])
            )
    return out


def _at(x: float, y: float) -> dict[str, str]:
    return {"transform": f"translate({number(x)},{number(y)})"} if x or y else {}


def _rule(item: Item, paint: Paint) -> str:
    x, y = item.get("x", 0), item.get("y", 0)
    ends = {"x1": x, "y1": y, "x2": item.get("x2", x), "y2": item.get("y2", y)}
    return f"<line{_attributes({n: number(v) for n, v in ends.items()} | _paint(item, paint))}/>"


def _rect(item: Item, paint: Paint) -> str:
    box = {"x": item.get("x", 0), "y": item.get("y", 0), "width": item.get("width", 0), "height": item.get("height", 0)}
    if radius := item.get("cornerRadius", 0):
        box["rx"] = radius
    return f"<rect{_attributes({n: number(v) for n, v in box.items()} | _paint(item, paint))}/>"


def _outline(shape: str, size: float) -> str:
    r = math.sqrt(size) / 2
    if shape == "square":
        return f"M{number(-r)},{number(-r)}h{number(2 * r)}v{number(2 * r)}h{number(-2 * r)}Z"
    if shape == "diamond":
        return f"M{number(-r)},0L0,{number(-r)}L{number(r)},0L0,{number(r)}Z"
    if shape == "stroke":
        return f"M{number(-r)},0L{number(r)},0"
    if shape == "triangle-up":
        h = r * _HALF
        return f"M0,{number(-h)}L{number(-r)},{number(h)}L{number(r)},{number(h)}Z"
    raise ValueError(f"the picture writer has no symbol {shape}")


def _symbol(item: Item, paint: Paint) -> str:
    shape, size = item.get("shape", "circle"), item.get("size", 64)
    x, y = item.get("x", 0), item.get("y", 0)
    if shape == "circle":
        centre = {"cx": number(x), "cy": number(y), "r": number(math.sqrt(size) / 2)}
        return f"<circle{_attributes(centre | _paint(item, paint))}/>"
    return f"<path{_attributes({'d': _outline(shape, size)} | _at(x, y) | _paint(item, paint))}/>"


def _shape(item: Item, paint: Paint) -> str:
    path = {"d": str(item.get("path") or item.get("shape") or "")}
    place = _at(item.get("x", 0), item.get("y", 0))
    return f"<path{_attributes(path | place | _paint(item, paint))}/>"


def _lines(item: Item) -> Sequence[str]:
    text = item.get("text", "")
    if isinstance(text, list):
        return [str(t) for t in text]
    return str(text).split(item["lineBreak"]) if item.get("lineBreak") else [str(text)]


def _text(item: Item, paint: Paint) -> str:
    lines = _lines(item)
    if not any(lines):
        return ""
    size = item.get("fontSize", 11)
    # Unless told, a line is two pixels higher than its letters, as in Vega.
    height = item.get("lineHeight", size + 2)
    of_size, of_height = _BASELINE.get(item.get("baseline", "alphabetic"), (0, 0))
    baseline = round(of_size * size + of_height * height)
    x, y = item.get("x", 0), item.get("y", 0)
    dx, dy = item.get("dx", 0), item.get("dy", 0) + baseline
    out: dict[str, str] = {"font-size": f"{number(size)}px"}
    if angle := item.get("angle", 0):
        out["transform"] = f"translate({number(x)},{number(y)}) rotate({number(angle)})"
        x = y = 0
    out |= {"x": number(x + dx), "y": number(y + dy)}
    if anchor := _ANCHOR.get(item.get("align", "left")):
        out["text-anchor"] = anchor
    if weight := item.get("fontWeight"):
        out["font-weight"] = str(weight)
    body = (
        escape(lines[0])
        if len(lines) == 1
        else "".join(
            f'<tspan x="{out["x"]}" dy="{0 if n == 0 else number(height)}">{escape(t)}</tspan>'
            for n, t in enumerate(lines)
        )
    )
    return f"<text{_attributes(out | _paint(item, paint))}>{body}</text>"


def _path(points: Sequence[Item], *, closed: bool) -> str:
    steps = [f"{'M' if n == 0 else 'L'}{number(p['x'])},{number(p['y'])}" for n, p in enumerate(points)]
    return "".join(steps) + ("Z" if closed else "")


def _stretches(items: Sequence[Item]) -> list[list[Item]]:
    """Return the stretches of a line between points that are not defined: a missing value is a gap and not a bridge."""
    stretches: list[list[Item]] = [[]]
    for item in items:
        if item.get("defined", True):
            stretches[-1].append(item)
        elif stretches[-1]:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]


def _line(items: Sequence[Item], paint: Paint) -> str:
    stretches = _stretches(items)
    if not stretches:
        return ""
    first = stretches[0][0]
    closed = str(first.get("interpolate", "")).endswith("-closed")
    path = "".join(_path(stretch, closed=closed) for stretch in stretches)
    return f"<path{_attributes({'d': path} | _paint(first, paint))}/>"


def _area(items: Sequence[Item], paint: Paint) -> str:
    if not items:
        return ""
    back = [{"x": i["x"], "y": i.get("y2", i.get("y", 0) + i.get("height", 0))} for i in reversed(items)]
    return f"<path{_attributes({'d': _path([*items, *back], closed=True)} | _paint(items[0], paint))}/>"


def _group(item: Item, paint: Paint) -> str:
    body = "".join(_mark(mark, paint) for mark in item.get("items", ()))
    drawn = item.get("fill") not in (None, "transparent") or item.get("stroke") not in (None, "transparent")
    box = _rect({**item, "x": 0.5, "y": 0.5}, paint) if drawn and item.get("width") else ""
    if not body and not box:
        return ""
    place = _attributes(_at(item.get("x", 0), item.get("y", 0)))
    return f"<g{place}>{box}{body}</g>" if place else box + body


_ONE_EACH: Mapping[str, Callable[[Item, Paint], str]] = {
    "group": _group, "rule": _rule, "rect": _rect, "symbol": _symbol, "shape": _shape, "path": _shape, "text": _text,
}  # fmt: skip
_ONE_FOR_ALL: Mapping[str, Callable[[Sequence[Item], Paint], str]] = {"line": _line, "area": _area}


def _ordered(items: Sequence[Item]) -> Iterator[Item]:
    yield from sorted(items, key=lambda i: i.get("zindex") or 0)


def _mark(mark: Item, paint: Paint) -> str:
    kind, items = str(mark["marktype"]), mark.get("items", [])
    if kind in _ONE_FOR_ALL:
        return _ONE_FOR_ALL[kind](items, paint)
    return "".join(_ONE_EACH[kind](item, paint) for item in _ordered(items))


def body_of(scene: Item, paint: Paint) -> str:
    """Return the elements of a scene, without the element svg around them; all texts have the one face of the theme."""
    x, y = scene["origin"]
    return f"<g{_attributes(_at(x, y) | {'font-family': theme.FONT})}>{_mark(scene['scenegraph'], paint)}</g>"


def picture(scene: Item, paint: Paint) -> str:
    """Return a scene as an SVG picture that takes the size of its place; it is hidden from readers, who get the text."""
    box = f"0 0 {number(scene['width'])} {number(scene['height'])}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" aria-hidden="true" focusable="false">'
        f"{body_of(scene, paint)}</svg>"
    )
