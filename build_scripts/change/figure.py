"""Published values of two states: which would drop off a page, and which would be another number.

Only figures with a claim or source that differs are computed, by the same rule that publishes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_scripts.change.model import FigureChange, PackageChange, ResourceChange
from build_scripts.dataset import from_packages, is_date
from build_scripts.figures.model import Figure, Key
from build_scripts.figures.published import published
from build_scripts.package import Package, Resource

_KEY = ("indicator", "kind", "area_code", "as_of", "segment", "breakdown")
_CLAIM = (*_KEY, "source_id", "statement", "period_from", "value")
_COLUMNS = frozenset((*_CLAIM, "unit", "precision", "area_level", "raw_area_name", "period_type", "note"))
_OF_SOURCE = frozenset(("source_id", "title", "publisher", "published_on", "url", "language", "kind", "note"))
_AREA, _SOURCE = _CLAIM.index("area_code"), _CLAIM.index("source_id")
_VALUE = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?")
_STATEMENT = re.compile(r"[0-9]{1,9}")

# The cells of a claim, in the order of `_CLAIM`; its first six are the key.
Claim = tuple[str, ...]


def compare_figures(
    old: tuple[Package, ...], new: tuple[Package, ...], changes: Iterable[PackageChange]
) -> tuple[tuple[FigureChange, ...], tuple[str, ...]]:
    """Return the figures that differ, in order of key, and the codes of areas that had figures and have none.

    `changes` are those of the packages. Rows that cannot be understood are left out; they are findings already.
    """
    touched = {claim[: len(_KEY)] for change in changes for claim in _touched(change)} | _of_moved_sources(old, new)
    if not touched:
        return (), ()
    was, now = _figures(old, touched), _figures(new, touched)
    found = tuple(
        FigureChange(key, was.get(key), now.get(key))
        for key in sorted(was.keys() | now.keys())
        if _differ(was.get(key), now.get(key))
    )
    gone = {c.key.area for c in found if c.new is None}
    return found, tuple(sorted(gone - {claim[_AREA] for claim in _all_claims(new)})) if gone else ()


def is_observations(resource: Resource | None) -> bool:
    """Say whether the rows of a resource are claims, with all the columns of such."""
    return resource is not None and _has(resource, "observations", _COLUMNS)


def _has(resource: Resource, shape: str, columns: frozenset[str]) -> bool:
    return resource.shape == shape and columns <= {f.name for f in resource.fields}


def _differ(old: Figure | None, new: Figure | None) -> bool:
    if old is None or new is None:
        return old is not new
    return old.value != new.value or old.chosen.unit != new.chosen.unit


def _touched(change: PackageChange) -> Iterator[Claim]:
    """Yield the claims that stand in one state alone, or differ."""
    if change.old is None or change.new is None:
        yield from _all_claims(tuple(p for p in (change.old, change.new) if p))
    for resource in change.resources:
        yield from _touched_rows(resource)


def _touched_rows(change: ResourceChange) -> Iterator[Claim]:
    ours, theirs = is_observations(change.old), is_observations(change.new)
    for resource, is_ours in ((change.old, True), (change.new, False)):
        if resource is None or not (ours if is_ours else theirs):
            continue
        if ours != theirs:
            yield from (claim for _, claim in _claims(resource))
        else:
            numbers = [n for row in change.rows if (n := row.old if is_ours else row.new) is not None]
            yield from (claim for _, claim in _claims(resource, numbers))


def _claims(resource: Resource, numbers: Iterable[int] | None = None) -> Iterator[tuple[int, Claim]]:
    """Yield the number and the claim of each row, or of some."""
    places = [next(n for n, f in enumerate(resource.fields) if f.name == name) for name in _CLAIM]
    missing = [resource.missing if (m := resource.fields[n].missing) is None else m for n in places]
    columns = tuple(zip(places, missing, strict=True))
    for number in range(len(resource.rows)) if numbers is None else numbers:
        row = resource.rows[number]
        yield number, tuple("" if row[n] in none else row[n] for n, none in columns)


def _all_claims(packages: tuple[Package, ...]) -> Iterator[Claim]:
    yield from (c for p in packages for r in p.tables if is_observations(r) for _, c in _claims(r))


def _of_moved_sources(old: tuple[Package, ...], new: tuple[Package, ...]) -> set[Claim]:
    """Return the keys on which a source speaks whose rank is another than before."""
    before, after = _sources(old), _sources(new)
    moved = {s for s in before.keys() | after.keys() if before.get(s) != after.get(s)}
    states = (old, new) if moved else ()
    return {c[: len(_KEY)] for state in states for c in _all_claims(state) if c[_SOURCE] in moved}


def _sources(packages: tuple[Package, ...]) -> dict[str, tuple[str, str]]:
    tables = (r for p in packages for r in p.tables if _has(r, "sources", _OF_SOURCE))
    return {row["source_id"]: (row["kind"], row["published_on"]) for r in tables for _, row in r.records()}


def _figures(packages: tuple[Package, ...], keys: set[Claim]) -> dict[Key, Figure]:
    """Return the figures of some keys as they are published."""
    observed = [_with(p, r, _kept(r, keys)) for p in packages for r in p.tables if is_observations(r)]
    sources = [_with(p, r, _described(r)) for p in packages for r in p.tables if _has(r, "sources", _OF_SOURCE)]
    return published(from_packages((*observed, *sources)))


def _kept(resource: Resource, keys: set[Claim]) -> list[int]:
    return [number for number, claim in _claims(resource) if claim[: len(_KEY)] in keys and _sound(claim)]


def _sound(claim: Claim) -> bool:
    stated = dict(zip(_CLAIM, claim, strict=True))
    return bool(
        _VALUE.fullmatch(stated["value"])
        and _STATEMENT.fullmatch(stated["statement"])
        and is_date(stated["as_of"])
        and (not stated["period_from"] or is_date(stated["period_from"]))
    )


def _described(resource: Resource) -> list[int]:
    dates = (row["published_on"] for _, row in resource.records())
    return [number for number, day in enumerate(dates) if not day or is_date(day)]


def _with(package: Package, resource: Resource, numbers: list[int]) -> Package:
    rows, lines = tuple(resource.rows[n] for n in numbers), tuple(resource.lines[n] for n in numbers)
    return replace(package, resources=(replace(resource, rows=rows, lines=lines, data=b"", suspects=None),))
