"""Paths of a package's own files that are taken: by what the portal makes of its tables, or by a file of another resource."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from build_scripts import paths
from build_scripts.package import Package

TABLE_DOWNLOADS = ("csv", "json", "parquet", "xlsx")
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[1-9]", re.IGNORECASE)
BESIDE_PACKAGES = ("portal.sqlite", "index.html")
BESIDE = ("datapackage.json", "croissant.json", "feed.xml", "index.html")


def package_name_taken(name: str) -> bool:
    """Say whether the folder of a package would have the name of a file beside it: an archive of a package, or the database of all."""
    return name.endswith(".zip") or name in BESIDE_PACKAGES or is_device(name)


def is_device(name: str) -> bool:
    """Say whether Windows takes a name for a device, with any ending: readers there could not unpack such a file."""
    return _DEVICE.fullmatch(name.partition(".")[0]) is not None


def taken_paths(package: Package, files: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, str, str]]:
    """Yield number of the resource, path and what takes it, for every file that is offered as it is but has no place of its own.

    `files` are the paths of each resource. Names that differ only in case or in how an accent is written are one name.
    """
    prefix = paths.package(package.name)
    taken = {_folded(prefix + name): name for name in BESIDE}
    for resource in package.resources:
        if resource.is_table:
            for ending in TABLE_DOWNLOADS:
                path = paths.table(package.name, resource.name, ending)
                taken[_folded(path)] = path.removeprefix(prefix)
    for number, resource in enumerate(package.resources):
        if resource.is_table or not files[number]:
            continue
        # Two names that an address tells apart may still be one name in a folder.
        wanted = (_folded(paths.download(package.name, resource)), _folded(prefix + resource.path))
        above = [path[:end] for path in wanted for end, sign in enumerate(path) if sign == "/"]
        if other := next((taken[p] for p in (*wanted, *above) if p in taken), ""):
            yield number, resource.path, other
        taken |= dict.fromkeys(wanted, resource.path)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
