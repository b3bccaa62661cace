"""One style sheet for all pages: of the theme only the rules that could apply to what the pages hold, then our own sheets whole.

A browser paints nothing before it has every style sheet, so each further file and each idle rule is time that readers wait.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

SHEET = "assets/site.css"
_PIECE = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*.*?\*/|[{};]|[^"'{};/]+|/""", re.DOTALL)
_GROUP = re.compile(r"@(?:media|supports|layer|container)\b")
_INNER = re.compile(r"\([^()]*\)")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
# The portal has colours of its own, which the theme calls `custom`.
_IDLE = re.compile(r"\[data-md-color-(?:primary|accent)=(?!custom)")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z_][\w-]+")
_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^"]*?)assets/[^"]+">\n?')


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield what stands before each block, and the block; a statement without a block has None."""
    head: list[str] = []
    body: list[str] = []
    depth = 0
    for piece in _PIECE.findall(css):
        depth += (piece == "{") - (piece == "}")
        if (piece, depth) == ("{", 1):
            continue
        if depth:
            body.append(piece)
        elif piece in {"}", ";"}:
            yield "".join(head).strip(), "".join(body) if piece == "}" else None
            head, body = [], []
        elif not piece.startswith("/*"):
            head.append(piece)


def _split(selectors: str) -> Iterator[str]:
    """Yield the selectors of a list; commas inside brackets part nothing."""
    start = depth = 0
    for place, letter in enumerate(selectors):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            yield selectors[start:place]
            start = place + 1
    yield selectors[start:]


def _applies(selector: str, used: frozenset[str]) -> bool:
    """Say whether a selector could match: every class outside brackets is used. What stands in brackets may be a negation."""
    bare, found = _INNER.subn("", selector)
    while found:
        bare, found = _INNER.subn("", bare)
    return not _IDLE.search(selector) and used.issuperset(_CLASS.findall(bare))


def pruned(css: str, used: frozenset[str]) -> str:
    """Return a style sheet without the rules whose selectors name a class that is not used."""
    kept: list[str] = []
    for head, body in _rules(css):
        if body is None:
            kept.append(f"{head};" if head else "")
        elif _GROUP.match(head):
            inner = pruned(body, used)
            kept.append(f"{head}{{{inner}}}" if inner else "")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        elif selectors := [s for s in _split(head) if _applies(s, used)]:
            kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def _terse(css: str) -> str:
    """Return a style sheet without comments and with single spaces, strings apart."""
    tokens = (t for t in _PIECE.findall(css) if not t.startswith("/*"))
    return "".join(t if t[0] in "\"'" else _SPACE.sub(" ", t) for t in tokens)


def sheet(theme: Iterable[str], own: Iterable[str], classes: Iterable[str], scripts: Iterable[str]) -> bytes:
    """Return the style sheet of the site; `classes` are those of the pages, and a word of a script may be a class as well."""
    used = frozenset(classes).union(*(_WORD.findall(script) for script in scripts))
    return "\n".join([*(pruned(css, used) for css in theme), *map(_terse, own), ""]).encode()


def linked_once(text: str) -> str:
    """Let a page load the one style sheet where it loaded several."""
    first = _LINK.search(text)
    if first is None:
        return text
    one = f'<link rel="stylesheet" href="{first[1]}{SHEET}">\n'
    return text[: first.start()] + one + _LINK.sub("", text[first.start() :])
