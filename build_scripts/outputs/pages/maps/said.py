"""What a view of a map shows, in one sentence: of how many areas there is a figure, and between which values they lie."""

from __future__ import annotations

from build_scripts import narrative
from build_scripts.figures import Figure
from build_scripts.outputs.pages.context import Link
from build_scripts.outputs.pages.maps.face import Face
from build_scripts.outputs.pages.maps.subject import AWARD, STATUS, Layer, Point, Subject, existed, on_map
from build_scripts.outputs.pages.scope import Scope


def name(scope: Scope, subject: Subject) -> str:
    """Return the name of a map: that of its indicator, or our own word for the map of UHC."""
    if len(subject.indicators) > 1:
        return scope.locale.word("map.name.uhc")
    return scope.indicator(subject.id).text


def missing(scope: Scope, subject: Subject) -> str:
    """Name what is not there: no figure, or of a flag that it is not known."""
    return scope.locale.word(f"map.legend.none-{'flag' if subject.flags else 'number'}")


def rule(scope: Scope, subject: Subject) -> str:
    """Say how the map is to be read."""
    return scope.locale.word("map.ui.rule-flag" if subject.flags else "map.ui.rule")


def unit_sentence(scope: Scope, look: Face) -> str:
    """Say what the numbers count, where there are any."""
    return scope.locale.word("map.ui.unit", unit=look.unit) if look.unit else ""


def page_link(scope: Scope, subject: Subject) -> Link:
    """Return the link to the page of a map's indicator; the map of UHC leads to that of the status."""
    link = scope.indicator(subject.indicators[0])
    return Link(scope.locale.word("map.ui.page", name=link.text), link.href)


def standing(scope: Scope, level: str, year: int | None) -> int:
    """Return how many areas of the map existed in a year, or exist today."""
    placed = (scope.dataset.areas.get(code) for code in on_map(scope.dataset, level))
    areas = [a for a in placed if a is not None]
    return sum(existed(a, year) if year is not None else not a.valid_to for a in areas)


def _reach(scope: Scope, figures: list[Figure]) -> dict[str, str]:
    """Return the smallest and the largest value with their areas; of equal values the first by code."""
    ends = {"low": min(figures, key=lambda f: f.value), "high": max(figures, key=lambda f: f.value)}
    said = {end: narrative.stated(f.chosen, scope.locale) for end, f in ends.items()}
    return said | {f"{end}_area": scope.area(f.key.area).text for end, f in ends.items()}


def _numbers(scope: Scope, points: dict[str, Point]) -> tuple[str, dict[str, str]]:
    figures = [p.figures[0] for p in points.values()]
    facts = _reach(scope, figures)
    if len(figures) == 1:
        return "one", facts
    return ("same" if len({f.value for f in figures}) == 1 else "range"), facts


def _named(scope: Scope, points: dict[str, Point]) -> tuple[str, dict[str, str]]:
    """Count the areas said to have the status and those given an award; what nobody was named for is not spoken of."""
    named = {i: sum(any(f.key.indicator == i for f in p.figures) for p in points.values()) for i in (STATUS, AWARD)}
    form = "named" if all(named.values()) else STATUS if named[STATUS] else AWARD
    return form, {"status": scope.locale.number(named[STATUS]), "award": scope.locale.number(named[AWARD])}


def sentence(scope: Scope, subject: Subject, layer: Layer, year: int | None) -> str:
    """Say what a view shows: `16 dari 38 provinsi punya angka pada 2024, dari 90 persen di A sampai 99 persen di B.`"""
    points = dict(sorted(layer.of(year).items()))
    years = sorted({f.key.day.year for p in points.values() for f in p.figures})
    facts: dict[str, str] = {
        "count": scope.locale.number(len(points)),
        "all": scope.locale.number(standing(scope, layer.level, year)),
        "areas": scope.locale.word(f"map.areas.{layer.level}"),
    }
    span = f"{years[0]}\u2013{years[-1]}" if years and years[0] != years[-1] else str(years[0] if years else year)
    facts["when"] = scope.locale.word("map.say.latest" if year is None else "map.say.year", year=span)
    if not points:
        return scope.locale.word("map.say.nothing", **facts)
    form, more = (_named if subject.flags else _numbers)(scope, points)
    return scope.locale.word(f"map.say.{form}", **facts, **more)
