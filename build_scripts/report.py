"""What is wrong with a package: findings hold facts, the voices turn them into text, JSON, annotations or Markdown."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Protocol

SHOWN = 10
VALUE_LENGTH = 80
PATH_LENGTH = 400
FORMAT_VERSION = 1
# Whatever moves the cursor, hides itself or turns the direction of a line must not reach a terminal or a page as it is.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff]"
)
# Marks that make Markdown or HTML, mentions and links; the rest of a sentence stays legible in the source.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+!|~&@:\"']|(?<=www)\.", re.IGNORECASE)
_RED, _YELLOW, _BOLD, _END = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


class Severity(StrEnum):
    """How much a finding weighs: an error stops publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Repair:
    """What a cell should likely say; `certain` where it can mean nothing else, so that a program may write it."""

    text: str
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: stable kebab-case type, where it lies, and the facts that its sentences are made from.

    `path` is a POSIX path relative to the folder of datasets; `line` counts from 1, 0 means the whole file. `repair` takes the place
    of `value` in the cell.
    """

    type: str
    path: str
    line: int = 0
    field: str = ""
    value: str = ""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    severity: Severity = Severity.ERROR
    repair: Repair | None = None

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


class Words(Protocol):
    """A language that can say a sentence; `locale.Locale` is one."""

    def word(self, key: str, /, **facts: object) -> str:
        """Return the words of a key with its placeholders filled."""

    def has(self, key: str) -> bool:
        """Say whether the language has words for a key."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Findings of one type in one field of one file: the first of them, and how many there are."""

    shown: tuple[Finding, ...]
    count: int


def visible(text: str, length: int = VALUE_LENGTH) -> str:
    """Return text on one line, cut to `length` characters, with what cannot be seen written as an escape."""
    cut = text if len(text) <= length else f"{text[: length - 1]}\u2026"
    return _UNSEEN.sub(_escape, cut)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    named = {9: "\\t", 10: "\\n", 13: "\\r"}
    return named.get(code) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def explain(finding: Finding, words: Words) -> tuple[str, str]:
    """Return two sentences: what is wrong, and what to do.

    The fact `variant` chooses among the sentences of a type (`wrong-minimum`, else `wrong`).
    """
    facts = {name: visible(value, VALUE_LENGTH * 4) for name, value in finding.facts.items()}
    facts |= {"value": visible(finding.value), "field": visible(finding.field), "line": str(finding.line)}
    said = []
    for part in ("wrong", "repair"):
        key = f"findings.{finding.type}.{part}"
        special = f"{key}-{finding.facts.get('variant', '')}"
        said.append(words.word(special if words.has(special) else key, **facts))
    return said[0], said[1]


def summary(report: Report, words: Words) -> str:
    """Return the one-line summary that ends every output."""
    counts = {
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "packages": len(report.packages),
        "rows": report.rows,
    }
    return words.word("findings.voice.summary" if report.findings else "findings.voice.clean", **counts)


def _groups(findings: Iterable[Finding]) -> Iterator[_Group]:
    by_cause: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        by_cause.setdefault((finding.type, finding.severity, finding.field), []).append(finding)
    for found in by_cause.values():
        yield _Group(tuple(found[:SHOWN]), len(found))


def _by_file(report: Report) -> Iterator[tuple[str, tuple[_Group, ...]]]:
    for path, findings in groupby(report.findings, key=lambda f: f.path):
        yield path, tuple(_groups(findings))


def _place(finding: Finding, words: Words) -> str:
    line = words.word("findings.voice.line", line=finding.line) if finding.line else words.word("findings.voice.file")
    field = words.word("findings.voice.field", field=visible(finding.field)) if finding.field else ""
    return f"{line}{field}"


def to_text(report: Report, words: Words, *, colour: bool = False) -> str:
    """Return the report for a terminal: by file, by cause (the first ten, then how many more), the summary last."""
    lines: list[str] = []
    for path, groups in _by_file(report):
        lines.append(_coloured(visible(path, PATH_LENGTH), _BOLD, on=colour))
        for group in groups:
            lines.extend(line for finding in group.shown for line in _text_lines(finding, words, colour=colour))
            if group.count > len(group.shown):
                lines.append("  " + words.word("findings.voice.more", count=group.count - len(group.shown)))
        lines.append("")
    return "\n".join([*lines, summary(report, words), ""])


def _text_lines(finding: Finding, words: Words, *, colour: bool) -> Iterator[str]:
    wrong, repair = explain(finding, words)
    severity = words.word(f"findings.voice.{finding.severity}")
    mark = _coloured(severity, _RED if finding.severity is Severity.ERROR else _YELLOW, on=colour)
    yield f"  {mark}, {_place(finding, words)}: {wrong} [{finding.type}]"
    yield f"      {repair}"


def _coloured(text: str, code: str, *, on: bool) -> str:
    return f"{code}{text}{_END}" if on else text


def to_json(report: Report) -> str:
    """Return the whole report as one line of JSON: nothing shortened, no sentences.

    `{"version": 1, "summary": {errors, warnings, packages, rows}, "packages": [...], "findings": [{type, severity, path, line,
    field, value, facts}]}`; text that is no Unicode cannot occur, all of it is ASCII-escaped.
    """
    document = {
        "version": FORMAT_VERSION,
        "summary": {
            "errors": len(report.errors),
            "warnings": len(report.warnings),
            "packages": len(report.packages),
            "rows": report.rows,
        },
        "packages": list(report.packages),
        "findings": [_plain(f) for f in report.findings],
    }
    return json.dumps(document, sort_keys=True) + "\n"


def _plain(finding: Finding) -> dict[str, object]:
    return {
        "type": finding.type,
        "severity": str(finding.severity),
        "path": finding.path,
        "line": finding.line,
        "field": finding.field,
        "value": finding.value,
        "facts": dict(finding.facts),
    }


def to_github(report: Report, words: Words) -> str:
    """Return workflow commands that GitHub shows beside the line of the file, the summary last."""
    lines = []
    for finding in report.findings:
        properties = {"file": visible(finding.path, PATH_LENGTH), "title": finding.type}
        if finding.line:
            properties["line"] = str(finding.line)
        head = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        lines.append(f"::{finding.severity} {head}::{_message(' '.join(explain(finding, words)))}")
    return "\n".join([*lines, summary(report, words), ""])


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def to_markdown(report: Report, words: Words) -> str:
    """Return the report for a comment: a list of counts by file on one screen, the details folded, the summary last.

    Every mark of data is written as a character reference: no value can be markup.
    """
    files = tuple(_by_file(report))
    lines = []
    if files:
        lines += [words.word("findings.voice.head"), "| --- | ---: | ---: |"]
        lines += [_score(path, groups) for path, groups in files[: SHOWN * 2]]
        if len(files) > SHOWN * 2:
            lines.append(f"| {words.word('findings.voice.more', count=len(files) - SHOWN * 2)} | | |")
        lines += ["", f"<details><summary>{words.word('findings.voice.details')}</summary>", ""]
        lines += [line for path, groups in files for line in _markdown_lines(path, groups, words)]
        lines += ["</details>", ""]
    return "\n".join([*lines, summary(report, words), ""])


def _harmless(text: str) -> str:
    return _MARKUP.sub(lambda m: f"&#{ord(m[0])};", text)


def _score(path: str, groups: tuple[_Group, ...]) -> str:
    errors = sum(g.count for g in groups if g.shown[0].severity is Severity.ERROR)
    return f"| {_harmless(visible(path, PATH_LENGTH))} | {errors} | {sum(g.count for g in groups) - errors} |"


def _markdown_lines(path: str, groups: tuple[_Group, ...], words: Words) -> Iterator[str]:
    yield f"**{_harmless(visible(path, PATH_LENGTH))}**"
    yield ""
    for group in groups:
        for finding in group.shown:
            place = _harmless(f"{words.word(f'findings.voice.{finding.severity}')}, {_place(finding, words)}")
            yield f"- {place}: {_harmless(' '.join(explain(finding, words)))} `{finding.type}`"
        if group.count > len(group.shown):
            yield f"- {words.word('findings.voice.more', count=group.count - len(group.shown))}"
    yield ""
