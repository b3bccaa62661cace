"""How a trend is drawn: the layers of its two layouts, and the labels of an axis of time.

A drawing depends on its shape alone, and is made once for all trends of that shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import altair as alt

from build_scripts.charts import certainty, theme
from build_scripts.charts.base import Layout, Spec
from build_scripts.locale import Locale

# The kinds of observation that are drawn as rules.
RULES = ("target", "threshold")


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes two trends the same drawing, apart from their data."""

    layout: Layout
    names: tuple[str, ...]
    tooltips: tuple[str, ...]
    has: frozenset[str]


def _year_ticks(first: int, last: int, most: int) -> tuple[str, ...]:
    step = next(s for s in (1, 2, 3, 5, 10, 20, 50, 100, 500) if (last - first) // s < most)
    return tuple(f"{year}-12-31" for year in range(last, first - 1, -step))[::-1]


def _month_ticks(first: date, last: date, most: int) -> tuple[str, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month
    step = next(s for s in (1, 2, 3, 4, 6, 12) if count // s < most)
    ends = []
    for n in range(0, count + 1, step):
        year, month = divmod(first.year * 12 + first.month - 1 + n + 1, 12)
        ends.append((date(year, month + 1, 1) - timedelta(days=1)).isoformat())
    return tuple(ends)


def ticks(days: Sequence[date], *, narrow: bool) -> tuple[tuple[str, ...], str]:
    """Return the days with a label and its format: ends of years, or ends of months where all lies within two years.

    A year stands at its end, where a state dated only by its year counts.
    """
    return sparse_ticks(days, years=5 if narrow else 12, months=4 if narrow else 8)


def sparse_ticks(days: Sequence[date], *, years: int, months: int) -> tuple[tuple[str, ...], str]:
    """Return the labels of `ticks` with at most so many years or months."""
    first, last = days[0], days[-1]
    if (last - first).days >= 730:
        return _year_ticks(first.year, last.year, years), "%Y"
    return _month_ticks(first, last, months), "%b %Y"


def _x() -> alt.X:
    axis = alt.Axis(title=None, grid=False)
    return alt.X(field="day", type="temporal", scale=alt.Scale(type="utc", padding=14), axis=axis)


def _y() -> alt.Y:
    axis = alt.Axis(title=None, tickCount=5, domain=False, ticks=False)
    return alt.Y(field="value", type="quantitative", scale=alt.Scale(zero=False, nice=True, padding=8), axis=axis)


def _tooltip(shape: Shape) -> list[alt.Tooltip]:
    names = [n for n in ("date", "amount", "series", "source") if n != "series" or len(shape.names) > 1]
    return [alt.Tooltip(field=n, type="nominal", title=t) for n, t in zip(names, shape.tooltips, strict=True)]


def _colour(shape: Shape, *, named: bool) -> alt.Color | alt.ColorValue:
    if len(shape.names) == 1:
        return alt.ColorValue(theme.MARKS[0])
    scale = alt.Scale(domain=list(shape.names), range=list(theme.MARKS[: len(shape.names)]))
    legend = alt.Legend(title=None, columns=1 if shape.layout.narrow else 2, symbolType="circle") if named else None
    return alt.Color(field="series", type="nominal", scale=scale, legend=legend)


def rule_dash() -> alt.StrokeDash:
    """Return the strokes of rules: long ones for a target, short ones for a threshold."""
    dashes = alt.Scale(domain=list(RULES), range=[[7, 4], [2, 3]])
    return alt.StrokeDash(field="kind", type="nominal", scale=dashes, legend=None)


def rule_names(y: alt.Y, colour: alt.Color) -> list[alt.Chart]:
    """Return the names of the rules in the dataset `rules`, written over the lines on a rim of paper."""
    rows, paper = alt.Chart(alt.NamedData("rules")), theme.colour("paper")
    place: dict[str, Any] = {
        "align": alt.expr("datum.side"),
        "baseline": alt.expr("datum.above ? 'bottom' : 'top'"),
        "dy": alt.expr("datum.above ? -4 : 5"),
    }
    x = alt.value(alt.expr("datum.side === 'left' ? 4 : width"))
    text = alt.Text(field="label", type="nominal")
    rim = rows.mark_text(**place, color=paper, stroke=paper, strokeWidth=4, strokeJoin="round")
    return [rim.encode(x=x, y=y, text=text), rows.mark_text(**place).encode(x=x, y=y, text=text, color=colour)]


def _rules() -> tuple[alt.Chart, list[alt.Chart]]:
    """Return the rules, which lie below all else, and their names, which lie above it."""
    y = alt.Y(field="value", type="quantitative")
    colours = alt.Scale(domain=list(RULES), range=[theme.colour(kind) for kind in RULES])
    colour = alt.Color(field="kind", type="nominal", scale=colours, legend=None)
    rules = alt.Chart(alt.NamedData("rules")).mark_rule(strokeWidth=1.5)
    return rules.encode(y=y, color=colour, strokeDash=rule_dash()), rule_names(y, colour)


def _interruptions(shape: Shape, x: alt.X, y: alt.Y, detail: alt.Detail) -> list[alt.Chart]:
    """Return what stands where a line does not: a dashed stroke over years without a figure, a dotted rule at a break."""
    layers: list[alt.Chart] = []
    if "breaks" in shape.has:
        rule = alt.Chart(alt.NamedData("breaks")).mark_rule(color=theme.colour("muted"), strokeDash=[2, 3])
        layers.append(rule.encode(x=x))
    if "gaps" in shape.has:
        gap = alt.Chart(alt.NamedData("gaps")).mark_line(strokeWidth=1.5, strokeDash=[3, 4])
        layers.append(gap.encode(x=x, y=y, color=_colour(shape, named=False), detail=detail))
    return layers


def _marks(shape: Shape) -> list[alt.Chart]:
    x, y, tip = _x(), _y(), _tooltip(shape)
    line, claims = alt.Chart(alt.NamedData("line")), alt.Chart(alt.NamedData("claims"))
    layers = (
        [
            claims.mark_point(
                size=30,
                fill=theme.colour("claim"),
                stroke=theme.colour("claim"),
                fillOpacity=alt.expr("datum.rough ? 0 : 1"),
                opacity=0.75,
            ).encode(x=x, y=y, tooltip=tip)
        ]
        if "claims" in shape.has
        else []
    )
    # Neighbours on one line are comparable, and no whole year lies between them.
    detail = alt.Detail(field="run", type="nominal")
    layers += _interruptions(shape, x, y, detail)
    layers += [
        line.mark_line().encode(x=x, y=y, color=_colour(shape, named=True), detail=detail),
        line.mark_point(filled=True, size=64, opacity=1).encode(
            x=x, y=y, color=_colour(shape, named=False), tooltip=tip
        ),
    ]
    layers += certainty.open_marks(x, y, size=22) if "open" in shape.has else []
    if "targets" in shape.has:
        targets = alt.Chart(alt.NamedData("targets"))
        mark = targets.mark_point(shape="diamond", filled=True, size=110, opacity=1, color=theme.colour("target"))
        layers.append(mark.encode(x=x, y=y, tooltip=tip))
    if len(shape.names) == 1:
        ends = alt.Chart(alt.NamedData("ends")).mark_text(
            align="right", baseline="bottom", dy=alt.expr("datum.lifted ? -24 : -8"), fontWeight=600
        )
        layers.append(ends.encode(x=x, y=y, text=alt.Text(field="text", type="nominal")))
    return layers


@lru_cache(maxsize=1024)
def view(shape: Shape) -> Spec:
    """Return the drawing of a shape, made once; the labels of its axis of time come with the data."""
    layers = _marks(shape)
    if "rules" in shape.has:
        rules, names = _rules()
        layers = [rules, *layers, *names]
    height = 230 if shape.layout.narrow else 300
    chart = alt.layer(*layers).properties(width=shape.layout.width - 64, height=height)
    spec: Spec = chart.resolve_scale(color="independent", strokeDash="independent").to_dict(validate=False)
    return spec


def with_ticks(drawn: Spec, days: Sequence[date], locale: Locale, *, narrow: bool) -> Spec:
    """Return a view with the labels of its axis of time; an axis of years says that a label marks the end of its year."""
    values, pattern = ticks(days, narrow=narrow)
    title = locale.word("charts.trend.year-end") if pattern == "%Y" else None

    def labelled(layer: Spec) -> Spec:
        encoding = layer["encoding"]
        if "axis" not in encoding.get("x", {}):
            return layer
        axis = {**encoding["x"]["axis"], "values": list(values), "format": pattern, "title": title}
        return {**layer, "encoding": {**encoding, "x": {**encoding["x"], "axis": axis}}}

    return {**drawn, "layer": [labelled(layer) for layer in drawn["layer"]]}
