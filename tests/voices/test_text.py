"""The report for a terminal."""

from __future__ import annotations

import pytest

from build_scripts.report import Finding, Severity, explain, report

from .samples import EN, ID, MILD, WRONG, many, say, with_accepted

MILD_SAID, WRONG_SAID = explain(MILD, EN), explain(WRONG, EN)


def test_a_report_reads_from_file_to_cause_to_row_to_what_to_do() -> None:
    assert say("text", report([WRONG, MILD], ["a"], 7)) == (
        "a/other.csv\n"
        "  Warning [empty-table]\n"
        f"    {EN.word('findings.empty-table.rule')}\n"
        f"    whole file: {MILD_SAID[0]}\n"
        f"    What to do: {MILD_SAID[1]}\n"
        "\n"
        "a/table.csv\n"
        "  Error, column value [type-error]\n"
        f"    {EN.word('findings.type-error.rule')}\n"
        f"    line 3: {WRONG_SAID[0]} It should say “90.79”; `portal check --fix` can write that.\n"
        f"    What to do: {WRONG_SAID[1]}\n"
        "\n"
        "Errors: 1. Warnings: 1. Packages: 1. Rows of data: 7.\n"
    )


def test_what_to_do_is_said_once_for_all_that_need_the_same() -> None:
    said = say("text", many(5))

    assert said.count("What to do: ") == 1
    assert said.count("line ") == 5


def test_a_value_that_the_sentence_does_not_name_is_shown() -> None:
    said = say("text", report([Finding("blank-row", "a/table.csv", 2, value="t.csv")]))

    assert "t.csv" in said


def test_a_value_that_the_sentence_writes_as_the_language_does_is_not_said_again() -> None:
    facts = {"what": "Iuran", "place": "Contoh", "as_of": "2016-04-01", "values": "30000; 25500", "difference": "15.00"}

    said = say("text", report([Finding("claims-disagree", "a/table.csv", 2, "value", "25500", facts)]), ID)

    assert "25.500" in said
    assert "25500" not in said


def test_in_a_file_errors_come_before_warnings() -> None:
    early = Finding("formula-like", "a/table.csv", 2, "c", "=x", severity=Severity.WARNING)

    said = say("text", report([early, WRONG]))

    assert said.index("type-error") < said.index("formula-like")


def test_accepted_findings_stand_at_the_end_with_their_reason() -> None:
    *_, accepted, _, last = say("text", with_accepted(WRONG), ID).splitlines()

    assert accepted == (
        f"  a/other.csv, seluruh berkas: {explain(MILD, ID)[0]} "
        "Diterima sampai 2030-12-31 oleh Tim Contoh. Alasan: Memang kosong."
    )
    assert last.endswith("Diterima: 1.")


def test_colour_is_only_added() -> None:
    coloured = say("text", with_accepted(WRONG), colour=True)

    assert "\x1b[31mError\x1b[0m" in coloured
    for code in ("\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == say("text", with_accepted(WRONG))


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_are_wrapped_at_the_width_and_lose_no_word(width: int) -> None:
    found = with_accepted(WRONG, Finding("blank-row", "a/table.csv", 9))

    wrapped = say("text", found, width=width)

    assert max(map(len, wrapped.splitlines()[:-1])) <= width
    assert wrapped.split() == say("text", found).split()


def test_a_terminal_that_is_hardly_one_still_gets_words() -> None:
    assert say("text", report([WRONG]), width=1).split() == say("text", report([WRONG])).split()


def test_no_path_can_move_the_cursor() -> None:
    assert "\x1b" not in say("text", report([Finding("blank-row", "a\x1b[2J.csv", 2)]))
