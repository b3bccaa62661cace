"""A ranking: one row per province, the best on top, with the target where there is one.

Shares stand as dots, because what matters lies far from zero; counts stand as bars from zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Cell, Chart, Column
from build_scripts.charts import certainty, lines, selection, theme, words
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
    unit_words,
    unlike,
)
from build_scripts.dataset import Indicator
from build_scripts.figures import Figure, Figures
from build_scripts.figures.tolerance import bound
from build_scripts.locale import Locale

MOST_ROWS = 40
NAMED = 3
ROW = 21
LONGEST = 26


@dataclass(frozen=True, slots=True)
class Material:
    """What a ranking or a tile map draws: figures in order, and the target that they are held against."""

    indicator: Indicator
    ordered: tuple[Figure, ...]
    target: Figure | None
    figures: Figures
    scale: Scale
    locale: Locale
    level: str = "province"

    def area(self, figure: Figure) -> str:
        """Return the name of the area of a figure."""
        return words.area_name(self.figures.dataset, figure.key.area, self.locale)

    def amount(self, figure: Figure) -> str:
        """Return the value of a figure with its unit."""
        return words.amount(figure.value, self.indicator.unit, self.locale)

    def told(self, figure: Figure) -> str:
        """Return the value of a figure with its unit, and whether it is about, at least or at most that."""
        return certainty.told(figure.chosen, self.amount(figure), self.locale)

    @property
    def without(self) -> tuple[str, ...]:
        """The names of the areas of today that have no figure."""
        found, dataset = {f.key.area for f in self.ordered}, self.figures.dataset
        codes = (c for c, a in dataset.areas.items() if a.level == self.level and not a.valid_to and c not in found)
        return tuple(words.area_name(dataset, code, self.locale) for code in codes)

    @property
    def years(self) -> tuple[int, int]:
        """The years of the oldest and the newest figure."""
        years = sorted(f.key.day.year for f in self.ordered)
        return years[0], years[-1]

    @property
    def highest(self) -> Figure:
        """The figure of the largest value."""
        return max(self.ordered, key=lambda f: f.value)

    @property
    def lowest(self) -> Figure:
        """The figure of the smallest value."""
        return min(self.ordered, key=lambda f: f.value)


def in_order(figures: Sequence[Figure], higher_is: str) -> tuple[Figure, ...]:
    """Return figures with the best first; where neither end is better, the largest first."""
    sign = 1 if higher_is == "worse" else -1
    return tuple(sorted(figures, key=lambda f: (sign * f.value, f.key.area)))


def of_figures(figures: Figures, request: Request, locale: Locale, found: Sequence[Figure]) -> Material | None:
    """Put figures of provinces in order, with the target that was due last; nothing where all have the same value."""
    if len({f.value for f in found}) < 2:
        return None
    indicator = figures.dataset.indicators[request.indicator]
    ordered = in_order(found, indicator.higher_is)[:MOST_ROWS]
    newest = max(f.key.day for f in ordered)
    target = selection.due_target(figures, request.indicator, newest) if indicator.unit == "percent" else None
    scale = scale_for(f.value for f in (*ordered, *([target] if target else [])))
    return Material(indicator, ordered, target, figures, scale, locale)


def _labels(what: Material) -> list[str]:
    return unlike([what.area(f) for f in what.ordered], LONGEST)


def _view(what: Material, layout: Layout) -> Spec:
    rows = alt.Chart(alt.NamedData("rows"))
    share = what.indicator.unit == "percent"
    longest = max(len(label) for label in _labels(what))
    y = alt.Y(
        field="label",
        type="nominal",
        sort=None,
        axis=alt.Axis(title=None, domain=False, ticks=False, grid=share, minExtent=0),
    )
    axis = alt.Axis(title=None, tickCount=2 if layout.narrow else 4, grid=not share, orient="top")
    x = alt.X(
        field="value", type="quantitative", scale=alt.Scale(zero=not share, padding=40 if share else 0), axis=axis
    )
    tooltip = [
        alt.Tooltip(field=n, type="nominal", title=what.locale.word(f"charts.tooltip.{t}"))
        for n, t in (("area", "area"), ("amount", "value"), ("date", "date"), ("source", "source"))
    ]
    mark = (
        rows.mark_point(filled=True, size=90, opacity=1, color=theme.MARKS[0])
        if share
        else rows.mark_bar(color=theme.MARKS[0], height=alt.RelativeBandSize(0.68))
    )
    label = rows.mark_text(
        align=alt.expr("datum.value < 0 ? 'right' : 'left'"),
        baseline="middle",
        dx=alt.expr(f"(datum.value < 0 ? -1 : 1) * {9 if share else 5}"),
    )
    layers: list[alt.Chart] = []
    if what.target:
        rule = alt.Chart(alt.NamedData("target")).mark_rule(
            color=theme.colour("target"), strokeWidth=1.5, strokeDash=[7, 4]
        )
        layers.append(rule.encode(x=alt.X(field="value", type="quantitative")))
    if any(certainty.disagreeing([f]) for f in what.ordered):
        between = alt.Chart(alt.NamedData("ranges")).mark_rule(color=theme.colour("claim"), strokeWidth=3, yOffset=7)
        layers.append(between.encode(x=alt.X(field="low", type="quantitative"), x2=alt.X2(field="high"), y=y))
    opened = (
        certainty.open_marks(x, y, size=30, arrows=False)
        if share and any(bound(f.chosen) for f in what.ordered)
        else []
    )
    layers += [
        mark.encode(x=x, y=y, tooltip=tooltip),
        *opened,
        label.encode(x=x, y=y, text=alt.Text(field="text", type="nominal")),
    ]
    room = int(longest * layout.font * 0.53) + 24 + (0 if share else 46)
    chart = alt.layer(*layers).properties(width=max(110, layout.width - room), height=ROW * len(what.ordered))
    spec: Spec = chart.to_dict(validate=False)
    return spec


def _row(what: Material, figure: Figure, label: str) -> dict[str, Any]:
    return {
        "label": label,
        "area": what.area(figure),
        "value": what.scale.of(figure.value),
        "text": certainty.signed(figure.chosen, shown(figure.value, what.scale, what.locale)),
        "amount": what.told(figure),
        "date": what.locale.date(figure.key.as_of),
        "source": narrative.publisher(what.figures.dataset, figure.chosen.source_id),
    }


def _datasets(what: Material) -> Mapping[str, list[dict[str, Any]]]:
    rows = [_row(what, f, label) for f, label in zip(what.ordered, _labels(what), strict=True)]
    paired = list(zip(what.ordered, rows, strict=True))
    share = what.indicator.unit == "percent"
    datasets: dict[str, list[dict[str, Any]]] = {
        "rows": rows,
        "target": [{"value": what.scale.of(what.target.value)}] if what.target else [],
        "open": certainty.open_rows((f.chosen, row) for f, row in paired) if share else [],
        "ranges": [
            {"label": row["label"], "low": what.scale.of(f.low), "high": what.scale.of(f.high)}
            for f, row in paired
            if certainty.disagreeing([f])
        ],
    }
    return {name: found for name, found in datasets.items() if found}


def table(what: Material) -> Table:
    """Return the table of a ranking or a map: area, date, value, source, in order of rank."""
    names = ("rank", "area_code", "area", "as_of", "value", "source_id")
    columns = tuple(Column(n, what.locale.word(f"charts.column.{n}"), n in ("rank", "value")) for n in names)
    values = [f.value for f in what.ordered]
    rows: list[tuple[Cell, ...]] = []
    for figure in what.ordered:
        # Equal values share a place, and the places after them stay empty.
        place = str(values.index(figure.value) + 1)
        rows.append(
            (
                type(figure.value)(place),
                figure.key.area,
                what.area(figure),
                figure.key.as_of,
                figure.value,
                figure.chosen.source_id,
            )
        )
    return Table(columns, tuple(rows))


def _rule(what: Material) -> str:
    if what.target is None:
        return ""
    return what.locale.word("charts.rule.target", value=what.amount(what.target), year=what.target.key.as_of[:4])


def _table_with_rule(what: Material) -> Table:
    """Return the table with the target at the end, which is drawn across all rows and has no rank."""
    made = table(what)
    if what.target is None:
        return made
    target = what.target
    rule: tuple[Cell, ...] = (
        None,
        target.key.area,
        _rule(what),
        target.key.as_of,
        target.value,
        target.chosen.source_id,
    )
    return Table(made.columns, (*made.rows, rule))


def _words(what: Material, request: Request, name: str) -> Words:
    word, locale = what.locale.word, what.locale
    rule = _rule(what)
    title = word(
        "charts.ranking.title",
        name=name,
        year=what.years[1],
        high_area=what.area(what.highest),
        high=what.amount(what.highest),
        low_area=what.area(what.lowest),
        low=what.amount(what.lowest),
    )
    subtitle = word(
        "charts.ranking.subtitle",
        unit=sentence_case(unit_words(what.scale, what.indicator.unit, locale)),
        year=what.years[1],
        order=word(
            "charts.ranking.largest-first" if what.indicator.higher_is == "neutral" else "charts.ranking.best-first"
        ),
        count=locale.number(len(what.ordered)),
        all=lines.counted(what.level, len(what.ordered) + len(what.without), locale),
    )
    entries = [word("charts.ranking.entry", area=what.area(f), value=what.told(f)) for f in what.ordered]
    alternative = word(
        "charts.ranking.alternative",
        name=name,
        count=lines.counted(what.level, len(what.ordered), locale),
        year=what.years[1],
        top=", ".join(entries[:NAMED]),
        bottom=", ".join(entries[-NAMED:]),
    )
    if what.target:
        reached = sum(f.value >= what.target.value for f in what.ordered)
        subtitle += " " + word("charts.ranking.rule", rule=rule)
        alternative += " " + word("charts.ranking.reached", reached=locale.number(reached), rule=rule)
    notes = certainty.notes(what.ordered, locale, arrows=False, ranges=True)
    subtitle = " ".join([subtitle, *notes])
    missing = word("charts.missing.members", missing=", ".join(what.without[:MOST_ROWS])) if what.without else ""
    rough = certainty.alternative(what.ordered, what.figures.dataset, locale)
    alternative = " ".join(part for part in (alternative, missing, rough) if part)
    sources = narrative.source_line(what.figures.dataset, (f.chosen.source_id for f in what.ordered), locale)
    return Words(title, subtitle, sources, alternative)


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw the ranking of areas, by default provinces; None where fewer than five have a figure of one year, or all the same."""
    if request.indicator not in figures.dataset.indicators:
        return None
    level = request.level or "province"
    _, found = selection.same_year(figures, request.indicator, level)
    made = of_figures(figures, request, locale, found)
    if made is None:
        return None
    what = replace(made, level=level)
    name = words.indicator_name(figures.dataset, request, locale)
    wide, narrow = (_view(what, layout) for layout in LAYOUTS)
    return finish(
        "ranking",
        request,
        locale,
        Drawn(
            words=_words(what, request, name),
            table=_table_with_rule(what),
            views=(wide, narrow),
            datasets=_datasets(what),
        ),
    )
