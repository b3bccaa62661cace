"""Sentences about what is computed, and how it was."""

from decimal import Decimal

import pytest

from build_scripts.dataset import Observation
from build_scripts.figures import Derived, Figures
from build_scripts.narrative import derived_sentence, formula_line
from tests.narrative.sample import AREAS, EN, ID, claim, portal

TARGET = claim("coverage", "ID", "2029", "99", "c", kind="target")
BEFORE, NOW = claim("coverage", "ID", "2024", "95.50"), claim("coverage", "ID", "2025", "97")


def derived(name: str, *claims: Observation) -> tuple[Figures, Derived]:
    figures = portal(*claims)
    return figures, next(d for found in figures.derived.values() for d in found if d.name == name)


@pytest.mark.parametrize(
    ("name", "claims", "indonesian", "english"),
    [
        (
            "gap",
            (TARGET, NOW),
            "Di Negara Contoh, cakupan contoh pada 2025 berada 2 poin persentase di bawah "
            "target nasional 99 persen untuk 2029.",
            "In Sample Land, sample coverage in 2025 stood 2 percentage points below "
            "the national target of 99 percent for 2029.",
        ),
        (
            "pace",
            (TARGET, NOW),
            "Di Negara Contoh, cakupan contoh pada 2025 harus naik rata-rata 0,50 poin persentase per tahun "
            "untuk mencapai target nasional 99 persen untuk 2029.",
            "In Sample Land, sample coverage in 2025 has to rise by 0.50 percentage points a year on average "
            "to reach the national target of 99 percent for 2029.",
        ),
        (
            "change",
            (BEFORE, NOW),
            "Di Negara Contoh, cakupan contoh naik 1,50 poin persentase dari 95,50 persen pada 2024 "
            "menjadi 97 persen pada 2025.",
            "In Sample Land, sample coverage rose by 1.50 percentage points from 95.50 percent in 2024 "
            "to 97 percent in 2025.",
        ),
        (
            "change",
            (claim("members", "ID", "2024", "11"), claim("members", "ID", "2025", "11")),
            "Di Negara Contoh, peserta contoh pada 2025 tetap seperti 2024.",
            "In Sample Land, sample members in 2025 stood unchanged from 2024.",
        ),
        (
            "coverage",
            (claim("members", "01", "2024", "11"), claim("population", "01", "2024", "44")),
            "Di Provinsi Contoh Satu, cakupan contoh pada 2024 adalah 25,00 persen bila dihitung dari peserta "
            "dan penduduk menurut sumber yang sama.",
            "In Sample One, sample coverage in 2024 is 25.00 percent when computed from the members "
            "and the population of the same source.",
        ),
        (
            "share",
            (claim("members", "ID", "2024", "11", segment="ppu"), claim("members", "ID", "2024", "44")),
            "Di Negara Contoh, peserta contoh segmen PPU (pekerja) pada 2024 adalah 25,00 persen dari seluruhnya, "
            "dihitung dari angka sumber yang sama.",
            "In Sample Land, sample members in segment PPU (workers) in 2024 made up 25.00 percent of the whole, "
            "computed from figures of the same source.",
        ),
    ],
)
def test_a_derived_value_is_told(name: str, claims: tuple[Observation, ...], indonesian: str, english: str) -> None:
    figures, item = derived(name, *claims)

    assert (derived_sentence(item, figures, ID), derived_sentence(item, figures, EN)) == (indonesian, english)


def test_a_rank_names_its_field_and_where_the_counting_starts() -> None:
    facts = {"period": "2024", "order": "highest"}
    districts = [a for a in AREAS if a.level == "district"]
    figures, change = derived(
        "change", claim("coverage", "01.01", "2023", "11"), claim("coverage", "01.01", "2024", "22")
    )
    among = Derived("rank", change.key, Decimal(2), "", "rank-within", change.inputs, len(districts), facts)
    within = Derived("rank", change.key, among.value, "", "rank-within", change.inputs, 2, {**facts, "province": "01"})
    lowest = Derived("rank", change.key, among.value, "", "rank", change.inputs, 2, {**facts, "order": "lowest"})

    assert derived_sentence(within, figures, ID).endswith(
        "menempati peringkat 2 dari 2 kabupaten dan kota di Contoh Satu yang angkanya diketahui untuk 2024."
    )
    assert derived_sentence(within, figures, EN).endswith(
        "took rank 2 of the 2 regencies and cities in Sample One with a known figure for 2024."
    )
    assert derived_sentence(among, figures, EN).endswith("rank 2 of the 2 provinces with a known figure for 2024.")
    assert "rank 2, counted from the lowest, of the 2 provinces" in derived_sentence(lowest, figures, EN)


def test_a_formula_names_its_inputs_with_values_and_sources() -> None:
    figures, item = derived(
        "share", claim("members", "ID", "2024", "11", segment="ppu"), claim("members", "ID", "2024", "44")
    )

    assert formula_line(item, figures, ID).endswith(
        ". Masukan: Peserta contoh segmen PPU (pekerja), Negara Contoh, 2024: 11 orang, Kabar Contoh (8 Januari 2024); "
        "Peserta contoh, Negara Contoh, 2024: 44 orang, Kabar Contoh (8 Januari 2024)."
    )


def test_many_inputs_are_counted_after_three() -> None:
    figures, item = derived("change", BEFORE, NOW)
    many = Derived(item.name, item.key, item.value, item.unit, item.formula, item.inputs * 3, facts=item.facts)

    assert formula_line(many, figures, EN).endswith("; and 3 more inputs.")
