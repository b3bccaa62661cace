"""Faults that are known, explained and accepted for a time: `known-findings.toml` beside the data.

An accepted finding no longer stops or warns, and stays in the report with its reason for the public to read. The file is strict about
itself: an entry that has run out, that fits nothing any more, or that cannot be understood is an error, so that none is forgotten.
What protects the machine, or what would make a figure unreadable, cannot be accepted.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TypeGuard

from build_scripts.locale import read_locale
from build_scripts.package import Known, Package, Resource, Text, day_of, epoch_of
from build_scripts.report import Accepted, Finding, Repair, Report, Severity, report
from build_scripts.rules import GROUPS

FILE = "known-findings.toml"
BYTES = 200_000
ENTRIES = 1_000
LENGTH = 2_000
ANY = "*"
MALFORMED, STALE, EXPIRED = "known-malformed", "known-stale", "known-expired"
# Errors whose data can still be published as they are; every other error can only be repaired. Any warning can be accepted.
# That a revision is recorded is promised to readers: it is repaired by one entry in the changelog, and no reason stands in for it.
# A rule that is not well stated is no such error, though it is of the same group.
ACCEPTABLE = frozenset(type for type in GROUPS["declared"] if not type.startswith("check-"))
# Only a comparison with what was published finds these: where nothing is compared, an entry has not gone out of date.
COMPARED = frozenset(GROUPS["change"])
_TEXTS = ("type", "reason", "by", "path", "field", "value")
_REQUIRED = ("type", "reason", "by", "until")
_DAYS = ("since", "until")
_TRANSLATION = re.compile(r"reason_[a-z]{2,3}")
_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*known[ \t]*\]\]", re.MULTILINE)
# By type, then by the names of what entries state, then by the stated texts: the entries themselves.
_Index = dict[str, dict[tuple[str, ...], dict[tuple[str, ...], list[Known]]]]


def parse(data: bytes, path: str) -> tuple[tuple[Known, ...], tuple[Finding, ...]]:
    """Return the entries of a `known-findings.toml` and what is wrong with it; a wrong entry counts as absent."""
    try:
        text = data.decode("utf-8-sig")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (), (Finding(MALFORMED, path, line, facts={"variant": "encoding"}),)
    except (ValueError, RecursionError) as error:  # a ValueError also for an integer of too many digits
        return (), (Finding(MALFORMED, path, _line_of(str(error)), facts={"variant": "syntax"}),)
    findings = [_fault(path, 0, "unknown-key", key) for key in document if key != "known"]
    entries = document.get("known", [])
    if not _is_tables(entries):
        return (), (*findings, _fault(path, 0, "wrong-type", "known"))
    if len(entries) > ENTRIES:
        return (), (*findings, Finding(MALFORMED, path, facts={"variant": "too-many", "limit": str(ENTRIES)}))
    lines = [text.count("\n", 0, m.start()) + 1 for m in _ENTRY.finditer(text)]
    known: list[Known] = []
    for number, entry in enumerate(entries):
        line = lines[number] if len(lines) == len(entries) else 0
        faults = [_fault(path, line, variant, key) for variant, key in _faults(entry)]
        findings.extend(faults)
        known.extend([] if faults else [_known(entry, line)])
    return tuple(known), tuple(findings)


def _is_tables(value: object) -> TypeGuard[list[dict[str, object]]]:
    return isinstance(value, list) and all(isinstance(v, dict) for v in value)


def _line_of(message: str) -> int:
    """Return the line that tomllib names in its message; it has no other way to say it."""
    match = re.search(r"at line (\d+)", message)
    return int(match[1]) if match else 0


def _fault(path: str, line: int, variant: str, key: str) -> Finding:
    return Finding(MALFORMED, path, line, value=key, facts={"variant": variant})


def _faults(entry: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield a variant and a key for everything that is wrong with an entry."""
    for key, value in entry.items():
        if variant := _fault_of(key, value):
            yield variant, key
    for key in _REQUIRED:
        if not str(entry.get(key, "")).strip():
            yield "missing", key
    if _day(entry.get("since")) > (_day(entry.get("until")) or "9"):
        yield "order", "since"


def _fault_of(key: str, value: object) -> str:
    if key in _DAYS:
        return "" if _day(value) else "date"
    if key in _TEXTS or _TRANSLATION.fullmatch(key):
        fine = isinstance(value, str) and len(value) <= LENGTH
    elif key == "line":
        fine = type(value) is int and value > 0
    elif key == "match":
        fine = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    else:
        return "unknown-key"
    return "" if fine else "wrong-type"


def _day(value: object) -> str:
    """Return a day as `2026-12-31`, or empty text; TOML has dates of its own, and a time of day is none."""
    if type(value) is date:
        return value.isoformat()
    if not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII)):
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def _known(entry: Mapping[str, object], line: int) -> Known:
    texts = {key: str(entry.get(key, "")) for key in _TEXTS}
    reason = Text(texts.pop("reason"), {k[7:]: str(v) for k, v in entry.items() if k.startswith("reason_")})
    at, match = entry.get("line", 0), entry.get("match", {})
    return Known(
        **texts,
        reason=reason,
        until=_day(entry["until"]),
        since=_day(entry.get("since")),
        line=at if isinstance(at, int) else 0,
        match={str(k): str(v) for k, v in match.items()} if isinstance(match, dict) else {},
        entry=line,
    )


def settle(
    found: Report, packages: tuple[Package, ...], today: str = "", *, absent: frozenset[str] = frozenset()
) -> Report:
    """Set apart the findings that the packages' entries accept on a day (`2026-12-31`; else the latest of the packages).

    `absent` are types that this run did not look for: their entries fit nothing for that reason alone.
    """
    day = today or day_of(epoch_of(packages))
    for package in packages:
        if package.known:
            found = _settle_one(found, package, day, absent)
    return found


def _settle_one(found: Report, package: Package, day: str, absent: frozenset[str]) -> Report:
    index = _indexed(package, day)
    cells = _Cells(package)
    kept: list[Finding] = []
    accepted = list(found.accepted)
    used: dict[int, bool] = {}
    for finding in found.findings:
        fitting = _fitting(finding, index, cells) if package.holds(finding.path) else []
        acceptable = finding.severity is Severity.WARNING or finding.type in ACCEPTABLE
        if fitting and acceptable:
            accepted.append(Accepted(finding, fitting[0]))
        else:
            kept.append(finding)
        for known in fitting:
            used[id(known)] = used.get(id(known), False) or acceptable
    path = package.path_of(FILE)
    if any(r.partly for r in package.tables):
        # What an entry accepts may lie in rows that were not examined.
        absent = frozenset(_types())
    kept.extend(f for k in package.known for f in _judged(k, path, day, used.get(id(k)), absent))
    again = report(kept, found.packages, found.rows)
    return Report(again.findings, again.packages, again.rows, tuple(sorted(accepted, key=lambda a: a.finding.place)))


def _judged(known: Known, path: str, day: str, used: bool | None, absent: frozenset[str]) -> Iterator[Finding]:
    """Yield what is wrong with an entry itself; `used` says whether it fits anything (else nothing), and may fit it."""
    types = _types()
    if known.type not in types:
        near = get_close_matches(known.type, types, 1)
        facts = {"variant": "type-unknown"}
        yield Finding(MALFORMED, path, known.entry, "type", known.type, facts, repair=Repair(near[0]) if near else None)
    elif known.until < day:
        yield Finding(EXPIRED, path, known.entry, "until", known.until, {"type": known.type, "by": known.by})
    elif used is False:
        yield Finding(MALFORMED, path, known.entry, "type", known.type, {"variant": "unacceptable"})
    elif used is None and known.type not in absent | COMPARED:
        yield Finding(STALE, path, known.entry, value=known.type)


@cache
def _types() -> tuple[str, ...]:
    """Return every type of finding that there is: those that have words."""
    return tuple(
        key.split(".")[1] for key in read_locale("id").words if key.startswith("findings.") and key.endswith(".wrong")
    )


@dataclass(slots=True)
class _Cells:
    """Finds the cell of a row by the path of its file, its line and the name of its column."""

    package: Package
    tables: dict[str, Resource] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables = {self.package.path_of(r.path): r for r in self.package.tables}

    def text(self, path: str, line: int, name: str) -> str | None:
        """Return the text of a cell, or nothing where there is no such cell."""
        table = self.tables.get(path)
        names = [f.name for f in table.fields] if table else []
        if table is None or name not in names:
            return None
        number = bisect_left(table.lines, line)
        if number >= len(table.lines) or table.lines[number] != line:
            return None
        return table.rows[number][names.index(name)]


def _indexed(package: Package, day: str) -> _Index:
    index: _Index = {}
    for known in package.known:
        if known.until >= day:
            stated = _stated(known, package)
            by_names = index.setdefault(known.type, {}).setdefault(tuple(stated), {})
            by_names.setdefault(tuple(stated.values()), []).append(known)
    return index


def _stated(known: Known, package: Package) -> dict[str, str]:
    plain = {
        "path": package.path_of(known.path) if known.path else "",
        "line": str(known.line or ""),
        "field": known.field,
        "value": known.value,
    }
    match = {f"{'any' if text == ANY else 'match'}.{name}": text for name, text in sorted(known.match.items())}
    return {name: text for name, text in plain.items() if text} | match


def _fitting(finding: Finding, index: _Index, cells: _Cells) -> list[Known]:
    found: list[Known] = []
    for names, by_texts in index.get(finding.type, {}).items():
        said = [_said(finding, name, cells) for name in names]
        found.extend(by_texts.get(tuple(text or "" for text in said), ()) if None not in said else ())
    return sorted(found, key=lambda known: known.entry)


def _said(finding: Finding, name: str, cells: _Cells) -> str | None:
    """Return what a finding says under a name that an entry states: one of its own properties, a fact, or a cell of its row."""
    plain = {"path": finding.path, "line": str(finding.line), "field": finding.field, "value": finding.value}
    if name in plain:
        return plain[name]
    kind, wanted = name.split(".", 1)
    text = finding.facts.get(wanted)
    if text is None:
        text = cells.text(finding.path, finding.line, wanted)
    return ANY if text is not None and kind == "any" else text
