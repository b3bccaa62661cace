"""The descriptor beside the downloads: what the package says of itself, with the paths of its files on the site.

Size and hash of each file are stated here, where they are always true, so that a package in the repository need not carry them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from build_scripts import paths
from build_scripts.catalog import Catalog, File
from build_scripts.package import Package, Resource

# The standard knows no key into another package and its tools refuse one; it stays, under a name that they pass over.
ELSEWHERE = "foreignKeysToOtherPackages"


def _schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    keys = schema.get("foreignKeys", [])
    inside = [k for k in keys if not k.get("reference", {}).get("package")]
    outside = [k for k in keys if k.get("reference", {}).get("package")]
    kept = {k: v for k, v in schema.items() if k != "foreignKeys"}
    return kept | ({"foreignKeys": inside} if inside else {}) | ({ELSEWHERE: outside} if outside else {})


def _resource(resource: Resource, path: str) -> dict[str, Any]:
    stated = {k: v for k, v in resource.descriptor.items() if k != "data"} | {"name": resource.name, "path": path}
    stated |= {"bytes": len(resource.data), "hash": f"sha256:{hashlib.sha256(resource.data).hexdigest()}"}
    schema = stated.get("schema")
    return stated | ({"schema": _schema(schema)} if isinstance(schema, Mapping) else {})


def descriptor_text(package: Package, path_of: Callable[[Resource], str]) -> bytes:
    """Write the descriptor of a package with the path that each resource has where the descriptor will lie."""
    stated = dict(package.descriptor) | {
        "name": package.name,
        "resources": [_resource(r, path_of(r)) for r in package.resources],
    }
    # A lone surrogate cannot be UTF-8; as a JSON escape it can be written.
    return (json.dumps(stated, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def descriptors(catalog: Catalog) -> Iterator[File]:
    """Yield the descriptor of every package, valid beside its CSV files."""
    for entry in catalog.entries:
        package = entry.package
        folder = paths.package(package.name)
        text = descriptor_text(package, lambda r, p=package, f=folder: paths.download(p.name, r).removeprefix(f))  # type: ignore[misc]
        yield File(paths.descriptor(package.name), text)
