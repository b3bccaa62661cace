"""A trend: published values as a line over time, every other claim as a dot, targets and thresholds as rules.

One indicator and one kind of observation make the line; a target keeps its own mark, so that an aim is never read as a state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from build_scripts import narrative
from build_scripts.catalog import Cell, Chart, Column
from build_scripts.charts import certainty, lines, selection, words
from build_scripts.charts.base import (
    LAYOUTS,
    Drawn,
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
from build_scripts.charts.trend_view import Shape, view, with_ticks
from build_scripts.dataset import Observation
from build_scripts.drawing.nearness import nearest
from build_scripts.figures import Figure, Figures, Series, breaks
from build_scripts.figures.tolerance import bound
from build_scripts.locale import Locale

MOST_LINES = 6
# How much of the way across the label of a rule takes, and how much of that down.
LABEL = (0.45, 0.1)


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
        return tuple(sorted({f.key.day for f in (*self.figures, *self.targets)}))


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
    due = selection.due_target(figures, request.indicator, line[-1].key.day)
    criterion = selection.threshold(figures, request.indicator) if indicator.unit == "percent" else None
    rules = tuple(f for f in (due, criterion) if f)
    country = request.area == selection.COUNTRY
    targets = selection.country_targets(figures, request.indicator) if country else ()
    return Material((("", line),), targets, rules, indicator.unit)


def _side(what: Material, rule: Figure, *, above: bool) -> str:
    """Return the end of a rule at which its label is free: line, claims and the last value stay farther away from it there."""
    line = what.lines[0][1]
    points = [(float(f.key.day.toordinal()), float(f.value)) for f in line]
    claims = [(float(f.key.day.toordinal()), float(c.value)) for f in line for c in f.claims]
    values = [value for _, value in points] + [float(f.value) for f in what.rules]
    high, value = (max(values) - min(values)) * LABEL[1], float(rule.value)
    band = (value, value + high) if above else (value - high, value)
    day, last_value = points[-1]
    written = [(day - 1, last_value + high), (day, last_value)]
    first, last = what.days[0].toordinal(), what.days[-1].toordinal()

    def away(start: float, end: float) -> float:
        return min(nearest(one, band, start, end) for one in (points, written, *([c, c] for c in claims)))

    long = (last - first) * LABEL[0]
    return "left" if away(first, first + long) >= away(last - long, last) else "right"


@dataclass(frozen=True, slots=True)
class Tools:
    """What every row needs to be written: the figures, the language, the scale."""

    figures: Figures
    locale: Locale
    scale: Scale


def _row(name: str, figure: Figure, claim: Observation, tools: Tools) -> dict[str, Any]:
    amount = words.amount(claim.value, figure.chosen.unit, tools.locale)
    return {
        "day": figure.key.day.isoformat(),
        "value": tools.scale.of(claim.value),
        "series": name,
        "text": certainty.signed(claim, shown(claim.value, tools.scale, tools.locale)),
        "amount": certainty.told(claim, amount, tools.locale),
        "date": tools.locale.date(figure.key.as_of),
        "source": shorten(narrative.publisher(tools.figures.dataset, claim.source_id), 48),
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
            "side": _side(what, f, above=f is top),
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
        "ends": [{**line[-1], "lifted": _is_crowded(what.figures)}] if len(what.lines) == 1 else [],
    }
    return {name: rows for name, rows in datasets.items() if rows}


def _is_crowded(figures: Sequence[Figure]) -> bool:
    """Say whether the value that is written over the last point would meet the arrow of an "at least" at it or just before it."""
    last, values = figures[-1], [f.value for f in figures]
    days, height = (last.key.day - figures[0].key.day).days, max(values) - min(values)
    return any(
        bound(f.chosen) == "at-least"
        and (last.key.day - f.key.day).days * 8 <= days
        and abs(last.value - f.value) * 12 <= height
        for f in figures
    )


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


def _comparable_end(line: tuple[Figure, ...], tools: Tools) -> tuple[Figure, ...]:
    """Return the end of a line over which a change may be told: all of it where first and last were counted alike."""
    dataset = tools.figures.dataset
    if not breaks.of_line(dataset, (line[0], line[-1])):
        return line
    return breaks.runs(line, breaks.of_line(dataset, line))[-1]


def _title(what: Material, request: Request, tools: Tools, name: str) -> str:
    if len(what.lines) > 1:
        days = what.days
        return tools.locale.word("charts.trend.several", name=name, first=days[0].year, last=days[-1].year)
    line = _comparable_end(what.lines[0][1], tools)
    facts = _finding(name, line, what.unit, tools.locale)
    if len(line) < 2:
        return tools.locale.word("charts.missing.last", **facts)
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
    near = (last.key.day - before.key.day).days <= 730
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
        with_ticks(view(Shape(layout, names, tooltips, has)), what.days, locale, narrow=layout.narrow)
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
        narrative.source_line(dataset, sources, locale),
        _alternative(what, tools, name),
    )
    views = _views(what, datasets, locale)
    return finish(
        "trend", request, locale, Drawn(words=texts, table=_table(what, tools), views=views, datasets=datasets)
    )
