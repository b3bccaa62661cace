"""How a report is told: one function for each format, named in one mapping.

A voice is given a report, the words of a language and what it is written on, and yields text; it knows no file and no stream.
"""

from __future__ import annotations

from collections.abc import Mapping

from build_scripts.voices.base import Screen, Voice
from build_scripts.voices.github import to_github
from build_scripts.voices.json import to_json
from build_scripts.voices.markdown import to_markdown
from build_scripts.voices.sarif import to_sarif
from build_scripts.voices.text import to_text

VOICES: Mapping[str, Voice] = {
    "text": to_text,
    "json": to_json,
    "github": to_github,
    "markdown": to_markdown,
    "sarif": to_sarif,
}

__all__ = ["VOICES", "Screen", "Voice", "to_github", "to_json", "to_markdown", "to_sarif", "to_text"]
