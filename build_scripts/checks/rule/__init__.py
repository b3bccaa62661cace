"""The checks that a package declares for its own tables: types are an explicit list of plain functions, and no expression is evaluated.

What a check of a type means is the docstring of its function. A check that is not well stated is a finding on the descriptor; a row that
breaks it is a finding of the check's own type, with the severity and the message that the maintainer chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from build_scripts.checks.rule.group import (
    MOST_KEPT,
    TooManyError,
    complete,
    jump,
    monotone,
    parts_sum_to_whole,
    unique_together,
)
from build_scripts.checks.rule.row import not_after, range_by_group, required_source, row_constraint, share_of
from build_scripts.checks.rule.stated import Breach, Stated
from build_scripts.package import Package, Resource, Rule, day_of, epoch_of
from build_scripts.report import Finding, Severity

TYPES: Mapping[str, Callable[[Stated], Iterator[Breach]]] = {
    "row-constraint": row_constraint,
    "parts-sum-to-whole": parts_sum_to_whole,
    "share-of": share_of,
    "not-after": not_after,
    "monotone": monotone,
    "range-by-group": range_by_group,
    "required-source": required_source,
    "unique-together": unique_together,
    "complete": complete,
    "jump": jump,
}


def declared(packages: tuple[Package, ...], today: str = "") -> Iterator[Finding]:
    """What a package declares of its tables in `checks` is well stated, and every row keeps it.

    `today` is the day of the build (`2026-12-31`); without it, the latest on which a package was made.
    """
    known = today or day_of(epoch_of(packages))
    day = date.fromisoformat(known) if known else None
    for package in packages:
        for rule in package.checks:
            yield from _findings(package, rule, day)


def _findings(package: Package, rule: Rule, day: date | None) -> Iterator[Finding]:
    if not rule.type:
        # That it has none is told by whoever read the descriptor.
        return
    check = TYPES.get(rule.type)
    if check is None:
        yield _on_descriptor(package, rule, "check-type-unknown", "type", rule.type, known=", ".join(TYPES))
        return
    resource = _resource(package, rule)
    if resource is None:
        known = ", ".join(r.name for r in package.tables)
        facts = {"variant": "resource" if rule.resource else "resource-missing", "known": known}
        yield _on_descriptor(package, rule, "check-malformed", "resource", rule.resource, **facts)
        return
    if resource.partly:
        # A sum or a sequence of some rows would be another one.
        return
    stated = Stated(rule, resource, day)
    try:
        for breach in check(stated):
            yield _on_row(package, rule, resource, breach)
    except TooManyError:
        yield _on_descriptor(package, rule, "check-too-large", "type", rule.type, limit=str(MOST_KEPT))
    for fault in stated.faults:
        yield _on_descriptor(package, rule, fault.type, fault.property, fault.value, **fault.facts)


def _resource(package: Package, rule: Rule) -> Resource | None:
    """Return the table that a check is about: the one it names, or the only one there is."""
    if rule.resource:
        return next((r for r in package.tables if r.name == rule.resource), None)
    return package.tables[0] if len(package.tables) == 1 else None


def _on_descriptor(package: Package, rule: Rule, type: str, property: str, value: str, **facts: str) -> Finding:
    place = {"place": rule.at.removesuffix("."), "property": property, "check": rule.name or rule.type}
    return Finding(type, package.path_of(package.descriptor_path), value=value, facts=place | facts)


def _on_row(package: Package, rule: Rule, resource: Resource, breach: Breach) -> Finding:
    translations = {f"message@{language}": text for language, text in rule.message.translations.items()}
    told = {"message": rule.message.plain, **translations} if rule.message else {}
    return Finding(
        rule.type,
        package.path_of(resource.path),
        breach.line,
        breach.field,
        breach.value,
        {"check": rule.name, **told, **breach.facts},
        Severity(rule.severity),
    )
