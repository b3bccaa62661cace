"""Bullets: a value as a bar, its target as a stroke across, the threshold as a dashed one; one row per target or per area.

For one area each row is a target with the latest figure up to its date; a target that nothing is known for keeps its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Cell, Chart, Column
from build_scripts.charts import certainty, selection, theme, words
from build_scripts.charts import lines as members
from build_scripts.charts.base import (
    LAYOUTS,
    Drawn,
    Layout,
    Request,
    Scale,
    Spec,
    Table,
    Words,
    abbreviated,
    finish,
    scale_for,
    sentence_case,
    shown,
    unit_words,
    unlike,
)
from build_scripts.charts.lines import Lines
from build_scripts.dataset import Indicator
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale

LONGEST = {False: 28, True: 16}
ROW = 42
DECIMALS = 2  # what a target is missed by is often less than a tenth
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bullet:
    """A row: its name, the value (or none), and what it is held against."""

    name: str
    value: Figure | None
    target: Figure | None
    threshold: Figure | None

    @property
    def gap(self) -> Decimal | None:
        """How far the value lies above its target; below zero where it falls short."""
        return self.value.value - self.target.value if self.value and self.target else None


@dataclass(frozen=True, slots=True)
class Material:
    """What bullets draw; `lines` are the members where each row is one of them and not a target."""

    indicator: Indicator
    rows: tuple[Bullet, ...]
    lines: Lines | None
    figures: Figures
    scale: Scale
    locale: Locale

    @property
    def by_area(self) -> bool:
        """Whether each row is a member."""
        return self.lines is not None

    @property
    def values(self) -> tuple[Figure, ...]:
        """The figures that are drawn as bars, each once."""
        return tuple({r.value.key: r.value for r in self.rows if r.value}.values())

    @property
    def aims(self) -> tuple[Figure, ...]:
        """The targets and thresholds that are drawn."""
        return tuple({f.key: f for r in self.rows for f in (r.target, r.threshold) if f}.values())


def _kind(figures: Figures, request: Request, area: str, kind: str) -> tuple[Figure, ...]:
    series = figures.series_of(request.indicator, area, kind=kind, segment=request.segment, breakdown=request.breakdown)
    return selection.one_a_day(series.figures) if series else ()


def _threshold(figures: Figures, request: Request, area: str, on: date) -> Figure | None:
    """Return the criterion that held on a day, of the area itself or of the country; only shares are held against one."""
    found = _kind(figures, request, area, "threshold") or _kind(figures, request, selection.COUNTRY, "threshold")
    share = figures.dataset.indicators[request.indicator].unit == "percent"
    held = [f for f in found if share and f.key.day <= on]
    return held[-1] if held else None


def _of_targets(figures: Figures, request: Request, locale: Locale) -> Iterator[Bullet]:
    known = members.figures_of(figures, request, request.area)
    for target in _kind(figures, request, request.area, "target"):
        before = [f for f in known if f.key.day <= target.key.day]
        name = locale.word("charts.bullet.target", date=locale.date(target.key.as_of))
        yield Bullet(
            name,
            before[-1] if before else None,
            target,
            _threshold(figures, request, request.area, target.key.day),
        )


def _due(figures: Figures, request: Request, area: str, value: Figure) -> Figure | None:
    """Return the target due last at the date of a value, of the area itself or, for a share, of the country."""
    share = figures.dataset.indicators[request.indicator].unit == "percent"
    own = _kind(figures, request, area, "target")
    found = own or (_kind(figures, request, selection.COUNTRY, "target") if share else ())
    due = [t for t in found if t.key.day <= value.key.day]
    return due[-1] if due else found[0] if found else None


def _of_members(figures: Figures, request: Request, lines: Lines) -> Iterator[Bullet]:
    for line in lines.members:
        area = request.area if lines.kind in {"segment", "breakdown"} else line.code
        value = line.figures[-1] if line.figures else None
        target = _due(figures, request, area, value) if value else None
        threshold = _threshold(figures, request, area, value.key.day) if value else None
        yield Bullet(line.name, value, target, threshold)


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose the rows: members where a request names a level, segments or breakdowns, otherwise the targets of its area."""
    indicator = figures.dataset.indicators.get(request.indicator)
    if indicator is None:
        return None
    by_area = bool(request.level or request.segments or request.breakdowns)
    lines = members.choose(figures, request, locale) if by_area else None
    if by_area and lines is None:
        return None
    rows = tuple(_of_members(figures, request, lines) if lines else _of_targets(figures, request, locale))
    drawn = [f for r in rows for f in (r.value, r.target, r.threshold) if f]
    if not any(r.value for r in rows) or min(f.value for f in drawn) < 0:
        return None
    return Material(indicator, rows, lines, figures, scale_for(f.value for f in drawn), locale)


def _text(what: Material, figure: Figure) -> str:
    return certainty.signed(figure.chosen, shown(figure.value, what.scale, what.locale, DECIMALS))


def _bar(what: Material, row: Bullet, figure: Figure, place: Entry) -> Entry:
    line = members.Line("", row.name, ())
    return place | members.mark(line, figure, what.scale, what.figures, what.locale)


def _said(what: Material, row: Bullet) -> str:
    """Return what stands above the bar of a row: the value, what it is held against, and the date if rows are targets."""
    if row.value is None:
        return what.locale.word("charts.missing.none")
    if row.target is None:
        return _text(what, row.value)
    facts = {"value": _text(what, row.value), "target": _text(what, row.target)}
    return what.locale.word("charts.bullet.label", **facts)


def _datasets(what: Material) -> dict[str, list[Entry]]:
    wide, narrow = (unlike([r.name for r in what.rows], LONGEST[layout.narrow]) for layout in LAYOUTS)
    places: list[Entry] = [{"label": a, "short": b} for a, b in zip(wide, narrow, strict=True)]
    rows = list(zip(what.rows, places, strict=True))
    bars = [(r.value, _bar(what, r, r.value, p)) for r, p in rows if r.value]
    targets = [_bar(what, r, r.target, p) for r, p in rows if r.target]
    thresholds = [_bar(what, r, r.threshold, p) for r, p in rows if r.threshold]
    ranges = [
        {**place, "low": what.scale.of(f.low), "high": what.scale.of(f.high)}
        for f, place in bars
        if certainty.disagreeing([f])
    ]
    datasets: dict[str, list[Entry]] = {
        "bars": [row for _, row in bars],
        "texts": [place | {"text": _said(what, r), "none": r.value is None} for r, place in rows],
        "target": targets,
        "threshold": thresholds,
        "ranges": ranges,
        "open": certainty.open_rows([(f.chosen, row) for f, row in bars], upright=False),
    }
    return {name: found for name, found in datasets.items() if found}


def _end(what: Material) -> float:
    top = max(what.scale.of(f.value) for f in (*what.values, *what.aims))
    return max(top, 100.0) if what.indicator.unit == "percent" else top * 1.04


def _aims(x: alt.X, y: alt.Y, tooltip: list[alt.Tooltip], has: Mapping[str, object]) -> Iterator[alt.Chart]:
    """Yield the strokes of thresholds, dashed and short, and of targets, thick and tall."""
    for kind, width, height in (("threshold", 2, 18), ("target", 4, 22)):
        if kind in has:
            rows = alt.Chart(alt.NamedData(kind))
            mark = rows.mark_tick(
                color=theme.colour(kind), thickness=width, size=height, opacity=1, orient="vertical", yOffset=7
            )
            yield mark.encode(x=x, y=y, tooltip=tooltip)


def _view(what: Material, layout: Layout, has: Mapping[str, object]) -> Spec:
    field = "short" if layout.narrow else "label"
    longest = max(len(abbreviated(r.name, LONGEST[layout.narrow])) for r in what.rows)
    y = alt.Y(field=field, type="nominal", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False))
    x = alt.X(
        field="value",
        type="quantitative",
        scale=alt.Scale(domain=[0, _end(what)], nice=False),
        axis=alt.Axis(title=None, tickCount=3 if layout.narrow else 5, domain=False, ticks=False),
    )
    tooltip = members.tooltips(what.locale)
    texts, bars = alt.Chart(alt.NamedData("texts")), alt.Chart(alt.NamedData("bars"))
    said = texts.mark_text(
        align="left", baseline="middle", yOffset=-12, color=theme.colour("ink"), fontSize=layout.font
    ).encode(x=alt.value(0), y=y, text=alt.Text(field="text", type="nominal"))
    layers = [said, bars.mark_bar(color=theme.MARKS[0], height=12, yOffset=7).encode(x=x, y=y, tooltip=tooltip)]
    if "open" in has:
        opened = alt.Chart(alt.NamedData("open")).mark_bar(
            height=10, yOffset=7, fill=theme.colour("paper"), stroke=theme.MARKS[0], strokeWidth=2
        )
        layers.append(opened.encode(x=x, y=y))
    if "ranges" in has:
        between = alt.Chart(alt.NamedData("ranges")).mark_rule(color=theme.colour("claim"), strokeWidth=3, yOffset=16)
        layers.append(between.encode(x=alt.X(field="low", type="quantitative"), x2=alt.X2(field="high"), y=y))
    layers += _aims(x, y, tooltip, has)
    width = max(130, layout.width - int(longest * layout.font * 0.53) - 34)
    spec: Spec = alt.layer(*layers).properties(width=width, height=ROW * len(what.rows)).to_dict(validate=False)
    return spec


def _table(what: Material) -> Table:
    word, locale = what.locale.word, what.locale
    names = ("member", "as_of", "value", "precision", "target", "threshold", "source_id")
    numeric = {"value", "target", "threshold"}
    columns = tuple(Column(n, word(f"charts.column.{n}"), n in numeric) for n in names)
    rows: list[tuple[Cell, ...]] = []
    for row in what.rows:
        aims = (row.target.value if row.target else None, row.threshold.value if row.threshold else None)
        if row.value is None:
            rows.append((row.name, None, None, None, *aims, None))
        else:
            exactness = certainty.precision(row.value.chosen, locale)
            found = row.value
            rows.append((row.name, found.key.as_of, found.value, exactness, *aims, found.chosen.source_id))
    return Table(columns, tuple(rows))


def _difference(what: Material, gap: Decimal) -> str:
    unit = "percentage-points" if what.indicator.unit == "percent" else what.indicator.unit
    return words.amount(abs(gap), unit, what.locale)


def _held(what: Material, row: Bullet) -> str:
    """Tell a value and how far it lies from what it is held against."""
    word, unit = what.locale.word, what.indicator.unit
    if row.value is None or row.target is None or row.gap is None:
        return words.amount(row.value.value, unit, what.locale) if row.value else word("charts.missing.none")
    value = words.amount(row.value.value, unit, what.locale)
    facts = {
        "value": certainty.told(row.value.chosen, value, what.locale),
        "when": words.when(row.value.key.as_of, what.locale),
        "target": words.amount(row.target.value, unit, what.locale),
        "year": row.target.key.as_of[:4],
        "gap": _difference(what, row.gap),
    }
    side = "at" if not row.gap else "below" if row.gap < 0 else "above"
    return word(f"charts.bullet.held-{side}", **facts)


def _entry(what: Material, row: Bullet) -> str:
    return f"{row.name}: {_held(what, row)}" if what.by_area else _held(what, row)


def _title(what: Material, name: str) -> str:
    """State how the value stands to the target that was due last, or how many areas reach theirs."""
    word, held = what.locale.word, [r for r in what.rows if r.value and r.target]
    if not held:
        return word("charts.bullet.title-none", name=name)
    if what.by_area:
        number = what.locale.number
        reached = number(sum(_reached(what, r) for r in held))
        return word("charts.bullet.title-members", name=name, reached=reached, all=number(len(held)))
    latest = max(r.value.key.day for r in held if r.value)
    due = [r for r in held if r.target and r.target.key.day <= latest]
    told = due[-1] if due else held[0]
    return f"{name}: {_held(what, told)}"


def _reached(what: Material, row: Bullet) -> bool:
    return row.gap is not None and (row.gap <= 0 if what.indicator.higher_is == "worse" else row.gap >= 0)


def _words(what: Material, name: str) -> Words:
    locale = what.locale
    unit = sentence_case(unit_words(what.scale, what.indicator.unit, locale))
    subtitle = [locale.word("charts.bullet.subtitle", unit=unit)]
    subtitle += [locale.word("charts.bullet.rule" if not what.by_area else "charts.bullet.rule-members")]
    subtitle += [left] if what.lines and (left := members.left_out(what.lines, locale)) else []
    threshold = next((r.threshold for r in what.rows if r.threshold), None)
    if threshold:
        amount = words.amount(threshold.value, what.indicator.unit, locale)
        subtitle.append(locale.word("charts.bullet.threshold", value=amount))
    subtitle += certainty.notes(what.values, locale, arrows=False, ranges=True)
    entries = "; ".join(_entry(what, row) for row in what.rows)
    alternative = [
        locale.word("charts.bullet.alternative", name=name, entries=entries),
        certainty.alternative(what.values, what.figures.dataset, locale),
    ]
    used = [f.chosen.source_id for f in (*what.values, *what.aims)]
    sources = narrative.source_line(what.figures.dataset, used, locale)
    return Words(_title(what, name), " ".join(subtitle), sources, " ".join(p for p in alternative if p))


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw values against their targets; None without a target or a value, or where a value lies below zero."""
    what = material(figures, request, locale)
    if what is None:
        return None
    datasets = _datasets(what)
    name = words.indicator_name(figures.dataset, request, locale)
    if request.area != selection.COUNTRY and not what.by_area:
        area = words.area_name(figures.dataset, request.area, locale)
        name = locale.word("charts.name-in-area", name=name, area=area)
    wide, narrow = (_view(what, layout, datasets) for layout in LAYOUTS)
    drawn = Drawn(words=_words(what, name), table=_table(what), views=(wide, narrow), datasets=datasets)
    return finish("bullet", request, locale, drawn)
