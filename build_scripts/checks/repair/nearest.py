"""Which of the known names a misspelt one was likely meant to be; nothing where two are as likely, or only figures differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from build_scripts import cell

SIMILARITY = 0.8
# How much more alike the best must be than the second.
MARGIN = 0.03
LENGTH = 100
LARGEST = 1000
_SHORTEST = 4
_SLIPS = str.maketrans("ol|", "011")
_FIGURES = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Names:
    """Known names, and what stands in place of a name where it is meant (a code, where its title is written)."""

    meant: dict[str, str]

    @cached_property
    def _by_skeleton(self) -> dict[str, set[str]]:
        return _grouped((cell.skeleton(name), code) for name, code in self.meant.items())

    @cached_property
    def _by_slip(self) -> dict[str, set[str]]:
        return _grouped((_slip(name), code) for name, code in self.meant.items())

    def nearest(self, text: str) -> str:
        """Return the only name that a text was likely meant to be, or empty text."""
        if len(text) > LENGTH or not text:
            return ""
        for found in (self._by_skeleton.get(cell.skeleton(text)), self._by_slip.get(_slip(text))):
            if found and len(found) == 1:
                return next(iter(found))
        return self._similar(cell.skeleton(text))

    def _similar(self, text: str) -> str:
        if len(text) < _SHORTEST or len(self.meant) > LARGEST:
            return ""
        # The matcher keeps what it knows of its second text.
        matcher = SequenceMatcher(None, "", text, autojunk=False)
        scored = sorted(((_likeness(matcher, text, name), name) for name in self._by_skeleton), reverse=True)
        (best, name), (second, _) = (*scored, (0.0, ""), (0.0, ""))[:2]
        codes = self._by_skeleton.get(name, set())
        clear = best >= SIMILARITY and best - second >= MARGIN and len(codes) == 1
        return next(iter(codes)) if clear else ""


def names(known: Iterable[str]) -> Names:
    """Return names that mean themselves."""
    return Names({name: name for name in known})


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return groups


def _slip(text: str) -> str:
    """Return a text with figures in place of letters that look like them."""
    return cell.skeleton(text).translate(_SLIPS)


def _likeness(matcher: SequenceMatcher[str], text: str, name: str) -> float:
    """Return how alike a name is to a text, which the matcher has, from 0 to 1; texts with other figures are other codes, not slips."""
    matcher.set_seq1(name[: LENGTH + 1])
    if matcher.real_quick_ratio() < SIMILARITY or matcher.quick_ratio() < SIMILARITY:
        return 0.0
    return matcher.ratio() if _FIGURES.findall(text) == _FIGURES.findall(name) else 0.0
