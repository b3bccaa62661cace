"""A slope: the values of two years, each area a line from one to the other; what is known of one year only stays a lone mark.

The value of a year is its latest figure. Lines between values that were not counted alike are not drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Chart
from build_scripts.charts import certainty, theme, words
from build_scripts.charts import lines as members
from build_scripts.charts.base import (
    LAYOUTS,
    Drawn,
    Layout,
    Request,
    Scale,
    Spec,
    Words,
    abbreviated,
    finish,
    scale_for,
    sentence_case,
    shown,
    unit_words,
)
from build_scripts.charts.lines import Line, Lines
from build_scripts.figures import Figure, Figures, breaks
from build_scripts.locale import Locale

MOST = 40
MOST_NAMED = 10
LABEL = 15
LEAD = 0.09  # how far beside its line a label stands, as a share of the way between the years
LEAST_HEIGHT = 260
NAMED = 6
PALE = 0.5
NAME = {False: 24, True: 16}
COLOURS = {"rise": theme.MARKS[0], "fall": theme.MARKS[1], "same": theme.colour("muted")}
Row = dict[str, Any]
Pair = tuple[Line, Figure, Figure]


@dataclass(frozen=True, slots=True)
class Material:
    """What a slope draws: pairs of figures, the members that are named among them, and lone figures of either year.

    `changes` counts how the values of all pairs changed, `left_out` the pairs that are not drawn.
    """

    lines: Lines
    years: tuple[int, int]
    pairs: tuple[Pair, ...]
    named: frozenset[str]
    lone: tuple[tuple[Line, Figure], ...]
    changes: Mapping[str, int]
    left_out: int
    figures: Figures
    scale: Scale
    locale: Locale

    @property
    def drawn(self) -> tuple[Figure, ...]:
        """All figures that are drawn."""
        return tuple(f for _, *both in self.pairs for f in both) + tuple(f for _, f in self.lone)


def best_years(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the two years that most members share; of equal pairs the one that ends last, then the one that begins first."""
    shared = Counter(pair for line in lines for pair in combinations(sorted(line.by_year), 2))
    return max(shared, key=lambda pair: (shared[pair], pair[1], -pair[0]), default=None)


def _asked(request: Request) -> tuple[int, int] | None:
    years = sorted({int(y[:4]) for y in request.years if y[:4].isascii() and y[:4].isdigit()})
    return (years[0], years[-1]) if len(years) >= 2 else None


def _comparable(figures: Figures, first: Figure, last: Figure) -> bool:
    return not breaks.of_line(figures.dataset, (first, last))


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose what a slope draws: at most forty pairs, those that changed most; None where no pair is known.

    Up to ten of them are named: those asked for, otherwise those that changed most.
    """
    lines = members.choose(figures, request, locale)
    years = _asked(request) or (best_years(lines.members) if lines else None)
    if lines is None or years is None:
        return None
    ends = [(m, m.by_year.get(years[0]), m.by_year.get(years[1])) for m in lines.members]
    pairs = [(m, a, b) for m, a, b in ends if a and b and _comparable(figures, a, b)]
    joined = {m.code for m, *_ in pairs}
    lone = tuple((m, f) for m, *both in ends if m.code not in joined for f in both if f)
    if not pairs:
        return None
    kept = sorted(pairs, key=lambda p: (-abs(p[2].value - p[1].value), p[0].code))[:MOST]
    values = [f.value for _, a, b in kept for f in (a, b)] + [f.value for _, f in lone]
    ordered = tuple(sorted(kept, key=lambda p: (-p[2].value, p[0].code)))
    asked = [p[0].code for p in kept if p[0].code in request.areas]
    named = frozenset((asked or [p[0].code for p in kept])[:MOST_NAMED])
    changes = Counter(words.change(a.value, b.value) for _, a, b in pairs)
    left = len(pairs) - len(kept)
    return Material(lines, years, ordered, named, lone, changes, left, figures, scale_for(values), locale)


def _spread_out(values: Sequence[float], least: float) -> list[float]:
    """Return places as near to values (falling) as can be, no two nearer than `least`."""
    groups: list[tuple[float, int]] = []  # middle of a block of labels, how many it holds
    for value in values:
        middle, count = value, 1
        while groups and groups[-1][0] - (groups[-1][1] - 1) * least / 2 - least < middle + (count - 1) * least / 2:
            above, many = groups.pop()
            middle, count = (above * many + middle * count) / (many + count), many + count
        groups.append((middle, count))
    return [middle + ((count - 1) / 2 - n) * least for middle, count in groups for n in range(count)]


def _within(places: Sequence[float], low: float, high: float, step: float) -> list[float]:
    """Return falling places moved as little as needed so that the first and the last label lie inside the plot."""
    count = len(places)
    below = [min(place, high - step * (n + 0.5)) for n, place in enumerate(places)]
    return [max(place, low + step * (count - n - 0.5)) for n, place in enumerate(below)]


def _height(what: Material) -> int:
    return max(LEAST_HEIGHT, LABEL * (len(what.named) + 3))


def _domain(what: Material) -> tuple[float, float]:
    values = [what.scale.of(f.value) for f in what.drawn]
    spread = (max(values) - min(values)) or abs(max(values)) or 1.0
    return min(values) - spread * 0.08, max(values) + spread * 0.08


def _mark(what: Material, line: Line, figure: Figure, side: int) -> Row:
    return members.mark(line, figure, what.scale, what.figures, what.locale) | {"side": side}


def _label_rows(what: Material) -> Iterator[Row]:
    """Yield the labels of both sides, moved apart: the value on the left, value and name on the right."""
    low, high = _domain(what)
    step = (high - low) * LABEL / _height(what)
    for side in (0, 1):
        marked = [
            (line, both[side], words.change(both[0].value, both[1].value))
            for line, *both in what.pairs
            if line.code in what.named
        ]
        ordered = sorted(marked, key=lambda one: (-one[1].value, one[0].code))
        places = _within(_spread_out([what.scale.of(f.value) for _, f, _ in ordered], step), low, high, step)
        for (line, figure, change), place in zip(ordered, places, strict=True):
            value = certainty.signed(figure.chosen, shown(figure.value, what.scale, what.locale))
            names = {layout.narrow: abbreviated(line.name, NAME[layout.narrow]) for layout in LAYOUTS}
            yield {
                "side": side,
                "value": what.scale.of(figure.value),
                "at": round(place, 6),
                "to": side * (1 + 2 * LEAD) - LEAD,
                "change": change,
                "label": f"{value}  {names[False]}" if side else value,
                "short": f"{value}  {names[True]}" if side else value,
            }


def _datasets(what: Material) -> dict[str, list[Row]]:
    marks = [
        (f.chosen, _mark(what, line, f, side) | {"change": words.change(a.value, b.value), "run": line.code})
        for line, a, b in what.pairs
        for side, f in ((0, a), (1, b))
    ]
    first = what.years[0]
    lone = [(f.chosen, _mark(what, line, f, int(f is not line.by_year.get(first)))) for line, f in what.lone]
    labels = list(_label_rows(what))
    datasets: dict[str, list[Row]] = {
        "ends": [row for _, row in marks if row["run"] in what.named],
        "others": [row for _, row in marks if row["run"] not in what.named],
        "left": [row for row in labels if row["side"] == 0],
        "right": [row for row in labels if row["side"] == 1],
        "lone": [row for _, row in lone],
        "open": certainty.open_rows([*marks, *lone]),
        "years": [{"side": n, "label": str(year)} for n, year in enumerate(what.years)],
    }
    return {name: rows for name, rows in datasets.items() if rows}


def _margins(what: Material, layout: Layout) -> tuple[float, float]:
    """Return the share of the width that the labels on the left and on the right take."""
    labels = list(_label_rows(what))
    field = "short" if layout.narrow else "label"
    rooms = [max(len(r[field]) for r in labels if r["side"] == side) * layout.font * 0.55 + 34 for side in (0, 1)]
    return rooms[0] / layout.width, rooms[1] / layout.width


def _x(what: Material, layout: Layout) -> alt.X:
    left, right = _margins(what, layout)
    plot = max(0.2, 1 - left - right)
    scale = alt.Scale(domain=[-left / plot, 1 + right / plot], nice=False, zero=False)
    return alt.X(field="side", type="quantitative", scale=scale, axis=None)


def _labels(side: str, field: str, x: alt.X, colour: alt.Color) -> Iterator[alt.Chart]:
    """Yield the labels of a side, each near the end of its line."""
    rows = alt.Chart(alt.NamedData(side))
    start, end = alt.Y(field="value", type="quantitative", axis=None), alt.Y2(field="at")
    lead = rows.mark_rule(color=theme.colour("axis"), strokeWidth=1)
    yield lead.encode(x=x, x2=alt.X2(field="to"), y=start, y2=end)
    aligned = (
        rows.mark_text(align="right", baseline="middle", dx=-4)
        if side == "left"
        else rows.mark_text(align="left", baseline="middle", dx=4)
    )
    beside = alt.X(field="to", type="quantitative", axis=None)
    place = alt.Y(field="at", type="quantitative", axis=None)
    yield aligned.encode(x=beside, y=place, color=colour, text=alt.Text(field=field, type="nominal"))


def _view(what: Material, layout: Layout, has: Sequence[str]) -> Spec:
    low, high = _domain(what)
    x = _x(what, layout)
    y = alt.Y(
        field="value", type="quantitative", scale=alt.Scale(domain=[low, high], nice=False, zero=False), axis=None
    )
    kinds = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    colour = alt.Color(field="change", type="nominal", scale=kinds, legend=None)
    tooltip = members.tooltips(what.locale)
    ends, years = alt.Chart(alt.NamedData("ends")), alt.Chart(alt.NamedData("years"))
    poles = years.mark_rule(color=theme.colour("axis")).encode(x=x)
    detail = alt.Detail(field="run", type="nominal")
    layers: list[alt.Chart] = [poles]
    if "others" in has:
        others = alt.Chart(alt.NamedData("others"))
        pale = others.mark_line(strokeWidth=1.2, opacity=PALE).encode(x=x, y=y, color=colour, detail=detail)
        dots = others.mark_point(filled=True, size=26, opacity=PALE).encode(x=x, y=y, color=colour, tooltip=tooltip)
        layers += [pale, dots]
    layers.append(ends.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour, detail=detail))
    if "lone" in has:
        lone = alt.Chart(alt.NamedData("lone")).mark_point(filled=True, size=44, opacity=1, color=theme.colour("claim"))
        layers.append(lone.encode(x=x, y=y, tooltip=tooltip))
    layers.append(ends.mark_point(filled=True, size=64, opacity=1).encode(x=x, y=y, color=colour, tooltip=tooltip))
    layers += certainty.open_marks(x, y) if "open" in has else []
    field = "short" if layout.narrow else "label"
    layers += [*_labels("left", "label", x, colour), *_labels("right", field, x, colour)]
    heading = years.mark_text(baseline="bottom", dy=-8, fontWeight=600)
    layers.append(heading.encode(x=x, y=alt.value(0), text=alt.Text(field="label", type="nominal")))
    size = {"width": layout.width - 20, "height": _height(what)}
    spec: Spec = alt.layer(*layers).properties(**size).to_dict(validate=False)
    return spec


def _subtitle(what: Material) -> str:
    locale = what.locale
    unit = sentence_case(unit_words(what.scale, what.lines.indicator.unit, locale))
    parts = [locale.word("charts.slope.subtitle", unit=unit), members.left_out(what.lines, locale)]
    if what.left_out:
        left = members.counted(what.lines.kind, what.left_out, locale)
        parts.append(locale.word("charts.slope.left-out", count=locale.number(MOST), left=left))
    if len(what.named) < len(what.pairs):
        parts.append(locale.word("charts.slope.note-named", count=locale.number(len(what.named))))
    parts += [locale.word("charts.slope.note-lone")] if what.lone else []
    parts += certainty.notes(what.drawn, locale, arrows=True, ranges=False)
    return " ".join(p for p in parts if p)


def _entry(what: Material, pair: Pair) -> str:
    line, first, last = pair
    unit = what.lines.indicator.unit
    facts = {"from": words.amount(first.value, unit, what.locale), "to": words.amount(last.value, unit, what.locale)}
    return what.locale.word("charts.slope.entry", member=line.name, **facts)


def _words(what: Material, name: str) -> Words:
    locale = what.locale
    most = sorted(what.pairs, key=lambda p: -abs(p[2].value - p[1].value))
    facts: dict[str, object] = {
        "name": name,
        "members": members.counted(what.lines.kind, sum(what.changes.values()), locale),
        "first": what.years[0],
        "last": what.years[1],
        "rose": locale.number(what.changes.get("rise", 0)),
        "fell": locale.number(what.changes.get("fall", 0)),
        "widest": _entry(what, most[0]),
        "entries": "; ".join(_entry(what, pair) for pair in most[:NAMED]),
    }
    alternative = [locale.word("charts.slope.alternative", **facts)]
    if what.lone:
        names = ", ".join(dict.fromkeys(line.name for line, _ in what.lone))
        alternative.append(locale.word("charts.slope.lone", members=names))
    alternative.append(certainty.alternative(what.drawn, what.figures.dataset, locale))
    return Words(
        locale.word("charts.slope.title", **facts),
        _subtitle(what),
        narrative.source_line(what.figures.dataset, [f.chosen.source_id for f in what.drawn], locale),
        " ".join(p for p in alternative if p),
    )


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw the values of two years; None where no member has both."""
    what = material(figures, request, locale)
    if what is None:
        return None
    datasets = _datasets(what)
    name = words.indicator_name(figures.dataset, request, locale)
    wide, narrow = (_view(what, layout, tuple(datasets)) for layout in LAYOUTS)
    rows = [(line, both) for line, *both in what.pairs] + [(line, [f]) for line, f in what.lone]
    drawn = Drawn(words=_words(what, name), table=members.table(rows, locale), views=(wide, narrow), datasets=datasets)
    return finish("slope", request, locale, drawn)
