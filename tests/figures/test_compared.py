"""What can be compared, and what is shown where nobody has chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from build_scripts.dataset import Area, Dataset, Indicator, Observation, Segment
from build_scripts.figures import Figures, compute
from build_scripts.figures.compared import can_be_compared, compared, lines_of, longest, rules_of, unasked
from build_scripts.package import Text

SHARE = Indicator(
    "share", Text("Bagian Contoh"), Text("Contoh."), "percent", "", "", "none", "better", 1, "coverage", "point"
)
PERSONS = replace(SHARE, id="persons", unit="persons", aggregation="sum")
REVENUE = replace(SHARE, id="revenue", unit="idr", period_type="period")
INDICATORS = {i.id: i for i in (SHARE, PERSONS, REVENUE)}
AREAS = {
    "ID": Area("ID", "country", "", Text("Negeri Contoh")),
    **{f"0{n}": Area(f"0{n}", "province", "ID", Text(f"Contoh {n}")) for n in range(1, 8)},
}
SEGMENTS = {
    "all": Segment("all", Text("Semua"), Text(""), "", "part"),
    "inner": Segment("inner", Text("Dalam"), Text(""), "all", "part"),
    "other": Segment("other", Text("Lain"), Text(""), "", "part"),
}


def claim(indicator: str, area: str, as_of: str, value: str, segment: str = "", kind: str = "observed") -> Observation:
    return Observation(
        indicator=indicator, kind=kind, area_level="", area_code=area, raw_area_name="", as_of=as_of, period_type="point",
        period_from="", segment=segment, breakdown="", statement=1, value=Decimal(value), text=value,
        unit=INDICATORS[indicator].unit, precision="exact", source_id="contoh", note="", package="contoh", resource="contoh", line=1,
    )  # fmt: skip


def figures_of(claims: Iterable[Observation]) -> Figures:
    return compute(Dataset(INDICATORS, AREAS, segments=SEGMENTS, observations=tuple(claims)))


def codes(figures: Figures, indicator: str) -> list[str]:
    return [line.code for line in unasked(figures, indicator, lines_of(figures, indicator)).lines]


def provinces(indicator: str, values: Iterable[str]) -> list[Observation]:
    return [claim(indicator, f"0{n}", "2011", value) for n, value in enumerate(values, 1)]


def test_a_share_shows_the_country_and_the_highest_middle_and_lowest_province_of_the_newest_shared_year() -> None:
    claims = [
        *provinces("share", ("10", "50", "40", "30", "20")),
        claim("share", "ID", "2012", "33"),
        claim("share", "06", "2012", "99"),
    ]
    figures = figures_of(claims)
    choice = unasked(figures, "share", lines_of(figures, "share"))

    assert [line.code for line in choice.lines] == ["ID", "02", "04", "01"]
    assert (choice.rule, choice.year, choice.count) == ("provinces", 2011, 5)


def test_where_the_whole_is_a_sum_the_country_does_not_dwarf_its_parts() -> None:
    figures = figures_of([*provinces("persons", ("10", "50", "40", "30", "20")), claim("persons", "ID", "2011", "150")])

    assert codes(figures, "persons") == ["02", "04", "01"]


def test_without_provinces_the_lines_with_the_most_figures_are_shown_and_no_segment_inside_another() -> None:
    claims = [claim("revenue", "ID", year, "5", "inner") for year in ("2011", "2012", "2013")]
    claims += [claim("revenue", "ID", year, "9", "all") for year in ("2011", "2012")]
    claims += [claim("revenue", "ID", "2011", "1", "other")]
    figures = figures_of(claims)

    assert codes(figures, "revenue") == ["inner", "other"]
    assert [line.code for line in longest(lines_of(figures, "revenue"), figures)] == ["inner", "other"]


def test_at_most_six_are_shown_unasked() -> None:
    figures = figures_of([claim("share", f"0{n}", str(2010 + n), str(n)) for n in range(1, 8)])

    assert len(codes(figures, "share")) == 6


def test_a_flow_is_compared_by_spans_of_one_length_for_all_lines() -> None:
    claims = [claim("revenue", "ID", year, "5") for year in ("2011", "2012", "2013")]
    claims += [
        claim("revenue", "01", "2012", "2"),
        claim("revenue", "01", "2012-05", "1"),
        claim("revenue", "02", "2012-05", "1"),
    ]

    lines = lines_of(figures_of(claims), "revenue")

    assert {line.code: [f.key.as_of for f in line.figures] for line in lines} == {
        "ID": ["2011", "2012", "2013"],
        "01": ["2012"],
    }


def test_one_line_or_a_flag_that_is_always_one_leaves_nothing_to_compare() -> None:
    alone = figures_of([claim("share", "ID", "2011", "5"), claim("share", "ID", "2012", "6")])
    flags = figures_of([claim("share", "01", "2011", "1"), claim("share", "02", "2012", "1")])

    assert not can_be_compared(lines_of(alone, "share"))
    assert list(compared(flags)) == []


def test_the_due_target_and_the_criterion_hold_for_a_share_and_for_nothing_else() -> None:
    claims = [claim(i, a, "2011", v) for i in ("share", "persons") for a, v in (("01", "5"), ("02", "7"))]
    claims += [claim(i, "ID", year, "90", kind="target") for i in ("share", "persons") for year in ("2011", "2030")]
    claims += [claim("share", "ID", "2010", "80", kind="threshold")]
    figures = figures_of(claims)

    found = {
        i: [(f.key.kind, f.key.as_of) for f in rules_of(figures, i, lines_of(figures, i))] for i in ("share", "persons")
    }

    assert found == {"share": [("target", "2011"), ("threshold", "2010")], "persons": []}
