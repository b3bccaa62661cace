"""Writes certain repairs into the bytes of tables: nothing but the named cells changes, not a quote, line end or byte beside them.

Pure: bytes and findings in, bytes and a list of every change out. A cell is written only where the file, read again at that very
line, says what the finding says; whatever is doubtful (an unusual dialect, two repairs of one cell) is left to a person and told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.package import Package, Resource
from build_scripts.reading import Layout, understand
from build_scripts.reading.rewrite import LINE_END, Change, DoubtError, Written
from build_scripts.report import Finding, visible

# The longest line of a diff.
LINE = 2_000


@dataclass(frozen=True, slots=True)
class Hunk:
    """A row before and after, as it stands in the file without its last line end."""

    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A table that can be repaired: `path` as in the findings, `file` relative to the folder of the package, bytes before and after."""

    path: str
    file: str
    package: Package
    old: bytes
    new: bytes
    changes: tuple[Change, ...]
    hunks: tuple[Hunk, ...]


def plan(packages: Iterable[Package], findings: Iterable[Finding]) -> tuple[tuple[Fixed, ...], tuple[Finding, ...]]:
    """Return the tables that certain repairs change, and the findings whose certain repair cannot be written."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.repair and finding.repair.certain:
            by_path[finding.path].append(finding)
    fixed: list[Fixed] = []
    left: list[Finding] = []
    for package in packages:
        for resource, layout in _tables(package, by_path):
            path = package.path_of(resource.path)
            new, changes, hunks, doubtful = repaired(resource, layout, by_path.pop(path))
            left.extend(doubtful)
            if changes:
                fixed.append(Fixed(path, resource.path, package, resource.data, new, changes, hunks))
    left.extend(finding for rest in by_path.values() for finding in rest)
    return tuple(fixed), tuple(sorted(left, key=lambda f: f.place))


def _tables(package: Package, by_path: Mapping[str, object]) -> Iterator[tuple[Resource, Layout]]:
    """Yield the tables that have a repair and lie in one file as they are; for a path that two resources share, only the first."""
    wanted = {r.path for r in package.tables if package.path_of(r.path) in by_path}
    if not wanted:
        return
    draft, _ = understand(package.descriptor, package.folder, package.path_of(package.descriptor_path))
    layouts = {r.name: layout for r, layout in zip(draft.package.resources, draft.layouts, strict=True)}
    for resource in package.tables:
        layout = layouts.get(resource.name)
        if resource.path in wanted and layout is not None and not layout.gzip and resource.data:
            wanted.discard(resource.path)
            yield resource, layout


def repaired(
    resource: Resource, layout: Layout, findings: Iterable[Finding]
) -> tuple[bytes, tuple[Change, ...], tuple[Hunk, ...], tuple[Finding, ...]]:
    """Return the bytes of a table with its certain repairs, every changed cell and row, and the findings that were left."""
    wanted = tuple(findings)
    try:
        table = Written.of(resource, layout)
    except DoubtError:
        return resource.data, (), (), wanted
    changes: list[Change] = []
    hunks: list[Hunk] = []
    left: list[Finding] = []
    pieces: list[str] = []
    end = 0
    for line, in_row in _by_line(wanted):
        try:
            start, old = table.row(line)
        except DoubtError:
            left.extend(in_row)
            continue
        new, made, doubtful = table.rewritten(old, in_row)
        left.extend(doubtful)
        if made and start >= end:
            changes.extend(made)
            hunks.append(Hunk(line, old, new))
            pieces += [table.text[end:start], new]
            end = start + len(old)
    pieces.append(table.text[end:])
    return table.mark + "".join(pieces).encode(table.encoding), tuple(changes), tuple(hunks), tuple(left)


def _by_line(findings: Iterable[Finding]) -> Iterator[tuple[int, list[Finding]]]:
    lines: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        lines[finding.line].append(finding)
    yield from sorted(lines.items())


def diff(fixed: Iterable[Fixed]) -> Iterator[str]:
    """Yield the changed rows as a unified diff without rows around them, one line at a time; what cannot be seen is made visible."""
    for table in fixed:
        path = visible(table.path, LINE)
        yield f"--- {path}"
        yield f"+++ {path}"
        shift = 0
        for hunk in table.hunks:
            old, new = LINE_END.split(hunk.old), LINE_END.split(hunk.new)
            yield f"@@ -{hunk.line},{len(old)} +{hunk.line + shift},{len(new)} @@"
            yield from (f"-{visible(line, LINE)}" for line in old)
            yield from (f"+{visible(line, LINE)}" for line in new)
            shift += len(new) - len(old)
