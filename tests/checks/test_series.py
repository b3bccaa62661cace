"""Leaps and outliers: a slip is found wherever it stands, and what grows smoothly, steps up or is disputed is not told."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from build_scripts.checks.series import series_jump, value_outlier
from build_scripts.checks.step import odd_points
from build_scripts.checks.understood import Understood
from build_scripts.dataset import Area, Dataset, Indicator, Observation
from build_scripts.figures import Weighed
from build_scripts.package import Text
from build_scripts.report import Finding


def claim(
    as_of: str, value: str, *, area: str = "ID", unit: str = "persons", line: int = 2, **said: str
) -> Observation:
    facts = {
        "kind": "observed",
        "area_level": "country",
        "raw_area_name": "",
        "period_type": "point",
        "period_from": "",
    }
    facts |= {"segment": "", "breakdown": "", "precision": "exact", "source_id": "s1", "note": "", **said}
    return Observation(
        indicator="x", area_code=area, as_of=as_of, value=Decimal(value), text=value, unit=unit, statement=1,
        package="p", resource="r", line=line, **facts,
    )  # fmt: skip


def understood(*claims: Observation) -> Understood:
    indicator = Indicator("x", Text("Ukuran Contoh"), Text(), claims[0].unit, "", "", "", "", 0, "", "point")
    areas = {c.area_code: Area(c.area_code, c.area_level, "", Text(f"Contoh {c.area_code}")) for c in claims}
    return Understood(Weighed(Dataset({"x": indicator}, areas, observations=claims)), {("p", "r"): "p/r.csv"})


def yearly(*values: str, **said: str) -> tuple[Observation, ...]:
    return tuple(claim(str(2010 + n), value, line=n + 2, **said) for n, value in enumerate(values))


def told(found: list[Finding]) -> list[tuple[int, str]]:
    return [(f.line, f.facts["variant"]) for f in found]


def jumps(*claims: Observation) -> list[tuple[int, str]]:
    return told(list(series_jump(understood(*claims))))


def test_a_digit_that_is_missing_is_found_in_the_midst_and_at_the_end() -> None:
    assert jumps(*yearly("334", "419", "423", "460", "473", "47")) == [(7, "end")]
    assert jumps(*yearly("334", "419", "42", "460", "473")) == [(4, "inside")]
    assert jumps(*yearly("33", "419", "423", "460")) == [(2, "end")]


def test_a_measure_that_is_mixed_up_once_is_found() -> None:
    assert jumps(*yearly("273500000", "276500000", "278100000", "222700000", "280000000", "281600000")) == [
        (5, "inside")
    ]


def test_a_series_that_is_written_in_another_unit_from_a_date_on_is_found() -> None:
    assert jumps(*yearly("11000", "11500", "12000", "12.5", "13.1", "13.6")) == [(5, "level")]


def test_growth_steps_and_trends_are_no_leaps() -> None:
    assert jumps(*yearly("11", "22", "44", "88", "176", "352")) == []
    assert jumps(*yearly("100", "101", "102", "201", "202", "203")) == []
    assert jumps(*yearly("48", "51", "66", "84", "95", "98", unit="percent")) == []


def test_claims_that_disagree_are_another_matter() -> None:
    series = yearly("419", "423", "460", "473", "481")

    assert jumps(*series[:3], claim("2013", "47", line=9), *series[3:]) == []


def test_a_value_that_several_sources_repeat_is_told_once() -> None:
    series = yearly("419", "423", "46", "473", "481")
    again = claim("2012", "46", line=9, source_id="s2")

    assert jumps(*series, again) == [(4, "inside")]


def test_flows_of_different_length_are_different_series() -> None:
    said = {"period_type": "period", "unit": "count"}
    quarters = [claim(f"2018-{m}", v, period_from="2018-01", line=2, **said) for m, v in (("03", "59"), ("06", "112"))]
    years = [claim(str(y), v, line=3, **said) for y, v in ((2016, "230"), (2017, "232"), (2018, "240"))]

    assert jumps(*quarters, *years) == []


def test_two_values_say_nothing_of_each_other() -> None:
    assert jumps(*yearly("473", "47")) == []


def test_negative_series_are_judged_by_their_size_and_mixed_ones_not() -> None:
    assert jumps(*yearly("-411", "-422", "-43", "-444", "-455")) == [(4, "inside")]
    assert jumps(*yearly("-411", "422", "-43", "444", "-455")) == []


@st.composite
def smooth(draw: st.DrawFn) -> list[Decimal]:
    """Draw a series that grows or falls by at most a tenth from year to year, and wavers by at most two percent."""
    value = draw(st.integers(10_000, 300_000_000))
    trend = draw(st.floats(-0.09, 0.09))
    wavers = draw(st.lists(st.floats(-0.01, 0.01), min_size=4, max_size=60))
    return [(Decimal(value) * Decimal((1 + trend) ** n * (1 + w))).quantize(Decimal(1)) for n, w in enumerate(wavers)]


def places(values: list[Decimal], ticks: list[float] | None = None) -> list[int]:
    found = odd_points(ticks or [365.25 * n for n in range(len(values))], [(v, v) for v in values])
    return [odd.place for odd in found]


@settings(max_examples=300, deadline=None)
@given(series=smooth())
def test_a_smooth_series_is_never_warned_of(series: list[Decimal]) -> None:
    assume(all(v > 0 for v in series))
    assert places(series) == []


@settings(max_examples=300, deadline=None)
@given(series=smooth(), data=st.data())
def test_a_slip_by_a_factor_of_ten_is_always_found(series: list[Decimal], data: st.DataObject) -> None:
    assume(all(v > 100 for v in series))
    at = data.draw(st.integers(0, len(series) - 1))
    factor = data.draw(st.sampled_from([Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.001"), Decimal(1000)]))
    slipped = [v * factor if n == at else v for n, v in enumerate(series)]

    assert places(slipped) == [at]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**30), max_value=10**30), max_size=60
    ),
    st.booleans(),
)
def test_any_series_has_an_answer(values: list[Decimal], share: bool) -> None:
    found = odd_points([float(n) for n in range(len(values))], [(v, v) for v in values], share=share)

    assert [o.place for o in found] == sorted({o.place for o in found})


def peers(*values: str) -> tuple[Observation, ...]:
    return tuple(claim("2023", v, area=f"1{n}", unit="percent", line=n + 2) for n, v in enumerate(values))


def test_a_share_far_from_those_of_all_others_is_an_outlier() -> None:
    usual = ("91.1", "92.2", "93.3", "91.7", "92.6", "93.1", "92.9", "91.3", "92.4", "93.7")

    assert [f.line for f in value_outlier(understood(*peers(*usual, "9.28")))] == [12]
    assert list(value_outlier(understood(*peers(*usual, "70.1")))) == []
    # Of a few areas none is usual; of two claims on one area, one that fits is enough.
    assert list(value_outlier(understood(*peers(*usual[:8], "9.28")))) == []
    twice = (*peers(*usual, "9.28"), claim("2023", "92.8", area="110", unit="percent", line=20))
    assert list(value_outlier(understood(*twice))) == []
