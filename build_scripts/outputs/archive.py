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
    return paths.inside(resource.path or f"{resource.name}.csv")


def _members(package: Package) -> dict[str, bytes]:
    members = {_inner(r): r.data for r in package.resources}
    for stem, text in (("README", package.readme), ("CHANGELOG", package.changelog)):
        versions = {f"{stem}.md": text.plain} | {f"{stem}.{code}.md": t for code, t in text.translations.items()}
        members |= {name: body.encode("utf-8", "backslashreplace") for name, body in versions.items() if body}
    return members | {"datapackage.json": descriptor_text(package, _inner)}


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
