"""The sentence of an area page, written out in full."""

from build_scripts.narrative import area_summary
from build_scripts.settings import Headline
from tests.narrative.sample import EN, ID, area, claim, portal

TARGET = claim("coverage", "ID", "2024", "98", "c", kind="target")


def test_coverage_is_told_with_its_gap_to_the_target() -> None:
    figures = portal(TARGET, claim("coverage", "01.01", "2023-12-31", "95.20"))

    assert area_summary(area("01.01"), figures, ID) == (
        "Di Kabupaten Contoh Tiga, Contoh Satu, cakupan contoh tercatat 95,20 persen pada 31 Desember 2023, "
        "menurut Kabar Contoh (8 Januari 2024): 2,80 poin persentase di bawah target nasional 98 persen untuk 2024."
    )
    assert area_summary(area("01.01"), figures, EN) == (
        "In Contoh Tiga Regency, Sample One, sample coverage stood at 95.20 percent on 31 December 2023, "
        "according to Kabar Contoh (8 January 2024): "
        "2.80 percentage points below the national target of 98 percent for 2024."
    )


def test_a_figure_at_the_target_or_one_point_above_it_is_told_so() -> None:
    exactly = portal(TARGET, claim("coverage", "01", "2024", "98"))
    above = portal(TARGET, claim("coverage", "01", "2024", "99"))

    assert area_summary(area("01"), exactly, ID).endswith(": tepat pada target nasional 98 persen untuk 2024.")
    assert ": 1 percentage point above the national target" in area_summary(area("01"), above, EN)


def test_what_to_beware_of_follows_the_figure() -> None:
    figures = portal(
        claim("coverage", "01", "2021", "104.4", "c"),
        claim("coverage", "01", "2021", "102.2", "b"),
        claim("coverage", "01.01", "2025", "55"),
    )

    assert area_summary(area("01"), figures, ID) == (
        "Di Provinsi Contoh Satu, cakupan contoh tercatat 104,4 persen pada 2021, menurut Laporan Contoh (tanpa tanggal). "
        "Sumber lain menyebut 102,2 persen. "
        "Cakupan dapat melebihi 100 persen bila peserta terdaftar di daerah yang bukan tempat tinggalnya. "
        "Angka ini sudah lama; angka terbaru dari wilayah mana pun bertanggal 2025. "
        "Angka ini masih memakai batas wilayah sebelum pemekaran tahun 2022."
    )
    assert area_summary(area("01"), figures, EN).endswith(
        "Another source says 102.2 percent. "
        "Coverage can exceed 100 percent where members are registered in an area that they do not live in. "
        "This figure is old; the latest one from any area is dated 2025. "
        "This figure still uses the boundaries before the split of 2022."
    )


def test_without_coverage_the_members_are_told_and_their_share_computed() -> None:
    figures = portal(claim("members", "02", "2024", "44"), claim("population", "02", "2024", "88"))

    assert area_summary(area("02"), figures, ID) == (
        "Di Provinsi Contoh Dua, peserta contoh tercatat 44 orang pada 2024, menurut Kabar Contoh (8 Januari 2024). "
        "Dibagi jumlah penduduk menurut sumber yang sama, itu setara dengan cakupan 50,00 persen (hitungan portal ini). "
        "Wilayah ini dibentuk pada 25 Juli 2022 dari Provinsi Contoh Satu; "
        "angka sebelum itu termasuk dalam Provinsi Contoh Satu."
    )


def test_members_alone_say_that_coverage_is_unknown() -> None:
    figures = portal(claim("members", "BC-B", "2024", "44"))

    assert area_summary(area("BC-B"), figures, EN) == (
        "In the area of branch B, sample members stood at 44 people in 2024, according to Kabar Contoh (8 January 2024). "
        "Working areas of BPJS Kesehatan do not follow the boundaries of provinces. "
        "Sample coverage is not stated in the sources read."
    )


def test_otherwise_what_else_is_known_is_listed_totals_before_parts() -> None:
    figures = portal(
        claim("population", "01.71", "2023", "1111"),
        claim("population", "01.71", "2024", "555", breakdown="male"),
        claim("uhc-award", "01.71", "2023-03-14", "1", "b"),
    )

    assert area_summary(area("01.71"), figures, EN) == (
        "In Contoh Empat City, Sample One, sample coverage is not stated in the sources read; "
        "what is known: the population (base not stated) 1,111 people (2023). "
        "Contoh Empat City was named as a recipient of a UHC award on 14 March 2023, "
        "according to Harian Contoh (February 2024)."
    )


def test_more_than_three_other_indicators_are_counted() -> None:
    known = ("active-members", "population", "benefit-expense", "sample-quota")
    figures = portal(*(claim(i, "01.71", "2024", "11") for i in known))

    assert "serta 1 indikator lain." in area_summary(area("01.71"), figures, ID)
    assert "and 1 more indicator." in area_summary(area("01.71"), figures, EN)


def test_a_portal_without_coverage_does_not_miss_it() -> None:
    headline = Headline(count="no-count", share="no-share", active="no-active")
    figures = portal(claim("population", "01", "2024", "11"))
    flagged = portal(claim("uhc-award", "01", "2024", "1"))

    assert area_summary(area("01"), figures, ID, headline) == (
        "Di Provinsi Contoh Satu, yang diketahui: penduduk (dasar tidak disebut) 11 orang (2024)."
    )
    assert area_summary(area("01"), flagged, EN, headline).startswith("Sample One Province was named")
    assert area_summary(area("01"), flagged, EN).startswith(
        "In Sample One, sample coverage is not stated in the sources read. Sample One Province was named"
    )


def test_an_area_without_figures_says_so() -> None:
    assert area_summary(area("01"), portal(), ID) == (
        "Belum ada angka tentang Provinsi Contoh Satu dalam sumber yang dibaca untuk portal ini."
    )
    assert area_summary(area("01"), portal(), EN) == (
        "No figure about Sample One Province has been published in the sources read for this portal."
    )


def test_of_two_figures_for_one_day_the_exact_one_is_told() -> None:
    figures = portal(
        claim("coverage", "01", "2025-12-31", "98", precision="approximate"),
        claim("coverage", "01", "2025-12", "98.62"),
    )

    assert "98,62 persen pada Desember 2025" in area_summary(area("01"), figures, ID)
