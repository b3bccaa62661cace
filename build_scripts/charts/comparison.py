"""A comparison: one indicator, up to six areas or segments of the country as lines on one axis, each named at its end.

The page on which readers choose draws from the spec of this chart, with other rows: `docs/assets/compare-chart.js` makes them as here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from build_scripts import narrative
from build_scripts.catalog import Chart, Column
from build_scripts.charts import certainty, theme, words
from build_scripts.charts.base import (
    LAYOUTS,
    Drawn,
    Request,
    Scale,
    Table,
    Words,
    finish,
    scale_for,
    sentence_case,
    shorten,
    shown,
    unit_words,
)
from build_scripts.charts.comparison_view import scaled, view
from build_scripts.drawing.labels import HEIGHT, ROOM, SPACE, apart, domain_of, wrapped
from build_scripts.figures import Figure, Figures, breaks
from build_scripts.figures.compared import AREA, MOST, SEGMENT, Line, can_be_compared, lines_of, rules_of, unasked
from build_scripts.locale import Locale

COLUMNS = ("as_of", "kind", "area_code", "segment", "series", "value", "source_id")


@dataclass(frozen=True, slots=True)
class Tools:
    """What every row needs to be written, and what the lines are called."""

    figures: Figures
    locale: Locale
    scale: Scale
    unit: str


@dataclass(frozen=True, slots=True)
class Member:
    """A line with its name and colour, and where it breaks."""

    line: Line
    name: str
    ink: str
    breaks: tuple[breaks.Break, ...]

    @property
    def runs(self) -> tuple[tuple[Figure, ...], ...]:
        """The stretches that are drawn through: what lies beyond a break was not counted alike."""
        return breaks.runs(self.line.drawn, self.breaks)


def _row(member: Member, run: int, figure: Figure, tools: Tools) -> dict[str, Any]:
    return {
        "day": figure.key.day.isoformat(),
        "value": tools.scale.of(figure.value),
        "member": f"{member.line.kind} {member.line.code}",
        "run": f"{member.line.kind} {member.line.code} {run}",
        "ink": member.ink,
        "series": member.name,
        "amount": _told(figure, tools)[0],
        "date": tools.locale.date(figure.key.as_of),
        "source": shorten(narrative.publisher(tools.figures.dataset, figure.chosen.source_id), 48),
    }


def _rule_rows(rules: Sequence[Figure], members: Sequence[Member], tools: Tools) -> list[dict[str, Any]]:
    top = max((f.value for f in rules), default=Decimal(0))
    return [
        {
            "value": tools.scale.of(f.value),
            "kind": f.key.kind,
            "ink": theme.colour(f.key.kind),
            "side": _side(f.value, members),
            "above": f.value == top,
            "label": _rule_label(f, tools),
        }
        for f in rules
    ]


def _rule_label(figure: Figure, tools: Tools) -> str:
    value = words.amount(figure.value, tools.unit, tools.locale)
    return tools.locale.word(f"charts.rule.{figure.key.kind}", value=value, year=figure.key.as_of[:4])


def _side(value: Decimal, members: Sequence[Member]) -> str:
    """Return the end of a rule from which the lines are farther away, where a label is free."""
    left = min(abs(m.line.drawn[0].value - value) for m in members)
    right = min(abs(m.line.drawn[-1].value - value) for m in members)
    return "left" if left >= right else "right"


def _label_rows(
    members: Sequence[Member], domain: tuple[float, float], tools: Tools, *, narrow: bool
) -> list[dict[str, Any]]:
    columns, line_height = ROOM[narrow]
    height, (low, high) = HEIGHT[narrow], domain
    newest = max(m.line.drawn[-1].key.as_of[:4] for m in members)
    texts, middles = [], []
    for member in members:
        last = member.line.drawn[-1]
        value = certainty.signed(last.chosen, shown(last.value, tools.scale, tools.locale))
        year = last.key.as_of[:4]
        texts.append([*wrapped(member.name, columns, 2), value if year == newest else f"{value} ({year})"])
        middles.append((high - tools.scale.of(last.value)) / (high - low) * height)
    placed = apart(middles, [len(t) * line_height + SPACE for t in texts], height)
    return [
        {
            # The upper edge of the label.
            "value": high - (at - len(text) * line_height / 2) / height * (high - low),
            "label": "\n".join(text),
            "ink": member.ink,
        }
        for member, text, at in zip(members, texts, placed, strict=True)
    ]


def _datasets(members: Sequence[Member], rules: Sequence[Figure], tools: Tools) -> dict[str, list[dict[str, Any]]]:
    pairs = [(f.chosen, _row(m, n, f, tools)) for m in members for n, run in enumerate(m.runs) for f in run]
    rule_rows = _rule_rows(rules, members, tools)
    domain = domain_of([row["value"] for row in (*(r for _, r in pairs), *rule_rows)])
    return {
        "line": [row for _, row in pairs],
        "open": certainty.open_rows(pairs),
        "rules": rule_rows,
        "labels-wide": _label_rows(members, domain, tools, narrow=False),
        "labels-narrow": _label_rows(members, domain, tools, narrow=True),
    }


def _texts(name: str, members: Sequence[Member], datasets: Mapping[str, Any], tools: Tools) -> Words:
    locale, dataset = tools.locale, tools.figures.dataset
    word = locale.word
    unit = sentence_case(unit_words(tools.scale, tools.unit, locale))
    subtitle = [word("compare.chart.subtitle", unit=unit)]
    broken = "; ".join(_told_breaks(members, tools))
    subtitle += [word("compare.chart.subtitle-broken")] if broken else []
    subtitle += [word(f"compare.chart.subtitle-{n}") for n in ("open", "rules") if datasets[n]]
    rules = "; ".join(row["label"] for row in datasets["rules"])
    parts = (
        word("compare.chart.alternative", name=name, parts="; ".join(_part(m, tools) for m in members)),
        word("compare.chart.broken", breaks=broken) if broken else "",
        word("charts.trend.rules", rules=rules) if rules else "",
    )
    return Words(
        _title(name, members, tools),
        " ".join(subtitle),
        narrative.source_line(dataset, (f.chosen.source_id for m in members for f in m.line.drawn), locale),
        " ".join(part for part in parts if part),
    )


def _told_breaks(members: Sequence[Member], tools: Tools) -> Iterator[str]:
    """Yield where a line breaks and why."""
    for member in members:
        for one in member.breaks:
            reason = tools.locale.word(f"charts.missing.reason-{one.reason}")
            yield tools.locale.word("compare.chart.break", name=member.name, year=one.day.year, reason=reason)


def _told(figure: Figure, tools: Tools) -> tuple[str, str]:
    amount = certainty.signed(figure.chosen, words.amount(figure.value, tools.unit, tools.locale))
    return amount, words.when(figure.key.as_of, tools.locale)


def _part(member: Member, tools: Tools) -> str:
    """Say how a member came to its latest figure, from the first one that was counted alike."""
    run = member.runs[-1]
    first, last = (_told(f, tools) for f in (run[0], run[-1]))
    facts = {"name": member.name, "last": last[0], "last_when": last[1]}
    if len(run) == 1:
        return tools.locale.word("compare.chart.point", **facts)
    return tools.locale.word("charts.trend.line", first=first[0], first_when=first[1], **facts)


def _title(name: str, members: Sequence[Member], tools: Tools) -> str:
    word, ends = tools.locale.word, [(m, m.line.drawn[-1]) for m in members]
    (high, top), (low, bottom) = max(ends, key=lambda e: e[1].value), min(ends, key=lambda e: e[1].value)
    value, when = _told(top, tools)
    if len(members) == 1:
        return word("compare.chart.title-one", name=name, member=high.name, value=value, when=when)
    if top.value == bottom.value:
        return word("compare.chart.title-same", name=name, value=value)
    facts = {"high": high.name, "high_value": value, "high_when": when, "low": low.name}
    low_value, low_when = _told(bottom, tools)
    return word("compare.chart.title", name=name, low_value=low_value, low_when=low_when, **facts)


def _name(line: Line, figures: Figures, locale: Locale) -> str:
    if line.kind == AREA:
        return words.area_name(figures.dataset, line.code, locale)
    segment = figures.dataset.segments.get(line.code)
    return segment.name.to(locale.language) if segment else line.code


def _table(members: Sequence[Member], rules: Sequence[Figure], locale: Locale) -> Table:
    columns = tuple(Column(n, locale.word(f"charts.column.{n}"), n == "value") for n in COLUMNS)
    shown_here = [(m.name, f) for m in members for f in m.line.drawn] + [(None, f) for f in rules]
    rows = tuple(
        (
            f.key.as_of,
            locale.word(f"words.kind.{f.key.kind}"),
            f.key.area,
            f.key.segment or None,
            name,
            f.value,
            f.chosen.source_id,
        )
        for name, f in shown_here
    )
    return Table(columns, rows)


def _chosen(request: Request, figures: Figures, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines of the areas and segments that are asked for, or else those that are shown unasked."""
    asked = (*((AREA, code) for code in request.areas), *((SEGMENT, code) for code in request.segments))
    if not asked:
        return unasked(figures, request.indicator, lines).lines
    known = {(line.kind, line.code): line for line in lines}
    return tuple(known[one] for one in dict.fromkeys(asked) if one in known)[:MOST]


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw lines of an indicator; None where it cannot be compared, or none of the lines that are asked for has a figure."""
    indicator = figures.dataset.indicators.get(request.indicator)
    lines = lines_of(figures, request.indicator) if indicator else ()
    if indicator is None or not can_be_compared(lines) or not (chosen := _chosen(request, figures, lines)):
        return None
    members = [
        Member(one, _name(one, figures, locale), ink, breaks.of_line(figures.dataset, one.drawn))
        for one, ink in zip(chosen, theme.MARKS, strict=False)
    ]
    rules = rules_of(figures, indicator.id, lines)
    drawn = [f for one in chosen for f in one.drawn]
    tools = Tools(figures, locale, scale_for(f.value for f in (*drawn, *rules)), indicator.unit)
    datasets = _datasets(members, rules, tools)
    domain = domain_of([row["value"] for name in ("line", "rules") for row in datasets[name]])
    tooltips = tuple(locale.word(f"charts.tooltip.{n}") for n in ("series", "date", "value", "source"))
    days = sorted({f.key.day for f in drawn})
    wide, narrow = (scaled(view(layout, tooltips), days, domain, locale, narrow=layout.narrow) for layout in LAYOUTS)
    texts = _texts(indicator.name.to(locale.language), members, datasets, tools)
    return finish("comparison", request, locale, Drawn(texts, _table(members, rules, locale), (wide, narrow), datasets))
