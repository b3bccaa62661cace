"""What the checks found as tables for the public: what was checked, what is wrong, what of it is accepted, why and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from build_scripts.catalog import Entry
from build_scripts.outputs.pages.context import Cell, Group, Heading, Link, Row, Table
from build_scripts.outputs.pages.rows import SECTIONS, finding_anchor, known_anchor
from build_scripts.outputs.pages.scope import Scope
from build_scripts.package import Known
from build_scripts.report import Accepted, Finding, Severity, rule
from build_scripts.rules import GROUPS, group_of
from build_scripts.voices.base import told

# Of one cause there may be thousands of findings: the first of them show what it is.
SHOWN = 20
PLACES = 5
# What is compared with an earlier state is looked at when data are proposed, and not when they are published.
DECLARED, NOT_RUN = "declared", frozenset({"change"})


def _headings(scope: Scope, columns: tuple[str, ...], numeric: frozenset[str]) -> tuple[Heading, ...]:
    return tuple(Heading(scope.t(f"column.{c}"), c in numeric) for c in columns)


def rules_run(entries: Iterable[Entry]) -> int:
    """Return how many rules the packages were held to, those that they declare themselves included."""
    own = sum(len(e.package.checks) for e in entries)
    return own + sum(len(types) for group, types in GROUPS.items() if group not in NOT_RUN | {DECLARED})


def checked_table(scope: Scope, caption: str, entries: tuple[Entry, ...]) -> Table:
    """Return what was checked, by what it is about: rules, findings, accepted findings; each leads to the reference."""
    columns = ("checked", "rules", "findings", "accepted")
    found = [group_of(f.type) for e in entries for f in e.findings]
    accepted = [group_of(a.finding.type) for e in entries for a in e.accepted]
    rows = []
    for group, types in GROUPS.items():
        rules = sum(len(e.package.checks) for e in entries) if group == DECLARED else len(types)
        if rules and group not in NOT_RUN:
            counts = (rules, found.count(group), accepted.count(group))
            name = Cell(scope.locale.word(f"reference.group.{group}"), href=scope.rule(group))
            rows.append(Row((name, *(Cell(scope.locale.number(n), value=str(n), numeric=True) for n in counts))))
    return Table(caption, _headings(scope, columns, frozenset(columns[1:])), (Group(tuple(rows)),))


def _group(scope: Scope, type: str, rows: Iterable[Row], count: int = 0, id: str = "") -> Group:
    """Return rows under the rule that they break; `count` is how many there are where not all are shown."""
    why = rule(type, scope.locale, "why")
    more = scope.t("finding.more", count=scope.locale.number(count), shown=SHOWN) if count > SHOWN else ""
    title = Link(rule(type, scope.locale) or type, scope.rule(type))
    return Group(tuple(rows), title, id, " ".join(text for text in (why, more) if text))


def _row(scope: Scope, finding: Finding) -> Row:
    return Row(
        (
            Cell(told(finding, scope.locale)),
            Cell(scope.t(f"severity.{finding.severity.value}")),
            Cell(finding.path),
            Cell(str(finding.line) if finding.line else "", numeric=True),
        )
    )


def finding_table(scope: Scope, caption: str, findings: tuple[Finding, ...]) -> Table:
    """Return findings as a table by rule, the first of each, errors before warnings; those with a section of their own are left out."""
    by_type: defaultdict[tuple[bool, str], list[Finding]] = defaultdict(list)
    for finding in (f for f in findings if f.type not in SECTIONS):
        by_type[finding.severity is not Severity.ERROR, finding.type].append(finding)
    groups: dict[str, list[Finding]] = {}
    for (_, type), same in sorted(by_type.items(), key=lambda item: item[0]):
        groups.setdefault(type, []).extend(same)
    columns = ("wrong", "severity", "file", "line")
    shown = (
        _group(scope, type, (_row(scope, f) for f in same[:SHOWN]), len(same), finding_anchor(same[0]))
        for type, same in groups.items()
    )
    return Table(caption, _headings(scope, columns, frozenset({"line"})), tuple(shown), records=True)


def _entries(entries: tuple[Entry, ...]) -> Iterator[tuple[str, Known, list[Accepted]]]:
    """Yield each entry that accepts something, with the name of its package and what it accepts."""
    for entry in entries:
        by_known: dict[str, list[Accepted]] = {}
        for one in entry.accepted:
            by_known.setdefault(known_anchor(entry.package.name, one.known), []).append(one)
        for same in by_known.values():
            yield entry.package.name, same[0].known, same


def _place(scope: Scope, finding: Finding) -> str:
    return f"{finding.path}, {scope.locale.word('voice.line', line=finding.line)}" if finding.line else finding.path


def _places(scope: Scope, accepted: list[Accepted]) -> str:
    places = [_place(scope, one.finding) for one in accepted]
    more = len(places) - PLACES
    return "; ".join(places[:PLACES]) + (scope.t("finding.others", count=scope.locale.number(more)) if more > 0 else "")


def _accepted_row(scope: Scope, package: str, known: Known, accepted: list[Accepted]) -> Row:
    return Row(
        (
            Cell(told(accepted[0].finding, scope.locale)),
            Cell(known.reason.to(scope.language)),
            Cell(known.by),
            Cell(scope.date(known.until), when=known.until),
            Cell(_places(scope, accepted)),
        ),
        known_anchor(package, known),
    )


def accepted_table(scope: Scope, caption: str, entries: tuple[Entry, ...]) -> Table:
    """Return accepted findings as a table: what, why, who answers for it, until when, and where."""
    columns = ("wrong", "reason", "by", "until", "file")
    by_type: dict[str, list[Row]] = {}
    for package, known, accepted in _entries(entries):
        by_type.setdefault(known.type, []).append(_accepted_row(scope, package, known, accepted))
    groups = tuple(_group(scope, type, rows) for type, rows in sorted(by_type.items()))
    return Table(caption, _headings(scope, columns, frozenset()), groups, records=True)
