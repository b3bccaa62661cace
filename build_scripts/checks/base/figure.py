"""Published values keep their lasting id and stay on the pages of their areas; one that is another number is told."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.change import Changes, FigureChange
from build_scripts.checks.base.row import size
from build_scripts.dataset import Observation
from build_scripts.figures import Figure
from build_scripts.package import Package, Resource
from build_scripts.report import Finding, Severity


def figure_vanished(changes: Changes) -> Iterator[Finding]:
    """A published value is still published under its id; one of an area that has none left is told with the area."""
    for change, path in _vanished(changes):
        if change.key.area not in changes.areas_gone and change.old is not None:
            facts = {"old": change.old.chosen.text, "source": change.old.chosen.source_id}
            yield Finding("figure-vanished", path, value=change.key.id, facts=facts, severity=Severity.WARNING)


def area_vanished(changes: Changes) -> Iterator[Finding]:
    """An area that had figures has some."""
    paths: dict[str, list[str]] = {}
    for change, path in _vanished(changes):
        if change.key.area in changes.areas_gone:
            paths.setdefault(change.key.area, []).append(path)
    names = _area_names(changes.old, frozenset(paths))
    for area, where in paths.items():
        facts = {"figures": str(len(where)), "name": names.get(area, area)}
        yield Finding("area-vanished", where[0], value=area, facts=facts, severity=Severity.WARNING)


def figure_changed(changes: Changes) -> Iterator[Finding]:
    """A published value is the number that it was; that its claim itself was revised is told with the claim."""
    paths = {(p.name, r.name): p.path_of(r.path) for p in changes.new for r in p.tables}
    for change in changes.figures:
        if change.old is None or change.new is None or _same_claim(change.old.chosen, change.new.chosen):
            continue
        now = change.new.chosen
        facts = {"figure": change.key.id} | _facts(change.old, change.new)
        path = paths[now.package, now.resource]
        yield Finding("figure-changed", path, now.line, "value", now.text, facts, Severity.WARNING)


def _same_claim(old: Observation, new: Observation) -> bool:
    return _identity(old) == _identity(new)


def _identity(claim: Observation) -> tuple[str, str, str, int, str]:
    return claim.package, claim.resource, claim.source_id, claim.statement, claim.period_from


def _facts(old: Figure, new: Figure) -> dict[str, str]:
    before, after = old.chosen, new.chosen
    facts = {"old": before.text, "new": after.text, "old_source": before.source_id, "new_source": after.source_id}
    if before.unit != after.unit:
        return facts | {"old": f"{before.text} {before.unit}", "new": f"{after.text} {after.unit}"}
    return facts | size(before.value, after.value)


def _vanished(changes: Changes) -> Iterator[tuple[FigureChange, str]]:
    """Yield figures that are gone while a table that held a claim on them is there, with the path of that table."""
    tables = _tables_now(changes)
    for change in changes.figures:
        if change.new is None and change.old is not None:
            places = (tables.get((c.package, c.resource)) for c in change.old.claims)
            place = next((p for p in places if p), None)
            if place:
                yield change, place[0].path_of(place[1].path)


def _tables_now(changes: Changes) -> dict[tuple[str, str], tuple[Package, Resource]]:
    """Return where each old table is now, by the old names of package and resource; what is gone is left out."""
    by_name = {p.name: p for p in changes.new}
    tables = {
        (p.name, r.name): (by_name[p.name], now)
        for p in changes.old
        if p.name in by_name
        for r in p.tables
        if (now := by_name[p.name].resource(r.name))
    }
    for change in changes.packages:
        for resource in change.resources if change.old and change.new else ():
            if change.old and change.new and resource.old and resource.new:
                tables[change.old.name, resource.old.name] = change.new, resource.new
    return tables


def _area_names(packages: tuple[Package, ...], codes: frozenset[str]) -> dict[str, str]:
    tables = (r for p in packages for r in p.tables if r.shape == "areas" and codes)
    rows = (row for table in tables for _, row in table.records())
    return {row["code"]: row["name_id"] for row in rows if row.get("code") in codes and row.get("name_id")}
