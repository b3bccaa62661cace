"""How far two printed values may lie apart and still be the same number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.dataset import Observation
from build_scripts.figures.tolerance import INFINITY, constant, differ, hull, rounded, span, step, total
from tests.figures.conftest import claim

PRECISIONS = st.sampled_from(["exact", "rounded", "approximate"])
NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=2).map(
    lambda n: format(n.normalize(), "f")
)
UNITS = st.sampled_from(["persons", "percent", "idr", "index"])


@st.composite
def claims(draw: st.DrawFn) -> Observation:
    """Any claim on one key."""
    return claim("members", draw(NUMBERS), precision=draw(PRECISIONS), unit=draw(UNITS))


@pytest.mark.parametrize(
    ("value", "precision", "unit", "expected"),
    [
        ("11.22", "exact", "percent", "0.01"),
        ("11.20", "rounded", "percent", "0.01"),
        ("11", "exact", "percent", "0"),
        ("110", "rounded", "percent", "1"),
        ("22000000", "rounded", "persons", "1000000"),
        ("22000000", "approximate", "idr", "1000000"),
        ("22000000", "exact", "persons", "0"),
        ("-2200", "rounded", "idr", "100"),
        ("0", "rounded", "persons", "1"),
        ("0", "exact", "persons", "0"),
    ],
)
def test_the_step_is_the_size_of_the_last_digit_stated(value: str, precision: str, unit: str, expected: str) -> None:
    assert step(claim("members", value, precision=precision, unit=unit)) == Decimal(expected)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Equal steps may lie one step apart.
        (("11.22", "exact"), ("11.23", "exact"), False),
        (("11.22", "exact"), ("11.24", "exact"), True),
        # Two exact counts must be equal.
        (("11", "exact"), ("11", "exact"), False),
        (("11", "exact"), ("12", "exact"), True),
        # 11 million cut off stands for up to 12, rounded for no less than 10.5 million.
        (("12000000", "exact"), ("11000000", "rounded"), False),
        (("12000001", "exact"), ("11000000", "rounded"), True),
        (("10500000", "exact"), ("11000000", "rounded"), False),
        (("10499999", "exact"), ("11000000", "rounded"), True),
        (("10000000", "exact"), ("11000000", "approximate"), False),
        (("9999999", "exact"), ("11000000", "approximate"), True),
        # Amounts below nothing are read without their sign, but never across it.
        (("-11400000", "exact"), ("-11000000", "rounded"), False),
        (("-10400000", "exact"), ("-11000000", "rounded"), True),
        (("400000", "exact"), ("-1000000", "rounded"), True),
    ],
)
def test_values_differ_where_no_rounding_joins_them(
    one: tuple[str, str], other: tuple[str, str], expected: bool
) -> None:
    first, second = (claim("members", value, precision=precision) for value, precision in (one, other))
    assert differ(first, second) is expected


@given(claims(), claims())
def test_the_rule_is_symmetric(one: Observation, other: Observation) -> None:
    assert differ(one, other) == differ(other, one)


@given(NUMBERS, PRECISIONS, PRECISIONS)
def test_equal_values_never_differ(value: str, one: str, other: str) -> None:
    assert not differ(claim("members", value, precision=one), claim("members", value, precision=other))


@given(claims())
def test_a_value_lies_in_its_own_span(one: Observation) -> None:
    found = span(one)
    assert found.low <= found.value <= found.high


def test_a_span_reaches_half_a_step_down_and_a_step_up() -> None:
    found = span(claim("coverage", "11.2"))
    assert (found.low, found.high) == (Decimal("11.15"), Decimal("11.3"))


def test_the_span_of_a_negative_amount_is_the_mirror() -> None:
    found = span(claim("members", "-1100", precision="rounded"))
    assert (found.low, found.high) == (Decimal(-1200), Decimal(-1050))


def test_more_than_has_no_upper_end() -> None:
    bound = claim("members", "11000000", precision="approximate", note="source says more than 11 million")
    about = claim("members", "11000000", precision="approximate", note="approximate")
    assert span(bound).high == INFINITY
    assert span(about).high == Decimal(12000000)


def test_two_lower_bounds_can_be_set_against_each_other() -> None:
    bound = span(claim("members", "22", precision="approximate", note="more than"))
    share = (bound - bound).percent_of(bound)
    assert (share.low, share.high) == (-INFINITY, INFINITY)
    assert constant(100).meets(constant(100) - share)


def test_a_total_needs_all_of_its_parts() -> None:
    part = span(claim("members", "11"))
    assert total([part, part]) == part + part
    assert total([part, None]) is None
    assert total([]) is None


def test_a_hull_holds_all_values_and_keeps_the_first() -> None:
    found = hull((span(claim("members", "22")), span(claim("members", "11"))))
    assert (found.value, found.low, found.high) == (Decimal(22), Decimal(11), Decimal(22))


def test_rounding_goes_away_from_zero_at_the_half_and_takes_any_length() -> None:
    assert rounded(Decimal("1.125"), 2) == Decimal("1.13")
    assert rounded(Decimal("-1.125"), 2) == Decimal("-1.13")
    assert rounded(Decimal("1" * 60), 2) == Decimal("1" * 60)
