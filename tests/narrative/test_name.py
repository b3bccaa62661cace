"""What areas, indicators, segments and sources are called."""

import pytest

from build_scripts.dataset import Area
from build_scripts.figures import Key
from build_scripts.narrative import (
    area_name,
    area_of,
    breakdown_name,
    in_area,
    indicator_name,
    measure,
    segment_name,
    source_in_text,
    source_short,
)
from build_scripts.package import Text
from tests.narrative.sample import EN, ID, SOURCES, area, portal

FIGURES = portal()


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("ID", "di Negara Contoh", "in Sample Land"),
        ("01", "di Provinsi Contoh Satu", "in Sample One"),
        ("01.01", "di Kabupaten Contoh Tiga, Contoh Satu", "in Contoh Tiga Regency, Sample One"),
        ("BR-A", "di wilayah kerja BPJS Kesehatan A", "in the area of BPJS Kesehatan region A"),
        ("BC-B", "di wilayah kerja Kantor Cabang B", "in the area of branch B"),
    ],
)
def test_where_is_said_for_every_level(code: str, indonesian: str, english: str) -> None:
    assert (in_area(area(code), ID, FIGURES), in_area(area(code), EN, FIGURES)) == (indonesian, english)


def test_without_figures_a_district_stands_alone() -> None:
    assert in_area(area("01.01"), ID) == "di Kabupaten Contoh Tiga"


def test_an_area_is_named_with_and_without_its_level() -> None:
    assert (area_name(area("01"), ID), area_name(area("01"), EN)) == ("Provinsi Contoh Satu", "Sample One Province")
    assert [area_name(area(c), ID, level=False) for c in ("01", "01.01", "01.71")] == [
        "Contoh Satu",
        "Contoh Tiga",
        "Contoh Empat",
    ]
    assert [area_name(area(c), EN, level=False) for c in ("01.01", "01.71")] == ["Contoh Tiga", "Contoh Empat"]


def test_a_district_without_its_kind_in_the_name_keeps_it() -> None:
    assert area_name(Area("9", "district", "", Text("Contoh")), ID, level=False) == "Contoh"


def test_what_no_package_lists_is_called_by_its_code() -> None:
    assert area_name(area_of(FIGURES, "99"), ID) == "99"
    assert in_area(area_of(FIGURES, "99"), EN, FIGURES) == "in 99"
    assert indicator_name("unknown", FIGURES, ID) == "unknown"
    assert segment_name("unknown", FIGURES, ID) == "unknown"
    assert breakdown_name("members", "unknown", FIGURES, ID) == "unknown"
    assert source_in_text("unknown", FIGURES, ID) == "unknown"


def test_a_measure_names_indicator_segment_and_breakdown() -> None:
    key = Key("members", "observed", "ID", "2024", "ppu", "class-1")

    assert measure(FIGURES, key, ID) == "Peserta contoh segmen PPU (pekerja), kelas I"
    assert measure(FIGURES, key, EN) == "Sample members in segment PPU (workers), class I"
    assert (
        measure(FIGURES, Key("segment-share", "observed", "ID", "2024", "ppu"), EN) == "Share of segment PPU (workers)"
    )


def test_a_source_is_named_by_publisher_and_date() -> None:
    day, month, undated, _ = SOURCES

    assert source_short(day, ID) == "Kabar Contoh, 8 Januari 2024"
    assert source_short(month, EN) == "Harian Contoh, February 2024"
    assert (source_short(undated, ID), source_short(undated, EN)) == (
        "Laporan Contoh, tanpa tanggal",
        "Laporan Contoh, undated",
    )
    assert source_in_text("a", FIGURES, EN) == "Kabar Contoh (8 January 2024)"
