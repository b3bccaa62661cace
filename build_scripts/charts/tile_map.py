"""A tile map: each province one square of equal size at about its place, so that small provinces are seen like large ones.

The narrow layout folds the grid into a western and an eastern half, one above the other, so that texts keep their size.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Chart
from build_scripts.charts import certainty, ranking, selection, theme, words
from build_scripts.charts.base import (
    LAYOUTS,
    Drawn,
    Layout,
    Request,
    Spec,
    Words,
    finish,
    sentence_case,
    shown,
    unit_words,
)
from build_scripts.charts.classes import Classes, classify
from build_scripts.dataset import Tile
from build_scripts.drawing.grid import folded
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale

FEWEST = 10
GAP = 0.04
FOLD = 0.6


def _box(column: float, row: float, prefix: str) -> dict[str, float]:
    return {
        f"{prefix}x": column + GAP,
        f"{prefix}x2": column + 1 - GAP,
        f"{prefix}y": row + GAP,
        f"{prefix}y2": row + 1 - GAP,
        f"{prefix}cx": column + 0.5,
        f"{prefix}cy": row + 0.36,
        f"{prefix}vy": row + 0.7,
    }


def _tile(what: ranking.Material, tile: Tile, figure: Figure | None, classes: Classes) -> dict[str, Any]:
    none = what.locale.word("charts.tile-map.none")
    dataset = what.figures.dataset
    row: dict[str, Any] = {"abbr": tile.abbreviation, "area": words.area_name(dataset, tile.code, what.locale)}
    if figure is None:
        return row | {
            "class": none,
            "ink": theme.colour("muted"),
            "value": "",
            "amount": none,
            "date": "",
            "source": "",
        }
    place = classes.place(figure.value / what.scale.size)
    value = shown(figure.value, what.scale, what.locale)
    return row | {
        "class": classes.labels[place],
        "ink": classes.inks[place],
        "value": certainty.signed(figure.chosen, value),
        "amount": what.told(figure),
        "date": what.locale.date(figure.key.as_of),
        "source": narrative.publisher(dataset, figure.chosen.source_id),
    }


def _rows(what: ranking.Material, classes: Classes) -> list[dict[str, Any]]:
    by_area = {f.key.area: f for f in what.ordered}
    tiles = what.figures.dataset.tiles
    placed = folded(tiles, FOLD)
    return [
        _tile(what, tile, by_area.get(code), classes) | _box(tile.column, tile.row, "") | _box(*placed[code], "n")
        for code, tile in sorted(tiles.items())
    ]


def legend_scale(classes: Classes, locale: Locale) -> alt.Scale:
    """Return the colours of classes, with that of places without a figure last."""
    none = locale.word("charts.tile-map.none")
    return alt.Scale(domain=[*classes.labels, none], range=[*classes.colours, theme.colour("none")])


def _view(what: ranking.Material, classes: Classes, layout: Layout) -> Spec:
    prefix = "n" if layout.narrow else ""
    rows = _rows(what, classes)
    columns, lines = max(r[f"{prefix}x2"] for r in rows) + GAP, max(r[f"{prefix}y2"] for r in rows) + GAP
    size = (layout.width - 16) / columns
    tiles = alt.Chart(alt.NamedData("tiles"))

    def x(name: str) -> alt.X:
        return alt.X(
            field=prefix + name, type="quantitative", scale=alt.Scale(domain=[0, columns], nice=False), axis=None
        )

    def y(name: str) -> alt.Y:
        scale = alt.Scale(domain=[lines, 0], nice=False)
        return alt.Y(field=prefix + name, type="quantitative", scale=scale, axis=None)

    legend = alt.Legend(
        title=None, columns=3 if layout.narrow else 6, columnPadding=6, symbolType="square", symbolSize=130
    )
    colour = alt.Color(field="class", type="nominal", scale=legend_scale(classes, what.locale), legend=legend)
    ink = alt.Color(field="ink", type="nominal", scale=None, legend=None)
    tooltip = [
        alt.Tooltip(field=n, type="nominal", title=what.locale.word(f"charts.tooltip.{t}"))
        for n, t in (("area", "area"), ("amount", "value"), ("date", "date"), ("source", "source"))
    ]
    square = tiles.mark_rect(stroke=theme.colour("axis"), strokeWidth=0.5, cornerRadius=3).encode(
        x=x("x"),
        x2=alt.X2(field=prefix + "x2"),
        y=y("y"),
        y2=alt.Y2(field=prefix + "y2"),
        color=colour,
        tooltip=tooltip,
    )
    name = tiles.mark_text(baseline="middle", fontSize=12).encode(
        x=x("cx"), y=y("cy"), text=alt.Text(field="abbr", type="nominal"), color=ink
    )
    value = tiles.mark_text(baseline="middle", fontSize=12, fontWeight=600).encode(
        x=x("cx"), y=y("vy"), text=alt.Text(field="value", type="nominal"), color=ink
    )
    chart = alt.layer(square, name, value).resolve_scale(color="independent")
    spec: Spec = chart.properties(width=round(size * columns), height=round(size * lines)).to_dict(validate=False)
    return spec


def years(what: ranking.Material, locale: Locale) -> str:
    """Name the year or years from which the figures are."""
    first, last = what.years
    return str(last) if first == last else locale.word("charts.years", first=first, last=last)


def _missing(what: ranking.Material) -> str:
    found = {f.key.area for f in what.ordered}
    dataset = what.figures.dataset
    names = [words.area_name(dataset, c, what.locale) for c in sorted(dataset.tiles) if c not in found]
    return ", ".join(names) or what.locale.word("charts.tile-map.nothing-missing")


def _title(what: ranking.Material, facts: Mapping[str, object]) -> str:
    if what.target is None or what.indicator.higher_is != "better":
        return what.locale.word("charts.tile-map.title", **facts)
    reached = sum(f.value >= what.target.value for f in what.ordered)
    return what.locale.word(
        "charts.tile-map.title-reached",
        reached=what.locale.number(reached),
        value=what.locale.word(
            "charts.rule.target-inline", value=what.amount(what.target), year=what.target.key.as_of[:4]
        ),
        **facts,
    )


def _words(what: ranking.Material, request: Request, name: str) -> Words:
    locale = what.locale
    facts: dict[str, object] = {
        "name": name,
        "years": years(what, locale),
        "count": locale.number(len(what.ordered)),
        "all": locale.number(len(what.figures.dataset.tiles)),
        "low": what.amount(what.lowest),
        "low_area": what.area(what.lowest),
        "high": what.amount(what.highest),
        "high_area": what.area(what.highest),
        "missing": _missing(what),
        "unit": sentence_case(unit_words(what.scale, what.indicator.unit, locale)),
    }
    rough = certainty.alternative(what.ordered, what.figures.dataset, locale)
    signs = certainty.signs(what.ordered, locale)
    return Words(
        _title(what, facts),
        " ".join([locale.word("charts.tile-map.subtitle", **facts), *signs]),
        narrative.source_line(what.figures.dataset, (f.chosen.source_id for f in what.ordered), locale),
        " ".join(part for part in (locale.word("charts.tile-map.alternative", **facts), rough) if part),
    )


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw the tile map of provinces; None without a tile grid or where fewer than ten provinces have a figure."""
    if request.indicator not in figures.dataset.indicators:
        return None
    found = selection.recent(selection.latest(figures, request.indicator, "province"))
    placed = [f for f in found if f.key.area in figures.dataset.tiles]
    what = ranking.of_figures(figures, request, locale, placed) if len(placed) >= FEWEST else None
    if what is None:
        return None
    classes = classify([f.value / what.scale.size for f in what.ordered], locale)
    name = words.indicator_name(figures.dataset, request, locale)
    wide, narrow = (_view(what, classes, layout) for layout in LAYOUTS)
    return finish(
        "tile-map",
        request,
        locale,
        Drawn(
            words=_words(what, request, name),
            table=ranking.table(what),
            views=(wide, narrow),
            datasets={"tiles": _rows(what, classes)},
        ),
    )
