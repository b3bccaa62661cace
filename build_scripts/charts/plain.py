"""A chart for a table of which nothing is known but its schema: one sensible choice, or none.

A field of time and a number make a line; a text and a number make sorted bars; a number alone makes bins. Fields are renamed
inside the spec, so that no name in a package is ever read as an expression.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import altair as alt

from build_scripts.catalog import Chart, Column
from build_scripts.charts import theme
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
    shown,
    unlike,
)
from build_scripts.dataset import is_date, last_day
from build_scripts.locale import Locale
from build_scripts.package import Field, Package, Resource, View

NUMBERS = frozenset({"number", "integer"})
TIMES = frozenset({"date", "year", "yearmonth"})
YEAR_NAMES = frozenset({"year", "tahun"})
MOST_LINES, MOST_BARS, BINS = 8, 20, 10
FEWEST_ROWS = 2
LONGEST = {False: 38, True: 20}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which fields a chart draws: a measure, and by what; `time` and `group` may both be set, one of them, or none."""

    measure: Field
    time: Field | None
    group: Field | None


@dataclass(frozen=True, slots=True)
class Point:
    """One mark: where it stands in time (or empty), its group (or empty), its value."""

    time: str
    group: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """The table that is drawn and how to speak about it."""

    package: Package
    resource: Resource
    choice: Choice
    locale: Locale

    def name(self, field: Field | None) -> str:
        """Return the title of a field in the language, or its name."""
        return (field.title.to(self.locale.language) or field.name) if field else ""

    def index(self, field: Field) -> int:
        """Return the place of a field in the rows."""
        return self.resource.fields.index(field)

    def cell(self, row: Sequence[str], field: Field | None) -> str:
        """Return the cell of a field, empty where it holds no value."""
        text = row[self.index(field)] if field else ""
        return "" if text in self.resource.missing else text


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _is_key(resource: Resource, field: Field) -> bool:
    foreign = {name for key in resource.foreign_keys for name in key.fields}
    return field.name in foreign or resource.primary_key == (field.name,)


def _is_time(field: Field) -> bool:
    return field.type in TIMES or (field.type == "integer" and field.name.casefold() in YEAR_NAMES)


def _groups(resource: Resource, field: Field) -> int:
    place = resource.fields.index(field)
    return len({row[place] for row in resource.rows} - set(resource.missing))


def choose(resource: Resource) -> Choice | None:
    """Choose the fields to draw from the schema alone; None where no field holds a measure."""
    times = [f for f in resource.fields if _is_time(f)]
    measures = [f for f in resource.fields if f.type in NUMBERS and f not in times and not _is_key(resource, f)]
    texts = [f for f in resource.fields if f.type == "string"]
    if not measures or len(resource.rows) < FEWEST_ROWS:
        return None
    few = [f for f in texts if 2 <= _groups(resource, f) <= len(resource.rows) // 2]
    if times and _groups(resource, times[0]) >= 2:
        return Choice(measures[0], times[0], few[0] if few else None)
    group = next((f for f in texts if _groups(resource, f) >= 2), None)
    return Choice(measures[0], None, group)


def choose_as_told(resource: Resource, view: View) -> Choice | None:
    """Choose the fields that a view names as x, y and color; what it does not name stays open."""
    named = {channel: resource.field_named(_field_name(told)) for channel, told in view.encoding.items()}
    x, measure, group = named.get("x"), named.get("y"), named.get("color")
    if measure is None or measure.type not in NUMBERS:
        return choose(resource)
    return Choice(measure, x, group) if x and _is_time(x) else Choice(measure, None, x or group)


def _field_name(told: object) -> str:
    return str(told.get("field", "")) if isinstance(told, Mapping) else str(told)


def _points(source: Source) -> tuple[Point, ...]:
    """Return the points in order of the table; rows without a value, a time or a group that are drawn are left out."""
    choice = source.choice
    points = []
    for row in source.resource.rows:
        value = _number(source.cell(row, choice.measure))
        time, group = source.cell(row, choice.time), source.cell(row, choice.group)
        placed = not choice.time or is_date(time)
        if value is not None and placed and (group or not choice.group):
            points.append(Point(time, group, value))
    return tuple(points)


def _empty(source: Source) -> tuple[tuple[str, str], ...]:
    """Return time and group of the rows that say where they belong but hold no value."""
    choice, found = source.choice, []
    for row in source.resource.rows:
        time, group = source.cell(row, choice.time), source.cell(row, choice.group)
        placed = (not choice.time or is_date(time)) and (group or not choice.group)
        if placed and not source.cell(row, choice.measure):
            found.append((time, group))
    return tuple(found)


def _means(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return one point per time and group: the mean where a table has several rows for it."""
    gathered: dict[tuple[str, str], list[Decimal]] = {}
    for point in points:
        gathered.setdefault((point.time, point.group), []).append(point.value)
    return tuple(Point(t, g, sum(values, Decimal(0)) / len(values)) for (t, g), values in gathered.items())


def _key(title: str) -> str:
    """Return a title as it may stand in a tooltip.

    Vega-Lite writes it into an expression, where it escapes quotes but neither backslashes nor line ends.
    """
    return " ".join(title.split()).replace("\\", "\\\\") or " "


def _tooltips(names: Sequence[tuple[str, str]]) -> list[alt.Tooltip]:
    return [alt.Tooltip(field=field, type="nominal", title=_key(title)) for field, title in names]


def _line_view(source: Source, groups: Sequence[str], days: Sequence[str], layout: Layout) -> Spec:
    years = {day[:4] for day in days}
    marked = sorted(years)[:: max(1, -(-len(years) // (4 if layout.narrow else 9)))]
    axis = (
        alt.Axis(values=[f"{year}-12-31" for year in marked], format="%Y", title=None, grid=False)
        if len(years) > 2
        else alt.Axis(tickCount=3 if layout.narrow else 6, title=None, grid=False)
    )
    x = alt.X(field="c0", type="temporal", scale=alt.Scale(type="utc", padding=14), axis=axis)
    y = alt.Y(
        field="c1",
        type="quantitative",
        scale=alt.Scale(zero=False, padding=8),
        axis=alt.Axis(title=None, tickCount=5, domain=False, ticks=False),
    )
    scale = alt.Scale(domain=list(groups), range=list(theme.MARKS[: len(groups)]))
    legend = alt.Legend(title=None, columns=1 if layout.narrow else 3, symbolType="circle") if len(groups) > 1 else None
    choice = source.choice
    titles = [("t0", source.name(choice.time)), ("t1", source.name(choice.measure))]
    titles += [("c2", source.name(choice.group))] if choice.group else []
    rows = alt.Chart(alt.NamedData("rows"))

    def colour(legend: alt.Legend | None) -> alt.Color:
        return alt.Color(field="c2", type="nominal", scale=scale, legend=legend)

    line = rows.mark_line().encode(x=x, y=y, color=colour(legend))
    dots = rows.mark_point(filled=True, size=50, opacity=1)
    marks = dots.encode(x=x, y=y, color=colour(None), tooltip=_tooltips(titles))
    chart = alt.layer(line, marks).resolve_scale(color="independent")
    spec: Spec = chart.properties(width=layout.width - 64, height=230 if layout.narrow else 300).to_dict(validate=False)
    return spec


def _bar_view(source: Source, labels: Sequence[str], layout: Layout) -> Spec:
    rows = alt.Chart(alt.NamedData("rows"))
    field = "n2" if layout.narrow else "c2"
    y = alt.Y(field=field, type="nominal", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False))
    x = alt.X(
        field="c1", type="quantitative", axis=alt.Axis(title=None, tickCount=2 if layout.narrow else 4, orient="top")
    )
    titles = [("c2", source.name(source.choice.group)), ("t1", source.name(source.choice.measure))]
    bars = rows.mark_bar(color=theme.MARKS[0], height=alt.RelativeBandSize(0.68))
    text = rows.mark_text(
        align=alt.expr("datum.c1 < 0 ? 'right' : 'left'"), baseline="middle", dx=alt.expr("datum.c1 < 0 ? -5 : 5")
    )
    chart = alt.layer(
        bars.encode(x=x, y=y, tooltip=_tooltips(titles)),
        text.encode(x=x, y=y, text=alt.Text(field="t1", type="nominal")),
    )
    longest = min(max(len(label) for label in labels), LONGEST[layout.narrow])
    width = max(110, layout.width - int(longest * layout.font * 0.53) - 70)
    spec: Spec = chart.properties(width=width, height=24 * len(labels)).to_dict(validate=False)
    return spec


def _bin_view(source: Source, layout: Layout) -> Spec:
    axis = alt.Axis(title=None, tickCount=4 if layout.narrow else 8, grid=False)
    x = alt.X(field="c0", type="quantitative", axis=axis, scale=alt.Scale(zero=False, nice=False))
    count = alt.Axis(
        title=source.locale.word("charts.column.count"), tickCount=4, format="d", domain=False, ticks=False
    )
    bars = alt.Chart(alt.NamedData("rows")).mark_bar(color=theme.MARKS[0], stroke=theme.colour("paper"))
    titles = [("t0", source.name(source.choice.measure)), ("t1", source.locale.word("charts.tooltip.count"))]
    chart = bars.encode(
        x=x, x2=alt.X2(field="c1"), y=alt.Y(field="c2", type="quantitative", axis=count), tooltip=_tooltips(titles)
    )
    spec: Spec = chart.properties(width=layout.width - 84, height=220).to_dict(validate=False)
    return spec


def _bins(values: Sequence[Decimal]) -> list[tuple[Decimal, Decimal, int]]:
    """Return about ten bins of equal, round width that hold all values."""
    low, high = min(values), max(values)
    exact = (high - low) / BINS
    width = next(w for f in (1, 2, 5, 10) if (w := Decimal(f).scaleb(exact.adjusted())) >= exact)
    first = (low / width).to_integral_value(rounding="ROUND_FLOOR")
    last = (high / width).to_integral_value(rounding="ROUND_FLOOR")
    starts = [(first + n) * width for n in range(int(last - first) + 1)]
    return [(start, start + width, sum(start <= v < start + width for v in values)) for start in starts]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What makes a plain chart of points: rows, both views, the title and the text alternative, the table."""

    rows: list[dict[str, Any]]
    views: tuple[Spec, Spec]
    title: str
    alternative: str
    table: Table


def _column(source: Source, field: Field) -> Column:
    return Column(field.name, source.name(field), field.type in NUMBERS)


def _lines(source: Source, points: tuple[Point, ...], scale: Scale) -> Drawing | None:
    choice, locale = source.choice, source.locale
    groups = list(dict.fromkeys(p.group for p in points))
    kept = groups[:MOST_LINES]
    drawn = sorted((p for p in points if p.group in kept), key=lambda p: (last_day(p.time), kept.index(p.group)))
    if len({p.time for p in drawn}) < 2:
        return None
    days = [last_day(p.time).isoformat() for p in drawn]
    rows = [
        {"c0": d, "c1": scale.of(p.value), "c2": p.group, "t0": p.time, "t1": shown(p.value, scale, locale)}
        for d, p in zip(days, drawn, strict=True)
    ]
    # A point without a value cuts its line: what is missing is no bridge between what is known.
    known = {(p.time, p.group) for p in drawn}
    missing = [one for one in dict.fromkeys(_empty(source)) if one[1] in kept and one not in known]
    rows += [{"c0": last_day(t).isoformat(), "c1": None, "c2": g, "t0": t, "t1": ""} for t, g in missing]
    rows.sort(key=lambda row: (row["c0"], kept.index(str(row["c2"]))))
    values = [p.value for p in drawn]
    facts = {
        "measure": source.name(choice.measure), "time": source.name(choice.time), "group": source.name(choice.group),
        "number": locale.number(len(kept)), "all": locale.number(len(groups)),
        "first": locale.short(drawn[0].value), "first_time": drawn[0].time,
        "last": locale.short(drawn[-1].value), "last_time": drawn[-1].time,
        "low": locale.short(min(values)), "high": locale.short(max(values)),
    }  # fmt: skip
    title = "line" if not choice.group else "line-by" if len(kept) == len(groups) else "line-by-first"
    fields = [f for f in (choice.time, choice.group, choice.measure) if f]
    cells = tuple(
        tuple(c for c in (p.time, p.group if choice.group else None, p.value) if c is not None) for p in drawn
    )
    wide, narrow = (_line_view(source, kept, days, layout) for layout in LAYOUTS)
    return Drawing(
        rows,
        (wide, narrow),
        locale.word(f"charts.plain.{title}", **facts),
        locale.word(f"charts.plain.alternative-line{'s' if len(kept) > 1 else ''}", **facts),
        Table(tuple(_column(source, f) for f in fields), cells),
    )


def _bars(source: Source, points: tuple[Point, ...], scale: Scale) -> Drawing:
    choice, locale = source.choice, source.locale
    drawn = sorted(points, key=lambda p: (-p.value, p.group))[:MOST_BARS]
    wide_names, narrow_names = (unlike([p.group for p in drawn], LONGEST[layout.narrow]) for layout in LAYOUTS)
    rows = [
        {"c1": scale.of(p.value), "c2": w, "n2": n, "t1": shown(p.value, scale, locale)}
        for p, w, n in zip(drawn, wide_names, narrow_names, strict=True)
    ]
    facts = {
        "measure": source.name(choice.measure), "group": source.name(choice.group),
        "number": locale.number(len(drawn)), "all": locale.number(len(points)),
        "high": locale.short(drawn[0].value), "high_group": drawn[0].group,
        "low": locale.short(drawn[-1].value), "low_group": drawn[-1].group,
    }  # fmt: skip
    title = "bars" if len(drawn) == len(points) else "bars-top"
    fields = [f for f in (choice.group, choice.measure) if f]
    wide, narrow = (_bar_view(source, narrow_names if layout.narrow else wide_names, layout) for layout in LAYOUTS)
    return Drawing(
        rows,
        (wide, narrow),
        locale.word(f"charts.plain.{title}", **facts),
        locale.word("charts.plain.alternative-bars", **facts),
        Table(tuple(_column(source, f) for f in fields), tuple((p.group, p.value) for p in drawn)),
    )


def _histogram(source: Source, points: tuple[Point, ...], scale: Scale) -> Drawing:
    locale, values = source.locale, [p.value for p in points]
    bins = _bins(values)
    fullest = max(bins, key=lambda b: b[2])
    rows = [
        {
            "c0": scale.of(a), "c1": scale.of(b), "c2": n,
            "t0": f"{shown(a, scale, locale)}–{shown(b, scale, locale)}", "t1": locale.number(n),
        }
        for a, b, n in bins
    ]  # fmt: skip
    facts = {
        "measure": source.name(source.choice.measure), "rows": locale.number(len(points)),
        "low": locale.short(min(values)), "high": locale.short(max(values)),
        "from": locale.short(fullest[0]), "to": locale.short(fullest[1]), "count": locale.number(fullest[2]),
    }  # fmt: skip
    columns = tuple(Column(n, locale.word(f"charts.column.{n}"), numeric=True) for n in ("from", "to", "count"))
    wide, narrow = (_bin_view(source, layout) for layout in LAYOUTS)
    return Drawing(
        rows,
        (wide, narrow),
        locale.word("charts.plain.bins", **facts),
        locale.word("charts.plain.alternative-bins", **facts),
        Table(columns, tuple((a, b, Decimal(n)) for a, b, n in bins)),
    )


def _drawing(source: Source, points: tuple[Point, ...], scale: Scale) -> Drawing | None:
    if source.choice.time:
        return _lines(source, points, scale)
    return _bars(source, points, scale) if source.choice.group else _histogram(source, points, scale)


def _subtitle(source: Source, scale: Scale, *, averaged: bool) -> str:
    word = source.locale.word
    empty = len(_empty(source))
    scale_name = word(f"words.scale.{scale.name}") if scale.name else ""
    unit = sentence_case(f"{scale_name} {source.choice.measure.unit}".strip())
    title = source.resource.title.to(source.locale.language) or source.resource.name
    said = word(
        "charts.plain.subtitle-mean" if averaged else "charts.plain.subtitle",
        unit=f"{unit}. " if unit else "",
        resource=title,
        rows=source.locale.number(len(source.resource.rows)),
    )
    return f"{said} {word('charts.missing.rows', count=source.locale.number(empty))}" if empty else said


def draw(
    request: Request, package: Package, resource: Resource, locale: Locale, choice: Choice | None = None
) -> Chart | None:
    """Draw a table by its schema, or the fields chosen; None where it holds nothing that a chart would show."""
    chosen = choice or choose(resource)
    if chosen is None:
        return None
    source = Source(package, resource, chosen, locale)
    found = _points(source)
    points = _means(found) if chosen.time or chosen.group else found
    if len({p.value for p in points}) < 2:
        return None
    scale = scale_for(p.value for p in points)
    drawing = _drawing(source, points, scale)
    if drawing is None:
        return None
    texts = Words(
        drawing.title,
        _subtitle(source, scale, averaged=len(points) < len(found)),
        locale.word("charts.source.package", title=package.title.to(locale.language) or package.name),
        drawing.alternative,
    )
    return finish(
        "plain",
        request,
        locale,
        Drawn(words=texts, table=drawing.table, views=drawing.views, datasets={"rows": drawing.rows}),
    )
