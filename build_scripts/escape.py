"""The one place where data become part of Markdown, HTML, a URL or a script: text in, harmless text out."""

from __future__ import annotations

import html as _html
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Control characters have no place in HTML, and Python-Markdown uses two of them (STX, ETX) for its own bookkeeping.
# Lone surrogates and non-characters cannot be written as UTF-8 or as YAML.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Characters that turn the direction of the text around them could make one text look like another.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PUNCTUATION = re.compile(r"""[!-/:-@\[-`{-~]""")
_SCHEMES = frozenset({"http", "https"})
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def plain(text: str) -> str:
    """Return text on one line without control and direction characters."""
    return " ".join(_BIDI.sub("", _CONTROL.sub(" ", text)).split())


def html(text: object) -> str:
    """Escape for HTML text and for a quoted attribute."""
    return _html.escape(_BIDI.sub("", _CONTROL.sub(" ", str(text))), quote=True)


def block(text: object) -> str:
    """Escape for a raw HTML block inside Markdown: on one line, and without the sign with which macros begin."""
    return html(text).replace("\n", "&#10;").replace("\t", "&#9;").replace("{", "&#123;")


def front_matter(text: object) -> str:
    """Escape for a value of a page's front matter: HTML, since themes print it as it is, in a quoted YAML scalar."""
    return json.dumps(block(plain(str(text))), ensure_ascii=False)


def markdown(text: object) -> str:
    """Escape for a line of Markdown: each ASCII punctuation mark becomes a character reference, so none can be markup."""
    return _PUNCTUATION.sub(lambda m: f"&#{ord(m[0])};", plain(str(text)))


def link(url: str) -> str:
    """Return an http(s) address fit for a quoted attribute, or empty text for any other address."""
    if _CONTROL.search(url) or any(c.isspace() or c in "\"'<>\\`" for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return _html.escape(url, quote=True) if parts.scheme in _SCHEMES and parts.hostname else ""


def path_segment(text: str) -> str:
    """Escape for one segment of a URL path."""
    return quote(text, safe="-._~")


def json_text(value: Mapping[str, object] | Sequence[object] | str | float | None) -> str:
    """Write JSON that can stand inside a script element: no `<`, `>` or `&` in it, and no sign with which macros begin."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        # Two braces in a row stand in texts alone.
        .replace("{{", "\\u007b\\u007b")
        .replace("{%", "\\u007b%")
        .replace("{#", "\\u007b#")
    )


@lru_cache(maxsize=1)
def _commonmark() -> MarkdownIt:
    # Only pages pay for Markdown; a check has none.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _kept_attribute(_tag: str, name: str, value: str) -> str | None:
    """Keep a link only if it leads to an absolute address: a package knows nothing of the pages around its text."""
    return None if name == "href" and not (link(value) or value.startswith("mailto:")) else value


def rich(text: str, *, down: int = 1) -> str:
    """Turn a package's Markdown (its README) into one line of HTML: CommonMark without HTML, a short list of tags.

    Headings go `down` steps. Line feeds become character references, so that the result can stand in a raw HTML block.
    """
    import nh3

    cleaned = _BIDI.sub("", re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", " ", text))
    lowered = re.sub(r"<(/?)h([1-6])>", lambda m: f"<{m[1]}h{min(6, int(m[2]) + down)}>", _commonmark().render(cleaned))
    safe = nh3.clean(
        lowered,
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        attribute_filter=_kept_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return safe.strip().replace("\n", "&#10;").replace("\t", "&#9;").replace("{", "&#123;")


@lru_cache(maxsize=1 << 16)
def slug(text: str) -> str:
    """Return lower-case ASCII letters and digits joined by hyphens, for a readable part of a path."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
