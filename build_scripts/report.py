"""What is wrong with a package: findings hold facts, the voices turn them into text, JSON, annotations or Markdown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: stable kebab-case type, where it lies, and the facts that its sentences are made from.

    `path` is a POSIX path relative to the folder of datasets; `line` counts from 1, 0 means the whole file.
    """

    type: str
    path: str
    line: int = 0
    field: str = ""
    value: str = ""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> tuple[str, int, str, str, str]:
        """The order of findings in a report."""
        return (self.path, self.line, self.field, self.type, self.value)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run, sorted by place."""

    findings: tuple[Finding, ...] = ()
    packages: tuple[str, ...] = ()
    rows: int = 0

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop publication."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that are told, and do not stop publication."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


def report(findings: Iterable[Finding], packages: Iterable[str] = (), rows: int = 0) -> Report:
    """Sort findings into a report; a finding told twice stands once."""
    unique = {(f.place, f.severity, tuple(sorted(f.facts.items()))): f for f in findings}
    return Report(tuple(sorted(unique.values(), key=lambda f: f.place)), tuple(sorted(packages)), rows)
