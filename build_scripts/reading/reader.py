"""Takes values out of a descriptor by the type that the standard gives them, and notes every one that has another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from build_scripts.package import Text
from build_scripts.report import Finding, Severity

# A code of a language (BCP 47): `en`, `zh-Hant`, `pt-BR`.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(slots=True)
class Reader:
    """Collects findings on one descriptor; a value of a wrong type counts as absent."""

    path: str
    findings: list[Finding] = field(default_factory=list)

    def note(self, type: str, *, value: str = "", severity: Severity = Severity.ERROR, **facts: str) -> None:
        """Keep a finding on the descriptor."""
        self.findings.append(Finding(type, self.path, value=value, facts=facts, severity=severity))

    def _wrong(self, at: str, expected: str) -> None:
        self.note("property-type", property=at, variant=expected)

    def text(self, owner: Mapping[str, Any], key: str, at: str) -> str:
        """Return a text, or empty text."""
        value = owner.get(key, "")
        if isinstance(value, str):
            return value
        self._wrong(at + key, "text")
        return ""

    def texts(self, owner: Mapping[str, Any], key: str, at: str, *, single: bool = False) -> tuple[str, ...]:
        """Return a list of texts; with `single`, one text stands for a list of one."""
        value = owner.get(key, [])
        if single and isinstance(value, str):
            return (value,)
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        self._wrong(at + key, "texts")
        return ()

    def flag(self, owner: Mapping[str, Any], key: str, at: str, *, default: bool) -> bool:
        """Return true or false."""
        value = owner.get(key, default)
        if isinstance(value, bool):
            return value
        self._wrong(at + key, "flag")
        return default

    def mapping(self, owner: Mapping[str, Any], key: str, at: str) -> Mapping[str, Any]:
        """Return an object, or an empty one."""
        value = owner.get(key, {})
        if isinstance(value, dict):
            return value
        self._wrong(at + key, "object")
        return {}

    def mappings(self, owner: Mapping[str, Any], key: str, at: str) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """Return the objects of a list, each with its place (`resources[0].`)."""
        value = owner.get(key, [])
        if not isinstance(value, list):
            self._wrong(at + key, "list")
            return ()
        found = []
        for number, item in enumerate(value):
            place = f"{at}{key}[{number}]"
            if isinstance(item, dict):
                found.append((f"{place}.", item))
            else:
                self._wrong(place, "object")
        return tuple(found)

    def translated(self, owner: Mapping[str, Any], key: str, at: str) -> Text:
        """Return a text with its translations, which stand in `translations` beside it."""
        plain = self.text(owner, key, at)
        found: dict[str, str] = {}
        translations = owner.get("translations", {})
        if not isinstance(translations, dict):
            return Text(plain)
        for language, words in translations.items():
            if isinstance(words, dict) and isinstance(words.get(key), str) and words[key]:
                found[language] = words[key]
        return Text(plain, found)

    def check_translations(self, owner: Mapping[str, Any], at: str) -> None:
        """Note translations that are not objects of texts by language."""
        place = f"{at}translations."
        for language in (translations := self.mapping(owner, "translations", at)):
            if not _LANGUAGE.fullmatch(language):
                self._wrong(f"{place}{language}", "language")
            words = self.mapping(translations, language, place)
            for key in words:
                self.text(words, key, f"{place}{language}.")
