"""Classes of values: each value lies in the class whose label names it, and few values make few classes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from build_scripts.dataset import Tile
from build_scripts.drawing.classes import MOST, divide
from build_scripts.drawing.grid import folded
from build_scripts.drawing.scale import Scale, scale_for, shown
from build_scripts.locale import read_locale

EN = read_locale("en")


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(t) for t in texts]


@pytest.mark.parametrize(
    "values",
    [
        decimals("58.2", "61", "70.01", "88.8", "93", "97.4", "98", "173.6"),
        decimals("0.65", "1.4", "2.2", "3.9", "5", "11", "47.94"),
        decimals("3", "3", "4", "5", "9"),
    ],
)
def test_every_value_lies_between_the_ends_of_its_label(values: list[Decimal]) -> None:
    bands = divide(values, EN)

    assert len(bands.labels) <= MOST
    for value in values:
        low, _, high = bands.labels[bands.place(value)].partition("–")
        assert Decimal(low) <= value <= Decimal(high or low)


def test_classes_rise_and_the_highest_takes_the_darkest_step() -> None:
    bands = divide(decimals("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"), EN)

    assert list(bands.bounds) == sorted(bands.bounds)
    assert bands.steps[-1] == MOST - 1
    assert len(bands.steps) == len(bands.labels) == len(bands.bounds) + 1


def test_one_value_is_one_class() -> None:
    bands = divide(decimals("98.4", "98.4"), EN)

    assert bands.labels == ("98.4",)
    assert bands.steps == (MOST - 1,)


def test_the_eastern_half_of_the_grid_is_folded_below_the_western_one() -> None:
    tiles = {"w": Tile("w", "W", 0, 0), "x": Tile("x", "X", 3, 1), "e": Tile("e", "E", 1, 2), "f": Tile("f", "F", 2, 3)}

    placed = folded(tiles)

    assert placed["w"] == (0, 0)
    assert placed["e"] == (0, 5)
    assert placed["f"] == (1, 6)
    assert len(set(placed.values())) == len(tiles)


def test_a_value_beside_its_mark_has_no_idle_zeros() -> None:
    assert shown(Decimal("93.00"), Scale(), EN) == "93"
    assert shown(Decimal(653818), scale_for([Decimal(653818), Decimal(47942660)]), EN) == "0.65"
