"""A report for a terminal and for a log: by file, then by cause, in whole sentences, the summary last."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from build_scripts.report import PATH_LENGTH, Finding, Report, Severity, Words, explain, rule, summary, visible
from build_scripts.voices.base import SHOWN, Group, Screen, excuse, overview, place, rest_lines, told

_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m"}
_BOLD, _END = "\x1b[1m", "\x1b[0m"
NARROWEST = 40


def to_text(report: Report, words: Words, screen: Screen = Screen()) -> Iterator[str]:  # noqa: B008 (a frozen value)
    """Yield the report for a person who reads it top to bottom; wrapped where the screen has a width."""
    view = overview(report.findings)
    for path, groups in view.by_file():
        yield _coloured(visible(path, PATH_LENGTH), _BOLD, screen) + "\n"
        for group in groups:
            yield from _group(group, words, screen)
        yield "\n"
    for line in rest_lines(view.rest, words):
        yield _wrapped(line, "", screen)
    yield "\n" if view.rest else ""
    yield from _accepted(report, words, screen)
    yield summary(report, words) + "\n"


def _group(group: Group, words: Words, screen: Screen) -> Iterator[str]:
    column = words.word("voice.field", field=visible(group.field)) if group.field else ""
    severity = _coloured(words.word(f"voice.{group.severity}"), _COLOURS[group.severity], screen)
    yield f"  {severity}{column} [{group.type}]\n"
    if law := rule(group.type, words):
        yield _wrapped(law, "    ", screen)
    for repair, findings in groupby(group.shown, key=lambda f: explain(f, words)[1]):
        for finding in findings:
            yield _wrapped(f"{_line(finding, words)}: {told(finding, words)}", "    ", screen)
        yield _wrapped(words.word("voice.to-do", repair=repair), "    ", screen)
    if group.count > len(group.shown):
        yield _wrapped(words.word("voice.more", count=group.count - len(group.shown)), "    ", screen)


def _line(finding: Finding, words: Words) -> str:
    return words.word("voice.line", line=finding.line) if finding.line else words.word("voice.file")


def _accepted(report: Report, words: Words, screen: Screen) -> Iterator[str]:
    if not report.accepted:
        return
    yield _coloured(words.word("voice.accepted", count=len(report.accepted)), _BOLD, screen) + "\n"
    for one in report.accepted[:SHOWN]:
        where = f"{visible(one.finding.path, PATH_LENGTH)}, {place(one.finding, words)}"
        yield _wrapped(f"{where}: {told(one.finding, words)} {excuse(one, words)}", "  ", screen)
    if len(report.accepted) > SHOWN:
        yield _wrapped(words.word("voice.more-accepted", count=len(report.accepted) - SHOWN), "  ", screen)
    yield "\n"


def _wrapped(text: str, indent: str, screen: Screen) -> str:
    if not screen.width:
        return f"{indent}{text}\n"
    lines = textwrap.wrap(
        text,
        max(screen.width, NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines) + "\n"


def _coloured(text: str, code: str, screen: Screen) -> str:
    return f"{code}{text}{_END}" if screen.colour else text
