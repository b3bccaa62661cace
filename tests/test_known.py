"""Accepted findings: what an entry fits, what it may not accept, and what is wrong with entries themselves."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.build import _recalled
from build_scripts.checks import run
from build_scripts.io import read_packages
from build_scripts.known import BYTES, ENTRIES, parse, settle
from build_scripts.locale import languages, read_locale
from build_scripts.package import Known, Package, Text
from build_scripts.report import Finding, Repair, Report, Severity, explain, report
from tests.package_folder import descriptor, write

ENTRY = {"type": '"formula-like"', "reason": '"Memang begitu."', "by": '"Tim Contoh"', "until": "2030-12-31"}
ODD = Finding("formula-like", "a/table.csv", 3, "area", "=x", {"fact": "f"}, Severity.WARNING)


def toml(**properties: str) -> str:
    return "[[known]]\n" + "".join(f"{k} = {v}\n" for k, v in (ENTRY | properties).items() if v)


def known(**properties: object) -> Known:
    stated = {"type": "formula-like", "reason": Text("r"), "by": "b", "until": "2030-12-31", "entry": 1}
    return Known(**(stated | properties))


def settled(*entries: Known, found: tuple[Finding, ...] = (ODD,), today: str = "2026-01-01") -> Report:
    return settle(report(found), (Package("a", "a", Text(), known=entries),), today)


def told(text: str | bytes) -> list[tuple[str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(f.facts["variant"], f.value) for f in parse(data, "k")[1]]


def test_an_accepted_finding_stands_apart_with_its_reason(tmp_path: Path) -> None:
    rows = "area,year,value\nContoh Satu,2023,11\n=Contoh Dua,2023,22\n"
    entry = toml(path='"table.csv"', match='{ year = "2023", value = "*" }', reason_en='"It is so."')
    write(tmp_path / "a", descriptor(), {"table.csv": rows, "known-findings.toml": entry})

    found = run(*read_packages(tmp_path))

    assert found.findings == ()
    (one,) = found.accepted
    assert (one.finding.type, one.finding.line, one.finding.value) == ("formula-like", 3, "=Contoh Dua")
    assert one.known.reason == Text("Memang begitu.", {"en": "It is so."})
    assert (one.known.by, one.known.until, one.known.entry) == ("Tim Contoh", "2030-12-31", 1)


@pytest.mark.parametrize(
    "entry",
    [
        known(),
        known(path="table.csv"),
        known(line=3),
        known(field="area"),
        known(value="=x"),
        known(match={"fact": "f"}),
        known(match={"fact": "*"}),
        known(until="2026-01-01"),
    ],
)
def test_an_entry_fits_what_it_states(entry: Known) -> None:
    found = settled(entry)

    assert (found.findings, [a.known for a in found.accepted]) == ((), [entry])


@pytest.mark.parametrize(
    "entry",
    [
        known(type="blank-row"),
        known(path="other.csv"),
        known(line=4),
        known(field="areas"),
        known(value="=*"),
        known(value="*"),
        known(match={"fact": "g"}),
        known(match={"fact": "f*"}),
        known(match={"nothing": "*"}),
    ],
)
def test_an_entry_that_fits_nothing_is_stale(entry: Known) -> None:
    found = settled(entry)

    assert found.accepted == ()
    assert [(f.type, f.path, f.line) for f in found.errors] == [("known-stale", "a/known-findings.toml", 1)]
    assert found.warnings == (ODD,)


def test_an_expired_entry_is_an_error_and_its_finding_counts_again() -> None:
    found = settled(known(until="2025-12-31"))

    assert [f.type for f in found.errors] == ["known-expired"]
    assert found.warnings == (ODD,)


def test_the_day_is_that_of_the_packages_where_none_is_given() -> None:
    young, old = (
        settle(report([ODD]), (Package("a", "a", Text(), created=created, known=(known(until="2026-01-01"),)),))
        for created in ("2026-01-02", "2026-01-01T23:00:00Z")
    )

    assert [f.type for f in young.errors] == ["known-expired"]
    assert (old.findings, len(old.accepted)) == ((), 1)


@pytest.mark.parametrize(
    "type", ["path-unsafe", "symlink", "limit-exceeded", "csv-syntax", "type-error", "json-syntax"]
)
def test_what_protects_or_makes_unreadable_cannot_be_accepted(type: str) -> None:
    found = settled(known(type=type), found=(Finding(type, "a/table.csv"),))

    assert found.accepted == ()
    assert [(f.type, f.facts.get("variant")) for f in found.errors] == [
        ("known-malformed", "unacceptable"),
        (type, None),
    ]


def test_a_rule_that_the_maintainer_declared_can_be_accepted_also_as_an_error() -> None:
    found = settled(known(type="row-constraint"), found=(Finding("row-constraint", "a/table.csv", 2),))

    assert (found.findings, len(found.accepted)) == ((), 1)


def test_a_type_that_does_not_exist_is_told_with_the_nearest_one() -> None:
    (fault,) = settled(known(type="formula-lik")).errors

    assert (fault.type, fault.facts["variant"], fault.repair and fault.repair.text) == (
        "known-malformed",
        "type-unknown",
        "formula-like",
    )


def test_an_entry_of_another_package_accepts_nothing() -> None:
    packages = (Package("b", "b", Text(), known=(known(),)), Package("a", "a", Text()))

    found = settle(report([ODD]), packages, "2026-01-01")

    assert (found.accepted, found.warnings) == ((), (ODD,))


def test_what_only_a_comparison_finds_is_not_stale_without_one() -> None:
    assert settled(known(type="row-vanished"), found=()).findings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (toml(reason=""), [("missing", "reason")]),
        (toml(reason='" "'), [("missing", "reason")]),
        (toml(by=""), [("missing", "by")]),
        (toml(until=""), [("missing", "until")]),
        (toml(type=""), [("missing", "type")]),
        (toml(until='"31/12/2030"'), [("date", "until")]),
        (toml(until='"2030-02-30"'), [("date", "until")]),
        (toml(until="2030-12-31T00:00:00"), [("date", "until")]),
        (toml(until="20301231"), [("date", "until")]),
        (toml(since="2031-01-01"), [("order", "since")]),
        (toml(who='"x"'), [("unknown-key", "who")]),
        (toml(reason="5"), [("wrong-type", "reason")]),
        (toml(line="0"), [("wrong-type", "line")]),
        (toml(line="true"), [("wrong-type", "line")]),
        (toml(match='"x"'), [("wrong-type", "match")]),
        (toml(match="{ a = 1 }"), [("wrong-type", "match")]),
        (toml(value='"' + "x" * 2001 + '"'), [("wrong-type", "value")]),
        ("version = 1\n" + toml(), [("unknown-key", "version")]),
        ("known = 1", [("wrong-type", "known")]),
        ("[known]\ntype = 'x'", [("wrong-type", "known")]),
        ("[[known]", [("syntax", "")]),
        ("a = " + "[" * 5000, [("syntax", "")]),
        ("a = " + "9" * 5000, [("syntax", "")]),
        (b"# \xff", [("encoding", "")]),
        ("[[known]]\n" * (ENTRIES + 1), [("too-many", "")]),
        ("", []),
    ],
)
def test_a_malformed_list_is_a_finding(text: str | bytes, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_a_fault_stands_on_the_line_of_its_entry() -> None:
    entries, findings = parse(f"# head\n\n{toml()}\n{toml(by='')}\n{toml()}".encode(), "k")

    assert [k.entry for k in entries] == [3, 14]
    assert [f.line for f in findings] == [9]


def test_a_wrong_entry_leaves_the_others_as_they_are() -> None:
    entries, findings = parse((toml() + toml(by="") + toml(since="2020-01-01")).encode(), "k")

    assert ([k.since for k in entries], len(findings)) == (["", "2020-01-01"], 1)


def test_too_large_a_list_is_a_finding(tmp_path: Path) -> None:
    write(
        tmp_path / "a",
        descriptor(),
        {"table.csv": "area,year,value\nx,2023,1\n", "known-findings.toml": "#" * (BYTES + 1)},
    )

    assert [f.type for f in read_packages(tmp_path)[1]] == ["limit-exceeded"]


def test_a_list_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "a", descriptor(), {"table.csv": "area,year,value\nx,2023,1\n"})
    (tmp_path / "out.toml").write_text(toml())
    (tmp_path / "a" / "known-findings.toml").symlink_to(tmp_path / "out.toml")

    packages, findings = read_packages(tmp_path)

    assert packages[0].known == ()
    assert {f.type for f in findings} == {"symlink"}


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda t: f"[[known]]\n{t}".encode("utf-8", "replace"))
    )
)
def test_any_bytes_end_in_entries_or_findings_that_can_be_told(data: bytes) -> None:
    _, findings = parse(data, "k")

    for finding in findings:
        assert all(explain(finding, read_locale(language)) for language in languages())


def test_a_report_that_a_build_remembers_comes_back_the_same() -> None:
    sure = Finding(
        "type-error", "a/table.csv", 2, "v", "1,5", {"variant": "number"}, repair=Repair("1.5", certain=True)
    )
    found = settled(known(match={"fact": "*"}), found=(ODD, sure))

    assert (len(found.findings), len(found.accepted)) == (1, 1)
    assert _recalled(json.loads(json.dumps(asdict(found)))) == found


def test_that_a_revision_is_not_recorded_cannot_be_accepted() -> None:
    unrecorded = Finding("revision-unrecorded", "a/CHANGELOG.md")

    found = settled(known(type="revision-unrecorded"), found=(unrecorded,))

    assert found.accepted == ()
    assert [(f.type, f.facts.get("variant")) for f in found.findings] == [
        ("revision-unrecorded", None),
        ("known-malformed", "unacceptable"),
    ]
