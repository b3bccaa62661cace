"""What a portal is made of is still there under its name: packages, resources, fields with their types and units, keys."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.change import Changes, ResourceChange
from build_scripts.package import Field, Package, Resource
from build_scripts.report import Finding, Severity


def _warning(package: Package, type: str, value: str, field: str = "", **facts: str) -> Finding:
    path = package.path_of(package.descriptor_path)
    return Finding(type, path, 0, field, value, facts, Severity.WARNING)


def package_vanished(changes: Changes) -> Iterator[Finding]:
    """A package that was published is there."""
    for change in changes.packages:
        if change.old is not None and change.new is None:
            rows = sum(len(r.rows) for r in change.old.tables)
            tables = str(len(change.old.tables))
            yield _warning(change.old, "package-vanished", change.old.name, rows=str(rows), tables=tables)


def package_renamed(changes: Changes) -> Iterator[Finding]:
    """A package has the name under which it was published."""
    for change in changes.packages:
        if change.old is not None and change.new is not None and change.renamed:
            yield _warning(change.new, "package-renamed", change.new.name, old=change.old.name)


def resource_vanished(changes: Changes) -> Iterator[Finding]:
    """A resource that was published is in its package."""
    for package, change in _resources(changes):
        if change.old is not None and change.new is None:
            rows = str(len(change.old.rows))
            yield _warning(package, "resource-vanished", change.old.name, rows=rows, file=change.old.path)


def resource_renamed(changes: Changes) -> Iterator[Finding]:
    """A resource has the name under which it was published."""
    for package, old, new in _both(changes):
        if old.name != new.name:
            yield _warning(package, "resource-renamed", new.name, old=old.name)


def field_vanished(changes: Changes) -> Iterator[Finding]:
    """A field that was published is in its table."""
    for package, resource, old, new in _fields(changes):
        if new is None:
            yield _warning(package, "field-vanished", old.name, old.name, resource=resource.name)


def field_type_changed(changes: Changes) -> Iterator[Finding]:
    """A field has the type with which it was published."""
    for package, resource, old, new in _fields(changes):
        if new is not None and old.type != new.type:
            facts = {"resource": resource.name, "old": old.type, "new": new.type}
            yield _warning(package, "field-type-changed", new.type, old.name, **facts)


def unit_changed(changes: Changes) -> Iterator[Finding]:
    """A field has the unit with which it was published."""
    for package, resource, old, new in _fields(changes):
        # A unit that is stated for the first time tells what was meant all along.
        if new is not None and old.unit and old.unit != new.unit:
            facts = {
                "resource": resource.name,
                "old": old.unit,
                "new": new.unit,
                "variant": "field" if new.unit else "gone",
            }
            yield _warning(package, "unit-changed", new.unit, old.name, **facts)


def key_changed(changes: Changes) -> Iterator[Finding]:
    """A table has the primary key with which it was published."""
    for package, old, new in _both(changes):
        if old.primary_key and set(old.primary_key) != set(new.primary_key):
            facts = {
                "resource": new.name,
                "old": ", ".join(old.primary_key),
                "variant": "" if new.primary_key else "gone",
            }
            yield _warning(package, "key-changed", ", ".join(new.primary_key), **facts)


def _resources(changes: Changes) -> Iterator[tuple[Package, ResourceChange]]:
    for change in changes.packages:
        if change.old is not None and change.new is not None:
            yield from ((change.new, resource) for resource in change.resources)


def _both(changes: Changes) -> Iterator[tuple[Package, Resource, Resource]]:
    for package, change in _resources(changes):
        if change.old is not None and change.new is not None:
            yield package, change.old, change.new


def _fields(changes: Changes) -> Iterator[tuple[Package, Resource, Field, Field | None]]:
    for package, change in _resources(changes):
        for field in change.fields:
            if field.old is not None and change.new is not None:
                yield package, change.new, field.old, field.new
