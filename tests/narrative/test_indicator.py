"""The summary of an indicator page."""

from build_scripts.narrative import indicator_summary
from tests.narrative.sample import EN, ID, claim, portal


def summaries(name: str, *claims: object) -> tuple[str, str]:
    figures = portal(*claims)  # type: ignore[arg-type]
    item = figures.dataset.indicators[name]
    return indicator_summary(item, figures, ID), indicator_summary(item, figures, EN)


def test_the_country_is_told_with_change_target_pace_and_extent() -> None:
    indonesian, english = summaries(
        "coverage",
        claim("coverage", "ID", "2029", "99", "c", kind="target"),
        claim("coverage", "ID", "2024-12-31", "98.45", "b"),
        claim("coverage", "ID", "2025-12-31", "98.62", "c"),
    )

    assert indonesian == (
        "Di Negara Contoh, cakupan contoh tercatat 98,62 persen pada 31 Desember 2025, "
        "menurut Laporan Contoh (tanpa tanggal), "
        "naik 0,17 poin persentase dari 98,45 persen pada 31 Desember 2024 (menurut sumber lain). "
        "Angka itu berada 0,38 poin persentase di bawah target nasional 99 persen untuk 2029; "
        "untuk mencapainya, angka itu harus naik rata-rata 0,10 poin persentase per tahun. "
        "Portal ini memuat 3 pernyataan dari 2 sumber tentang Negara Contoh, bertanggal 31 Desember 2024 sampai 2029."
    )
    assert english == (
        "In Sample Land, sample coverage stood at 98.62 percent on 31 December 2025, "
        "according to Laporan Contoh (undated), "
        "up 0.17 percentage points from 98.45 percent on 31 December 2024 (stated by another source). "
        "That is 0.38 percentage points below the national target of 99 percent for 2029; "
        "to reach it, the figure has to rise by 0.10 percentage points a year on average. "
        "This portal holds 3 claims from 2 sources on Sample Land, dated 31 December 2024 to 2029."
    )


def test_a_target_that_is_reached_needs_no_pace() -> None:
    target = claim("coverage", "ID", "2029", "99", "c", kind="target")
    indonesian, english = summaries("coverage", target, claim("coverage", "ID", "2025", "99.5"))

    assert "Angka itu berada 0,5 poin persentase di atas target nasional 99 persen untuk 2029. " in indonesian
    assert "That is 0.5 percentage points above the national target of 99 percent for 2029. " in english


def test_a_fall_and_standing_still_are_told() -> None:
    fell = summaries("members", claim("members", "ID", "2023", "200"), claim("members", "ID", "2024", "100"))
    stood = summaries("members", claim("members", "ID", "2023", "200"), claim("members", "ID", "2024", "200"))

    assert "turun 100 orang (50,00 persen) dari 200 orang pada 2023" in fell[0]
    assert "down 100 people (50.00 percent) from 200 people in 2023" in fell[1]
    assert ("tetap seperti 2023" in stood[0], "unchanged from 2023" in stood[1]) == (True, True)


def test_disagreements_are_counted() -> None:
    claims = claim("coverage", "ID", "2024", "11.11", "c"), claim("coverage", "ID", "2024", "22.22", "b")
    indonesian, english = summaries("coverage", *claims)

    assert "Sumber lain menyebut 22,22 persen." in indonesian
    assert indonesian.endswith("Tentang 1 angka, sumber-sumber tidak sepakat.")
    assert english.endswith("On 1 figure the sources disagree.")


def test_without_a_national_total_the_next_best_is_told() -> None:
    part = summaries("members", claim("members", "ID", "2024", "11", segment="ppu"))
    other = summaries("members", claim("members", "01", "2024", "11"))
    aim = summaries("members", claim("members", "ID", "2024", "11", kind="target"))

    assert part[1].startswith("For the whole country there are figures by part only; the latest: in Sample Land, ")
    assert other[0].startswith("Tidak ada angka untuk seluruh negara; angka terbaru: di Provinsi Contoh Satu, ")
    assert aim[1].startswith("No recorded figure is known yet; what there is: in Sample Land, the target for ")


def test_flags_are_counted() -> None:
    awards = claim("uhc-award", "01", "2023-03-14", "1"), claim("uhc-award", "02", "2024-08-08", "1")

    assert summaries("uhc-award", *awards)[1].startswith(
        "2 areas have been named as a recipient of a UHC award, most recently on 8 August 2024. "
    )


def test_an_indicator_without_figures_says_so() -> None:
    assert summaries("coverage") == (
        "Belum ada angka untuk indikator ini dalam sumber yang dibaca.",
        "No figure for this indicator has been published in the sources read.",
    )
