"""What a finding says: its sentences in both languages, its likely repair, and text that is short and visible."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts.checks import run
from build_scripts.io import read_packages
from build_scripts.locale import languages, placeholders, read_locale
from build_scripts.package import Known, Text
from build_scripts.report import (
    MOST_OF_A_CAUSE,
    Accepted,
    Finding,
    Repair,
    Report,
    Severity,
    bounded,
    explain,
    likely,
    report,
    rule,
    says_value,
    summary,
    told_of,
    visible,
)
from build_scripts.table_schema import validate
from tests.checks.test_checks import BAD, build
from tests.package_folder import write
from tests.test_io import HOSTILE
from tests.test_table_schema import FAULTS

ID, EN = read_locale("id"), read_locale("en")
WRONG = Finding("type-error", "a/table.csv", 3, "value", "90,79", {"variant": "number", "format": "default"})
MILD = Finding("empty-table", "a/other.csv", severity=Severity.WARNING)


def types_with_words() -> set[str]:
    return {k.split(".")[1] for k in ID.words if k.startswith("findings.")}


@pytest.mark.parametrize("language", languages())
def test_every_finding_says_what_is_wrong_and_what_to_do(language: str) -> None:
    locale = read_locale(language)

    assert [
        t for t in types_with_words() for part in ("wrong", "repair") if not locale.has(f"findings.{t}.{part}")
    ] == []


def test_both_languages_have_the_same_sentences_with_the_same_placeholders() -> None:
    by_language = [
        {key: placeholders(text) for key, text in read_locale(language).words.items() if key.startswith("findings.")}
        for language in languages()
    ]

    assert by_language[0] == by_language[1]


def test_a_finding_is_explained_in_both_languages() -> None:
    finding = Finding("known-malformed", "k", 1, value="by", facts={"variant": "missing"})

    assert explain(finding, ID) == (
        "Entri ini tidak menyebut by.",
        "Tambahkan by; type, reason, by, dan until wajib ada.",
    )
    assert explain(finding, EN)[0] == "This entry does not state by."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\nc", "a\\tb\\nc"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u202eb", "a\\u202eb"),
        ("é ok", "é ok"),
        ("a\U000e0041", "a\\U000e0041"),
        ("\u3164", "\\u3164"),
        ("a" * 81, "a" * 79 + "…"),
    ],
)
def test_values_are_short_and_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_the_order_of_findings_does_not_matter() -> None:
    assert report([WRONG, MILD]) == report([MILD, WRONG, MILD])


def test_examples_are_explained_without_a_missing_fact(tmp_path: Path) -> None:
    """Every bad example of the other tests finds its words and its facts in both languages."""
    folders = [tmp_path / f"b{number}" for number in range(len(BAD))] + [tmp_path / "hostile"]
    for folder, (_, change, _, _) in zip(folders, BAD, strict=False):
        build(folder, change)
    for number, (_, stated, files, _) in enumerate(HOSTILE):
        write(folders[-1] / f"h{number}", stated, files)
    read = [read_packages(folder) for folder in folders]
    told = [f for packages, findings in read for f in run(packages, findings).findings]
    for number, (stated, cell, *_) in enumerate(FAULTS):
        write(tmp_path / "cells" / f"c{number}", stated, {"table.csv": f"c\n{cell}\n"})
    told.extend(validate(read_packages(tmp_path / "cells")[0]))

    assert len({f.type for f in told}) > 70
    for finding in told:
        for locale in (ID, EN):
            assert all(explain(finding, locale))


@pytest.mark.parametrize(
    ("repair", "expected"),
    [
        (None, ""),
        (Repair("90.79"), "Mungkin maksudnya “90.79”."),
        (Repair("90.79", certain=True), "Seharusnya “90.79”; `portal check --fix` dapat menuliskannya."),
        (Repair("", certain=True), "Seharusnya sel kosong; `portal check --fix` dapat mengosongkannya."),
        (Repair("a\u202e"), "Mungkin maksudnya “a\\u202e”."),
    ],
)
def test_a_likely_repair_is_said_and_a_certain_one_names_the_option(repair: Repair | None, expected: str) -> None:
    assert likely(Finding("type-error", "a", repair=repair), ID) == expected


def test_a_type_has_a_rule_and_a_reason_or_nothing() -> None:
    assert rule("known-stale", EN) == "Each entry of known-findings.toml still fits a finding that is there."
    assert rule("known-stale", EN, "why").startswith("An entry whose fault")
    assert rule("no-such-type", EN) == ""


def test_the_summary_counts_errors_warnings_and_what_is_accepted() -> None:
    accepted = (Accepted(MILD, Known("empty-table", Text("r"), "b", "2030-01-01")),)

    assert summary(Report((WRONG, MILD), ("a",), 7), EN) == "Errors: 1. Warnings: 1. Packages: 1. Rows of data: 7."
    assert summary(Report((), ("a",), 7, accepted), EN) == "Nothing found. Packages: 1. Rows of data: 7. Accepted: 1."


@pytest.mark.parametrize("value", ["2023-02-30", "2023-13", "0000", "2023-12-31-1"])
def test_a_value_that_only_looks_like_a_date_is_looked_for_as_it_is_written(value: str) -> None:
    assert not says_value("x", Finding("type-error", "a.csv", value=value), read_locale("id"))


@pytest.mark.parametrize("count", [0, 1, MOST_OF_A_CAUSE, MOST_OF_A_CAUSE + 1, MOST_OF_A_CAUSE + 700])
def test_what_is_only_counted_is_told_as_if_it_had_been_made(count: int) -> None:
    def tell(line: int, text: str) -> Finding:
        return Finding("blank-ends", "a/a.csv", line, "c", text, severity=Severity.WARNING)

    cells = [(line, " x") for line in range(2, count + 2)]
    every = list(bounded(tell(*one) for one in cells))

    assert list(told_of(iter(cells), tell)) == every
    assert list(bounded(told_of(iter(cells), tell))) == every
