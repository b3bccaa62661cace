"""The rules that packages must keep: each check is a generator whose docstring is the rule, named in one tuple.

A check is given all packages at once, because codes of one are keys into another; most look at one package after the other.
Checks see only what could be read: whatever could not is already a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_scripts.checks import (
    cell,
    descriptor,
    duplicate,
    key,
    meaning,
    number,
    observation,
    rule,
    shape,
    table,
    text,
    view,
)
from build_scripts.checks.consequence import told_once
from build_scripts.checks.expected import with_examples
from build_scripts.checks.repair import repaired
from build_scripts.known import settle
from build_scripts.package import Package
from build_scripts.place import located
from build_scripts.report import Finding, Report, bounded, report

if TYPE_CHECKING:
    from build_scripts.figures import Weighed

Check = Callable[[tuple[Package, ...]], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    descriptor.duplicate_package,
    descriptor.duplicate_resource,
    descriptor.title_missing,
    descriptor.licence_missing,
    descriptor.sources_missing,
    descriptor.link_not_http,
    descriptor.created_invalid,
    view.duplicate_view,
    view.view_type_unknown,
    view.view_resource_unknown,
    view.view_field_unknown,
    key.primary_key_unknown,
    key.foreign_key_unknown,
    key.foreign_key,
    table.empty_table,
    table.byte_count,
    table.hash_count,
    number.number_form,
    number.date_form,
    number.non_finite_number,
    number.inexact_number,
    number.group_size,
    cell.category_unknown,
    cell.blank_ends,
    cell.look_alike_letter,
    cell.look_alike_value,
    cell.lost_letter,
    cell.spreadsheet_error,
    duplicate.unique_key_unknown,
    duplicate.unique_key,
    duplicate.duplicate_row,
    shape.shape_unknown,
    shape.shape_column_missing,
    shape.shape_column_extra,
    shape.required_value,
    shape.duplicate_key,
    shape.number_in_shape,
    shape.date_in_shape,
    shape.code_in_shape,
    shape.address_in_shape,
    shape.parent_unknown,
    observation.value_not_decimal,
    observation.unknown_code,
    observation.unit_mismatch,
    observation.period_type_mismatch,
    observation.area_level_mismatch,
    text.control_character,
    text.formula_like,
    text.file_as_text,
)


@dataclass(frozen=True, slots=True)
class Examined:
    """The report of a run, and what was weighed for it: nothing where there are no claims, or tables that are not well formed."""

    report: Report
    weighed: Weighed | None = None


def examine(packages: tuple[Package, ...], findings: Iterable[Finding] = (), today: str = "") -> Examined:
    """Run every check and return one report of all findings; `findings` are those of reading and of `table_schema`.

    `today` is the day on which accepted findings must still hold; without it, the latest on which a package was made.
    """
    earlier = bounded(findings)
    found = told_once((*earlier, *bounded(f for check in CHECKS for f in check(packages))))
    sound = meaning.well_formed(packages, found)
    weighed = meaning.weigh_claims(packages) if sound else None
    odd = tuple(bounded(meaning.findings(packages, weighed))) if weighed else ()
    kept = (*repaired(with_examples(found, packages), packages), *bounded(rule.declared(packages, today)), *odd)
    rows = sum(len(r.rows) for p in packages for r in p.resources)
    # What was not looked for may not make an accepted finding look as if it had gone.
    absent = frozenset[str]() if sound else meaning.TYPES
    said = report(located(kept, packages), (p.name for p in packages), rows)
    return Examined(settle(said, packages, today, absent=absent), weighed)


def run(packages: tuple[Package, ...], findings: Iterable[Finding] = (), today: str = "") -> Report:
    """Run every check and return the report alone."""
    return examine(packages, findings, today).report
