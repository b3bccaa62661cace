"""When an area was recognised as covered: a list along time, since each recognition is a statement of one source at one date."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts import narrative
from build_scripts.figures import Figure
from build_scripts.figures.published import by_period
from build_scripts.outputs.pages.area.words import say
from build_scripts.outputs.pages.context import Link
from build_scripts.outputs.pages.rows import FLAGS, date_text
from build_scripts.outputs.pages.scope import Scope


@dataclass(frozen=True, slots=True)
class Moment:
    """One recognition: when, as what, who says so; `what` leads to the claims."""

    date: str
    when: str
    what: Link
    source: Link
    more: str = ""


def history(scope: Scope, figures: tuple[Figure, ...]) -> tuple[Moment, ...]:
    """Return the recognitions of an area, the latest first."""
    found = [f for f in figures if f.key.indicator in FLAGS and f.key.kind == "observed"]
    return tuple(_moment(scope, f) for f in sorted(found, key=lambda f: (by_period(f), f.key), reverse=True))


def _moment(scope: Scope, figure: Figure) -> Moment:
    claim = figure.chosen
    words = narrative.upper_first(narrative.figure_value(claim, scope.figures, scope.locale))
    others = len({c.source_id for c in figure.claims}) - 1
    more = (
        say(scope, f"history.{'one' if others == 1 else 'many'}", count=scope.locale.number(others)) if others else ""
    )
    return Moment(
        date=date_text(scope, claim),
        when=figure.key.as_of,
        what=Link(words, f"#{figure.key.anchor}"),
        source=scope.source(claim.source_id),
        more=more,
    )
