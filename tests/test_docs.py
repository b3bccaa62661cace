"""What the texts for maintainers and contributors promise is there: commands, options, files, decisions, both languages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from build_scripts.cli import COMMANDS, parser_of

from .conftest import ROOT

HAND_WRITTEN = sorted((ROOT / "docs" / "id").rglob("*.md"))
PROSE = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "seeds" / "README.md",
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
PAGES = [*HAND_WRITTEN, *sorted((ROOT / "docs" / "en").rglob("*.md"))]
PIPELINES = [
    ROOT / ".github" / "workflows" / "portal.yml",
    ROOT / ".gitlab-ci.yml",
    ROOT / "Makefile",
    ROOT / ".ci" / "run",
]
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
CODE = re.compile(r"^```\w*\n(.*?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
# A heading has an id of its own, and may have classes.
HEADING = re.compile(r"^(#+) .*?\{#([\w-]+)(?: \.[\w-]+)*\}$", re.MULTILINE)
# Lines that would tie the repository to the machine or the network where it was written.
TIES = {
    "a package index": re.compile(r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|npmjs[.]com|--(?:extra-)?index-url"),
    "a folder of one machine": re.compile(r"(?<![\w.:/*-])/(?:home|root|work|Users)/"),
    "the sitting in which it was written": re.compile(
        r"\b(?:this|last|previous|next|earlier) session\b", re.IGNORECASE
    ),
}


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _code(path: Path) -> list[str]:
    """Return what a text sets as code; a pipeline is code from its first line to its last."""
    text = path.read_text(encoding="utf-8")
    return [text] if path in PIPELINES else [fenced or inline for fenced, inline in CODE.findall(text)]


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a checkout of git")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def _commands() -> dict[str, set[str]]:
    """Return the options of each command of `portal`."""
    return {name: set(re.findall(r"(?<!\S)--[a-z-]+", parser_of(name).format_help())) for name in COMMANDS}


@pytest.mark.parametrize("path", [*PROSE, *PAGES, *PIPELINES], ids=_named)
def test_every_make_target_that_is_named_exists(path: Path) -> None:
    assert {target for code in _code(path) for target in re.findall(r"\bmake ([a-z]+)", code)} <= TARGETS


@pytest.mark.parametrize("path", [*PROSE, *PAGES, *PIPELINES], ids=_named)
def test_every_command_and_option_of_the_portal_that_is_named_exists(path: Path) -> None:
    commands = _commands()
    for code in _code(path):
        for name, rest in re.findall(r"(?m)(?:^|bin/)(?:portal|python -m build_scripts) ([a-z]+)\b([^\n]*)", code):
            assert name in commands, code
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= commands[name], code


def test_the_readme_names_every_command() -> None:
    told = "\n".join(_code(ROOT / "README.md"))
    assert {f"make {target}" for target in TARGETS - {"setup"}} <= set(re.findall(r"make [a-z]+", told))
    assert {f"portal {command}" for command in _commands()} <= set(re.findall(r"portal [a-z]+", told))


def test_the_readme_starts_with_two_commands() -> None:
    start = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Start\n")[2].partition("\n## ")[0]
    assert re.findall(r"^```sh\n(.*?)^```", start, re.MULTILINE | re.DOTALL) == ["make site\n", "make test\n"]


def test_every_decision_is_listed_with_its_own_title() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|", (folder / "README.md").read_text(encoding="utf-8"))
    titles = {p.name: p.read_text(encoding="utf-8").splitlines()[0] for p in sorted(folder.glob("0*.md"))}
    assert {name: f"# {number} {title}" for number, name, title in listed} == titles
    assert [int(number) for number, _, _ in listed] == list(range(1, len(titles) + 1))


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "decisions").glob("0*.md")), ids=_named)
def test_a_decision_says_context_decision_and_price(path: Path) -> None:
    assert re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE) == ["Context", "Decision", "Price"]


@pytest.mark.parametrize("path", PROSE, ids=_named)
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if not urlsplit(link).scheme]
    assert [link for link in links if not (path.parent / urlsplit(link).path).exists()] == []


@pytest.mark.parametrize("path", [*PROSE, *PAGES], ids=_named)
def test_every_place_of_the_repository_that_is_named_exists(path: Path) -> None:
    """Code with a slash whose first part is one of our folders is a path; in angle brackets stands what differs."""
    tops = {"datasets", "docs", "build_scripts", "tests", "seeds", "benchmarks", ".github", ".ci"}
    places = [code for code in _code(path) if code.split("/")[0] in tops and not set("<>*\n") & set(code)]
    assert [place for place in places if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=_named)
def test_a_hand_written_page_has_the_same_headings_in_both_languages(path: Path) -> None:
    """Level and id, one after the other: a link to a place on a page works in either language."""
    own = path.read_text(encoding="utf-8")
    other = (ROOT / "docs" / "en" / path.relative_to(ROOT / "docs" / "id")).read_text(encoding="utf-8")
    assert HEADING.findall(own) == HEADING.findall(other) != []
    # Without an id of its own, a heading would get one from its words, which differ.
    assert [line for line in (own + other).splitlines() if re.match("#+ ", line) and not HEADING.match(line)] == []


def test_the_hand_written_pages_are_the_same_in_both_languages() -> None:
    own, other = PAGES[: len(HAND_WRITTEN)], PAGES[len(HAND_WRITTEN) :]
    assert [p.relative_to(ROOT / "docs" / "en") for p in other] == [p.relative_to(ROOT / "docs" / "id") for p in own]


@pytest.mark.parametrize("tie", TIES)
def test_nothing_ties_the_repository_to_where_it_was_written(tie: str) -> None:
    found = []
    for path in _tracked():
        # This file names what it forbids.
        if path == Path(__file__):
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{_named(path)}: {match[0]}" for match in TIES[tie].finditer(text)]
    assert found == []


def test_the_lock_file_pins_and_hashes_every_package() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    packages = [n for n, line in enumerate(lines) if re.match(r"[A-Za-z0-9]", line)]
    assert packages
    assert [lines[n] for n in packages if "==" not in lines[n] or "--hash=sha256:" not in lines[n + 1]] == []


def test_both_hosts_check_build_and_test_before_they_publish() -> None:
    github, gitlab = (yaml.safe_load(p.read_text(encoding="utf-8")) for p in PIPELINES[:2])
    # YAML 1.1, which the parser speaks, takes the word `on` for true.
    assert set(github[True]) == {"push", "pull_request"}
    steps = {step["run"].strip(): step.get("if") for step in github["jobs"]["check"]["steps"] if "run" in step}
    assert steps["make test"] == "github.event_name == 'push'"
    assert any("portal build" in run and condition is None for run, condition in steps.items())
    assert github["jobs"]["publish"]["needs"] == "check"
    assert "refs/heads/main" in github["jobs"]["publish"]["if"]
    assert gitlab["test"]["script"] == ["make test"]
    assert gitlab["test"]["rules"] == gitlab["pages"]["rules"]
    assert gitlab["stages"].index(gitlab["test"]["stage"]) < gitlab["stages"].index(gitlab["pages"]["stage"])
    assert "merge_request_event" in gitlab["check"]["rules"][0]["if"]


def test_the_check_of_every_push_is_the_test_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"
