"""What one source says of one area at one date, and the relations between its figures.

Figures of different sources are never put into one relation: they may use another date, base or definition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from build_scripts.dataset import Area, Dataset, Observation, last_day
from build_scripts.figures.tolerance import Span, hull, span

# All bases of the population; a source uses one of them as the denominator of its coverage.
POPULATIONS = ("population", "population-civil-registry", "population-census", "population-projection")
# A population may be older or younger than the members it is compared with, at most this many days.
POPULATION_DAYS = 366
# Areas that a source names for a working area of BPJS Kesehatan are taken for all of its parts only if their members
# make up this share of its members; a shorter list may be a list of examples.
ENOUGH = 90

Place = tuple[str, str, str]
Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Account:
    """All observed claims of one source on one area at one date; flows that start elsewhere are another account.

    `claims` are by indicator, segment and breakdown.
    """

    source_id: str
    area: str
    as_of: str
    period_from: str
    claims: Mapping[Cell, tuple[Observation, ...]]

    def said(self, indicator: str, segment: str = "", breakdown: str = "") -> Span | None:
        """Return what the source says of a cell; where it prints several values, a span that holds them all."""
        claims = self.claims.get((indicator, segment, breakdown))
        return hull(tuple(span(c) for c in claims)) if claims else None

    def each(self, indicator: str, segment: str = "", breakdown: str = "") -> tuple[Span, ...]:
        """Return every value that the source prints for a cell."""
        return tuple(span(c) for c in self.claims.get((indicator, segment, breakdown), ()))

    def segments(self, indicator: str) -> tuple[str, ...]:
        """Return the segments, in order, for which the source says something of an indicator."""
        return tuple(sorted({segment for named, segment, _ in self.claims if named == indicator}))


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement to test: one of the left sides must be able to be the same number as the right side.

    `instead` are other right sides that the source states and that would do as well.
    """

    check: str
    account: Account
    lefts: tuple[Span, ...]
    right: Span
    facts: Mapping[str, str] = field(default_factory=dict)
    instead: tuple[Span, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the figures add up."""
        return any(left.meets(right) for left in self.lefts for right in (self.right, *self.instead))


@dataclass(frozen=True, slots=True)
class Geography:
    """Areas with the provinces and districts below them."""

    areas: Mapping[str, Area]
    below: Mapping[str, tuple[Area, ...]]

    def parts(self, code: str, as_of: str) -> tuple[str, ...]:
        """Return the codes of all areas that made up one at a date; nothing for boundaries that no longer exist."""
        day = last_day(as_of).isoformat()
        later = (a for a in self.areas.values() if a.predecessor == code and a.valid_from > day)
        if any(later):
            return ()
        return tuple(a.code for a in self.below.get(code, ()) if a.valid_from <= day)

    def level(self, code: str) -> str:
        """Return the level of an area, or empty text for an unknown one."""
        return self.areas[code].level if code in self.areas else ""


@dataclass(frozen=True, slots=True)
class Book:
    """All accounts of one source, by area, date and start."""

    dataset: Dataset
    geography: Geography
    accounts: Mapping[Place, Account]
    population_dates: Mapping[str, tuple[str, ...]]

    def populations(self, account: Account) -> tuple[Span, ...]:
        """Return the population that the source gives for the area at the date, or else at the nearest one."""
        day = last_day(account.as_of)
        days = {a: abs((last_day(a) - day).days) for a in self.population_dates.get(account.area, ())}
        near = [a for a, distance in days.items() if distance <= POPULATION_DAYS]
        if not near:
            return ()
        nearest = self.accounts[(account.area, min(near, key=lambda a: (a != account.as_of, days[a], a)), "")]
        found = (nearest.said(indicator) for indicator in POPULATIONS)
        return tuple(s for s in found if s and s.low > 0)

    def parts(self, account: Account) -> tuple[Account, ...]:
        """Return what the source says, at the same date, of all areas that make up one; nothing if any is missing."""
        if self.geography.level(account.area) == "bpjs-region":
            return self._parts_of_working_area(account)
        codes = self.geography.parts(account.area, account.as_of)
        found = tuple(self.accounts.get((code, account.as_of, account.period_from)) for code in codes)
        return tuple(a for a in found if a) if all(found) else ()

    def _parts_of_working_area(self, account: Account) -> tuple[Account, ...]:
        # Which areas belong to a working area is not published: what the source itself names tells.
        same = [a for a in self.accounts.values() if (a.as_of, a.period_from) == (account.as_of, account.period_from)]
        provinces = tuple(a for a in same if self.geography.level(a.area) == "province")
        if len(provinces) > 1:
            return provinces
        districts = tuple(a for a in same if self.geography.level(a.area) == "district")
        total, members = account.said("members"), [a.said("members") for a in districts]
        together = sum(m.value for m in members if m)
        return districts if all(members) and total and together * 100 >= total.value * ENOUGH else ()


def geography(dataset: Dataset) -> Geography:
    """Return the areas of a dataset with what lies below each; working areas of BPJS Kesehatan are no parts."""
    below: defaultdict[str, list[Area]] = defaultdict(list)
    for area in dataset.areas.values():
        if area.level != "bpjs-region":
            below[area.parent].append(area)
    ordered = {code: tuple(sorted(areas, key=lambda a: a.code)) for code, areas in below.items()}
    return Geography(dataset.areas, ordered)


def books(dataset: Dataset) -> Iterator[Book]:
    """Yield the book of every source, in order; only observed figures are in it."""
    sources: defaultdict[str, defaultdict[Place, defaultdict[Cell, list[Observation]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for o in sorted(dataset.observations, key=lambda o: o.statement):
        if o.kind == "observed":
            place, cell = (o.area_code, o.as_of, o.period_from), (o.indicator, o.segment, o.breakdown)
            sources[o.source_id][place][cell].append(o)
    where = geography(dataset)
    for source, places in sorted(sources.items()):
        accounts = {
            place: Account(source, *place, {cell: tuple(claims) for cell, claims in sorted(cells.items())})
            for place, cells in sorted(places.items())
        }
        yield Book(dataset, where, accounts, _population_dates(accounts))


def _population_dates(accounts: Mapping[Place, Account]) -> dict[str, tuple[str, ...]]:
    dates: defaultdict[str, list[str]] = defaultdict(list)
    for (area, as_of, _), account in accounts.items():
        if any((indicator, "", "") in account.claims for indicator in POPULATIONS):
            dates[area].append(as_of)
    return {area: tuple(found) for area, found in dates.items()}
