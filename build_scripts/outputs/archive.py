"""Each package as one zip that is itself a valid data package; the same package gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from build_scripts import paths
from build_scripts.catalog import Catalog, File
from build_scripts.outputs.descriptor import descriptor_text
from build_scripts.package import Package, Resource

EARLIEST = (1980, 1, 1)


def _inner(resource: Resource) -> str:
    """Return the path of a resource in the archive; a table lies there unpacked."""
    path = resource.path or f"{resource.name}.csv"
    return paths.inside(path[: -len(".gz")] if resource.is_table and path.lower().endswith(".gz") else path)


def _places(package: Package) -> tuple[str, ...]:
    """Return the path of each resource in the archive; one that has other bytes than the file of the same path is named by itself."""
    taken: dict[str, bytes] = {}
    places = []
    for number, resource in enumerate(package.resources):
        wanted = (
            _inner(resource),
            f"{paths.segment(resource.name)}.csv",
            f"{number}-{paths.segment(resource.name)}.csv",
        )
        place = next((p for p in wanted if taken.get(p.casefold(), resource.data) == resource.data), wanted[-1])
        taken[place.casefold()] = resource.data
        places.append(place)
    return tuple(places)


def _members(package: Package) -> dict[str, bytes]:
    places = _places(package)
    members = {place: r.data for place, r in zip(places, package.resources, strict=True)}
    for stem, text in (("README", package.readme), ("CHANGELOG", package.changelog)):
        versions = {f"{stem}.md": text.plain} | {f"{stem}.{code}.md": t for code, t in text.translations.items()}
        members |= {name: body.encode("utf-8", "backslashreplace") for name, body in versions.items() if body}
    named = {id(r): place for place, r in zip(places, package.resources, strict=True)}
    return members | {"datapackage.json": descriptor_text(package, lambda r: named[id(r)])}


def _date(built: str) -> tuple[int, int, int]:
    year, month, day = (int(part) for part in built[:10].split("-"))
    return max(EARLIEST, (year, month, day))


def zip_bytes(package: Package, built: str) -> bytes:
    """Return the zip of a package: descriptor, resources at their paths, README and CHANGELOG; `built` dates its members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in sorted(_members(package).items()):
            member = zipfile.ZipInfo(name, (*_date(built), 0, 0, 0))
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, body)
    return buffer.getvalue()


def archives(catalog: Catalog) -> Iterator[File]:
    """Yield the zip of every package."""
    for entry in catalog.entries:
        yield File(paths.archive(entry.package.name), zip_bytes(entry.package, catalog.built))
