"""The summaries of source and package pages."""

from build_scripts.dataset import Observation
from build_scripts.narrative import package_summary, source_summary
from build_scripts.package import Field, Package, Resource, Text
from tests.narrative.sample import EN, ID, claim, portal


def summaries(source: str, *claims: Observation) -> tuple[str, str]:
    figures = portal(*claims)
    item = figures.dataset.sources[source]
    return source_summary(item, figures, ID), source_summary(item, figures, EN)


def test_claims_published_and_disputed_are_counted() -> None:
    indonesian, english = summaries(
        "b",
        claim("coverage", "ID", "2024", "11.11", "c"),
        claim("coverage", "ID", "2024", "22.22", "b"),
        claim("coverage", "ID", "2025", "33.33", "b"),
        claim("members", "ID", "2025", "44", "b"),
    )

    assert indonesian == (
        "Dari sumber ini dibaca 3 pernyataan tentang cakupan contoh dan peserta contoh, bertanggal 2024 sampai 2025. "
        "Sebanyak 2 di antaranya menjadi angka yang diterbitkan portal ini. "
        "Satu dari pernyataan itu bertentangan dengan pernyataan lain tentang hal yang sama."
    )
    assert english == (
        "This source yields 3 claims on sample coverage and sample members, dated 2024 to 2025. "
        "Of these, 2 are published as figures of this portal. "
        "One of the claims disagrees with others about the same thing."
    )


def test_all_or_none_published_is_told() -> None:
    preferred = [claim("coverage", "ID", y, "11", "c") for y in ("2024", "2025")]
    all_of, none_of = (
        summaries(s, *preferred, *(claim("coverage", "ID", y, "11", "b") for y in ("2024", "2025")))[1] for s in "cb"
    )

    assert "All of them are published" in all_of
    assert "None of them is published" in none_of
    assert none_of.endswith("No other claim disagrees with them.")


def test_a_single_claim_is_told_in_the_singular() -> None:
    published = summaries("b", claim("coverage", "ID", "2024", "11", "b"))
    disputed = summaries(
        "b", claim("coverage", "ID", "2024", "11.11", "c"), claim("coverage", "ID", "2024", "22.22", "b")
    )

    assert published[1] == (
        "This source yields 1 claim on sample coverage, dated 2024. "
        "It is published as a figure of this portal. No other claim disagrees with it."
    )
    assert disputed[1].endswith(
        "It is not published as a figure of this portal, because another claim takes precedence. "
        "It disagrees with another claim about the same thing."
    )


def test_many_indicators_are_counted_after_three() -> None:
    known = ("coverage", "active-members", "population", "benefit-expense", "sample-quota")

    assert "and 2 more indicators, dated 2024." in summaries("a", *(claim(i, "ID", "2024", "11") for i in known))[1]


def test_a_source_without_figures_says_what_it_is_for() -> None:
    assert summaries("d") == (
        "Sumber ini dirujuk untuk 1 perubahan wilayah; tidak ada angka yang dibaca darinya.",
        "This source is cited for 1 change of areas; no figure was read in it.",
    )
    assert summaries("b")[0] == "Tidak ada angka di portal ini yang dibaca dari sumber ini."


def test_a_package_of_observations_is_told_by_its_claims() -> None:
    figures = portal(claim("coverage", "ID", "2024", "11"), claim("members", "01", "2025", "22", "b"))
    package = Package("contoh", "contoh", Text("Contoh"))

    assert package_summary(package, figures, ID) == (
        "Paket ini memuat 2 pernyataan dari 2 sumber tentang 2 indikator dan 2 wilayah, bertanggal 2024 sampai 2025."
    )


def test_any_other_package_is_told_by_its_tables() -> None:
    table = Resource("t", "t.csv", fields=(Field("a", "string"), Field("b", "string")), rows=(("1", "2"),), lines=(2,))
    plain = Package("plain", "plain", Text("Polos"), resources=(table,))

    assert package_summary(plain, portal(), EN) == "This package holds 1 table with 1 row and 2 fields."
    assert package_summary(Package("none", "none", Text("Kosong")), portal(), ID) == "Paket ini tidak memuat tabel."
