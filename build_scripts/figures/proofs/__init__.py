"""Arithmetic inside one source: relations that must hold between what it says of one area at one date.

Each family is a function that yields relations; a relation whose two sides cannot be the same number is a fault.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from build_scripts.dataset import Dataset
from build_scripts.figures.model import Fault, Proofs
from build_scripts.figures.proofs.account import Relation, books
from build_scripts.figures.proofs.area import area_parts, area_shares
from build_scripts.figures.proofs.membership import activity, coverage, inactivity, registration
from build_scripts.figures.proofs.naming import named
from build_scripts.figures.proofs.parts import fund_result, partitions, uninsured, visits_per_day
from build_scripts.figures.proofs.segment import segment_shares, segment_sums, segments_over_population
from build_scripts.figures.tolerance import WIDE, rounded

__all__ = ["FAMILIES", "Relation", "prove", "relations"]

FAMILIES = (
    coverage,
    registration,
    activity,
    inactivity,
    segment_sums,
    segments_over_population,
    segment_shares,
    partitions,
    uninsured,
    visits_per_day,
    fund_result,
    area_parts,
    area_shares,
    named,
)


def plain(value: Decimal) -> Decimal:
    """Round to four decimals, half away from zero, and drop the zeros at the end."""
    short = rounded(value, 4)
    return rounded(short, 0) if short == short.to_integral_value() else short.normalize(WIDE)


def relations(dataset: Dataset) -> tuple[Relation, ...]:
    """Return every relation that a dataset allows to test, source by source."""
    return tuple(
        relation
        for book in books(dataset)
        for account in book.accounts.values()
        for family in FAMILIES
        for relation in family(book, account)
    )


def _fault(relation: Relation) -> Fault:
    account, side = relation.account, relation.lefts[0]
    left, right = plain(side.value), plain(relation.right.value)
    terms = tuple(dict.fromkeys(side.terms + relation.right.terms))
    return Fault(
        relation.check,
        account.source_id,
        account.area,
        account.as_of,
        left,
        right,
        left - right,
        terms,
        relation.facts,
    )


def prove(dataset: Dataset) -> Proofs:
    """Test every relation; count them by check, and return those that fail in order of check, source, area and date."""
    tested = relations(dataset)
    faults = (_fault(r) for r in tested if not r.holds)
    return Proofs(
        dict(sorted(Counter(r.check for r in tested).items())),
        tuple(sorted(faults, key=lambda f: (f.check, f.source_id, f.area, f.as_of, f.right, f.left))),
    )
