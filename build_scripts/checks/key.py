"""Keys: the fields that they name are there, and values that point to another table are found in it, across packages too.

Frictionless checks foreign keys inside a package; those that name another package are checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation

from build_scripts.package import Field, ForeignKey, Package, Resource, Row, firsts
from build_scripts.report import Finding


def _tables(packages: tuple[Package, ...]) -> Iterator[tuple[Package, Resource]]:
    for package in packages:
        for resource in package.tables:
            yield package, resource


def primary_key_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The fields of a primary key are fields of the table."""
    for package, resource in _tables(packages):
        for name in resource.primary_key:
            if resource.field_named(name) is None:
                path = package.path_of(package.descriptor_path)
                yield Finding("primary-key-unknown", path, value=name, facts={"resource": resource.name})


def foreign_key_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A foreign key leads from fields of its table to fields of a table of this or another package that is there."""
    by_name = {p.name: p for p in packages}
    for package, resource in _tables(packages):
        for key in resource.foreign_keys:
            unknown = _unknown(key, package, resource, by_name)
            if unknown:
                yield Finding(
                    "foreign-key-unknown",
                    package.path_of(package.descriptor_path),
                    value=unknown[1],
                    facts={"variant": unknown[0], "resource": resource.name},
                )


def _unknown(
    key: ForeignKey, package: Package, resource: Resource, by_name: dict[str, Package]
) -> tuple[str, str] | None:
    """Return what a key names that is not there: its kind and its name."""
    for name in key.fields:
        if resource.field_named(name) is None:
            return "field", name
    if key.package and key.package not in by_name:
        return "package", key.package
    home = by_name[key.package] if key.package else package
    target = home.resource(key.resource) if key.resource else resource
    if target is None or not target.is_table:
        return "resource", key.resource
    return next((("reference", name) for name in key.reference_fields if target.field_named(name) is None), None)


def foreign_key(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A value that points to a table of another package is found there; an empty value points nowhere."""
    by_name = {p.name: p for p in packages}
    for package, resource in _tables(packages):
        for key in resource.foreign_keys:
            if not key.package or len(key.fields) != len(key.reference_fields) or not key.fields:
                continue
            if _unknown(key, package, resource, by_name) is None:
                target = by_name[key.package].resource(key.resource)
                # A table that could not be read is a finding already; that its keys are not found is a consequence.
                if target is not None and target.data:
                    yield from _dangling(key, package, resource, target)


def _dangling(key: ForeignKey, package: Package, resource: Resource, target: Resource) -> Iterator[Finding]:
    forms = [_form(target.field_named(name)) for name in key.reference_fields]
    known = {
        _compared(forms, cells)
        for _, cells in _cells(target, key.reference_fields, firsts(target, key.reference_fields))
    }
    # Only where a value is not found are all rows looked at, for their lines.
    of_values = _cells(resource, key.fields, firsts(resource, key.fields))
    lost = {cells for _, cells in of_values if all(cells) and _compared(forms, cells) not in known}
    if not lost:
        return
    facts = {"package": key.package, "resource": key.resource, "reference": ", ".join(key.reference_fields)}
    for line, cells in _cells(resource, key.fields, resource.examined()):
        if cells in lost:
            path = package.path_of(resource.path)
            yield Finding("foreign-key", path, line, ", ".join(key.fields), ", ".join(cells), facts)


def _cells(
    resource: Resource, names: tuple[str, ...], rows: Iterable[tuple[int, Row]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield line and cells of some fields of rows; missing values are empty text."""
    places = {f.name: (n, resource.absent(f)) for n, f in enumerate(resource.fields)}
    wanted = [places[name] for name in names]
    for line, row in rows:
        yield line, tuple("" if row[n] in missing else row[n] for n, missing in wanted)


def _compared(forms: list[Callable[[str], str | Decimal]], cells: tuple[str, ...]) -> tuple[str | Decimal, ...]:
    return tuple(form(cell) for form, cell in zip(forms, cells, strict=True))


def _form(field: Field | None) -> Callable[[str], str | Decimal]:
    """Return how cells of a field are compared: numbers by their value, all else by its text."""
    return _number if field is not None and field.type in ("integer", "number") else str


def _number(cell: str) -> str | Decimal:
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return cell
    return number if number.is_finite() else cell
