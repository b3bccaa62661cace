"""What a column asks for, as an example that people understand: in place of a type, a format or a pattern.

Only what the words of a finding cannot know by themselves is added: signs, words and formats that a field states, and for a pattern a
value that keeps it.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from build_scripts.checks.number import signs
from build_scripts.package import Field, Package, Resource
from build_scripts.report import Finding

# How many rows are looked at for a value that keeps a pattern.
ROWS = 200
LENGTH = 40
_STANDARD = ("default", "any")
# The parts of the last moment of 2023 at half past eight, as formats of dates name them.
_PARTS = {
    "%Y": "2023", "%y": "23", "%m": "12", "%d": "31", "%e": "31", "%H": "08", "%I": "08", "%M": "30", "%S": "00", "%p": "AM",
    "%B": "December", "%b": "Dec", "%A": "Sunday", "%a": "Sun", "%f": "000000", "%z": "+0000", "%Z": "UTC", "%j": "365", "%%": "%",
}  # fmt: skip
_DIRECTIVE = re.compile(r"%.", re.DOTALL)


def with_examples(findings: Iterable[Finding], packages: tuple[Package, ...]) -> list[Finding]:
    """Return the findings; those on a type or a pattern with the variant and the example that the field calls for."""
    found = list(findings)
    tables = {package.path_of(r.path): r for package in packages for r in package.tables}
    wrong: dict[tuple[str, str], set[str]] = {}
    for finding in found:
        wrong.setdefault((finding.path, finding.field), set()).add(finding.value)
    known: dict[tuple[str, str, str], Mapping[str, str]] = {}
    return [_with_example(f, tables.get(f.path), wrong, known) for f in found]


def _with_example(
    finding: Finding,
    resource: Resource | None,
    wrong: Mapping[tuple[str, str], set[str]],
    known: dict[tuple[str, str, str], Mapping[str, str]],
) -> Finding:
    variant = finding.facts.get("variant", "")
    field = resource.field_named(finding.field) if resource else None
    if resource is None or field is None:
        return finding
    if finding.type != "type-error" and (finding.type, variant) != ("constraint-error", "pattern"):
        return finding
    key = (finding.path, finding.field, finding.type)
    if key not in known:
        known[key] = _facts(finding.type, resource, field, wrong[finding.path, finding.field])
    return dataclasses.replace(finding, facts={**finding.facts, **known[key]}) if known[key] else finding


def _facts(type: str, resource: Resource, field: Field, wrong: set[str]) -> Mapping[str, str]:
    if type == "constraint-error":
        example = _other(resource, field, wrong)
        return {"variant": "pattern-example", "example": example} if example else {}
    if field.type in ("date", "datetime", "time") and field.format not in _STANDARD:
        return {"variant": f"{field.type}-format", "example": _moment(field.format)}
    if field.type in ("integer", "number"):
        written = signs(resource, field)
        if written.decimal != "." or written.group:
            decimals = f"{written.decimal}5" if field.type == "number" else ""
            return {"variant": f"{field.type}-signs", "example": f"1{written.group}234{decimals}"}
    if field.type == "boolean":
        return _words(resource, field)
    return {"variant": f"string-{field.format}"} if field.type == "string" and field.format != "default" else {}


def _words(resource: Resource, field: Field) -> Mapping[str, str]:
    stated = resource.descriptor["schema"]["fields"][resource.fields.index(field)]
    words = [(stated.get(name) or [default])[0] for name, default in (("trueValues", "true"), ("falseValues", "false"))]
    return {} if words == ["true", "false"] else {"variant": "boolean-words", "yes": str(words[0]), "no": str(words[1])}


def _moment(format: str) -> str:
    """Return a moment as a format writes it; what is not known in it stays as it is, so that no format can do harm."""
    return _DIRECTIVE.sub(lambda match: _PARTS.get(match[0], match[0]), format)


def _other(resource: Resource, field: Field, wrong: set[str]) -> str:
    """Return a short value of a column that has no finding."""
    number = resource.fields.index(field)
    passed = wrong | set(resource.absent(field))
    values = (row[number] for row in resource.rows[:ROWS])
    return next((value for value in values if value not in passed and len(value) <= LENGTH), "")
