"""What the voices share: findings grouped by cause, and the few phrases that every one of them says.

One cause can give thousands of findings in thousands of files. Of each the first ten are told and the others counted, so that a
report stays as long as a person can read.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from build_scripts.report import Accepted, Finding, Report, Severity, Words, explain, likely, says_value, visible

SHOWN = 10
GROUPS = 60
KINDS = 20


@dataclass(frozen=True, slots=True)
class Screen:
    """What a report is written on: with colour or without, `width` in characters, 0 where lines may be of any length.

    `rows` are rows of tables by path and first line: as they stand in the file, and with their certain repairs. A document can hand
    them on to an editor.
    """

    colour: bool = False
    width: int = 0
    rows: Mapping[tuple[str, int], tuple[str, str]] = dataclasses.field(default_factory=dict)


# Writes a report piece by piece; the last line is the summary, or the document is a single line.
Voice = Callable[[Report, Words, Screen], Iterator[str]]


@dataclass(slots=True)
class Group:
    """Findings of one cause (severity, type, field) in one file: the first ten, and how many there are."""

    path: str
    severity: Severity
    type: str
    field: str
    count: int = 0
    shown: list[Finding] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rest:
    """What is only counted: findings of one type in some number of files."""

    severity: Severity
    type: str
    files: int
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The groups that are told, in the order of their files, and the rest, the largest first."""

    groups: tuple[Group, ...]
    rest: tuple[Rest, ...]

    def by_file(self) -> Iterator[tuple[str, tuple[Group, ...]]]:
        """Yield each file with its groups, errors first."""
        for path, groups in groupby(self.groups, key=lambda g: g.path):
            yield path, tuple(sorted(groups, key=lambda g: g.severity))


def overview(findings: Iterable[Finding], most: int = GROUPS) -> Overview:
    """Group findings by cause and file; errors come before warnings where not every group can be told.

    A cause is told in ten files at most, and `most` groups are told in all.
    """
    groups = _groups(findings)
    files_of_cause: dict[tuple[str, str, str], int] = defaultdict(int)
    ranked = []
    for number, group in enumerate(groups):
        cause = (group.severity, group.type, group.field)
        ranked.append((group.severity, files_of_cause[cause], number))
        files_of_cause[cause] += 1
    told = sorted(number for _, earlier, number in sorted(ranked)[:most] if earlier < SHOWN)
    chosen = set(told)
    return Overview(tuple(groups[n] for n in told), _rest(g for number, g in enumerate(groups) if number not in chosen))


def _groups(findings: Iterable[Finding]) -> tuple[Group, ...]:
    by_cause: dict[tuple[str, str, str, str], Group] = {}
    for one in findings:
        key = (one.path, one.severity, one.type, one.field)
        group = by_cause.setdefault(key, Group(one.path, one.severity, one.type, one.field))
        group.count += 1
        if len(group.shown) < SHOWN:
            group.shown.append(one)
    return tuple(by_cause.values())


def _rest(groups: Iterable[Group]) -> tuple[Rest, ...]:
    by_type: dict[tuple[Severity, str], list[Group]] = defaultdict(list)
    for group in groups:
        by_type[group.severity, group.type].append(group)
    found = (
        Rest(severity, type, len({g.path for g in same}), sum(g.count for g in same))
        for (severity, type), same in by_type.items()
    )
    return tuple(sorted(found, key=lambda r: (r.severity, -r.count, r.type)))


def rest_lines(rest: tuple[Rest, ...], words: Words) -> Iterator[str]:
    """Yield a sentence for each type that is only counted, and one for all beyond twenty of them."""
    for one in rest[:KINDS]:
        severity = words.word(f"voice.{one.severity}")
        yield words.word("voice.rest", severity=severity, type=one.type, count=one.count, files=one.files)
    if rest[KINDS:]:
        yield words.word("voice.rest-types", count=sum(r.count for r in rest[KINDS:]), types=len(rest) - KINDS)


def place(finding: Finding, words: Words) -> str:
    """Say where in its file a finding lies."""
    line = words.word("voice.line", line=finding.line) if finding.line else words.word("voice.file")
    field = words.word("voice.field", field=visible(finding.field)) if finding.field else ""
    return f"{line}{field}"


def column(finding: Finding) -> int:
    """Return the column of the text at which a fault was seen, counted from 1, or 0 where it is not known."""
    stated = finding.facts.get("column", "")
    return int(stated) if finding.line and stated.isascii() and stated.isdigit() and len(stated) < 10 else 0


def told(finding: Finding, words: Words) -> str:
    """Say what is wrong, what is written there (unless the sentence says so already), and what it should likely be."""
    wrong = explain(finding, words)[0]
    silent = says_value(wrong, finding, words)
    written = "" if silent else words.word("voice.written", value=visible(finding.value))
    return " ".join(part for part in (wrong, written, likely(finding, words)) if part)


def excuse(accepted: Accepted, words: Words) -> str:
    """Say why a finding is accepted, by whom, and until when."""
    known = accepted.known
    return words.word(
        "voice.reason",
        reason=visible(known.reason.to(words.language), 400).rstrip(". "),
        by=visible(known.by),
        until=known.until,
    )
