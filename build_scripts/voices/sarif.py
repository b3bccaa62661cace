"""A report as SARIF 2.1.0, which code hosts and editors show beside the files.

The standard is OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from string import Formatter
from urllib.parse import quote

from build_scripts.report import Accepted, Finding, Report, Severity, Words, explain, likely, rule
from build_scripts.voices.base import Screen, column, place, told

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# GitHub takes no file with more results in a run.
MOST = 25_000
LONGEST_ROW = 2_000
_LINE_END = re.compile(r"\r\n|\r|\n")
FINGERPRINT = "portalFinding/v1"


def to_sarif(report: Report, words: Words, screen: Screen = Screen()) -> Iterator[str]:  # noqa: B008 (a frozen value)
    """Yield one line of JSON: a run with a rule for each type that was found, errors before warnings, accepted findings suppressed."""
    pairs: Iterator[tuple[Finding, Accepted | None]] = chain(
        ((f, None) for f in (*report.errors, *report.warnings)), ((a.finding, a) for a in report.accepted)
    )
    told_pairs = [pair for pair, _ in zip(pairs, range(MOST), strict=False)]
    types = sorted({f.type for f, _ in told_pairs})
    index = {type: number for number, type in enumerate(types)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": {"name": "portal check", "rules": [_rule(type, words) for type in types]}},
        "language": words.language,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, len(told_pairs), words)],
        "results": [{**_result(f, a, index, seen, words), **_fixes(f, screen, words)} for f, a in told_pairs],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, sort_keys=True) + "\n"


def _rule(type: str, words: Words) -> dict[str, object]:
    """Describe a type; where its sentences name a fact, the rule has an ellipsis."""
    law = rule(type, words) or _general(type, "wrong", words)
    why = rule(type, words, "why")
    return {
        "id": type,
        "shortDescription": {"text": law},
        "fullDescription": {"text": f"{law} {why}".strip()},
        "help": {"text": _general(type, "repair", words)},
    }


def _general(type: str, part: str, words: Words) -> str:
    template = words.word(f"findings.{type}.{part}")
    return "".join(text + ("\u2026" if name is not None else "") for text, name, _, _ in Formatter().parse(template))


def _invocation(report: Report, shown: int, words: Words) -> dict[str, object]:
    left = len(report.findings) + len(report.accepted) - shown
    invocation: dict[str, object] = {"executionSuccessful": True}
    if left:
        message = {"text": words.word("voice.not-shown", count=left)}
        invocation["toolExecutionNotifications"] = [{"level": "note", "message": message}]
    return invocation


def _result(
    finding: Finding, accepted: Accepted | None, index: dict[str, int], seen: Counter[str], words: Words
) -> dict[str, object]:
    to_do = words.word("voice.to-do", repair=explain(finding, words)[1])
    properties: dict[str, object] = {"field": finding.field, "value": finding.value}
    if finding.repair is not None:
        properties["repair"] = {"text": finding.repair.text, "certain": finding.repair.certain}
    result: dict[str, object] = {
        "ruleId": finding.type,
        "ruleIndex": index[finding.type],
        "level": "error" if finding.severity is Severity.ERROR else "warning",
        "message": {"text": _plain(f"{place(finding, words)}: {told(finding, words)} {to_do}")},
        "locations": [{"physicalLocation": _location(finding)}],
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding, seen)},
        "properties": properties,
    }
    if accepted:
        reason = accepted.known.reason.to(words.language)
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    return result


def _plain(text: str) -> str:
    """Write a message so that no viewer takes a part of it for a link."""
    return re.sub(r"[\\\[\]]", r"\\\g<0>", text)


def _fixes(finding: Finding, screen: Screen, words: Words) -> dict[str, object]:
    """Return the repaired row in place of the row, where the repair is certain and the row is known as it stands in the file."""
    old, new = screen.rows.get((finding.path, finding.line), ("", ""))
    if not (finding.repair and finding.repair.certain) or not old or max(len(old), len(new)) > LONGEST_ROW:
        return {}
    lines = _LINE_END.split(old)
    region = {
        "startLine": finding.line,
        "startColumn": 1,
        "endLine": finding.line + len(lines) - 1,
        "endColumn": len(lines[-1]) + 1,
    }
    replacement = {"deletedRegion": region, "insertedContent": {"text": new}}
    change = {"artifactLocation": _location(finding)["artifactLocation"], "replacements": [replacement]}
    return {"fixes": [{"description": {"text": _plain(likely(finding, words))}, "artifactChanges": [change]}]}


def _location(finding: Finding) -> dict[str, object]:
    # A path is stated by whoever made the package: quoted, it is a relative address and nothing else.
    address = quote(finding.path.encode("utf-8", "backslashreplace"))
    location: dict[str, object] = {"artifactLocation": {"uri": address}}
    if finding.line:
        number = column(finding)
        location["region"] = {"startLine": finding.line} | ({"startColumn": number} if number else {})
    return location


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """Return what stays the same when lines are added above; findings that are equal but for their line are numbered."""
    facts = sorted((name, value) for name, value in finding.facts.items() if name != "first")
    stated = json.dumps([finding.type, finding.path, finding.field, finding.value, facts])
    seen[stated] += 1
    return hashlib.sha256(f"{stated}{seen[stated]}".encode()).hexdigest()[:32]
