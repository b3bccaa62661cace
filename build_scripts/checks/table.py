"""Tables: rows are there, the file is the one that the descriptor states, and numbers are written as the standard writes them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from build_scripts.package import Field, Package, Resource
from build_scripts.report import Finding, Severity

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_NON_FINITE = re.compile(r"[+-]?(nan|snan|inf|infinity)[0-9]*", re.IGNORECASE)
HASHES = ("md5", "sha1", "sha256", "sha512")


def _resources(packages: tuple[Package, ...]) -> Iterator[tuple[Package, Resource]]:
    """Yield the resources that were read."""
    for package in packages:
        for resource in package.resources:
            if resource.data:
                yield package, resource


def empty_table(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A table has at least one row."""
    for package, resource in _resources(packages):
        if resource.is_table and not resource.rows:
            yield Finding("empty-table", package.path_of(resource.path), severity=Severity.WARNING)


def byte_count(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A file has as many bytes as its descriptor states."""
    for package, resource in _resources(packages):
        stated = resource.descriptor.get("bytes")
        if stated is not None and stated != len(resource.data):
            facts = {"expected": str(stated)}
            yield Finding("byte-count", package.path_of(resource.path), value=str(len(resource.data)), facts=facts)


def hash_count(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A file has the hash that its descriptor states: MD5 without a prefix, or `sha256:` and the like."""
    for package, resource in _resources(packages):
        stated = resource.descriptor.get("hash")
        if stated is None:
            continue
        name, _, digest = str(stated).rpartition(":")
        name = name.lower() or "md5"
        if name not in HASHES:
            path = package.path_of(package.descriptor_path)
            yield Finding("hash-unknown", path, value=str(stated), facts={"known": ", ".join(HASHES)})
        elif (actual := hashlib.new(name, resource.data, usedforsecurity=False).hexdigest()) != digest.lower():
            yield Finding("hash-count", package.path_of(resource.path), value=actual, facts={"expected": digest})


def _numbers(packages: tuple[Package, ...]) -> Iterator[tuple[str, int, Field, str]]:
    """Yield path, line, field and cell of every number that is written without marks of its own."""
    for package, resource in _resources(packages):
        fields = [
            (n, f) for n, f in enumerate(resource.fields) if f.type in ("integer", "number") and _bare(resource, n)
        ]
        for line, row in resource.suspicious():
            for n, field in fields:
                if row[n] not in (resource.missing if field.missing is None else field.missing):
                    yield package.path_of(resource.path), line, field, row[n]


def _bare(resource: Resource, number: int) -> bool:
    stated = resource.descriptor["schema"]["fields"][number]
    return (
        stated.get("bareNumber", True) is True and not stated.get("groupChar") and stated.get("decimalChar", ".") == "."
    )


def number_form(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A number is ASCII digits with a decimal point: no blanks around it, no `1_000`, no digits of other scripts."""
    for path, line, field, cell in _numbers(packages):
        form = _INTEGER if field.type == "integer" else _NUMBER
        if not form.fullmatch(cell) and not (field.type == "number" and _NON_FINITE.fullmatch(cell)):
            yield Finding("type-error", path, line, field.name, cell, {"variant": field.type, "format": field.format})


def non_finite_number(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A number is finite: no value is declared as missing, not written `NaN`."""
    for path, line, field, cell in _numbers(packages):
        if field.type == "number" and _NON_FINITE.fullmatch(cell):
            yield Finding("non-finite-number", path, line, field.name, cell)
