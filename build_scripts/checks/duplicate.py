"""Rows that stand twice: by a unique key of the schema, or as a whole where no key says what a row is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from build_scripts import cell
from build_scripts.checks.cell import tables, whole_tables
from build_scripts.package import Package, Resource
from build_scripts.report import Finding, Severity

Identity = tuple[str | Decimal, ...]


def unique_key_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The fields of a unique key are fields of the table."""
    for package in packages:
        for resource in package.tables:
            for name in {name: None for key in resource.unique_keys for name in key}:
                if resource.field_named(name) is None:
                    path = package.path_of(package.descriptor_path)
                    yield Finding("unique-key-unknown", path, value=name, facts={"resource": resource.name})


def unique_key(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """No two rows have the same values in the fields of a unique key; a row in which one of them is missing is none of the two."""
    for path, resource in tables(packages):
        for key in resource.unique_keys:
            if _told_elsewhere(resource, key):
                continue
            seen: dict[Identity, int] = {}
            for line, cells, identity in _keyed(resource, key):
                if (first := seen.setdefault(identity, line)) != line:
                    facts = {"first": str(first)}
                    yield Finding("unique-key", path, line, ", ".join(key), ", ".join(cells), facts)


def _told_elsewhere(resource: Resource, key: tuple[str, ...]) -> bool:
    """Say whether a key cannot be looked at, or is a primary key or a unique field, which Table Schema tells."""
    fields = [resource.field_named(name) for name in key]
    alone = fields[0] if len(fields) == 1 else None
    return (
        None in fields
        or set(key) == set(resource.primary_key)
        or (alone is not None and alone.constraints.get("unique") is True)
    )


def _keyed(resource: Resource, key: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...], Identity]]:
    """Yield line, cells and what they mean of each row whose key is complete."""
    columns = [(n, f.type, resource.absent(f)) for name in key for n, f in enumerate(resource.fields) if f.name == name]
    for line, row in resource.suspicious():
        if not any(row[n] in missing for n, _, missing in columns):
            cells = tuple(row[n] for n, _, _ in columns)
            yield line, cells, tuple(cell.identity(row[n], type) for n, type, _ in columns)


def duplicate_row(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A row is not the same as an earlier one, in a table that has no primary key."""
    # Where most rows are repeated unevenly, as in a list of answers or cases, equal rows are no slip.
    for path, resource in whole_tables(packages):
        if not resource.primary_key and len(resource.rows) > 1:
            counts = Counter(row for _, row in resource.suspicious())
            again = {row for row, count in counts.items() if count > 1}
            if again and _slip(counts, len(resource.rows)):
                yield from _repeated(path, resource, again)


def _slip(counts: Counter[tuple[str, ...]], rows: int) -> bool:
    """Say whether few rows stand twice, or all of them equally often, as when a file was pasted into itself."""
    repeated = sum(count - 1 for count in counts.values())
    return repeated * 2 <= rows or (counts.total() == rows and len(set(counts.values())) == 1)


def _repeated(path: str, resource: Resource, again: set[tuple[str, ...]]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], int] = {}
    for line, row in resource.suspicious():
        if row in again and (first := seen.setdefault(row, line)) != line:
            yield Finding("duplicate-row", path, line, facts={"first": str(first)}, severity=Severity.WARNING)
