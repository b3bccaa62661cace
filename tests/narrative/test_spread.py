"""How far sources lie apart, in a few words."""

import pytest

from build_scripts.narrative import spread_words
from tests.narrative.sample import EN, ID, claim, portal


def _told(*claims: tuple[str, str], indicator: str = "coverage") -> tuple[str, str]:
    figures = portal(*(claim(indicator, "01", "2023", value, source) for value, source in claims))
    (figure,) = figures.figures.values()
    return spread_words(figure, figures, ID), spread_words(figure, figures, EN)


def test_a_unit_that_follows_the_number_is_said_once() -> None:
    assert _told(("97.9", "a"), ("98.6", "b")) == (
        "97,9–98,6 persen menurut 2 sumber",
        "97.9–98.6 percent according to 2 sources",
    )


def test_a_unit_before_the_number_is_said_with_both() -> None:
    assert _told(("1000000000", "a"), ("2500000000", "b"), indicator="benefit-expense") == (
        "Rp1 miliar–Rp2,5 miliar menurut 2 sumber",
        "Rp1 billion–Rp2.5 billion according to 2 sources",
    )


def test_one_source_that_says_two_things_is_one_source() -> None:
    assert _told(("97.9", "a"), ("98.6", "a"))[1] == "97.9–98.6 percent according to 1 source"


@pytest.mark.parametrize("claims", [[("98", "a")], [("98", "a"), ("98", "b")]])
def test_claims_that_agree_have_no_spread(claims: list[tuple[str, str]]) -> None:
    assert _told(*claims) == ("", "")
