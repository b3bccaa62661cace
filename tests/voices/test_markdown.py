"""The comment: one screen, details folded, never too long, never markup from data."""

from __future__ import annotations

import re

import pytest

from build_scripts.report import Finding, report
from build_scripts.voices.markdown import COMMENT

from .samples import MILD, WRONG, many, say, with_accepted

HOSTILE = "</details>![x](http://x)| `k` **a** @who #1 $x$ <script>alert(1)</script> www.example.org"


def unfolded(said: str) -> list[str]:
    return re.sub(r"<details>.*?</details>", "", said, flags=re.DOTALL).splitlines()


@pytest.mark.parametrize("found", [many(3), many(2, 3000), with_accepted(WRONG, MILD)])
def test_the_scoreboard_is_one_screen_and_the_rest_is_folded(found: object) -> None:
    said = say("markdown", found)

    assert len(unfolded(said)) <= 30
    assert said.count("<details>") == said.count("</details>") >= 1


def test_files_with_most_errors_stand_first() -> None:
    found = report([MILD, WRONG, Finding("blank-row", "a/z.csv", 2), Finding("blank-row", "a/z.csv", 3)])

    rows = [line for line in say("markdown", found).splitlines() if line.startswith("| a/")]

    assert rows == ["| a/z.csv | 2 | 0 |", "| a/table.csv | 1 | 0 |", "| a/other.csv | 0 | 1 |"]


def test_a_comment_fits_whatever_is_in_it() -> None:
    findings = [
        Finding(
            "type-error",
            f"{n}{HOSTILE}" * 8,
            line,
            f"{n}{HOSTILE}",
            HOSTILE * 9,
            {"variant": "number", "format": "default"},
        )
        for n in range(300)
        for line in range(20)
    ]

    said = say("markdown", report(findings))

    assert len(said.encode("utf-8")) <= COMMENT <= 65_536
    assert "do not fit here" in said
    assert said.count("<details>") == said.count("</details>") == 1


def test_no_value_can_be_markup() -> None:
    odd = Finding("code-unknown", f"a{HOSTILE}", 4, HOSTILE, HOSTILE, {"known": HOSTILE})

    said = say("markdown", report([odd]))

    rest = said.replace("<details><summary>Details</summary>", "").replace("</details>", "", 1)
    for mark in ("<", "](", "**a**", "@who", " #1", "$x$", "www.", "http:"):
        assert mark not in rest
