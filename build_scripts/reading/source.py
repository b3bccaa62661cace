"""The bytes of a table from wherever its resource keeps them, as one text with what is needed to find them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from build_scripts.package import Part, Resource
from build_scripts.reading.form import joined, unpacked, written
from build_scripts.reading.layout import Layout
from build_scripts.reading.limits import Limits
from build_scripts.report import Finding


@dataclass(frozen=True, slots=True)
class Whole:
    """One table: its bytes, whose lines they are where it is kept in several files, and the bytes in the folder where they are others.

    With findings there is no table.
    """

    data: bytes = b""
    parts: tuple[Part, ...] = ()
    stored: bytes | None = None
    findings: tuple[Finding, ...] = ()


def in_files(files: Sequence[tuple[str, bytes]], layout: Layout, limits: Limits, *, keep: bool) -> Whole:
    """Return the table that lies in files, each a path and its bytes; `keep` the bytes as they are if size or hash are stated of them."""
    if len(files) == 1 and not layout.gzip:
        return Whole(files[0][1])
    pieces: list[tuple[str, bytes]] = []
    findings: list[Finding] = []
    for path, data in files:
        # The limit holds for all of them together.
        left = limits.resource_bytes - sum(len(piece) for _, piece in pieces)
        piece = unpacked(data, path, limits, left) if layout.gzip else data
        if isinstance(piece, Finding):
            findings.append(piece)
        elif len(piece) > left:
            facts = {"variant": "bytes", "limit": str(limits.resource_bytes)}
            return Whole(findings=(*findings, Finding("limit-exceeded", path, facts=facts)))
        else:
            pieces.append((path, piece))
    if findings:
        return Whole(findings=tuple(findings))
    stored = b"".join(data for _, data in files) if keep else None
    if len(pieces) == 1:
        return Whole(pieces[0][1], stored=stored)
    data, parts, fault = joined(pieces, layout, limits)
    return Whole(data, parts, stored, (fault,) if fault else ())


def in_descriptor(resource: Resource, layout: Layout) -> tuple[Whole, Layout]:
    """Return the table that stands in the descriptor, and the layout of what is read of it: plain CSV in UTF-8 unless it was CSV."""
    value = resource.descriptor["data"]
    names = tuple(f.name for f in resource.fields)
    missing = {f.name: (resource.missing if f.missing is None else f.missing)[:1] for f in resource.fields}
    data = written(value, names, {n: m[0] if m else "" for n, m in missing.items()}, header=layout.header)
    if isinstance(value, str):
        return Whole(data), replace(layout, encoding="utf-8")
    return Whole(data), Layout(match=layout.match, required=layout.required, fold_header=layout.fold_header)


def with_columns(resource: Resource, names: tuple[str, ...]) -> Resource:
    """Return a resource without the fields that have no column in its file, where `fieldsMatch` lets them be absent."""
    if not names or names == tuple(f.name for f in resource.fields):
        return resource
    kept = [number for number, field in enumerate(resource.fields) if field.name in names]
    schema: Mapping[str, Any] = resource.descriptor["schema"]
    fields = [schema["fields"][number] for number in kept]
    return replace(
        resource,
        fields=tuple(resource.fields[number] for number in kept),
        descriptor={**resource.descriptor, "schema": {**schema, "fields": fields}},
    )
