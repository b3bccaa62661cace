"""YAML with the types of JSON and nothing else, apart from the rest because its library is slow to load.

`no` is a text here and so is `2025-01-31`; tags, aliases and keys that stand twice are refused.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from build_scripts.reading.limits import Limits
from build_scripts.reading.syntax import RefusedError, finite


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
                raise RefusedError("yaml-syntax", line=line)
            if key in seen:
                raise RefusedError("duplicate-property", line=line, value=key)
            seen[key] = self.construct_object(value_node, deep=True)
        return seen


def _construct_number(loader: _Loader, node: yaml.ScalarNode) -> int | float:
    text = str(loader.construct_scalar(node))
    try:
        return int(text) if re.fullmatch(r"-?\d+", text) else finite(text)
    except RefusedError:
        raise
    except ValueError as error:
        raise RefusedError("number-too-long", line=node.start_mark.line + 1) from error


for _tag, _pattern, _first in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", list("tf")),
    ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z", re.ASCII), _first)
_Loader.add_constructor("tag:yaml.org,2002:float", _construct_number)


def read_yaml(text: str, limits: Limits) -> object:
    """Return what a YAML text holds; raises RefusedError for whatever two programs could understand differently."""
    try:
        _check_events(text, limits)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader, stricter than the library's)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise RefusedError("yaml-syntax", line=mark.line + 1 if mark else 0) from error


def _check_events(text: str, limits: Limits) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise RefusedError("yaml-alias", line=line, value=str(event.anchor))
        if getattr(event, "tag", None):
            raise RefusedError("yaml-tag", line=line, value=str(getattr(event, "tag", "")))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > limits.depth:
            raise RefusedError("limit-exceeded", line=line, variant="depth", limit=str(limits.depth))
