"""The quality of one package in words and tables: what was checked and found, where its figures disagree, how old they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.catalog import Entry
from build_scripts.outputs.pages.context import Link, Table
from build_scripts.outputs.pages.finding import accepted_table, checked_table, finding_table, rules_run
from build_scripts.outputs.pages.freshness import of_package
from build_scripts.outputs.pages.rows import dispute_anchor
from build_scripts.outputs.pages.scope import Scope
from build_scripts.package import Package

DISPUTES = 20


@dataclass(frozen=True, slots=True)
class PackageQuality:
    """What a package's page says of its quality: sentences, what was checked and found, what its figures disagree with."""

    sentences: tuple[str, ...]
    checked: Table
    findings: Table
    accepted: Table
    disputes: tuple[Link, ...]


def _fresh_text(scope: Scope, entry: Entry) -> str:
    fresh = of_package(scope, entry)
    if fresh is None:
        return ""
    said = {
        name: scope.date(day)
        for name, day in (("period", fresh.period), ("published", fresh.published), ("made", fresh.made))
    }
    key = (
        "package.fresh"
        if fresh.period and fresh.published
        else "package.fresh-period"
        if fresh.period
        else "package.made"
    )
    days, built = scope.locale.number(fresh.days), scope.date(scope.catalog.built)
    return scope.t(key, days=days, built=built, **said)


def _disputes(scope: Scope, package: Package) -> tuple[Link, ...]:
    """Return the disagreements in which figures of the package take part, the first of them where there are many."""
    found = [d for d in scope.figures.disagreements if any(c.package == package.name for c in d.claims)]
    quality = scope.to("quality/")
    links = [
        Link(
            f"{scope.indicator(d.key.indicator).text}, {scope.area(d.key.area).text}, {scope.date(d.key.as_of)}",
            f"{quality}#{dispute_anchor(d)}",
        )
        for d in found[:DISPUTES]
    ]
    more = len(found) - DISPUTES
    rest = [Link(scope.t("package.more-disputes", count=scope.locale.number(more)), f"{quality}#disagreements")]
    return (*links, *(rest if more > 0 else ()))


def _sentences(scope: Scope, entry: Entry) -> Iterator[str]:
    package, figures = entry.package, scope.figures
    counts = {
        "tables": len(package.tables),
        "rows": sum(len(r.rows) for r in package.tables),
        "rules": rules_run((entry,)),
        "count": len(entry.findings),
    }
    facts = {name: scope.locale.number(n) for name, n in counts.items()}
    found = entry.findings or entry.accepted
    yield scope.t("package.findings" if found else "package.no-findings", **facts)
    if entry.accepted:
        yield scope.t("package.accepted", count=scope.locale.number(len(entry.accepted)))
    if any(o.package == package.name for o in scope.dataset.observations):
        disputes = sum(any(c.package == package.name for c in d.claims) for d in figures.disagreements)
        faults = sum(any(c.package == package.name for c in f.terms) for f in figures.proofs.faults)
        said = {"disputes": scope.locale.number(disputes), "faults": scope.locale.number(faults)}
        yield scope.t("package.compared", **said)
    yield _fresh_text(scope, entry)


def package_quality(scope: Scope, entry: Entry) -> PackageQuality:
    """Return what the checks, the comparison of sources and the calendar say of a package."""
    return PackageQuality(
        sentences=tuple(s for s in _sentences(scope, entry) if s),
        checked=checked_table(scope, scope.t("quality.checked-caption"), (entry,)),
        findings=finding_table(scope, scope.t("package.findings-caption"), entry.findings),
        accepted=accepted_table(scope, scope.t("quality.accepted-caption"), (entry,)),
        disputes=_disputes(scope, entry.package),
    )
