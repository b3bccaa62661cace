"""Checks every link of the finished site: pages, fragments, files, and that nothing is loaded from another host.

What a page links to is read once, when the page is made; later builds only compare. The site engine itself looks neither at raw HTML nor
across languages.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_TAG = re.compile(r"""<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(
    r"""\s(href|src|srcset|poster|action|data-spec|data-data|id|name|rel)\s*=\s*(?:"([^"]*)"|'([^']*)')"""
)
_CLASSES = re.compile(r"""\sclass=["']?([^"'>]*)""")
_SCRIPT_TEXT = re.compile(r"(<script\b[^>]*>).*?(</script\s*>)|<!--.*?-->", re.DOTALL)
_CSS_FOREIGN = re.compile(r"""@import[^;]*;|url\(\s*["']?\s*(?:https?:)?//[^)]*\)""", re.IGNORECASE)
_FOLDER_ENDS = ("/", "/.", "/..")
_NAMING_RELS = frozenset({"canonical", "alternate", "license", "author", "next", "prev", "me", "describedby"})


@dataclass(frozen=True, slots=True)
class References:
    """What a page refers to, what it offers as targets, what it loads, and the classes by which it is styled: each sorted."""

    links: tuple[str, ...]
    ids: tuple[str, ...]
    loads: tuple[str, ...]
    classes: tuple[str, ...] = ()


def references(text: str) -> References:
    """Read the links, targets, loaded addresses and classes of a page."""
    links, ids, loads = set[str](), set[str](), set[str]()
    classes = {name for names in set(_CLASSES.findall(text)) for name in names.split()}
    for tag, rest in _TAG.findall(_SCRIPT_TEXT.sub(r"\1\2", text)):
        if "=" in rest:
            named, loaded, targets = _element(tag, rest)
            links.update(named)
            loads.update(loaded)
            ids.update(targets)
    return References(*(tuple(sorted(found)) for found in (links, ids, loads, classes)))


@lru_cache(maxsize=8192)  # most elements of the frame are the same on every page
def _element(tag: str, rest: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    attributes = {name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(rest)}
    named, loaded = _addresses(tag.lower(), attributes)
    targets = (attributes[name] for name in ("id", "name") if name in attributes and (name == "id" or tag == "a"))
    return tuple(named), tuple(loaded), tuple(targets)


def _addresses(tag: str, attributes: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the addresses that an element names and those that the browser loads because of it."""
    values = [
        attributes[name] for name in ("href", "src", "poster", "action", "data-spec", "data-data") if name in attributes
    ]
    values += [part.split()[0] for part in attributes.get("srcset", "").split(",") if part.split()]
    names_only = tag in {"a", "area", "form"} or (
        tag == "link" and set(attributes.get("rel", "").split()) <= _NAMING_RELS
    )
    return (values, []) if names_only else ([], values)


def foreign_styles(css: str) -> tuple[str, ...]:
    """Return what a style sheet would load from elsewhere."""
    return tuple(_CSS_FOREIGN.findall(css))


@dataclass(frozen=True, slots=True)
class Map:
    """The finished site: its files, the targets of its pages by file, and its address."""

    files: frozenset[str]
    ids: Mapping[str, frozenset[str]]
    base_url: str


def broken(pages: Mapping[str, References], site: Map) -> tuple[str, ...]:
    """Return a line for each link that leads nowhere and each address loaded from elsewhere; `pages` is by file."""
    found: list[str] = []
    base_path = urlsplit(site.base_url).path or "/"
    for file, page in pages.items():
        found += (f"{file}: loads {url} from another host" for url in page.loads if _foreign(url, site.base_url))
        for url in (*page.links, *page.loads):
            fault = _fault(url, file, page, site, base_path)
            if fault:
                found.append(f"{file}: {url} {fault}")
    return tuple(found)


def _foreign(url: str, base_url: str) -> bool:
    scheme_or_host = url.startswith("//") or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url)
    return bool(scheme_or_host) and not url.startswith((base_url, "data:"))


def _fault(url: str, file: str, page: References, site: Map, base_path: str) -> str:
    if url.startswith("#"):
        return "" if url in {"#", "#top"} or _has(page.ids, url[1:]) else "has no target on the page"
    if _foreign(url, site.base_url) or url.startswith("data:"):
        return "runs a script" if url.lower().lstrip().startswith(("javascript:", "vbscript:")) else ""
    path, _, fragment = url.partition("#")
    target = _target(path.partition("?")[0], file, site.base_url, base_path)
    if target is None or target not in site.files:
        return "leads nowhere"
    if fragment and target in site.ids and not _has(site.ids[target], fragment):
        return "has no such target"
    return ""


def _has(ids: Iterable[str], fragment: str) -> bool:
    known = ids if isinstance(ids, frozenset) else frozenset(ids)
    return fragment in known or unquote(fragment) in known


def _target(path: str, file: str, base_url: str, base_path: str) -> str | None:
    """Return the file that an address leads to, or None if it leaves the site."""
    if path.startswith(base_url):
        joined = path[len(base_url) :]
    elif path.startswith("/"):
        whole = posixpath.normpath(path) + (
            "/" if path.endswith(_FOLDER_ENDS) and posixpath.normpath(path) != "/" else ""
        )
        if not whole.startswith(base_path):
            return None
        joined = whole[len(base_path) :]
    elif not path:
        return file
    else:
        joined = posixpath.join(posixpath.dirname(file), path)
    return _index_of(unquote(joined))


def _index_of(path: str) -> str | None:
    folder = path.endswith(_FOLDER_ENDS) or path in {"", ".", ".."}
    clean = posixpath.normpath(path) if path else "."
    if clean == ".." or clean.startswith("../"):
        return None
    if folder:
        return "index.html" if clean == "." else f"{clean}/index.html"
    return clean
