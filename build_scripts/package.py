"""What was published: a data package as its descriptor and files state it, before anything is understood.

Words are those of Frictionless: package, resource, schema, field. Cells stay text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of a package. A table has fields and rows; any other file has only its bytes.

    `rows` hold one text per field, in the order of `fields`; `lines` the line in the file on which each row starts.
    Both are sequences that may be read from `data` only when they are first looked at; their length is known without that.
    `data` are the bytes of the table; `missing` the texts that stand for no value. `suspects` are line and cells of every row that
    a rule of cells, rows or keys could refuse, where a look at whole columns has cleared all others; without such a look it is empty
    (`None`), and every row is one.
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
    foreign_keys: tuple[ForeignKey, ...] = ()
    missing: tuple[str, ...] = ("",)
    shape: str = ""
    descriptor: Mapping[str, Any] = field(default_factory=dict, repr=False)
    suspects: Sequence[tuple[int, Row]] | None = field(default=None, repr=False)

    @property
    def is_table(self) -> bool:
        """Whether the resource has a schema and rows."""
        return bool(self.fields)

    def suspicious(self) -> Iterable[tuple[int, Row]]:
        """Return line and cells of the rows that a rule of cells, rows or keys must look at: all, or those not cleared already."""
        return zip(self.lines, self.rows, strict=True) if self.suspects is None else self.suspects

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line number and the cells by field name of each row; missing values are empty text."""
        columns = [(f.name, self.missing if f.missing is None else f.missing) for f in self.fields]
        for line, row in zip(self.lines, self.rows, strict=True):
            yield line, {n: "" if c in missing else c for (n, missing), c in zip(columns, row, strict=True)}

    def field_named(self, name: str) -> Field | None:
        """Return the field of that name."""
        return next((f for f in self.fields if f.name == name), None)


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
class Package:
    """A data package: descriptor, resources, and the Markdown beside them.

    `folder` is the POSIX path of the package, relative to the folder of datasets ("." where that is the package itself).
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
    readme: Text = Text()
    changelog: Text = Text()
    descriptor_path: str = "datapackage.json"
    descriptor: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def resource(self, name: str) -> Resource | None:
        """Return the resource of that name."""
        return next((r for r in self.resources if r.name == name), None)

    def path_of(self, relative: str) -> str:
        """Return the path of a file of the package, relative to the folder of datasets."""
        return relative if self.folder == "." else f"{self.folder}/{relative}"

    @property
    def tables(self) -> tuple[Resource, ...]:
        """The resources that have a schema and rows."""
        return tuple(r for r in self.resources if r.is_table)
