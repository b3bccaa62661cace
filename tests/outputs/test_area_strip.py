"""The dot strip: every dot at its value, none on another, ticks that read well."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from build_scripts.outputs.pages.area.strip import DOT, LABEL, LEFT, NARROW, RIGHT, strip


def _values(*written: str) -> list[Decimal]:
    return [Decimal(v) for v in written]


def _dots(path: str) -> list[tuple[float, int]]:
    return [(float(x), int(y)) for x, y in re.findall(r"M([\d.]+) (\d+)h0", path)]


def test_each_peer_is_a_dot_at_its_value_and_the_area_stands_apart() -> None:
    drawn = strip(_values("80", "90", "100"), 1)

    assert [x for x, _ in _dots(drawn.dots)] == [LEFT * 1000, RIGHT * 1000]
    assert drawn.x == "50.00%"
    assert drawn.anchor == "middle"


@pytest.mark.parametrize(("here", "anchor"), [(0, "start"), (2, "end")])
def test_the_label_of_an_area_at_the_edge_grows_inwards(here: int, anchor: str) -> None:
    assert strip(_values("80", "90", "100"), here).anchor == anchor


def test_dots_of_near_values_do_not_touch_on_a_narrow_phone() -> None:
    drawn = strip([Decimal(98) + Decimal(n) / 10 for n in range(6)] + _values("80", "100"), 6)
    dots = [(x / 1000 * NARROW, y) for x, y in _dots(drawn.dots)]
    apart = [((x - u) ** 2 + (y - v) ** 2) ** 0.5 for n, (x, y) in enumerate(dots) for u, v in dots[n + 1 :]]

    assert min(apart) >= DOT


def test_dots_stay_between_label_and_axis_however_many_share_a_value() -> None:
    drawn = strip([Decimal(98)] * 60 + _values("10"), 60)

    assert len(_dots(drawn.dots)) == 60
    assert all(LABEL < y < drawn.axis for _, y in _dots(drawn.dots))


def test_equal_values_everywhere_are_one_place() -> None:
    drawn = strip(_values("98", "98", "98"), 0)

    assert {x for x, _ in _dots(drawn.dots)} == {500.0}
    assert drawn.x == "50.00%"


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (("71.4", "173.6"), ["100", "150"]),
        (("98", "101.67"), ["98", "99", "100", "101"]),
        (("-3", "12"), ["0", "5", "10"]),
        (("97.91", "97.99"), ["97.92", "97.94", "97.96", "97.98"]),
    ],
)
def test_ticks_are_round_numbers_within_the_values(values: tuple[str, ...], ticks: list[str]) -> None:
    drawn = strip(_values(*values), 0)

    assert [f"{t.value:f}" for t in drawn.ticks] == ticks
    assert all(LEFT * 100 <= float(t.x.rstrip("%")) <= RIGHT * 100 for t in drawn.ticks)
