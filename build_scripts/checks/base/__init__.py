"""Against the published state: what readers could find before they find again, and what moved is on record.

A revision is normal, so it is a warning that a reviewer sees with its size; that the package's CHANGELOG.md says nothing of it is an
error. What follows from something told already is not told again: a table that is gone is one finding, not one for each of its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from build_scripts.change import Changes, compare
from build_scripts.checks.base.figure import area_vanished, figure_changed, figure_vanished
from build_scripts.checks.base.row import past_value_changed, row_vanished
from build_scripts.checks.base.structure import (
    field_type_changed,
    field_vanished,
    key_changed,
    package_renamed,
    package_vanished,
    resource_renamed,
    resource_vanished,
    unit_changed,
)
from build_scripts.checks.shape import SHAPES
from build_scripts.package import Package, Resource
from build_scripts.report import Finding, Severity

RULES: tuple[Callable[[Changes], Iterable[Finding]], ...] = (
    package_vanished,
    package_renamed,
    resource_vanished,
    resource_renamed,
    field_vanished,
    field_type_changed,
    unit_changed,
    key_changed,
    row_vanished,
    past_value_changed,
    area_vanished,
    figure_vanished,
    figure_changed,
)
UNRECORDED, UNREADABLE = "revision-unrecorded", "base-unreadable"
# Words may be bettered without a record; whatever else readers and their programs rely on may not.
_NEED_NO_RECORD = frozenset({"past-text-changed", "package-vanished"})
# What a run without a published state does not look for.
TYPES = frozenset({
    "package-vanished", "package-renamed", "resource-vanished", "resource-renamed", "field-vanished", "field-type-changed",
    "unit-changed", "key-changed", "row-vanished", "past-value-changed", "past-text-changed", "area-vanished", "figure-vanished",
    "figure-changed", UNRECORDED, UNREADABLE,
})  # fmt: skip


def against(old: tuple[Package, ...], new: tuple[Package, ...], findings: Iterable[Finding] = ()) -> Iterator[Finding]:
    """Compare packages with those that were published; `findings` are those of reading the new ones.

    What cannot be read now is told by these, and is neither gone nor changed. Paths on both sides must begin alike.
    """
    readable = tuple(_readable(old, new, findings))
    keys = {name: shape.key for name, shape in SHAPES.items()}
    changes = compare(readable, new, keys)
    found = [f for rule in RULES for f in rule(changes)]
    yield from found
    yield from _unrecorded(changes, readable, new, found)


def unreadable(findings: Iterable[Finding], folder: str) -> Iterator[Finding]:
    """Yield one warning for all errors of reading the published state: what they hide could not be compared."""
    errors = [f for f in findings if f.severity is Severity.ERROR and f.type != "no-package"]
    if errors:
        facts = {"count": str(len(errors)), "first": errors[0].path}
        yield Finding(UNREADABLE, folder, facts=facts, severity=Severity.WARNING)


def _readable(old: tuple[Package, ...], new: tuple[Package, ...], findings: Iterable[Finding]) -> Iterator[Package]:
    """Yield the old packages without those, and without the resources, whose new state could not be read."""
    faulty = tuple(f.path for f in findings if f.severity is Severity.ERROR)
    folders = {p.folder for p in new}
    by_name = {p.name: p for p in new}
    for package in old:
        own = package.path_of("")
        if package.folder not in folders and any(path.startswith(own) for path in faulty):
            continue
        now = by_name.get(package.name) or next((p for p in new if p.folder == package.folder), None)
        broken = now is not None and any(path.startswith(now.path_of("")) for path in faulty)
        kept = tuple(r for r in package.resources if now is None or not (broken and _unread(r, now)))
        yield replace(package, resources=kept)


def _unread(resource: Resource, now: Package) -> bool:
    """Say whether a resource is stated still, and could not be read."""
    found = now.resource(resource.name)
    if found is None:
        stated = now.descriptor.get("resources")
        names = [r.get("name") for r in stated if isinstance(r, dict)] if isinstance(stated, list) else []
        return resource.name in names
    if not found.is_table:
        return "schema" in found.descriptor
    return bool(resource.rows) and not found.rows and not found.data


def _unrecorded(
    changes: Changes, old: tuple[Package, ...], new: tuple[Package, ...], found: list[Finding]
) -> Iterator[Finding]:
    """A revision of what was published is recorded in the CHANGELOG.md of its package."""
    former = {id(c.new): c.old for c in changes.packages if c.new and c.old}
    by_name = {p.name: p for p in old}
    counted = [f for f in found if f.type not in _NEED_NO_RECORD]
    for package in new:
        before = former.get(id(package)) or by_name.get(package.name)
        count = sum(int(f.facts.get("count", "1")) for f in counted if _lies_in(f.path, package, new))
        if count and before is not None and not _gained(before.changelog.plain, package.changelog.plain):
            yield Finding(
                UNRECORDED, package.path_of("CHANGELOG.md"), facts={"count": str(count), "package": package.name}
            )


def _lies_in(path: str, package: Package, packages: tuple[Package, ...]) -> bool:
    """Say whether a path belongs to a package and to none inside it."""
    inner = (p for p in packages if p is not package and p.path_of("").startswith(package.path_of("")))
    return path.startswith(package.path_of("")) and not any(
        path.startswith(p.path_of("")) for p in inner if p.folder != "."
    )


def _gained(old: str, new: str) -> bool:
    """Say whether a text has a line that it had not, other than a heading."""
    former = {line.strip() for line in old.splitlines()}
    lines = (line.strip() for line in new.splitlines())
    return any(line and not line.startswith("#") and line not in former for line in lines)
