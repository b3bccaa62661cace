"""A small made-up portal: areas, indicators and sources that exist nowhere, and claims as a test needs them."""

from __future__ import annotations

from decimal import Decimal
from zlib import crc32

from build_scripts.dataset import (
    Area,
    AreaChange,
    Breakdown,
    Dataset,
    Indicator,
    Observation,
    Segment,
    Source,
)
from build_scripts.figures import Figures, compute
from build_scripts.locale import read_locale
from build_scripts.package import Text

ID, EN = read_locale("id"), read_locale("en")


def text(indonesian: str, english: str) -> Text:
    return Text(indonesian, {"en": english})


def indicator(id: str, names: Text, unit: str, period_type: str = "point", theme: str = "coverage") -> Indicator:
    return Indicator(id, names, Text(), unit, "", "", "none", "better", 2, theme, period_type)


INDICATORS = (
    indicator("coverage", text("Cakupan contoh", "Sample coverage"), "percent"),
    indicator("members", text("Peserta contoh", "Sample members"), "persons"),
    indicator("active-members", text("Peserta aktif contoh", "Active sample members"), "persons"),
    indicator("population", text("Penduduk", "Population"), "persons"),
    indicator("benefit-expense", text("Beban contoh", "Sample expense"), "idr", "period"),
    indicator("uhc-award", text("Penerima penghargaan", "Recipient of an award"), "count", "period"),
    indicator("sample-quota", text("Kuota contoh", "Sample quota"), "persons"),
)
AREAS = (
    Area("ID", "country", "", text("Negara Contoh", "Sample Land")),
    Area("01", "province", "ID", text("Contoh Satu", "Sample One"), type="provinsi"),
    Area("02", "province", "ID", text("Contoh Dua", "Sample Two"), valid_from="2022-07-25", predecessor="01"),
    Area("01.01", "district", "01", text("Kabupaten Contoh Tiga", "Contoh Tiga Regency"), type="kabupaten"),
    Area("01.71", "district", "01", text("Kota Contoh Empat", "Contoh Empat City"), type="kota"),
    Area("BR-A", "bpjs-region", "ID", text("Wilayah kerja BPJS Kesehatan A", "BPJS Kesehatan region A")),
    Area("BC-B", "bpjs-region", "ID", text("Kantor Cabang B", "branch B")),
)
SOURCES = (
    Source("a", "Judul A", "Kabar Contoh", "2024-01-08", "", "id", "news", ""),
    Source("b", "Judul B", "Harian Contoh", "2024-02", "", "id", "news", ""),
    Source("c", "Judul C", "Laporan Contoh", "", "", "id", "official-report", ""),
    Source("d", "Judul D", "Undang-Undang Contoh", "2022", "", "id", "government-site", ""),
)
SPLIT = AreaChange("2022-07-25", "UU 0/2022", "split", "province", "01", "Contoh Satu", "02", "Contoh Dua", "d", "")
SEGMENT = Segment("ppu", text("PPU (pekerja)", "PPU (workers)"), Text(), "", "part")
LEVEL = Breakdown("uhc-award", "utama", text("Tingkat Utama", "Utama level"))
CLASS = Breakdown("members", "class-1", text("Kelas I", "Class I"))


def claim(indicator: str, area: str, as_of: str, value: str, source: str = "a", **more: str) -> Observation:
    """Make a claim; `more` are other fields of an observation."""
    unit, period_type = next((i.unit, i.period_type) for i in INDICATORS if i.id == indicator)
    level = next((a.level for a in AREAS if a.code == area), "country")
    facts = {
        "kind": "observed",
        "raw_area_name": "",
        "period_from": "",
        "segment": "",
        "breakdown": "",
        "precision": "exact",
        "note": "",
        **more,
    }
    return Observation(
        indicator=indicator,
        area_level=level,
        area_code=area,
        as_of=as_of,
        period_type=period_type,
        statement=1,
        value=Decimal(value),
        text=value,
        unit=unit,
        source_id=source,
        package="contoh",
        resource="observations",
        line=crc32(repr((indicator, area, as_of, value, source, more)).encode()),
        **facts,  # type: ignore[arg-type]
    )


def portal(*claims: Observation) -> Figures:
    """Compute the figures of a portal that holds these claims."""
    return compute(
        Dataset(
            indicators={i.id: i for i in INDICATORS},
            areas={a.code: a for a in AREAS},
            area_changes=(SPLIT,),
            segments={SEGMENT.code: SEGMENT},
            breakdowns={(b.indicator, b.code): b for b in (LEVEL, CLASS)},
            sources={s.id: s for s in SOURCES},
            observations=claims,
        )
    )


def area(code: str) -> Area:
    return next(a for a in AREAS if a.code == code)
