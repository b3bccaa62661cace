"""A symbol map: one point per district at its centre, coloured by class of value, on the coastline."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Chart, Column
from build_scripts.charts import certainty, ranking, selection, theme, words
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
from build_scripts.charts.classes import Classes, classify
from build_scripts.dataset import Indicator
from build_scripts.drawing.coast import coastline
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale

FEWEST = 20
PROPORTION = 20 / 48


@dataclass(frozen=True, slots=True)
class Material:
    """What a symbol map draws: the latest figure of each district that has a centre."""

    indicator: Indicator
    ordered: tuple[Figure, ...]
    figures: Figures
    scale: Scale
    locale: Locale

    def area(self, figure: Figure) -> str:
        """Return the name of the area of a figure."""
        return words.area_name(self.figures.dataset, figure.key.area, self.locale)


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose the latest figures of districts; nothing where fewer than twenty are known or all are the same."""
    indicator = figures.dataset.indicators.get(request.indicator)
    if indicator is None:
        return None
    found = [f for f in selection.latest(figures, indicator.id, "district") if f.key.area in figures.dataset.centres]
    if len(found) < FEWEST or len({f.value for f in found}) == 1:
        return None
    ordered = ranking.in_order(found, indicator.higher_is)
    return Material(indicator, ordered, figures, scale_for(f.value for f in ordered), locale)


def _rows(what: Material, classes: Classes) -> list[dict[str, Any]]:
    dataset = what.figures.dataset
    return [
        {
            "lon": dataset.centres[f.key.area].longitude,
            "lat": dataset.centres[f.key.area].latitude,
            "class": classes.labels[classes.place(f.value / what.scale.size)],
            "area": what.area(f),
            "amount": certainty.told(f.chosen, words.amount(f.value, what.indicator.unit, what.locale), what.locale),
            "date": what.locale.date(f.key.as_of),
            "source": narrative.publisher(dataset, f.chosen.source_id),
        }
        for f in what.ordered
    ]


def _view(what: Material, classes: Classes, layout: Layout) -> Spec:
    land = alt.Chart(alt.NamedData("land")).mark_geoshape(fill=theme.colour("land"))
    legend = alt.Legend(title=None, columns=3 if layout.narrow else 5, symbolType="circle", symbolSize=120)
    colour = alt.Color(
        field="class",
        type="nominal",
        scale=alt.Scale(domain=list(classes.labels), range=list(classes.colours)),
        legend=legend,
    )
    tooltip = [
        alt.Tooltip(field=n, type="nominal", title=what.locale.word(f"charts.tooltip.{t}"))
        for n, t in (("area", "area"), ("amount", "value"), ("date", "date"), ("source", "source"))
    ]
    points = (
        alt.Chart(alt.NamedData("points"))
        .mark_circle(size=22 if layout.narrow else 52, opacity=1, stroke=theme.colour("muted"), strokeWidth=0.5)
        .encode(
            longitude=alt.Longitude(field="lon", type="quantitative"),
            latitude=alt.Latitude(field="lat", type="quantitative"),
            color=colour,
            tooltip=tooltip,
        )
    )
    width = layout.width - 16
    # Degrees are drawn as they are: so near the equator no projection would be told from it, and points stay checkable.
    chart = alt.layer(land, points).project(type="identity", reflectY=True)
    spec: Spec = chart.properties(width=width, height=round(width * PROPORTION)).to_dict(validate=False)
    return spec


def _table(what: Material) -> Table:
    names = ("area_code", "area", "as_of", "value", "source_id")
    columns = tuple(Column(n, what.locale.word(f"charts.column.{n}"), n == "value") for n in names)
    rows = tuple((f.key.area, what.area(f), f.key.as_of, f.value, f.chosen.source_id) for f in what.ordered)
    return Table(columns, rows)


def _words(what: Material, request: Request, name: str) -> Words:
    locale, unit = what.locale, what.indicator.unit
    low, high = min(what.ordered, key=lambda f: f.value), max(what.ordered, key=lambda f: f.value)
    years = sorted(f.key.as_of[:4] for f in what.ordered)
    facts = {
        "name": name,
        "count": locale.number(len(what.ordered)),
        "all": locale.number(len(what.figures.dataset.centres)),
        "low": words.amount(low.value, unit, locale),
        "low_area": what.area(low),
        "high": words.amount(high.value, unit, locale),
        "high_area": what.area(high),
        "median": words.amount(median([f.value for f in what.ordered]), unit, locale),
        "unit": sentence_case(unit_words(what.scale, unit, locale)),
        "first": years[0],
        "last": years[-1],
    }
    rough = certainty.alternative(what.ordered, what.figures.dataset, locale)
    sources = narrative.source_line(what.figures.dataset, (f.chosen.source_id for f in what.ordered), locale)
    return Words(
        locale.word("charts.symbol-map.title", **facts),
        locale.word(f"charts.symbol-map.subtitle{'-one' if years[0] == years[-1] else ''}", **facts),
        f"{sources} {locale.word('charts.symbol-map.land')}",
        " ".join(part for part in (locale.word("charts.symbol-map.alternative", **facts), rough) if part),
    )


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw the symbol map of districts; None where fewer than twenty have a figure and a centre."""
    what = material(figures, request, locale)
    if what is None:
        return None
    classes = classify([f.value / what.scale.size for f in what.ordered], locale)
    name = words.indicator_name(figures.dataset, request, locale)
    wide, narrow = (_view(what, classes, layout) for layout in LAYOUTS)
    return finish(
        "symbol-map",
        request,
        locale,
        Drawn(
            words=_words(what, request, name),
            table=_table(what),
            views=(wide, narrow),
            datasets={"land": [coastline()], "points": _rows(what, classes)},
        ),
    )
