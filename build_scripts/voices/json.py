"""A report for programs: every finding whole, as one line of JSON, described by `report.schema.json` beside this module."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from build_scripts.report import Accepted, Finding, Report, Words, explain, rule
from build_scripts.voices.base import Screen

_ENCODE = json.JSONEncoder(sort_keys=True).encode
# Raised whenever a property goes, or means something else; a new property does not raise it.
FORMAT_VERSION = 2


def to_json(report: Report, words: Words, screen: Screen = Screen()) -> Iterator[str]:  # noqa: B008 (a frozen value)
    """Yield the report piece by piece; together they are one line of ASCII, keys in order of the alphabet."""
    del screen  # programs do not look
    types = sorted({f.type for f in report.findings} | {a.finding.type for a in report.accepted})
    head = {
        "language": words.language,
        "packages": list(report.packages),
        "rules": {t: {"rule": rule(t, words), "why": rule(t, words, "why")} for t in types},
        "summary": {
            "accepted": len(report.accepted),
            "errors": len(report.errors),
            "packages": len(report.packages),
            "rows": report.rows,
            "warnings": len(report.warnings),
        },
        "version": FORMAT_VERSION,
    }
    yield '{"accepted": ['
    yield from _listed(_accepted(one, words) for one in report.accepted)
    yield '], "findings": ['
    yield from _listed(_finding(one, words) for one in report.findings)
    yield "], " + _ENCODE(head)[1:] + "\n"


def _listed(items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield (", " if number else "") + _ENCODE(item)


def _finding(finding: Finding, words: Words) -> dict[str, object]:
    wrong, to_do = explain(finding, words)
    repair = finding.repair
    return {
        "facts": dict(finding.facts),
        "field": finding.field,
        "line": finding.line,
        "path": finding.path,
        "repair": None if repair is None else {"certain": repair.certain, "text": repair.text},
        "severity": str(finding.severity),
        "to_do": to_do,
        "type": finding.type,
        "value": finding.value,
        "wrong": wrong,
    }


def _accepted(one: Accepted, words: Words) -> dict[str, object]:
    known = one.known
    return {
        **_finding(one.finding, words),
        "known": {
            "by": known.by,
            "reason": known.reason.to(words.language),
            "since": known.since,
            "until": known.until,
        },
    }
