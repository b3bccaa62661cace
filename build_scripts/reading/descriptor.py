"""What a descriptor states, as a package without rows yet; whatever it states wrongly becomes a finding.

Both versions of the standard are read: v1 (`profile`, one list of missing values) and v2 (`$schema`, missing values of a field,
categories with labels).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.package import Licence, Origin, Package, Resource, View
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.reading.reader import Reader
from build_scripts.reading.schema import read_schema
from build_scripts.report import Finding, Severity

PACKAGE_NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
RESOURCE_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
NAME_LENGTH = 100
# A resource of one of these names would overwrite a file that stands beside the downloads of its package.
RESERVED_NAMES = frozenset({"datapackage", "croissant"})
TABLE_FORMATS = {"csv": ",", "tsv": "\t", "txt": ","}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# Text encodings of one well-known meaning; codecs that run escapes (`unicode_escape`, `idna`, `utf-7`) are not among them.
_ENCODINGS = re.compile(
    r"utf-8(-sig)?|utf-16(-[lb]e)?|ascii|iso8859-\d+|cp125\d|cp437|cp85\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the bytes of a table become cells; `quote` is empty where nothing is quoted."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    double_quote: bool = True
    skip_initial_space: bool = False
    header: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """A package whose files have not been read: `layouts` has one entry per resource, empty where its file cannot be read."""

    package: Package
    layouts: tuple[Layout | None, ...]


def understand(
    descriptor: Mapping[str, Any], folder: str, path: str, limits: Limits = LIMITS
) -> tuple[Draft, tuple[Finding, ...]]:
    """Return the package that a descriptor states; `path` is the descriptor's own, relative to the folder of datasets."""
    reader = Reader(path)
    resources, layouts = _resources(reader, descriptor, limits)
    reader.check_translations(descriptor, "")
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
        descriptor_path=path.rsplit("/", 1)[-1],
        descriptor=descriptor,
    )
    return Draft(package, layouts), tuple(reader.findings)


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


def _resources(
    reader: Reader, descriptor: Mapping[str, Any], limits: Limits
) -> tuple[tuple[Resource, ...], tuple[Layout | None, ...]]:
    found = reader.mappings(descriptor, "resources", "")
    if not found and isinstance(descriptor.get("resources", []), list):
        reader.note("property-missing", property="resources")
    if len(found) > limits.resources:
        reader.note("limit-exceeded", variant="resources", limit=str(limits.resources), actual=str(len(found)))
        found = found[: limits.resources]
    pairs = [_resource(reader, at, one, limits) for at, one in found]
    return tuple(r for r, _ in pairs), tuple(layout for _, layout in pairs)


def _resource(reader: Reader, at: str, one: Mapping[str, Any], limits: Limits) -> tuple[Resource, Layout | None]:
    reader.check_translations(one, at)
    name = _name(reader, one, RESOURCE_NAME, at)
    if name.lower() in RESERVED_NAMES:
        reader.note("name-reserved", value=name, property=f"{at}name")
    path = _path(reader, at, one)
    schema = read_schema(reader, at, one, limits)
    resource = Resource(
        name=name,
        path=path,
        title=reader.translated(one, "title", at),
        description=reader.translated(one, "description", at),
        fields=schema.fields,
        primary_key=schema.primary_key,
        foreign_keys=schema.foreign_keys,
        missing=schema.missing,
        shape=reader.text(one, "shape", at),
        descriptor=one,
    )
    layout = _layout(reader, at, one, path) if path and schema.usable else None
    if path and "schema" not in one and path.rsplit(".", 1)[-1].lower() in TABLE_FORMATS:
        reader.note("schema-missing", value=path, property=f"{at}schema", severity=Severity.WARNING)
    return resource, layout


def _path(reader: Reader, at: str, one: Mapping[str, Any]) -> str:
    """Return the one path of a resource, or empty text and a finding."""
    if "data" in one:
        reader.note("inline-data", property=f"{at}data")
        return ""
    if "path" not in one:
        reader.note("property-missing", property=f"{at}path")
        return ""
    paths = reader.texts(one, "path", at, single=True)
    for path in paths:
        if fault := path_fault(path):
            reader.note("path-unsafe", value=path, property=f"{at}path", variant=fault)
            return ""
    if len(paths) > 1:
        reader.note("several-paths", property=f"{at}path")
        return ""
    if not paths and isinstance(one["path"], list):
        reader.note("property-missing", property=f"{at}path")
    return paths[0].removeprefix("./") if paths else ""


def _layout(reader: Reader, at: str, one: Mapping[str, Any], path: str) -> Layout | None:
    """Return how the file is laid out, or nothing where it cannot be read; a file that is no table has the default."""
    before = len(reader.findings)
    if "schema" not in one:
        return Layout()
    ending = path.rsplit(".", 1)[-1].lower() if "." in path else ""
    format = (reader.text(one, "format", at) or ending).lower()
    if format not in TABLE_FORMATS or ("compression" in one and one["compression"] != "no"):
        reader.note("format-unsupported", value=str(one.get("compression", format)), property=f"{at}format")
    encoding = _encoding(reader, at, one)
    layout = _dialect(reader, at, one, encoding, TABLE_FORMATS.get(format, ","))
    return layout if len(reader.findings) == before else None


def _encoding(reader: Reader, at: str, one: Mapping[str, Any]) -> str:
    stated = reader.text(one, "encoding", at) or "utf-8"
    try:
        name = codecs.lookup(stated).name
    except (LookupError, ValueError):
        name = ""
    if not _ENCODINGS.fullmatch(name):
        reader.note("encoding-unknown", value=stated, property=f"{at}encoding")
    # A byte order mark in front of UTF-8 is allowed, and no part of the first label.
    return "utf-8-sig" if name == "utf-8" else name


_PLAIN_DIALECT = frozenset(
    {"$schema", "name", "type", "title", "description", "delimiter", "quoteChar", "doubleQuote", "escapeChar",
     "skipInitialSpace", "header", "lineTerminator", "caseSensitiveHeader", "csvddfVersion", "headerRows", "csv"}
)  # fmt: skip


def _dialect(reader: Reader, at: str, one: Mapping[str, Any], encoding: str, delimiter: str) -> Layout | None:
    if isinstance(one.get("dialect"), str):
        reader.note("reference-not-inline", value=one["dialect"], property=f"{at}dialect")
        return None
    place = f"{at}dialect."
    stated = dict(reader.mapping(one, "dialect", at))
    stated |= reader.mapping(stated, "csv", place)
    for key in sorted(stated.keys() - _PLAIN_DIALECT):
        if stated[key] not in (None, "", [], False):
            reader.note("dialect-unsupported", value=key, property=place + key)
    if stated.get("headerRows", [1]) != [1]:
        reader.note("dialect-unsupported", value="headerRows", property=f"{place}headerRows")
    layout = Layout(
        encoding,
        _character(reader, stated, "delimiter", place, delimiter),
        _character(reader, stated, "quoteChar", place, '"'),
        _character(reader, stated, "escapeChar", place, ""),
        reader.flag(stated, "doubleQuote", place, default=True),
        reader.flag(stated, "skipInitialSpace", place, default=False),
        reader.flag(stated, "header", place, default=True),
    )
    marks = [c for c in (layout.delimiter, layout.quote, layout.escape) if c]
    if len(set(marks)) < len(marks):
        reader.note("dialect-unsupported", value="".join(marks), property=f"{at}dialect")
    return layout


def _character(reader: Reader, owner: Mapping[str, Any], key: str, at: str, default: str) -> str:
    value = owner.get(key, default)
    if key != "delimiter" and value in (None, ""):
        return ""
    if isinstance(value, str) and len(value) == 1 and value not in "\r\n\0 ":
        return value
    reader.note("property-type", property=at + key, variant="character")
    return default
