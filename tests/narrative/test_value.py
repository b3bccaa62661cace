"""Values with unit, scale and precision."""

from decimal import Decimal

from build_scripts.narrative import between, figure_value, spoken, stated
from tests.narrative.sample import EN, ID, claim, portal


def test_a_table_keeps_the_digits_of_the_source() -> None:
    figures = portal(claim("coverage", "ID", "2023", "100.20"), claim("members", "ID", "2023", "1234567"))
    share, count = figures.figures.values()

    assert (figure_value(share, figures, ID), figure_value(share, figures, EN)) == ("100,20 persen", "100.20 percent")
    assert figure_value(count.chosen, figures, ID) == "1.234.567 orang"
    assert figure_value(count, figures, EN, short=True) == "1.23 million people"


def test_a_flag_becomes_words() -> None:
    award = claim("uhc-award", "01", "2023-03-14", "1", breakdown="utama")
    figures = portal(award)

    assert figure_value(award, figures, ID) == "disebut sebagai penerima penghargaan UHC (Tingkat Utama)"
    assert figure_value(award, figures, EN) == "named as a recipient of a UHC award (Utama level)"


def test_a_sentence_says_large_numbers_in_words_unless_that_loses_digits() -> None:
    assert spoken(Decimal(282700000), "persons", ID) == "282,7 juta orang"
    assert spoken(Decimal(282477584), "persons", ID) == "282.477.584 orang"
    assert spoken(Decimal(1), "persons", EN) == "1 person"
    assert spoken(Decimal("-9100000000000"), "idr", EN) == "−Rp9.1 trillion"
    assert spoken(Decimal(7), "widgets", EN) == "7 widgets"


def test_precision_is_told() -> None:
    about = claim("coverage", "ID", "2023", "90", precision="approximate")
    rounded = claim("coverage", "ID", "2023", "90", precision="rounded")

    assert (stated(about, ID), stated(about, EN)) == ("sekitar 90 persen", "about 90 percent")
    assert (stated(rounded, ID), stated(rounded, ID, rounding=True)) == ("90 persen", "90 persen (dibulatkan)")


def test_a_range_says_a_unit_once_unless_it_stands_before_the_number() -> None:
    assert between([Decimal("95.77"), Decimal("95.75")], "percent", ID) == "95,75 hingga 95,77 persen"
    assert between([Decimal(11), Decimal(11)], "percent", EN) == "11 percent"
    assert between([Decimal(11000000), Decimal(22000000)], "idr", EN) == "Rp11 million to Rp22 million"
