"""Whether a package says in every one of its languages what it says in one: a page in English should not break into Indonesian."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from build_scripts.report import Finding, Severity

# Of how many texts of one descriptor it is told.
MOST = 1_000
# Lists of objects with texts, by where they stand; the texts that are shown of each. A source is named as it names itself.
_TEXTS = {
    "": ("title", "description"),
    "resources": ("title", "description"),
    "fields": ("title", "description"),
    "views": ("title", "description"),
    "categories": ("label",),
    "checks": ("message",),
}
_BELOW = {
    "": ("resources", "views", "checks"),
    "resources": ("checks",),
    "fields": ("categories",),
}


def missing_translations(descriptor: Mapping[str, Any], path: str) -> Iterator[Finding]:
    """Yield a warning for each text that has no translation into a language that another text of the package is translated into.

    At most MOST of them are told.
    """
    return islice(_missing(descriptor, path), MOST)


def _missing(descriptor: Mapping[str, Any], path: str) -> Iterator[Finding]:
    texts = tuple(_owners(descriptor, "", ""))
    languages = sorted({language for _, _, owner in texts for language in _translations(owner)})
    for at, kind, owner in texts:
        for name in _TEXTS[kind]:
            if not isinstance(owner.get(name), str) or not owner[name].strip():
                continue
            for language in languages:
                words = _translations(owner).get(language)
                if not (isinstance(words, dict) and words.get(name)):
                    facts = {"property": f"{at}{name}", "language": language}
                    yield Finding(
                        "translation-missing", path, value=owner[name], facts=facts, severity=Severity.WARNING
                    )


def _translations(owner: Mapping[str, Any]) -> Mapping[str, Any]:
    stated = owner.get("translations")
    return stated if isinstance(stated, dict) else {}


def _owners(owner: Mapping[str, Any], at: str, kind: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield everything that has texts of its own: its place, its kind, and itself."""
    yield at, kind, owner
    for name in _BELOW.get(kind, ()):
        yield from _listed(owner, at, name)
    schema = owner.get("schema") if kind == "resources" else None
    if isinstance(schema, dict):
        yield from _listed(schema, f"{at}schema.", "fields")


def _listed(owner: Mapping[str, Any], at: str, name: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    stated = owner.get(name)
    for number, one in enumerate(stated if isinstance(stated, list) else []):
        if isinstance(one, dict):
            yield from _owners(one, f"{at}{name}[{number}].", name)
