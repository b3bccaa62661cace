"""Where things lie: no name leads elsewhere, no two names share a place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_scripts import paths


@given(st.text())
def test_any_name_is_one_harmless_segment(name: str) -> None:
    segment = paths.segment(name)

    assert segment
    assert not segment.startswith(".")
    assert not set(segment) & set("/\\?#%:&\"'<> ")


@given(st.text(), st.text())
def test_two_names_never_share_a_segment(first: str, second: str) -> None:
    assert (paths.segment(first) == paths.segment(second)) == (first == second)


def test_harmless_names_stay_as_they_are() -> None:
    assert [paths.segment(n) for n in ("35.09", "BR-VI", "active-members", "README.md")] == [
        "35.09",
        "BR-VI",
        "active-members",
        "README.md",
    ]


def test_a_name_never_takes_the_place_of_an_index() -> None:
    assert paths.markdown_of(paths.indicator("index")) != paths.markdown_of("indicator/")


def test_the_way_back_to_the_root_follows_the_depth() -> None:
    assert [paths.root_of(p) for p in ("", "data/", "indicator/coverage/", paths.indicator_areas("coverage"))] == [
        "./",
        "../",
        "../../",
        "../../../",
    ]
