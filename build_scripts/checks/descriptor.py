"""What a package says of itself: names that can stand side by side, a title, a licence, sources, links that are links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from build_scripts import escape
from build_scripts.package import Package
from build_scripts.report import Finding, Severity


def _note(
    package: Package, type: str, value: str = "", *, severity: Severity = Severity.ERROR, **facts: str
) -> Finding:
    return Finding(type, package.path_of(package.descriptor_path), value=value, facts=facts, severity=severity)


def duplicate_package(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """No two packages have the same name, also not in other letter case: the name is a folder of the site."""
    seen: dict[str, Package] = {}
    for package in packages:
        first = seen.setdefault(package.name.casefold(), package)
        if first is not package and package.name:
            yield _note(package, "duplicate-package", package.name, first=first.path_of(first.descriptor_path))


def duplicate_resource(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """No two resources of a package have the same name, also not in other letter case: the name is a file of the site."""
    for package in packages:
        seen: set[str] = set()
        for resource in package.resources:
            if resource.name and resource.name.casefold() in seen:
                yield _note(package, "duplicate-resource", resource.name)
            seen.add(resource.name.casefold())


def title_missing(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A package has a title: it stands above its page and in every list."""
    for package in packages:
        if not package.title.plain.strip():
            yield _note(package, "title-missing", severity=Severity.WARNING)


def licence_missing(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A package has a licence, and each licence a name or a path: without one nobody may use the data."""
    for package in packages:
        if not package.licences:
            yield _note(package, "licence-missing", severity=Severity.WARNING)
        elif any(not one.name and not one.path for one in package.licences):
            yield _note(package, "licence-empty")


def sources_missing(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A package names its sources, and each source has a title or a path: a figure without a source is a rumour."""
    for package in packages:
        if not package.origins:
            yield _note(package, "sources-missing", severity=Severity.WARNING)
        elif any(not one.title and not one.path for one in package.origins):
            yield _note(package, "source-empty")


def link_not_http(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A homepage is an http(s) address; the path of a licence, source, contributor or image is one, or a path without scheme."""
    for package in packages:
        if package.homepage and not escape.link(package.homepage):
            yield _note(package, "link-not-http", package.homepage, property="homepage")
        for property, links in (("licenses", package.licences), ("sources", package.origins)):
            for one in links:
                if one.path and not escape.link(one.path) and not _relative(one.path):
                    yield _note(package, "link-not-http", one.path, property=f"{property}.path")
        for property, path in _further_links(package):
            if path and not escape.link(path) and not _relative(path):
                yield _note(package, "link-not-http", path, property=property)


def _further_links(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the image and the paths of contributors, of which no page makes a link yet."""
    image, people = package.descriptor.get("image"), package.descriptor.get("contributors")
    if isinstance(image, str):
        yield "image", image
    for number, one in enumerate(people if isinstance(people, list) else []):
        if isinstance(one, dict) and isinstance(one.get("path"), str):
            yield f"contributors[{number}].path", one["path"]


def _relative(path: str) -> bool:
    return not path.startswith(("/", "\\")) and ":" not in path and ".." not in path.split("/") and "\\" not in path


def created_invalid(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """`created` is a date or a date with time after ISO 8601."""
    for package in packages:
        if package.created and not _is_moment(package.created):
            yield _note(package, "created-invalid", package.created)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
