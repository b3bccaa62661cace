"""A spread: every claim about one number, one row per source, the published one marked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Chart, Column
from build_scripts.charts import certainty, theme, words
from build_scripts.charts.base import (
    LAYOUTS,
    NARROW,
    WIDE,
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
from build_scripts.dataset import Observation
from build_scripts.figures import Figures
from build_scripts.locale import Locale

MOST_ROWS = 40
DECIMALS = 3  # claims differ in digits that a round value would hide
LONGEST = {WIDE: 40, NARROW: 19}


@dataclass(frozen=True, slots=True)
class Shape:
    """What makes two spreads the same drawing, apart from their data."""

    layout: Layout
    rows: int
    label_length: int
    rough: bool
    tooltips: tuple[str, ...]


@lru_cache(maxsize=512)
def _view(shape: Shape) -> Spec:
    rows = alt.Chart(alt.NamedData("claims"))
    narrow = shape.layout.narrow
    axis = alt.Axis(title=None, domain=False, ticks=False, grid=True)
    y = alt.Y(field="short" if narrow else "label", type="nominal", sort=None, axis=axis)
    x = alt.X(
        field="value",
        type="quantitative",
        scale=alt.Scale(zero=False, padding=48),
        # Of labels that would touch in wider letters every other one is left out.
        axis=alt.Axis(title=None, tickCount=3 if narrow else 5, grid=False, labelOverlap="parity", labelSeparation=16),
    )
    fields = ("label", "amount", "date")
    tooltip = [alt.Tooltip(field=n, type="nominal", title=t) for n, t in zip(fields, shape.tooltips, strict=True)]
    kinds = alt.Scale(domain=["published", "claim"], range=[theme.MARKS[0], theme.colour("claim")])
    dots = rows.mark_point(filled=True, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color(field="role", type="nominal", scale=kinds, legend=None),
        size=alt.Size(field="size", type="quantitative", scale=None, legend=None),
        tooltip=tooltip,
    )
    labels = rows.mark_text(align="left", baseline="middle", dx=10).encode(
        x=x, y=y, text=alt.Text(field="text", type="nominal")
    )
    room = 30 + int(shape.label_length * shape.layout.font * 0.52)
    opened = certainty.open_marks(x, y, arrows=False) if shape.rough else []
    chart = alt.layer(dots, *opened, labels).properties(
        width=max(130, shape.layout.width - room), height=26 * shape.rows
    )
    spec: Spec = chart.to_dict(validate=False)
    return spec


@dataclass(frozen=True, slots=True)
class Material:
    """What a spread draws: claims from the smallest to the largest, and those of them that are published.

    Claims dated `2023` and `2023-12-31` are about one state but have a published value each.
    """

    claims: tuple[Observation, ...]
    published: tuple[Observation, ...]
    figures: Figures
    scale: Scale
    locale: Locale

    @property
    def chosen(self) -> Observation:
        """The published claim with the most precise date."""
        return max(self.published, key=lambda c: len(c.as_of))

    @property
    def publishers(self) -> list[str]:
        """The publisher of each claim."""
        return [narrative.publisher(self.figures.dataset, c.source_id) for c in self.claims]

    def is_published(self, claim: Observation) -> bool:
        """Say whether a claim is a published value."""
        return any(claim is one for one in self.published)


def material(figures: Figures, request: Request, locale: Locale) -> Material | None:
    """Choose the claims of a key, or of the disagreement that it belongs to; nothing where they all state the same."""
    figure = figures.figures.get(request.key) if request.key else None
    if figure is None:
        return None
    disagreement = figures.disagreement_of(figure.key)
    claims = tuple(sorted(disagreement.claims if disagreement else figure.claims, key=lambda c: (c.value, c.source_id)))
    if len({c.value for c in claims}) < 2 or len(claims) > MOST_ROWS:
        return None
    keys = sorted({replace(figure.key, as_of=c.as_of) for c in claims})
    published = tuple(figures.figures[k].chosen for k in keys)
    return Material(claims, published, figures, scale_for(c.value for c in claims), locale)


def _rows(what: Material) -> list[dict[str, Any]]:
    labels, shorts = (unlike(what.publishers, LONGEST[layout]) for layout in LAYOUTS)
    return [
        {
            "label": label,
            "short": short,
            "value": what.scale.of(claim.value),
            "text": certainty.signed(claim, shown(claim.value, what.scale, what.locale, DECIMALS)),
            "amount": _told(what, claim),
            "date": what.locale.date(claim.as_of),
            "role": "published" if what.is_published(claim) else "claim",
            "size": 130 if what.is_published(claim) else 70,
        }
        for claim, label, short in zip(what.claims, labels, shorts, strict=True)
    ]


def _table(what: Material) -> Table:
    word = what.locale.word
    names = ("as_of", "publisher", "source_id", "value", "published", "note")
    columns = tuple(Column(n, word(f"charts.column.{n}"), n == "value") for n in names)
    rows = tuple(
        (
            c.as_of,
            publisher,
            c.source_id,
            c.value,
            word("charts.yes" if what.is_published(c) else "charts.no"),
            c.note or None,
        )
        for c, publisher in zip(what.claims, what.publishers, strict=True)
    )
    return Table(columns, rows)


def _told(what: Material, claim: Observation) -> str:
    return certainty.told(claim, words.amount(claim.value, what.chosen.unit, what.locale), what.locale)


def _words(what: Material, request: Request) -> Words:
    locale, dataset = what.locale, what.figures.dataset
    key = what.chosen
    about = Request("", "", key.indicator, key.area_code, key.segment, key.breakdown)
    name = words.indicator_name(dataset, about, locale)
    facts = {
        "number": locale.number(len(what.claims)),
        "name": name if key.kind == "observed" else f"{name} ({locale.word(f'words.kind.{key.kind}')})",
        "area": words.area_name(dataset, key.area_code, locale, key.raw_area_name),
        "when": words.when(key.as_of, locale),
        "low": _told(what, what.claims[0]),
        "high": _told(what, what.claims[-1]),
        "chosen": _told(what, what.chosen),
        "publisher": narrative.publisher(dataset, what.chosen.source_id),
        "unit": sentence_case(unit_words(what.scale, what.chosen.unit, locale)),
    }
    rough = any(certainty.signed(c, "") for c in what.claims)
    notes = [locale.word("charts.certainty.note-sign")] if rough else []
    return Words(
        locale.word("charts.spread.title", **facts),
        " ".join([locale.word("charts.spread.subtitle", **facts), *notes]),
        narrative.source_line(dataset, (c.source_id for c in what.claims), locale),
        locale.word("charts.spread.alternative", **facts),
    )


def draw(request: Request, figures: Figures, locale: Locale) -> Chart | None:
    """Draw all claims of the key of a request; None where they state the same."""
    what = material(figures, request, locale)
    if what is None:
        return None
    rows = _rows(what)
    tooltips = tuple(locale.word(f"charts.tooltip.{n}") for n in ("source", "value", "date"))
    rough = certainty.open_rows(zip(what.claims, rows, strict=True))
    datasets = {"claims": rows} | ({"open": rough} if rough else {})
    longest = {layout: max(len(r["short" if layout.narrow else "label"]) for r in rows) for layout in LAYOUTS}
    wide, narrow = (_view(Shape(layout, len(rows), longest[layout], bool(rough), tooltips)) for layout in LAYOUTS)
    return finish(
        "spread",
        request,
        locale,
        Drawn(words=_words(what, request), table=_table(what), views=(wide, narrow), datasets=datasets),
    )
