"""Who the members of an area are: the latest count of each segment, and its share of all members by the same source."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.dataset import Area, Segment
from build_scripts.figures import Figure
from build_scripts.outputs.pages.area.words import linked, name_of, say
from build_scripts.outputs.pages.context import Cell, Group, Heading, Row, Section, Table
from build_scripts.outputs.pages.rows import date_text
from build_scripts.outputs.pages.scope import Scope

# A segment last counted more than this many years before the newest is left to the table of all figures.
YEARS = 3
COLUMNS = ("segment", "part-of", "value", "share", "date", "source")
NUMERIC = frozenset({"value", "share"})


def segments(scope: Scope, item: Area) -> Iterator[Section]:
    """Yield the section of segments where an area has any; a column that would be empty is left out."""
    found = _recent(_latest(scope, item))
    rows = [_cells(scope, segment, found) for segment in _in_order(scope, found)]
    if not rows:
        return
    columns = [c for c in COLUMNS if any(row[c].text for row in rows)]
    titles = tuple(Heading(say(scope, f"column.{c}"), c in NUMERIC) for c in columns)
    caption = say(scope, "segments.caption", area=name_of(scope, item))
    notes = ("text", *(f"text-{c}" for c in ("part-of", "share") if c in columns))
    text = " ".join(say(scope, f"segments.{note}", years=YEARS) for note in notes)
    group = Group(tuple(Row(tuple(row[c] for c in columns)) for row in rows))
    yield Section("segments", say(scope, "segments.title"), (Table(caption, titles, (group,), records=True),), text)


def _latest(scope: Scope, item: Area) -> dict[str, Figure]:
    count = scope.catalog.headline.count
    return {
        s.segment: s.latest
        for s in scope.figures.series_of_area(item.code)
        if s.indicator == count and s.kind == "observed" and s.segment and not s.breakdown
    }


def _recent(found: dict[str, Figure]) -> dict[str, Figure]:
    newest = max((int(f.key.as_of[:4]) for f in found.values()), default=0)
    return {code: f for code, f in found.items() if int(f.key.as_of[:4]) >= newest - YEARS}


def _in_order(scope: Scope, found: dict[str, Figure]) -> Iterator[Segment]:
    """Yield each segment before those that are part of it; on one level the largest first."""
    known = [scope.dataset.segments[code] for code in found if code in scope.dataset.segments]

    def below(parent: str) -> Iterator[Segment]:
        inner = [s for s in known if (s.parent if s.parent in found else "") == parent]
        for one in sorted(inner, key=lambda s: (-found[s.code].value, s.code)):
            yield one
            yield from below(one.code)

    yield from below("")


def _cells(scope: Scope, segment: Segment, found: dict[str, Figure]) -> dict[str, Cell]:
    """Return the cells of a segment's row by column."""
    figure = found[segment.code]
    parent = scope.dataset.segments[segment.parent].name.to(scope.language) if segment.parent in found else ""
    value = scope.locale.quantity(figure.value, figure.chosen.unit)
    return {
        "segment": Cell(segment.name.to(scope.language)),
        "part-of": Cell(parent),
        "value": Cell(value, value=figure.chosen.text, numeric=True, href=f"#{figure.key.anchor}"),
        "share": _share(scope, figure),
        "date": Cell(date_text(scope, figure.chosen), when=figure.key.as_of),
        "source": linked(scope.source(figure.chosen.source_id)),
    }


def _share(scope: Scope, figure: Figure) -> Cell:
    shares = scope.figures.derived_of(figure.key, "share")
    own = next((d for d in shares if d.inputs[0].source_id == figure.chosen.source_id), None)
    return Cell(scope.locale.quantity(own.value, own.unit), value=str(own.value), numeric=True) if own else Cell("")
