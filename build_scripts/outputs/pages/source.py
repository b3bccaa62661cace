"""The page of a source: what it is, every claim that rests on it, and where another source says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Observation, Source
from build_scripts.figures import Disagreement, Fault, Figure
from build_scripts.figures.published import SOURCE_KINDS
from build_scripts.outputs.pages.context import (
    Cell,
    ClaimItem,
    Claims,
    Fact,
    Frame,
    Group,
    Heading,
    IndexPage,
    Link,
    Row,
    Section,
    Table,
)
from build_scripts.outputs.pages.fault import fault_table
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.rows import (
    LONG,
    claim_item,
    date_text,
    detail_text,
    dispute_links,
    spread_text,
    value_text,
)
from build_scripts.outputs.pages.scope import Scope, place, scopes

COLUMNS = ("area", "date", "detail", "kind", "quantity", "precision", "status", "others", "note")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What the template `source` is given; `lang` is the language of its title where that is not the language of the page."""

    frame: Frame
    lang: str
    summary: str
    facts: tuple[Fact, ...]
    claims: Table
    faults: Table


def _facts(scope: Scope, item: Source) -> tuple[Fact, ...]:
    facts = (
        ("source.publisher", Cell(item.publisher)),
        (
            "source.published",
            Cell(scope.date(item.published_on), when=item.published_on) if item.published_on else Cell(""),
        ),
        ("source.url", Cell(item.url, url=item.url)),
        ("source.kind", Cell(scope.name("source-kind", item.kind))),
        ("source.language", Cell(scope.name("language", item.language))),
        ("source.note", Cell(item.note, lang="en")),
        ("source.code", Cell(item.id)),
    )
    return tuple(Fact(scope.t(key), cell) for key, cell in facts if cell.text)


def _others(claim: Observation, figure: Figure, disputes: tuple[Disagreement, ...]) -> tuple[Observation, ...]:
    """Return what others say about the number, and what the source itself says a second time, told once each."""
    told = {place(c): c for c in figure.claims}
    told |= {place(c): c for d in disputes for c in d.claims}
    return tuple(c for where, c in told.items() if where != place(claim) and c.value != claim.value)


def _other_item(scope: Scope, claim: Observation, other: Observation, chosen: Observation) -> ClaimItem:
    lead = "" if other.as_of == claim.as_of else scope.date(other.as_of)
    return claim_item(scope, other, published=place(other) == place(chosen), lead=lead)


def _others_cell(scope: Scope, claim: Observation, figure: Figure) -> Cell:
    disputes = scope.index.disputes.get(place(claim), ())
    others = _others(claim, figure, disputes)
    if not others:
        return Cell("")
    items = tuple(_other_item(scope, claim, o, figure.chosen) for o in others)
    words = "source.disagrees" if disputes or figure.disagrees else "source.coarser"
    values: list[Decimal] = [claim.value, *(o.value for o in others)]
    spread = spread_text(scope, values, claim.unit)
    told = Claims(scope.t(words, count=len(items)), bool(disputes or figure.disagrees), items, spread)
    return Cell("", claims=told, links=dispute_links(scope, (claim,)))


def _status(scope: Scope, claim: Observation, figure: Figure) -> Cell:
    published = place(claim) == place(figure.chosen)
    return Cell(
        scope.t("source.published-value" if published else "source.not-published"), href=scope.figure(figure.key)
    )


def _row(scope: Scope, claim: Observation, figure: Figure) -> Row:
    area = scope.area(claim.area_code)
    return Row(
        (
            Cell(area.text, href=area.href),
            Cell(date_text(scope, claim), when=claim.as_of),
            Cell(detail_text(scope, claim)),
            Cell(scope.name("kind", claim.kind)),
            Cell(value_text(scope, claim, unit=True), value=claim.text, numeric=True),
            Cell(scope.name("precision", claim.precision)),
            _status(scope, claim, figure),
            _others_cell(scope, claim, figure),
            Cell(claim.note, lang="en"),
        )
    )


def _without_empty(table: Table) -> Table:
    """Leave out the columns in which no row says anything."""
    rows = [row for group in table.groups for row in group.rows]
    kept = [
        number
        for number in range(len(table.headings))
        if any(row.cells[number].text or row.cells[number].claims for row in rows)
    ]
    groups = tuple(
        Group(tuple(Row(tuple(row.cells[n] for n in kept), row.id) for row in group.rows), group.title)
        for group in table.groups
    )
    return replace(table, headings=tuple(table.headings[n] for n in kept), groups=groups)


def _claims(scope: Scope, item: Source) -> Table:
    pairs = scope.index.claims.get(item.id, ())
    rows: dict[Link, list[Row]] = {}
    for claim, figure in pairs:
        rows.setdefault(scope.indicator(claim.indicator), []).append(_row(scope, claim, figure))
    titles = tuple(Heading(scope.t(f"column.{c}"), c == "quantity") for c in COLUMNS)
    groups = tuple(Group(tuple(found), title) for title, found in rows.items())
    caption = scope.t("source.caption", count=scope.locale.number(len(pairs)))
    return _without_empty(Table(caption, titles, groups, long=len(pairs) > LONG, records=True))


def _faults(scope: Scope, item: Source) -> tuple[Fault, ...]:
    return scope.figures.faults_of_source(item.id)


def _page(scope: Scope, item: Source) -> File:
    summary = narrative.source_summary(item, scope.figures, scope.locale)
    crumbs = (Link(scope.t("crumb.sources"), scope.to("source/")),)
    context = SourcePage(
        frame=scope.frame(item.title or item.id, summary, "source", crumbs=crumbs),
        lang=_foreign(scope, item),
        summary=summary,
        facts=_facts(scope, item),
        claims=_claims(scope, item),
        faults=fault_table(scope, scope.t("source.faults-caption"), _faults(scope, item), with_source=False),
    )
    return render("source", scope.page, scope.locale, context)


def _foreign(scope: Scope, item: Source) -> str:
    """Return the language of a title that is not in that of the page; whatever is no code of a language is left out."""
    known = item.title and item.language != scope.language and _LANGUAGE.fullmatch(item.language)
    return item.language if known else ""


def source_pages(catalog: Catalog) -> Iterator[File]:
    """Yield the page of every source in every language."""
    for scope in scopes(catalog):
        for item in scope.dataset.sources.values():
            yield _page(scope.at(paths.source(item.id)), item)


def _index_row(scope: Scope, item: Source) -> Row:
    claims = len(scope.index.claims.get(item.id, ()))
    dated = Cell(scope.date(item.published_on), when=item.published_on) if item.published_on else Cell("")
    return Row(
        (
            Cell(item.title or item.id, href=scope.to(paths.source(item.id)), lang=item.language),
            Cell(item.publisher),
            dated,
            Cell(scope.locale.number(claims), value=str(claims), numeric=True),
        )
    )


def _index_table(scope: Scope, kind: str, items: list[Source]) -> Table:
    titles = (
        Heading(scope.t("column.source")),
        Heading(scope.t("column.publisher")),
        Heading(scope.t("column.published")),
        Heading(scope.t("column.claims"), numeric=True),
    )
    newest = sorted(items, key=lambda s: (s.published_on, s.id), reverse=True)
    caption = scope.t("sources.caption", kind=scope.name("source-kind", kind))
    return Table(caption, titles, (Group(tuple(_index_row(scope, s) for s in newest)),))


def source_index(catalog: Catalog) -> Iterator[File]:
    """Yield the list of all sources by kind, if there are any."""
    for scope in scopes(catalog, "source/"):
        kinds: dict[str, list[Source]] = {}
        for item in scope.dataset.sources.values():
            kinds.setdefault(item.kind, []).append(item)
        ranked = sorted(kinds.items(), key=lambda pair: _rank(pair[0]))
        sections = tuple(
            Section(f"kind-{number}", _counted(scope, kind, items), (_index_table(scope, kind, items),))
            for number, (kind, items) in enumerate(ranked, 1)
        )
        if sections:
            intro = scope.t("sources.intro", count=scope.locale.number(len(scope.dataset.sources)))
            frame = scope.frame(scope.t("crumb.sources"), intro, "index")
            yield render("index", scope.page, scope.locale, IndexPage(frame, intro, sections))


def _rank(kind: str) -> tuple[int, str]:
    return (SOURCE_KINDS.index(kind) if kind in SOURCE_KINDS else len(SOURCE_KINDS), kind)


def _counted(scope: Scope, kind: str, items: list[Source]) -> str:
    name = scope.name("source-kind", kind)
    return scope.t("sources.kind", kind=name[:1].upper() + name[1:], count=scope.locale.number(len(items)))
