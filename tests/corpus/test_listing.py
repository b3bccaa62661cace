"""The list of all cases beside them says what each one ends in, so that nobody has to run them to know."""

from __future__ import annotations

from pathlib import Path

import pytest

from .case import Case
from .corpus import HOSTILE, TRICKY

LIST = Path(__file__).with_name("README.md")
HEAD = """# Corpus of packages

Packages that want to do harm or are broken, and packages that only look so.
Every hostile one ends in exactly the findings that stand beside it, within ten seconds of work and one gigabyte.
Every tricky one is valid: it has no finding, and its cells are read as stated.
`make golden` writes this list.
"""


def _section(title: str, cases: tuple[Case, ...]) -> list[str]:
    lines = [f"\n## {title}: {len(cases)}\n"]
    for case in cases:
        found = ", ".join(f"`{type}`" for type in case.found) or "no finding"
        lines.append(f"- {case.name}: {found}")
    return lines


def test_the_list_of_cases_says_what_each_ends_in(request: pytest.FixtureRequest) -> None:
    lines = [HEAD.rstrip(), *_section("Hostile", HOSTILE), *_section("Tricky but valid", TRICKY), ""]
    wanted = "\n".join(lines)
    if request.config.getoption("--update-golden"):
        LIST.write_text(wanted, encoding="utf-8")

    assert LIST.read_text(encoding="utf-8") == wanted
