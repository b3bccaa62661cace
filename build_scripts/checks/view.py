"""Views: what a package wants to show must name a known type, a table of the package and fields that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.package import Package, View
from build_scripts.report import Finding

VIEW_TYPES = (
    "trend",
    "ranking",
    "tile-map",
    "symbol-map",
    "parts",
    "spread",
    "bullet",
    "dot-strip",
    "slope",
    "heat-map",
    "small-multiples",
    "comparison",
)


def _note(package: Package, view: View, type: str, value: str, **facts: str) -> Finding:
    return Finding(type, package.path_of(package.descriptor_path), value=value, facts={"view": view.name, **facts})


def _views(packages: tuple[Package, ...]) -> Iterator[tuple[Package, View]]:
    for package in packages:
        for view in package.views:
            yield package, view


def duplicate_view(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """No two views of a package have the same name: it is part of the chart's address."""
    for package in packages:
        seen: set[str] = set()
        for view in package.views:
            if view.name and view.name.casefold() in seen:
                yield _note(package, view, "duplicate-view", view.name)
            seen.add(view.name.casefold())


def view_type_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The type of a view is one of the chart types."""
    for package, view in _views(packages):
        if view.type and view.type not in VIEW_TYPES:
            yield _note(package, view, "view-type-unknown", view.type, known=", ".join(VIEW_TYPES))


def view_resource_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A view shows a table of its own package."""
    for package, view in _views(packages):
        resource = package.resource(view.resource)
        if view.resource and (resource is None or not resource.is_table):
            known = ", ".join(r.name for r in package.tables)
            yield _note(package, view, "view-resource-unknown", view.resource, known=known)


def view_field_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """The encoding of a view of a plain table names fields of that table; a view of observations selects codes instead."""
    for package, view in _views(packages):
        resource = package.resource(view.resource)
        if resource is None or not resource.is_table or resource.shape == "observations":
            continue
        for channel, name in _names(view.encoding):
            if resource.field_named(name) is None:
                known = ", ".join(f.name for f in resource.fields)
                yield _note(package, view, "view-field-unknown", name, channel=channel, known=known)


def _names(encoding: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for channel, stated in encoding.items():
        for one in stated if isinstance(stated, list) else [stated]:
            name = one.get("field") if isinstance(one, dict) else one
            yield channel, name if isinstance(name, str) else str(name)
