"""The quality page: where sources disagree, which figures do not add up, what the checks found, all in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.catalog import Catalog, File
from build_scripts.figures import Disagreement
from build_scripts.figures.model import key_of
from build_scripts.outputs.pages.context import Cell, ChartBox, Claims, Download, Frame, Group, Heading, Row, Table
from build_scripts.outputs.pages.fault import fault_table, proof_words
from build_scripts.outputs.pages.finding import accepted_table, checked_table, finding_table, rules_run
from build_scripts.outputs.pages.freshness import indicator_freshness, package_freshness
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.rows import claim_item, detail_text, dispute_anchor
from build_scripts.outputs.pages.scope import Scope, place, scopes

DISAGREEMENTS = "data/quality/disagreements.csv"
PROOFS = "data/quality/proofs.csv"


@dataclass(frozen=True, slots=True)
class QualityPage:
    """What the template `quality` is given; without observations nothing is compared (`compared`)."""

    frame: Frame
    intro: str
    charts: tuple[ChartBox, ...]
    compared: bool
    disagreements_text: str
    disagreements: Table
    faults_text: str
    faults: Table
    tested: Table
    checked_text: str
    checked: Table
    findings_text: str
    findings: Table
    accepted_text: str
    accepted: Table
    fresh_text: str
    fresh: tuple[Table, ...]
    downloads: tuple[Download, ...]


def _published(scope: Scope) -> frozenset[tuple[str, str, int]]:
    return frozenset(place(f.chosen) for f in scope.figures.figures.values())


def _row(scope: Scope, item: Disagreement, published: frozenset[tuple[str, str, int]]) -> Row:
    first = item.claims[0]
    indicator, area = scope.indicator(item.key.indicator), scope.area(item.key.area)
    items = tuple(
        claim_item(
            scope,
            c,
            published=place(c) in published,
            lead="" if c.as_of == item.key.as_of else scope.date(c.as_of),
        )
        for c in item.claims
    )
    relative = scope.locale.quantity(item.relative_difference * 100, "percent", decimals=2)
    return Row(
        (
            Cell(indicator.text, href=scope.figure(key_of(first)) if indicator.href else ""),
            Cell(area.text, href=area.href),
            Cell(scope.date(item.key.as_of), when=item.key.as_of),
            Cell("; ".join(filter(None, (scope.name("kind", item.key.kind), detail_text(scope, first))))),
            Cell("", claims=Claims("", True, items)),
            Cell(relative, value=str(item.relative_difference), numeric=True),
            Cell(scope.t(f"quality.match-{item.match}")),
        ),
        dispute_anchor(item),
    )


def _disagreements(scope: Scope) -> Table:
    columns = ("indicator", "area", "date", "detail", "claims-made", "relative", "match")
    titles = tuple(Heading(scope.t(f"column.{c}"), c == "relative") for c in columns)
    published = _published(scope)
    rows = tuple(_row(scope, d, published) for d in scope.figures.disagreements)
    return Table(scope.t("quality.disagreements-caption"), titles, (Group(rows),), records=True)


def _tested(scope: Scope) -> Table:
    tested = scope.figures.proofs.tested
    failed = [f.check for f in scope.figures.proofs.faults]
    titles = (
        Heading(scope.t("column.check")),
        Heading(scope.t("column.rule")),
        Heading(scope.t("column.tested"), numeric=True),
        Heading(scope.t("column.failed"), numeric=True),
    )
    rows = tuple(
        Row(
            (
                Cell(proof_words(scope, check, "name")),
                Cell(proof_words(scope, check, "rule")),
                Cell(scope.locale.number(count), value=str(count), numeric=True),
                Cell(scope.locale.number(failed.count(check)), value=str(failed.count(check)), numeric=True),
            )
        )
        for check, count in sorted(tested.items())
    )
    return Table(scope.t("quality.tested-caption"), titles, (Group(rows),))


def _downloads(scope: Scope) -> tuple[Download, ...]:
    if not scope.dataset.observations:
        return ()
    return (
        Download(scope.t("quality.disagreements-csv"), scope.site_root + DISAGREEMENTS),
        Download(scope.t("quality.proofs-csv"), scope.site_root + PROOFS),
    )


def _counts(scope: Scope) -> dict[str, str]:
    """Return the numbers that the sentences of the page name."""
    catalog, figures = scope.catalog, scope.figures
    numbers = {
        "disagreements": len(figures.disagreements),
        "faults": len(figures.proofs.faults),
        "tested": sum(figures.proofs.tested.values()),
        "findings": sum(len(e.findings) for e in catalog.entries),
        "accepted": sum(len(e.accepted) for e in catalog.entries),
        "rules": rules_run(catalog.entries),
        "packages": len(catalog.entries),
        "rows": sum(len(t.rows) for e in catalog.entries for t in e.package.tables),
    }
    return {name: scope.locale.number(n) for name, n in numbers.items()} | {"built": scope.date(catalog.built)}


def _page(scope: Scope) -> File:
    entries, faults = scope.catalog.entries, scope.figures.proofs.faults
    findings = tuple(f for e in entries for f in e.findings)
    counts = _counts(scope)
    compared = bool(scope.dataset.observations)
    intro = scope.t("quality.intro" if compared else "quality.intro-plain", **counts)
    accepted = any(e.accepted for e in entries)
    found = findings or accepted
    context = QualityPage(
        frame=scope.frame(scope.t("quality.title"), intro, "quality"),
        intro=intro,
        charts=scope.charts("quality"),
        compared=compared,
        disagreements_text=scope.t("quality.disagreements-text", **counts),
        disagreements=_disagreements(scope),
        faults_text=scope.t("quality.faults-text", **counts),
        faults=fault_table(scope, scope.t("quality.faults-caption"), faults, with_source=True),
        tested=_tested(scope),
        checked_text=scope.t("quality.checked-text", **counts),
        checked=checked_table(scope, scope.t("quality.checked-caption"), entries),
        findings_text=scope.t("quality.findings-text" if found else "quality.no-findings", **counts),
        findings=finding_table(scope, scope.t("quality.findings-caption"), findings),
        accepted_text=scope.t("quality.accepted-text" if accepted else "quality.no-accepted", **counts),
        accepted=accepted_table(scope, scope.t("quality.accepted-caption"), entries),
        fresh_text=scope.t("quality.fresh-text", **counts),
        fresh=(package_freshness(scope), indicator_freshness(scope)),
        downloads=_downloads(scope),
    )
    return render("quality", scope.page, scope.locale, context)


def quality_page(catalog: Catalog) -> Iterator[File]:
    """Yield the quality page in every language."""
    for scope in scopes(catalog, "quality/"):
        yield _page(scope)
