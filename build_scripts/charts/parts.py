"""Parts of a whole: what one source states for the segments at one date, stacked, with the share of each.

Only parts that cannot overlap are added, and only where they make up the whole that the same source states: a bar is always one
source at one date, so that no sum mixes statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Chart, Column
from build_scripts.charts import selection, theme, words
from build_scripts.charts.base import (
    LAYOUTS,
    Drawn,
    Layout,
    Request,
    Scale,
    Spec,
    Table,
    Words,
    finish,
    scale_for,
    sentence_case,
    unit_words,
)
from build_scripts.dataset import Dataset, Indicator, Observation, last_day
from build_scripts.figures import Figures
from build_scripts.locale import Locale

TOLERANCE = Decimal("0.01")
MOST_BARS = 12
MOST_PARTS = len(theme.MARKS)
LABELLED = Decimal(9)
HUNDRED = Decimal(100)
# Letters of a name in the legend that have room whatever their face, by whether the layout is narrow.
NAME = {False: 44, True: 34}
# Pixels between the columns of the legend: by so much may names be wider than they were measured.
SLACK = 48


@dataclass(frozen=True, slots=True)
class Bar:
    """The parts of one source at one date, by code, in order of the code list."""

    as_of: str
    source_id: str
    parts: tuple[tuple[str, Decimal], ...]

    @property
    def total(self) -> Decimal:
        """The sum of the parts."""
        return sum((value for _, value in self.parts), Decimal(0))

    def share(self, value: Decimal) -> Decimal:
        """Return the share of a part in percent, with one decimal."""
        return (value * HUNDRED / self.total).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Material:
    """What a chart of parts draws."""

    indicator: Indicator
    bars: tuple[Bar, ...]
    names: Mapping[str, str]
    figures: Figures
    scale: Scale
    locale: Locale


def _near(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= abs(right) * TOLERANCE


def disjoint(dataset: Dataset, stated: Mapping[str, Observation], code: str = "") -> tuple[str, ...]:
    """Return codes of segments that lie below a code and cannot overlap: the finest that make up what stands above them.

    Only segments whose role is `part` are taken. A segment gives way to its own parts where these add up to it.
    """
    below = [s for s in dataset.segments.values() if s.parent == code and s.role == "part"]
    if not below:
        return (code,) if code in stated else ()
    finer = tuple(part for child in below for part in disjoint(dataset, stated, child.code))
    if code in stated:
        whole = sum((stated[p].value for p in finer), Decimal(0))
        return finer if len(finer) >= 2 and _near(whole, stated[code].value) else (code,)
    return finer


def _gathered(dataset: Dataset, values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Add parts up to the second level of the tree, so that bars with finer and with coarser parts can be compared."""
    gathered: dict[str, Decimal] = {}
    for code, value in values.items():
        above = code
        while (parent := dataset.segments[above].parent) and dataset.segments[parent].parent:
            above = parent
        gathered[above] = gathered.get(above, Decimal(0)) + value
    return gathered


def _claims(figures: Figures, request: Request) -> dict[tuple[str, str], dict[tuple[str, str], Observation]]:
    """Return the claims on an indicator and area by source and date, then by segment and breakdown; the first statement each."""
    found: dict[tuple[str, str], dict[tuple[str, str], Observation]] = defaultdict(dict)
    for figure in figures.of_indicator(request.indicator):
        if figure.key.area == request.area and figure.key.kind == "observed":
            for claim in figure.claims:
                found[claim.as_of, claim.source_id].setdefault((claim.segment, claim.breakdown), claim)
    return found


def _divisions(
    dataset: Dataset, claims: Mapping[tuple[str, str], Observation], request: Request
) -> list[dict[str, Decimal]]:
    """Return the ways to divide a whole: by the segments or breakdowns that a request names, otherwise by all of either.

    A segment that is named together with its own parts gives way to them.
    """
    by_segment = {s: c for (s, b), c in claims.items() if s and not b}
    by_breakdown = {b: c.value for (s, b), c in claims.items() if b and not s}
    if request.segments or request.breakdowns:
        named = {s: by_segment[s] for s in request.segments if s in by_segment}
        finest = {s: named[s].value for s in disjoint(dataset, named) or named}
        return [finest, {b: by_breakdown[b] for b in request.breakdowns if b in by_breakdown}]
    return [_gathered(dataset, {c: by_segment[c].value for c in disjoint(dataset, by_segment)}), by_breakdown]


def _bar(
    dataset: Dataset, at: tuple[str, str], claims: Mapping[tuple[str, str], Observation], request: Request
) -> Bar | None:
    total = claims.get(("", ""))
    for parts in _divisions(dataset, claims, request):
        bar = Bar(at[0], at[1], tuple((code, value) for code, value in parts.items() if value >= 0))
        if len(bar.parts) >= 2 and total and total.value > 0 and _near(bar.total, total.value):
            return bar
    return None


def _one_a_year(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """Return a bar for each year: the one with most parts, of several the latest."""
    ordered = sorted(bars, key=lambda b: (b.as_of[:4], len(b.parts), last_day(b.as_of), b.source_id))
    return tuple({bar.as_of[:4]: bar for bar in ordered}.values())[-MOST_BARS:]


def _name(dataset: Dataset, indicator: str, code: str, language: str) -> str:
    known = dataset.segments.get(code) or dataset.breakdowns.get((indicator, code))
    return known.name.to(language) if known else code


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose the bars; nothing where no source states parts that make up its total."""
    dataset = figures.dataset
    indicator = dataset.indicators.get(request.indicator)
    if indicator is None or indicator.unit == "percent":
        return None
    found = (_bar(dataset, at, claims, request) for at, claims in sorted(_claims(figures, request).items()))
    bars = _one_a_year(bar for bar in found if bar)
    codes = {code for bar in bars for code, _ in bar.parts}
    if not bars or len(codes) > MOST_PARTS:
        return None
    order = [*dataset.segments, *(code for _, code in dataset.breakdowns)]
    names = {c: _name(dataset, indicator.id, c, locale.language) for c in sorted(codes, key=order.index)}
    scale = scale_for(bar.total for bar in bars)
    return Material(indicator, bars, names, figures, scale, locale)


def _row(what: Material, bar: Bar, code: str, below: Decimal) -> dict[str, Any]:
    value = dict(bar.parts)[code]
    share = bar.share(value)
    return {
        "bar": bar.as_of[:4],
        "part": what.names[code],
        "start": what.scale.of(below),
        "end": what.scale.of(below + value),
        "middle": what.scale.of(below + value / 2),
        # The same places as shares of the bar, for those who would rather compare shares.
        "share_start": float(bar.share(below)),
        "share_end": float(bar.share(below + value)),
        "share_middle": float(bar.share(below + value / 2)),
        "label": f"{what.locale.number(share.quantize(Decimal(1), ROUND_HALF_UP))}%" if share >= LABELLED else "",
        "text": words.amount(value, what.indicator.unit, what.locale),
        "share": what.locale.quantity(share, "percent"),
        "date": what.locale.date(bar.as_of),
        "source": narrative.publisher(what.figures.dataset, bar.source_id),
    }


def _rows(what: Material) -> list[dict[str, Any]]:
    rows = []
    for bar in what.bars:
        below, present = Decimal(0), dict(bar.parts)
        for code in (c for c in what.names if c in present):
            rows.append(_row(what, bar, code, below))
            below += present[code]
    return rows


def _view(what: Material, layout: Layout) -> Spec:
    rows = alt.Chart(alt.NamedData("parts"))
    word = what.locale.word
    y = alt.Y(field="bar", type="ordinal", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False))
    axis = alt.Axis(title=None, tickCount=4, orient="top")
    x = alt.X(field="start", type="quantitative", axis=axis)
    names = list(what.names.values())
    colour = alt.Color(
        field="part",
        type="nominal",
        scale=alt.Scale(domain=names, range=list(theme.MARKS[: len(names)])),
        legend=alt.Legend(
            title=None,
            columns=1 if layout.narrow else 2,
            columnPadding=SLACK,
            symbolType="square",
            symbolSize=160,
            labelExpr=f"truncate(datum.label, {NAME[layout.narrow]})",
        ),
    )
    tooltip = [
        alt.Tooltip(field=n, type="nominal", title=word(f"charts.tooltip.{t}"))
        for n, t in (("part", "series"), ("text", "value"), ("share", "share"), ("date", "date"), ("source", "source"))
    ]
    bars = rows.mark_bar(stroke=theme.colour("paper"), strokeWidth=1, height=alt.RelativeBandSize(0.78)).encode(
        x=x, x2=alt.X2(field="end"), y=y, color=colour, tooltip=tooltip
    )
    labels = rows.mark_text(baseline="middle", color=theme.colour("paper"), fontWeight=600, fontSize=12).encode(
        x=alt.X(field="middle", type="quantitative"), y=y, text=alt.Text(field="label", type="nominal")
    )
    chart = alt.layer(bars, labels).properties(width=layout.width - 64, height=34 * len(what.bars))
    spec: Spec = chart.to_dict(validate=False)
    return spec


def _table(what: Material) -> Table:
    names = ("as_of", "group", "value", "share", "source_id")
    columns = tuple(Column(n, what.locale.word(f"charts.column.{n}"), n in ("value", "share")) for n in names)
    rows = tuple(
        (bar.as_of, what.names[code], value, bar.share(value), bar.source_id)
        for bar in what.bars
        for code, value in bar.parts
    )
    return Table(columns, rows)


def _entry(what: Material, bar: Bar, part: tuple[str, Decimal]) -> str:
    return what.locale.word(
        "charts.parts.entry",
        part=what.names[part[0]],
        value=words.amount(part[1], what.indicator.unit, what.locale),
        share=what.locale.quantity(bar.share(part[1]), "percent"),
    )


def _words(what: Material, request: Request, name: str) -> Words:
    locale, last = what.locale, what.bars[-1]
    largest = max(last.parts, key=lambda part: part[1])
    area = words.area_name(what.figures.dataset, request.area, locale)
    facts = {
        "name": name,
        "area": area,
        "part": what.names[largest[0]],
        "share": locale.quantity(last.share(largest[1]), "percent"),
        "when": words.when(last.as_of, locale),
        "unit": sentence_case(unit_words(what.scale, what.indicator.unit, locale)),
    }
    title = locale.word(f"charts.parts.title{'' if request.area == selection.COUNTRY else '-in-area'}", **facts)
    parts = "; ".join(_entry(what, last, p) for p in last.parts)
    alternative = locale.word(
        "charts.parts.alternative",
        name=name,
        periods=locale.number(len(what.bars)),
        when=sentence_case(facts["when"]),
        parts=parts,
    )
    sources = narrative.source_line(what.figures.dataset, [bar.source_id for bar in what.bars], locale)
    return Words(title, locale.word("charts.parts.subtitle", **facts), sources, alternative)


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw the parts of an indicator in an area; None where no source states parts that make up its total."""
    what = material(figures, request, locale)
    if what is None:
        return None
    name = words.indicator_name(figures.dataset, request, locale)
    wide, narrow = (_view(what, layout) for layout in LAYOUTS)
    return finish(
        "parts",
        request,
        locale,
        Drawn(
            words=_words(what, request, name), table=_table(what), views=(wide, narrow), datasets={"parts": _rows(what)}
        ),
    )
