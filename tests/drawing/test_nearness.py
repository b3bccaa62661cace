"""How near a line comes to a band of values within a stretch: between its points too, and never beyond the stretch."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.drawing.nearness import nearest

VALLEY = [(0.0, 20.0), (4.0, 10.0), (8.0, 30.0)]


@pytest.mark.parametrize(
    ("start", "end", "away"),
    [(0, 8, 0), (0, 2, 3), (0, 1, 5.5), (7, 8, 13), (5, 6, 3), (4, 4, 2), (9, 10, inf)],
)
def test_it_is_measured_within_the_stretch_alone(start: float, end: float, away: float) -> None:
    assert nearest(VALLEY, (12, 12), start, end) == pytest.approx(away)


def test_a_line_that_lies_in_the_band_is_not_away_from_it_at_all() -> None:
    assert nearest([(0.0, 5.0), (4.0, 6.0)], (4, 8), 0, 4) == 0
    assert nearest([(0.0, 5.0), (4.0, 6.0)], (8, 9), 0, 4) == 2
    assert nearest([(0.0, 5.0), (4.0, 6.0)], (1, 2), 0, 4) == 3


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(-50, 50)), min_size=2, max_size=8, unique_by=lambda p: p[0]),
    st.integers(-60, 60),
)
def test_over_the_whole_line_no_point_is_nearer_and_a_crossing_is_nothing(
    points: list[tuple[int, int]], value: int
) -> None:
    line = [(float(x), float(y)) for x, y in sorted(points)]
    values = [y for _, y in line]
    away = nearest(line, (value, value), line[0][0], line[-1][0])

    assert away <= min(abs(y - value) for y in values) + 1e-9
    assert (away == 0) == (min(values) <= value <= max(values))
