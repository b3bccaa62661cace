"""From what the site engine wrote to what is published: policy first, no inline style, charts in place, one folder of assets.

All functions are pure and work on text: a parser of HTML would take as long as making the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.catalog import Pictures
from build_scripts.publish.policy import inline_hashes, policy, runnable
from build_scripts.publish.site import MissingPictureError, UnsafePageError
from build_scripts.publish.styles import linked_once
from build_scripts.publish.terms import MARK, Term, explained

_ARTICLE = re.compile(r"<article\b[^>]*>.*</article>", re.DOTALL)
_STYLE_ELEMENT = re.compile(r"<style\b[^>]*>.*?</style>\s*", re.DOTALL)
_STYLE_ATTRIBUTE = re.compile(r"""(<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*?)\sstyle="([^"]*)\"""")
_ALIGN = re.compile(r"^\s*text-align:\s*(left|right|center);?\s*$")
_CLASS = re.compile(r'\sclass="')
_ASSET = re.compile(r'(\s(?:href|src)=")((?:\.\./)*|\./)assets/')
_PICTURE = re.compile(r'<div class="chart-picture"([^>]*)></div>')
_CHART_ID = re.compile(r'\sdata-chart="([^"]*)"')
_MODULE = re.compile(r'(<script\b[^>]*\stype="module")')
_DATE = "<time data-built></time>"
_BLANK_LINES = re.compile(r"\n\s*\n+")
# Where blank lines are seen.
_KEPT_BLANK = re.compile(r"<pre\b|<textarea\b[^>]*>[^<]*\n\s*\n")
_IGNORED = re.compile(
    r'<table\b(?![^>]*\bdata-search\b)[^>]*>.*?</table>|<a class="headerlink".*?</a>|<script\b.*?</script>|<svg\b.*?</svg>'
    r'|<span class="term-tip".*?</span>',
    re.DOTALL,
)
# Switches of the theme's own menu and search, which are not here; the sign of a permalink says nothing when read aloud.
_TOGGLE = re.compile(r'[ \t]*<(?:input class="md-toggle"|label class="md-overlay")[^>]*>(?:</label>)?\n?')
_PERMALINK = re.compile(r'(<a class="headerlink" href="[^"]*" title="([^"]*)")>')
_PLAIN_TABLE = re.compile(r"<table>\s*<thead>(.*?)</thead>", re.DOTALL)
_COLUMN = re.compile(r"<th\b")
_SECTION = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
_SIGN = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_LATER = "source/"
# What an article holds, and the script that it needs; a page loads no other.
SCRIPTS = (
    ('class="chart-picture"', "chart.js"),
    ('class="chart-menu"', "chart.js"),
    ('class="find-form"', "find.js"),
    ("data-compare=", "compare.js"),
    ("data-map=", "map.js"),
    ('class="data" data-sort', "table.js"),
    ("data-strip=", "strip.js"),
    ("data-switch=", "tabs.js"),
    (MARK, "terms.js"),
)
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')
_SVG_STYLE = re.compile(r'\sstyle="([^"]*)"')
_SVG_ID = re.compile(r'\bid="([^"]+)"')
_SVG_USE = re.compile(r"""url\((?:&quot;|"|')?#([^)"'&]+)(?:&quot;|"|')?\)|(href)="#([^"]+)\"""")


@dataclass(frozen=True, slots=True)
class Shell:
    """What a page's frame depends on: the language's folder, the path of its base URL, its scripts, the terms of its glossary."""

    prefix: str
    base_path: str
    scripts: tuple[str, ...]
    terms: tuple[Term, ...] = ()


def finish(text: str, page: str, shell: Shell) -> str:
    """Make a page of the site engine fit for its policy; charts are still empty. `page` is its address, for errors and depth."""
    article = _article(text)
    found = runnable(article)
    if found is not None:
        raise UnsafePageError(page or "index", found)
    text = _with_terms(text, page, shell) if shell.terms else text
    text = _without_styles(text)
    text = linked_once(_shared_assets(text, shell))
    text = text if _KEPT_BLANK.search(text) else _BLANK_LINES.sub("\n", text)
    text = _TOGGLE.sub("", text)
    text = _PERMALINK.sub(r'\1 aria-label="\2">', text)
    text = _with_captions(text) if "<table>" in text else text
    return _with_policy(_with_scripts(text, page, shell), page)


def _with_terms(text: str, page: str, shell: Shell) -> str:
    match = _ARTICLE.search(text)
    if match is None or page == "404.html":
        return text
    article = explained(match[0], page, "../" * page.count("/"), shell.terms)
    return text[: match.start()] + article + text[match.end() :]


def _with_captions(text: str) -> str:
    """Give each table that was written in Markdown the heading above it as caption, for those who hear it, and its headings scope."""
    headings = [(m.end(), _TAG.sub("", _SIGN.sub("", m[1])).strip()) for m in _SECTION.finditer(text)]

    def captioned(match: re.Match[str]) -> str:
        above = [words for end, words in headings if end <= match.start()]
        caption = f'<caption class="portal-unseen">{above[-1]}</caption>\n' if above else ""
        columns = _COLUMN.sub('<th scope="col"', match[1])
        return f"<table>\n{caption}<thead>{columns}</thead>"

    return _PLAIN_TABLE.sub(captioned, text)


def _with_scripts(text: str, page: str, shell: Shell) -> str:
    article = _article(text)
    names = [name for mark, name in SCRIPTS if mark in article and name in shell.scripts]
    scripts = "".join(
        f'<script type="module" src="{_up(page, shell)}assets/{name}"></script>\n' for name in dict.fromkeys(names)
    )
    text = text.replace("</body>", f"{scripts}</body>", 1) if scripts else text
    # A page is read before anything on it is used: on a slow line its style sheet comes first.
    return _MODULE.sub(r'\1 fetchpriority="low"', text)


def _article(text: str) -> str:
    match = _ARTICLE.search(text)
    return match[0] if match else ""


def _up(page: str, shell: Shell) -> str:
    if page == "404.html":
        return shell.base_path
    return "../" * (shell.prefix + page).count("/")


def _shared_assets(text: str, shell: Shell) -> str:
    """Point a language in a folder of its own at the assets of the root: switching language loads nothing again."""
    if not shell.prefix:
        return text
    up = "../" * shell.prefix.count("/")
    text = _ASSET.sub(lambda m: f"{m[1]}{'' if m[2] == './' else m[2]}{up}assets/", text)
    return text.replace(f'="{shell.base_path}{shell.prefix}assets/', f'="{shell.base_path}assets/')


def _without_styles(text: str) -> str:
    if "<style" in text:
        text = _STYLE_ELEMENT.sub("", text)
    # One element can hold one style attribute, so a second round finds nothing.
    return _STYLE_ATTRIBUTE.sub(_style_as_class, text) if " style=" in text else text


def _style_as_class(match: re.Match[str]) -> str:
    tag, value = match[1], match[2]
    aligned = _ALIGN.match(value)
    if aligned is None:
        return tag
    name = f"align-{aligned[1]}"
    return _CLASS.sub(f' class="{name} ', tag, count=1) if _CLASS.search(tag) else f'{tag} class="{name}"'


def _with_policy(text: str, page: str) -> str:
    hashes = inline_hashes(_ARTICLE.sub("", text))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes)}">'
    head, found, rest = text.partition("<head>")
    if not found:
        raise UnsafePageError(page, "no head")
    return f"{head}{found}\n{meta}{rest}"


def charts_of(text: str) -> tuple[str, ...]:
    """Return the ids of the charts that a page shows."""
    return tuple(html.unescape(m[1]) for a in _PICTURE.findall(text) if (m := _CHART_ID.search(a)))


def fill(text: str, page: str, drawn: Mapping[str, tuple[str, str]]) -> str:
    """Put the wide and the narrow picture into each chart's place; `drawn` maps a chart id to both."""

    def both(match: re.Match[str]) -> str:
        named = _CHART_ID.search(match[1])
        chart = html.unescape(named[1]) if named else ""
        if chart not in drawn:
            raise MissingPictureError(page, chart)
        wide, narrow = drawn[chart]
        return (
            f'<div class="chart-picture"{match[1]}><div class="chart-wide" aria-hidden="true">{wide}</div>'
            f'<div class="chart-narrow" aria-hidden="true">{narrow}</div></div>'
        )

    return _PICTURE.sub(both, text) if 'class="chart-picture"' in text else text


def dated(text: str, day: str, written: str) -> str:
    """Put the date of the data into the frame of a page: only now, so that a page is not made again because of a new date."""
    return text.replace(_DATE, f'<time datetime="{day}">{written}</time>')


def embed(chart: str, pictures: Pictures) -> tuple[str, str]:
    """Return both pictures of a chart, with ids of their own and presentation attributes instead of styles."""
    name = re.sub(r"[^A-Za-z0-9_-]", "-", chart)
    return _embedded(pictures.page_wide, f"{name}-w-"), _embedded(pictures.page_narrow, f"{name}-n-")


def _embedded(svg: str, prefix: str) -> str:
    if ' style="' in svg:
        svg = _SVG_STYLE.sub(lambda m: _as_attributes(m[1]), svg)
    if ' id="' not in svg:
        return svg
    svg = _SVG_ID.sub(lambda m: f'id="{prefix}{m[1]}"', svg)
    return _SVG_USE.sub(lambda m: f"url(#{prefix}{m[1]})" if m[1] else f'href="#{prefix}{m[3]}"', svg)


def _as_attributes(style: str) -> str:
    pairs = (part.partition(":") for part in style.split(";") if ":" in part)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, _, value in pairs)


def search_text(text: str, page: str) -> str:
    """Return what the search index sees of a page: its article without tables, pictures and scripts; empty if it is not indexed.

    A source comes after what is said with it: its title holds the words of many searches, but is seldom what is searched for.
    """
    article = _article(text)
    if "data-pagefind-body" not in article[: article.find(">") + 1]:
        return ""
    seen = _IGNORED.sub("", article)
    if page.startswith(_LATER):
        seen = _TITLE.sub(r'<p data-pagefind-meta="name">\1</p>', seen)
        seen = seen.replace(" data-pagefind-body", ' data-pagefind-body data-pagefind-weight="0.5"', 1)
    language = _LANGUAGE.search(text)
    head = f'<html lang="{language[1] if language else ""}"><head><title></title></head>'
    return f"<!doctype html>{head}<body>{seen}</body></html>"
