"""What is wrong with a package: findings hold facts, and sentences are made from them; the voices write these down.

A finding never holds a sentence, so that it can be told in any language and looked for by its facts.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from typing import Protocol

from build_scripts.dataset import is_date
from build_scripts.package import Known
from build_scripts.property_path import Phrases, numbered, said

# Of so many findings of one cause, or in one file, each is told; the others are counted.
MOST_OF_A_CAUSE, MOST_OF_A_FILE = 2_000, 20_000
VALUE_LENGTH = 80
PATH_LENGTH = 400
# Whatever moves the cursor, hides itself or turns the direction of a line must not reach a terminal or a page as it is.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0"
    "\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_SAID = {"p": said, "#": numbered}
_PLAIN_NUMBER = re.compile(r"(?P<sign>\+?)(?P<number>-?[0-9]{1,40}(\.[0-9]{1,40})?)(?P<percent>%?)", re.ASCII)


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
class Accepted:
    """A finding that counts neither as an error nor as a warning, and the entry that says why."""

    finding: Finding
    known: Known


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run, sorted by place; those that are accepted stand apart."""

    findings: tuple[Finding, ...] = ()
    packages: tuple[str, ...] = ()
    rows: int = 0
    accepted: tuple[Accepted, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop publication."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that are told, and do not stop publication."""
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


def report(findings: Iterable[Finding], packages: Iterable[str] = (), rows: int = 0) -> Report:
    """Sort findings into a report; a finding told twice stands once, and of two counts of one cause the larger."""
    unique = {(f.place, f.severity, *_own(f)): f for f in sorted(findings, key=_count)}
    return Report(tuple(sorted(unique.values(), key=lambda f: f.place)), tuple(sorted(packages)), rows)


def bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, of one type in one field of one file at most `MOST_OF_A_CAUSE`, of one file at most `MOST_OF_A_FILE`.

    Behind them, each cause of which more were found is told once with their number: a table that is wrong in every row can neither
    exhaust the machine nor its reader.
    """
    causes, files = Counter[tuple[str, str, str]](), Counter[str]()
    rest = Counter[tuple[str, str, str, Severity]]()
    for finding in findings:
        cause = (finding.type, finding.path, finding.field)
        if _is_untold(finding):
            yield finding
        elif causes[cause] < MOST_OF_A_CAUSE and files[finding.path] < MOST_OF_A_FILE:
            causes[cause] += 1
            files[finding.path] += 1
            yield finding
        else:
            rest[(*cause, finding.severity)] += 1
    for (type, path, field, severity), count in rest.items():
        yield _untold(type, path, field, severity, count)


def told_of(cells: Iterator[tuple[int, str]], tell: Callable[[int, str], Finding]) -> Iterator[Finding]:
    """Yield what is told of the cells (line and text) of one column, with the bound of `bounded`.

    What no one is told of need not be made: of a million wrong cells nearly all are only counted.
    """
    first = [tell(line, text) for line, text in islice(cells, MOST_OF_A_CAUSE)]
    yield from first
    if count := sum(1 for _ in cells):
        last = first[-1]
        yield _untold(last.type, last.path, last.field, last.severity, count)


def _own(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return what tells a finding from another at the same place."""
    return tuple(sorted((k, v) for k, v in finding.facts.items() if k != "actual" or not _is_untold(finding)))


def _count(finding: Finding) -> int:
    return int(finding.facts["actual"]) if _is_untold(finding) else 0


def _is_untold(finding: Finding) -> bool:
    return finding.type == "limit-exceeded" and finding.facts.get("variant") == "findings"


def _untold(type: str, path: str, field: str, severity: Severity, count: int) -> Finding:
    facts = {"variant": "findings", "limit": str(min(MOST_OF_A_CAUSE, MOST_OF_A_FILE)), "actual": str(count)}
    return Finding("limit-exceeded", path, 0, field, type, facts, severity)


class Words(Phrases, Protocol):
    """A language that can say a sentence; `locale.Locale` is one."""

    @property
    def language(self) -> str:
        """The code of the language."""

    def number(self, value: Decimal) -> str:
        """Write a number with the separators of the language."""

    def date(self, as_of: str) -> str:
        """Write a date as precise as it is given."""


class _Fact(str):
    """A fact as it stands in the data; a sentence may ask for its numbers (`{value:n}`) or date (`{as_of:d}`) as readers write them,
    for the place of a property (`{property:p}`) or of an item (`{place:#}`) as they say it, or for a code by its name (`{level:level}`)."""

    words: Words

    @classmethod
    def of(cls, text: str, words: Words) -> _Fact:
        fact = cls(text)
        fact.words = words
        return fact

    def __format__(self, spec: str) -> str:
        text = str(self)
        if spec == "n":
            return "; ".join(self._number(part) for part in text.split("; "))
        if spec == "d" and is_date(text):
            return self.words.date(text)
        if spec in _SAID:
            return _SAID[spec](text, self.words)
        named = f"words.{spec}.{text}"
        return self.words.word(named) if spec and self.words.has(named) else text

    def _number(self, text: str) -> str:
        match = _PLAIN_NUMBER.fullmatch(text)
        if match is None:
            return text
        return f"{'+' if match['sign'] == '+' else ''}{self.words.number(Decimal(match['number']))}{match['percent']}"


def visible(text: str, length: int = VALUE_LENGTH) -> str:
    """Return text on one line, cut to `length` characters, with what cannot be seen written as an escape."""
    cut = text if len(text) <= length else f"{text[: length - 1]}\u2026"
    return cut if cut.isascii() and cut.isprintable() else _UNSEEN.sub(_escape, cut)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    named = {9: "\\t", 10: "\\n", 13: "\\r"}
    long = f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return named.get(code) or (f"\\x{code:02x}" if code < 0x100 else long)


def explain(finding: Finding, words: Words) -> tuple[str, str]:
    """Return two sentences: what is wrong, and what to do.

    The fact `variant` chooses among the sentences of a type (`wrong-minimum`, else `wrong`).
    """
    facts = _facts(finding, words)
    return _sentence(finding, words, "wrong", facts), _sentence(finding, words, "repair", facts)


def says_value(sentence: str, finding: Finding, words: Words) -> bool:
    """Say whether a sentence already gives the value of a finding, as it is written or as the language writes it."""
    value = _Fact.of(visible(finding.value), words)
    return any(format(value, spec) in sentence for spec in ("", "n", "d"))


def _facts(finding: Finding, words: Words) -> dict[str, str]:
    facts = {name: visible(value, VALUE_LENGTH * 4) for name, value in _in_language(finding.facts, words).items()}
    facts |= {"value": visible(finding.value), "field": visible(finding.field), "line": str(finding.line)}
    return {name: _Fact.of(text, words) for name, text in facts.items()}


def _sentence(finding: Finding, words: Words, part: str, facts: Mapping[str, str]) -> str:
    key = f"findings.{finding.type}.{part}"
    special = f"{key}-{finding.facts.get('variant', '')}"
    said = words.word(special if words.has(special) else key, **facts)
    own = facts.get("message", "") if part == "wrong" else ""
    # What the maintainer says of the rule comes first; the values follow.
    return f"{own}{'' if own.endswith(('.', '!', '?')) else '.'} {said}" if own else said


def _in_language(facts: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return facts by name: of `what` and `what@en` the one for the language; `fault@words` is the key of words that stand for `fault`."""
    plain = {name: text for name, text in facts.items() if "@" not in name}
    for name, text in facts.items():
        short, _, mark = name.partition("@")
        if mark == words.language:
            plain[short] = text
        elif mark == "words" and words.has(text):
            plain[short] = words.word(text, **plain)
    return plain


def rule(type: str, words: Words, part: str = "rule") -> str:
    """Return the sentence that holds where nothing is wrong, or (`part="why"`) why that matters; empty where a type has none."""
    key = f"findings.{type}.{part}"
    return words.word(key) if words.has(key) else ""


def likely(finding: Finding, words: Words) -> str:
    """Return the sentence that says what the cell should likely hold; empty where nobody knows."""
    if finding.repair is None:
        return ""
    key = "voice." + ("certain" if finding.repair.certain else "likely") + ("" if finding.repair.text else "-empty")
    return words.word(key, text=visible(finding.repair.text))


def summary(report: Report, words: Words) -> str:
    """Return the one-line summary that ends every output."""
    counts = {
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "packages": len(report.packages),
        "rows": report.rows,
    }
    said = words.word("voice.summary" if report.findings else "voice.clean", **counts)
    accepted = len(report.accepted)
    return f"{said} {words.word('voice.accepted-count', count=accepted)}" if accepted else said
