"""A made-up portal of two provinces and eight districts, of which some say little: enough for every part of an area's sheet."""

from __future__ import annotations

from decimal import Decimal
from zlib import crc32

from build_scripts.catalog import Catalog
from build_scripts.dataset import (
    Area,
    AreaChange,
    Breakdown,
    Centre,
    Dataset,
    Indicator,
    Observation,
    Segment,
    Source,
)
from build_scripts.figures import compute
from build_scripts.locale import read_locale
from build_scripts.outputs.pages.scope import Scope, scopes
from build_scripts.package import Text


def text(indonesian: str, english: str) -> Text:
    return Text(indonesian, {"en": english})


def _indicator(id: str, name: str, unit: str, theme: str, numerator: str = "", denominator: str = "") -> Indicator:
    names = text(f"{name} contoh", f"Sample {name.lower()}")
    return Indicator(id, names, Text(), unit, numerator, denominator, "none", "better", 2, theme, "point")


INDICATORS = (
    _indicator("coverage", "Cakupan", "percent", "coverage", "members", "population"),
    _indicator("members", "Peserta", "persons", "membership"),
    _indicator("active-members", "Aktif", "persons", "membership"),
    _indicator("active-share", "Keaktifan", "percent", "coverage", "active-members"),
    _indicator("active-share-of-members", "Keaktifan peserta", "percent", "coverage", "active-members", "members"),
    _indicator("population-census", "Sensus", "persons", "population"),
    _indicator("population-civil-registry", "Dukcapil", "persons", "population"),
    _indicator("facilities", "Fasilitas", "count", "facilities"),
    _indicator("uhc-award", "Penghargaan", "count", "uhc-recognition"),
)
UNITS = {i.id: i.unit for i in INDICATORS}
DISTRICTS = tuple(
    Area(f"01.{n:02d}", "district", "01", text(f"Kabupaten Contoh {n}", f"Contoh {n} Regency")) for n in range(1, 7)
) + tuple(Area(f"02.{n:02d}", "district", "02", text(f"Kota Contoh {n}", f"Contoh {n} City")) for n in range(1, 3))
AREAS = (
    Area("ID", "country", "", text("Negara Contoh", "Sample Land")),
    Area("01", "province", "ID", text("Contoh Satu", "Sample One")),
    Area("02", "province", "ID", text("Contoh Dua", "Sample Two"), valid_from="2022-07-25", predecessor="01"),
    *DISTRICTS,
    Area("BR-A", "bpjs-region", "ID", text("Wilayah kerja A", "Region A")),
)
LEVELS = {a.code: a.level for a in AREAS}
CHANGES = (
    AreaChange("2022-07-25", "UU 0/2022", "split", "province", "01", "Contoh Satu", "02", "Contoh Dua", "a", ""),
    AreaChange(
        "2022-07-25", "UU 0/2022", "moved", "district", "01.99", "Kota Contoh 1", "02.01", "Kota Contoh 1", "a", ""
    ),
)
SEGMENTS = (
    Segment("pbi", text("Dibayari", "Paid for"), Text(), "", "part"),
    Segment("pbi-jk", text("Dibayari pusat", "Paid for by the centre"), Text(), "pbi", "part"),
    Segment("ppu", text("Pekerja", "Workers"), Text(), "", "part"),
)
SOURCES = tuple(
    Source(i, f"Judul {i}", f"Harian {i.upper()}", "2024-01", "", "id", "news", "") for i in ("a", "b", "c")
)
LEVEL = Breakdown("uhc-award", "utama", text("Tingkat Utama", "Utama level"))


def claim(indicator: str, area: str, as_of: str, value: str, source: str = "a", **more: str) -> Observation:
    """Make a claim; `more` are its segment, breakdown or precision."""
    facts = {"segment": "", "breakdown": "", "precision": "exact", **more}
    return Observation(
        indicator=indicator, kind="observed", area_level=LEVELS[area], area_code=area, raw_area_name="", as_of=as_of,
        period_type="point", period_from="", statement=1, value=Decimal(value), text=value, unit=UNITS[indicator],
        source_id=source, note="", package="contoh", resource="angka",
        line=crc32(repr((indicator, area, as_of, value, source, more)).encode()), **facts,
    )  # fmt: skip


def catalog(*claims: Observation) -> Catalog:
    """Return a portal that holds these claims, without charts."""
    dataset = Dataset(
        indicators={i.id: i for i in INDICATORS},
        areas={a.code: a for a in AREAS},
        area_changes=CHANGES,
        segments={s.code: s for s in SEGMENTS},
        breakdowns={("uhc-award", "utama"): LEVEL},
        sources={s.id: s for s in SOURCES},
        observations=claims,
        # The first district lies at the equator, each next one tenth of a degree (11 km) further east.
        centres={a.code: Centre(a.code, 0.0, 100 + n / 10) for n, a in enumerate(DISTRICTS)},
    )
    return Catalog(
        (), compute(dataset), (read_locale("id"), read_locale("en")), {"id": {}, "en": {}}, {"id": {}, "en": {}},
        "https://portal.example/", "2024-02-01", frozenset({"contribute.md"}),
    )  # fmt: skip


def scope(made: Catalog, language: str = "en") -> Scope:
    """Return the scope of an area's page in a language."""
    return next(s for s in scopes(made, "area/x/") if s.language == language)


def area(code: str) -> Area:
    return next(a for a in AREAS if a.code == code)
