"""A trend: published values as a line over time, every other claim as a dot, targets and thresholds as rules.

One indicator and one kind of observation make the line; a target keeps its own mark, so that an aim is never read as a state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import altair as alt

from build_scripts.catalog import Cell, Chart, Column
from build_scripts.charts import breaks, certainty, lines, selection, theme, words
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
    shorten,
    shown,
    unit_words,
)
from build_scripts.dataset import Observation
from build_scripts.figures import Figure, Figures, Series
from build_scripts.figures.tolerance import bound
from build_scripts.locale import Locale

MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Material:
    """What a trend draws: lines by name, their claims, the targets, and the rules at the latest target and threshold."""

    lines: tuple[tuple[str, tuple[Figure, ...]], ...]
    targets: tuple[Figure, ...]
    rules: tuple[Figure, ...]
    unit: str

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures on the lines."""
        return tuple(f for _, line in self.lines for f in line)

    @property
    def days(self) -> tuple[date, ...]:
        """All days at which something stands."""
        return tuple(sorted({selection.day(f) for f in (*self.figures, *self.targets)}))


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


def _rules() -> list[alt.Chart]:
    rules = alt.Chart(alt.NamedData("rules"))
    y = alt.Y(field="value", type="quantitative")
    kinds = ["target", "threshold"]
    colours = alt.Scale(domain=kinds, range=[theme.colour("target"), theme.colour("threshold")])
    colour = alt.Color(field="kind", type="nominal", scale=colours, legend=None)
    dash = alt.StrokeDash(
        field="kind", type="nominal", scale=alt.Scale(domain=kinds, range=[[7, 4], [2, 3]]), legend=None
    )
    labels = rules.mark_text(
        align=alt.expr("datum.side"),
        baseline=alt.expr("datum.above ? 'bottom' : 'top'"),
        dy=alt.expr("datum.above ? -4 : 5"),
    )
    text = alt.Text(field="label", type="nominal")
    return [
        rules.mark_rule(strokeWidth=1.5).encode(y=y, color=colour, strokeDash=dash),
        labels.encode(x=alt.value(alt.expr("datum.side === 'left' ? 4 : width")), y=y, color=colour, text=text),
    ]


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
        ends = alt.Chart(alt.NamedData("ends")).mark_text(align="right", baseline="bottom", dy=-8, fontWeight=600)
        layers.append(ends.encode(x=x, y=y, text=alt.Text(field="text", type="nominal")))
    return layers


@lru_cache(maxsize=1024)
def _view(shape: Shape) -> Spec:
    layers = (_rules() if "rules" in shape.has else []) + _marks(shape)
    height = 230 if shape.layout.narrow else 300
    chart = alt.layer(*layers).properties(width=shape.layout.width - 64, height=height)
    spec: Spec = chart.resolve_scale(color="independent", strokeDash="independent").to_dict(validate=False)
    return spec


def _with_ticks(view: Spec, days: Sequence[date], locale: Locale, *, narrow: bool) -> Spec:
    """Return a view with the labels of its axis of time; an axis of years says that a label marks the end of its year."""
    values, pattern = ticks(days, narrow=narrow)
    title = locale.word("charts.trend.year-end") if pattern == "%Y" else None

    def labelled(layer: Spec) -> Spec:
        encoding = layer["encoding"]
        if "axis" not in encoding.get("x", {}):
            return layer
        axis = {**encoding["x"]["axis"], "values": list(values), "format": pattern, "title": title}
        return {**layer, "encoding": {**encoding, "x": {**encoding["x"], "axis": axis}}}

    return {**view, "layer": [labelled(layer) for layer in view["layer"]]}


def _line(series: Series | None, period_type: str) -> tuple[Figure, ...]:
    return selection.one_a_day(selection.comparable(series, period_type))


def _divided(figures: Figures, request: Request, language: str) -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """Return the longest lines of an indicator that is only known by segment or breakdown, most periods first."""
    dataset = figures.dataset
    period_type = dataset.indicators[request.indicator].period_type
    found = []
    for one in figures.series_of_indicator(request.indicator):
        line = _line(one, period_type)
        if one.kind == "observed" and one.area == request.area and len(line) >= 2:
            segment = dataset.segments.get(one.segment)
            breakdown = dataset.breakdowns.get((one.indicator, one.breakdown))
            names = [part.name.to(language) for part in (segment, breakdown) if part]
            found.append((", ".join(names) or one.segment or one.breakdown, line))
    found.sort(key=lambda named: (-len(named[1]), named[0]))
    return tuple(found[:MOST_LINES])


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose what a trend draws; nothing where there is no line of two periods."""
    indicator = figures.dataset.indicators.get(request.indicator)
    if indicator is None:
        return None
    series = figures.series_of(request.indicator, request.area, segment=request.segment, breakdown=request.breakdown)
    line = _line(series, indicator.period_type)
    undivided = not (request.segment or request.breakdown)
    if request.segments or request.breakdowns:
        named = lines.divisions(figures, request, locale)[1]
        several = tuple((one.name, one.figures) for one in named if len(one.figures) >= 2)[:MOST_LINES]
        return Material(several, (), (), indicator.unit) if several else None
    if len(line) < 2:
        whole = undivided and request.area == selection.COUNTRY
        divided = _divided(figures, request, locale.language) if whole else ()
        return Material(divided, (), (), indicator.unit) if len(divided) >= 2 else None
    if not undivided or (request.area != selection.COUNTRY and indicator.unit != "percent"):
        return Material((("", line),), (), (), indicator.unit)
    due = selection.due_target(figures, request.indicator, selection.day(line[-1]))
    criterion = selection.threshold(figures, request.indicator) if indicator.unit == "percent" else None
    rules = tuple(f for f in (due, criterion) if f)
    country = request.area == selection.COUNTRY
    targets = selection.country_targets(figures, request.indicator) if country else ()
    return Material((("", line),), targets, rules, indicator.unit)


def _side(what: Material, rule: Figure) -> str:
    """Return the end of a rule from which the line is farther away, where a label is free."""
    line = what.lines[0][1]
    return "left" if abs(line[0].value - rule.value) >= abs(line[-1].value - rule.value) else "right"


@dataclass(frozen=True, slots=True)
class Tools:
    """What every row needs to be written: the figures, the language, the scale."""

    figures: Figures
    locale: Locale
    scale: Scale


def _row(name: str, figure: Figure, claim: Observation, tools: Tools) -> dict[str, Any]:
    amount = words.amount(claim.value, figure.chosen.unit, tools.locale)
    return {
        "day": selection.day(figure).isoformat(),
        "value": tools.scale.of(claim.value),
        "series": name,
        "text": certainty.signed(claim, shown(claim.value, tools.scale, tools.locale)),
        "amount": certainty.told(claim, amount, tools.locale),
        "date": tools.locale.date(figure.key.as_of),
        "source": shorten(words.publisher(tools.figures.dataset, claim.source_id), 48),
    }


def _published(what: Material, tools: Tools) -> list[dict[str, Any]]:
    return [
        _row(name, f, f.chosen, tools) | {"run": f"{name} {n}"}
        for name, line in what.lines
        for n, stretch in enumerate(breaks.stretches(tools.figures.dataset, line))
        for f in stretch
    ]


def _gaps(what: Material, tools: Tools) -> list[dict[str, Any]]:
    return [
        _row(name, f, f.chosen, tools) | {"run": f"{name} {n}"}
        for name, line in what.lines
        for n, ends in enumerate(breaks.bridges(tools.figures.dataset, line))
        for f in ends
    ]


def _breaks(what: Material, tools: Tools) -> list[breaks.Break]:
    """Return the breaks of a single line; among several lines a rule would not say to which it belongs."""
    return list(breaks.of_line(tools.figures.dataset, what.lines[0][1])) if len(what.lines) == 1 else []


def _others(what: Material, tools: Tools) -> list[dict[str, Any]]:
    return [
        _row(name, f, c, tools) | ({"rough": True} if bound(c) else {})
        for name, line in what.lines
        for f in line
        for c in f.claims
        if c.value != f.value
    ]


def _rule_rows(what: Material, tools: Tools) -> list[dict[str, Any]]:
    top = max(what.rules, key=lambda f: f.value, default=None)
    return [
        {
            "value": tools.scale.of(f.value),
            "kind": f.key.kind,
            "side": _side(what, f),
            "above": f is top,
            "label": tools.locale.word(
                f"charts.rule.{f.key.kind}",
                value=words.amount(f.value, what.unit, tools.locale),
                year=f.key.as_of[:4],
            ),
        }
        for f in what.rules
    ]


def _datasets(what: Material, tools: Tools) -> dict[str, list[dict[str, Any]]]:
    target = tools.locale.word("words.kind.target")
    line = _published(what, tools)
    datasets = {
        "line": line,
        "claims": _others(what, tools),
        "targets": [_row(target, f, f.chosen, tools) for f in what.targets],
        "gaps": _gaps(what, tools),
        "breaks": [{"day": b.day.isoformat()} for b in _breaks(what, tools)],
        "open": certainty.open_rows((f.chosen, row) for f, row in zip(what.figures, line, strict=True)),
        "rules": _rule_rows(what, tools),
        "ends": line[-1:] if len(what.lines) == 1 else [],
    }
    return {name: rows for name, rows in datasets.items() if rows}


def _table_rows(what: Material, tools: Tools) -> Iterable[tuple[Cell, ...]]:
    word = tools.locale.word
    # What a rule stands for is drawn too; the due target of a country is a rule and a mark, but one row.
    rules = tuple(f for f in what.rules if f not in what.targets)
    for name, line in (*what.lines, ("", what.targets), ("", rules)):
        for figure in line:
            for claim in figure.claims:
                chosen = word("charts.yes" if claim is figure.chosen else "charts.no")
                kind = word(f"words.kind.{claim.kind}")
                yield (figure.key.as_of, kind, name or None, claim.value, chosen, claim.source_id)


def _table(what: Material, tools: Tools) -> Table:
    word = tools.locale.word
    names = ("as_of", "kind", "series", "value", "published", "source_id")
    columns = tuple(Column(n, word(f"charts.column.{n}"), n == "value") for n in names)
    return Table(columns, tuple(_table_rows(what, tools)))


def _finding(name: str, line: Sequence[Figure], unit: str, locale: Locale) -> dict[str, str]:
    first, last = line[0], line[-1]
    return {
        "name": name,
        "first": words.amount(first.value, unit, locale),
        "last": words.amount(last.value, unit, locale),
        "first_when": words.when(first.key.as_of, locale),
        "last_when": words.when(last.key.as_of, locale),
    }


def _title(what: Material, request: Request, tools: Tools, name: str) -> str:
    if len(what.lines) > 1:
        days = what.days
        return tools.locale.word("charts.trend.several", name=name, first=days[0].year, last=days[-1].year)
    line = what.lines[0][1]
    facts = _finding(name, line, what.unit, tools.locale)
    if leaps(line[-2], line[-1]):
        before, when = (
            words.amount(line[-2].value, what.unit, tools.locale),
            words.when(line[-2].key.as_of, tools.locale),
        )
        return tools.locale.word("charts.trend.leap", before=before, before_when=when, **facts)
    return tools.locale.word(f"charts.trend.{words.change(line[0].value, line[-1].value)}", **facts)


def leaps(before: Figure, last: Figure) -> bool:
    """Say whether a count fell by more than half or more than doubled from one figure to the next, within two years.

    Such a step is more often a slip of a source than a finding: a title then tells both figures and claims no rise or fall.
    """
    counted = last.chosen.unit in {"persons", "count"} and last.chosen.period_type == "point"
    near = (selection.day(last) - selection.day(before)).days <= 730
    return counted and near and abs(last.value - before.value) > max(last.value, before.value) / 2


def _alternative(what: Material, tools: Tools, name: str) -> str:
    word, locale = tools.locale.word, tools.locale
    if len(what.lines) > 1:
        parts = [word("charts.trend.line", **_finding(n, line, what.unit, locale)) for n, line in what.lines]
        return word("charts.trend.alternative-several", name=name, parts="; ".join(parts))
    line = what.lines[0][1]
    low, high = min(line, key=lambda f: f.value), max(line, key=lambda f: f.value)
    text = word(
        "charts.trend.alternative",
        **_finding(name, line, what.unit, locale),
        periods=locale.number(len(line)),
        low=words.amount(low.value, what.unit, locale),
        high=words.amount(high.value, what.unit, locale),
        low_when=words.when(low.key.as_of, locale),
        high_when=words.when(high.key.as_of, locale),
    )
    rules = "; ".join(row["label"] for row in _rule_rows(what, tools))
    broken = [
        word("charts.missing.break-on", year=b.day.year, reason=word(f"charts.missing.reason-{b.reason}"))
        for b in _breaks(what, tools)
    ]
    rough = certainty.alternative(line, tools.figures.dataset, locale)
    parts = [text, word("charts.trend.rules", rules=rules) if rules else "", *broken, rough]
    return " ".join(part for part in parts if part)


def _subtitle(what: Material, datasets: Mapping[str, object], tools: Tools) -> str:
    word = tools.locale.word
    notes = ["line"] + [n for n in ("claims", "targets") if n in datasets] if len(what.lines) == 1 else []
    unit = sentence_case(unit_words(tools.scale, what.unit, tools.locale))
    legend = "; ".join(word(f"charts.trend.note-{n}") for n in notes)
    marks = [word(f"charts.missing.note-{n}") for n, name in (("gap", "gaps"), ("break", "breaks")) if name in datasets]
    marks += certainty.notes(what.figures, tools.locale, arrows=True, ranges=False)
    return " ".join([f"{unit}. {legend}." if legend else f"{unit}." if marks else unit, *marks])


def _views(what: Material, datasets: Mapping[str, object], locale: Locale) -> tuple[Spec, Spec]:
    shown_facts = ("date", "value", "series", "source") if len(what.lines) > 1 else ("date", "value", "source")
    tooltips = tuple(locale.word(f"charts.tooltip.{n}") for n in shown_facts)
    names, has = tuple(name for name, _ in what.lines), frozenset(datasets)
    wide, narrow = (
        _with_ticks(_view(Shape(layout, names, tooltips, has)), what.days, locale, narrow=layout.narrow)
        for layout in LAYOUTS
    )
    return wide, narrow


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw the trend of an indicator in an area; None where fewer than two periods are known."""
    what = material(figures, request, locale)
    if what is None:
        return None
    everything = (*what.figures, *what.targets, *what.rules)
    tools = Tools(figures, locale, scale_for(f.value for f in everything))
    dataset, datasets = figures.dataset, _datasets(what, tools)
    name = words.indicator_name(dataset, request, locale)
    if request.area != selection.COUNTRY:
        area = words.area_name(dataset, request.area, locale)
        name = locale.word("charts.name-in-area", name=name, area=area)
    sources = [c.source_id for f in (*what.figures, *what.targets) for c in f.claims]
    texts = Words(
        _title(what, request, tools, name),
        _subtitle(what, datasets, tools),
        words.source_line(dataset, sources, locale),
        _alternative(what, tools, name),
    )
    views = _views(what, datasets, locale)
    return finish(
        "trend", request, locale, Drawn(words=texts, table=_table(what, tools), views=views, datasets=datasets)
    )
