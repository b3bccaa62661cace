"""The drawing of a comparison: its layers in both layouts, and the labels of its axes.

A reader's own comparison is drawn from the same layers, with other rows and axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import altair as alt

from build_scripts.charts import certainty, trend_view
from build_scripts.charts.base import Layout, Spec
from build_scripts.drawing.labels import HEIGHT, ROOM, TICKS, WIDTH
from build_scripts.locale import Locale


def _x() -> alt.X:
    axis = alt.Axis(title=None, grid=False)
    return alt.X(field="day", type="temporal", scale=alt.Scale(type="utc", padding=14), axis=axis)


def _y() -> alt.Y:
    axis = alt.Axis(title=None, tickCount=5, domain=False, ticks=False)
    return alt.Y(field="value", type="quantitative", scale=alt.Scale(zero=False, nice=False), axis=axis)


def _ink() -> alt.Color:
    return alt.Color(field="ink", type="nominal", scale=None, legend=None)


def _rules(y: alt.Y) -> alt.Chart:
    rules: alt.Chart = (
        alt.Chart(alt.NamedData("rules"))
        .mark_rule(strokeWidth=1.5)
        .encode(y=y, color=_ink(), strokeDash=trend_view.rule_dash())
    )
    return rules


def _labels(y: alt.Y, layout: Layout) -> alt.Chart:
    height = ROOM[layout.narrow][1]
    size = layout.font - 1 if layout.narrow else layout.font
    rows = alt.Chart(alt.NamedData("labels-narrow" if layout.narrow else "labels-wide"))
    mark = rows.mark_text(
        align="left", baseline="line-top", dx=8, lineBreak="\n", lineHeight=height, fontSize=size, fontWeight=600
    )
    text = alt.Text(field="label", type="nominal")
    placed: alt.Chart = mark.encode(x=alt.value(alt.expr("width")), y=y, text=text, color=_ink())
    return placed


@lru_cache(maxsize=16)
def view(layout: Layout, tooltips: tuple[str, ...]) -> Spec:
    """Return the drawing in a layout; `tooltips` are the headings of series, date, value and source."""
    x, y = _x(), _y()
    fields = zip(("series", "date", "amount", "source"), tooltips, strict=True)
    tip = [alt.Tooltip(field=name, type="nominal", title=title) for name, title in fields]
    line = alt.Chart(alt.NamedData("line"))
    layers = [
        _rules(y),
        line.mark_line().encode(x=x, y=y, color=_ink(), detail=alt.Detail(field="run", type="nominal")),
        line.mark_point(filled=True, size=64, opacity=1).encode(x=x, y=y, color=_ink(), tooltip=tip),
        *certainty.open_marks(x, y),
        *trend_view.rule_names(y, _ink()),
        _labels(y, layout),
    ]
    chart = alt.layer(*layers).properties(width=WIDTH[layout.narrow], height=HEIGHT[layout.narrow])
    spec: Spec = chart.resolve_scale(strokeDash="independent").to_dict(validate=False)
    return spec


def scaled(drawing: Spec, days: Sequence[date], domain: tuple[float, float], locale: Locale, *, narrow: bool) -> Spec:
    """Return a view with the labels of its axis of time and the ends of its axis of values."""
    values, pattern = trend_view.sparse_ticks(days, **TICKS[narrow])
    title = locale.word("charts.trend.year-end") if pattern == "%Y" else None
    time = {"values": list(values), "format": pattern, "title": title}

    def one(layer: Spec) -> Spec:
        encoding = dict(layer["encoding"])
        if "axis" in encoding.get("x", {}):
            encoding["x"] = {**encoding["x"], "axis": {**encoding["x"]["axis"], **time}}
        encoding["y"] = {**encoding["y"], "scale": {**encoding["y"]["scale"], "domain": list(domain)}}
        return {**layer, "encoding": encoding}

    return {**drawing, "layer": [one(layer) for layer in drawing["layer"]]}
