"""Every type of finding is shown by an example: its bad side gives the finding, its good side gives none."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

from build_scripts.checks.rule import TYPES as DECLARED
from build_scripts.checks.rule import group, row
from build_scripts.known import parse
from build_scripts.locale import FOLDER as LOCALES
from build_scripts.locale import languages, read_locale
from build_scripts.reading import LIMITS
from build_scripts.reference import reference_page
from build_scripts.report import Report, explain
from build_scripts.rules import GROUPS

from .conftest import ROOT
from .example_file import Example, case, examine, load, names, of_type

CODE = LOCALES.parent
TYPES = sorted(
    {
        key.split(".")[1]
        for key in read_locale("id").words
        if key.startswith("findings.") and key.split(".")[1] != "voice"
    }
)
# What no files of an example can bring about, and why.
WITHOUT: dict[str, str] = {
    "unreadable": "needs a file that its owner may not open, which no file can say of itself",
    "base-unreadable": "a faulty published state is told whatever the packages of today say",
}


@dataclass(frozen=True)
class Ran:
    """All examples as they were run: what they say, what was found on both sides, and where they were written."""

    examples: Mapping[str, Example]
    reports: Mapping[str, Mapping[str, Report]]
    folder: Path

    def bad(self, type: str) -> Report:
        """The report of the bad side of an example."""
        return self.reports[type]["bad"]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Both sides of all examples, run in one go."""
    examples, folder = {type: load(type) for type in names()}, tmp_path_factory.mktemp("examples")
    return Ran(examples, examine(examples.values(), folder), folder)


def raised_types() -> set[str]:
    """Return the types of findings that stand literally in the code, by how findings are made."""
    found = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _makes_findings(node.func):
                found |= {a.value for a in node.args[:3] if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return {type for type in found if "-" in type and type.replace("-", "").isalpha() and type.islower()}


def _makes_findings(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in ("Finding", "note", "_note", "_RefusedError")


def test_every_type_that_the_code_raises_has_words() -> None:
    raised = raised_types()
    assert "missing-label" in raised
    assert raised - set(TYPES) == set()


def test_every_type_has_an_example_or_a_reason() -> None:
    assert set(TYPES) - set(names()) - set(WITHOUT) == set()
    assert set(WITHOUT) & set(names()) == set()
    assert (set(names()) | set(WITHOUT)) - set(TYPES) == set()


@pytest.mark.parametrize("type", names())
def test_the_bad_side_gives_the_finding(type: str, ran: Ran) -> None:
    assert of_type(ran.bad(type), type) != ()
    assert {f.type for f in ran.bad(type).findings} - {type} <= ran.examples[type].also


@pytest.mark.parametrize("type", names())
def test_the_good_side_gives_none(type: str, ran: Ran) -> None:
    assert [(f.type, f.path, f.line, f.value, dict(f.facts)) for f in ran.reports[type]["good"].findings] == []


@pytest.mark.parametrize("type", names())
def test_the_finding_is_said_in_whole_sentences(type: str, ran: Ran) -> None:
    for finding in of_type(ran.bad(type), type):
        for language in languages():
            wrong, repair = explain(finding, read_locale(language))
            assert repair.endswith("."), repair
            assert wrong.strip(), type


@pytest.mark.parametrize("type", TYPES)
def test_a_type_has_a_rule_and_a_reason(type: str) -> None:
    for language in languages():
        for part in ("rule", "why"):
            said = read_locale(language).word(f"findings.{type}.{part}")
            assert said.endswith(".")
            assert "{" not in said


def test_every_type_has_its_place_in_the_reference() -> None:
    grouped = [type for types in GROUPS.values() for type in types]

    assert sorted(grouped) == TYPES


@pytest.mark.parametrize("language", languages())
def test_the_reference_says_what_rules_and_examples_say(
    language: str, ran: Ran, request: pytest.FixtureRequest
) -> None:
    """The page is made from both; `--update-golden` writes it again."""
    page = ROOT / "docs" / language / "reference" / "checks.md"
    cases = [case(example, ran.reports[type], ran.folder) for type, example in ran.examples.items()]
    made = reference_page(cases, read_locale(language), asdict(LIMITS))
    if request.config.getoption("--update-golden"):
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(made, encoding="utf-8")

    assert len(made.encode()) < 300_000
    assert page.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("language", languages())
def test_the_reference_names_every_property_of_a_declared_check(language: str) -> None:
    words = read_locale(language)
    source = inspect.getsource(row) + inspect.getsource(group)
    properties = set(re.findall(r'(?:stated\.(?!note|numbers|days)\w+\(|_side\(stated,)\s*"(\w+)"', source))
    told = {type: words.word(f"reference.syntax.{type}") for type in DECLARED}

    assert {"left", "along", "ranges"} <= properties
    assert {p for p in properties if f"`{p}`" not in " ".join(told.values())} == set()


def test_the_known_findings_of_the_reference_can_be_read() -> None:
    for language in languages():
        example = read_locale(language).word("reference.about.known").split("```toml\n")[1].split("```")[0]
        known, findings = parse(example.encode(), "known-findings.toml")

        assert findings == ()
        assert [k.type for k in known] == ["series-jump"]
        assert known[0].reason.to("en") == "The source changed how it counts in 2020."
