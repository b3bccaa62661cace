"""The series of each indicator as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from build_scripts.catalog import Catalog
from build_scripts.dataset import Area, Dataset, Indicator, Observation
from build_scripts.figures import compute
from build_scripts.outputs import FILES
from build_scripts.outputs.series_files import LARGEST, series_files
from build_scripts.package import Text

SHARE = Indicator(
    "share", Text("Bagian Contoh"), Text("Contoh."), "percent", "", "", "none", "better", 1, "coverage", "point"
)
REVENUE = replace(SHARE, id="revenue", unit="idr", period_type="period")
PERSONS = replace(SHARE, id="persons", unit="persons")
AREAS = {
    "ID": Area("ID", "country", "", Text("Negeri Contoh")),
    "01": Area("01", "province", "ID", Text("Contoh Satu")),
    "01.01": Area("01.01", "district", "01", Text("Kabupaten Contoh")),
}


def claim(
    indicator: str,
    area: str,
    as_of: str,
    value: str,
    *,
    segment: str = "",
    source: str = "contoh",
    since: str = "",
    line: int = 1,
    note: str = "",
):
    return Observation(
        indicator=indicator, kind="observed", area_level="", area_code=area, raw_area_name="", as_of=as_of, period_type="point",
        period_from=since, segment=segment, breakdown="", statement=1, value=Decimal(value), text=value, unit="percent",
        precision="exact", source_id=source, note=note, package="contoh", resource="contoh", line=line,
    )  # fmt: skip


def told(catalog: Catalog, claims: list[Observation]) -> dict[str, dict[str, object]]:
    dataset = Dataset(indicators={i.id: i for i in (SHARE, REVENUE, PERSONS)}, areas=AREAS, observations=tuple(claims))
    files = series_files(replace(catalog, figures=compute(dataset)))
    return {f.path: json.loads(f.data) for f in files}


@pytest.fixture
def empty(portal: Callable[[str], Catalog]) -> Catalog:
    return portal("plain")


def test_a_row_has_the_date_the_text_of_the_value_its_source_its_precision_and_how_many_claim_it(
    empty: Catalog,
) -> None:
    files = told(
        empty, [claim("share", "01", "2011", "50.10"), claim("share", "01", "2011", "50.1", source="lain", line=2)]
    )

    assert list(files) == ["series/share.json"]
    assert files["series/share.json"] == {
        "indicator": "share", "unit": "percent",
        "areas": {"01": [["2011", "50.10", "contoh", "exact", 2]]}, "segments": {},
    }  # fmt: skip


def test_a_row_says_why_its_series_breaks_before_it(empty: Catalog) -> None:
    claims = [
        claim("share", "01", "2011", "50", note="method A"),
        claim("share", "01", "2012", "60", line=2, note="method B"),
        claim("share", "01", "2013", "61", line=3, note="method B"),
    ]

    rows = told(empty, claims)["series/share.json"]["areas"]["01"]  # type: ignore[index]

    assert [row[5:] for row in rows] == [[], ["", "method"], []]


def test_only_segments_of_the_country_are_told_and_the_oldest_comes_first(empty: Catalog) -> None:
    claims = [
        claim("persons", "ID", "2012", "3", segment="pbi"),
        claim("persons", "ID", "2011", "2", segment="pbi", line=2),
        claim("persons", "01", "2011", "1", segment="pbi", line=3),
        claim("persons", "", "2011", "1", line=4),
    ]

    file = told(empty, claims)["series/persons.json"]

    assert file["areas"] == {}
    assert [row[:2] for row in file["segments"]["pbi"]] == [["2011", "2"], ["2012", "3"]]  # type: ignore[index]


def test_of_a_flow_only_spans_of_one_length_are_told(empty: Catalog) -> None:
    claims = [
        claim("revenue", "ID", "2011", "12"),
        claim("revenue", "ID", "2012", "13", line=2),
        claim("revenue", "ID", "2013-01", "1", line=3),
        claim("revenue", "ID", "2014", "9", since="2013-06", line=4),
        claim("revenue", "01", "2013-02", "1", line=5),
    ]

    assert list(told(empty, claims)["series/revenue.json"]["areas"]) == ["ID"]
    assert [row[0] for row in told(empty, claims)["series/revenue.json"]["areas"]["ID"]] == ["2011", "2012"]  # type: ignore[index]


def test_a_file_too_large_for_a_page_keeps_the_last_figure_of_a_year_of_districts_and_says_so(empty: Catalog) -> None:
    days = [
        f"{year}-{month:02}-{day:02}" for year in range(2001, 2012) for month in range(1, 13) for day in range(1, 5)
    ]
    claims = [claim("share", "01.01", day, "50.1", source="contoh" * 80, line=n) for n, day in enumerate(days)]
    claims += [claim("share", "01", f"{year}", "50", line=year) for year in range(2001, 2012)]

    catalog = replace(empty, figures=compute(Dataset({SHARE.id: SHARE}, AREAS, observations=tuple(claims))))
    (file,) = series_files(catalog)
    found = json.loads(file.data)

    assert len(file.data) <= LARGEST
    assert found["thinned"] == "of districts only the last figure of a year, of at most 30 years"
    assert [row[0] for row in found["areas"]["01.01"]] == [f"{year}-12-04" for year in range(2001, 2012)]
    assert len(found["areas"]["01"]) == 11


def test_the_real_series_are_small_and_hold_every_published_figure_of_a_state(real: Catalog) -> None:
    files = {f.path: f.data for f in series_files(real)}
    coverage = json.loads(files["series/coverage.json"])
    country = real.figures.series_of("coverage", "ID")

    assert max(len(data) for data in files.values()) <= LARGEST
    assert country is not None
    assert [(row[0], Decimal(row[1])) for row in coverage["areas"]["ID"]] == [
        (f.key.as_of, f.value) for f in country.figures
    ]
    assert set(json.loads(files["series/members.json"])["segments"]) >= {"pbi", "ppu", "pbpu", "bp"}


def test_series_belong_to_the_files_of_every_portal() -> None:
    assert series_files in FILES
