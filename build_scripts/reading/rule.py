"""The checks that a descriptor declares, on the package or on a resource; what their parameters mean is not understood here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.package import Rule
from build_scripts.reading.reader import Reader
from build_scripts.report import Severity

# Each rule looks at every row of its table; without an end to them a small descriptor could ask for hours.
MOST_RULES = 200


def read_rules(reader: Reader, descriptor: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the checks of a package and of its resources, in order; those of a resource name it."""
    stated = [(at, one, "") for at, one in reader.mappings(descriptor, "checks", "")]
    for place, resource in _resources(descriptor):
        name = resource.get("name")
        stated += [
            (at, one, name if isinstance(name, str) else "") for at, one in reader.mappings(resource, "checks", place)
        ]
    if len(stated) > MOST_RULES:
        reader.note("check-too-large", place="checks", variant="count", limit=str(MOST_RULES), actual=str(len(stated)))
    return tuple(_rule(reader, at, one, home) for at, one, home in stated[:MOST_RULES])


def _resources(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    # That a resource is no object is told where resources are read.
    found = descriptor.get("resources")
    for number, one in enumerate(found if isinstance(found, list) else []):
        if isinstance(one, dict) and "checks" in one:
            yield f"resources[{number}].", one


def _rule(reader: Reader, at: str, one: Mapping[str, Any], home: str) -> Rule:
    reader.check_translations(one, at)
    if not one.get("type"):
        reader.note("property-missing", property=f"{at}type")
    return Rule(
        name=reader.text(one, "name", at),
        type=reader.text(one, "type", at),
        resource=home or reader.text(one, "resource", at),
        severity=_severity(reader, at, one),
        message=reader.translated(one, "message", at),
        at=at,
        stated=one,
    )


def _severity(reader: Reader, at: str, one: Mapping[str, Any]) -> str:
    stated = reader.text(one, "severity", at) or Severity.ERROR.value
    if stated in tuple(Severity):
        return stated
    known = ", ".join(Severity)
    reader.note(
        "check-malformed", value=stated, place=at.removesuffix("."), property="severity", variant="choice", known=known
    )
    return Severity.ERROR.value
