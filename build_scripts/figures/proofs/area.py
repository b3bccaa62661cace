"""Relations between an area and the areas that make it up."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.figures.proofs.account import Account, Book, Relation
from build_scripts.figures.tolerance import Span, total

# Numbers of people and money can be added up over areas; flags and counts of areas cannot.
SUMMED_UNITS = ("persons", "idr")
CHECKS = {"country": "provinces-sum", "province": "districts-sum", "bpjs-region": "area-parts-sum"}


def area_parts(book: Book, account: Account) -> Iterator[Relation]:
    """The parts of an area add up to it, wherever a source gives all of them and the whole at the same date."""
    check = CHECKS.get(book.geography.level(account.area))
    parts = book.parts(account) if check else ()
    if not check or not parts:
        return
    for indicator, segment, breakdown in account.claims:
        described = book.dataset.indicators.get(indicator)
        if not described or described.aggregation != "sum" or described.unit not in SUMMED_UNITS:
            continue
        left = total(part.said(indicator, segment, breakdown) for part in parts)
        if left:
            for right in account.each(indicator, segment, breakdown):
                yield Relation(check, account, (left,), right, {"parts": str(len(parts))})


def _between(spans: list[Span], right: Span) -> Span:
    """Return the range between the lowest and the highest part, with the bound nearer to the whole as its value."""
    lowest, highest = min(spans, key=lambda s: s.value), max(spans, key=lambda s: s.value)
    nearer = lowest if right.value < lowest.value else highest
    low, high = min(s.low for s in spans), max(s.high for s in spans)
    return Span(nearer.value, low, high, tuple(t for s in spans for t in s.terms))


def area_shares(book: Book, account: Account) -> Iterator[Relation]:
    """The coverage of an area lies between those of its parts, and is their members over its population."""
    rights = account.each("coverage")
    parts = book.parts(account) if rights else ()
    if not parts:
        return
    shares, everyone = [p.said("coverage") for p in parts], total(p.said("members") for p in parts)
    facts = {"parts": str(len(parts))}
    if all(shares):
        for right in rights:
            left = _between([s for s in shares if s], right)
            yield Relation("coverage-between-parts", account, (left,), right, facts)
    if everyone and not account.said("members"):
        lefts = tuple(everyone.percent_of(p) for p in book.populations(account))
        for right in rights if lefts else ():
            yield Relation("districts-over-population", account, lefts, right, facts)
