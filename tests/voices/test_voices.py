"""What all voices have in common: both languages, bounded, harmless, the same from run to run."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.locale import languages, read_locale
from build_scripts.package import Known, Text
from build_scripts.report import Accepted, Finding, Repair, Report, Severity, explain, report, summary
from build_scripts.voices import VOICES
from build_scripts.voices.base import overview
from tests.example_file import examine, load, names

from .samples import EN, ID, MILD, WRONG, many, say, with_accepted

FOR_PEOPLE = ("text", "github", "markdown")


def legible(voice: str, said: str) -> str:
    """Return what a voice said without the escapes of its format."""
    return html.unescape(said) if voice in FOR_PEOPLE else json.dumps(json.loads(said), ensure_ascii=False)


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_says_all_there_is_to_a_finding(voice: str) -> None:
    said = legible(voice, say(voice, with_accepted(WRONG)))

    for part in ("a/table.csv", "value", "90,79", "90.79", *explain(WRONG, EN)):
        assert part in said
    assert "3" in said
    assert "type-error" in said
    assert EN.word("findings.type-error.rule") in said
    for part in ("It is empty", "Tim Contoh", "2030-12-31") if voice != "sarif" else ("It is empty",):
        assert part in said


@pytest.mark.parametrize("voice", VOICES)
def test_every_voice_speaks_both_languages(voice: str) -> None:
    assert explain(WRONG, ID)[0] in legible(voice, say(voice, with_accepted(WRONG), ID))
    assert "Memang kosong" in say(voice, with_accepted(WRONG), ID)


@pytest.mark.parametrize("voice", FOR_PEOPLE)
def test_the_last_line_is_the_summary(voice: str) -> None:
    found = with_accepted(WRONG, MILD)

    assert say(voice, found).splitlines()[-1] == summary(found, EN)
    assert say(voice, Report((), ("a", "b"), 12)) == "Nothing found. Packages: 2. Rows of data: 12.\n"


@pytest.mark.parametrize("voice", ["json", "sarif"])
def test_a_document_is_one_line(voice: str) -> None:
    said = say(voice, with_accepted(WRONG, MILD))

    assert said.count("\n") == 1
    assert said.isascii()
    assert json.loads(said)


@pytest.mark.parametrize("voice", ["text", "markdown"])
def test_many_findings_of_one_cause_are_told_ten_times_and_counted(voice: str) -> None:
    said = say(voice, many(1000))

    assert said.count("The row is empty.") == 10
    assert "More of the same kind: 990." in said
    assert "1000" in said


@pytest.mark.parametrize("voice", FOR_PEOPLE)
def test_a_cause_in_thousands_of_files_is_told_in_ten_and_counted(voice: str) -> None:
    said = say(voice, many(2, 5000))

    assert said.count("The row is empty.") <= 20
    assert len(said) < 20_000
    assert "9980" in said or voice == "github"


def test_thousands_of_causes_are_bounded_and_errors_come_first() -> None:
    warnings = [Finding("formula-like", "a/a.csv", 2, f"c{n}", "=x", severity=Severity.WARNING) for n in range(2000)]
    found = report([*warnings, Finding("blank-row", "a/z.csv", 2)])

    view = overview(found.findings)

    assert len(view.groups) <= 60
    assert "blank-row" in {g.type for g in view.groups}
    assert sum(g.count for g in view.groups) + sum(r.count for r in view.rest) == 2001
    assert len(say("text", found).splitlines()) < 500


@given(
    counts=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["blank-row", "empty-table"]), st.integers(1, 30)),
        max_size=20,
    )
)
def test_no_finding_is_lost_in_grouping(counts: list[tuple[str, str, int]]) -> None:
    findings = [Finding(type, path, line) for path, type, count in counts for line in range(count)]

    view = overview(findings, most=3)

    assert sum(g.count for g in view.groups) + sum(r.count for r in view.rest) == len(findings)
    assert [g.path for g in view.groups] == sorted(g.path for g in view.groups) or counts


@given(value=st.text(max_size=300), path=st.text(min_size=1, max_size=40))
def test_any_value_can_be_told_by_every_voice(value: str, path: str) -> None:
    finding = Finding("type-error", path, 2, value, value, {"variant": value, "format": value}, repair=Repair(value))
    known = Known("type-error", Text(value), value, "2030-01-01")
    found = Report((finding,), (value,), 1, (Accepted(finding, known),))

    for voice in VOICES:
        for words in (ID, EN):
            said = say(voice, found, words)
            assert not {"\x1b", "\x00", "\r", "\u202e"} & set(said)
            assert said.endswith("\n")


def test_every_example_is_told_by_every_voice_in_both_languages(tmp_path: Path) -> None:
    reports = examine((load(type) for type in names()), tmp_path)
    findings = report(f for sides in reports.values() for f in sides["bad"].findings)

    for voice in VOICES:
        for language in languages():
            said = say(voice, findings, read_locale(language))
            assert "Traceback" not in said
            assert len(said) > 1000


@pytest.mark.parametrize("voice", VOICES)
def test_the_order_of_findings_does_not_matter(voice: str) -> None:
    assert say(voice, report([WRONG, MILD])) == say(voice, report([MILD, WRONG, MILD]))
