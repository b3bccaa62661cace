"""The key figures of an area as cards: value, date, source, how far sources lie apart, and the figure of the wider area beside it.

Registered and active members are never mixed: each card says which of the two it counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts import narrative
from build_scripts.dataset import Area
from build_scripts.figures import Figure
from build_scripts.outputs.pages.area.words import say
from build_scripts.outputs.pages.context import Link
from build_scripts.outputs.pages.rows import date_text
from build_scripts.outputs.pages.scope import Scope

REGISTERED, ACTIVE = "registered", "active"


@dataclass(frozen=True, slots=True)
class Card:
    """One key figure. `group` is registered or active; `spread` leads to all claims; `beside` is the wider area's figure."""

    group: str
    tag: str
    title: Link
    value: str
    machine: str
    date: str
    when: str
    source: Link
    spread: Link | None = None
    change: str = ""
    beside: Link | None = None


def key_indicators(scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return the indicators of cards with their groups: registered share and count, then active count and its shares.

    A share whose base its source names comes before one whose base nobody knows.
    """
    wanted, known = scope.catalog.headline, scope.dataset.indicators
    shares = sorted(
        (i for i in known.values() if i.numerator == wanted.active and i.unit == "percent"),
        key=lambda i: (not i.denominator, i.id),
    )
    registered = ((i, REGISTERED) for i in (wanted.share, wanted.count) if i in known)
    active = ((i, ACTIVE) for i in (wanted.active, *(s.id for s in shares)) if i in known)
    return (*registered, *active)


def cards(scope: Scope, item: Area) -> tuple[Card, ...]:
    """Return the cards of an area's key figures: the latest of all members for each indicator that has one."""
    return tuple(_cards(scope, item))


def _cards(scope: Scope, item: Area) -> Iterator[Card]:
    for indicator, group in key_indicators(scope):
        figure = latest(scope, indicator, item.code)
        if figure:
            yield _card(scope, item, figure, group)


def latest(scope: Scope, indicator: str, area: str) -> Figure | None:
    """Return the latest observed figure of all members."""
    series = scope.figures.series_of(indicator, area)
    return series.latest if series else None


def _card(scope: Scope, item: Area, figure: Figure, group: str) -> Card:
    spread = narrative.spread_words(figure, scope.figures, scope.locale)
    wider = latest(scope, figure.key.indicator, item.parent) if figure.chosen.unit == "percent" else None
    return Card(
        group=group,
        tag=say(scope, f"cards.{group}"),
        title=scope.indicator(figure.key.indicator),
        value=narrative.stated(figure.chosen, scope.locale),
        machine=figure.chosen.text,
        date=date_text(scope, figure.chosen),
        when=figure.key.as_of,
        source=scope.source(figure.chosen.source_id),
        spread=Link(spread, f"#{figure.key.anchor}") if spread else None,
        change=_change(scope, figure),
        beside=beside(scope, wider) if wider else None,
    )


def _change(scope: Scope, figure: Figure) -> str:
    """Say how a share moved within a year by the same source's counting; another source may count otherwise."""
    found = next(iter(scope.figures.derived_of(figure.key, "change")), None)
    if found is None or found.facts["sources"] != "same":
        return ""
    return narrative.upper_first(narrative.change_text(found, scope.figures, scope.locale))


def beside(scope: Scope, figure: Figure) -> Link:
    """Tell the figure of the wider area in a few words, which lead to it: area, value, date."""
    area = narrative.area_of(scope.figures, figure.key.area)
    words = say(
        scope,
        "cards.wider",
        area=narrative.area_name(area, scope.locale),
        value=narrative.stated(figure.chosen, scope.locale),
        date=date_text(scope, figure.chosen),
    )
    return Link(words, scope.figure(figure.key))
