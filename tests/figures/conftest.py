"""Datasets for the tests of figures: made-up ones from a few words, and the real one read once."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from build_scripts.dataset import Area, Dataset, Indicator, Observation, Segment, Source, from_packages
from build_scripts.figures import Figures, compute
from build_scripts.io import read_packages
from build_scripts.package import Text

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = [
    "indicator",
    "kind",
    "area_level",
    "area_code",
    "raw_area_name",
    "as_of",
    "period_type",
    "period_from",
    "segment",
    "breakdown",
    "statement",
    "value",
    "unit",
    "precision",
    "source_id",
    "note",
]
UNITS = {"coverage": "percent", "segment-share": "percent", "uhc-districts": "count", "uhc-status": "count"}
FLOWS = ("visits", "visits-per-day", "dsf-revenue", "dsf-expense", "dsf-surplus-deficit", "class-downgrades")
PARENTS = {
    "pbi-jk": "pbi",
    "pbpu-bp-pemda": "pbi",
    "ppu-pn": "ppu",
    "ppu-bu": "ppu",
    "ppu": "non-pbi",
    "pbpu": "non-pbi",
    "bp": "non-pbi",
    "pbpu-bp": "non-pbi",
    "bp-pn": "bp",
}


def claim(indicator: str, value: str, as_of: str = "2011", **facts: str | int) -> Observation:
    """Return a claim; what is not said is of the country, observed, exact, from the source contoh-a."""
    unit = UNITS.get(indicator, "percent" if indicator.startswith("active-share") else "persons")
    area = str(facts.get("area", "ID"))
    return Observation(
        indicator=indicator,
        kind=str(facts.get("kind", "observed")),
        area_level="country" if area == "ID" else "province" if len(area) == 2 else "district",
        area_code=area,
        raw_area_name="",
        as_of=as_of,
        period_type="period" if indicator in FLOWS else "point",
        period_from=str(facts.get("period_from", "")),
        segment=str(facts.get("segment", "")),
        breakdown=str(facts.get("breakdown", "")),
        statement=int(facts.get("statement", 1)),
        value=Decimal(value),
        text=value,
        unit=str(facts.get("unit", unit)),
        precision=str(facts.get("precision", "exact")),
        source_id=str(facts.get("source", "contoh-a")),
        note=str(facts.get("note", "")),
        package="contoh",
        resource="contoh",
        line=2,
    )


def _indicator(name: str) -> Indicator:
    unit, worse = UNITS.get(name, "persons"), name in ("unregistered", "inactive-members")
    period = "period" if name in FLOWS else "point"
    return Indicator(
        name, Text(name), Text(name), unit, "", "", "sum", "worse" if worse else "better", 2, "contoh", period
    )


def a_dataset(claims: Iterable[Observation], *sources: Source) -> Dataset:
    """Return a dataset of these claims, on a country of 12 provinces `01` to `12` with two districts each."""
    listed = tuple(claims)
    areas = [Area("ID", "country", "", Text("Contoh Raya"))]
    for province in (f"{n:02d}" for n in range(1, 13)):
        areas.append(Area(province, "province", "ID", Text(f"Contoh {province}")))
        areas.extend(Area(f"{province}.{n:02d}", "district", province, Text(f"Contoh {n}")) for n in (1, 2))
    names = sorted({c.source_id for c in listed} - {s.id for s in sources})
    described = [*sources, *(Source(n, n, n, "", "", "id", "news", "") for n in names)]
    segments = {"pbi": "", "non-pbi": "", **PARENTS}
    return Dataset(
        indicators={n: _indicator(n) for n in sorted({c.indicator for c in listed})},
        areas={a.code: a for a in areas},
        segments={
            code: Segment(code, Text(code), Text(code), parent, "aggregate" if code == "pbpu-bp" else "part")
            for code, parent in segments.items()
        },
        sources={s.id: s for s in described},
        observations=listed,
    )


def a_source(name: str, kind: str = "news", published_on: str = "") -> Source:
    """Return a source of a kind, published at a date."""
    return Source(name, name, name, published_on, "", "id", kind, "")


def _mark(claim: Observation) -> str:
    row = [claim.text if c == "value" else str(getattr(claim, c)) for c in COLUMNS]
    return hashlib.sha256("\x1f".join(row).encode()).hexdigest()[:12]


def first_publication() -> Dataset:
    """The real dataset with the observations of its first publication: what is known of it stays true when figures are added."""
    packages, findings = read_packages(ROOT / "datasets")
    assert findings == ()
    dataset = from_packages(packages)
    first = frozenset((ROOT / "tests" / "first_publication.txt").read_text(encoding="utf-8").split())
    kept = tuple(o for o in dataset.observations if _mark(o) in first)
    assert len(kept) == len(first)
    return dataclasses.replace(dataset, observations=kept)


@pytest.fixture(scope="session")
def real() -> Figures:
    """Everything computed from the first publication of the packages of this repository."""
    return compute(first_publication())
