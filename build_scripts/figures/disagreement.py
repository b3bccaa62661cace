"""Claims that cannot be the same number: found by one stated rule, never reconciled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from build_scripts.dataset import Observation, last_day
from build_scripts.figures.model import Disagreement, Key
from build_scripts.figures.tolerance import differ, rounded


def reference_period(claim: Observation) -> str:
    """Return the period that a claim is about, written so that two ways to write one period are the same text.

    A state in `2023`, in `2023-12` and on `2023-12-31` is the state at the end of the year. A flow from January to
    December is the flow of the year; any other start of a flow is kept before a slash.
    """
    year, rest = claim.as_of[:4], claim.as_of[4:]
    if claim.period_type == "point":
        return last_day(claim.as_of).isoformat() if rest in ("", "-12", "-12-31") else claim.as_of
    start = claim.period_from
    whole_year = start in (year, f"{year}-01", f"{year}-01-01") and rest in ("", "-12", "-12-31")
    if whole_year:
        return year
    return f"{start}/{claim.as_of}" if start else claim.as_of


def disagreeing(claims: Iterable[Observation]) -> bool:
    """Say whether any two of the claims cannot be the same number."""
    return any(differ(one, other) for one, other in combinations(tuple(claims), 2))


def _relative_difference(claims: Iterable[Observation]) -> Decimal:
    values = [c.value for c in claims]
    # Claims of nothing but zeros never differ, so the divisor is more than nothing.
    return rounded((max(values) - min(values)) / max(abs(v) for v in values), 4)


def _disagreement(key: Key, claims: list[Observation]) -> Disagreement:
    ordered = tuple(sorted(claims, key=lambda c: (c.source_id, c.statement, c.as_of, c.kind)))
    match = "same-date" if len({c.as_of for c in claims}) == 1 else "year-end"
    return Disagreement(key, match, ordered, _relative_difference(claims))


def disagreements(claims: Iterable[Observation]) -> tuple[Disagreement, ...]:
    """Return every group of claims about one number that cannot all be right, in order of key.

    The date of the key is the reference period; a group holds its agreeing members too.
    """
    groups: defaultdict[Key, list[Observation]] = defaultdict(list)
    for c in claims:
        groups[Key(c.indicator, c.kind, c.area_code, reference_period(c), c.segment, c.breakdown)].append(c)
    return tuple(_disagreement(key, groups[key]) for key in sorted(groups) if disagreeing(groups[key]))
