"""Findings that every voice has to tell."""

from __future__ import annotations

from build_scripts.locale import read_locale
from build_scripts.package import Known, Text
from build_scripts.report import Accepted, Finding, Repair, Report, Severity, report
from build_scripts.voices import VOICES, Screen

ID, EN = read_locale("id"), read_locale("en")
WRONG = Finding(
    "type-error",
    "a/table.csv",
    3,
    "value",
    "90,79",
    {"variant": "number", "format": "default"},
    repair=Repair("90.79", certain=True),
)
MILD = Finding("empty-table", "a/other.csv", severity=Severity.WARNING)
KNOWN = Known("empty-table", Text("Memang kosong.", {"en": "It is empty."}), "Tim Contoh", "2030-12-31", "2026-01-01")
ACCEPTED = Accepted(MILD, KNOWN)


def say(voice: str, found: Report, words: object = EN, **screen: object) -> str:
    return "".join(VOICES[voice](found, words, Screen(**screen)))


def with_accepted(*findings: Finding) -> Report:
    found = report(findings, ["a"], 7)
    return Report(found.findings, found.packages, found.rows, (ACCEPTED,))


def many(count: int, files: int = 1) -> Report:
    """One cause, many times, in many files."""
    return report(
        Finding("blank-row", f"a/t{file:05}.csv", line) for file in range(files) for line in range(2, count + 2)
    )
