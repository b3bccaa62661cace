"""A live example of what is disputed: one date for which sources state different numbers, chosen by a rule that the reader is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from build_scripts import narrative
from build_scripts.dataset import Area, Observation
from build_scripts.figures import Disagreement
from build_scripts.outputs.pages.context import Link
from build_scripts.outputs.pages.rows import dispute_anchor
from build_scripts.outputs.pages.scope import Scope


@dataclass(frozen=True, slots=True)
class Statement:
    """One of the values, the sources that state it, and whether it is the one that the portal publishes."""

    value: str
    machine: str
    sources: tuple[Link, ...]
    published: bool


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the home page says of one disagreement, and by which rule it was chosen."""

    text: str
    statements: tuple[Statement, ...]
    rule: str
    links: tuple[Link, ...]


def dispute(scope: Scope, country: Area | None) -> Dispute | None:
    """Return the example, or nothing where no two sources disagree about the headline share of the country."""
    found = _chosen(scope, country)
    if found is None or country is None:
        return None
    return Dispute(
        text=_text(scope, found),
        statements=_statements(scope, found),
        rule=scope.locale.word("home.dispute.rule", area=country.name.to(scope.language)),
        links=_links(scope, found),
    )


def _chosen(scope: Scope, country: Area | None) -> Disagreement | None:
    """Choose the observed disagreement about the headline share with the most claims; of several the latest, then the first by key."""
    share = scope.catalog.headline.share
    found = [
        d
        for d in scope.figures.disagreements
        if country and (d.key.indicator, d.key.area, d.key.kind) == (share, country.code, "observed")
    ]
    return min(found, key=lambda d: (-len(d.claims), -d.key.day.toordinal(), d.key), default=None)


def _text(scope: Scope, found: Disagreement) -> str:
    claims = found.claims
    return scope.locale.word(
        "home.dispute.text",
        measure=narrative.measure(scope.figures, found.key, scope.locale),
        date=scope.date(found.key.as_of),
        sources=narrative.counted(len({c.source_id for c in claims}), "sources", scope.locale),
        values=scope.locale.number(len({c.value for c in claims})),
        low=scope.locale.quantity(min(c.value for c in claims), claims[0].unit),
        high=scope.locale.quantity(max(c.value for c in claims), claims[0].unit),
    )


def _statements(scope: Scope, found: Disagreement) -> tuple[Statement, ...]:
    """Return the values that are stated, from the lowest, each with its sources by date of publication as the figures have them."""
    by_value: defaultdict[Decimal, list[Observation]] = defaultdict(list)
    for claim in found.claims:
        by_value[claim.value].append(claim)
    figure = scope.figures.figures.get(found.key)
    return tuple(
        Statement(
            scope.locale.quantity(value, claims[0].unit),
            claims[0].text,
            tuple(dict.fromkeys(scope.source(c.source_id) for c in claims)),
            published=figure is not None and figure.value == value,
        )
        for value, claims in sorted(by_value.items())
    )


def _links(scope: Scope, found: Disagreement) -> tuple[Link, ...]:
    figure = scope.figures.figures.get(found.key)
    own = (Link(scope.locale.word("home.dispute.figure"), scope.figure(figure.key)),) if figure else ()
    count = scope.locale.number(len(scope.figures.disagreements))
    quality = scope.to("quality/")
    return (
        *own,
        Link(scope.locale.word("home.dispute.entry"), f"{quality}#{dispute_anchor(found)}"),
        Link(scope.locale.word("home.dispute.all", count=count), f"{quality}#disagreements"),
    )
