"""Arithmetic inside one source: each relation with figures that add up and figures that do not."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal

import pytest

from build_scripts.dataset import Area, Dataset, Observation
from build_scripts.figures import Fault, Figures
from build_scripts.figures.proofs import prove, relations
from build_scripts.locale import placeholders, read_locale
from build_scripts.package import Text
from tests.figures.conftest import ROOT, a_dataset, claim

EXPECTED = ROOT / "tests" / "figures" / "expected" / "arithmetic_checks.csv"
TESTED = 317


def _row(fault: Fault) -> dict[str, str]:
    return {
        "check": fault.check,
        "source_id": fault.source_id,
        "area_code": fault.area,
        "as_of": fault.as_of,
        "left": str(fault.left),
        "right": str(fault.right),
        "difference": str(fault.difference),
    }


def test_every_known_fault_of_the_real_figures_is_found_and_no_other(real: Figures) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    assert len(expected) == 22
    assert [_row(f) for f in real.proofs.faults] == expected


def test_the_number_of_relations_tested_on_the_real_figures_is_known(real: Figures) -> None:
    assert sum(real.proofs.tested.values()) == TESTED


def members(value: str = "100", **facts: str) -> Observation:
    """Members of the country."""
    return claim("members", value, **facts)


# For each check: figures that add up, and the last of them replaced so that they do not.
POPULATION, COVERAGE = claim("population", "200"), claim("coverage", "50.0")
SEGMENTS = tuple(
    members(value, segment=segment)
    for segment, value in (("pbi-jk", "40"), ("pbpu-bp-pemda", "10"), ("ppu", "30"), ("pbpu", "15"), ("bp", "5"))
)
SHARES = tuple(claim("segment-share", f"{c.text}.0", segment=c.segment) for c in SEGMENTS)
DISTRICTS = tuple(members("50", area=f"01.{n:02d}") for n in (1, 2))
RELATIONS = {
    "members-over-population": (members(), POPULATION, COVERAGE),
    "registered-plus-unregistered": (members(), claim("unregistered", "100"), POPULATION),
    "unregistered-against-coverage": (claim("unregistered", "100"), POPULATION, COVERAGE),
    "active-over-members": (claim("active-members", "80"), members(), claim("active-share-of-members", "80.0")),
    "active-over-population": (claim("active-members", "80"), POPULATION, claim("active-share-of-population", "40.0")),
    "active-share-any-base": (claim("active-members", "80"), members(), POPULATION, claim("active-share", "40.0")),
    "active-plus-inactive": (claim("active-members", "80"), claim("inactive-members", "20"), members()),
    "inactive-against-active-share": (members(), claim("inactive-members", "20"), claim("active-share", "80.0")),
    "segments-sum": (*SEGMENTS, members()),
    "active-segments-sum": (
        *(claim("active-members", c.text, segment=c.segment) for c in SEGMENTS),
        claim("active-members", "100"),
    ),
    "inactive-segments-sum": (
        *(claim("inactive-members", c.text, segment=c.segment) for c in SEGMENTS),
        claim("inactive-members", "100"),
    ),
    "revenue-segments-sum": (
        *(claim("contribution-revenue", c.text, segment=c.segment) for c in SEGMENTS),
        claim("contribution-revenue", "100"),
    ),
    "segments-over-population": (*SEGMENTS, POPULATION, COVERAGE),
    "segment-share": (SEGMENTS[0], members(), claim("segment-share", "40.0", segment="pbi-jk")),
    "segment-shares-sum": SHARES,
    "sexes-sum": (
        claim("population-civil-registry", "90", breakdown="female"),
        claim("population-civil-registry", "110", breakdown="male"),
        claim("population-civil-registry", "200"),
    ),
    "inactive-reasons-sum": (
        claim("inactive-members", "11", breakdown="segment-change"),
        claim("inactive-members", "22", breakdown="unpaid-contributions"),
        claim("inactive-members", "33"),
    ),
    "parts-sum": (
        claim("class-downgrades", "11", breakdown="class-1-to-2"),
        claim("class-downgrades", "22", breakdown="class-2-to-3"),
        claim("class-downgrades", "33"),
    ),
    "awards-sum": (
        claim("uhc-award-recipients", "11", breakdown="districts"),
        claim("uhc-award-recipients", "22", breakdown="provinces"),
        claim("uhc-award-recipients", "33", breakdown="local-governments"),
    ),
    "visits-sum": (
        claim("visits", "11", breakdown="fktp"),
        claim("visits", "22", breakdown="rjtl"),
        claim("visits", "33", breakdown="ritl"),
        claim("visits", "66"),
    ),
    "visits-per-day": (claim("visits", "36500"), claim("visits-per-day", "100", precision="rounded")),
    "contribution-parts-sum": (
        claim("contribution-rate-of-wage", "4", segment="ppu", breakdown="employer-share"),
        claim("contribution-rate-of-wage", "1", segment="ppu", breakdown="worker-share"),
        claim("contribution-rate-of-wage", "5", segment="ppu"),
    ),
    "fund-result": (claim("dsf-revenue", "44"), claim("dsf-expense", "55"), claim("dsf-surplus-deficit", "-11")),
    "fund-revenue-sum": (
        claim("contribution-revenue", "11"),
        claim("investment-income", "22"),
        claim("dsf-revenue", "1", breakdown="capitation-budget-surplus"),
        claim("dsf-revenue", "2", breakdown="cigarette-tax"),
        claim("dsf-revenue", "3", breakdown="other"),
        claim("dsf-revenue", "39"),
    ),
    "insurance-parts-sum": (
        claim("insurance-ownership", "11.0", breakdown="bpjs-non-pbi"),
        claim("insurance-ownership", "22.0", breakdown="bpjs-pbi"),
        claim("insurance-ownership", "33.0", breakdown="bpjs"),
    ),
    "insurance-none": (claim("insurance-ownership", "44.0", breakdown="none"), claim("insurance-ownership", "56.0")),
    "districts-sum": (*DISTRICTS, members(area="01")),
    "provinces-sum": (*(members("10", area=f"{n:02d}") for n in range(1, 13)), members("120")),
    "districts-over-population": (
        *DISTRICTS,
        claim("population", "200", area="01"),
        claim("coverage", "50.0", area="01"),
    ),
    "coverage-between-parts": (
        claim("coverage", "40.0", area="01.01"),
        claim("coverage", "60.0", area="01.02"),
        claim("coverage", "50.0", area="01"),
    ),
    "named-districts": (
        claim("uhc-status", "1", area="01.01", breakdown="coverage-above-98"),
        claim("coverage", "99.0", area="01.02"),
        claim("uhc-districts", "2", area="01", breakdown="coverage-above-98"),
    ),
    "named-recipients": (
        claim("uhc-award", "1", area="01.01", breakdown="utama"),
        claim("uhc-award", "1", area="02.01", breakdown="madya"),
        claim("uhc-award-recipients", "2", breakdown="districts"),
    ),
}
WRONG = {"coverage-between-parts": "70.0", "named-districts": "3", "named-recipients": "3", "segment-shares-sum": "7.0"}


def _checks(dataset: Dataset) -> dict[str, bool]:
    return {r.check: r.holds for r in relations(dataset)}


@pytest.mark.parametrize("check", RELATIONS)
def test_figures_that_add_up_are_tested_and_hold(check: str) -> None:
    dataset = a_dataset(RELATIONS[check])
    assert _checks(dataset)[check]
    assert prove(dataset).faults == ()
    assert prove(dataset).tested[check] == 1


@pytest.mark.parametrize("check", RELATIONS)
def test_figures_that_do_not_add_up_are_a_fault(check: str) -> None:
    *others, last = RELATIONS[check]
    wrong = WRONG.get(check, str(last.value + 11))
    bad = replace(last, value=Decimal(wrong), text=wrong)
    (fault,) = [f for f in prove(a_dataset([*others, bad])).faults if f.check == check]
    assert fault.difference == fault.left - fault.right
    assert set(fault.terms) <= {*others, bad}


@pytest.mark.parametrize("check", RELATIONS)
def test_figures_of_two_sources_are_never_put_together(check: str) -> None:
    *others, last = RELATIONS[check]
    elsewhere = replace(last, value=last.value + 11, source_id="contoh-b")
    assert prove(a_dataset([*others, elsewhere])).faults == ()


@pytest.mark.parametrize("check", [*RELATIONS, "area-parts-sum"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_check_has_a_name_a_rule_and_a_fault_in_each_language(check: str, language: str) -> None:
    locale = read_locale(language)
    assert all(locale.word(f"proofs.{check}.{part}") for part in ("name", "rule", "fault"))
    assert placeholders(locale.word(f"proofs.{check}.fault")) <= {"parts"}


def test_every_check_of_the_real_figures_is_shown_here(real: Figures) -> None:
    assert set(real.proofs.tested) <= {*RELATIONS, "area-parts-sum"}


def test_the_population_of_the_nearest_date_serves_within_a_year() -> None:
    population = claim("population", "200", "2011-01")
    near = (claim("members", "100", "2011-06-01"), claim("coverage", "50", "2011-06-01"))
    far = (claim("members", "100", "2013"), claim("coverage", "50", "2013"))
    assert prove(a_dataset((*near, population))).tested == {"members-over-population": 1}
    assert prove(a_dataset((*far, population))).tested == {}


def test_each_statement_of_a_source_is_tested_by_itself() -> None:
    second = claim("coverage", "61.0", statement=2)
    (fault,) = prove(a_dataset((members(), POPULATION, COVERAGE, second))).faults
    assert fault.right == Decimal(61)


def test_an_aggregate_stands_for_the_segments_it_is_made_of() -> None:
    rows = [members(v, segment=s) for s, v in (("pbi", "50"), ("ppu", "30"), ("pbpu-bp", "20"))]
    assert prove(a_dataset([*rows, members()])).tested == {"segments-sum": 1}
    assert prove(a_dataset([*rows, members("111")])).faults[0].left == Decimal(100)


def test_an_incomplete_list_of_segments_is_not_added_up() -> None:
    assert "segments-sum" not in prove(a_dataset([*SEGMENTS[:-1], members()])).tested


def test_segments_of_another_part_of_the_total_are_no_fault() -> None:
    rows = [claim("inactive-members", c.text, segment=c.segment) for c in SEGMENTS]
    split = claim("inactive-members", "100", breakdown="without-arrears")
    assert prove(a_dataset([*rows, split, claim("inactive-members", "150")])).faults == ()


def test_parts_of_an_area_that_was_split_later_are_not_added_up() -> None:
    dataset = a_dataset(RELATIONS["districts-sum"])
    split = Area("13", "province", "ID", Text("Contoh 13"), valid_from="2012-01-01", predecessor="01")
    assert prove(replace(dataset, areas={**dataset.areas, "13": split})).tested == {}


def _working_area(*claims: Observation) -> Dataset:
    dataset = a_dataset(claims)
    region = Area("BR-CONTOH", "bpjs-region", "ID", Text("Contoh"))
    return replace(dataset, areas={**dataset.areas, "BR-CONTOH": region})


def test_provinces_or_most_districts_named_by_the_source_make_up_a_working_area() -> None:
    whole = members(area="BR-CONTOH")
    provinces = (members("50", area="01"), members("40", area="02"))
    assert [f.left for f in prove(_working_area(whole, *provinces)).faults] == [Decimal(90)]
    assert prove(_working_area(whole, *DISTRICTS)).tested == {"area-parts-sum": 1}
    examples = (members("20", area="01.01"), members("11", area="02.01"))
    assert prove(_working_area(whole, *examples)).tested == {}


def test_a_few_names_are_examples() -> None:
    named, stated = claim("uhc-status", "1", area="01.01"), claim("uhc-districts", "5", area="01")
    assert prove(a_dataset((named, stated))).tested == {}


def test_coverages_alone_name_districts_only_where_all_are_given() -> None:
    stated = claim("uhc-districts", "1", area="01", breakdown="coverage-at-least-95")
    one, two = claim("coverage", "95.0", area="01.01"), claim("coverage", "94.9", area="01.02")
    assert prove(a_dataset((stated, one))).tested == {}
    assert prove(a_dataset((stated, one, two))).tested == {"named-districts": 1}


def test_bounds_without_end_prove_nothing_wrong() -> None:
    more = {"precision": "approximate", "note": "more than"}
    rows = (members("100", **more), claim("inactive-members", "20", **more), claim("active-share", "11.0"))
    assert prove(a_dataset(rows)).faults == ()


def test_a_circle_of_segments_ends() -> None:
    dataset = a_dataset([*SEGMENTS, members()])
    first = dataset.segments["pbi-jk"]
    circle = {**dataset.segments, "pbi": type(first)("pbi", first.name, first.definition, "pbi-jk", "part")}
    assert "segments-sum" in prove(replace(dataset, segments=circle)).tested


def test_another_vocabulary_is_added_up_by_its_topmost_segments() -> None:
    rows = [members("11", segment="satu"), members("22", segment="dua"), members("33")]
    dataset = a_dataset(rows)
    first = dataset.segments["pbi"]
    others = {code: replace(first, code=code) for code in ("satu", "dua")}
    assert prove(replace(dataset, segments=others)).tested == {"segments-sum": 1}
