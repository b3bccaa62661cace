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


def _layout(resource: Resource) -> dict[str, Any]:
    """Return what is stated of a resource, as it is true of the file that is published.

    A compressed file is published unpacked, and rows of the descriptor as plain CSV; what the ending of a name said (tabs) is said aloud.
    """
    stated = dict(resource.descriptor)
    if not resource.is_table:
        return stated
    data = stated.pop("data", None)
    dropped = {"compression"} if data is None else {"compression", "encoding", "mediatype"}
    if data is not None and not isinstance(data, str):
        dropped |= {"dialect", "format"}
    if "gz" in str(stated.get("mediatype", "")):
        dropped.add("mediatype")
    kept = {k: v for k, v in stated.items() if k not in dropped}
    ending = resource.path.lower().removesuffix(".gz").rpartition(".")[2]
    dialect = kept.get("dialect", {})
    if (kept.get("format") or ending) == "tsv" and data is None and isinstance(dialect, dict):
        inner = dialect.get("csv")
        if "delimiter" not in dialect and not (isinstance(inner, dict) and "delimiter" in inner):
            kept["dialect"] = {"delimiter": "\t", **dialect}
    return kept


def _resource(resource: Resource, path: str) -> dict[str, Any]:
    stated = _layout(resource) | {"name": resource.name, "path": path}
    stated.pop("data", None)
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
