"""Panels of small multiples: where each lies in either layout, and the layers that are drawn in them.

All places are pixels of a layout, so that the same panels fit a desk in four columns and a phone in two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import altair as alt

from build_scripts.charts import certainty, theme
from build_scripts.charts.base import Layout, Spec
from build_scripts.charts.ticks import round_ticks

LEFT, GAP, NAME, PLOT, BELOW = 38, 14, 18, 48, 14
INSET = 6
TICKS = 3
SMALL = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """The common axes of all panels: the days and the values at their ends, and the round values with a line across."""

    first: date
    last: date
    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def across(self, day: date) -> float:
        """Return where a day stands between the ends, from 0 to 1."""
        span = (self.last - self.first).days
        return (day - self.first).days / span if span else 0.5

    def up(self, value: Decimal) -> float:
        """Return where a value stands between the lowest and the highest, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


def frame_of(days: Sequence[date], values: Sequence[Decimal]) -> Frame:
    """Return the axes that hold all days and values, with at most three lines across; they go a little beyond the values."""
    low, high = min(values), max(values)
    margin = (high - low) / 12 or abs(high) / 12 or Decimal(1)
    low, high = low - margin, high + margin
    inside = tuple(t for t in round_ticks(low, high, TICKS + 1) if low <= t <= high)
    return Frame(min(days), max(days), low, high, inside or (min(values),))


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the panels of a layout lie, in pixels."""

    layout: Layout
    count: int

    @property
    def columns(self) -> int:
        """How many panels stand side by side."""
        return min(2 if self.layout.narrow else 4, max(self.count, 1))

    @property
    def width(self) -> int:
        """The width of all panels with the labels on their left."""
        return self.layout.width - 20

    @property
    def height(self) -> int:
        """The height of all panels with the labels below."""
        return -(-self.count // self.columns) * self.step + BELOW

    @property
    def step(self) -> int:
        """How far below one row the next begins."""
        return NAME + PLOT + GAP

    @property
    def panel(self) -> float:
        """The width of a panel."""
        return (self.width - LEFT - GAP * (self.columns - 1)) / self.columns

    def corner(self, place: int) -> tuple[float, float]:
        """Return the upper left corner of the plot of a panel."""
        row, column = divmod(place, self.columns)
        return LEFT + column * (self.panel + GAP), row * self.step + NAME

    def at(self, place: int, across: float, up: float) -> tuple[float, float]:
        """Return where a point of a panel lies."""
        x, y = self.corner(place)
        return round(x + INSET + across * (self.panel - 2 * INSET), 1), round(y + PLOT - up * PLOT, 1)


@dataclass(frozen=True, slots=True)
class Plane:
    """The plane of pixels on which one layout is drawn."""

    grid: Grid

    @property
    def prefix(self) -> str:
        """What stands before the fields of a layout."""
        return "n" if self.grid.layout.narrow else ""

    def x(self, name: str, own: str | None = None) -> alt.X:
        """Return the horizontal place in a field."""
        scale = alt.Scale(domain=[0, self.grid.width], nice=False, zero=False)
        return alt.X(field=(self.prefix if own is None else own) + name, type="quantitative", scale=scale, axis=None)

    def y(self, name: str, own: str | None = None) -> alt.Y:
        """Return the vertical place in a field."""
        scale = alt.Scale(domain=[self.grid.height, 0], nice=False, zero=False)
        return alt.Y(field=(self.prefix if own is None else own) + name, type="quantitative", scale=scale, axis=None)


def _ground(plane: Plane, has: Collection[str]) -> Iterator[alt.Chart]:
    """Yield what lies under the lines: the lines across with their labels, the target, the years, the empty panels."""
    prefix, x, y = plane.prefix, plane.x("x", ""), plane.y("y", "")
    ticks = alt.Chart(alt.NamedData(f"{prefix}ticks"))
    yield ticks.mark_rule(color=theme.colour("grid")).encode(x=x, x2=alt.X2(field="x2"), y=y)
    label = alt.Text(field="label", type="nominal")
    muted = theme.colour("muted")
    small = ticks.mark_text(align="right", baseline="middle", fontSize=SMALL, color=muted)
    yield small.encode(x=plane.x("at", ""), y=y, text=label)
    if f"{prefix}target" in has:
        target = alt.Chart(alt.NamedData(f"{prefix}target"))
        rule = target.mark_rule(color=theme.colour("target"), strokeDash=[7, 4], strokeWidth=1.2)
        yield rule.encode(x=x, x2=alt.X2(field="x2"), y=y)
    years = alt.Chart(alt.NamedData(f"{prefix}years"))
    yield years.mark_text(align=alt.expr("datum.side"), baseline="middle", fontSize=SMALL, color=muted).encode(
        x=x, y=y, text=label
    )
    if "empty" in has:
        yield from _empty_panels(plane)


def _empty_panels(plane: Plane) -> Iterator[alt.Chart]:
    empty = alt.Chart(alt.NamedData("empty"))
    box = empty.mark_rect(strokeDash=[3, 3], fill=theme.colour("none"), stroke=theme.colour("axis"))
    right, foot = alt.X2(field=plane.prefix + "x2"), alt.Y2(field=plane.prefix + "y2")
    yield box.encode(x=plane.x("x"), x2=right, y=plane.y("y"), y2=foot)
    said = empty.mark_text(baseline="middle", fontSize=SMALL, color=theme.colour("muted"))
    yield said.encode(x=plane.x("cx"), y=plane.y("cy"), text=alt.Text(field="text", type="nominal"))


def _lines(plane: Plane, has: Collection[str], tooltip: list[alt.Tooltip]) -> Iterator[alt.Chart]:
    """Yield the lines: breaks and intervals, stretches with and without gaps, points, what is no exact number."""
    x, y, mark = plane.x("x"), plane.y("y"), theme.MARKS[0]
    detail, foot = alt.Detail(field="run", type="nominal"), alt.Y2(field=plane.prefix + "y2")
    if "breaks" in has:
        rule = alt.Chart(alt.NamedData("breaks")).mark_rule(color=theme.colour("muted"), strokeDash=[2, 2])
        yield rule.encode(x=x, y=y, y2=foot)
    if "ranges" in has:
        rule = alt.Chart(alt.NamedData("ranges")).mark_rule(color=theme.colour("claim"), strokeWidth=3)
        yield rule.encode(x=x, y=y, y2=foot)
    if "gaps" in has:
        gap = alt.Chart(alt.NamedData("gaps")).mark_line(color=mark, strokeWidth=1.2, strokeDash=[3, 3])
        yield gap.encode(x=x, y=y, detail=detail)
    if "lines" in has:
        yield alt.Chart(alt.NamedData("lines")).mark_line(color=mark, strokeWidth=2).encode(x=x, y=y, detail=detail)
    points = alt.Chart(alt.NamedData("points"))
    yield points.mark_point(filled=True, size=24, opacity=1, color=mark).encode(x=x, y=y, tooltip=tooltip)
    if "open" in has:
        yield from certainty.open_marks(x, y, size=9, away=9)


def _headings(plane: Plane) -> Iterator[alt.Chart]:
    names, y = alt.Chart(alt.NamedData("names")), plane.y("y")
    label = alt.Text(field=plane.prefix + "label", type="nominal")
    yield names.mark_text(align="left", baseline="middle", fontSize=SMALL).encode(x=plane.x("x"), y=y, text=label)
    value = names.mark_text(align="right", baseline="middle", fontSize=SMALL, fontWeight=600)
    yield value.encode(x=plane.x("x2"), y=y, text=alt.Text(field="value", type="nominal"))


def view(grid: Grid, has: Collection[str], tooltip: list[alt.Tooltip]) -> Spec:
    """Return the drawing of one layout from the datasets that there are."""
    plane = Plane(grid)
    layers = [*_ground(plane, has), *_lines(plane, has, tooltip), *_headings(plane)]
    spec: Spec = alt.layer(*layers).properties(width=grid.width, height=grid.height).to_dict(validate=False)
    return spec
