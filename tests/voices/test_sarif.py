"""SARIF 2.1.0: what code hosts need of it, the same from run to run, and no text that becomes a link."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.report import Finding, Repair, Report, Severity, explain, report
from build_scripts.voices.sarif import FINGERPRINT, MOST

from .samples import EN, ID, MILD, WRONG, many, say, with_accepted

TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string", "minLength": 1}},
    "additionalProperties": False,
}
REGION = {
    "type": "object",
    "required": ["startLine"],
    "properties": {
        name: {"type": "integer", "minimum": 1} for name in ("startLine", "startColumn", "endLine", "endColumn")
    },
    "additionalProperties": False,
}
ARTIFACT = {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "format": "uri-reference"}}}
# What the standard requires of the properties that are written here, and no others.
SHAPE = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "rules"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id", "shortDescription", "fullDescription", "help"],
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                            },
                                            "additionalProperties": False,
                                        },
                                    },
                                },
                                "additionalProperties": False,
                            }
                        },
                        "additionalProperties": False,
                    },
                    "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {"type": "array", "items": {"type": "object", "required": ["executionSuccessful"]}},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["error", "warning"]},
                                "message": TEXT,
                                "locations": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "required": ["artifactLocation"],
                                                "properties": {"artifactLocation": ARTIFACT, "region": REGION},
                                                "additionalProperties": False,
                                            }
                                        },
                                        "additionalProperties": False,
                                    },
                                },
                                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                                "properties": {"type": "object"},
                                "suppressions": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["kind"],
                                        "properties": {
                                            "kind": {"enum": ["inSource", "external"]},
                                            "status": {"enum": ["accepted", "underReview", "rejected"]},
                                            "justification": {"type": "string"},
                                        },
                                        "additionalProperties": False,
                                    },
                                },
                                "fixes": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["artifactChanges"],
                                        "properties": {
                                            "description": TEXT,
                                            "artifactChanges": {
                                                "type": "array",
                                                "minItems": 1,
                                                "items": {
                                                    "type": "object",
                                                    "required": ["artifactLocation", "replacements"],
                                                    "properties": {
                                                        "artifactLocation": ARTIFACT,
                                                        "replacements": {
                                                            "type": "array",
                                                            "minItems": 1,
                                                            "items": {
                                                                "type": "object",
                                                                "required": ["deletedRegion"],
                                                                "properties": {"deletedRegion": REGION},
                                                            },
                                                        },
                                                    },
                                                },
                                            },
                                        },
                                    },
                                },
                            },
                            "additionalProperties": False,
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
VALIDATOR = jsonschema.Draft202012Validator(SHAPE)


def run_of(found: Report, words: object = EN, **screen: object) -> dict[str, object]:
    document = json.loads(say("sarif", found, words, **screen))
    VALIDATOR.validate(document)
    return document["runs"][0]


def test_a_finding_is_a_result_with_its_rule() -> None:
    run = run_of(report([WRONG, MILD]), ID)

    (error, warning) = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert (error["ruleId"], error["level"], rules[error["ruleIndex"]]["id"]) == ("type-error", "error", "type-error")
    assert error["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "a/table.csv"}, "region": {"startLine": 3}}}
    ]
    assert error["message"]["text"].startswith(f"baris 3, kolom value: {explain(WRONG, ID)[0]}")
    assert rules[error["ruleIndex"]]["shortDescription"]["text"] == ID.word("findings.type-error.rule")
    assert (warning["level"], "region" in warning["locations"][0]["physicalLocation"]) == ("warning", False)


def test_an_accepted_finding_is_suppressed_with_its_reason() -> None:
    (_, accepted) = run_of(with_accepted(WRONG))["results"]

    assert accepted["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "It is empty."}]


@pytest.mark.parametrize(
    ("old", "new", "region"),
    [
        ("x,90,79", "x,90.79", {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 8}),
        ('"a\r\nbc",1', '"a\r\nbc",2', {"startLine": 3, "startColumn": 1, "endLine": 4, "endColumn": 6}),
    ],
)
def test_a_certain_repair_replaces_the_row(old: str, new: str, region: dict[str, int]) -> None:
    (result,) = run_of(report([WRONG]), rows={("a/table.csv", 3): (old, new)})["results"]

    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": new}}]


def test_a_repair_that_is_a_guess_is_no_fix() -> None:
    guess = Finding("type-error", "a", 3, "v", "x", WRONG.facts, repair=Repair("y"))

    (result,) = run_of(report([guess]), rows={("a", 3): ("x", "y")})["results"]

    assert "fixes" not in result
    assert result["properties"]["repair"] == {"text": "y", "certain": False}


def test_fingerprints_stay_when_lines_move_and_differ_where_findings_differ() -> None:
    def prints(*findings: Finding) -> list[str]:
        return [r["partialFingerprints"][FINGERPRINT] for r in run_of(report(findings))["results"]]

    here = [Finding("duplicate-key", "a", line, "k", "v", {"first": str(line - 1)}) for line in (3, 5)]
    moved = [Finding("duplicate-key", "a", line, "k", "v", {"first": str(line - 1)}) for line in (13, 15)]
    assert prints(*here) == prints(*moved)
    assert len(set(prints(*here, MILD, WRONG))) == 4


def test_no_data_becomes_a_link_or_an_address() -> None:
    odd = Finding("blank-row", "http://x y/%2e#?[z]", 3, value="[here](http://example.org) \\")

    (result,) = run_of(report([odd]))["results"]

    assert "\\[here\\](http" in result["message"]["text"]
    address = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", address)
    assert not re.match(r"[a-z]+:", address)


def test_no_more_results_than_a_code_host_takes_and_the_rest_is_counted() -> None:
    warnings = tuple(Finding("formula-like", "a", n, "c", "=x", severity=Severity.WARNING) for n in range(2, MOST + 12))

    run = run_of(Report((*many(5).findings, *warnings)))

    assert len(run["results"]) == MOST
    assert "15" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert run["results"][0]["level"] == "error"


@given(st.text(max_size=30), st.text(max_size=30), st.integers(0, 10**6))
def test_any_finding_gives_a_document_of_that_shape(path: str, value: str, line: int) -> None:
    finding = Finding("type-error", path, line, value, value, {"variant": value, "format": "", "column": value})

    assert len(run_of(report([finding]))["results"]) == 1
