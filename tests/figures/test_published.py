"""The one rule by which a claim is published, series, and finding figures again."""

from __future__ import annotations

import dataclasses
import itertools
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.dataset import Observation, Source
from build_scripts.figures import Figures, Key, compute
from build_scripts.figures.model import key_of
from build_scripts.figures.published import SOURCE_KINDS, published
from tests.figures.conftest import a_dataset, a_source, claim

COVERAGE = Key("coverage", "observed", "ID", "2011")


def _chosen(claims: tuple[Observation, ...], *sources: Source) -> Observation:
    return published(a_dataset(claims, *sources))[COVERAGE].chosen


def test_the_kinds_of_sources_are_ranked_as_the_method_page_says() -> None:
    """The order is a promise to readers, told in words on the method page; this is its other copy."""
    assert SOURCE_KINDS == (
        "official-report",
        "official-statistics",
        "government-site",
        "international-organisation",
        "academic",
        "dataset",
        "statistics-aggregator",
        "news",
    )


@pytest.mark.parametrize(("better", "worse"), list(itertools.pairwise((*SOURCE_KINDS, "no kind that is known"))))
def test_the_kind_of_the_source_decides_first(better: str, worse: str) -> None:
    claims = (claim("coverage", "11.1", source="a"), claim("coverage", "22", source="b", precision="rounded"))
    chosen = _chosen(claims, a_source("a", worse, "2012"), a_source("b", better))
    assert chosen.source_id == "b"


def test_precision_decides_between_sources_of_one_kind() -> None:
    claims = (
        claim("coverage", "11", source="a", precision="approximate"),
        claim("coverage", "22", source="b", precision="rounded"),
        claim("coverage", "33", source="c", precision="exact"),
    )
    assert _chosen(claims).source_id == "c"
    assert _chosen(claims[:2]).source_id == "b"


def test_the_latest_publication_decides_between_equal_precision() -> None:
    claims = tuple(claim("coverage", "11", source=s) for s in ("a", "b", "c"))
    # A month counts as its last day; no date is the oldest.
    sources = (a_source("a"), a_source("b", published_on="2012-03-30"), a_source("c", published_on="2012-03"))
    assert _chosen(claims, *sources).source_id == "c"
    assert _chosen(claims[:2], *sources).source_id == "b"


def test_source_and_statement_decide_last() -> None:
    claims = (
        claim("coverage", "11", source="b"),
        claim("coverage", "22", source="a", statement=2),
        claim("coverage", "33", source="a", statement=1),
    )
    assert _chosen(claims).value == Decimal(33)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(SOURCE_KINDS),
            st.sampled_from(["exact", "rounded", "approximate"]),
            st.sampled_from(["", "2012", "2012-01", "2012-12-31"]),
            st.integers(1, 99),
        ),
        min_size=1,
        max_size=7,
    ),
    st.randoms(),
)
def test_the_order_of_rows_does_not_decide(rows: list[tuple[str, str, str, int]], chance: random.Random) -> None:
    claims = [claim("coverage", str(v), source=f"s{n}", precision=p) for n, (_, p, _, v) in enumerate(rows)]
    sources = [a_source(f"s{n}", kind, day) for n, (kind, _, day, _) in enumerate(rows)]
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert published(a_dataset(shuffled, *sources)) == published(a_dataset(claims, *sources))


def test_a_figure_keeps_all_claims_and_says_whether_they_disagree() -> None:
    claims = tuple(claim("coverage", v, source=s) for s, v in (("a", "11.11"), ("b", "11.1"), ("c", "12")))
    agreed, disputed = published(a_dataset(claims[:2]))[COVERAGE], published(a_dataset(claims))[COVERAGE]
    assert (agreed.disagrees, disputed.disagrees) == (False, True)
    assert (disputed.low, disputed.high, len(disputed.claims)) == (Decimal("11.1"), Decimal(12), 3)


def test_series_run_by_the_last_day_and_end_with_the_exact_figure() -> None:
    claims = (
        claim("coverage", "44", "2012-12-31", precision="approximate"),
        claim("coverage", "44.4", "2012-12"),
        claim("coverage", "33.3", "2012"),
        claim("coverage", "22.2", "2012-06-01"),
        claim("coverage", "11.1", "2011"),
    )
    series = compute(a_dataset(claims)).series_of("coverage", "ID")
    assert series is not None
    assert [f.key.as_of for f in series.figures] == ["2011", "2012-06-01", "2012-12-31", "2012", "2012-12"]
    assert series.latest.value == Decimal("44.4")


def test_figures_are_found_by_area_indicator_source_and_key() -> None:
    claims = (
        claim("coverage", "11.1", source="a"),
        claim("coverage", "22.2", source="b"),
        claim("members", "33", area="01", source="b"),
        claim("members", "44", area="01", source="b", segment="pbi"),
    )
    figures = compute(a_dataset(claims))
    assert [f.key.indicator for f in figures.of_area("01")] == ["members", "members"]
    assert [f.key.area for f in figures.of_indicator("coverage")] == ["ID"]
    assert len(figures.of_source("b")) == 3
    assert [s.segment for s in figures.series_of_area("01")] == ["", "pbi"]
    assert len(figures.series_of_indicator("members")) == 2
    assert figures.disagreement_of(key_of(claims[0])) == figures.disagreements[0]
    assert figures.disagreements_of_area("ID") == figures.disagreements_of_source("a") == figures.disagreements
    assert figures.of_area("zz") == figures.of_source("zz") == figures.faults_of_area("zz") == ()
    assert figures.series_of("coverage", "zz") is None


def test_an_id_lasts_and_its_anchor_is_fit_for_html() -> None:
    key = Key("coverage", "target", "01.02", "2011-12", "pbi", "utama")
    assert key.id == "coverage/01.02/2011-12/pbi/utama@target"
    assert key.anchor == "f-coverage_01-02_2011-12_pbi_utama_target"


def test_faults_are_found_by_area_and_source() -> None:
    claims = (claim("members", "10"), claim("population", "20"), claim("coverage", "99.9"))
    figures = compute(a_dataset(claims))
    assert len(figures.proofs.faults) == 1
    assert figures.faults_of_area("ID") == figures.faults_of_source("contoh-a") == figures.proofs.faults


def test_every_real_claim_belongs_to_exactly_one_figure(real: Figures) -> None:
    claims = [c for f in real.figures.values() for c in f.claims]
    assert len(claims) == len(real.dataset.observations) >= 3188
    assert set(claims) == set(real.dataset.observations)
    assert len({f.key.id for f in real.figures.values()}) == len(real.figures)
    assert sum(len(s.figures) for s in real.series) == len(real.figures)


def test_the_order_of_the_real_rows_leaves_no_trace(real: Figures) -> None:
    backwards = dataclasses.replace(real.dataset, observations=real.dataset.observations[::-1])
    again = compute(backwards)
    assert list(again.figures.items()) == list(real.figures.items())
    assert again.series == real.series
    assert list(again.derived.items()) == list(real.derived.items())
    assert (again.disagreements, again.proofs) == (real.disagreements, real.proofs)
