"""Which maps there are, and what each of them knows: by area, the latest figure within a year, never carried to another year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.dataset import Area, Dataset
from build_scripts.figures import Figure, Figures
from build_scripts.figures.comparable import comparable, one_a_day
from build_scripts.figures.published import by_period
from build_scripts.settings import Headline

FEWEST = 5
LEVELS = ("province", "district")
STATUS, AWARD = "uhc-status", "uhc-award"
FLAGS = frozenset({STATUS, AWARD})
UHC = "uhc"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a map is about: one indicator, or both statements on UHC together. A map of flags shows that areas were named."""

    id: str
    indicators: tuple[str, ...]

    @property
    def flags(self) -> bool:
        """Whether the figures only say that an area was named."""
        return set(self.indicators) <= FLAGS


@dataclass(frozen=True, slots=True)
class Point:
    """What is known of an area: the latest figure of each indicator within a year, or at all; `year` is that of the newest."""

    year: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """All areas of a level: points by area, oldest first, and the latest known point of each."""

    level: str
    points: Mapping[str, tuple[Point, ...]]
    latest: Mapping[str, Point]

    @property
    def years(self) -> tuple[int, ...]:
        """The years from the first to the last in which any area has a figure, without a gap."""
        found = [p.year for points in self.points.values() for p in points]
        return tuple(range(min(found), max(found) + 1)) if found else ()

    def of(self, year: int | None) -> Mapping[str, Point]:
        """Return the points of a year, or the latest known ones."""
        if year is None:
            return self.latest
        return {code: p for code, points in self.points.items() for p in points if p.year == year}


def existed(area: Area, year: int) -> bool:
    """Say whether an area existed at any time of a year, as far as the list of areas says since when and until when."""
    return (not area.valid_from or int(area.valid_from[:4]) <= year) and (
        not area.valid_to or int(area.valid_to[:4]) >= year
    )


def on_map(dataset: Dataset, level: str) -> frozenset[str]:
    """Return the codes of the areas of a level that have a place on the map."""
    return frozenset(dataset.tiles if level == "province" else dataset.centres)


def subject_of(indicator: str) -> Subject:
    """Return the map of one indicator."""
    return Subject(indicator, (indicator,))


def _named(figures: Figures, indicator: str, area: str) -> tuple[Figure, ...]:
    """Return in order of time where a source names an area; of one day's, the one with its criterion or level last."""
    found = (
        f
        for s in figures.series_of_area(area)
        if s.indicator == indicator and s.kind == "observed" and not s.segment
        for f in s.figures
        if f.value == 1
    )
    return tuple(sorted(found, key=lambda f: (by_period(f), f.key.breakdown)))


def _line(figures: Figures, indicator: str, area: str) -> tuple[Figure, ...]:
    if indicator in FLAGS:
        return one_a_day(_named(figures, indicator, area))
    known = figures.dataset.indicators.get(indicator)
    return one_a_day(comparable(figures.series_of(indicator, area), known.period_type)) if known else ()


def _point(found: Iterable[Figure]) -> Point:
    kept = tuple(found)
    return Point(max(f.key.day.year for f in kept), kept)


def _points(lines: tuple[tuple[Figure, ...], ...]) -> Iterator[Point]:
    by_year = [{f.key.day.year: f for f in line} for line in lines]
    for year in sorted({y for one in by_year for y in one}):
        yield _point(one[year] for one in by_year if year in one)


def layer(figures: Figures, subject: Subject, level: str) -> Layer:
    """Return what is known of the areas of a level that have a place on the map."""
    placed = on_map(figures.dataset, level)
    codes = sorted(c for c, a in figures.dataset.areas.items() if a.level == level and c in placed)
    lines = {c: tuple(line for i in subject.indicators if (line := _line(figures, i, c))) for c in codes}
    return Layer(
        level,
        {c: tuple(_points(found)) for c, found in lines.items() if found},
        {c: _point(line[-1] for line in found) for c, found in lines.items() if found},
    )


def layers(figures: Figures, subject: Subject) -> tuple[Layer, ...]:
    """Return the levels of a map that have any figure; none where fewer than five provinces have one."""
    provinces, *others = (layer(figures, subject, level) for level in LEVELS)
    return (provinces, *(one for one in others if one.latest)) if len(provinces.latest) >= FEWEST else ()


def years_of(found: Iterable[Layer]) -> tuple[int, ...]:
    """Return the years of all levels of a map, from the first to the last with a figure."""
    years = [y for one in found for y in one.years]
    return tuple(range(min(years), max(years) + 1))


def subjects(figures: Figures) -> tuple[Subject, ...]:
    """Return every map that has enough provinces: one of each indicator, and that of UHC."""
    wanted = [subject_of(i) for i in figures.dataset.indicators]
    if set(figures.dataset.indicators) >= FLAGS:
        wanted.append(Subject(UHC, (STATUS, AWARD)))
    return tuple(s for s in wanted if layers(figures, s))


def home_subjects(figures: Figures, headline: Headline) -> tuple[Subject, ...]:
    """Return the maps of the home page: share, count, each share of active members by its own base, and UHC."""
    known = {s.id: s for s in subjects(figures)}
    active = [
        i.id for i in figures.dataset.indicators.values() if i.unit == "percent" and i.numerator == headline.active
    ]
    return tuple(known[i] for i in (headline.share, headline.count, *active, UHC) if i in known)
