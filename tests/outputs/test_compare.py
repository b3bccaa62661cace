"""The compare page, the file of its script, and the ways that lead to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import markdown
import pytest

from build_scripts.catalog import Catalog
from build_scripts.figures import compute
from build_scripts.figures.compared import compared
from build_scripts.outputs.compare_files import compare_files
from build_scripts.outputs.pages.compare import area_compare_link, comparable_indicators, compare_link, compare_page
from build_scripts.outputs.pages.scope import Scope, scopes
from build_scripts.outputs.series_files import series_files

from ..test_escape import HOSTILE, Reader
from .conftest import catalog_of
from .test_hostile import _soiled

LANGUAGES = ("id", "en")


@pytest.fixture(scope="module")
def pages(real: Catalog) -> dict[str, str]:
    return {file.path: file.data.decode() for file in compare_page(real)}


@pytest.fixture(scope="module")
def files(real: Catalog) -> dict[str, dict[str, object]]:
    return {file.path: json.loads(file.data) for file in compare_files(real)}


def scope_of(catalog: Catalog, page: str, language: str = "id") -> Scope:
    return next(s for s in scopes(catalog, page) if s.language == language)


def test_there_is_a_page_and_a_file_in_each_language(pages: dict[str, str], files: dict[str, object]) -> None:
    assert list(pages) == ["id/compare.md", "en/compare.md"]
    assert list(files) == ["compare/data.json", "en/compare/data.json"]


def test_a_portal_in_which_nothing_can_be_compared_has_neither() -> None:
    empty = catalog_of(())

    assert list(compare_page(empty)) == []
    assert list(compare_files(empty)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_the_page_holds_every_figure_compared_and_says_what_is_missing(
    pages: dict[str, str], language: str
) -> None:
    page = pages[f"{language}/compare.md"]
    rows = re.findall(r'<tr><th scope="row">(\d{4})</th>(.*?)</tr>', page)
    missing = {"id": "tidak ada angka", "en": "no figure"}[language]

    assert [year for year, _ in rows] == sorted((year for year, _ in rows), reverse=True)
    assert all(len(re.findall("<td>", cells)) == 4 for _, cells in rows)
    assert '<data value="98.62">' in page
    assert any(missing in cells for _, cells in rows)
    assert all(
        "<time datetime=" in entry and "source/" in entry
        for entry in re.findall(r'<p class="compare-entry">.*?</p>', page)
    )


def test_the_page_links_to_every_indicator_that_can_be_compared_and_to_its_series(
    real: Catalog, pages: dict[str, str]
) -> None:
    series = {file.path for file in series_files(real)}

    for indicator, _ in compared(real.figures):
        assert f'href="../indicator/{indicator}/"' in pages["en/compare.md"]
        assert f'href="../../series/{indicator}.json"' in pages["en/compare.md"]
        assert f"series/{indicator}.json" in series


def test_no_raw_block_of_the_page_holds_a_blank_line_and_nothing_styles_itself(pages: dict[str, str]) -> None:
    for page in pages.values():
        for block in re.findall(r"^<form.*?^</form>", page, re.DOTALL | re.MULTILINE):
            assert "\n\n" not in block
        assert " style=" not in page
        assert "<script" not in page


@pytest.mark.parametrize("path", ["compare/data.json", "en/compare/data.json"])
def test_the_file_knows_every_source_and_segment_of_the_series_that_can_be_compared(
    real: Catalog, files: dict[str, dict[str, object]], path: str
) -> None:
    told = files[path]
    series = {file.path: json.loads(file.data) for file in series_files(real)}
    for one in told["indicators"]:  # type: ignore[attr-defined]
        held = series[one["series"]]
        rows = [row for kind in ("areas", "segments") for line in held[kind].values() for row in line]
        assert {row[2] for row in rows} <= set(told["sources"])  # type: ignore[call-overload]
        assert set(held["segments"]) <= set(told["segments"])  # type: ignore[call-overload]
        assert set(one["unasked"]["areas"]) <= set(held["areas"])
        assert set(one["unasked"]["segments"]) <= set(held["segments"])
        assert 1 <= len(one["unasked"]["areas"]) + len(one["unasked"]["segments"]) <= told["most"]  # type: ignore[operator]


def test_the_file_is_small(real: Catalog) -> None:
    assert max(len(file.data) for file in compare_files(real)) <= 100_000


def test_every_word_that_the_script_speaks_is_in_the_file(files: dict[str, dict[str, object]]) -> None:
    from build_scripts.settings import ROOT

    scripts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "docs" / "assets").glob("compare*.js"))]
    spoken = {key for text in scripts for key in re.findall(r'"((?:compare|charts|words)\.[a-z0-9.-]+)"', text)}
    statuses = {f"compare.status.{key}" for text in scripts for key in re.findall(r'say\("([a-z-]+)"', text)}

    assert len(spoken) > 15
    for told in files.values():
        assert spoken | statuses <= set(told["words"])  # type: ignore[call-overload]


def test_an_indicator_page_leads_to_its_comparison_where_there_is_one(real: Catalog) -> None:
    scope = scope_of(real, "indicator/coverage/")
    link = compare_link(scope, "coverage")

    assert link.href == "../../compare/?indicator=coverage"


def test_an_indicator_page_says_why_there_is_no_comparison(real: Catalog) -> None:
    scope = scope_of(real, "indicator/arrears-share/", "en")
    links = {indicator: compare_link(scope, indicator) for indicator in real.figures.dataset.indicators}
    compared = set(comparable_indicators(real))
    reasons = {indicator: link.text for indicator, link in links.items() if not link.href}

    assert set(reasons) == set(links) - compared
    assert reasons["arrears-share"] == "Nothing to compare: only one area or segment has figures."
    assert reasons["uhc-status"] == "Nothing to compare: all figures are the same."
    assert "no area or segment" in " ".join(reasons.values())


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("73.71", "?indicator=coverage&areas=73.71,73,ID"),
        ("32", "?indicator=coverage&areas=32,ID"),
        ("ID", "?indicator=coverage"),
        ("94.07", "?indicator=population-civil-registry&areas=94.07,94.01,94.02,94.03"),
    ],
)
def test_an_area_page_leads_to_a_comparison_that_makes_sense(real: Catalog, code: str, query: str) -> None:
    area = real.figures.dataset.areas[code]
    link = area_compare_link(scope_of(real, "area/x/", "en"), area, comparable_indicators(real))

    assert link is not None
    assert link.href == f"../../compare/{query}"


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_adds_no_tag_or_attribute_to_the_page(portal: Callable[[str], Catalog], payload: str) -> None:
    catalog = portal("figures")
    dataset = catalog.figures.dataset
    soiled_texts = replace(_soiled(dataset, payload), observations=dataset.observations)
    hostile = replace(catalog, figures=compute(soiled_texts))
    for plain, soiled in zip(compare_page(catalog), compare_page(hostile), strict=True):
        shown, expected = (
            Reader(
                markdown.markdown(
                    f.data.decode("utf-8", "replace").split("---\n", 2)[2], extensions=["attr_list", "tables", "toc"]
                )
            )
            for f in (soiled, plain)
        )
        assert sorted(set(shown.tags)) == sorted(set(expected.tags))
        assert sorted(shown.attributes) == sorted(expected.attributes)
        assert all(link.startswith((".", "#")) for link in shown.attributes["href"])
