"""Figures, claims and derived values as rows of tables: the same cells on indicator, area and source pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from build_scripts import narrative
from build_scripts.dataset import Observation
from build_scripts.escape import slug
from build_scripts.figures import Disagreement, Figure
from build_scripts.outputs.pages.context import Cell, ClaimItem, Claims, Group, Heading, Link, Row, Table
from build_scripts.outputs.pages.scope import Scope, place
from build_scripts.package import Known
from build_scripts.report import Finding, explain

LONG = 25
NUMERIC = frozenset({"value", "figure", "quantity", "here"})
FLAGS = frozenset({"uhc-status", "uhc-award"})
DISPUTE = "claims-disagree"
# What a section of the quality page tells in full is not told among the findings again.
SECTIONS = {DISPUTE: "disagreements", "proof-failed": "faults"}


def value_text(scope: Scope, claim: Observation, *, unit: bool) -> str:
    """Write a value with all its digits; a flag (the area was named) becomes words."""
    if unit or claim.indicator in FLAGS:
        return narrative.figure_value(claim, scope.figures, scope.locale)
    return scope.locale.number(claim.value)


def detail_text(scope: Scope, claim: Observation) -> str:
    """Name the segment and breakdown of a claim, and the name that its source gives an area without a code."""
    parts = (
        narrative.segment_name(claim.segment, scope.figures, scope.locale),
        narrative.breakdown_name(claim.indicator, claim.breakdown, scope.figures, scope.locale),
        claim.raw_area_name,
    )
    return "; ".join(p for p in parts if p)


def date_text(scope: Scope, claim: Observation) -> str:
    """Write the reference period of a claim; a flow that is longer than its date says when it began."""
    return narrative.period_text(claim, scope.locale)


def claim_item(scope: Scope, claim: Observation, *, published: bool, lead: str = "") -> ClaimItem:
    """Return one source's statement."""
    return ClaimItem(
        value_text(scope, claim, unit=True),
        claim.text,
        scope.source(claim.source_id),
        scope.name("precision", claim.precision),
        published,
        lead,
    )


def spread_text(scope: Scope, values: Iterable[Decimal], unit: str) -> str:
    """Say between which values the claims lie, or nothing where they are the same number."""
    found = sorted(values)
    if found[0] == found[-1]:
        return ""
    low, high = scope.locale.quantity(found[0], unit), scope.locale.quantity(found[-1], unit)
    return scope.t("claims.spread", low=low, high=high)


def claims_of(scope: Scope, figure: Figure) -> Claims | None:
    """Return all claims behind a figure, or nothing where one source alone says it."""
    if len(figure.claims) == 1:
        return None
    items = tuple(claim_item(scope, c, published=c is figure.chosen) for c in figure.claims)
    spread = spread_text(scope, (c.value for c in figure.claims), figure.chosen.unit)
    words = "claims.disagree" if figure.disagrees else "claims.agree"
    return Claims(scope.t(words, count=len(items)), figure.disagrees, items, spread)


def dispute_links(scope: Scope, claims: Iterable[Observation]) -> tuple[Link, ...]:
    """Return links to every disagreement on the quality page in which one of the claims takes part."""
    found: dict[str, None] = {}
    for claim in claims:
        for disagreement in scope.index.disputes.get(place(claim), ()):
            found[dispute_anchor(disagreement)] = None
    return tuple(Link(scope.t("claims.disputed"), f"{scope.to('quality/')}#{anchor}") for anchor in found)


def mark_links(scope: Scope, claims: Iterable[Observation]) -> tuple[Link, ...]:
    """Return links to what the checks found, and what of it is accepted, on the lines of claims."""
    found: dict[Link, None] = {}
    for claim in claims:
        for finding in scope.index.findings.get(place(claim), ()):
            if finding.type == DISPUTE:
                continue
            text = scope.t("claims.finding", wrong=explain(finding, scope.locale)[0])
            found[Link(text, f"{scope.to('quality/')}#{finding_anchor(finding)}")] = None
        for one in scope.index.accepted.get(place(claim), ()):
            text = scope.t("claims.accepted", wrong=explain(one.finding, scope.locale)[0])
            note = one.known.reason.to(scope.language)
            found[Link(text, f"{scope.to('quality/')}#{known_anchor(claim.package, one.known)}", note)] = None
    return tuple(found)


def finding_anchor(finding: Finding) -> str:
    """Return the id of the findings of a type on the quality page, or of the section that tells them."""
    return SECTIONS.get(finding.type) or f"finding-{slug(finding.type)}"


def known_anchor(package: str, known: Known) -> str:
    """Return the id of an accepted entry on the quality page, which stays while the entry says the same."""
    stated = (known.type, known.path, str(known.line), known.field, known.value, *sorted(known.match.items()))
    return f"known-{hashlib.sha256(repr((package, *stated)).encode('utf-8', 'backslashreplace')).hexdigest()[:12]}"


def dispute_anchor(disagreement: Disagreement) -> str:
    """Return the id of a disagreement on the quality page."""
    return "d-" + disagreement.key.anchor.removeprefix("f-")


def _value_cell(scope: Scope, figure: Figure, unit: bool) -> Cell:
    chosen = figure.chosen
    return Cell(value_text(scope, chosen, unit=unit), value=chosen.text, numeric=True)


def _source_cell(scope: Scope, figure: Figure) -> Cell:
    link = scope.source(figure.chosen.source_id)
    marks = (*dispute_links(scope, figure.claims), *mark_links(scope, figure.claims))
    return Cell(link.text, href=link.href, claims=claims_of(scope, figure), links=marks)


def _linked(link: Link) -> Cell:
    return Cell(link.text, href=link.href)


CELLS: dict[str, Callable[[Scope, Figure], Cell]] = {
    "area": lambda s, f: _linked(s.area(f.key.area)),
    "indicator": lambda s, f: _linked(s.indicator(f.key.indicator)),
    "date": lambda s, f: Cell(date_text(s, f.chosen), when=f.key.as_of),
    "detail": lambda s, f: Cell(detail_text(s, f.chosen)),
    "kind": lambda s, f: Cell(s.name("kind", f.key.kind)),
    "value": lambda s, f: _value_cell(s, f, unit=False),
    "quantity": lambda s, f: _value_cell(s, f, unit=True),
    "figure": lambda s, f: Cell(
        value_text(s, f.chosen, unit=False), value=f.chosen.text, numeric=True, href=s.figure(f.key)
    ),
    "precision": lambda s, f: Cell(s.name("precision", f.chosen.precision)),
    "source": _source_cell,
    "here": lambda s, f: Cell(
        value_text(s, f.chosen, unit=True), value=f.chosen.text, numeric=True, href=f"#{f.key.anchor}"
    ),
    "origin": lambda s, f: _linked(s.source(f.chosen.source_id)),
}


def headings(scope: Scope, columns: Iterable[str]) -> tuple[Heading, ...]:
    """Return the headings of columns."""
    return tuple(Heading(scope.t(f"column.{c}"), c in NUMERIC) for c in columns)


def figure_row(scope: Scope, figure: Figure, columns: tuple[str, ...], *, anchored: bool) -> Row:
    """Return a figure as a row."""
    return Row(tuple(CELLS[c](scope, figure) for c in columns), figure.key.anchor if anchored else "")


def used(figures: Iterable[Figure], columns: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    """Leave out the column of details where no figure has any."""
    if any(detail_text(scope, f.chosen) for f in figures):
        return columns
    return tuple(c for c in columns if c != "detail")


@dataclass(frozen=True, slots=True)
class Layout:
    """How figures are laid out: columns, whether rows carry the lasting id of their figure, and what they are grouped by."""

    columns: tuple[str, ...]
    anchored: bool = True
    group: Callable[[Figure], Link] | None = None


def figure_table(scope: Scope, caption: str, figures: tuple[Figure, ...], layout: Layout) -> Table:
    """Return figures as a table."""
    shown = used(figures, layout.columns, scope)
    rows: dict[Link | None, list[Row]] = {}
    for figure in figures:
        title = layout.group(figure) if layout.group else None
        rows.setdefault(title, []).append(figure_row(scope, figure, shown, anchored=layout.anchored))
    groups = tuple(Group(tuple(items), title) for title, items in rows.items())
    return Table(caption, headings(scope, shown), groups, long=len(figures) > LONG)
