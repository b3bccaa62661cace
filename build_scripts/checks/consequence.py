"""Of several findings on the same cell or row, the one that says most: the others are its consequences, and are not told."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.report import Finding

# What Table Schema says of a cell is told alone; that it then also fails its shape is a consequence. Only of a pattern the shape knows
# more: it says "no date" where the schema can but show a regular expression.
BY_SCHEMA = frozenset({"type-error", "constraint-error", "non-finite-number"})
BY_SHAPE = frozenset(
    {"required-value", "code-unknown", "count-invalid", "degrees-invalid", "date-invalid", "value-not-decimal"}
)
BY_LIST = frozenset({"category-unknown", "foreign-key", "unknown-code", "parent-unknown"})
# How a text is written is told where nothing says that it is not among the values: that, with what it should be, says more.
BY_LOOK = frozenset({"blank-ends", "look-alike-letter"})
# A row that was cut or filled up is told once; what its cells then fail at is a consequence.
RAGGED = frozenset({"extra-cell", "missing-cell", "cut-off"})
# A code that is not one at all differs from what its indicator or area has, and that says nothing more.
BY_MATCH = frozenset({"unit-mismatch", "period-type-mismatch", "area-level-mismatch"})
BY_KEY = frozenset({"primary-key", "unique-error", "unique-key", "duplicate-key"})


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that are a consequence of another."""
    found = list(findings)
    shaped = _cells(found, BY_SHAPE)
    found = [f for f in found if not (_is_of_pattern(f) and _cell(f) in shaped)]
    schema, list_, look = (_cells(found, types) for types in (BY_SCHEMA, BY_LIST, BY_LOOK))
    weaker = {
        **dict.fromkeys(BY_SHAPE | {"category-unknown"}, schema),
        **dict.fromkeys(BY_LOOK, schema | shaped | list_),
        **dict.fromkeys(BY_MATCH, schema | shaped),
        "parent-unknown": _cells(found, frozenset({"foreign-key"})),
        # What is no number is neither above a bound nor below it, whatever a comparison says.
        "constraint-error": _cells(found, frozenset({"non-finite-number"})),
        "look-alike-value": look,
    }
    ragged, keyed = ({(f.path, f.line) for f in found if f.type in types} for types in (RAGGED, BY_KEY))
    found = [f for f in found if f.type in RAGGED or (f.path, f.line) not in ragged]
    found = [f for f in found if f.type != "duplicate-row" or (f.path, f.line) not in keyed]
    # What the authority says of a schema is told in its own words, and only where nothing is said in ours.
    described = {f.path for f in found if ".schema." in f.facts.get("property", "")}
    found = [f for f in found if f.type != "schema-error" or f.path not in described]
    return [f for f in found if _cell(f) not in weaker.get(f.type, ())]


def _cells(findings: Iterable[Finding], types: frozenset[str]) -> set[tuple[str, int, str]]:
    return {_cell(f) for f in findings if f.type in types}


def _cell(finding: Finding) -> tuple[str, int, str]:
    return finding.path, finding.line, finding.field


def _is_of_pattern(finding: Finding) -> bool:
    return finding.type == "constraint-error" and finding.facts.get("variant") == "pattern"
