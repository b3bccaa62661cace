"""Values that we compute from published ones; each names its formula and its inputs, and none replaces a claim.

Shares, changes and gaps are rounded to two decimals, half away from zero; ranks are whole numbers.

Formulas, and the facts that each gives besides its value:

coverage         members / population × 100, of one source, area and date. `precision`: that of the coarser input.
gap              value − target in force, in percentage points; above is positive. `target`, `target_as_of`,
                 `target_area`, `national` (whether the target is the country's and the figure is not), `passed`
                 (whether the target's date lies before the figure's), `reached` (date of the first figure of the
                 series at or above the target, or empty).
gap-passed       the same against the last target that has passed, where a later one is in force.
change-points    value − former value, in percentage points. `previous` (its date), `sources` (same or different).
change-relative  (value − former value) / former value × 100. Also `absolute`.
change-absolute  value − former value, in the unit of the indicator.
pace             (target − value) / years until the target, in percentage points a year. `target`, `target_as_of`,
                 `days`.
rank             place among provinces. `period`, `match` (same-period or same-year), `order` (highest or lowest
                 first), `sources` (how many are compared).
rank-within      place among the districts of a province. Also `province`.
share            members of a segment / all members × 100, of one source, area and date. `precision`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.dataset import Dataset, Observation
from build_scripts.figures.model import Derived, Figure, Input, Key, Series, key_of
from build_scripts.figures.tolerance import coarseness, rounded

PLACES = 2
HUNDRED = Decimal(100)
DAYS_OF_YEAR = Decimal("365.25")
FEWEST_PROVINCES = 10
FEWEST_DISTRICTS = 5


def _input(claim: Observation) -> Input:
    return Input(key_of(claim).id, claim.source_id, claim.value)


def _coarser(*claims: Observation) -> str:
    return max((c.precision for c in claims), key=coarseness)


# ---------------------------------------------------------------- within one source: coverage and share


def _statements(dataset: Dataset) -> dict[tuple[str, Key], Observation]:
    """Return the first statement of each source on each key."""
    first: dict[tuple[str, Key], Observation] = {}
    for claim in sorted(dataset.observations, key=lambda c: (c.source_id, c.statement, c.period_from)):
        first.setdefault((claim.source_id, key_of(claim)), claim)
    return first


def _ratio(name: str, key: Key, part: Observation, whole: Observation) -> Derived:
    value = rounded(part.value / whole.value * HUNDRED, PLACES)
    facts = {"precision": _coarser(part, whole)}
    return Derived(name, key, value, "percent", name, (_input(part), _input(whole)), facts=facts)


def coverages(dataset: Dataset) -> Iterator[Derived]:
    """Yield the coverage that members and population of the same source, area and date give."""
    said = _statements(dataset)
    for (source, key), members in said.items():
        if (key.indicator, key.kind, key.segment, key.breakdown) != ("members", "observed", "", ""):
            continue
        population = said.get((source, Key("population", "observed", key.area, key.as_of)))
        if population and population.value > 0:
            yield _ratio("coverage", Key("coverage", "observed", key.area, key.as_of), members, population)


def shares(dataset: Dataset) -> Iterator[Derived]:
    """Yield the share of each segment in all members, where the same source gives both for the same area and date."""
    said = _statements(dataset)
    for (source, key), part in said.items():
        if key.indicator != "members" or key.kind != "observed" or not key.segment:
            continue
        whole = said.get((source, Key(key.indicator, key.kind, key.area, key.as_of, "", key.breakdown)))
        if whole and whole.value > 0:
            yield _ratio("share", key, part, whole)


# ---------------------------------------------------------------- along a series: gap, pace, change


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of an indicator by date, and the area that they were set for."""

    area: str
    figures: tuple[Figure, ...]

    def in_force(self, figure: Figure) -> Figure | None:
        """Return the target of the nearest year that is not before the figure's, else the last one."""
        ahead = (t for t in self.figures if t.key.as_of[:4] >= figure.key.as_of[:4])
        return next(ahead, self.figures[-1] if self.figures else None)

    def passed(self, figure: Figure) -> Figure | None:
        """Return the last target whose date lies before the figure's."""
        return next((t for t in reversed(self.figures) if t.key.day < figure.key.day), None)


def yearly(earlier: Figure, later: Figure) -> Decimal:
    """Return by how much a value grows in a year from one figure to a later one, in their unit; a year has 365.25 days."""
    return (later.value - earlier.value) * DAYS_OF_YEAR / (later.key.day - earlier.key.day).days


def national_targets(series: Iterable[Series]) -> dict[str, Targets]:
    """Return the country's targets of every indicator that is measured in percent; the total only.

    A target in persons or rupiah is the country's alone and says nothing about a province.
    """
    return {
        s.indicator: Targets(s.area, s.figures)
        for s in series
        if s.kind == "target"
        and not (s.segment or s.breakdown)
        and s.figures[0].chosen.unit == "percent"
        and s.figures[0].chosen.area_level == "country"
    }


def _reached(series: Series, target: Figure) -> str:
    return next((f.key.as_of for f in series.figures if f.value >= target.value), "")


def _gap(series: Series, figure: Figure, target: Figure, formula: str) -> Derived:
    facts = {
        "target": str(target.value),
        "target_as_of": target.key.as_of,
        "target_area": target.key.area,
        "national": "no" if target.key.area == figure.key.area else "yes",
        "passed": "yes" if target.key.day < figure.key.day else "no",
        "reached": _reached(series, target),
    }
    value = rounded(figure.value - target.value, PLACES)
    inputs = (_input(figure.chosen), _input(target.chosen))
    return Derived("gap", figure.key, value, "percentage-points", formula, inputs, facts=facts)


def gaps(series: Series, targets: Targets) -> Iterator[Derived]:
    """Yield how far each figure lies from the target in force, and from the last that has passed if that is another."""
    for figure in series.figures:
        force, passed = targets.in_force(figure), targets.passed(figure)
        if force:
            yield _gap(series, figure, force, "gap")
        if passed and passed is not force:
            yield _gap(series, figure, passed, "gap-passed")


def paces(series: Series, targets: Targets) -> Iterator[Derived]:
    """Yield how much the latest figure must grow a year to meet a target that lies ahead and is not reached."""
    latest = series.latest
    target = targets.in_force(latest)
    if target is None or target.key.day <= latest.key.day or latest.value >= target.value:
        return
    value = rounded(yearly(latest, target), PLACES)
    days = (target.key.day - latest.key.day).days
    facts = {"target": str(target.value), "target_as_of": target.key.as_of, "days": str(days)}
    inputs = (_input(latest.chosen), _input(target.chosen))
    yield Derived("pace", latest.key, value, "percentage-points", "pace", inputs, facts=facts)


def _year_before(figure: Figure, series: Series) -> Figure | None:
    """Return the figure of the same series one year earlier.

    A state: the same day, else the latest in the same month. A flow: written alike, over the same part of the year.
    """
    year, as_of = str(int(figure.key.as_of[:4]) - 1).zfill(4), figure.key.as_of
    if figure.chosen.period_type == "period":
        start = figure.chosen.period_from
        wanted = (year + as_of[4:], year + start[4:] if start else "")
        longer_than_a_year = start and start[:4] != as_of[:4]
        matches = [f for f in series.figures if (f.key.as_of, f.chosen.period_from) == wanted]
        return matches[0] if matches and not longer_than_a_year else None
    month = f"{year}-{figure.key.day.month:02d}"
    same_month = [f for f in series.figures if f.key.day.isoformat()[:7] == month]
    same_day = [f for f in same_month if f.key.day.day == figure.key.day.day or f.key.as_of == year + as_of[4:]]
    nearest = same_day or same_month
    return nearest[-1] if nearest else None


def _change(figure: Figure, former: Figure) -> Derived:
    now, then, unit = figure.value, former.value, figure.chosen.unit
    same = figure.chosen.source_id == former.chosen.source_id
    facts = {"previous": former.key.as_of, "sources": "same" if same else "different"}
    value, formula = now - then, "change-absolute"
    if unit == "percent":
        value, unit, formula = rounded(value, PLACES), "percentage-points", "change-points"
    elif unit in ("persons", "idr", "count") and then > 0:
        facts["absolute"] = str(value)
        value, unit, formula = rounded(value / then * HUNDRED, PLACES), "percent", "change-relative"
    inputs = (_input(figure.chosen), _input(former.chosen))
    return Derived("change", figure.key, value, unit, formula, inputs, facts=facts)


def changes(series: Series) -> Iterator[Derived]:
    """Yield the change of each figure against the one a year earlier."""
    for figure in series.figures:
        former = _year_before(figure, series)
        if former:
            yield _change(figure, former)


# ---------------------------------------------------------------- across areas: rank


def _flags(series: Iterable[Series]) -> frozenset[str]:
    """Return the indicators that only say yes: every figure of theirs is 1, so they have neither change nor rank."""
    values: defaultdict[str, set[Decimal]] = defaultdict(set)
    for s in series:
        values[s.indicator].update(f.value for f in s.figures)
    return frozenset(indicator for indicator, found in values.items() if found == {Decimal(1)})


def _ranked(figures: Sequence[Figure], lowest_first: bool, facts: Mapping[str, str]) -> Iterator[Derived]:
    order = "lowest" if lowest_first else "highest"
    told = {**facts, "order": order, "sources": str(len({f.chosen.source_id for f in figures}))}
    inputs = tuple(_input(f.chosen) for f in figures)
    formula = "rank-within" if "province" in facts else "rank"
    values = sorted((f.value for f in figures), reverse=not lowest_first)
    place = {value: n for n, value in reversed(list(enumerate(values, 1)))}
    for f in figures:
        yield Derived("rank", f.key, Decimal(place[f.value]), "", formula, inputs, len(figures), told)


def _field(series: Sequence[Series], fewest: int, lowest_first: bool, facts: Mapping[str, str]) -> Iterator[Derived]:
    """Yield ranks among the areas of these series: first at the same reference period, then by the latest in a year."""
    periods: defaultdict[str, list[Figure]] = defaultdict(list)
    years: defaultdict[str, dict[str, Figure]] = defaultdict(dict)
    for s in series:
        for f in s.figures:
            periods[f.key.as_of].append(f)
            years[f.key.as_of[:4]][s.area] = f
    ranked: set[Key] = set()
    for period, figures in sorted(periods.items()):
        if len(figures) >= fewest:
            ranked.update(f.key for f in figures)
            yield from _ranked(figures, lowest_first, {**facts, "period": period, "match": "same-period"})
    for year, latest in sorted(years.items()):
        if len(latest) >= fewest:
            among = _ranked(tuple(latest.values()), lowest_first, {**facts, "period": year, "match": "same-year"})
            yield from (d for d in among if d.key not in ranked)


def ranks(dataset: Dataset, series: Iterable[Series]) -> Iterator[Derived]:
    """Yield the place of each province in the country, and of each district in its province; equal values share it.

    Highest is first, unless less is better. Ten provinces, or five districts, must have a figure.
    """
    fields: defaultdict[tuple[str, str, str, str, str], list[Series]] = defaultdict(list)
    for s in series:
        area = dataset.areas.get(s.area)
        if area and area.level in ("province", "district"):
            fields[(s.indicator, s.segment, s.breakdown, area.level, area.parent)].append(s)
    for (indicator, _, _, level, parent), members in sorted(fields.items()):
        described = dataset.indicators.get(indicator)
        lowest_first = described is not None and described.higher_is == "worse"
        if level == "province":
            yield from _field(members, FEWEST_PROVINCES, lowest_first, {})
        else:
            yield from _field(members, FEWEST_DISTRICTS, lowest_first, {"province": parent})


def derive(
    dataset: Dataset, figures: Mapping[Key, Figure], series: tuple[Series, ...]
) -> dict[Key, tuple[Derived, ...]]:
    """Return all derived values by key: of the total before that of others, the published claim's source first."""
    flags = _flags(series)
    targets = national_targets(series)
    observed = [s for s in series if s.kind == "observed" and s.indicator not in flags]
    found: defaultdict[Key, list[Derived]] = defaultdict(list)
    for s in observed:
        for d in changes(s):
            found[d.key].append(d)
        if s.indicator in targets and not (s.segment or s.breakdown):
            for d in (*gaps(s, targets[s.indicator]), *paces(s, targets[s.indicator])):
                found[d.key].append(d)
    for d in (*coverages(dataset), *shares(dataset), *ranks(dataset, observed)):
        found[d.key].append(d)
    return {key: _in_order(found[key], figures.get(key)) for key in sorted(found)}


def _in_order(derived: list[Derived], figure: Figure | None) -> tuple[Derived, ...]:
    chosen = figure.chosen.source_id if figure else ""
    return tuple(sorted(derived, key=lambda d: (d.name, d.inputs[0].source_id != chosen)))
