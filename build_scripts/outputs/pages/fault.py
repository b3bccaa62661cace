"""Figures of one source that do not add up, as a table: what the parts give, what is stated, and why that cannot be."""

from __future__ import annotations

from decimal import Decimal

from build_scripts import paths
from build_scripts.figures import Fault
from build_scripts.outputs.pages.context import Cell, Group, Heading, Link, Row, Table
from build_scripts.outputs.pages.rows import value_text
from build_scripts.outputs.pages.scope import Scope


def proof_words(scope: Scope, check: str, part: str, **facts: object) -> str:
    """Return what a language says of a check: its name, its rule, its fault; the code where it has no words."""
    key = f"proofs.{check}.{part}"
    if not scope.locale.has(key):
        return check if part == "name" else ""
    return scope.locale.word(key, **facts)


def _number(scope: Scope, value: Decimal) -> Cell:
    return Cell(scope.locale.number(value), value=str(value), numeric=True)


def _terms(scope: Scope, fault: Fault) -> tuple[Link, ...]:
    return tuple(
        Link(
            scope.t("fault.term", indicator=scope.indicator(c.indicator).text, value=value_text(scope, c, unit=True)),
            scope.to(paths.indicator(c.indicator)),
        )
        for c in fault.terms
    )


def _row(scope: Scope, fault: Fault, with_source: bool) -> Row:
    area, source = scope.area(fault.area), scope.source(fault.source_id)
    explained = proof_words(scope, fault.check, "fault", **fault.facts)
    cells = (
        Cell(proof_words(scope, fault.check, "name")),
        Cell(source.text, href=source.href),
        Cell(area.text, href=area.href),
        Cell(scope.date(fault.as_of), when=fault.as_of),
        _number(scope, fault.left),
        _number(scope, fault.right),
        _number(scope, fault.difference),
        Cell(explained, links=_terms(scope, fault)),
    )
    return Row(cells if with_source else (cells[0], *cells[2:]))


def fault_table(scope: Scope, caption: str, faults: tuple[Fault, ...], *, with_source: bool) -> Table:
    """Return faults as a table."""
    columns = ("check", "source", "area", "date", "left", "right", "difference", "explanation")
    shown = columns if with_source else tuple(c for c in columns if c != "source")
    titles = tuple(Heading(scope.t(f"column.{c}"), c in {"left", "right", "difference"}) for c in shown)
    return Table(caption, titles, (Group(tuple(_row(scope, f, with_source) for f in faults)),), records=True)
