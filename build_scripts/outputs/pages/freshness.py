"""How old data are on the day of the build, by one stated rule: the age is that of the latest period that is observed.

A target or projection lies ahead and makes nothing fresh; a package without observations is as old as the package itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from build_scripts import paths
from build_scripts.catalog import Entry
from build_scripts.dataset import Observation, is_date, last_day
from build_scripts.outputs.pages.context import Cell, Group, Heading, Link, Row, Table
from build_scripts.outputs.pages.rows import LONG
from build_scripts.outputs.pages.scope import Scope

# The longest age in days of each class, a leap day included; what is older is of the last.
CLASSES = ((366, "year"), (731, "two-years"))
OLDEST = "older"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The latest period that is observed, when its sources last published, and the age in days; `made` is when the package was."""

    period: str
    published: str
    days: int
    made: str = ""

    @property
    def kind(self) -> str:
        """The class of the age."""
        return next((name for most, name in CLASSES if self.days <= most), OLDEST)


def _published(days: Iterable[str], period: str) -> str:
    """Return the latest day of publication; empty text where a source without a date must have said what is the latest."""
    latest = max((d for d in days if is_date(d)), default="")
    return latest if latest[:4] >= period[:4] else ""


def _age(scope: Scope, day: str) -> int:
    return max(0, (date.fromisoformat(scope.catalog.built) - last_day(day)).days)


def _of_claims(scope: Scope, claims: Iterable[Observation]) -> Freshness | None:
    observed = [c for c in claims if c.kind == "observed"]
    period = max((c.as_of for c in observed), key=last_day, default="")
    if not period:
        return None
    sources = (scope.dataset.sources.get(name) for name in {c.source_id for c in observed})
    return Freshness(period, _published((s.published_on for s in sources if s), period), _age(scope, period))


def of_package(scope: Scope, entry: Entry) -> Freshness | None:
    """Return how fresh a package is, or nothing where it neither has observations nor says when it was made."""
    fresh = _of_claims(scope, (o for o in scope.dataset.observations if o.package == entry.package.name))
    made = entry.package.created[:10] if is_date(entry.package.created[:10]) else ""
    if fresh:
        return replace(fresh, made=made)
    return Freshness("", "", _age(scope, made), made) if made else None


def _by_kind(scope: Scope, found: Iterable[tuple[Link, Freshness]], columns: tuple[str, ...]) -> tuple[Group, ...]:
    rows: defaultdict[str, list[tuple[int, str, Row]]] = defaultdict(list)
    for link, fresh in found:
        days = {"period": fresh.period, "last-published": fresh.published, "made": fresh.made}
        cells = (
            Cell(link.text, href=link.href),
            *(Cell(scope.date(days[column]), when=days[column]) for column in columns[1:-1]),
            Cell(scope.locale.number(fresh.days), value=str(fresh.days), numeric=True),
        )
        rows[fresh.kind].append((fresh.days, link.text, Row(cells)))
    order = (*(name for _, name in CLASSES), OLDEST)
    return tuple(
        Group(tuple(row for *_, row in sorted(rows[kind], key=lambda r: r[:2])), Link(scope.t(f"fresh.{kind}"), ""))
        for kind in order
        if kind in rows
    )


def _table(scope: Scope, columns: tuple[str, ...], found: list[tuple[Link, Freshness]]) -> Table:
    headings = tuple(Heading(scope.t(f"column.{c}"), c == "age") for c in columns)
    groups = _by_kind(scope, found, columns)
    return Table(scope.t(f"fresh.{columns[0]}-caption"), headings, groups, long=len(found) > LONG)


def package_freshness(scope: Scope) -> Table:
    """Return the age of every package as a table, by class."""
    found = ((scope.package(e.package.name), of_package(scope, e)) for e in scope.catalog.entries)
    return _table(
        scope, ("package", "period", "last-published", "made", "age"), [(link, fresh) for link, fresh in found if fresh]
    )


def indicator_freshness(scope: Scope) -> Table:
    """Return the age of every indicator as a table, by class."""
    claims: defaultdict[str, list[Observation]] = defaultdict(list)
    for claim in scope.dataset.observations:
        claims[claim.indicator].append(claim)
    found = ((code, _of_claims(scope, same)) for code, same in sorted(claims.items()))
    named = [(Link(scope.indicator(code).text, scope.to(paths.indicator(code))), f) for code, f in found if f]
    return _table(scope, ("indicator", "period", "last-published", "age"), named)
