"""A dot strip: where areas lie on one axis, dot upon dot where many share a place, with some of them named.

Every dot stands exactly at its value; only its height is chosen, so that no dot hides another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Chart
from build_scripts.charts import certainty, selection, theme, words
from build_scripts.charts import lines as members
from build_scripts.charts.base import (
    LAYOUTS,
    Drawn,
    Layout,
    Request,
    Scale,
    Spec,
    Words,
    abbreviated,
    finish,
    scale_for,
    sentence_case,
    shown,
    unit_words,
)
from build_scripts.charts.lines import Line, Lines
from build_scripts.charts.ticks import round_ticks
from build_scripts.dataset import LEVELS
from build_scripts.figures import Figure, Figures
from build_scripts.figures.tolerance import rounded
from build_scripts.locale import Locale

EVERY = 1000
MOST_NAMED = 6
DIAMETERS = (13, 11, 9, 7, 5, 4)
TALLEST = 120
LANE = 17
NAME = {False: 30, True: 20}
MARGIN = 10
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """What a dot strip draws: each member's latest figure in rising order, those that are named, the country, the target."""

    lines: Lines
    ordered: tuple[tuple[Line, Figure], ...]
    named: tuple[int, ...]
    country: Figure | None
    target: Figure | None
    ticks: tuple[Decimal, ...]
    figures: Figures
    scale: Scale
    locale: Locale

    @property
    def drawn(self) -> tuple[Figure, ...]:
        """All figures that are drawn as dots."""
        return tuple(f for _, f in self.ordered)


def _named(ordered: Sequence[tuple[Line, Figure]], asked: Sequence[str]) -> tuple[int, ...]:
    """Return the places of the members that are named: those asked for, otherwise the lowest and the highest."""
    told = [n for n, (line, _) in enumerate(ordered) if line.code in asked][:MOST_NAMED]
    return tuple(told) or tuple(sorted({0, len(ordered) - 1}))


def _country(figures: Figures, request: Request, lines: Lines) -> Figure | None:
    """Return the country's latest figure where it lies among those of areas: a sum of them would not."""
    if lines.kind not in LEVELS[1:] or lines.indicator.aggregation == "sum":
        return None
    whole = members.figures_of(figures, request, selection.COUNTRY)
    return whole[-1] if whole else None


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose what a dot strip draws: of each member the latest figure, none older than three years before the newest."""
    lines = members.choose(figures, request, locale, EVERY)
    if lines is None:
        return None
    recent = {f.key: f for f in selection.recent(m.figures[-1] for m in lines.known)}
    latest = [(m, m.figures[-1]) for m in lines.known if m.figures[-1].key in recent]
    ordered = tuple(sorted(latest, key=lambda one: (one[1].value, one[0].code)))
    newest = max(f.key.day for _, f in ordered)
    share = lines.indicator.unit == "percent"
    target = selection.due_target(figures, request.indicator, newest) if share else None
    country = _country(figures, request, lines)
    values = [f.value for f in (*(f for _, f in ordered), *(f for f in (country, target) if f))]
    ticks = round_ticks(min(values), max(values), 6)
    named = _named(ordered, request.areas)
    scale = scale_for(values)
    return Material(lines, ordered, named, country, target, ticks, figures, scale, locale)


@dataclass(frozen=True, slots=True)
class Heap:
    """How dots lie above each other in a layout: their diameter and, for each, how many lie below it."""

    diameter: int
    levels: tuple[int, ...]

    @property
    def height(self) -> int:
        """The height of the heap in pixels."""
        return (max(self.levels) + 1) * self.diameter


def _levels(places: Sequence[float], diameter: int) -> tuple[int, ...]:
    """Return for places in rising order the lowest level on which a dot does not touch the one before."""
    last: list[float] = []
    levels = []
    for place in places:
        level = next((n for n, end in enumerate(last) if place - end >= diameter), len(last))
        last[level : level + 1] = [place]
        levels.append(level)
    return tuple(levels)


def _heap(what: Material, layout: Layout) -> Heap:
    """Return the heap with the largest dots that is not too tall; with the smallest dots it may be."""
    low, high = what.ticks[0], what.ticks[-1]
    places = [float((f.value - low) / (high - low)) * _width(layout) for f in what.drawn]
    heaps = [Heap(diameter, _levels(places, diameter)) for diameter in DIAMETERS]
    return next((heap for heap in heaps if heap.height <= TALLEST), heaps[-1])


def _width(layout: Layout) -> int:
    return layout.width - 40


def _lanes(what: Material) -> int:
    return len(what.named) + (what.country is not None) + (what.target is not None)


def _height(what: Material, heap: Heap) -> int:
    return _lanes(what) * LANE + MARGIN + heap.height


def _dots(what: Material, heaps: Sequence[Heap]) -> list[Row]:
    rows = []
    for n, (line, figure) in enumerate(what.ordered):
        row = members.mark(line, figure, what.scale, what.figures, what.locale) | {
            "role": "named" if n in what.named else "dot"
        }
        for heap, prefix in zip(heaps, ("", "n"), strict=True):
            row[f"{prefix}y"] = round((heap.levels[n] + 0.5) * heap.diameter, 1)
        rows.append(row)
    return rows


def _marks(what: Material) -> Iterator[tuple[str, str, Figure, int]]:
    """Yield what gets a name: kind, name, figure, and the place of its dot or -1."""
    for n in what.named:
        yield "named", what.ordered[n][0].name, what.ordered[n][1], n
    if what.country:
        yield "country", words.area_name(what.figures.dataset, selection.COUNTRY, what.locale), what.country, -1
    if what.target:
        name = what.locale.word("charts.dot-strip.target", year=what.target.key.as_of[:4])
        yield "target", name, what.target, -1


def _labels(what: Material, heaps: Sequence[Heap]) -> list[Row]:
    """Return a label for each named dot and line, each in a lane of its own above the heap."""
    rows, middle = [], (what.ticks[0] + what.ticks[-1]) / 2
    for lane, (kind, name, figure, place) in enumerate(_marks(what)):
        value = certainty.signed(figure.chosen, shown(figure.value, what.scale, what.locale))
        row: Row = {"kind": kind, "value": what.scale.of(figure.value), "right": figure.value > middle}
        for heap, layout in zip(heaps, LAYOUTS, strict=True):
            prefix = "n" if layout.narrow else ""
            foot = (heap.levels[place] + 1) * heap.diameter if place >= 0 else 0
            row |= {f"{prefix}label": f"{abbreviated(name, NAME[layout.narrow])} {value}"}
            row |= {f"{prefix}y": heap.height + MARGIN + (_lanes(what) - lane - 0.5) * LANE, f"{prefix}y2": foot}
        rows.append(row)
    return rows


def _datasets(what: Material, heaps: Sequence[Heap]) -> dict[str, list[Row]]:
    dots = _dots(what, heaps)
    ranges = [
        {"low": what.scale.of(max(f.low, what.ticks[0])), "high": what.scale.of(min(f.high, what.ticks[-1]))}
        | {name: row[name] for name in ("y", "ny")}
        for f, row in zip(what.drawn, dots, strict=True)
        if certainty.disagreeing([f])
    ]
    datasets = {
        "dots": dots,
        "labels": _labels(what, heaps),
        "ranges": ranges,
        "open": certainty.open_rows([(f.chosen, r) for f, r in zip(what.drawn, dots, strict=True)], upright=False),
    }
    return {name: rows for name, rows in datasets.items() if rows}


def _format(what: Material) -> str:
    """Return how the labels of the axis are written: with as many decimals as their steps need."""
    places = max(-int((t / what.scale.size).normalize().as_tuple().exponent) for t in what.ticks)
    return f",.{max(0, places)}f"


def _paint() -> alt.Color:
    kinds = {"named": theme.colour("ink"), "country": theme.MARKS[2], "target": theme.colour("target")}
    scale = alt.Scale(domain=list(kinds), range=list(kinds.values()))
    return alt.Color(field="kind", type="nominal", scale=scale, legend=None)


def _view(what: Material, layout: Layout, heap: Heap, has: Mapping[str, object]) -> Spec:
    prefix, scale = "n" if layout.narrow else "", what.scale
    ticks = [scale.of(t) for t in what.ticks]
    x = alt.X(
        field="value",
        type="quantitative",
        scale=alt.Scale(domain=[ticks[0], ticks[-1]], nice=False, zero=False),
        axis=alt.Axis(title=None, values=ticks, grid=False, format=_format(what)),
    )
    height = _height(what, heap)
    y = alt.Y(field=prefix + "y", type="quantitative", scale=alt.Scale(domain=[0, height], nice=False), axis=None)
    tooltip = members.tooltips(what.locale)
    labels, dots = alt.Chart(alt.NamedData("labels")), alt.Chart(alt.NamedData("dots"))
    lead = labels.mark_rule(strokeWidth=1.2, strokeDash=alt.expr("datum.kind === 'named' ? [] : [5, 3]"))
    layers = [lead.encode(x=x, y=y, y2=alt.Y2(field=prefix + "y2"), color=_paint())]
    if "ranges" in has:
        bars = alt.Chart(alt.NamedData("ranges")).mark_rule(strokeWidth=2, color=theme.colour("claim"))
        layers.append(bars.encode(x=alt.X(field="low", type="quantitative"), x2=alt.X2(field="high"), y=y))
    roles = alt.Scale(domain=["dot", "named"], range=[theme.MARKS[0], theme.MARKS[1]])
    colour = alt.Color(field="role", type="nominal", scale=roles, legend=None)
    size = heap.diameter**2 * 0.8
    layers.append(dots.mark_point(filled=True, size=size, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip))
    if "open" in has:
        layers += certainty.open_marks(x, y, size=round(size * 0.3), arrows=heap.diameter >= 9, away=heap.diameter)
    text = labels.mark_text(
        align=alt.expr("datum.right ? 'right' : 'left'"), baseline="middle", dx=alt.expr("datum.right ? -5 : 5")
    )
    layers.append(text.encode(x=x, y=y, color=_paint(), text=alt.Text(field=prefix + "label", type="nominal")))
    chart = alt.layer(*layers).resolve_scale(color="independent").properties(width=_width(layout), height=height)
    spec: Spec = chart.to_dict(validate=False)
    return spec


def _subtitle(what: Material) -> str:
    locale, years = what.locale, sorted(f.key.day.year for f in what.drawn)
    told = str(years[0]) if years[0] == years[-1] else locale.word("charts.years", first=years[0], last=years[-1])
    unit = sentence_case(unit_words(what.scale, what.lines.indicator.unit, locale))
    missing = len(what.lines.members) - len(what.ordered)
    parts = [locale.word("charts.dot-strip.subtitle", unit=unit, years=told), members.left_out(what.lines, locale)]
    if missing:
        parts.append(locale.word("charts.dot-strip.missing", members=members.counted(what.lines.kind, missing, locale)))
    parts += certainty.notes(what.drawn, locale, arrows=True, ranges=True)
    return " ".join(p for p in parts if p)


def _middle(figures: Sequence[Figure]) -> Decimal:
    """Return the median, with no more decimals than the most exact of the values."""
    places = max(max(0, -int(f.value.as_tuple().exponent)) for f in figures)
    return rounded(Decimal(median(f.value for f in figures)), places).normalize() + 0


def _words(what: Material, name: str) -> Words:
    locale, unit = what.locale, what.lines.indicator.unit
    (low_line, low), (high_line, high) = what.ordered[0], what.ordered[-1]
    facts: dict[str, object] = {
        "name": name,
        "members": members.counted(what.lines.kind, len(what.ordered), locale),
        "low": words.amount(low.value, unit, locale),
        "low_member": low_line.name,
        "high": words.amount(high.value, unit, locale),
        "high_member": high_line.name,
        "median": words.amount(_middle(what.drawn), unit, locale),
    }
    marks = [
        locale.word("charts.dot-strip.entry", member=called, value=words.amount(f.value, unit, locale))
        for _, called, f, _ in _marks(what)
    ]
    alternative = [
        locale.word("charts.dot-strip.alternative", **facts, entries="; ".join(marks)),
        certainty.alternative(what.drawn, what.figures.dataset, locale),
    ]
    return Words(
        locale.word(f"charts.dot-strip.title{'-one' if len(what.ordered) == 1 else ''}", **facts),
        _subtitle(what),
        narrative.source_line(what.figures.dataset, [f.chosen.source_id for f in what.drawn], locale),
        " ".join(p for p in alternative if p),
    )


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw where members lie; None where none has a figure."""
    what = material(figures, request, locale)
    if what is None:
        return None
    heaps = [_heap(what, layout) for layout in LAYOUTS]
    datasets = _datasets(what, heaps)
    name = words.indicator_name(figures.dataset, request, locale)
    wide, narrow = (_view(what, layout, heap, datasets) for layout, heap in zip(LAYOUTS, heaps, strict=True))
    across = [(called, f) for kind, called, f, _ in _marks(what) if kind != "named"]
    table = members.table([(line, [f]) for line, f in what.ordered], locale, across)
    drawn = Drawn(words=_words(what, name), table=table, views=(wide, narrow), datasets=datasets)
    return finish("dot-strip", request, locale, drawn)
