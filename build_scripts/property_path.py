"""The place of a property in a descriptor, as a program writes it and as readers say it.

`resources[0].schema.fields[2].name` counts from zero and is said as “name” of field 3 of resource 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from typing import Protocol

# The way to a value: names of properties, numbers of items.
Steps = tuple[str | int, ...]

# What a package calls its properties may hold any digits: more than these number no item.
_STEP = re.compile(r"\[(\d{1,9})\]|([^.\[\]]+)")
_WORDS = "voice.place-"


class Phrases(Protocol):
    """A language that knows phrases by their key."""

    def word(self, key: str, /, **facts: object) -> str:
        """Return the words of a key with its placeholders filled."""

    def has(self, key: str) -> bool:
        """Say whether the language has words for a key."""


def steps_of(text: str) -> Steps:
    """Return the way that a path leads: `fields[2].name` is `("fields", 2, "name")`."""
    return tuple(int(number) if number else name for number, name in _STEP.findall(text))


def said(text: str, words: Phrases) -> str:
    """Say what a path leads to, and of what it is a part: “name” of field 3 of resource 1."""
    return _of(text, words, lambda name, number: _quoted(name, number, words))


def numbered(text: str, words: Phrases) -> str:
    """Say which of several items a path leads to, where the sentence says what they are: 2 of resource 1."""
    return _of(text, words, lambda _, number: words.word(f"{_WORDS}number", number=(number or 0) + 1))


def _of(text: str, words: Phrases, first: Callable[[str, int | None], str]) -> str:
    *above, last = _parts(steps_of(text)) or [(text, None)]
    # That the fields of a resource are in its schema goes without saying.
    owners = [_owner(name, number, words) for name, number in reversed(above) if name != "schema"]
    return reduce(lambda what, whole: words.word(f"{_WORDS}of", what=what, whole=whole), owners, first(*last))


def _parts(steps: Steps) -> list[tuple[str, int | None]]:
    """Return each name with the number of its item; an item of an item has no name."""
    parts: list[tuple[str, int | None]] = []
    for step in steps:
        if isinstance(step, str):
            parts.append((step, None))
        elif parts and parts[-1][1] is None:
            parts[-1] = (parts[-1][0], step)
        else:
            parts.append(("", step))
    return parts


def _owner(name: str, number: int | None, words: Phrases) -> str:
    known = f"{_WORDS}one-{name}"
    return (
        words.word(known, number=number + 1)
        if number is not None and words.has(known)
        else _quoted(name, number, words)
    )


def _quoted(name: str, number: int | None, words: Phrases) -> str:
    if number is None:
        return f"“{name}”"
    return words.word(f"{_WORDS}listed" if name else f"{_WORDS}item", name=name, number=number + 1)
