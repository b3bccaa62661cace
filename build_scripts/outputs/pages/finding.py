"""Findings of the checks as a table: where, what is wrong, what to do."""

from __future__ import annotations

from build_scripts.outputs.pages.context import Cell, Group, Heading, Row, Table
from build_scripts.outputs.pages.scope import Scope
from build_scripts.report import Finding, explain


def _row(scope: Scope, finding: Finding) -> Row:
    wrong, repair = explain(finding, scope.locale)
    return Row(
        (
            Cell(finding.type),
            Cell(scope.t(f"severity.{finding.severity.value}")),
            Cell(finding.path),
            Cell(str(finding.line) if finding.line else "", numeric=True),
            Cell(wrong),
            Cell(repair),
        )
    )


def finding_table(scope: Scope, caption: str, findings: tuple[Finding, ...]) -> Table:
    """Return findings as a table."""
    columns = ("finding", "severity", "file", "line", "wrong", "repair")
    titles = tuple(Heading(scope.t(f"column.{c}"), c == "line") for c in columns)
    return Table(caption, titles, (Group(tuple(_row(scope, f) for f in findings)),))
