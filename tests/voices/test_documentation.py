"""The pages on the report say what the report says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from build_scripts import voices
from build_scripts.known import parse
from build_scripts.locale import languages, read_locale
from build_scripts.voices import VOICES
from build_scripts.voices.json import FORMAT_VERSION

ROOT = Path(voices.__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "build_scripts" / "voices" / "report.schema.json").read_text(encoding="utf-8"))


def page(language: str) -> str:
    return (ROOT / "docs" / language / "reference" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", languages())
def test_every_format_and_every_property_is_described(language: str) -> None:
    rows = {
        name
        for first in re.findall(r"^\| (`.*?) \|", page(language), re.MULTILINE)
        for name in first.replace("`", "").split(", ")
    }
    properties = {*SCHEMA["properties"], *SCHEMA["$defs"]["finding"]["properties"]}

    assert set(VOICES) - rows == set()
    assert properties - rows == set()
    for name in SCHEMA["properties"]["accepted"]["items"]["properties"]["known"]["properties"]:
        assert f"`{name}`" in page(language)


@pytest.mark.parametrize("language", languages())
def test_the_version_is_today_s(language: str) -> None:
    assert re.search(rf"`version` \|.*\b{FORMAT_VERSION} \|", page(language))
    assert SCHEMA["properties"]["version"]["const"] == FORMAT_VERSION


@pytest.mark.parametrize("language", languages())
def test_the_example_of_an_accepted_finding_is_one(language: str) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", page(language), re.DOTALL)

    (known,), findings = parse(example.encode(), "k")

    assert findings == ()
    assert read_locale(language).has(f"findings.{known.type}.wrong")
    assert known.reason.to("en").startswith("Both")


def test_both_pages_have_the_same_headings() -> None:
    headings = [re.findall(r"^(#+) .*?\{#([\w-]+)\}$", page(language), re.MULTILINE) for language in languages()]

    assert headings[0] == headings[1] != []
