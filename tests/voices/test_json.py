"""The report for programs: whole, versioned, and as its schema says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts import voices
from build_scripts.package import Known, Text
from build_scripts.report import Accepted, Finding, Repair, Report, Severity, explain, report

from .samples import EN, ID, MILD, WRONG, say, with_accepted

SCHEMA = json.loads((Path(voices.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def document(found: Report, words: object = EN) -> dict[str, object]:
    return json.loads(say("json", found, words))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_finding_is_whole() -> None:
    found = report(
        [Finding("blank-row", "a", 2), Finding("unlisted-file", "b", value="x" * 500, facts={"k": "é\u202e"})], ["p"], 3
    )

    told = document(found)

    assert (told["version"], told["language"], told["packages"]) == (2, "en", ["p"])
    assert told["summary"] == {"errors": 2, "warnings": 0, "accepted": 0, "packages": 1, "rows": 3}
    assert told["findings"][1] | {"wrong": "", "to_do": ""} == {
        "type": "unlisted-file",
        "severity": "error",
        "path": "b",
        "line": 0,
        "field": "",
        "value": "x" * 500,
        "facts": {"k": "é\u202e"},
        "repair": None,
        "wrong": "",
        "to_do": "",
    }


def test_a_repair_and_an_accepted_finding_are_told() -> None:
    told = document(with_accepted(WRONG), ID)

    assert told["findings"][0]["repair"] == {"text": "90.79", "certain": True}
    assert told["findings"][0]["wrong"] == explain(WRONG, ID)[0]
    assert told["accepted"][0]["known"] == {
        "by": "Tim Contoh",
        "reason": "Memang kosong.",
        "since": "2026-01-01",
        "until": "2030-12-31",
    }
    assert set(told["rules"]) == {"type-error", "empty-table"}


@pytest.mark.parametrize("found", [Report(), report([WRONG, MILD], ["a"], 1), with_accepted(WRONG)])
def test_a_report_is_as_the_schema_says(found: Report) -> None:
    VALIDATOR.validate(document(found))


TEXT = st.text(max_size=20)


@given(
    st.lists(
        st.builds(
            Finding,
            type=st.sampled_from(["blank-row", "type-error", "empty-table"]),
            path=TEXT,
            line=st.integers(0, 10**9),
            field=TEXT,
            value=TEXT,
            facts=st.dictionaries(TEXT, TEXT, max_size=2),
            severity=st.sampled_from(Severity),
            repair=st.none() | st.builds(Repair, TEXT, st.booleans()),
        ),
        max_size=4,
    ),
    st.text(min_size=1, max_size=9),
)
def test_every_report_is_as_the_schema_says(findings: list[Finding], said: str) -> None:
    found = report(findings, [said], 3)
    known = Known("blank-row", Text(said), said, "2030-01-01")

    VALIDATOR.validate(document(Report(found.findings, found.packages, 3, tuple(Accepted(f, known) for f in findings))))


@pytest.mark.parametrize(
    "change", [{"version": 1}, {"more": 1}, {"findings": [{}]}, {"summary": {}}, {"accepted": [{"type": "x"}]}]
)
def test_the_schema_refuses_another_shape(change: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid(document(with_accepted(WRONG)) | change)
