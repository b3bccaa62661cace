"""Workflow commands: on the exact line, no more than GitHub shows, the most important first."""

from __future__ import annotations

import re

from build_scripts.report import Finding, Severity, report

from .samples import MILD, WRONG, many, say, with_accepted


def test_an_annotation_stands_at_line_and_column_and_is_escaped() -> None:
    odd = Finding("duplicate-key", "a,b:c%\n.csv", 4, "k", "50%", {"first": "x", "column": "7"})

    (first, last) = say("github", report([odd])).splitlines()

    assert first.startswith(
        "::error file=a%2Cb%3Ac%25\\n.csv,line=4,col=7,title=Error [duplicate-key]::line 4, column k: “50%25” is"
    )
    assert "%0A" in first
    assert last == "Errors: 1. Warnings: 0. Packages: 0. Rows of data: 0."


def test_ten_errors_and_ten_warnings_at_most_and_the_rest_is_counted() -> None:
    warnings = [Finding("formula-like", "a/t.csv", n, "c", "=x", severity=Severity.WARNING) for n in range(2, 40)]
    said = say("github", report([*many(100).findings, *warnings, WRONG])).splitlines()

    assert [line.split(" ")[0].split("::")[1] for line in said[:-1]] == ["error"] * 10 + ["warning"] * 10 + ["notice"]
    assert "119" in said[-2]


def test_each_cause_speaks_once_before_any_speaks_twice() -> None:
    causes = [Finding("blank-row", f"a/t{n}.csv", line) for n in range(5) for line in (2, 3, 4)]

    files = re.findall(r"file=a/(t\d).csv,line=(\d)", say("github", report(causes)))

    assert files == [(f"t{n}", line) for line in "23" for n in range(5)]


def test_the_first_of_many_says_how_many_there_are() -> None:
    assert "More of the same kind: 99." in say("github", many(100)).splitlines()[0]


def test_no_data_can_begin_a_command() -> None:
    hostile = "::error ::x\n::set-output name=a::b"
    finding = Finding("type-error", hostile, 2, hostile, hostile, {"variant": hostile, "format": hostile})

    said = say("github", report([finding, MILD]))

    assert len(said.splitlines()) == 3
    assert [line.split(" ")[0] for line in said.splitlines()] == ["::error", "::warning", "Errors:"]


def test_what_is_accepted_is_one_notice() -> None:
    notice = say("github", with_accepted()).splitlines()[0]

    assert notice.startswith("::notice::Accepted findings: 1.%0Aa/other.csv: Accepted until 2030-12-31")


def test_a_column_that_is_no_number_is_left_out() -> None:
    for column in ("0", "\u0663", "9" * 40, "7:x"):
        said = say("github", report([Finding("blank-row", "a", 2, facts={"column": column})]))
        assert ",col=" not in said
