"""A descriptor's bytes as JSON or YAML, read so strictly that two programs cannot understand it differently.

Refused: duplicate keys, NaN and infinity, deep nesting, lone surrogates; in YAML also tags and aliases. Dates stay text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, Self

from build_scripts.position import first_line, repeated_name_line
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.report import Finding

# Of how many digits Python makes a number of its own accord.
LONGEST_NUMBER = 4300


class Literal(float):
    """A number with the digits that it was written with: a cell that stands in a descriptor must lose none."""

    __slots__ = ("literal",)

    def __new__(cls, text: str) -> Self:
        """Read a number; raise ValueError where the text is none."""
        number = super().__new__(cls, text)
        number.literal = text
        return number

    literal: str


class RefusedError(ValueError):
    """A finding on its way out of a parser."""

    def __init__(self, type: str, *, line: int = 0, value: str = "", **facts: str) -> None:
        super().__init__(type)
        self.type, self.line, self.value, self.facts = type, line, value, facts


def parse(data: bytes, path: str, limits: Limits = LIMITS) -> tuple[Mapping[str, Any] | None, tuple[Finding, ...]]:
    """Return the object that a descriptor holds, or nothing and the finding that says why."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (undecodable(data, path, "utf-8", error),)
    try:
        value = _check_tree(_json(text) if path.endswith(".json") else _yaml(text, limits), limits)
    except RefusedError as refused:
        line = refused.line or (_line(text, refused, limits) if path.endswith(".json") else 1)
        return None, (Finding(refused.type, path, line, value=refused.value, facts=refused.facts),)
    except RecursionError:
        line = first_line(text, lambda _, depth: depth > limits.depth)
        return None, (too_deep(path, limits, line),)
    return value, ()


def _line(text: str, refused: RefusedError, limits: Limits) -> int:
    """Return the line of what JSON was refused for; the first where it is not to be found."""
    found = 0
    if refused.type == "duplicate-property":
        found = repeated_name_line(text, refused.value)
    elif refused.type == "non-finite-number":
        found = first_line(text, lambda token, _: token == refused.value)
    elif refused.type == "number-too-long":
        found = first_line(text, lambda token, _: len(token) > LONGEST_NUMBER and token[-1].isdigit())
    elif refused.facts.get("variant") == "depth":
        found = first_line(text, lambda _, depth: depth > limits.depth)
    elif refused.type == "lone-surrogate":
        found = first_line(text, lambda token, _: f"\\u{ord(refused.value):04x}" in token.lower())
    return found or 1


def undecodable(data: bytes, path: str, encoding: str, error: UnicodeDecodeError) -> Finding:
    """Return the finding for bytes that are not text in the encoding, on the line of the first of them."""
    bad = data[error.start : min(error.end, error.start + 8)].hex(" ")
    return Finding(
        "encoding-error", path, data.count(b"\n", 0, error.start) + 1, value=bad, facts={"encoding": encoding}
    )


def too_deep(path: str, limits: Limits, line: int) -> Finding:
    """Return the finding for nesting beyond the limit."""
    return Finding("limit-exceeded", path, line, facts={"variant": "depth", "limit": str(limits.depth)})


def _json(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=finite)
    except json.JSONDecodeError as error:
        raise RefusedError("json-syntax", line=error.lineno, column=str(error.colno)) from error
    except RefusedError:
        raise
    except ValueError as error:  # an integer of more digits than Python converts
        raise RefusedError("number-too-long") from error


def _unique(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise RefusedError("duplicate-property", value=key)
        seen[key] = value
    return seen


def _no_constant(name: str) -> NoReturn:
    raise RefusedError("non-finite-number", value=name)


def finite(text: str) -> float:
    """Return a number that JSON can hold; raises RefusedError for one too large."""
    number = Literal(text)
    if not math.isfinite(number):
        raise RefusedError("non-finite-number", value=text)
    return number


def _yaml(text: str, limits: Limits) -> object:
    # Most descriptors are JSON: those do not wait for the reader of YAML.
    from build_scripts.reading.yaml_syntax import read_yaml

    return read_yaml(text, limits)


def _check_tree(value: object, limits: Limits) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise RefusedError("property-type", property="datapackage", variant="object")
    level: list[dict[str, Any] | list[Any]] = [value]
    for _ in range(limits.depth):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
    if level:
        raise RefusedError("limit-exceeded", variant="depth", limit=str(limits.depth))
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise RefusedError("lone-surrogate", value=error.object[error.start : error.start + 1]) from error
    return value
