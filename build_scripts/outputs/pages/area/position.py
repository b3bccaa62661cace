"""Where an area stands among its peers: the field it is compared with, its rank in it, and the dot strip that shows both.

The field is that of the rank which the portal derives: provinces among provinces, districts among those of their province. Where
too few of a province have a figure, a district is compared with all districts that have one for the year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_scripts import narrative, paths
from build_scripts.dataset import Area
from build_scripts.figures import Figure, Figures
from build_scripts.outputs.pages.area.strip import Strip, strip
from build_scripts.outputs.pages.area.words import linked, name_of, say
from build_scripts.outputs.pages.context import Cell, Group, Heading, Link, Row, Table
from build_scripts.outputs.pages.rows import LONG, date_text
from build_scripts.outputs.pages.scope import Scope
from build_scripts.outputs.share import Share, Taken, height, passed_on

FEWEST = 5
# Figures by year and area.
ByYear = Mapping[str, Mapping[str, Figure]]


@dataclass(frozen=True, slots=True)
class Field:
    """The figures that an area is compared by, its own among them, the best first, each with its rank; equal values share one.

    `within` is the province that the field lies in, or empty for the whole country; `period` is what the figures are for,
    `match` same-period or same-year; `newer` is the area's own figure that is too new to be compared.
    """

    here: Figure
    ranked: tuple[tuple[int, Figure], ...]
    within: str
    period: str
    match: str
    lowest_first: bool
    newer: Figure | None = None

    @property
    def rank(self) -> int:
        """The area's own rank."""
        return next(rank for rank, figure in self.ranked if figure is self.here)


@dataclass(frozen=True, slots=True)
class Position:
    """What the template shows: the finding, what is drawn, by which rule, the strip, its words, and the table behind it.

    `id` names it and the files that a reader makes of it; `area` and `indicator` are codes; `embed` is the way to its page for embedding.
    """

    id: str
    area: str
    indicator: str
    finding: str
    subtitle: str
    rule: str
    source_line: str
    embed: str
    share: Share
    alternative: str
    strip: Strip
    ticks: tuple[tuple[str, str], ...]
    label: str
    lowest: tuple[str, Link, str]
    highest: tuple[str, Link, str]
    table: Table


def districts_by_year(figures: Figures, indicator: str) -> ByYear:
    """Return the last figure of an indicator in a year, of each year and of each district that has one."""
    years: defaultdict[str, dict[str, Figure]] = defaultdict(dict)
    for series in figures.series_of_indicator(indicator):
        area = figures.dataset.areas.get(series.area)
        if area and area.level == "district" and series.kind == "observed" and not (series.segment or series.breakdown):
            for figure in series.figures:
                years[figure.key.as_of[:4]][series.area] = figure
    return years


def field_of(scope: Scope, districts: ByYear, item: Area) -> Field | None:
    """Return the field of an area's latest figure that can be compared with those of its peers, or nothing.

    `districts` are the figures of all districts, for one of a province in which too few have any.
    """
    series = scope.figures.series_of(scope.catalog.headline.share, item.code)
    if series is None or item.level not in ("province", "district"):
        return None
    for figure in reversed(series.figures):
        found = _derived_field(scope, figure) or (
            _nation(scope, districts, figure) if item.level == "district" else None
        )
        if found:
            here, ranked, within, period, match, lowest_first = found
            newer = series.latest if here is not series.latest else None
            return Field(here, ranked, within, period, match, lowest_first, newer)
    return None


_Found = tuple[Figure, tuple[tuple[int, Figure], ...], str, str, str, bool]


def _derived_field(scope: Scope, figure: Figure) -> _Found | None:
    rank = next(iter(scope.figures.derived_of(figure.key, "rank")), None)
    if rank is None:
        return None
    figures = tuple(scope.figures.figures[scope.index.keys[i.id]] for i in rank.inputs)
    lowest_first = rank.facts["order"] == "lowest"
    within = rank.facts.get("province", "")
    return figure, ranked(figures, lowest_first), within, rank.facts["period"], rank.facts["match"], lowest_first


def _nation(scope: Scope, districts: ByYear, figure: Figure) -> _Found | None:
    year = figure.key.as_of[:4]
    latest = districts.get(year, {})
    if len(latest) < FEWEST or latest[figure.key.area] is not figure:
        return None
    known = scope.dataset.indicators.get(figure.key.indicator)
    lowest_first = known is not None and known.higher_is == "worse"
    return figure, ranked(tuple(latest.values()), lowest_first), "", year, "same-year", lowest_first


def ranked(figures: Sequence[Figure], lowest_first: bool) -> tuple[tuple[int, Figure], ...]:
    """Return figures with their ranks, the best first; equal values share the better rank and go by area."""
    ordered = sorted(figures, key=lambda f: (f.value if lowest_first else -f.value, f.key.area))
    found: list[tuple[int, Figure]] = []
    for place, figure in enumerate(ordered, 1):
        equal = bool(found) and found[-1][1].value == figure.value
        found.append((found[-1][0] if equal else place, figure))
    return tuple(found)


def position(scope: Scope, item: Area, field: Field | None) -> Position | None:
    """Return what is shown of an area's place in its field."""
    if field is None:
        return None
    figures = tuple(f for _, f in field.ranked)
    drawn = strip([f.value for f in figures], figures.index(field.here))
    by_value = sorted(figures, key=lambda f: (f.value, f.key.area))
    value = _value(scope, field.here)
    facts = _facts(scope, item, field)
    low, high = _end(scope, "lowest", by_value[0]), _end(scope, "highest", by_value[-1])
    finding = narrative.upper_first(say(scope, "position.finding", **facts))
    subtitle, rule = say(scope, f"position.dots-{_field_name(item, field)}", **facts), _rule(scope, item, field, facts)
    source_line = narrative.source_line(scope.dataset, (f.chosen.source_id for f in figures), scope.locale)
    ends, under = (
        " ".join(f"{word} {link.text} {figure}" for word, link, figure in (low, high)),
        f"{rule} {source_line}",
    )
    return Position(
        id=f"position-{paths.segment(item.code)}",
        area=item.code,
        indicator=field.here.key.indicator,
        finding=finding,
        subtitle=subtitle,
        rule=rule,
        source_line=source_line,
        embed=scope.to(paths.embed_position(item)),
        share=_share(scope, item, finding, source_line, height(finding, (subtitle, ends, under), drawn.height)),
        alternative=say(scope, "position.alternative", low=_named(low), high=_named(high), **facts),
        strip=drawn,
        ticks=tuple((scope.locale.number(t.value), t.x) for t in drawn.ticks),
        label=f"{narrative.area_name(item, scope.locale, level=False)} {value}",
        lowest=low,
        highest=high,
        table=_table(scope, say(scope, "position.caption", area=name_of(scope, item), **facts), field),
    )


def _share(scope: Scope, item: Area, finding: str, source_line: str, pixels: int) -> Share:
    place, embed = f"{paths.area(item)}#position", paths.embed_position(item)
    return passed_on(Taken(place, embed, pixels, finding.rstrip("."), source_line), scope.catalog, scope.locale)


def _value(scope: Scope, figure: Figure) -> str:
    return scope.locale.number(figure.value)


def _end(scope: Scope, which: str, figure: Figure) -> tuple[str, Link, str]:
    return say(scope, f"position.{which}"), scope.area(figure.key.area), _value(scope, figure)


def _named(end: tuple[str, Link, str]) -> str:
    return f"{end[2]} ({end[1].text})"


def _field_name(item: Area, field: Field) -> str:
    return "provinces" if item.level == "province" else "districts" if field.within else "nation"


def _facts(scope: Scope, item: Area, field: Field) -> dict[str, str]:
    province = scope.dataset.areas.get(field.within)
    within = narrative.area_name(province, scope.locale, level=False) if province else ""
    return {
        "place": narrative.area_name(item, scope.locale),
        "value": narrative.figure_value(field.here, scope.figures, scope.locale),
        "rank": scope.locale.number(field.rank),
        "of": scope.locale.number(len(field.ranked)),
        "peers": say(scope, f"position.{_field_name(item, field)}", province=within),
        "province": within,
        "order": say(scope, "position.from-lowest") if field.lowest_first else "",
        "indicator": scope.indicator(field.here.key.indicator).text,
        "unit": scope.name("unit", field.here.chosen.unit),
        "period": scope.date(field.period),
    }


def _rule(scope: Scope, item: Area, field: Field, facts: dict[str, str]) -> str:
    """Say which figures are compared, how many areas have none, and why a newer figure of the area is left out."""
    parts = [say(scope, f"position.rule-{field.match}", **facts)]
    peers = sum(
        a.level == item.level and (not field.within or a.parent == field.within) for a in scope.dataset.areas.values()
    )
    if peers > len(field.ranked):
        parts.append(say(scope, "position.without", count=scope.locale.number(peers - len(field.ranked)), **facts))
    if field.newer:
        date = date_text(scope, field.newer.chosen)
        parts.append(say(scope, "position.newer", date=date, **facts))
    return " ".join(parts)


def _table(scope: Scope, caption: str, field: Field) -> Table:
    columns = ("area", "rank", "value", "date")
    titles = tuple(Heading(say(scope, f"column.{c}"), c in ("rank", "value")) for c in columns)
    rows = tuple(_row(scope, rank, figure) for rank, figure in field.ranked)
    return Table(caption, titles, (Group(rows),), long=len(rows) > LONG)


def _row(scope: Scope, rank: int, figure: Figure) -> Row:
    value = Cell(_value(scope, figure), value=figure.chosen.text, numeric=True)
    place = Cell(scope.locale.number(rank), numeric=True)
    when = Cell(date_text(scope, figure.chosen), when=figure.key.as_of)
    return Row((linked(scope.area(figure.key.area)), place, value, when), code=figure.key.area)
