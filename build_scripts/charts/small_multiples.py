"""Small multiples: one small trend for each area, all on the same axes; an area without figures keeps its place, empty.

A panel holds the latest figure of each year, so that a long series stays small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from build_scripts import narrative
from build_scripts.catalog import Chart
from build_scripts.charts import certainty, panels, selection, words
from build_scripts.charts import lines as members
from build_scripts.charts.base import (
    LAYOUTS,
    Drawn,
    Request,
    Scale,
    Words,
    abbreviated,
    finish,
    scale_for,
    sentence_case,
    shown,
    unit_words,
)
from build_scripts.charts.lines import Line, Lines
from build_scripts.charts.panels import LEFT, PLOT, Frame, Grid
from build_scripts.dataset import last_day
from build_scripts.figures import Figure, Figures, breaks
from build_scripts.locale import Locale

# Pixels that a letter of a name takes on average, and a digit of a value; a little more than most letters take.
CHARACTER, DIGIT = 6.4, 7.4
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Material:
    """What small multiples draw: the members, the latest figure of each year of each, the axes, and the target."""

    lines: Lines
    yearly: tuple[tuple[Figure, ...], ...]
    frame: Frame
    target: Figure | None
    figures: Figures
    scale: Scale
    locale: Locale

    @property
    def drawn(self) -> tuple[Figure, ...]:
        """All figures that are drawn."""
        return tuple(f for line in self.yearly for f in line)

    @property
    def grids(self) -> tuple[Grid, Grid]:
        """The places of the panels in both layouts."""
        wide, narrow = (Grid(layout, len(self.yearly)) for layout in LAYOUTS)
        return wide, narrow


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose what small multiples draw; None where no member has a figure."""
    lines = members.choose(figures, request, locale)
    if lines is None:
        return None
    yearly = tuple(tuple(line.by_year.values()) for line in lines.members)
    drawn = [f for line in yearly for f in line]
    share = lines.indicator.unit == "percent"
    target = selection.due_target(figures, request.indicator, max(f.key.day for f in drawn)) if share else None
    values = [f.value for f in (*drawn, *([target] if target else []))]
    # The last year is drawn to its end, where a state dated only by its year counts.
    days = [last_day(str(lines.years[1])), *(f.key.day for f in drawn)]
    frame = panels.frame_of(days, values)
    return Material(lines, yearly, frame, target, figures, scale_for(values), locale)


def _both(what: Material, place: int, across: float, up: float) -> Row:
    (x, y), (nx, ny) = (grid.at(place, across, up) for grid in what.grids)
    return {"x": x, "y": y, "nx": nx, "ny": ny}


def _point(what: Material, place: int, figure: Figure) -> Row:
    spot = _both(what, place, what.frame.across(figure.key.day), what.frame.up(figure.value))
    return members.mark(what.lines.members[place], figure, what.scale, what.figures, what.locale) | spot


def _paths(what: Material) -> Iterator[tuple[str, int, str, Figure]]:
    """Yield each point of each line with the kind of stroke, the panel and the name of the stretch that it belongs to."""
    dataset = what.figures.dataset
    for place, line in enumerate(what.yearly):
        for n, stretch in enumerate(breaks.stretches(dataset, line)):
            yield from (("line", place, f"{place}-{n}", f) for f in stretch if len(stretch) > 1)
        for n, ends in enumerate(breaks.bridges(dataset, line)):
            yield from (("gap", place, f"{place}-{n}", f) for f in ends)


def _strokes(what: Material, kind: str) -> list[Row]:
    return [
        _both(what, place, what.frame.across(f.key.day), what.frame.up(f.value)) | {"run": name}
        for stroke, place, name, f in _paths(what)
        if stroke == kind
    ]


def _breaks(what: Material) -> list[Row]:
    rows = []
    for place, line in enumerate(what.yearly):
        for found in breaks.of_line(what.figures.dataset, line):
            across = what.frame.across(found.day)
            top, foot = _both(what, place, across, 1), _both(what, place, across, 0)
            rows.append(top | {"y2": foot["y"], "ny2": foot["ny"]})
    return rows


def _ranges(what: Material) -> list[Row]:
    rows = []
    for place, line in enumerate(what.yearly):
        for f in certainty.disagreeing(line):
            across = what.frame.across(f.key.day)
            low, high = (min(1.0, max(0.0, what.frame.up(v))) for v in (f.low, f.high))
            foot, top = _both(what, place, across, low), _both(what, place, across, high)
            rows.append(foot | {"y2": top["y"], "ny2": top["ny"]})
    return rows


def _names(what: Material) -> list[Row]:
    rows = []
    for place, (line, drawn) in enumerate(zip(what.lines.members, what.yearly, strict=True)):
        last = drawn[-1] if drawn else None
        value = certainty.signed(last.chosen, shown(last.value, what.scale, what.locale)) if last else ""
        row: Row = {"value": value, "label": ""}
        for grid, prefix in zip(what.grids, ("", "n"), strict=True):
            x, y = grid.corner(place)
            room = int((grid.panel - len(value) * DIGIT - 6) / CHARACTER)
            row |= {f"{prefix}x": x, f"{prefix}x2": round(x + grid.panel, 1), f"{prefix}y": y - 7}
            row |= {f"{prefix}label": abbreviated(line.name, max(room, 6))}
        rows.append(row)
    return rows


def _empty(what: Material) -> list[Row]:
    rows = []
    for place, drawn in enumerate(what.yearly):
        if not drawn:
            row: Row = {"text": what.locale.word("charts.missing.none")}
            for grid, prefix in zip(what.grids, ("", "n"), strict=True):
                x, y = grid.corner(place)
                row |= {
                    f"{prefix}x": x,
                    f"{prefix}x2": round(x + grid.panel, 1),
                    f"{prefix}y": y,
                    f"{prefix}y2": y + PLOT,
                }
                row |= {f"{prefix}cx": round(x + grid.panel / 2, 1), f"{prefix}cy": y + PLOT / 2}
            rows.append(row)
    return rows


def _grid_rows(what: Material, grid: Grid, values: Sequence[Decimal], *, label: bool) -> Iterator[Row]:
    for row in range(-(-grid.count // grid.columns)):
        for value in values:
            _, y = grid.at(row * grid.columns, 0, what.frame.up(value))
            text = shown(value, what.scale, what.locale) if label else ""
            yield {"x": LEFT, "x2": grid.width, "y": y, "label": text, "at": LEFT - 6}


def _year_rows(what: Material, grid: Grid) -> Iterator[Row]:
    """Yield the first and the last year below the lowest panel of each column."""
    years = sorted({str(y) for y in what.lines.years})
    for place in range(max(0, grid.count - grid.columns), grid.count):
        x, y = grid.corner(place)
        ends = (x, round(x + grid.panel, 1))
        for year, at, side in zip(years, ends, ("left", "right"), strict=False):
            yield {"x": at, "y": y + PLOT + 12, "label": year, "side": side}


def _datasets(what: Material) -> dict[str, list[Row]]:
    target = [what.target.value] if what.target else []
    points = [(f.chosen, _point(what, n, f)) for n, line in enumerate(what.yearly) for f in line]
    datasets: dict[str, list[Row]] = {
        "names": _names(what),
        "empty": _empty(what),
        "breaks": _breaks(what),
        "ranges": _ranges(what),
        "lines": _strokes(what, "line"),
        "gaps": _strokes(what, "gap"),
        "points": [row for _, row in points],
        "open": certainty.open_rows(points),
    }
    for grid, prefix in zip(what.grids, ("", "n"), strict=True):
        datasets[f"{prefix}ticks"] = list(_grid_rows(what, grid, what.frame.ticks, label=True))
        datasets[f"{prefix}target"] = list(_grid_rows(what, grid, target, label=False))
        datasets[f"{prefix}years"] = list(_year_rows(what, grid))
    return {name: rows for name, rows in datasets.items() if rows}


def _ends(what: Material) -> list[tuple[Line, Figure, Figure]]:
    """Return the first and the last figure of each member that can be compared: those after the last break."""
    dataset, found = what.figures.dataset, []
    for line, drawn in zip(what.lines.members, what.yearly, strict=True):
        runs = breaks.runs(drawn, breaks.of_line(dataset, drawn))
        if runs and len(runs[-1]) > 1:
            found.append((line, runs[-1][0], runs[-1][-1]))
    return found


def _subtitle(what: Material, has: Collection[str]) -> str:
    locale, lines = what.locale, what.lines
    unit = sentence_case(unit_words(what.scale, lines.indicator.unit, locale))
    parts = [locale.word("charts.small-multiples.subtitle", unit=unit), members.left_out(lines, locale)]
    if what.target:
        amount = words.amount(what.target.value, lines.indicator.unit, locale)
        parts.append(locale.word("charts.small-multiples.rule", value=amount, year=what.target.key.as_of[:4]))
    parts += [locale.word(f"charts.missing.{note}") for name, note in _NOTES if name in has]
    parts += certainty.notes(what.drawn, locale, arrows=True, ranges=True)
    return " ".join(p for p in parts if p)


def _widest(what: Material, ends: Sequence[tuple[Line, Figure, Figure]]) -> dict[str, str]:
    line, first, last = max(ends, key=lambda one: abs(one[2].value - one[1].value))
    unit = what.lines.indicator.unit
    told = {"from": words.amount(first.value, unit, what.locale), "to": words.amount(last.value, unit, what.locale)}
    return {"member": line.name, **told}


_NOTES = (("gaps", "note-gap"), ("breaks", "note-break"))


def _words(what: Material, has: Collection[str], name: str) -> Words:
    locale, lines = what.locale, what.lines
    years, ends = lines.years, _ends(what)
    changes = Counter(words.change(first.value, last.value) for _, first, last in ends)
    without = [m.name for m in lines.members if not m.figures]
    facts: dict[str, object] = {
        "name": name,
        "known": members.counted(lines.kind, len(lines.known), locale),
        "all": locale.number(len(lines.members)),
        "first": years[0],
        "last": years[1],
        "rose": locale.number(changes["rise"]),
        "fell": locale.number(changes["fall"]),
        "both": locale.number(len(ends)),
        "missing": ", ".join(without) or locale.word("charts.tile-map.nothing-missing"),
    }
    title = locale.word(f"charts.small-multiples.title{'' if ends else '-single'}", **facts)
    parts = [locale.word(f"charts.small-multiples.alternative{'' if ends else '-single'}", **facts)]
    if ends:
        parts.append(locale.word("charts.small-multiples.widest", **_widest(what, ends)))
    parts.append(locale.word("charts.missing.members", **facts))
    if "breaks" in has:
        parts.append(locale.word("charts.missing.breaks", count=locale.number(len(_breaks(what)))))
    parts.append(certainty.alternative(what.drawn, what.figures.dataset, locale))
    sources = narrative.source_line(what.figures.dataset, [f.chosen.source_id for f in what.drawn], locale)
    return Words(title, _subtitle(what, has), sources, " ".join(p for p in parts if p))


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw one small trend of each member; None where none has a figure."""
    what = material(figures, request, locale)
    if what is None:
        return None
    datasets = _datasets(what)
    name = words.indicator_name(figures.dataset, request, locale)
    wide, narrow = (panels.view(grid, datasets, members.tooltips(locale)) for grid in what.grids)
    across = [(locale.word("words.kind.target"), what.target)] if what.target else []
    table = members.table(tuple(zip(what.lines.members, what.yearly, strict=True)), locale, across)
    drawn = Drawn(words=_words(what, datasets, name), table=table, views=(wide, narrow), datasets=datasets)
    return finish("small-multiples", request, locale, drawn)
