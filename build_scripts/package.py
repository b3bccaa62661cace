"""What was published: a data package as its descriptor and files state it, before anything is understood.

Words are those of Frictionless: package, resource, schema, field. Cells stay text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol, runtime_checkable

# The cells of a row as text, one per field.
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the source language of its package, with its translations by language code."""

    plain: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)

    def to(self, language: str) -> str:
        """Return the text in a language, or in the source language where it has no translation."""
        return self.translations.get(language) or self.plain

    def __bool__(self) -> bool:
        return bool(self.plain)


@dataclass(frozen=True, slots=True)
class Licence:
    """One entry of `licenses`: a name (SPDX or Open Definition), a title, an http(s) path."""

    name: str
    title: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """One entry of `sources` in a descriptor: where a package or resource comes from."""

    title: Text
    path: str = ""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields whose values must stand in another resource; `package` is empty for the same package,
    `resource` is empty for the same resource."""

    fields: tuple[str, ...]
    package: str
    resource: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a Table Schema; `categories` are (value, label) pairs in order.

    `missing` are the texts that stand for no value in this field alone; without them those of the resource hold.
    """

    name: str
    type: str
    title: Text = Text()
    description: Text = Text()
    format: str = "default"
    constraints: Mapping[str, Any] = field(default_factory=dict)
    categories: tuple[tuple[str, Text], ...] = ()
    unit: str = ""
    missing: tuple[str, ...] | None = None

    @property
    def listed(self) -> frozenset[str]:
        """The texts that the field names as its values, as categories or in its constraints."""
        return frozenset((*map(str, self.constraints.get("enum", ())), *(value for value, _ in self.categories)))


@dataclass(frozen=True, slots=True)
class Part:
    """Where lines of a table stand that is kept in several files: from line `start` of the whole they are those of the file `path`,
    beginning with its line `line`."""

    path: str
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package. A table has fields and rows; any other file has only its bytes.

    `rows` hold one text per field, in the order of `fields`; `lines` the line in the file on which each row starts.
    Both are sequences that may be read from `data` only when they are first looked at; their length is known without that.
    `data` are the bytes of the table: unpacked where the file is compressed, joined where it is kept in several `parts`, written as CSV
    where the rows stand in the descriptor; `stored` those that lie in the folder, where they are others. `missing` are the texts that
    stand for no value. `suspects` are line and cells of every row that a rule of cells, rows or keys could refuse, where a look at whole
    columns has cleared all others; without such a look it is empty (`None`), and every row is one. `partly` says that they are only the
    first of many, and that nothing is known of the other rows.
    """

    name: str
    path: str
    title: Text = Text()
    description: Text = Text()
    fields: tuple[Field, ...] = ()
    rows: Sequence[Row] = field(default=(), repr=False)
    lines: Sequence[int] = field(default=(), repr=False)
    data: bytes = field(default=b"", repr=False)
    primary_key: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    missing: tuple[str, ...] = ("",)
    shape: str = ""
    descriptor: Mapping[str, Any] = field(default_factory=dict, repr=False)
    suspects: Sequence[tuple[int, Row]] | None = field(default=None, repr=False)
    partly: bool = False
    parts: tuple[Part, ...] = ()
    stored: bytes | None = field(default=None, repr=False)

    @property
    def as_stored(self) -> bytes:
        """The bytes as they lie in the folder, those of all parts one after the other."""
        return self.data if self.stored is None else self.stored

    @property
    def is_table(self) -> bool:
        """Whether the resource has a schema and rows."""
        return bool(self.fields)

    def absent(self, field: Field) -> tuple[str, ...]:
        """Return the texts that stand for no value in a field of the table."""
        return self.missing if field.missing is None else field.missing

    @property
    def coded(self) -> tuple[int, ...]:
        """The numbers of the columns of text that are keys or belong to one, and whose values no list and no other table states."""
        keys = {name for key in (self.primary_key, *self.unique_keys) for name in key}
        foreign = {name for key in self.foreign_keys for name in key.fields}
        return tuple(
            number
            for number, field in enumerate(self.fields)
            if field.type == "string"
            and (field.name in keys or field.constraints.get("unique") is True)
            and field.name not in foreign
            and not field.listed
        )

    def suspicious(self) -> Iterable[tuple[int, Row]]:
        """Return line and cells of the rows that a rule of cells, rows or keys must look at: all, or those not cleared already."""
        return zip(self.lines, self.rows, strict=True) if self.suspects is None else self.suspects

    def examined(self) -> Iterable[tuple[int, Row]]:
        """Return line and cells of the rows that a rule on rows looks at: all, or of a table that is looked at in part its suspects."""
        return self.suspicious() if self.partly else zip(self.lines, self.rows, strict=True)

    def records(self, rows: Iterable[tuple[int, Row]] | None = None) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line number and the cells by field name of each row, or of some; missing values are empty text."""
        columns = [(f.name, self.missing if f.missing is None else f.missing) for f in self.fields]
        for line, row in zip(self.lines, self.rows, strict=True) if rows is None else rows:
            yield line, {n: "" if c in missing else c for (n, missing), c in zip(columns, row, strict=True)}

    def examined_records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line number and the cells by field name of each row that a rule on rows looks at."""
        return self.records(self.examined())

    def field_named(self, name: str) -> Field | None:
        """Return the field of that name."""
        return next((f for f in self.fields if f.name == name), None)


def inner_keys(resource: Resource, tables: Mapping[str, Resource]) -> tuple[ForeignKey, ...]:
    """Return the well-formed foreign keys of a table that lead to a table of the same package, one of `tables` by name."""
    return tuple(k for k in resource.foreign_keys if _inside(k, resource, tables))


def _inside(key: ForeignKey, resource: Resource, tables: Mapping[str, Resource]) -> bool:
    target = tables.get(key.resource) if key.resource else resource
    return (
        not key.package
        and target is not None
        and len(key.fields) == len(key.reference_fields) > 0
        and all(resource.field_named(n) for n in key.fields)
        and all(target.field_named(n) for n in key.reference_fields)
    )


@runtime_checkable
class Columnar(Protocol):
    """Rows that are kept as columns, and can be looked at without being made."""

    def firsts(self, places: tuple[int, ...]) -> tuple[int, ...]:
        """Return where each distinct combination of the cells of some columns first stands."""

    def pick(self, indexes: Sequence[int]) -> tuple[Row, ...]:
        """Return some rows."""


def firsts(resource: Resource, names: tuple[str, ...]) -> tuple[tuple[int, Row], ...]:
    """Return line and cells of rows that hold every combination of the cells of some fields: of a small table all rows."""
    places = tuple(n for name in names for n, f in enumerate(resource.fields) if f.name == name)
    if not isinstance(resource.rows, Columnar):
        return tuple(zip(resource.lines, resource.rows, strict=True))
    where = resource.rows.firsts(places)
    return tuple(zip((resource.lines[n] for n in where), resource.rows.pick(where), strict=True))


@dataclass(frozen=True, slots=True)
class View:
    """What someone wants to see of a resource: one object of the descriptor's `views`."""

    name: str
    type: str
    resource: str
    title: Text = Text()
    description: Text = Text()
    encoding: Mapping[str, Any] = field(default_factory=dict)
    target: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One entry of `known-findings.toml`: findings that whoever is responsible has looked at and accepts for a time.

    It fits a finding of the package that has the same type and everything else that is stated: `path` of a file (relative to the
    package), `line`, `field`, `value`, and for each name in `match` the same fact, or cell of the row; `*` fits any text.
    `since` and `until` are days (`2026-12-31`), the last one still counts; `entry` is the line on which it stands.
    """

    type: str
    reason: Text
    by: str
    until: str
    since: str = ""
    path: str = ""
    line: int = 0
    match: Mapping[str, str] = field(default_factory=dict)
    field: str = ""
    value: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A check that a package declares for a table of its own: one object of `checks`, on the package or on a resource.

    `stated` is the object itself, with what its type needs; `at` its place in the descriptor (`checks[0].`); `resource` is empty where
    none is named; `severity` is error or warning.
    """

    name: str
    type: str
    resource: str = ""
    severity: str = "error"
    message: Text = Text()
    at: str = ""
    stated: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Package:
    """A data package: descriptor, resources, and the Markdown beside them.

    `folder` is the POSIX path of the package, relative to the folder of datasets ("." where that is the package itself).
    `descriptor_data` are the bytes of the descriptor, in which a finding looks up its line.
    """

    name: str
    folder: str
    title: Text
    description: Text = Text()
    version: str = ""
    created: str = ""
    homepage: str = ""
    keywords: tuple[str, ...] = ()
    licences: tuple[Licence, ...] = ()
    origins: tuple[Origin, ...] = ()
    contributors: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    views: tuple[View, ...] = ()
    checks: tuple[Rule, ...] = ()
    readme: Text = Text()
    changelog: Text = Text()
    known: tuple[Known, ...] = ()
    descriptor_path: str = "datapackage.json"
    descriptor: Mapping[str, Any] = field(default_factory=dict, repr=False)
    descriptor_data: bytes = field(default=b"", repr=False)

    def resource(self, name: str) -> Resource | None:
        """Return the resource of that name."""
        return next((r for r in self.resources if r.name == name), None)

    def path_of(self, relative: str) -> str:
        """Return the path of a file of the package, relative to the folder of datasets."""
        return relative if self.folder == "." else f"{self.folder}/{relative}"

    def holds(self, path: str) -> bool:
        """Say whether a path of a finding lies in the folder of the package; that of the command itself holds nothing above it."""
        return not path.startswith(("../", "/")) if self.folder == "." else path.startswith(f"{self.folder}/")

    @property
    def tables(self) -> tuple[Resource, ...]:
        """The resources that have a schema and rows."""
        return tuple(r for r in self.resources if r.is_table)


def epoch_of(packages: Iterable[Package]) -> int:
    """Return the latest `created` of the packages in seconds since 1970: a time that comes with the data, not from a clock."""
    times = [_seconds(p.created) for p in packages]
    return max(times, default=0)


def day_of(epoch: int) -> str:
    """Return the day of a time in seconds since 1970, or empty text where none is stated."""
    return datetime.fromtimestamp(epoch, UTC).date().isoformat() if epoch else ""


def _seconds(created: str) -> int:
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
