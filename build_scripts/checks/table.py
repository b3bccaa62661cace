"""Tables: rows are there, and the file is the one that the descriptor states."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from build_scripts.package import Package, Resource
from build_scripts.report import Finding, Severity

HASHES = ("md5", "sha1", "sha256", "sha512")


def _resources(packages: tuple[Package, ...]) -> Iterator[tuple[Package, Resource]]:
    """Yield the resources that were read."""
    for package in packages:
        for resource in package.resources:
            if resource.data:
                yield package, resource


def _in_folder(packages: tuple[Package, ...]) -> Iterator[tuple[Package, Resource]]:
    """Yield the resources that were read from files; rows that stand in the descriptor have neither size nor hash."""
    return ((package, resource) for package, resource in _resources(packages) if "data" not in resource.descriptor)


def empty_table(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A table has at least one row."""
    for package, resource in _resources(packages):
        if resource.is_table and not resource.rows:
            yield Finding("empty-table", package.path_of(resource.path), severity=Severity.WARNING)


def byte_count(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A file has as many bytes as its descriptor states."""
    for package, resource in _in_folder(packages):
        stated, size = resource.descriptor.get("bytes"), len(resource.as_stored)
        if isinstance(stated, int) and stated != size:
            facts = {"expected": str(stated)}
            yield Finding("byte-count", package.path_of(resource.path), value=str(size), facts=facts)


def hash_count(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A file has the hash that its descriptor states: MD5 without a prefix, or `sha256:` and the like."""
    for package, resource in _in_folder(packages):
        stated = resource.descriptor.get("hash")
        if not isinstance(stated, str):
            continue
        name, _, digest = str(stated).rpartition(":")
        name = name.lower() or "md5"
        if name not in HASHES:
            path = package.path_of(package.descriptor_path)
            yield Finding("hash-unknown", path, value=str(stated), facts={"known": ", ".join(HASHES)})
        elif (actual := hashlib.new(name, resource.as_stored, usedforsecurity=False).hexdigest()) != digest.lower():
            yield Finding("hash-count", package.path_of(resource.path), value=actual, facts={"expected": digest})
