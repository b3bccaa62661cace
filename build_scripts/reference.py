"""The reference of all rules as a page: what holds, why, what is wrong, what the program says of it, what is right.

Nothing on it is written by hand but sentences: order, severity, examples and messages come from the rules and from running them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from build_scripts import escape
from build_scripts.locale import Locale
from build_scripts.report import Finding, Report, explain, rule, visible
from build_scripts.rules import GROUPS
from build_scripts.voices.base import place, told

# A file of so many lines is shown whole, one that every example has only where it is short; of others the lines that matter.
WHOLE, SHORT = 12, 6
LINE = 220
MESSAGES = 3
MEGABYTE = 1_000_000
GAP = "…"
_MARKS = re.compile(r"[\\`*_\[\]{}<>#|&]")
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """An example that was run: the text of each file on its sides, and what was found on the bad one.

    `usual` are files that every example has, of which only what differs is shown; `base` is what was published before.
    """

    type: str
    bad: Texts
    good: Texts
    report: Report
    base: Texts = field(default_factory=dict)
    usual: Texts = field(default_factory=dict)


def reference_page(cases: Iterable[Case], words: Locale, limits: Mapping[str, int]) -> str:
    """Return the page in a language, as Markdown; `limits` are by name how large things may be."""
    by_type = {case.type: case for case in cases}
    lines = [*_front(words), f"# {_t(words, 'title')} {{#checks}}", "", *_paragraphs(words, "intro"), *_contents(words)]
    for group, types in GROUPS.items():
        lines += [f"## {_t(words, f'group.{group}')} {{#{group}}}", "", *_paragraphs(words, f"about.{group}")]
        lines += _limits(limits, words) if group == "file" else _syntax(types, words)
        for type in types:
            lines += _rule(type, by_type.get(type), words)
    return "\n".join(lines).rstrip() + "\n"


def _t(words: Locale, key: str, **facts: object) -> str:
    return words.word(f"reference.{key}", **facts)


def _paragraphs(words: Locale, key: str) -> list[str]:
    return [words.word(f"reference.{key}"), ""] if words.has(f"reference.{key}") else []


def _front(words: Locale) -> list[str]:
    stated = {name: escape.front_matter(_t(words, name)) for name in ("title", "description", "kind")}
    return ["---", *(f"{name}: {text}" for name, text in stated.items()), "hide: [toc]", "---", ""]


def _contents(words: Locale) -> Iterator[str]:
    for group, types in GROUPS.items():
        if types:
            links = ", ".join(f"[`{type}`](#{type})" for type in types)
            yield f"**[{_t(words, f'group.{group}')}](#{group})**: {links}"
            yield ""


def _limits(limits: Mapping[str, int], words: Locale) -> list[str]:
    """Return what may be how large, in a sentence; bytes are told in millions."""
    told = {name: n // MEGABYTE if name.endswith("_bytes") else n for name, n in limits.items()}
    return [_t(words, "limits", **{name: words.number(n) for name, n in told.items()}), ""]


def _syntax(types: Iterable[str], words: Locale) -> Iterator[str]:
    """Yield a table of what rules of a group state in a descriptor, for those that are stated there."""
    stated = [type for type in types if words.has(f"reference.syntax.{type}")]
    if stated:
        yield f"| {_t(words, 'syntax.head')} | {_t(words, 'syntax.text')} |"
        yield "|---|---|"
        yield from (f"| [`{type}`](#{type}) | {_t(words, f'syntax.{type}')} |" for type in stated)
        yield ""


def _rule(type: str, case: Case | None, words: Locale) -> Iterator[str]:
    yield f"### `{type}` {{#{type}}}"
    yield ""
    yield f"**{_plain(rule(type, words))}**"
    yield _plain(rule(type, words, "why"))
    if case is None:
        yield ""
        return
    severities = sorted({str(f.severity) for f in case.report.findings if f.type == type})
    yield f"*{' / '.join(words.word(f'voice.{severity}') for severity in severities)}.*"
    yield ""
    yield _example(case, words)
    yield ""


def _plain(sentence: str) -> str:
    """Escape a sentence of ours, which a reader of the Markdown should still be able to read."""
    return _MARKS.sub(lambda m: f"&#{ord(m[0])};", sentence)


def _example(case: Case, words: Locale) -> str:
    """Return the folded example as one line of HTML."""
    found = [f for f in case.report.findings if f.type == case.type]
    messages = dict.fromkeys(_message(f, words) for f in found)
    parts = [
        *(_side(_t(words, "base"), _shown(case.base, case.bad, case)) if case.base else ()),
        *_side(_t(words, "bad"), _shown(case.bad, case.good, case)),
        f"<p>{escape.block(_t(words, 'says'))}</p>",
        "<ul>",
        *(f"<li>{escape.block(message)}</li>" for message in list(messages)[:MESSAGES]),
        "</ul>",
        *_side(_t(words, "good"), _shown(case.good, case.bad, case)),
        *(f"<p>{escape.block(_t(words, 'without', file=name))}</p>" for name in case.bad if name not in case.good),
    ]
    summary = escape.block(_t(words, "example"))
    return f'<details class="dictionary" data-pagefind-ignore><summary>{summary}</summary>{"".join(parts)}</details>'


def _message(finding: Finding, words: Locale) -> str:
    where = f"{finding.path}, {place(finding, words)}"
    return f"{where}: {told(finding, words)} {words.word('voice.to-do', repair=explain(finding, words)[1])}"


def _side(title: str, files: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"<p><strong>{escape.block(title)}</strong></p>"
    for name, text in files:
        yield f'<p>{escape.block(visible(name))}</p><pre><code tabindex="0">{escape.block(text)}</code></pre>'


def _shown(own: Texts, other: Texts, case: Case) -> Iterator[tuple[str, str]]:
    """Yield name and text of each file of a side in which something differs; what both sides have is shown on the bad one."""
    for name, text in own.items():
        usual = case.usual.get(name, "")
        if other.get(name) != text or (own is case.bad and text != usual and _changed(text, usual, around=0)):
            yield name, excerpt(text, other.get(name, text), usual)


def excerpt(text: str, other: str, usual: str) -> str:
    """Return the lines of a text that matter: all of a short one, else its first and those that the other or the usual text has not."""
    lines = text.splitlines()
    if len(lines) <= SHORT or (len(lines) <= WHOLE and not usual):
        return "\n".join(visible(line, LINE) for line in lines)
    kept = _changed(text, other, around=1) | (_changed(text, usual, around=0) if usual else set())
    # The first line of a table names its columns; that of an object is a brace.
    kept |= set() if lines[0].startswith("{") else {0}
    margin = min((len(lines[n]) - len(lines[n].lstrip(" ")) for n in kept), default=0)
    return "\n".join(_with_gaps([line[margin:] for line in lines], sorted(kept)))


def _changed(text: str, other: str, *, around: int) -> set[int]:
    """Return the numbers of lines that the other text has not; where it has more, those on either side of the place."""
    lines = text.splitlines()
    found: set[int] = set()
    for kind, start, end, *_ in difflib.SequenceMatcher(None, lines, other.splitlines(), autojunk=False).get_opcodes():
        if kind == "insert":
            found |= set(range(max(0, start - around), min(len(lines), end + around)))
        elif kind != "equal":
            found |= set(range(start, end))
    return found


def _with_gaps(lines: list[str], kept: list[int]) -> Iterator[str]:
    last = -1
    for number in kept:
        if number > last + 1:
            yield GAP
        yield visible(lines[number], LINE)
        last = number
    if last < len(lines) - 1:
        yield GAP
