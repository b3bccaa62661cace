"""The Content-Security-Policy of a page: what it may load, and that its text contains nothing that runs.

Only scripts of the shell are allowed by their hash. A script inside the article is refused, never hashed: otherwise text that slipped
through an escape would be granted the right to run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache

DIRECTIVES = (
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'{hashes}"),  # Pagefind searches in WebAssembly
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'self'"),
)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_DATA_BLOCK = re.compile(r"""\btype\s*=\s*["']?application/(?:ld\+)?json\b""", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_FORBIDDEN = re.compile(r"<(?:script|iframe|frame|object|embed|base|meta|link|style)\b", re.IGNORECASE)
_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')""")


@lru_cache(maxsize=64)
def script_hash(text: str) -> str:
    """Return the source expression that allows one inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline_hashes(shell: str) -> tuple[str, ...]:
    """Return the expressions of all inline scripts of a shell, sorted; data blocks and linked scripts need none."""
    found = (
        text
        for attributes, text in _SCRIPT.findall(shell)
        if not _DATA_BLOCK.search(attributes) and not _SOURCE.search(attributes)
    )
    return tuple(sorted({script_hash(text) for text in found}))


def policy(hashes: Iterable[str]) -> str:
    """Write the policy; `hashes` are the expressions of the inline scripts."""
    allowed = "".join(f" {one}" for one in sorted(set(hashes)))
    return "; ".join(f"{name} {value.format(hashes=allowed)}" for name, value in DIRECTIVES)


def runnable(article: str) -> str | None:
    """Return the first thing in an article that would run or change how the page is read, or None.

    Addresses that run (`javascript:`) are the business of the link check, which sees them decoded.
    """
    for attributes, text in _SCRIPT.findall(article):
        if not _DATA_BLOCK.search(attributes) or _SOURCE.search(attributes):
            return f"<script{attributes}>{text}"
    body = _SCRIPT.sub("", article)
    forbidden = _FORBIDDEN.search(body)
    if forbidden is not None:
        return forbidden[0]
    if _HANDLER.search(body) is None:
        return None
    # Only now tag by tag: the words may have stood in a value or in the text.
    return next((tag for tag in _TAG.findall(body) if _HANDLER.search(_VALUE.sub("=", tag))), None)
