"""What is missing on an area's page and why: only reasons that the data themselves prove.

That no source was found never means that there is no figure; the page says so and how to help.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts import narrative
from build_scripts.dataset import Area
from build_scripts.outputs.pages.area.cards import latest
from build_scripts.outputs.pages.area.ground import Ground
from build_scripts.outputs.pages.area.position import FEWEST, Field
from build_scripts.outputs.pages.area.words import name_of, say
from build_scripts.outputs.pages.context import Link
from build_scripts.outputs.pages.rows import FLAGS, date_text
from build_scripts.outputs.pages.scope import Scope

OLD_DAYS = 2 * 365


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a reader may look for in vain, and what the data say of the reason."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Everything that is missing; `nothing` is told first where an area has neither share nor count.

    Where it has no share, the figure of the wider area is told in its place, with a link to that area.
    """

    nothing: str
    wider: str
    wider_link: Link | None
    lacks: tuple[Lack, ...]
    contribute: Link | None


def missing(scope: Scope, ground: Ground, item: Area, field: Field | None) -> Missing | None:
    """Return what an area's page lacks, or nothing where it lacks nothing."""
    lacks = (
        *_figures(scope, item),
        *_time(scope, ground, item),
        *_place(scope, item, field),
        *_parts(scope, item),
        *_past(scope, ground, item),
    )
    nothing = _nothing(scope, item)
    if not (lacks or nothing):
        return None
    share = scope.catalog.headline.share
    wider = None if latest(scope, share, item.code) else latest(scope, share, item.parent)
    return Missing(
        nothing=nothing,
        wider=narrative.figure_sentence(wider, scope.figures, scope.locale) if wider else "",
        wider_link=scope.area(item.parent) if wider else None,
        lacks=lacks,
        contribute=Link(scope.t("area.contribute"), scope.to("contribute/")) if scope.has_page("contribute") else None,
    )


def _nothing(scope: Scope, item: Area) -> str:
    wanted = scope.catalog.headline
    known = latest(scope, wanted.share, item.code) or latest(scope, wanted.count, item.code)
    if known or wanted.share not in scope.dataset.indicators:
        return ""
    return scope.t("area.nothing", area=name_of(scope, item))


def _lack(scope: Scope, key: str, **facts: object) -> Lack:
    return Lack(say(scope, f"missing.{key}", **facts), say(scope, f"missing.{key}-why", **facts))


def _figures(scope: Scope, item: Area) -> Iterator[Lack]:
    """Yield the headline indicators without a figure of all members; of the first two only where the other is known."""
    wanted = scope.catalog.headline
    for indicator in (wanted.active,) if _nothing(scope, item) else (wanted.share, wanted.count, wanted.active):
        if indicator in scope.dataset.indicators and not latest(scope, indicator, item.code):
            what, why = scope.indicator(indicator).text, say(scope, "missing.no-source")
            yield Lack(what, _share_reason(scope, item) if indicator == wanted.share else why)


def _share_reason(scope: Scope, item: Area) -> str:
    """Say why there is no share: it can be computed, or members are known but not with the population of the same source."""
    computed = [d for d in scope.index.area_derived.get(item.code, ()) if d.name == "coverage"]
    if computed:
        last = max(computed, key=lambda d: d.key.day)
        value = scope.locale.quantity(last.value, last.unit)
        return say(scope, "missing.share-computed", value=value, date=scope.date(last.key.as_of))
    count = latest(scope, scope.catalog.headline.count, item.code)
    return say(scope, "missing.share-alone" if count else "missing.no-source")


def _time(scope: Scope, ground: Ground, item: Area) -> Iterator[Lack]:
    """Yield what a single or an old figure cannot show."""
    series = scope.figures.series_of(scope.catalog.headline.share, item.code)
    if series is None:
        return
    indicator = scope.indicator(series.indicator).text
    days = {f.key.day for f in series.figures}
    if len(days) == 1:
        yield _lack(scope, "trend", indicator=indicator, date=date_text(scope, series.latest.chosen))
    newest = ground.newest
    if newest and (newest.key.day - series.latest.key.day).days > OLD_DAYS:
        dates = {"date": date_text(scope, series.latest.chosen), "newest": date_text(scope, newest.chosen)}
        yield _lack(scope, "old", indicator=indicator, **dates)


def _place(scope: Scope, item: Area, field: Field | None) -> Iterator[Lack]:
    if (
        item.level in ("province", "district")
        and field is None
        and latest(scope, scope.catalog.headline.share, item.code)
    ):
        yield _lack(scope, "position", fewest=FEWEST)


def _parts(scope: Scope, item: Area) -> Iterator[Lack]:
    """Yield whether segments and recognitions are missing, where the portal has any at all."""
    series = scope.figures.series_of_area(item.code)
    count = scope.catalog.headline.count
    if scope.dataset.segments and not any(s.indicator == count and s.segment for s in series):
        yield _lack(scope, "segments")
    named = FLAGS & scope.dataset.indicators.keys()
    if named and item.level in ("province", "district") and not any(s.indicator in named for s in series):
        yield _lack(scope, "history")


def _past(scope: Scope, ground: Ground, item: Area) -> Iterator[Lack]:
    """Yield what a change of boundaries means for figures before it."""
    changes = ground.changes.get(item.code, ())
    for change in changes:
        facts = {"date": scope.date(change.date), "law": change.law, "code": change.from_code}
        if change.to_code == item.code and change.change == "split":
            yield _lack(scope, "split", former=scope.area(change.from_code).text, **facts)
        elif change.to_code == item.code and change.change == "moved":
            yield _lack(scope, "moved", province=scope.area(item.parent).text, **facts)
    parts = [c for c in changes if c.change == "split" and c.from_code == item.code]
    if parts:
        names = narrative.listing([scope.area(c.to_code).text for c in parts], scope.locale)
        yield _lack(scope, "smaller", date=scope.date(parts[0].date), names=names)
