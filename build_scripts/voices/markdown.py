"""A report for a comment on GitHub: a scoreboard of one screen, everything else folded, and never longer than a comment may be.

Every mark of data is written as a character reference: no value can be markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from build_scripts.report import PATH_LENGTH, Report, Severity, Words, explain, rule, summary, visible
from build_scripts.voices.base import SHOWN, Group, Screen, excuse, overview, place, rest_lines, told

# GitHub refuses a comment of more than 65 536 characters; bytes are counted here, and room is left for the frame and a heading.
COMMENT = 60_000
# Marks that make Markdown or HTML, mentions and links; the rest of a sentence stays legible in the source.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#+!|~&@:\"'$]|(?<=www)\.", re.IGNORECASE)


def to_markdown(report: Report, words: Words, screen: Screen = Screen()) -> Iterator[str]:  # noqa: B008 (a frozen value)
    """Yield the scoreboard by file, the folded details, the folded accepted findings, and the summary."""
    del screen  # whoever shows the comment wraps it
    yield from (f"{line}\n" for line in _scores(report, words))
    left = COMMENT - 20_000
    details = _within(_details(report, words), left, words) if report.findings else []
    yield from _folded(words.word("voice.details"), details)
    accepted = _within(_accepted(report, words), 10_000, words)
    yield from _folded(words.word("voice.accepted", count=len(report.accepted)), accepted)
    yield summary(report, words) + "\n"


def _scores(report: Report, words: Words) -> Iterator[str]:
    """Yield a table of the ten files in which most is wrong."""
    if not report.findings:
        return
    errors = Counter(f.path for f in report.findings if f.severity is Severity.ERROR)
    warnings = Counter(f.path for f in report.findings if f.severity is Severity.WARNING)
    files = sorted(errors.keys() | warnings.keys(), key=lambda path: (-errors[path], -warnings[path], path))
    yield words.word("voice.head")
    yield "| --- | ---: | ---: |"
    for path in files[:SHOWN]:
        yield f"| {_harmless(visible(path, PATH_LENGTH // 4))} | {errors[path]} | {warnings[path]} |"
    if files[SHOWN:]:
        more = words.word("voice.more-files", count=len(files) - SHOWN)
        yield f"| {more} | {_sum(errors, files[SHOWN:])} | {_sum(warnings, files[SHOWN:])} |"
    yield ""


def _sum(counts: Counter[str], paths: Iterable[str]) -> int:
    return sum(counts[path] for path in paths)


def _details(report: Report, words: Words) -> Iterator[str]:
    view = overview(report.findings)
    for path, groups in view.by_file():
        # Without an empty line before it, the name would belong to the list above.
        yield f"\n**{_harmless(visible(path, PATH_LENGTH))}**\n"
        for group in groups:
            yield from _group(group, words)
    yield from (f"- {_harmless(line)}" for line in rest_lines(view.rest, words))


def _group(group: Group, words: Words) -> Iterator[str]:
    head = f"{words.word(f'voice.{group.severity}')} `{group.type}`"
    law = _harmless(rule(group.type, words))
    yield f"- {head}: {law}" if law else f"- {head}"
    for finding in group.shown:
        todo = words.word("voice.to-do", repair=explain(finding, words)[1])
        yield f"  - {_harmless(f'{place(finding, words)}: {told(finding, words)} {todo}')}"
    if group.count > len(group.shown):
        yield f"  - {words.word('voice.more', count=group.count - len(group.shown))}"


def _accepted(report: Report, words: Words) -> Iterator[str]:
    for one in report.accepted[: SHOWN * 2]:
        where = f"{visible(one.finding.path, PATH_LENGTH)}, {place(one.finding, words)}"
        yield f"- {_harmless(f'{where}: {told(one.finding, words)} {excuse(one, words)}')}"
    if len(report.accepted) > SHOWN * 2:
        yield f"- {words.word('voice.more-accepted', count=len(report.accepted) - SHOWN * 2)}"


def _within(lines: Iterator[str], left: int, words: Words) -> list[str]:
    """Return the lines that there is room for, and one that says where the others are."""
    kept: list[str] = []
    for line in lines:
        left -= len(line.encode("utf-8", "replace")) + 1
        if left < 0:
            return [*kept, "", words.word("voice.cut")]
        kept.append(line)
    return kept


def _folded(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"<details><summary>{title}</summary>\n\n"
        yield from (f"{line}\n" for line in lines)
        yield "\n</details>\n\n"


def _harmless(text: str) -> str:
    return _MARKUP.sub(lambda m: f"&#{ord(m[0])};", text)
