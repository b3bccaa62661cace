"""The voices of a report: the same findings as text, JSON, annotations and Markdown, in both languages."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build_scripts
from build_scripts.checks import run
from build_scripts.io import read_packages
from build_scripts.locale import languages, placeholders, read_locale
from build_scripts.report import (
    Finding,
    Severity,
    explain,
    report,
    summary,
    to_github,
    to_json,
    to_markdown,
    to_text,
    visible,
)
from build_scripts.table_schema import validate
from tests.checks.test_checks import BAD, build
from tests.package_folder import write
from tests.test_io import HOSTILE
from tests.test_table_schema import FAULTS

SOURCE = Path(build_scripts.__file__).parent
FRICTIONLESS = {"type-error", "constraint-error", "unique-error", "primary-key", "foreign-key", "schema-error"}
CALLS = {"Finding", "note", "_note", "_RefusedError"}
ID, EN = read_locale("id"), read_locale("en")
WRONG = Finding("type-error", "a/table.csv", 3, "value", "90,79", {"variant": "number", "format": "default"})
MILD = Finding("empty-table", "a/other.csv", severity=Severity.WARNING)


def emitted() -> set[str]:
    """The types of findings in the code: first texts of the calls that make one, and words returned as a fault."""
    found = set(FRICTIONLESS) | {"check-timeout", "check-failed", "missing-file"}
    for path in (
        *SOURCE.rglob("checks/*.py"),
        *SOURCE.rglob("reading/*.py"),
        SOURCE / "io.py",
        SOURCE / "table_schema.py",
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLS:
                texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                found |= set(texts[:1])
    return found


def types_with_words(language: str) -> set[str]:
    words = read_locale(language).words
    return {k.split(".")[1] for k in words if k.startswith("findings.") and not k.startswith("findings.voice.")}


@pytest.mark.parametrize("language", languages())
def test_every_finding_has_words_and_no_words_are_left_over(language: str) -> None:
    assert types_with_words(language) == emitted()


@pytest.mark.parametrize("language", languages())
def test_every_finding_says_what_is_wrong_and_what_to_do(language: str) -> None:
    locale = read_locale(language)

    assert [t for t in emitted() for part in ("wrong", "repair") if not locale.has(f"findings.{t}.{part}")] == []


def test_both_languages_have_the_same_sentences_with_the_same_placeholders() -> None:
    by_language = [
        {key: placeholders(text) for key, text in read_locale(language).words.items() if key.startswith("findings.")}
        for language in languages()
    ]

    assert by_language[0] == by_language[1]


def test_a_finding_is_explained_in_both_languages() -> None:
    assert explain(WRONG, ID)[0] == "Nilai 90,79 bukan bilangan."
    assert explain(WRONG, EN) == (
        "The value 90,79 is not a number.",
        "Write digits with a decimal point, without blanks or thousands separators, like 1234.5.",
    )


def test_text_names_place_fault_and_repair_and_ends_with_the_summary() -> None:
    text = to_text(report([WRONG, MILD], ["a"], 7), EN)

    assert text == (
        "a/other.csv\n"
        "  Warning, whole file: The table has a header but no rows. [empty-table]\n"
        "      Add rows, or remove the resource.\n"
        "\n"
        "a/table.csv\n"
        "  Error, line 3, column value: The value 90,79 is not a number. [type-error]\n"
        "      Write digits with a decimal point, without blanks or thousands separators, like 1234.5.\n"
        "\n"
        "Errors: 1. Warnings: 1. Packages: 1. Rows of data: 7.\n"
    )


def test_colour_is_only_added() -> None:
    found = report([WRONG])

    assert to_text(found, ID, colour=True).replace("\x1b[31m", "").replace("\x1b[1m", "").replace(
        "\x1b[0m", ""
    ) == to_text(found, ID)


@pytest.mark.parametrize("voice", [to_text, to_markdown])
def test_many_findings_of_one_cause_are_shown_ten_times_and_counted(voice: object) -> None:
    found = report(Finding("blank-row", "a/table.csv", line) for line in range(2, 1002))

    text = voice(found, EN)

    assert text.count("The row is empty.") == 10
    assert "990 more" in text
    assert "1000" in text


def test_json_holds_every_finding_whole_on_one_line() -> None:
    found = report(
        [Finding("blank-row", "a", 2), Finding("unlisted-file", "b", value="x" * 500, facts={"k": "é\u202e"})], ["p"], 3
    )

    text = to_json(found)

    assert text.count("\n") == 1
    document = json.loads(text)
    assert (document["version"], document["packages"]) == (1, ["p"])
    assert document["summary"] == {"errors": 2, "warnings": 0, "packages": 1, "rows": 3}
    assert document["findings"][1] == {
        "type": "unlisted-file",
        "severity": "error",
        "path": "b",
        "line": 0,
        "field": "",
        "value": "x" * 500,
        "facts": {"k": "é\u202e"},
    }


def test_annotations_stand_at_the_line_and_are_escaped() -> None:
    odd = Finding("duplicate-key", "a,b:c%\n.csv", 4, "k", "50%", {"first": "x"})

    second, first, last = to_github(report([odd, MILD]), EN).splitlines()

    assert first.startswith("::warning file=a/other.csv,title=empty-table::The table has")
    assert second.startswith(
        "::error file=a%2Cb%3Ac%25\\n.csv,title=duplicate-key,line=4::50%25 is already defined in x."
    )
    assert last == "Errors: 1. Warnings: 1. Packages: 0. Rows of data: 0."


def test_markdown_lets_no_value_be_markup() -> None:
    odd = Finding("code-unknown", "a|b<script>", 4, "`k`", "</details>![x](http://x)|", {"known": "**a**"})

    text = to_markdown(report([odd]), EN)

    rest = text.replace("<details><summary>Details</summary>", "").replace("</details>\n", "", 1)
    assert "<" not in rest
    assert "](" not in rest
    assert "&#96;k&#96;" in rest


def test_a_clean_report_is_its_summary_alone() -> None:
    clean = report([], ["a", "b"], 12)

    assert to_text(clean, EN) == to_github(clean, EN) == to_markdown(clean, EN) == summary(clean, EN) + "\n"
    assert summary(clean, EN) == "Nothing found. Packages: 2. Rows of data: 12."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\nc", "a\\tb\\nc"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u202eb", "a\\u202eb"),
        ("é ok", "é ok"),
        ("a" * 81, "a" * 79 + "…"),
    ],
)
def test_values_are_short_and_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(value=st.text(max_size=300), path=st.text(min_size=1, max_size=40))
def test_any_value_can_be_told_in_every_voice(value: str, path: str) -> None:
    found = report([Finding("type-error", path, 2, value, value, {"variant": value, "format": value})])

    for locale in (ID, EN):
        for text in (to_text(found, locale), to_markdown(found, locale), to_github(found, locale), to_json(found)):
            assert not {"\x1b", "\x00", "\r", "\u202e"} & set(text)
            assert text.endswith("\n")


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
