"""A report as workflow commands, which GitHub shows beside the line of the file.

GitHub shows ten errors and ten warnings of a step and drops the others without a word: so each cause speaks once before any speaks
twice, and one notice counts what is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.report import PATH_LENGTH, Finding, Report, Severity, Words, explain, rule, summary, visible
from build_scripts.voices.base import Group, Screen, column, excuse, overview, place, told

MOST = 10


def to_github(report: Report, words: Words, screen: Screen = Screen()) -> Iterator[str]:  # noqa: B008 (a frozen value)
    """Yield at most ten errors, ten warnings and one notice, then the summary."""
    del screen  # a log of a workflow has neither width nor colour
    view = overview(report.findings)
    left = len(report.findings)
    for severity in Severity:
        chosen = _chosen([g for g in view.groups if g.severity is severity])
        left -= len(chosen)
        for finding, more in chosen:
            yield _annotation(finding, more, words)
    if left or report.accepted:
        yield f"::notice::{_message(_notice(report, left, words))}\n"
    yield summary(report, words) + "\n"


def _chosen(groups: list[Group]) -> list[tuple[Finding, int]]:
    """Return the first finding of each cause, then the second of each, until there are ten; with how many are like the first."""
    rounds = (
        (group.shown[turn], group.count - 1 if turn == 0 else 0)
        for turn in range(MOST)
        for group in groups
        if turn < len(group.shown)
    )
    return [one for one, _ in zip(rounds, range(MOST), strict=False)]


def _annotation(finding: Finding, more: int, words: Words) -> str:
    properties = {"file": visible(finding.path, PATH_LENGTH)}
    if finding.line:
        properties["line"] = str(finding.line)
    if number := column(finding):
        properties["col"] = str(number)
    properties["title"] = f"{words.word(f'voice.{finding.severity}')} [{finding.type}]"
    head = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = [
        f"{place(finding, words)}: {told(finding, words)}",
        rule(finding.type, words),
        words.word("voice.to-do", repair=explain(finding, words)[1]),
        words.word("voice.more", count=more) if more else "",
    ]
    return f"::{finding.severity} {head}::{_message(chr(10).join(s for s in said if s))}\n"


def _notice(report: Report, left: int, words: Words) -> str:
    said = [words.word("voice.not-shown", count=left)] if left else []
    if report.accepted:
        said.append(words.word("voice.accepted", count=len(report.accepted)))
        said.extend(f"{visible(a.finding.path, PATH_LENGTH)}: {excuse(a, words)}" for a in report.accepted[:MOST])
    return "\n".join(said)


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
