"""The lines of a descriptor on which its properties stand: worked out from its bytes, and only when something is to be said of them."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from build_scripts.property_path import Steps

if TYPE_CHECKING:
    import yaml

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")|([{}\[\],:])|([^\s{}\[\],:"]+)', re.DOTALL)


@dataclass(slots=True)
class _Wanted:
    """A place that is looked for, or lies on the way to one; `offset` is where it was found."""

    below: dict[str | int, _Wanted] = field(default_factory=dict)
    offset: int = -1

    def add(self, steps: Steps) -> _Wanted:
        node = self
        for step in steps:
            node = node.below.setdefault(step, _Wanted())
        return node


def lines_of(data: bytes, wanted: Iterable[Steps], *, is_json: bool) -> Mapping[Steps, int]:
    """Return the line of each property that the descriptor has: that of its name, of an item of a list that of its start.

    `data` are the bytes of a descriptor that could be read, in JSON or YAML; the time grows with their number.
    """
    text = data.decode("utf-8-sig")
    root = _Wanted()
    nodes = {steps: root.add(steps) for steps in wanted}
    if is_json:
        _find_in_json(text, root)
    else:
        # Most descriptors are JSON: those do not wait for the reader of YAML.
        import yaml

        _find_in_yaml(yaml.compose(text, Loader=yaml.CSafeLoader), root)
    breaks = [match.start() for match in re.finditer("\n", text)]
    return {s: bisect_right(breaks, max(0, node.offset - 1)) + 1 for s, node in nodes.items() if node.offset >= 0}


def _find_in_json(text: str, root: _Wanted) -> None:
    """Note the offsets of all wanted places; the text is JSON."""
    _value(text, _token_at(text, 0), root)


def _value(text: str, at: int, wanted: _Wanted | None) -> int:
    """Return where a value ends that begins at an offset; what holds nothing that is wanted is passed over as a whole."""
    if wanted and wanted.offset < 0:
        wanted.offset = at
    if not wanted or not wanted.below or text[at] not in "{[":
        return _DECODER.raw_decode(text, at)[1]
    named = text[at] == "{"
    at, number = _token_at(text, at + 1), 0
    while text[at] not in "}]":
        below = wanted.below.get(number)
        if named:
            start = at
            name, at = _DECODER.raw_decode(text, at)
            if below := wanted.below.get(name):
                below.offset = start
            at = _token_at(text, _token_at(text, at) + 1)
        at = _token_at(text, _value(text, at, below))
        at = _token_at(text, at + 1) if text[at] == "," else at
        number += 1
    return at + 1


def _token_at(text: str, at: int) -> int:
    """Return where the next token begins."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _find_in_yaml(node: yaml.Node | None, wanted: _Wanted) -> None:
    from yaml import MappingNode, SequenceNode

    if node and wanted.offset < 0:
        wanted.offset = node.start_mark.index
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if below := wanted.below.get(key.value):
                below.offset = key.start_mark.index
                _find_in_yaml(value, below)
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.value):
            if below := wanted.below.get(number):
                _find_in_yaml(item, below)


def first_line(text: str, is_wanted: Callable[[str, int], bool]) -> int:
    """Return the line of the first token of JSON, be it well formed or not, that is wanted, or 0; a token comes with its depth."""
    for token, depth, offset in _tokens(text):
        if is_wanted(token, depth):
            return text.count("\n", 0, offset) + 1
    return 0


def repeated_name_line(text: str, name: str) -> int:
    """Return the line on which a name stands for the second time in one object of JSON, or 0."""
    seen: list[set[str]] = []
    name_next = False
    for said, _, offset in _tokens(text):
        if said in ("{", "["):
            seen.append(set())
            name_next = said == "{"
        elif said in ("}", "]"):
            seen = seen[:-1]
        elif said == ",":
            name_next = bool(seen)
        elif name_next and said.startswith('"'):
            name_next = False
            if _said(said) == name and seen:
                if name in seen[-1]:
                    return text.count("\n", 0, offset) + 1
                seen[-1].add(name)
    return 0


def _said(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return ""


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[0], 0)
        yield match[0], depth, match.start()
