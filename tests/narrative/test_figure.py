"""A sentence about one figure, written out in full."""

import pytest

from build_scripts.narrative import figure_sentence
from tests.narrative.sample import EN, ID, claim, portal

OF_KIND = {
    "target": (
        "Di Negara Contoh, target cakupan contoh untuk 2024 adalah 98 persen, menurut Kabar Contoh (8 Januari 2024).",
        "In Sample Land, the target for sample coverage is 98 percent for 2024, according to Kabar Contoh (8 January 2024).",
    ),
    "threshold": (
        "Di Negara Contoh, ambang cakupan contoh yang disebut pada 2024 adalah 98 persen, "
        "menurut Kabar Contoh (8 Januari 2024).",
        "In Sample Land, the threshold for sample coverage named in 2024 is 98 percent, "
        "according to Kabar Contoh (8 January 2024).",
    ),
    "planned": (
        "Di Negara Contoh, cakupan contoh direncanakan 98 persen untuk 2024, menurut Kabar Contoh (8 Januari 2024).",
        "In Sample Land, the plan for sample coverage is 98 percent for 2024, according to Kabar Contoh (8 January 2024).",
    ),
    "projected": (
        "Di Negara Contoh, cakupan contoh diperkirakan 98 persen untuk 2024, menurut Kabar Contoh (8 Januari 2024).",
        "In Sample Land, the projection for sample coverage is 98 percent for 2024, "
        "according to Kabar Contoh (8 January 2024).",
    ),
}


def test_a_figure_is_told_with_place_date_and_source() -> None:
    figures = portal(claim("coverage", "01.01", "2023-12-31", "95.20", precision="rounded"))
    (figure,) = figures.figures.values()

    assert figure_sentence(figure, figures, ID) == (
        "Di Kabupaten Contoh Tiga, Contoh Satu, cakupan contoh tercatat 95,20 persen (dibulatkan) "
        "pada 31 Desember 2023, menurut Kabar Contoh (8 Januari 2024)."
    )
    assert figure_sentence(figure, figures, EN) == (
        "In Contoh Tiga Regency, Sample One, sample coverage stood at 95.20 percent (rounded) "
        "on 31 December 2023, according to Kabar Contoh (8 January 2024)."
    )


@pytest.mark.parametrize("kind", OF_KIND)
def test_each_kind_of_figure_has_its_sentence(kind: str) -> None:
    figures = portal(claim("coverage", "ID", "2024", "98", kind=kind))
    (figure,) = figures.figures.values()

    assert (figure_sentence(figure, figures, ID), figure_sentence(figure, figures, EN)) == OF_KIND[kind]


def test_a_flag_is_told_as_what_was_said() -> None:
    figures = portal(claim("uhc-award", "01", "2023-03-14", "1", "c"))
    (figure,) = figures.figures.values()

    assert figure_sentence(figure, figures, ID) == (
        "Provinsi Contoh Satu disebut sebagai penerima penghargaan UHC pada 14 Maret 2023, "
        "menurut Laporan Contoh (tanpa tanggal)."
    )
    assert figure_sentence(figure, figures, EN) == (
        "Sample One Province was named as a recipient of a UHC award on 14 March 2023, "
        "according to Laporan Contoh (undated)."
    )


def test_a_phrase_with_a_comma_is_closed_by_one() -> None:
    figures = portal(claim("members", "ID", "2023", "11", segment="ppu", breakdown="class-1"))
    (figure,) = figures.figures.values()

    assert "sample members in segment PPU (workers), class I, stood at 11 people" in figure_sentence(
        figure, figures, EN
    )


@pytest.mark.parametrize(
    ("others", "indonesian", "english"),
    [
        ((("33.11", "b"),), "; sumber lain menyebut 33,11 persen.", "; another source says 33.11 percent."),
        (
            (("33.11", "b"), ("44.11", "d")),
            "; sumber lain menyebut 33,11 hingga 44,11 persen.",
            "; other sources say 33.11 to 44.11 percent.",
        ),
        (
            (("33.11", "c"),),
            "; sumber yang sama juga menyebut 33,11 persen.",
            "; the same source also says 33.11 percent.",
        ),
    ],
)
def test_disagreement_is_told(others: tuple[tuple[str, str], ...], indonesian: str, english: str) -> None:
    chosen = claim("coverage", "ID", "2023", "22.11", "c")
    figures = portal(chosen, *(claim("coverage", "ID", "2023", v, s, precision="rounded") for v, s in others))
    (figure,) = figures.figures.values()

    assert figure.disagrees
    assert figure_sentence(figure, figures, ID).endswith(indonesian)
    assert figure_sentence(figure, figures, EN).endswith(english)
