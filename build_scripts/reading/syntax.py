"""A descriptor's bytes as JSON or YAML, read so strictly that two programs cannot understand it differently.

Refused: duplicate keys, NaN and infinity, deep nesting, lone surrogates; in YAML also tags and aliases. Dates stay text.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, Self

import yaml

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


class _RefusedError(ValueError):
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
    except _RefusedError as refused:
        line = refused.line or (_line(text, refused, limits) if path.endswith(".json") else 1)
        return None, (Finding(refused.type, path, line, value=refused.value, facts=refused.facts),)
    except RecursionError:
        line = first_line(text, lambda _, depth: depth > limits.depth)
        return None, (too_deep(path, limits, line),)
    return value, ()


def _line(text: str, refused: _RefusedError, limits: Limits) -> int:
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
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise _RefusedError("json-syntax", line=error.lineno, column=str(error.colno)) from error
    except _RefusedError:
        raise
    except ValueError as error:  # an integer of more digits than Python converts
        raise _RefusedError("number-too-long") from error


def _unique(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _RefusedError("duplicate-property", value=key)
        seen[key] = value
    return seen


def _no_constant(name: str) -> NoReturn:
    raise _RefusedError("non-finite-number", value=name)


def _finite(text: str) -> float:
    number = Literal(text)
    if not math.isfinite(number):
        raise _RefusedError("non-finite-number", value=text)
    return number


class _Loader(yaml.CSafeLoader):
    """YAML with the types of JSON and nothing else: `no` is a text and so is `2025-01-31`."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (PyYAML's own way)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key that stands twice, and one that is not text."""
        del deep  # everything is built at once, or a duplicate far below would be found too late
        seen: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + 1
            if not isinstance(key, str):
                raise _RefusedError("yaml-syntax", line=line)
            if key in seen:
                raise _RefusedError("duplicate-property", line=line, value=key)
            seen[key] = self.construct_object(value_node, deep=True)
        return seen


def _construct_number(loader: _Loader, node: yaml.ScalarNode) -> int | float:
    text = str(loader.construct_scalar(node))
    try:
        return int(text) if re.fullmatch(r"-?\d+", text) else _finite(text)
    except _RefusedError:
        raise
    except ValueError as error:
        raise _RefusedError("number-too-long", line=node.start_mark.line + 1) from error


for _tag, _pattern, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", list("tf")),
    ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z", re.ASCII), _first)
_Loader.add_constructor("tag:yaml.org,2002:float", _construct_number)


def _yaml(text: str, limits: Limits) -> object:
    try:
        _check_events(text, limits)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader, stricter than the library's)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _RefusedError("yaml-syntax", line=mark.line + 1 if mark else 0) from error


def _check_events(text: str, limits: Limits) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError("yaml-alias", line=line, value=str(event.anchor))
        if getattr(event, "tag", None):
            raise _RefusedError("yaml-tag", line=line, value=str(getattr(event, "tag", "")))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > limits.depth:
            raise _RefusedError("limit-exceeded", line=line, variant="depth", limit=str(limits.depth))


def _check_tree(value: object, limits: Limits) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _RefusedError("property-type", property="datapackage", variant="object")
    level: list[dict[str, Any] | list[Any]] = [value]
    for _ in range(limits.depth):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
    if level:
        raise _RefusedError("limit-exceeded", variant="depth", limit=str(limits.depth))
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise _RefusedError("lone-surrogate", value=error.object[error.start : error.start + 1]) from error
    return value
