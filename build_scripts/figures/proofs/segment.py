"""Relations between the segments of membership and their total.

Only parts are added up: aggregates and historical cuts overlap others. An aggregate takes part where it is known
which parts it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_scripts.dataset import Dataset, Segment
from build_scripts.figures.proofs.account import Account, Book, Relation
from build_scripts.figures.tolerance import Span, constant, total

# The segments that every report on membership tells apart. A list is complete if each of them is represented:
# by itself, by a group that holds it, or by some of its parts.
GROUPS = ("pbi-jk", "pbpu-bp-pemda", "ppu-pn", "ppu-bu", "pbpu", "bp")
# What the aggregates of the vocabulary are made of, where they are made of whole segments.
COMPOUNDS: Mapping[str, tuple[str, ...]] = {"pbpu-bp": ("pbpu", "bp"), "pns-tni-polri-bp": ("ppu-pn", "bp")}
SUMS = (
    ("segments-sum", "members"),
    ("active-segments-sum", "active-members"),
    ("inactive-segments-sum", "inactive-members"),
    ("revenue-segments-sum", "contribution-revenue"),
)


def groups(dataset: Dataset) -> tuple[str, ...]:
    """Return the segments that a complete list must represent: the usual ones, or in another vocabulary the topmost."""
    if all(code in dataset.segments for code in GROUPS):
        return GROUPS
    return tuple(sorted(s.code for s in dataset.segments.values() if s.role == "part" and not s.parent))


def _lineage(segments: Mapping[str, Segment], code: str) -> tuple[str, ...]:
    """Return a segment and those above it, itself first; a circle ends where it closes."""
    found: list[str] = []
    while code in segments and code not in found:
        found.append(code)
        code = segments[code].parent
    return tuple(found)


def _extent(dataset: Dataset, code: str) -> frozenset[str]:
    """Return the groups that a segment holds as a whole."""
    if code in COMPOUNDS:
        return frozenset(COMPOUNDS[code])
    if code not in dataset.segments or dataset.segments[code].role != "part":
        return frozenset()
    return frozenset(g for g in groups(dataset) if code in _lineage(dataset.segments, g))


def _parts_inside(dataset: Dataset, stated: tuple[str, ...], group: str) -> tuple[str, ...]:
    """Return the outermost stated parts inside a group."""
    segments = dataset.segments
    inside = [c for c in stated if c != group and group in _lineage(segments, c) and segments[c].role == "part"]
    return tuple(c for c in inside if not any(o != c and o in _lineage(segments, c) for o in inside))


def cover(dataset: Dataset, stated: tuple[str, ...], wanted: frozenset[str]) -> tuple[str, ...]:
    """Return stated segments that together represent all wanted groups without overlap, or nothing.

    The largest are taken first; a group that is not stated is represented by its stated parts.
    """
    extents = {code: _extent(dataset, code) for code in stated}
    chosen: list[str] = []
    missing = set(wanted)
    for code in sorted(stated, key=lambda c: (-len(extents[c]), c in COMPOUNDS, c)):
        if extents[code] and extents[code] <= missing:
            chosen.append(code)
            missing -= extents[code]
    for group in sorted(missing):
        parts = _parts_inside(dataset, stated, group)
        if not parts:
            return ()
        chosen.extend(parts)
    return tuple(sorted(chosen))


def _sum(account: Account, indicator: str, codes: tuple[str, ...]) -> Span | None:
    return total(account.said(indicator, code) for code in codes)


def _stated(account: Account, indicator: str) -> tuple[str, ...]:
    return tuple(s for s in account.segments(indicator) if s and account.said(indicator, s))


def _wholes(dataset: Dataset, stated: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the total and each stated segment with the stated parts that make it up."""
    yield "", cover(dataset, stated, frozenset(groups(dataset)))
    for code in stated:
        extent = _extent(dataset, code)
        others = tuple(c for c in stated if c != code)
        if len(extent) > 1:
            yield code, cover(dataset, tuple(c for c in others if _extent(dataset, c) != extent), extent)
        else:
            children = tuple(s.code for s in dataset.segments.values() if s.parent == code and s.role == "part")
            yield code, children if children and all(c in stated for c in children) else ()


def _split(account: Account, indicator: str, segment: str) -> tuple[Span, ...]:
    """Return what the source says of an indicator and segment by breakdown."""
    breakdowns = (b for i, s, b in account.claims if (i, s) == (indicator, segment) and b)
    said = (account.said(indicator, segment, b) for b in breakdowns)
    return tuple(s for s in said if s)


def segment_sums(book: Book, account: Account) -> Iterator[Relation]:
    """A complete list of segments adds up to the total, and the parts of a segment to the segment.

    A source that splits the total in another way too may list the segments of one part of it, which does as well.
    """
    for check, indicator in SUMS:
        for whole, codes in _wholes(book.dataset, _stated(account, indicator)):
            left = _sum(account, indicator, codes)
            if left:
                for right in account.each(indicator, whole):
                    yield Relation(check, account, (left,), right, instead=_split(account, indicator, whole))


def _all_segments(book: Book, account: Account, indicator: str) -> Span | None:
    codes = cover(book.dataset, _stated(account, indicator), frozenset(groups(book.dataset)))
    return _sum(account, indicator, codes)


def segments_over_population(book: Book, account: Account) -> Iterator[Relation]:
    """Where the source gives no total, all segments over its population are the coverage."""
    everyone, populations = _all_segments(book, account, "members"), book.populations(account)
    if everyone and populations and not account.said("members"):
        lefts = tuple(everyone.percent_of(p) for p in populations)
        for right in account.each("coverage"):
            yield Relation("segments-over-population", account, lefts, right)


def segment_shares(book: Book, account: Account) -> Iterator[Relation]:
    """Members of a segment over all members are its share, and all shares add up to a hundred."""
    whole = account.said("members") or _all_segments(book, account, "members")
    for code in _stated(account, "segment-share"):
        part = account.said("members", code)
        if part and whole and whole.low > 0:
            for right in account.each("segment-share", code):
                yield Relation("segment-share", account, (part.percent_of(whole),), right)
    shares = _all_segments(book, account, "segment-share")
    if shares:
        yield Relation("segment-shares-sum", account, (shares,), constant(100))
