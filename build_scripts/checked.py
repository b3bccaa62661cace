"""The whole check of packages that were read: by Table Schema and by the rules, and once more where a first look was too short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from build_scripts.checks import Examined, examine
from build_scripts.package import Package, Resource
from build_scripts.reading import LIMITS, clear
from build_scripts.report import Finding, Report, Severity
from build_scripts.table_schema import validate

LIMIT = "limit-exceeded"


def check(packages: tuple[Package, ...], findings: Iterable[Finding] = (), today: str = "") -> Examined:
    """Return all that is found in packages; `findings` are those of reading, `today` is the day of `examine`.

    Of a table with very many suspects the first are examined. Where they have more errors than are told one by one, that is said and
    the others are left; where they have not, they were suspected in vain, and every row is examined.
    """
    earlier = tuple(findings)
    examined = examine(packages, (*earlier, *_left(packages), *validate(packages)), today)
    vain = frozenset(_path(p, r) for p, r in _partly(packages)) - _told(examined.report)
    if not vain:
        return examined
    whole = tuple(_whole(p, vain) if any(_path(p, r) in vain for r in p.tables) else p for p in packages)
    return examine(whole, (*earlier, *_left(whole), *validate(whole)), today)


def _partly(packages: tuple[Package, ...]) -> Iterable[tuple[Package, Resource]]:
    return ((p, r) for p in packages for r in p.tables if r.partly)


def _path(package: Package, resource: Resource) -> str:
    return package.path_of(resource.path)


def _left(packages: tuple[Package, ...]) -> Iterable[Finding]:
    """Yield for each table of which some rows alone were examined that the others were not."""
    for package, resource in _partly(packages):
        yield Finding(LIMIT, _path(package, resource), facts={"variant": "suspects", "limit": str(LIMITS.suspects)})


def _told(found: Report) -> frozenset[str]:
    """Return the files that have more errors than are told one by one."""
    return frozenset(
        f.path
        for f in found.findings
        if f.type == LIMIT and f.severity is Severity.ERROR and f.facts.get("variant") in ("errors", "findings")
    )


def _whole(package: Package, paths: frozenset[str]) -> Package:
    """Return a package with every row looked at of some tables, however many may be wrong."""
    most = max(len(r.rows) for r in package.tables)
    looked = clear([replace(r, suspects=None, partly=False) for r in package.resources], replace(LIMITS, suspects=most))
    both = zip(package.resources, looked, strict=True)
    return replace(package, resources=tuple(new if _path(package, old) in paths else old for old, new in both))
