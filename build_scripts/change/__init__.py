"""Pure comparison of two states of a portal: what vanished, what was added, what moved, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_scripts.change import match
from build_scripts.change.figure import compare_figures
from build_scripts.change.model import (
    Changes,
    FieldChange,
    FigureChange,
    PackageChange,
    ResourceChange,
    RowChange,
    ValueChange,
)
from build_scripts.change.table import compare_rows
from build_scripts.package import Package, Resource

__all__ = [
    "Changes",
    "FieldChange",
    "FigureChange",
    "PackageChange",
    "ResourceChange",
    "RowChange",
    "ValueChange",
    "compare",
]

Keys = Mapping[str, tuple[str, ...]]


def compare(old: tuple[Package, ...], new: tuple[Package, ...], keys: Keys) -> Changes:
    """Compare two states; `keys` names by shape the fields that make a row of it one of a kind.

    What is the same on both sides has no part in the result.
    """
    packages = tuple(_package(ours, theirs, keys) for ours, theirs in match.packages(old, new))
    figures, areas = compare_figures(old, new, packages)
    return Changes(old, new, tuple(p for p in packages if _tells(p)), figures, areas)


def _tells(change: PackageChange) -> bool:
    return change.old is None or change.new is None or change.renamed or bool(change.resources)


def _package(old: Package | None, new: Package | None, keys: Keys) -> PackageChange:
    if old is None or new is None:
        return PackageChange(old, new)
    pairs = match.resources(old.resources, new.resources)
    changes = (_resource(ours, theirs, keys) for ours, theirs in pairs)
    return PackageChange(old, new, tuple(c for c in changes if _differs(c)))


def _differs(change: ResourceChange) -> bool:
    if change.old is None or change.new is None:
        return True
    key_moved = set(change.old.primary_key) != set(change.new.primary_key)
    understood = change.old.shape == change.new.shape
    return change.renamed or key_moved or not understood or bool(change.fields or change.rows)


def _resource(old: Resource | None, new: Resource | None, keys: Keys) -> ResourceChange:
    if old is None or new is None:
        return ResourceChange(old, new)
    key, rows = compare_rows(old, new, tuple(_candidates(old, new, keys)))
    return ResourceChange(old, new, tuple(_fields(old, new)), key, rows)


def _candidates(old: Resource, new: Resource, keys: Keys) -> Iterator[tuple[str, ...]]:
    """Yield what may tell rows apart, the best first: primary keys, unique keys, the key of the shape."""
    yield new.primary_key
    yield old.primary_key
    for resource in (new, old):
        yield from resource.unique_keys
        yield from ((f.name,) for f in resource.fields if f.constraints.get("unique") is True)
    yield keys.get(new.shape, ())


def _fields(old: Resource, new: Resource) -> Iterator[FieldChange]:
    for field in old.fields:
        now = new.field_named(field.name)
        if now is None or now.type != field.type or now.unit != field.unit:
            yield FieldChange(field, now)
    yield from (FieldChange(None, f) for f in new.fields if old.field_named(f.name) is None)
