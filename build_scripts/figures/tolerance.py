"""How exact a printed value is: its step, whether two values can be the same number, and the range that it stands for.

Disagreements between sources and proofs inside a source rest on the same reading of digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from build_scripts.dataset import Observation

# Units in which trailing zeros of a rounded value are taken for digits that were left out.
COUNTED = ("persons", "idr", "count")
PRECISIONS = ("exact", "rounded", "approximate")
INFINITY = Decimal("Infinity")
# Rounding must not fail on a number of more digits than the usual context holds.
WIDE = Context(prec=400)
# The words of notes for a value that is only a bound, as "more than 275 million" and "nearly 75 percent". What is over or above
# is a bound only where a number follows: "over the previous two months" is none.
_BOUNDS = (
    ("at-least", re.compile(r"\b(?:more than|at least|(?:over|above) (?=\d)|lebih dari|sedikitnya|sekurangnya)\b")),
    (
        "at-most",
        re.compile(r"\b(?:at most|up to|less than|nearly|almost|approaching|hampir|kurang dari|paling banyak)\b"),
    ),
)


def coarseness(precision: str) -> int:
    """Return the place of a precision among exact, rounded and approximate; an unknown one comes last."""
    return PRECISIONS.index(precision) if precision in PRECISIONS else len(PRECISIONS)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round to a number of decimals, half away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, WIDE)


def step(claim: Observation) -> Decimal:
    """Return the size of the last digit that a claim states; 0 for an exact whole number.

    With d decimals it is 10^-d. A whole number that is not exact has 10^z for its z trailing zeros if it is a
    number of persons, rupiah or things, otherwise 1.
    """
    decimals = max(0, -int(claim.value.as_tuple().exponent))
    if decimals:
        return Decimal(1).scaleb(-decimals)
    if claim.precision == "exact":
        return Decimal(0)
    digits = str(abs(int(claim.value)))
    zeros = len(digits) - len(digits.rstrip("0")) if claim.unit in COUNTED and claim.value else 0
    return Decimal(10) ** zeros


def differ(one: Observation, other: Observation) -> bool:
    """Say whether two claims cannot be the same number.

    With equal steps they may lie one step apart. Otherwise the finer value, read without its sign, may lie up to a
    coarser step above the coarser value (digits were cut off) or half of it below (digits were rounded); a whole step
    below if the coarser value is approximate.
    """
    fine, coarse = sorted((one, other), key=step)
    width = step(coarse)
    if step(fine) == width:
        return abs(one.value - other.value) > width
    if fine.value * coarse.value < 0:
        return True
    above = abs(fine.value) - abs(coarse.value)
    below = width if coarse.precision == "approximate" else width / 2
    return not -below <= above <= width


BOUND_SIGNS = {"about": "≈", "at-least": "≥", "at-most": "≤"}


def bound(claim: Observation) -> str:
    """Return how the true value may lie to an approximate one: `about`, `at-least` or `at-most`; empty for any other claim."""
    if claim.precision != "approximate":
        return ""
    return next((name for name, said in _BOUNDS if said.search(claim.note)), "about")


@dataclass(frozen=True, slots=True)
class Span:
    """A value with the range that it may stand for, and the claims that it was computed from."""

    value: Decimal
    low: Decimal
    high: Decimal
    terms: tuple[Observation, ...] = ()

    def __add__(self, other: Span) -> Span:
        return Span(self.value + other.value, self.low + other.low, self.high + other.high, self.terms + other.terms)

    def __sub__(self, other: Span) -> Span:
        return Span(self.value - other.value, self.low - other.high, self.high - other.low, self.terms + other.terms)

    def percent_of(self, whole: Span) -> Span:
        """Return this in percent of a whole that is more than nothing even at its lowest."""
        hundred = Decimal(100)
        return Span(
            self.value / whole.value * hundred,
            self.low / whole.high * hundred if self.low.is_finite() else self.low,
            self.high / whole.low * hundred,
            self.terms + whole.terms,
        )

    def divided_by(self, number: int) -> Span:
        """Return this divided by a positive whole number."""
        return Span(self.value / number, self.low / number, self.high / number, self.terms)

    def meets(self, other: Span) -> bool:
        """Say whether both may be the same number."""
        return self.low <= other.high and other.low <= self.high


def span(claim: Observation) -> Span:
    """Return the range that a claim stands for: half a step below what is printed up to a full step above.

    The step above is for digits that were cut off. A lower bound ("more than") has no upper end. The range of a
    negative value is the mirror of that of its amount.
    """
    size, width = abs(claim.value), step(claim)
    low, high = size - width / 2, INFINITY if bound(claim) == "at-least" else size + width
    return Span(claim.value, *((low, high) if claim.value >= 0 else (-high, -low)), (claim,))


def constant(number: int) -> Span:
    """Return a number that needs no source, such as the hundred percent of a whole."""
    return Span(Decimal(number), Decimal(number), Decimal(number))


def hull(spans: tuple[Span, ...]) -> Span:
    """Return the range that holds all of one or more spans, with the value of the first."""
    low, high = min(s.low for s in spans), max(s.high for s in spans)
    return Span(spans[0].value, low, high, tuple(t for s in spans for t in s.terms))


def total(spans: Iterable[Span | None]) -> Span | None:
    """Return the sum of spans, or nothing if there are none or one of them is missing."""
    found = tuple(spans)
    known = [s for s in found if s is not None]
    if not known or len(known) < len(found):
        return None
    return Span(
        sum((s.value for s in known), Decimal(0)),
        sum((s.low for s in known), Decimal(0)),
        sum((s.high for s in known), Decimal(0)),
        tuple(t for s in known for t in s.terms),
    )
