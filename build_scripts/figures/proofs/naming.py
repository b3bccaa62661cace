"""Relations between the number of areas that a source states and the areas that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from build_scripts.dataset import Observation
from build_scripts.figures.proofs.account import Account, Book, Relation
from build_scripts.figures.tolerance import Span, span

# Names count as a full list from two thirds of the stated number on; fewer are examples.
LISTED = Decimal(2) / 3
CRITERION = re.compile(r"coverage-(above|at-least)-(\d+)(?:-(\d+))?")
LEVELS = {"districts": "district", "provinces": "province"}


def _below(book: Book, account: Account, level: str) -> tuple[Account, ...]:
    """Return the accounts of the same source and date on areas of a level inside an area."""

    def inside(code: str) -> bool:
        areas = book.geography.areas
        above = areas[code].parent
        return above == account.area or (above in areas and areas[above].parent == account.area)

    same = (a for a in book.accounts.values() if (a.as_of, a.period_from) == (account.as_of, account.period_from))
    return tuple(a for a in same if book.geography.level(a.area) == level and inside(a.area))


def _flag(account: Account, indicator: str, breakdown: str) -> tuple[Observation, ...]:
    """Return the claim that names an area; without a breakdown, of any."""
    found = [c for (named, _, b), c in account.claims.items() if named == indicator and breakdown in ("", b)]
    return found[0][:1] if found else ()


def _meets(account: Account, breakdown: str) -> tuple[Observation, ...]:
    """Return the coverage of an area where it meets the criterion of a breakdown such as coverage-above-98-6."""
    criterion, said = CRITERION.fullmatch(breakdown), account.said("coverage")
    if not criterion or not said:
        return ()
    level = Decimal(f"{criterion[2]}.{criterion[3] or 0}")
    reached = said.value > level or (criterion[1] == "at-least" and said.value == level)
    return said.terms[:1] if reached else ()


def _counted(terms: list[Observation]) -> Span:
    number = Decimal(len(terms))
    return Span(number, number, number, tuple(terms))


def _listed(check: str, account: Account, terms: list[Observation], stated: Observation) -> Iterator[Relation]:
    if len(terms) >= stated.value * LISTED:
        yield Relation(check, account, (_counted(terms),), span(stated))


def named(book: Book, account: Account) -> Iterator[Relation]:
    """The areas that a source names with a status or an award are as many as it states, if it names most of them."""
    for (indicator, _, breakdown), claims in account.claims.items():
        if indicator == "uhc-districts":
            below = _below(book, account, "district")
            flags = [_flag(a, "uhc-status", breakdown) for a in below]
            terms = [t for a, flag in zip(below, flags, strict=True) for t in flag or _meets(a, breakdown)]
            # Coverages alone are no list of names, unless the source gives the coverage of every district.
            if any(flags) or (book.parts(account) and all(p.said("coverage") for p in book.parts(account))):
                yield from (r for c in claims for r in _listed("named-districts", account, terms, c))
        elif indicator == "uhc-award-recipients":
            who, _, award = breakdown.partition("-")
            below = _below(book, account, LEVELS.get(who, ""))
            terms = [t for a in below for t in _flag(a, "uhc-award", award)]
            if terms:
                yield from (r for c in claims for r in _listed("named-recipients", account, terms, c))
