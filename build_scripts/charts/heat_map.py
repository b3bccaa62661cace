"""A heat map: areas by years, the colour of a cell its class of value; cells without a figure show the hatching below them.

A cell holds the latest figure of its year. Nothing is filled in between years, and a missing value is never a pale one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Chart
from build_scripts.charts import certainty, theme, words
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
    unlike,
)
from build_scripts.charts.classes import Classes, classify
from build_scripts.charts.lines import Line, Lines
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale

MOST_YEARS = 20
LONGEST = {False: 26, True: 17}
ROW = 22
HATCH = 8
WRITTEN = 34  # a cell of so many pixels has room for a value
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """What a heat map draws: the members from top to bottom, every year from the first to the last, the latest figure of each."""

    lines: Lines
    years: tuple[int, ...]
    classes: Classes
    figures: Figures
    scale: Scale
    locale: Locale

    @property
    def cells(self) -> tuple[tuple[int, int, Figure], ...]:
        """Place of the member, year and figure of every cell that has one."""
        found = ((n, y, f) for n, line in enumerate(self.lines.members) for y, f in line.by_year.items())
        return tuple(one for one in found if one[1] in self.years)

    @property
    def drawn(self) -> tuple[Figure, ...]:
        """All figures that are drawn."""
        return tuple(f for *_, f in self.cells)

    def room(self, layout: Layout) -> int:
        """Return the width of the names in pixels."""
        longest = max(len(abbreviated(m.name, LONGEST[layout.narrow])) for m in self.lines.members)
        return int(longest * layout.font * 0.53) + 24

    def cell_width(self, layout: Layout) -> float:
        """Return the width of a cell in pixels."""
        return max(layout.width - self.room(layout), 140) / len(self.years)


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose what a heat map draws: of more than twenty years the newest; None where no member has a figure."""
    lines = members.choose(figures, request, locale)
    if lines is None:
        return None
    first, last = lines.years
    years = tuple(range(max(first, last - MOST_YEARS + 1), last + 1))
    values = [f.value for m in lines.members for y, f in m.by_year.items() if y in years]
    scale = scale_for(values)
    return Material(lines, years, classify([v / scale.size for v in values], locale), figures, scale, locale)


def _labels(what: Material) -> tuple[list[str], list[str]]:
    wide, narrow = (unlike([m.name for m in what.lines.members], LONGEST[layout.narrow]) for layout in LAYOUTS)
    return wide, narrow


def _row(what: Material, labels: tuple[list[str], list[str]], cell: tuple[int, int, Figure]) -> Row:
    place, year, figure = cell
    text = shown(figure.value, what.scale, what.locale)
    rank = what.classes.place(figure.value / what.scale.size)
    row = members.mark(what.lines.members[place], figure, what.scale, what.figures, what.locale)
    return row | {
        "label": labels[0][place],
        "short": labels[1][place],
        "year": str(year),
        "class": what.classes.labels[rank],
        "ink": what.classes.inks[rank],
        "value": certainty.signed(figure.chosen, text),
        "sign": certainty.signed(figure.chosen, ""),
        "amount": _disputed(what, figure) if certainty.disagreeing([figure]) else row["amount"],
    }


def _disputed(what: Material, figure: Figure) -> str:
    value, low, high = (
        words.amount(v, figure.chosen.unit, what.locale) for v in (figure.value, figure.low, figure.high)
    )
    return what.locale.word("charts.certainty.between", value=value, low=low, high=high)


def _hatching(columns: float, rows: float, step: float) -> Iterator[Row]:
    """Yield the points of strokes from lower left to upper right over a field of pixels, cut at its edges, a gap after each."""
    at = step
    while at < columns + rows:
        x, x2 = max(0.0, at - rows), min(columns, at)
        yield {"n": 0, "hx": round(x, 1), "hy": round(at - x, 1)}
        yield {"n": 0, "hx": round(x2, 1), "hy": round(at - x2, 1)}
        yield {"n": 0, "hx": round(x2, 1), "hy": None}
        at += step


def _hatch_rows(what: Material, layout: Layout) -> list[Row]:
    width, height = what.cell_width(layout) * len(what.years), ROW * len(what.lines.members)
    return list(_hatching(width, height, HATCH))


def _datasets(what: Material) -> Mapping[str, list[Row]]:
    labels = _labels(what)
    datasets = {"cells": [_row(what, labels, cell) for cell in what.cells]}
    if len(what.cells) < len(what.lines.members) * len(what.years):
        for layout in LAYOUTS:
            prefix = "n" if layout.narrow else ""
            datasets |= {f"{prefix}hatch": _hatch_rows(what, layout), f"{prefix}known": _known(what, layout)}
    return datasets


def _known(what: Material, layout: Layout) -> list[Row]:
    """Return the runs of cells with a figure, which cover the hatching even while a class is hidden by a reader."""
    width, rows = what.cell_width(layout), []
    for n, line in enumerate(what.lines.members):
        places = [place for place, year in enumerate(what.years) if year in line.by_year]
        starts = [p for p in places if p - 1 not in places]
        ends = [p + 1 for p in places if p + 1 not in places]
        rows += [
            {"hx": round(a * width, 1), "hx2": round(b * width, 1), "hy": n * ROW, "hy2": (n + 1) * ROW}
            for a, b in zip(starts, ends, strict=True)
        ]
    return rows


def _shown_years(what: Material, layout: Layout) -> list[str]:
    """Return the years with a label, the last one always among them."""
    step = -(-38 // int(max(what.cell_width(layout), 1)))
    return [str(y) for y in what.years[::-1][::step]][::-1]


def _ground(what: Material, layout: Layout) -> alt.LayerChart:
    """Return the hatching and what covers it, on axes of pixels of their own."""
    width, height = what.cell_width(layout) * len(what.years), ROW * len(what.lines.members)
    x = alt.X(field="hx", type="quantitative", scale=alt.Scale(domain=[0, width], nice=False), axis=None)
    y = alt.Y(field="hy", type="quantitative", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    rows = alt.Chart(alt.NamedData("nhatch" if layout.narrow else "hatch"))
    stroke = rows.mark_line(color=theme.colour("grid"), strokeWidth=1.5, invalid="break-paths-show-domains")
    # One line with gaps in the order of its points is one element of the picture.
    hatching = stroke.encode(x=x, y=y, order=alt.Order(field="n", type="quantitative"))
    known = alt.Chart(alt.NamedData("nknown" if layout.narrow else "known")).mark_rect(color=theme.colour("paper"))
    covering = known.encode(x=x, x2=alt.X2(field="hx2"), y=y, y2=alt.Y2(field="hy2"))
    return alt.LayerChart(layer=[hatching, covering])


def _cells(what: Material, layout: Layout) -> alt.LayerChart:
    cells = alt.Chart(alt.NamedData("cells"))
    labels = _labels(what)[layout.narrow]
    x = alt.X(
        field="year",
        type="ordinal",
        scale=alt.Scale(domain=[str(y) for y in what.years], paddingInner=0, paddingOuter=0),
        axis=alt.Axis(
            title=None, values=_shown_years(what, layout), orient="top", labelAngle=0, domain=False, ticks=False
        ),
    )
    axis = alt.Axis(title=None, domain=False, ticks=False)
    y = alt.Y(
        field="short" if layout.narrow else "label",
        type="nominal",
        sort=None,
        scale=alt.Scale(domain=labels, paddingInner=0, paddingOuter=0),
        axis=axis,
    )
    legend = alt.Legend(
        title=None, columns=3 if layout.narrow else 5, columnPadding=6, symbolType="square", symbolSize=130
    )
    colours = alt.Scale(domain=list(what.classes.labels), range=list(what.classes.colours))
    rect = cells.mark_rect(stroke=theme.colour("paper"), strokeWidth=1).encode(
        x=x,
        y=y,
        color=alt.Color(field="class", type="nominal", scale=colours, legend=legend),
        tooltip=members.tooltips(what.locale),
    )
    ink = alt.Color(field="ink", type="nominal", scale=None, legend=None)
    written = "value" if what.cell_width(layout) >= WRITTEN else "sign"
    text = cells.mark_text(baseline="middle", fontSize=12).encode(
        x=x, y=y, color=ink, text=alt.Text(field=written, type="nominal")
    )
    both: alt.LayerChart = alt.layer(rect, text).resolve_scale(color="independent")
    return both


def _view(what: Material, layout: Layout, has: Mapping[str, object]) -> Spec:
    layers: list[alt.LayerChart] = [_ground(what, layout)] if "hatch" in has else []
    size = {"width": round(what.cell_width(layout) * len(what.years)), "height": ROW * len(what.lines.members)}
    chart = alt.layer(*layers, _cells(what, layout)).resolve_scale(x="independent", y="independent")
    spec: Spec = chart.properties(**size).to_dict(validate=False)
    return spec


def _ends(what: Material) -> dict[str, object]:
    locale = what.locale
    ordered = sorted(what.cells, key=lambda c: (c[2].value, c[0], c[1]))
    facts: dict[str, object] = {}
    for end, (place, year, figure) in (("low", ordered[0]), ("high", ordered[-1])):
        facts[end] = words.amount(figure.value, what.lines.indicator.unit, locale)
        facts[f"{end}_member"], facts[f"{end}_year"] = what.lines.members[place].name, year
    return facts


def _missing(what: Material) -> str:
    """Say for each year how many members have a figure."""
    counts = [(y, sum(1 for _, year, _ in what.cells if year == y)) for y in what.years]
    word, number = what.locale.word, what.locale.number
    return ", ".join(word("charts.heat-map.entry", year=y, count=number(n)) for y, n in counts)


def _words(what: Material, name: str) -> Words:
    locale, lines = what.locale, what.lines
    every = len(lines.members) * len(what.years)
    facts: dict[str, object] = {
        "name": name,
        "members": members.counted(lines.kind, len(lines.members), locale),
        "first": what.years[0],
        "last": what.years[-1],
        "missing": locale.number(every - len(what.cells)),
        "every": locale.number(every),
        "unit": sentence_case(unit_words(what.scale, lines.indicator.unit, locale)),
        "years": _missing(what),
        **_ends(what),
    }
    hatched = len(what.cells) < every
    written = all(what.cell_width(layout) >= WRITTEN for layout in LAYOUTS)
    notes = certainty.notes(what.drawn, locale, arrows=False, ranges=False)
    signs = () if written or not notes else (locale.word("charts.certainty.note-sign"),)
    subtitle = [locale.word("charts.heat-map.subtitle", **facts), members.left_out(lines, locale)]
    subtitle += [locale.word("charts.heat-map.note-missing", **facts)] if hatched else []
    alternative = [locale.word("charts.heat-map.alternative", **facts)]
    alternative += [certainty.alternative(what.drawn, what.figures.dataset, locale)]
    return Words(
        locale.word("charts.heat-map.title", **facts),
        " ".join(p for p in (*subtitle, *signs) if p),
        narrative.source_line(what.figures.dataset, [f.chosen.source_id for f in what.drawn], locale),
        " ".join(p for p in alternative if p),
    )


def _drawn_of(what: Material, line: Line) -> tuple[Figure, ...]:
    return tuple(f for y, f in line.by_year.items() if y in what.years)


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw members by years; None where no member has a figure."""
    what = material(figures, request, locale)
    if what is None:
        return None
    datasets = _datasets(what)
    name = words.indicator_name(figures.dataset, request, locale)
    wide, narrow = (_view(what, layout, datasets) for layout in LAYOUTS)
    table = members.table([(m, _drawn_of(what, m)) for m in what.lines.members], locale)
    drawn = Drawn(words=_words(what, name), table=table, views=(wide, narrow), datasets=datasets)
    return finish("heat-map", request, locale, drawn)
