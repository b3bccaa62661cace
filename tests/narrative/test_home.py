"""The answers of the home page."""

from build_scripts.narrative import HomeSentences, home_sentences
from build_scripts.settings import Headline
from tests.narrative.sample import EN, ID, claim, portal

DUE = claim("coverage", "ID", "2024", "98", "c", kind="target")
NEXT = claim("coverage", "ID", "2029", "99", "c", kind="target")


def told(*claims: object) -> tuple[HomeSentences, HomeSentences]:
    figures = portal(*claims)  # type: ignore[arg-type]
    return home_sentences(figures, Headline(), ID), home_sentences(figures, Headline(), EN)


def test_count_and_share_of_one_day_are_told_together() -> None:
    indonesian, english = told(
        claim("coverage", "ID", "2025-12", "98.62", "c"),
        claim("members", "ID", "2025-12-31", "282700000", precision="rounded"),
    )

    assert indonesian.covered == (
        "Di Negara Contoh, peserta contoh tercatat 282,7 juta orang pada 31 Desember 2025, "
        "menurut Kabar Contoh (8 Januari 2024); itu 98,62 persen dari jumlah penduduk, "
        "menurut Laporan Contoh (tanpa tanggal)."
    )
    assert english.covered == (
        "In Sample Land, sample members stood at 282.7 million people on 31 December 2025, "
        "according to Kabar Contoh (8 January 2024); that is 98.62 percent of the population, "
        "according to Laporan Contoh (undated)."
    )


def test_count_and_share_of_different_days_are_two_sentences() -> None:
    indonesian, _ = told(claim("coverage", "ID", "2025-12", "98.62"), claim("members", "ID", "2025-08", "11"))

    assert indonesian.covered.count("Di Negara Contoh, ") == 2


def test_a_target_that_was_met_says_since_when_and_names_the_next() -> None:
    indonesian, english = told(
        DUE,
        NEXT,
        claim("coverage", "ID", "2024-08-01", "98.19"),
        claim("coverage", "ID", "2024-12-31", "98.45"),
        claim("coverage", "ID", "2025-12", "98.62"),
    )

    assert indonesian.target == (
        "Target nasional 98 persen untuk 2024 tercapai: cakupan contoh pertama kali mencapainya pada 1 Agustus 2024, "
        "dengan 98,19 persen. Saat tenggatnya tiba, cakupan contoh tercatat 98,45 persen pada 31 Desember 2024. "
        "Angka terbaru, 98,62 persen pada Desember 2025, berada 0,62 poin persentase di atas target itu. "
        "Target berikutnya adalah 99 persen untuk 2029, 0,38 poin persentase lagi."
    )
    assert english.target == (
        "The national target of 98 percent for 2024 has been met: sample coverage first reached it on 1 August 2024, "
        "with 98.19 percent. When it fell due, sample coverage stood at 98.45 percent on 31 December 2024. "
        "The latest figure, 98.62 percent in December 2025, is 0.62 percentage points above that target. "
        "The next target is 99 percent for 2029, 0.38 percentage points away."
    )


def test_a_target_that_was_missed_or_met_late_is_told_so() -> None:
    _, missed = told(DUE, claim("coverage", "ID", "2024", "95"), claim("coverage", "ID", "2025", "97"))
    _, late = told(DUE, claim("coverage", "ID", "2024", "95"), claim("coverage", "ID", "2025", "98"))

    assert missed.target == (
        "The national target of 98 percent for 2024 has been missed: sample coverage has never reached it so far. "
        "When it fell due, sample coverage stood at 95 percent in 2024. "
        "The latest figure, 97 percent in 2025, is 1 percentage point below that target."
    )
    assert late.target.startswith(
        "The national target of 98 percent for 2024 was met late: sample coverage first reached"
    )
    assert late.target.endswith("The latest figure, 98 percent in 2025, is exactly at that target.")


def test_a_target_that_lies_ahead_is_the_only_one_or_met_early() -> None:
    _, ahead = told(NEXT, claim("coverage", "ID", "2025", "97"))
    _, early = told(NEXT, claim("coverage", "ID", "2025", "99.5"))

    assert ahead.target == "The national target is 99 percent for 2029, 2 percentage points away."
    assert early.target == "The next target, 99 percent for 2029, has been met already."


def test_active_members_are_told_apart_from_registered_ones() -> None:
    indonesian, english = told(claim("active-members", "ID", "2025-04", "22"))

    assert indonesian.active.startswith("Di Negara Contoh, peserta aktif contoh tercatat 22 orang pada April 2025")
    assert "peserta terdaftar adalah semua yang tercatat" in indonesian.active
    assert "registered members are all on the register, active or not" in english.active


def test_what_a_portal_does_not_have_is_left_out() -> None:
    assert told() == (HomeSentences(), HomeSentences())
    assert told(claim("coverage", "ID", "2025", "97"))[0].target == ""
