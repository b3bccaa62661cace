"""Which members a chart of many areas, segments or breakdowns shows: one line of figures each, also those without any.

The choice is stated once for small multiples, slopes, dot strips, heat maps and bullets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from build_scripts import narrative
from build_scripts.catalog import Cell, Column
from build_scripts.charts import certainty, selection, words
from build_scripts.charts.base import Request, Scale, Table, shorten
from build_scripts.dataset import Indicator
from build_scripts.figures import Figure, Figures
from build_scripts.locale import Locale

MOST = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A member and its figures, one a day in order of time; there may be none."""

    code: str
    name: str
    figures: tuple[Figure, ...]

    @property
    def by_year(self) -> Mapping[int, Figure]:
        """The latest figure in each year."""
        return {f.key.day.year: f for f in self.figures}


@dataclass(frozen=True, slots=True)
class Lines:
    """The members that are shown, what they are (a level of areas, `segment` or `breakdown`), and how many are left out."""

    indicator: Indicator
    kind: str
    members: tuple[Line, ...]
    left_out: int = 0

    @property
    def known(self) -> tuple[Line, ...]:
        """The members that have a figure."""
        return tuple(m for m in self.members if m.figures)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of all members."""
        return tuple(f for m in self.members for f in m.figures)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of which there is a figure."""
        years = sorted(f.key.day.year for f in self.figures)
        return years[0], years[-1]


def level_of(figures: Figures, request: Request) -> str:
    """Return the level that a request asks for; if it names none, that below its area."""
    area = figures.dataset.areas.get(request.area)
    return request.level or ("district" if area and area.level == "province" else "province")


def _areas(figures: Figures, request: Request, locale: Locale) -> Iterable[Line]:
    level, dataset = level_of(figures, request), figures.dataset
    whole = request.area == selection.COUNTRY or level == "country"
    for code in sorted(
        c for c, a in dataset.areas.items() if a.level == level and (whole or request.area in {a.parent, c})
    ):
        found = figures_of(figures, request, code)
        if found or not dataset.areas[code].valid_to:
            yield Line(code, words.area_name(dataset, code, locale), found)


def figures_of(
    figures: Figures, request: Request, area: str, segment: str = "", breakdown: str = ""
) -> tuple[Figure, ...]:
    """Return the figures of an area that belong on one line, one a day; of the request's segment and breakdown if none is named."""
    series = figures.series_of(
        request.indicator, area, segment=segment or request.segment, breakdown=breakdown or request.breakdown
    )
    period_type = figures.dataset.indicators[request.indicator].period_type
    return selection.one_a_day(selection.comparable(series, period_type))


def divisions(figures: Figures, request: Request, locale: Locale) -> tuple[str, tuple[Line, ...]]:
    """Return the segments or breakdowns that a request names, each a line of its area; nothing where it names none."""
    language, dataset = locale.language, figures.dataset
    if request.segments:
        named = {code: dataset.segments.get(code) for code in request.segments}
        found = [
            (c, s.name.to(language) if s else c, figures_of(figures, request, request.area, c))
            for c, s in named.items()
        ]
        return "segment", tuple(Line(*one) for one in found)
    told = {code: dataset.breakdowns.get((request.indicator, code)) for code in request.breakdowns}
    parts = [
        (c, b.name.to(language) if b else c, figures_of(figures, request, request.area, "", c)) for c, b in told.items()
    ]
    return "breakdown", tuple(Line(*one) for one in parts)


def choose(figures: Figures, request: Request, locale: Locale, most: int = MOST) -> Lines | None:
    """Return the members of a request; None where none has a figure.

    Of more than `most` those with most figures are kept, in order of their codes.
    """
    indicator = figures.dataset.indicators.get(request.indicator)
    if indicator is None:
        return None
    kind, members = divisions(figures, request, locale)
    if not members:
        kind, members = level_of(figures, request), tuple(_areas(figures, request, locale))
    if not any(m.figures for m in members):
        return None
    kept = sorted(range(len(members)), key=lambda n: (-len(members[n].figures), n))[:most]
    return Lines(indicator, kind, tuple(members[n] for n in sorted(kept)), len(members) - len(kept))


def mark(line: Line, figure: Figure, scale: Scale, figures: Figures, locale: Locale) -> dict[str, Any]:
    """Return what every mark of a member carries: the value as it is drawn, and the four texts of its tooltip."""
    return {
        "value": scale.of(figure.value),
        "area": line.name,
        "amount": certainty.told(figure.chosen, words.amount(figure.value, figure.chosen.unit, locale), locale),
        "date": locale.date(figure.key.as_of),
        "source": shorten(narrative.publisher(figures.dataset, figure.chosen.source_id), 48),
    }


def tooltips(locale: Locale) -> list[alt.Tooltip]:
    """Return the tooltip of such a mark: the member, the value, its date and its source."""
    fields = (("area", "member"), ("amount", "value"), ("date", "date"), ("source", "source"))
    return [alt.Tooltip(field=n, type="nominal", title=locale.word(f"charts.tooltip.{t}")) for n, t in fields]


def counted(kind: str, number: int, locale: Locale) -> str:
    """Name a number of members: `38 provinsi`, `1 province`."""
    return locale.word(f"charts.members.{kind}.{'one' if number == 1 else 'many'}", count=locale.number(number))


def left_out(lines: Lines, locale: Locale) -> str:
    """Say how many members a chart leaves out, if it does."""
    if not lines.left_out:
        return ""
    return locale.word("charts.members.left-out", members=counted(lines.kind, lines.left_out, locale))


def table(
    lines: Sequence[tuple[Line, Sequence[Figure]]], locale: Locale, others: Iterable[tuple[str, Figure]] = ()
) -> Table:
    """Return the table of the figures drawn of each member; one without a figure has a row without a value.

    `others` are the figures drawn across all members, a target or the country, with what each is called.
    """
    names = ("member_code", "member", "as_of", "value", "precision", "source_id")
    columns = tuple(Column(n, locale.word(f"charts.column.{n}"), n == "value") for n in names)
    rows: list[tuple[Cell, ...]] = []
    for line, drawn in (*lines, *((Line(f.key.area, name, ()), (f,)) for name, f in others)):
        rows += [
            (line.code, line.name, f.key.as_of, f.value, certainty.precision(f.chosen, locale), f.chosen.source_id)
            for f in drawn
        ] or [(line.code, line.name, None, None, None, None)]
    return Table(columns, tuple(rows))
