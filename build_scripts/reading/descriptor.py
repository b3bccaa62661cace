"""What a descriptor states, as a package without rows yet; whatever it states wrongly becomes a finding.

Both versions of the standard are read: v1 (`profile`, one list of missing values) and v2 (`$schema`, missing values of a field,
categories with labels).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from build_scripts.package import Field, Licence, Origin, Package, Resource, View
from build_scripts.reading.dialect import TABLE_FORMATS, null_text, read_layout, table_ending
from build_scripts.reading.form import inline_fault
from build_scripts.reading.layout import Layout
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.reading.profile import check_profile
from build_scripts.reading.reader import Reader
from build_scripts.reading.reserved import is_device, package_name_taken, taken_paths
from build_scripts.reading.rule import read_rules
from build_scripts.reading.schema import read_schema
from build_scripts.reading.translation import missing_translations
from build_scripts.report import Finding, Severity

PACKAGE_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
RESOURCE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
NAME_LENGTH = 100
# A resource of one of these names would overwrite a file that stands beside the downloads of its package.
RESERVED_NAMES = frozenset({"datapackage", "croissant"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A package whose files have not been read: `layouts` and `paths` have one entry per resource, an empty layout where its table
    cannot be read, no path where its rows stand in the descriptor."""

    package: Package
    layouts: tuple[Layout | None, ...]
    paths: tuple[tuple[str, ...], ...]


def understand(
    descriptor: Mapping[str, Any], folder: str, path: str, limits: Limits = LIMITS
) -> tuple[Draft, tuple[Finding, ...]]:
    """Return the package that a descriptor states; `path` is the descriptor's own, relative to the folder of datasets."""
    reader = Reader(path)
    drafts = _resources(reader, descriptor, limits)
    resources = tuple(one.resource for one in drafts)
    reader.check_translations(descriptor, "")
    for stated in ("$schema", "profile"):
        reader.text(descriptor, stated, "")
    package = Package(
        name=_name(reader, descriptor, PACKAGE_NAME, ""),
        folder=folder,
        title=reader.translated(descriptor, "title", ""),
        description=reader.translated(descriptor, "description", ""),
        version=reader.text(descriptor, "version", ""),
        created=reader.text(descriptor, "created", ""),
        homepage=reader.text(descriptor, "homepage", ""),
        keywords=reader.texts(descriptor, "keywords", ""),
        licences=tuple(
            Licence(*(reader.text(one, key, at) for key in ("name", "title", "path")))
            for at, one in reader.mappings(descriptor, "licenses", "")
        ),
        origins=tuple(
            Origin(reader.translated(one, "title", at), reader.text(one, "path", at))
            for at, one in reader.mappings(descriptor, "sources", "")
        ),
        contributors=tuple(
            _contributor(reader, at, one) for at, one in reader.mappings(descriptor, "contributors", "")
        ),
        resources=resources,
        views=tuple(_view(reader, at, one) for at, one in reader.mappings(descriptor, "views", "")),
        checks=read_rules(reader, descriptor),
        descriptor_path=path.rsplit("/", 1)[-1],
        descriptor=descriptor,
    )
    if package_name_taken(package.name):
        reader.note("name-reserved", value=package.name, property="name")
    for place, path_, other in taken_paths(package, tuple(one.paths for one in drafts)):
        reader.note("path-reserved", value=path_, property=f"resources[{place}].path", other=other)
    reader.findings.extend(check_profile(descriptor, path, tuple(reader.findings)))
    reader.findings.extend(missing_translations(descriptor, path))
    layouts = tuple(one.layout for one in drafts)
    return Draft(package, layouts, tuple(one.paths for one in drafts)), tuple(reader.findings)


def path_fault(path: str) -> str:
    """Say in one word why a path may not be read (it must be relative, POSIX, inside its folder), or nothing."""
    parts = path.split("/")
    faults = {
        "empty": not path,
        "scheme": bool(_SCHEME.match(path)),
        "absolute": path.startswith("/"),
        "backslash": "\\" in path,
        "control": bool(_CONTROL.search(path)),
        "parent": ".." in parts,
        "hidden": any(p.startswith(".") and p not in (".", "..") for p in parts),
        "segment": "" in parts or "." in parts[1:] or path == ".",
    }
    return next((fault for fault, holds in faults.items() if holds), "")


def _name(reader: Reader, owner: Mapping[str, Any], pattern: re.Pattern[str], at: str) -> str:
    name = reader.text(owner, "name", at)
    if "name" not in owner:
        reader.note("property-missing", property=f"{at}name")
    elif isinstance(owner["name"], str) and not (pattern.fullmatch(name) and len(name) <= NAME_LENGTH):
        reader.note("name-invalid", value=name, property=f"{at}name")
    return name


def _contributor(reader: Reader, at: str, one: Mapping[str, Any]) -> str:
    full = " ".join(p for p in (reader.text(one, key, at) for key in ("givenName", "familyName")) if p)
    return reader.text(one, "title", at) or full or reader.text(one, "email", at)


def _view(reader: Reader, at: str, one: Mapping[str, Any]) -> View:
    reader.check_translations(one, at)
    for key in ("name", "type", "resource"):
        if not one.get(key):
            reader.note("property-missing", property=at + key)
    return View(
        name=reader.text(one, "name", at),
        type=reader.text(one, "type", at),
        resource=reader.text(one, "resource", at),
        title=reader.translated(one, "title", at),
        description=reader.translated(one, "description", at),
        encoding=reader.mapping(one, "encoding", at),
        target=reader.text(one, "target", at),
    )


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A resource without rows, how to read it, and the files that it is kept in."""

    resource: Resource
    layout: Layout | None
    paths: tuple[str, ...]


def _resources(reader: Reader, descriptor: Mapping[str, Any], limits: Limits) -> tuple[_Drafted, ...]:
    found = reader.mappings(descriptor, "resources", "")
    if not found and isinstance(descriptor.get("resources", []), list):
        reader.note("property-missing", property="resources")
    if len(found) > limits.resources:
        reader.note("limit-exceeded", variant="resources", limit=str(limits.resources), actual=str(len(found)))
        found = found[: limits.resources]
    return tuple(_resource(reader, at, one, limits) for at, one in found)


def _resource(reader: Reader, at: str, one: Mapping[str, Any], limits: Limits) -> _Drafted:
    reader.check_translations(one, at)
    name = _name(reader, one, RESOURCE_NAME, at)
    if name.lower() in RESERVED_NAMES or is_device(name):
        reader.note("name-reserved", value=name, property=f"{at}name")
    paths = _paths(reader, at, one, limits)
    path = paths[0] if paths else f"{name or 'data'}.csv" if "data" in one else ""
    schema = read_schema(reader, at, one, limits)
    null = null_text(one)
    resource = Resource(
        name=name,
        path=path,
        title=reader.translated(one, "title", at),
        description=reader.translated(one, "description", at),
        fields=tuple(_with_null(field, null) for field in schema.fields),
        primary_key=schema.primary_key,
        unique_keys=schema.unique_keys,
        foreign_keys=schema.foreign_keys,
        missing=(*schema.missing, null) if null else schema.missing,
        shape=reader.text(one, "shape", at),
        descriptor=one,
    )
    readable = schema.usable and _source_fits(reader, at, one, paths, limits)
    layout = read_layout(reader, at, one, path, schema) if readable else None
    if paths and "schema" not in one and table_ending(path) in TABLE_FORMATS:
        reader.note("schema-missing", value=path, property=f"{at}schema", severity=Severity.WARNING)
    return _Drafted(resource, layout, paths)


def _with_null(field: Field, null: str) -> Field:
    return replace(field, missing=(*field.missing, null)) if null and field.missing is not None else field


def _source_fits(reader: Reader, at: str, one: Mapping[str, Any], paths: tuple[str, ...], limits: Limits) -> bool:
    """Say whether there is something to read; rows in the descriptor and several files are for tables alone."""
    if "data" not in one:
        if len(paths) > 1 and "schema" not in one:
            reader.note("several-paths", property=f"{at}path")
        return len(paths) == 1 or (bool(paths) and "schema" in one)
    variant = "both" if "path" in one else "no-schema" if "schema" not in one else ""
    fault = inline_fault(one["data"], limits)
    if fault == "limit":
        reader.note("limit-exceeded", property=f"{at}data", variant="inline-rows", limit=str(limits.inline_rows))
    elif fault or variant:
        reader.note("inline-data", property=f"{at}data", variant=variant or fault)
    return not (fault or variant)


def _paths(reader: Reader, at: str, one: Mapping[str, Any], limits: Limits) -> tuple[str, ...]:
    """Return the files of a resource, or none and a finding."""
    if "data" in one:
        return ()
    if "path" not in one:
        reader.note("property-missing", property=f"{at}path")
        return ()
    paths = reader.texts(one, "path", at, single=True)
    for number, path in enumerate(paths):
        if fault := path_fault(path):
            place = f"{at}path[{number}]" if isinstance(one["path"], list) else f"{at}path"
            reader.note("path-unsafe", value=path, property=place, variant=fault)
            return ()
    if len(paths) > limits.parts:
        actual = str(len(paths))
        reader.note("limit-exceeded", property=f"{at}path", variant="parts", limit=str(limits.parts), actual=actual)
        return ()
    if not paths and isinstance(one["path"], list):
        reader.note("property-missing", property=f"{at}path")
    return tuple(path.removeprefix("./") for path in paths)
