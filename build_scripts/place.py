"""Where findings lie: a line for each finding on a descriptor, and the file for each on a table that is kept in several.

Whoever makes a finding names what it is about (a property, a resource, a view); its line is worked out here, once, for all of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from build_scripts.package import Package, Part, Resource
from build_scripts.position import lines_of
from build_scripts.property_path import Steps, steps_of
from build_scripts.report import Finding

# How many findings of a package have their value looked up in the descriptor; further ones have the line of what is round it.
MOST_SOUGHT = 200
# Below a resource, or at the top, what findings of a type are about.
_TAILS: Mapping[str, Steps] = {
    "primary-key-unknown": ("schema", "primaryKey"),
    "unique-key-unknown": ("schema", "uniqueKeys"),
    "foreign-key-unknown": ("schema", "foreignKeys"),
    "schema-error": ("schema",),
    "shape-unknown": ("shape",),
    "title-missing": ("title",),
    "licence-missing": ("licenses",),
    "licence-empty": ("licenses",),
    "sources-missing": ("sources",),
    "source-empty": ("sources",),
    "created-invalid": ("created",),
    "duplicate-package": ("name",),
    "duplicate-resource": ("resources",),
    "duplicate-view": ("views",),
    "hash-unknown": ("resources",),
    "view-type-unknown": ("type",),
    "view-resource-unknown": ("resource",),
    "view-field-unknown": ("encoding",),
}


def located(findings: Iterable[Finding], packages: Iterable[Package]) -> tuple[Finding, ...]:
    """Return findings with the line of the descriptor that they are about, and with the file in which their row really stands."""
    wanted = tuple(findings)
    for package in packages:
        wanted = _in_tables(wanted, package)
        wanted = _in_descriptor(wanted, package)
    return wanted


def _in_tables(findings: tuple[Finding, ...], package: Package) -> tuple[Finding, ...]:
    """Move findings on a table of several files to the file, those on rows of a descriptor to that."""
    moved = {
        package.path_of(r.path): (number, r)
        for number, r in enumerate(package.resources)
        if len(r.parts) > 1 or (r.is_table and "data" in r.descriptor)
    }
    if not moved:
        return findings
    return tuple(_moved(f, package, *moved[f.path]) if f.path in moved and f.line else f for f in findings)


def _moved(finding: Finding, package: Package, number: int, resource: Resource) -> Finding:
    # A program cannot write a repair where lines are not those of the file.
    doubtful = replace(finding.repair, certain=False) if finding.repair else None
    if resource.parts:
        part, line = _part(resource.parts, finding.line)
        facts = dict(finding.facts)
        if (first := facts.get("first", "")).isdigit() and "first_path" not in facts:
            other, other_line = _part(resource.parts, int(first))
            facts["first"] = str(other_line) if other is part else f"{other_line} ({other.path})"
        return replace(finding, path=package.path_of(part.path), line=line, facts=facts, repair=doubtful)
    place = f"resources[{number}].data"
    if not isinstance(resource.descriptor["data"], str):
        place += f"[{_item(resource, finding.line)}]"
    path = package.path_of(package.descriptor_path)
    return replace(finding, path=path, line=0, facts={**finding.facts, "place": place}, repair=doubtful)


def _part(parts: tuple[Part, ...], line: int) -> tuple[Part, int]:
    part = parts[max(0, bisect_right(parts, line, key=lambda p: p.start) - 1)]
    return part, line - part.start + part.line


def _item(resource: Resource, line: int) -> int:
    """Return which item of `data` stands on a line of the table that was written of it."""
    data = resource.descriptor["data"]
    dialect = resource.descriptor.get("dialect")
    headless = isinstance(dialect, dict) and dialect.get("header") is False
    labelled = not headless and bool(data) and isinstance(data[0], list)
    row = bisect_left(resource.lines, line) if line > 1 else -1
    return max(0, row + labelled)


def _in_descriptor(findings: tuple[Finding, ...], package: Package) -> tuple[Finding, ...]:
    path = package.path_of(package.descriptor_path)
    about: dict[int, Steps] = {}
    sought = 0
    for number, finding in enumerate(findings):
        if finding.path == path and not finding.line and finding.type not in ("several-descriptors",):
            sought += bool(finding.value)
            about[number] = _steps(finding, package, seek=sought <= MOST_SOUGHT)
    if not about or not package.descriptor_data:
        return findings
    lines = lines_of(package.descriptor_data, set(about.values()), is_json=path.endswith(".json"))
    return tuple(
        replace(f, line=lines.get(about[number], 1)) if number in about else f for number, f in enumerate(findings)
    )


def _steps(finding: Finding, package: Package, *, seek: bool) -> Steps:
    """Return the way to what a finding is about, as far as the descriptor has it."""
    facts = finding.facts
    stated = f"{facts.get('place', '').rstrip('.')}.{facts.get('property', '')}"
    steps = steps_of(stated)
    if not steps:
        steps = (*_owner(finding, package), *_TAILS.get(finding.type, ()))
    value, steps = _deepest(package.descriptor, steps)
    if seek and finding.value and isinstance(value, dict | list):
        return (*steps, *_last_way(value, finding.value))
    return steps


def _owner(finding: Finding, package: Package) -> Steps:
    """Return the way to the view, or the field or resource, that a finding names."""
    facts = finding.facts
    for key, items in (("view", "views"), ("resource", "resources")):
        listed = package.descriptor.get(items)
        for number, one in enumerate(listed if isinstance(listed, list) else []):
            if facts.get(key) and isinstance(one, dict) and one.get("name") == facts[key]:
                return (items, number, *(_field(one, finding.field) if key == "resource" else ()))
    return ()


def _field(resource: Mapping[str, Any], name: str) -> Steps:
    schema = resource.get("schema")
    fields = schema.get("fields") if name and isinstance(schema, dict) else None
    for number, one in enumerate(fields if isinstance(fields, list) else []):
        if isinstance(one, dict) and one.get("name") == name:
            return ("schema", "fields", number)
    return ()


def _deepest(value: object, steps: Steps) -> tuple[object, Steps]:
    """Follow the steps as far as there is something, and return what and how far."""
    for done, step in enumerate(steps):
        known = step in value if isinstance(value, dict) else isinstance(step, int) and _has(value, step)
        if not known:
            return value, steps[:done]
        value = value[step]  # type: ignore[index]
    return value, steps


def _has(value: object, number: int) -> bool:
    return isinstance(value, list) and number < len(value)


def _last_way(value: object, text: str) -> Steps:
    """Return the way to the last text in a value that is the wanted one, or to the last property of that name; of two alike the later
    one is the fault."""
    return max(_ways(value, text, ()), key=lambda found: found[0], default=(0, ()))[1]


def _ways(value: object, text: str, steps: Steps) -> Iterator[tuple[int, Steps]]:
    """Yield each way to a text with its number in the order of the descriptor."""
    stack: list[tuple[object, Steps]] = [(value, steps)]
    number = 0
    while stack:
        here, steps = stack.pop()
        number += 1
        if here == text and isinstance(here, str):
            yield number, steps
        elif isinstance(here, dict):
            stack.extend((below, (*steps, name)) for name, below in reversed(here.items()))
        elif isinstance(here, list):
            stack.extend((below, (*steps, place)) for place, below in reversed(list(enumerate(here))))
