"""Values computed from published ones: the arithmetic, the inputs, and when there is none."""

from __future__ import annotations

from decimal import Decimal

from build_scripts.dataset import Observation
from build_scripts.figures import Derived, Figures, Key, compute
from build_scripts.figures.model import key_of
from build_scripts.locale import read_locale
from tests.figures.conftest import a_dataset, claim


def derived(*claims: Observation, formula: str = "") -> list[Derived]:
    """Return what is derived from claims, by one formula or by all."""
    found = compute(a_dataset(claims)).derived.values()
    return [d for group in found for d in group if formula in ("", d.formula)]


def test_coverage_comes_from_one_source_area_and_date() -> None:
    members, population = claim("members", "2"), claim("population", "3", precision="rounded")
    (found,) = derived(members, population)
    assert (found.key.id, found.value, found.unit) == ("coverage/ID/2011", Decimal("66.67"), "percent")
    assert [(i.id, i.source_id, i.value) for i in found.inputs] == [
        ("members/ID/2011", "contoh-a", Decimal(2)),
        ("population/ID/2011", "contoh-a", Decimal(3)),
    ]
    assert found.facts["precision"] == "rounded"
    assert derived(members, claim("population", "3", source="contoh-b")) == []
    assert derived(members, claim("population", "3", "2012")) == []
    assert derived(members, claim("population", "0")) == []


def test_coverage_is_never_mixed_with_claims() -> None:
    figures = compute(a_dataset((claim("members", "2"), claim("population", "3"))))
    assert Key("coverage", "observed", "ID", "2011") not in figures.figures


def test_a_gap_is_to_the_target_of_the_nearest_year_that_is_not_before() -> None:
    targets = (claim("coverage", "95", "2012", kind="target"), claim("coverage", "98", "2014", kind="target"))
    gap, passed = derived(*targets, claim("coverage", "96.5", "2013-06"))[:2]
    assert (gap.formula, gap.value) == ("gap", Decimal("-1.50"))
    assert (gap.facts["target_as_of"], gap.facts["passed"]) == ("2014", "no")
    assert (passed.formula, passed.value, passed.facts["passed"]) == ("gap-passed", Decimal("1.50"), "yes")
    assert gap.unit == "percentage-points"
    (same_year,) = derived(*targets, claim("coverage", "96.5", "2012-06"), formula="gap")
    assert same_year.facts["target_as_of"] == "2012"


def test_after_the_last_target_the_gap_tells_since_when_it_is_reached() -> None:
    target = claim("coverage", "98", "2012", kind="target")
    rows = [claim("coverage", v, a) for v, a in (("97", "2011"), ("98.1", "2012-08"), ("97.9", "2013"))]
    gap = derived(target, *rows, formula="gap")[-1]
    assert (gap.value, gap.facts["passed"], gap.facts["reached"]) == (Decimal("-0.10"), "yes", "2012-08")
    assert derived(target, *rows, formula="pace") == []


def test_an_area_is_measured_by_the_national_target_and_that_is_said() -> None:
    target = claim("coverage", "98", "2012", kind="target")
    (gap,) = derived(target, claim("coverage", "90.5", area="01"), formula="gap")
    assert (gap.value, gap.facts["national"], gap.facts["target_area"]) == (Decimal("-7.50"), "yes", "ID")


def test_targets_of_an_area_or_in_persons_measure_no_other_area() -> None:
    own = claim("coverage", "98", "2012", kind="target", area="02")
    assert derived(own, claim("coverage", "90", area="01"), formula="gap") == []
    persons = claim("members", "99", "2012", kind="target")
    assert derived(persons, claim("members", "11", area="01"), formula="gap") == []


def test_pace_is_what_the_latest_figure_lacks_by_year() -> None:
    target = claim("coverage", "99", "2015", kind="target")
    (pace,) = derived(target, claim("coverage", "10", "2010"), claim("coverage", "15", "2011"), formula="pace")
    # 1,461 days are four years of 365.25 days.
    assert (pace.value, pace.facts["days"], pace.key.as_of) == (Decimal("21.00"), "1461", "2011")
    assert derived(target, claim("coverage", "99", "2011"), formula="pace") == []


def test_change_of_a_share_is_in_percentage_points() -> None:
    (change,) = derived(claim("coverage", "90.5", "2011"), claim("coverage", "92.75", "2012-12-31"))
    assert (change.formula, change.value, change.unit) == ("change-points", Decimal("2.25"), "percentage-points")
    assert (change.facts["previous"], change.facts["sources"]) == ("2011", "same")


def test_change_of_a_number_is_in_percent_with_the_absolute_number() -> None:
    (change,) = derived(claim("members", "300", "2011-03"), claim("members", "200", "2012-03", source="contoh-b"))
    assert (change.formula, change.value, change.unit) == ("change-relative", Decimal("-33.33"), "percent")
    assert (change.facts["absolute"], change.facts["sources"]) == ("-100", "different")


def test_change_from_nothing_or_below_is_absolute() -> None:
    before, after = (claim("dsf-surplus-deficit", v, a, unit="idr") for v, a in (("-20", "2011"), ("30", "2012")))
    (change,) = derived(before, after)
    assert (change.formula, change.value, change.unit) == ("change-absolute", Decimal(50), "idr")


def test_there_is_no_change_against_another_month_or_a_flow_of_another_length() -> None:
    assert derived(claim("members", "11", "2011-03"), claim("members", "22", "2012-04")) == []
    long, short = claim("visits", "11", "2011-08", period_from="2011-01"), claim("visits", "22", "2012-08")
    assert derived(long, short) == []
    same = claim("visits", "22", "2012-08", period_from="2012-01")
    assert [d.value for d in derived(long, same)] == [Decimal("100.00")]


def test_the_same_day_a_year_before_is_preferred_to_the_same_month() -> None:
    rows = [claim("members", v, a) for v, a in (("10", "2011-03-01"), ("20", "2011-03-31"), ("40", "2012-03-01"))]
    (change,) = derived(*rows)
    assert change.facts["previous"] == "2011-03-01"


def _provinces(count: int, indicator: str = "coverage", as_of: str = "2011") -> list[Observation]:
    return [claim(indicator, str(10 + n), as_of, area=f"{n:02d}") for n in range(1, count + 1)]


def test_rank_needs_ten_provinces_and_the_highest_is_first() -> None:
    assert derived(*_provinces(9)) == []
    found = derived(*_provinces(10), formula="rank")
    assert [(d.key.area, d.value, d.of) for d in found][::9] == [("01", Decimal(10), 10), ("10", Decimal(1), 10)]
    assert (found[0].facts["period"], found[0].facts["match"]) == ("2011", "same-period")
    assert len(found[0].inputs) == 10


def test_less_is_better_where_the_indicator_says_so() -> None:
    found = derived(*_provinces(10, "unregistered"), formula="rank")
    assert (found[0].key.area, found[0].value, found[0].facts["order"]) == ("01", Decimal(1), "lowest")


def test_equal_values_share_a_place() -> None:
    tied = [*_provinces(10), claim("coverage", "20", area="11")]
    places = {d.key.area: d.value for d in derived(*tied, formula="rank")}
    assert (places["10"], places["11"], places["09"]) == (Decimal(1), Decimal(1), Decimal(3))


def test_figures_of_one_year_are_ranked_by_the_latest_of_each_province() -> None:
    later = claim("coverage", "99", "2011-06", area="11")
    found = {d.key.area: d for d in derived(*_provinces(9), claim("coverage", "1", "2011-03", area="11"), later)}
    assert (found["11"].value, found["11"].of, found["11"].facts["match"]) == (Decimal(1), 10, "same-year")
    assert found["11"].key.as_of == "2011-06"


def test_flags_have_neither_rank_nor_change() -> None:
    flags = [claim("uhc-status", "1", a, area=f"{n:02d}") for n in range(1, 13) for a in ("2011", "2012")]
    assert derived(*flags) == []


def test_share_of_a_segment_is_of_the_total_of_the_same_source() -> None:
    part, whole = claim("members", "1", segment="pbi"), claim("members", "3")
    (share,) = derived(part, whole)
    assert (share.name, share.key, share.value) == ("share", key_of(part), Decimal("33.33"))
    assert derived(part, claim("members", "3", source="contoh-b")) == []


def test_every_real_derived_value_has_inputs_that_exist_and_a_formula_in_each_language(real: Figures) -> None:
    known = {(f.key.id, c.source_id, c.value) for f in real.figures.values() for c in f.claims}
    found = [d for group in real.derived.values() for d in group]
    assert {d.name for d in found} == {"coverage", "gap", "change", "pace", "rank", "share"}
    for d in found:
        assert d.inputs
        assert {(i.id, i.source_id, i.value) for i in d.inputs} <= known
        assert all(read_locale(language).has(f"formulas.{d.formula}") for language in ("id", "en"))


def test_the_real_national_target_was_reached_in_august_2024(real: Figures) -> None:
    series = real.series_of("coverage", "ID")
    assert series is not None
    passed = [d for d in real.derived_of(series.latest.key, "gap") if d.formula == "gap-passed"]
    (facts,) = (d.facts for d in passed)
    assert (facts["target"], facts["target_as_of"], facts["reached"]) == ("98", "2024", "2024-08-01")
