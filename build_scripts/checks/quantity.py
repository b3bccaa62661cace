"""Values that cannot be what their indicator measures: half a person, more members than people, a part larger than its whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from build_scripts.checks.understood import Understood
from build_scripts.dataset import Dataset, Indicator, Observation, last_day
from build_scripts.report import Finding

COUNTED = ("persons", "count")
PERSONS = "persons"
SHARE = "percent"
WHOLE = Decimal(100)
# Members are counted where they are registered, and population in several ways: shares up to 174 percent are found, a slip is more.
FACTOR = 2
POPULATION = "population"


def count_not_whole(understood: Understood) -> Iterator[Finding]:
    """A number of persons or things is whole, unless the indicator has decimals."""
    for claim, indicator in understood.claims():
        whole = claim.value == claim.value.to_integral_value()
        if claim.unit in COUNTED and not indicator.decimals and not whole:
            yield understood.warn("count-not-whole", claim)


def count_negative(understood: Understood) -> Iterator[Finding]:
    """A number of persons or things is not less than nothing."""
    for claim in understood.dataset.observations:
        if claim.unit in COUNTED and claim.value < 0:
            yield understood.warn("count-negative", claim)


def _is_part(one: str, other: str) -> bool:
    """Say whether an indicator is by its id a part of another: `active-members` of `members`, and each of itself."""
    return f"-{other}-" in f"-{one}-"


def share_out_of_range(understood: Understood) -> Iterator[Finding]:
    """A share of persons or things is not negative; it is at most 100 where the numerator is a part of the denominator, otherwise (people
    of one list over people of another) at most 200. Growth, and ratios of money, have no such limit."""
    indicators = understood.dataset.indicators
    limits = {i.id: _limit(i, indicators.get(i.numerator), indicators.get(i.denominator)) for i in indicators.values()}
    for claim, indicator in understood.claims():
        limit = limits[indicator.id]
        if limit and claim.unit == SHARE and not 0 <= claim.value <= limit:
            variant = "negative" if claim.value < 0 else "part" if limit == WHOLE else "double"
            yield understood.warn("share-out-of-range", claim, variant=variant, limit=str(limit))


def _limit(share: Indicator, numerator: Indicator | None, denominator: Indicator | None) -> Decimal | None:
    if share.unit != SHARE or numerator is None or denominator is None:
        return None
    if numerator.unit not in COUNTED or denominator.unit not in COUNTED:
        return None
    return WHOLE if _is_part(numerator.id, denominator.id) else WHOLE * FACTOR


def count_over_population(understood: Understood) -> Iterator[Finding]:
    """A number of persons in an area is at most twice its population, as the nearest year has it, whichever way that was counted."""
    populations = _populations(understood.dataset)
    for claim in understood.dataset.observations:
        if claim.unit != PERSONS or claim.period_type != "point" or _is_population(claim.indicator):
            continue
        known = populations.get(claim.area_code)
        if known:
            near = min(known, key=lambda p: (abs((last_day(p.as_of) - last_day(claim.as_of)).days), -p.value, p.line))
            if claim.value > near.value * FACTOR:
                facts = {"population": near.text, "population_date": near.as_of}
                yield understood.warn("count-over-population", claim, **facts)


def _is_population(indicator: str) -> bool:
    return indicator == POPULATION or indicator.startswith(f"{POPULATION}-")


def _populations(dataset: Dataset) -> dict[str, list[Observation]]:
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for c in dataset.observations:
        if _is_population(c.indicator) and c.unit == PERSONS and not c.segment and not c.breakdown and c.value > 0:
            found[c.area_code].append(c)
    return found


def part_over_whole(understood: Understood) -> Iterator[Finding]:
    """A part is not more than its whole on the same day: active members not more than registered ones.

    Which indicators are part and whole follows from the numerators and denominators of the shares; of several claims the one that fits
    best counts.
    """
    from build_scripts.figures.tolerance import differ

    pairs = _pairs(understood.dataset)
    by_key: defaultdict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for c in understood.dataset.observations:
        by_key[_key(c, c.indicator)].append(c)
    for claim in understood.dataset.observations:
        for whole in pairs.get(claim.indicator, ()):
            largest = max(by_key.get(_key(claim, whole), ()), key=lambda c: c.value, default=None)
            if largest and claim.value > largest.value and differ(claim, largest):
                facts = {"whole": largest.text, "whole_indicator": whole, "whole_source": largest.source_id}
                yield understood.warn("part-over-whole", claim, **facts, **understood.named("whole_name", whole))


def _pairs(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for share in dataset.indicators.values():
        part, whole = dataset.indicators.get(share.numerator), dataset.indicators.get(share.denominator)
        if part and whole and part.id != whole.id and part.unit == whole.unit and _is_part(part.id, whole.id):
            found[part.id].append(whole.id)
    return {part: tuple(dict.fromkeys(wholes)) for part, wholes in found.items()}


def _key(claim: Observation, indicator: str) -> tuple[str, ...]:
    day: date = last_day(claim.as_of)
    return indicator, claim.kind, claim.area_code, day.isoformat(), claim.segment, claim.breakdown
