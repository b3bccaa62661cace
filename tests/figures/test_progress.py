"""How targets stand: each status, what it rests on, and when nothing can be measured."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.dataset import Observation
from build_scripts.figures import Figures, compute
from build_scripts.figures.progress import STATUSES, Progress, progress_of
from tests.figures.conftest import a_dataset, claim

TODAY = date(2013, 7, 1)


def judged(*claims: Observation, indicator: str = "coverage", today: date = TODAY) -> Progress:
    """Return how the only target of an indicator stands."""
    (found,) = progress_of(compute(a_dataset(claims)), indicator, today)
    return found


def target(value: str, as_of: str, indicator: str = "coverage", **facts: str) -> Observation:
    return claim(indicator, value, as_of, kind="target", **facts)


def test_a_passed_target_is_judged_by_the_last_figure_up_to_its_date() -> None:
    rows = [claim("coverage", v, a) for v, a in (("97", "2011-12"), ("98.1", "2012-08"), ("97.9", "2012-12"))]

    missed = judged(target("98", "2012"), *rows)
    reached = judged(target("97.9", "2012"), *rows, claim("coverage", "91", "2013-02"))

    assert (missed.status, missed.judged.value) == ("missed", Decimal("97.9"))
    assert (reached.status, reached.judged.key.as_of) == ("reached", "2012-12")
    assert missed.pace is missed.needed is None


def test_what_is_reached_only_later_is_said_to_be_late() -> None:
    rows = [claim("coverage", v, a) for v, a in (("90", "2011-12"), ("95", "2013-01"), ("96", "2013-03"))]

    found = judged(target("95", "2011"), *rows)

    assert (found.status, found.judged.key.as_of) == ("late", "2013-01")


def test_a_target_ahead_is_on_track_where_the_pace_so_far_is_enough() -> None:
    rows = (claim("coverage", "90", "2012-06"), claim("coverage", "92", "2013-06"))

    on, off = judged(target("94", "2014-06"), *rows), judged(target("94.1", "2014-06"), *rows)

    assert (on.status, on.pace, on.needed) == ("on-track", Decimal("2.00"), Decimal("2.00"))
    assert (off.status, off.pace, off.needed) == ("off-track", Decimal("2.00"), Decimal("2.10"))
    assert (on.judged.key.as_of, on.former.key.as_of) == ("2013-06", "2012-06")


def test_a_target_ahead_that_is_met_already_is_reached() -> None:
    assert judged(target("94", "2014"), claim("coverage", "94", "2013-06")).status == "reached"


def test_where_less_is_better_a_target_is_met_from_above() -> None:
    rows = (claim("unregistered", "40", "2012-06"), claim("unregistered", "34", "2013-06"))

    def aimed(value: str) -> str:
        return judged(target(value, "2014-06", "unregistered"), *rows, indicator="unregistered").status

    assert [aimed(value) for value in ("34", "28", "27")] == ["reached", "on-track", "off-track"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no-figure"),
        ((claim("coverage", "90", "2010-06"),), "old-figure"),
        ((claim("coverage", "90", "2013-01"), claim("coverage", "91", "2013-06")), "no-former-figure"),
        ((claim("coverage", "80", "2010-01"), claim("coverage", "91", "2013-06")), "no-former-figure"),
    ],
)
def test_without_figures_to_judge_by_nothing_is_claimed(rows: tuple[Observation, ...], reason: str) -> None:
    found = judged(target("98", "2014"), *rows)

    assert (found.status, found.reason) == ("not-measurable", reason)


def test_a_passed_target_without_a_figure_in_its_year_cannot_be_measured() -> None:
    found = judged(target("98", "2012"), claim("coverage", "99", "2011-06"), claim("coverage", "99", "2013-03"))

    assert (found.status, found.reason) == ("not-measurable", "no-figure")


def test_figures_of_another_area_segment_or_kind_do_not_count() -> None:
    others = (
        claim("members", "9", "2012-12", area="01"),
        claim("members", "9", "2012-12", segment="pbi"),
        claim("members", "9", "2012-12", kind="planned"),
    )

    assert judged(target("5", "2012", "members"), *others, indicator="members").reason == "no-figure"


def test_a_flow_is_judged_by_the_figure_of_the_same_period() -> None:
    rows = (claim("visits", "5", "2012"), claim("visits", "9", "2012", period_from="2011"))

    assert judged(target("5", "2012", "visits"), *rows, indicator="visits").status == "reached"
    assert judged(target("6", "2012", "visits"), *rows, indicator="visits").status == "missed"
    assert judged(target("5", "2011", "visits"), *rows, indicator="visits").reason == "no-figure"


VALUES = st.decimals("0", "100", places=2)


@given(
    st.lists(st.tuples(st.integers(2005, 2013), VALUES), max_size=6, unique_by=lambda p: p[0]),
    VALUES,
    st.integers(2006, 2020),
)
def test_a_status_never_contradicts_its_figures(rows: list[tuple[int, Decimal]], aim: Decimal, due: int) -> None:
    found = judged(target(str(aim), str(due)), *(claim("coverage", str(v), str(y)) for y, v in rows))

    assert found.status in STATUSES
    assert (found.status == "not-measurable") == bool(found.reason)
    if found.status in ("reached", "late"):
        assert found.judged.value >= aim
    if found.status in ("missed", "on-track", "off-track"):
        assert found.judged.value < aim
    if found.pace is not None:
        assert found.needed > 0


def test_every_target_of_the_real_data_has_a_status(real: Figures) -> None:
    found = [p for i in real.dataset.indicators for p in progress_of(real, i, date(2026, 6, 1))]

    assert len(found) == sum(len(s.figures) for s in real.series if s.kind == "target")
    assert {p.status for p in found if p.target.key.id == "coverage/ID/2024@target"} == {"reached"}
