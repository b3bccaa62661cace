"""What changed last, from the data alone: the sources that were published most recently, and what the portal took from each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from build_scripts import narrative
from build_scripts.dataset import Source, is_date
from build_scripts.figures import Figure
from build_scripts.outputs.pages.context import Link
from build_scripts.outputs.pages.scope import Scope

MOST = 6


@dataclass(frozen=True, slots=True)
class Item:
    """A source, when it was published, how many figures it stands behind, and a sentence on the foremost of them."""

    when: str
    date: str
    source: Link
    count: str
    text: str
    figure: Link


def news(scope: Scope) -> tuple[Item, ...]:
    """Return the latest sources that published figures rest on, the newest first; sources without a full date are left out."""
    figures: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in scope.figures.figures.values():
        if figure.key.kind == "observed":
            figures[figure.chosen.source_id].append(figure)
    dated = [s for s in scope.dataset.sources.values() if s.id in figures and _is_day(s.published_on)]
    latest = sorted(dated, key=lambda s: (s.published_on, s.id), reverse=True)[:MOST]
    return tuple(_item(scope, source, figures[source.id]) for source in latest)


def _is_day(text: str) -> bool:
    return len(text) == len("2026-01-31") and is_date(text)


def _item(scope: Scope, source: Source, figures: list[Figure]) -> Item:
    foremost = min(figures, key=lambda f: _rank(scope, f))
    return Item(
        when=source.published_on,
        date=scope.date(source.published_on),
        source=scope.source(source.id),
        count=_count(scope, len(figures)),
        text=narrative.figure_sentence(foremost, scope.figures, scope.locale),
        figure=Link(scope.locale.word("home.news.figure"), scope.figure(foremost.key)),
    )


def _count(scope: Scope, number: int) -> str:
    form = "one" if number == 1 else "many"
    return scope.locale.word(f"home.news.{form}", count=scope.locale.number(number))


def _rank(scope: Scope, figure: Figure) -> tuple[object, ...]:
    """Put the widest area before the narrower ones, headline indicators before others, totals before segments, the latest first."""
    wanted, key = scope.catalog.headline, figure.key
    levels = {"country": 0, "province": 1}
    area = scope.dataset.areas.get(key.area)
    return (
        levels.get(area.level, 2) if area else 3,
        key.indicator not in {wanted.count, wanted.share, wanted.active},
        bool(key.segment or key.breakdown),
        -key.day.toordinal(),
        key,
    )
