"""Published values of two states: compared by their lasting id, computed by the rule that publishes them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.change import compare
from build_scripts.change.figure import is_observations
from build_scripts.checks.shape import SHAPES
from build_scripts.dataset import from_packages
from build_scripts.figures import compute
from build_scripts.package import Package

from .sample import claims, package, sources

KEYS = {name: shape.key for name, shape in SHAPES.items()}


def told(old: Package, new: Package) -> dict[str, tuple[str | None, str | None]]:
    found = compare((old,), (new,), KEYS).figures
    return {c.key.id: (c.old.chosen.text if c.old else None, c.new.chosen.text if c.new else None) for c in found}


def test_a_revised_a_lost_and_a_new_figure_are_told() -> None:
    old = package(claims({"value": "11"}, {"value": "22", "as_of": "2024"}))
    new = package(claims({"value": "12"}, {"value": "33", "as_of": "2025"}))

    assert told(old, new) == {
        "coverage/99.01/2023": ("11", "12"),
        "coverage/99.01/2024": ("22", None),
        "coverage/99.01/2025": (None, "33"),
    }


def test_other_digits_change_no_figure() -> None:
    assert told(package(claims({"value": "11.0"})), package(claims({"value": "11.00"}))) == {}


def test_a_better_source_changes_the_figure_though_no_row_was_edited() -> None:
    kinds = sources(satu="news", dua="official-report")
    old = package(claims({"value": "11"}), kinds)
    new = package(claims({"value": "11"}, {"value": "12", "source_id": "dua"}), kinds)

    assert told(old, new) == {"coverage/99.01/2023": ("11", "12")}


def test_a_source_of_another_kind_changes_the_figures_that_it_speaks_on() -> None:
    table = claims({"value": "11"}, {"value": "12", "source_id": "dua"})
    old = package(table, sources(satu="official-report", dua="news"))
    new = package(table, sources(satu="news", dua="official-report"))

    assert told(old, new) == {"coverage/99.01/2023": ("11", "12")}


def test_figures_of_a_table_that_is_no_longer_understood_are_gone() -> None:
    table = claims({"value": "11"})
    plain = replace(table, shape="")

    assert told(package(table), package(plain)) == {"coverage/99.01/2023": ("11", None)}
    assert not is_observations(plain)


def test_a_row_that_cannot_be_understood_is_left_out() -> None:
    hostile = claims({"value": "1e999"}, {"value": "NaN", "as_of": "2024"}, {"as_of": "x"}, {"statement": "²"})

    assert told(package(claims({"value": "11"})), package(hostile)) == {"coverage/99.01/2023": ("11", None)}


def test_an_area_without_figures_is_told_only_when_it_had_some() -> None:
    old = package(claims({}, {"area_code": "99.02"}, {"area_code": "99.02", "as_of": "2024"}))
    new = package(claims({}))

    assert compare((old,), (new,), KEYS).areas_gone == ("99.02",)
    assert compare((new,), (old,), KEYS).areas_gone == ()


CLAIMS = st.dictionaries(
    st.tuples(
        st.sampled_from(["99.01", "99.02"]), st.sampled_from(["2023", "2024"]), st.sampled_from(["satu", "dua", "tiga"])
    ),
    st.tuples(st.integers(0, 5), st.sampled_from(["exact", "rounded"])),
    max_size=8,
)
RANKS = st.tuples(*[st.sampled_from(["official-report", "dataset", "news"])] * 3)


def state(made: dict[tuple[str, str, str], tuple[int, str]], ranks: tuple[str, ...], ending: str) -> Package:
    rows = [
        {"area_code": a, "as_of": d, "source_id": s, "value": f"{v}{ending}", "precision": p}
        for (a, d, s), (v, p) in made.items()
    ]
    return package(claims(*rows), sources(**dict(zip(["satu", "dua", "tiga"], ranks, strict=True))))


@given(before=CLAIMS, after=CLAIMS, ranks=st.tuples(RANKS, RANKS))
def test_the_figures_told_are_those_that_a_whole_computation_finds(
    before: dict[tuple[str, str, str], tuple[int, str]],
    after: dict[tuple[str, str, str], tuple[int, str]],
    ranks: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    """Looking only at what was touched finds the same as computing everything twice."""
    old, new = state(before, ranks[0], ".0"), state(after, ranks[1], ".00")
    was, now = (compute(from_packages((p,))).figures for p in (old, new))
    truth = {k.id for k in was.keys() | now.keys() if k not in was or k not in now or was[k].value != now[k].value}

    assert set(told(old, new)) == truth
