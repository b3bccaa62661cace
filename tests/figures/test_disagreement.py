"""Claims on one number that cannot all be right."""

from __future__ import annotations

import csv
import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.dataset import Observation
from build_scripts.figures import Disagreement, Figures
from build_scripts.figures.disagreement import disagreements, reference_period
from tests.figures.conftest import ROOT, claim

EXPECTED = ROOT / "tests" / "figures" / "expected" / "known_conflicts.csv"


def _row(item: Disagreement) -> dict[str, str]:
    return {
        "indicator": item.key.indicator,
        "kind": item.key.kind,
        "area_code": item.key.area,
        "as_of": item.key.as_of,
        "match": item.match,
        "segment": item.key.segment,
        "breakdown": item.key.breakdown,
        "values": ";".join(c.text for c in item.claims),
        "as_ofs": ";".join(c.as_of for c in item.claims),
        "source_ids": ";".join(c.source_id for c in item.claims),
        "statements": ";".join(str(c.statement) for c in item.claims),
        "relative_difference": str(item.relative_difference),
    }


def test_every_known_conflict_of_the_real_figures_is_found_and_no_other(real: Figures) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as stream:
        expected = list(csv.DictReader(stream))
    assert len(expected) == 50
    assert [_row(d) for d in real.disagreements] == expected


def test_a_year_its_december_and_its_last_day_are_one_date() -> None:
    claims = (
        claim("members", "11", "2011", source="contoh-a"),
        claim("members", "12", "2011-12", source="contoh-b"),
        claim("members", "11", "2011-12-31", source="contoh-c"),
        claim("members", "99", "2011-11", source="contoh-d"),
    )
    (found,) = disagreements(claims)
    assert (found.match, found.key.as_of, len(found.claims)) == ("year-end", "2011-12-31", 3)
    assert found.relative_difference == Decimal("0.0833")


def test_a_flow_from_january_to_december_is_the_flow_of_the_year() -> None:
    assert reference_period(claim("visits", "11", "2011-12-31", period_from="2011-01-01")) == "2011"
    assert reference_period(claim("visits", "11", "2011", period_from="2011-01")) == "2011"
    assert reference_period(claim("visits", "11", "2011-08", period_from="2011-01")) == "2011-01/2011-08"
    assert reference_period(claim("visits", "11", "2011-12")) == "2011-12"
    assert reference_period(claim("visits", "11", "2011", period_from="2010")) == "2010/2011"


def test_flows_of_other_length_are_other_numbers() -> None:
    year, eight_months = claim("visits", "22", "2011-08"), claim("visits", "11", "2011-08", period_from="2011-01")
    assert disagreements((year, eight_months)) == ()


def test_kinds_segments_and_breakdowns_are_other_numbers() -> None:
    claims = (
        claim("coverage", "11.1"),
        claim("coverage", "99", kind="target"),
        claim("coverage", "33.3", segment="pbi"),
        claim("coverage", "55.5", breakdown="utama"),
    )
    assert disagreements(claims) == ()


def test_agreeing_members_stay_in_the_group() -> None:
    stated = {"contoh-c": "11", "contoh-a": "22", "contoh-b": "11"}
    claims = tuple(claim("members", value, source=source) for source, value in stated.items())
    (found,) = disagreements(claims)
    assert [c.source_id for c in found.claims] == ["contoh-a", "contoh-b", "contoh-c"]


@st.composite
def mixed(draw: st.DrawFn) -> tuple[Observation, ...]:
    """A few claims on few keys, each from a source of its own."""
    cells = draw(st.lists(st.tuples(st.integers(1, 30), st.sampled_from(["2011", "2011-12", "2012"])), max_size=8))
    return tuple(claim("members", str(v), a, source=f"contoh-{n}") for n, (v, a) in enumerate(cells))


@given(mixed(), st.randoms())
def test_the_order_of_claims_does_not_matter(claims: tuple[Observation, ...], chance: random.Random) -> None:
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert disagreements(shuffled) == disagreements(claims)
