"""A descriptor against the official profile of its version of the standard, as far as our own reader has not spoken already.

The profiles are JSON Schemas that ship with a library of the standard's own makers; nothing is fetched. What they find is told in our
words: the name of the property, and what is expected of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_scripts.reading.layout import MATCHES
from build_scripts.report import Finding, Severity

if TYPE_CHECKING:
    from jsonschema_rs import Draft7Validator, ValidationError

SHIPPED_WITH = "dplib"
# Of how many findings of one descriptor the profile tells; a hostile one could have a hundred thousand.
MOST = 1_000
# What is told elsewhere in words that fit better: names, links, dates, hashes, paths, licences, languages, an absent list.
_TOLD_ELSEWHERE = re.compile(
    r"(name|created|homepage|licenses|(licenses|sources|contributors)\[\d+\]\.path|(licenses|sources)\[\d+\]|resources"
    r"|resources\[\d+\]|resources\[\d+\]\.(name|hash|path(\[\d+\])?|data|profile|schema)|resources\[\d+\]\.schema\.fields"
    r"|resources\[\d+\]\.schema\.fields\[\d+\](\.(type|example))?|\$schema|profile)"
)
_TYPES = {
    "string": "text",
    "boolean": "flag",
    "object": "object",
    "array": "list",
    "integer": "whole",
    "number": "number",
}
_FORMATS = {"email": "email", "uri": "address", "date-time": "moment"}
# What the last part of a property's name tells of a pattern that its value must fit.
_PATTERNS = {"path": "path", "mediatype": "media-type", "name": "licence-name"}


def check_profile(descriptor: Mapping[str, Any], path: str, told: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what the official profile finds in a descriptor; `told` are the findings on it so far, which are not repeated."""
    said = {f.facts["property"] for f in told if "property" in f.facts}
    checker = _validator(_version(descriptor))
    # Numbers that keep their digits are of a type that the validator does not know.
    plain = json.loads(json.dumps(descriptor))
    for number, error in enumerate(checker.iter_errors(plain)):
        if number >= MOST:
            return
        for one in _causes(error):
            finding = _finding(one, path)
            at = finding.facts["property"]
            elsewhere = _TOLD_ELSEWHERE.fullmatch(at) and not (
                finding.type == "property-type" and at.endswith((".hash", ".path"))
            )
            if not elsewhere and not _near(at, said):
                said.add(at)
                yield finding


def _version(descriptor: Mapping[str, Any]) -> str:
    """Return the version of the profile: 1.0 where the descriptor says so; version 2 allows all that it does not forbid."""
    stated = descriptor.get("$schema")
    if isinstance(stated, str):
        return "1.0" if "/profiles/1." in stated else "2.0"
    return "1.0" if isinstance(descriptor.get("profile"), str) else "2.0"


@lru_cache(maxsize=2)
def _validator(version: str) -> Draft7Validator:
    # Only reading a package needs it, and not before.
    from jsonschema_rs import Draft7Validator

    found = find_spec(SHIPPED_WITH)
    folder = (
        Path(next(iter(found.submodule_search_locations))) if found and found.submodule_search_locations else Path()
    )
    profile = json.loads((folder / "profiles" / version / "datapackage.json").read_text(encoding="utf-8"))
    return Draft7Validator(_mended(profile), validate_formats=True)


def _mended(profile: dict[str, Any]) -> dict[str, Any]:
    """Return a profile without what it demands beyond the standard's text: `fieldsMatch` is one word and no list of them (version 2),
    and a dialect may leave out whatever has a default (version 1)."""
    resource = profile["properties"]["resources"]["items"]["properties"]
    if "fieldsMatch" in resource["schema"]["properties"]:
        resource["schema"]["properties"]["fieldsMatch"] = {"enum": [*MATCHES, *([match] for match in MATCHES)]}
    resource["dialect"].pop("required", None)
    return profile


def _near(at: str, said: set[str]) -> bool:
    """Say whether something was told of this property, of one that it is part of, or of one that is part of it."""
    ahead = {at[:end] for end, sign in enumerate(at) if sign in ".["} | {at}
    return bool(ahead & said) or any(other.startswith((f"{at}.", f"{at}[")) for other in said)


def _causes(error: ValidationError) -> Iterator[ValidationError]:
    """Yield the errors behind one that only says that no alternative fits: those of the alternative that was meant."""
    if error.kind.name not in ("oneOf", "anyOf") or not hasattr(error.kind, "context"):
        yield error
        return
    branches = [branch for branch in error.kind.context if not _other_type(branch, len(error.instance_path))]
    if len(branches) == 1 and branches[0]:
        for one in branches[0]:
            yield from _causes(one)
    else:
        yield error


def _other_type(branch: list[ValidationError], depth: int) -> bool:
    """Say whether an alternative is for values, or for fields, of another type."""
    return any(
        (len(e.instance_path) == depth and e.kind.name == "type")
        or (e.instance_path[depth:] == ["type"] and e.kind.name == "enum")
        or (len(e.instance_path) == depth and e.kind.name == "required" and e.kind.as_dict()["property"] == "type")
        for e in branch
    )


def _finding(error: ValidationError, path: str) -> Finding:
    kind, said = error.kind.name, error.kind.as_dict()
    steps = [*error.instance_path, *([str(said["property"])] if kind == "required" else [])]
    type, facts = _cause(kind, said, steps)
    value = _shown(error.instance) if type in ("property-choice", "property-format", "property-range") else ""
    severity = Severity.WARNING if type == "property-empty" else Severity.ERROR
    return Finding(type, path, value=value, facts={"property": _named(steps), **facts}, severity=severity)


def _cause(kind: str, said: Mapping[str, object], steps: list[str | int]) -> tuple[str, dict[str, str]]:
    """Return the type of a finding and its facts, by the kind of an error of a JSON Schema."""
    names = [step for step in steps if isinstance(step, str)]
    if kind == "type":
        return "property-type", {"variant": _expected(said["types"])}
    if kind == "enum":
        return "property-choice", {"known": _choices(said["options"])}
    if kind in ("format", "pattern"):
        variant = _FORMATS.get(str(said["format"]), "") if kind == "format" else _PATTERNS.get(names[-1], "")
        return "property-format", {"variant": variant}
    if kind in ("minimum", "maximum"):
        return "property-range", {"variant": kind, "limit": str(said["limit"])}
    named = {"required": "property-missing", "uniqueItems": "property-repeated"}
    empty = kind in ("minItems", "minProperties", "minLength")
    return "property-empty" if empty else named.get(kind, "property-type"), {}


def _expected(types: object) -> str:
    first = types[0] if isinstance(types, list) and types else types
    return _TYPES.get(str(first), "")


def _choices(options: object) -> str:
    known = options if isinstance(options, list) else []
    return ", ".join(_shown(option) for option in known if not isinstance(option, list))


def _named(steps: list[Any]) -> str:
    """Return the way to a property as findings name it: `resources[0].schema.fields[2].type`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:200]
