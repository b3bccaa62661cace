"""The rules that packages must keep: each check is a generator whose docstring is the rule, named in one tuple.

A check is given all packages at once, because codes of one are keys into another; most look at one package after the other.
Checks see only what could be read: whatever could not is already a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from build_scripts.checks import descriptor, key, observation, shape, table, text, view
from build_scripts.package import Package
from build_scripts.report import Finding, Report, report

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
    table.number_form,
    table.non_finite_number,
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
)

# What Table Schema says of a cell is told alone; that it then also fails its shape is a consequence. Only of a pattern the shape knows
# more: it says "no date" where the schema can but show a regular expression.
BY_SCHEMA = frozenset({"type-error", "constraint-error", "non-finite-number"})
BY_SHAPE = frozenset(
    {"required-value", "code-unknown", "count-invalid", "degrees-invalid", "date-invalid", "value-not-decimal"}
)
# A row that was cut or filled up is told once; what its cells then fail at is a consequence.
RAGGED = frozenset({"extra-cell", "missing-cell"})


def run(packages: tuple[Package, ...], findings: Iterable[Finding] = ()) -> Report:
    """Run every check and return one report of all findings; `findings` are those of reading and of `table_schema`."""
    earlier = tuple(findings)
    ragged = {(f.path, f.line) for f in earlier if f.type in RAGGED}
    found = [*earlier, *(f for check in CHECKS for f in check(packages))]
    shaped = {_cell(f) for f in found if f.type in BY_SHAPE}
    found = [f for f in found if not (_is_of_pattern(f) and _cell(f) in shaped)]
    told = {_cell(f) for f in found if f.type in BY_SCHEMA}
    kept = [
        f
        for f in found
        if (f.type in RAGGED or (f.path, f.line) not in ragged) and not (f.type in BY_SHAPE and _cell(f) in told)
    ]
    rows = sum(len(r.rows) for p in packages for r in p.resources)
    return report(kept, (p.name for p in packages), rows)


def _cell(finding: Finding) -> tuple[str, int, str]:
    return finding.path, finding.line, finding.field


def _is_of_pattern(finding: Finding) -> bool:
    return finding.type == "constraint-error" and finding.facts.get("variant") == "pattern"
