"""Explains terms in place: where a page first uses a term of the glossary, it links there and says in a sentence what it means.

The glossary, a page written by hand, is the only source. Terms are found word by word in the paragraphs of the finished article, so that
pages of every kind are served alike; headings, links, tables, charts, code, forms, citations and the texts of packages stay as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

GLOSSARY = "glossary/"
MARK = 'class="term"'
_COMMON = ".common"
_ENTRY = re.compile(
    r"^### (?P<title>[^\n]+?) \{#(?P<anchor>[\w-]+)(?P<classes>(?: \.[\w-]+)*)\}\n+(?:\*[^\n]*\*\n)?(?P<meaning>[^\n]+)$",
    re.MULTILINE,
)
_LONG_AND_SHORT = re.compile(r"(.*?) \((.*)\)")
_LIST = re.compile(r", (?:dan |and )?| dan | and ")
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LEADS_ON = re.compile(r"; [^;\[]*\[[^\]]*\]\([^)]*\)\.$")
_OPENING = re.compile(
    r"""<(table|figure|nav|form|pre|svg|div class="rich"|p)(?=[\s>])((?:[^<>"']|"[^"]*"|'[^']*')*)>"""
)
# Paragraphs that are no prose of the page's language: what scripts write into, parts of charts and maps, citations, titles and values.
_LEFT_ALONE = re.compile(
    r'\b(?:lang|role)="|\bclass="(?:citation|(?:chart|map|compare)-|[\w-]*(?:title|value|name|tag)\b)'
)
# Inside a paragraph: what is not touched as a whole, and any other tag.
_INSIDE = re.compile(
    r"<(a|code|kbd|button|label|svg)\b.*?</\1>|<(span|em|cite|q|i) lang=.*?</\2>|<[^>]*>",
    re.DOTALL,
)
_ANCHOR = re.compile(r'<a href="([^"]*)">')
_WORD = re.compile(r"\w[\w-]*")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary: its anchor, what it means in a sentence, and the forms in which texts use it.

    An entry of the class `common` is an everyday word and has no forms: only a link made by hand is a use of it.
    """

    anchor: str
    meaning: str
    forms: tuple[str, ...]


def read_terms(glossary: str, language: str) -> tuple[Term, ...]:
    """Read the entries of a glossary in Markdown: a heading of the third level with an id, and the first line of its text."""
    return tuple(
        Term(
            found["anchor"],
            _plain(found["meaning"]),
            () if _COMMON in found["classes"].split() else tuple(_forms(found["title"], language)),
        )
        for found in _ENTRY.finditer(glossary)
    )


def terms_of(facts: Iterable[Mapping[str, object]]) -> tuple[Term, ...]:
    """Return the terms that `asdict` and JSON took apart."""
    return tuple(Term(str(one["anchor"]), str(one["meaning"]), _texts(one["forms"])) for one in facts)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _plain(markdown: str) -> str:
    """Return a line of the glossary without its links and marks, and without a last clause that only leads elsewhere."""
    return re.sub(r"[*`]", "", _MARKDOWN_LINK.sub(r"\1", _LEADS_ON.sub(".", markdown))).strip()


def _forms(title: str, language: str) -> Iterator[str]:
    """Yield what a heading names: `DJSN (Dewan …)` both, a list each of its parts; in English also their plurals."""
    both = _LONG_AND_SHORT.fullmatch(title)
    names = both.groups() if both else (title,)
    for name in names:
        for form in _LIST.split(name) if "," in name else (name,):
            yield form
            if language == "en" and form[-1].islower() and not form.endswith("s"):
                yield f"{form[:-1]}ies" if re.search("[^aeiou]y$", form) else f"{form}s"


@lru_cache(maxsize=8)
def _by_first_word(terms: tuple[Term, ...]) -> Mapping[str, tuple[tuple[re.Pattern[str], Term], ...]]:
    """Sort all forms by the word that they begin with, the longest first."""
    found: dict[str, list[tuple[str, Term]]] = {}
    for term in terms:
        for form in term.forms:
            first = _WORD.match(form)
            if first:
                found.setdefault(first[0].casefold(), []).append((form, term))
    return {
        first: tuple((_pattern(form), term) for form, term in sorted(pairs, key=lambda pair: -len(pair[0])))
        for first, pairs in found.items()
    }


def _pattern(form: str) -> re.Pattern[str]:
    """Return what a form looks like in a text: capitals count only in words that have them inside, as abbreviations do."""
    words = (re.escape(w) if re.search(r"[A-Z]", w[1:]) else f"(?i:{re.escape(w)})" for w in form.split())
    return re.compile(r"(?<![./])" + r"\s+".join(words) + r"(?![\w-]|\.\w)")


def explained(article: str, page: str, root: str, terms: tuple[Term, ...]) -> str:
    """Return an article with the first use of each term linked and explained; `root` leads from the page to its language's root."""
    if not terms or page == GLOSSARY:
        return article
    unexplained = _Unexplained(terms, f"{root}{GLOSSARY}#")
    parts, done = list[str](), 0
    while opening := _OPENING.search(article, done):
        name = opening[1].partition(" ")[0]
        end = article.find(f"</{name}>", opening.end())
        if end < 0:
            break
        inside = article[opening.end() : end]
        served = name == "p" and not _LEFT_ALONE.search(opening[2])
        parts += [article[done : opening.end()], unexplained.paragraph(inside) if served else inside]
        done = end
    return "".join((*parts, article[done:]))


class _Unexplained:
    """The terms that a page has not explained yet."""

    def __init__(self, terms: tuple[Term, ...], way: str) -> None:
        self._terms = {term.anchor: term for term in terms}
        self._forms = _by_first_word(terms)
        self._way = way

    def paragraph(self, inside: str) -> str:
        """Explain what a paragraph is the first to use."""
        parts, done = list[str](), 0
        for element in _INSIDE.finditer(inside):
            parts += [self._text(inside[done : element.start()]), self._element(element[0])]
            done = element.end()
        return "".join((*parts, self._text(inside[done:])))

    def _element(self, element: str) -> str:
        """Explain the term that a link made by hand leads to."""
        link = _ANCHOR.match(element)
        anchor = link[1].removeprefix(self._way) if link and link[1].startswith(self._way) else ""
        term = self._terms.pop(anchor, None)
        return self._box(term, element[len("<a ") :]) if term else element

    def _text(self, text: str) -> str:
        """Explain the terms of a text; one without any is returned as it is, one with some is escaped anew."""
        plain = html.unescape(text) if "&" in text else text
        parts, done = list[str](), 0
        for word in _WORD.finditer(plain):
            used = self._used(plain, word) if word.start() >= done else None
            if used is None:
                continue
            term, end = used
            shown = _escaped(plain[word.start() : end])
            if self._terms.pop(term.anchor, None):
                shown = self._box(term, f'href="{self._way}{term.anchor}">{shown}</a>')
            # A term that is known by now is passed over as a whole: the shorter ones inside it are not meant.
            parts += [_escaped(plain[done : word.start()]), shown]
            done = end
        return "".join((*parts, _escaped(plain[done:]))) if parts else text

    def _used(self, text: str, word: re.Match[str]) -> tuple[Term, int] | None:
        """Return the longest term that begins with a word, and where it ends."""
        for pattern, term in self._forms.get(word[0].casefold(), ()):
            found = pattern.match(text, word.start())
            if found:
                return term, found.end()
        return None

    def _box(self, term: Term, link: str) -> str:
        tip = f"term-{term.anchor}"
        return (
            f'<span class="term-box"><a {MARK} aria-describedby="{tip}" {link}'
            f'<span class="term-tip" role="tooltip" id="{tip}">{_escaped(term.meaning)}</span></span>'
        )


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
