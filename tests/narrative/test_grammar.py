"""Lists, counts, capitals and full stops."""

import pytest

from build_scripts.narrative import counted, listing, lower_first, paragraph, sentence, upper_first
from tests.narrative.sample import EN, ID


def test_a_list_ends_as_the_language_ends_it() -> None:
    assert listing([], ID) == ""
    assert listing(["a"], ID) == "a"
    assert (listing(["a", "b"], ID), listing(["a", "b"], EN)) == ("a dan b", "a and b")
    assert (listing(["a", "b", "c"], ID), listing(["a", "b", "c"], EN)) == ("a, b, dan c", "a, b and c")


def test_english_counts_one_apart() -> None:
    assert [counted(n, "sources", EN) for n in (0, 1, 2)] == ["0 sources", "1 source", "2 sources"]
    assert [counted(n, "sources", ID) for n in (1, 1234)] == ["1 sumber", "1.234 sumber"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Cakupan contoh", "cakupan contoh"),
        ("JKN coverage", "JKN coverage"),
        ("PBI-JK quota", "PBI-JK quota"),
        ("Child Protection Index", "Child Protection Index"),
        ("Provinsi UHC", "provinsi UHC"),
        ("Class I", "class I"),
        ("Jamkesda", "Jamkesda"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_capital_and_a_noun_loses_it(name: str, expected: str) -> None:
    assert lower_first(name, ID) == expected


def test_a_sentence_has_a_capital_and_one_full_stop() -> None:
    assert sentence("satu angka") == "Satu angka."
    assert sentence("satu angka.") == "Satu angka."
    assert paragraph(["satu", "", "dua"]) == "Satu. Dua."
    assert upper_first("") == ""
