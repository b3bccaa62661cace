"""The pages of an indicator: an overview that stays small, areas through the years, and all figures; each leads to the others."""

from __future__ import annotations

import re

import pytest

from build_scripts import paths
from build_scripts.catalog import Catalog
from build_scripts.outputs.pages.indicator.overview import RECENT

LANGUAGES = ("id", "en")
WAY = re.compile(r'<nav class="ways".*?</nav>', re.DOTALL)
RECENT_TABLE = re.compile(r"\{#recent\}(.*?)</table>", re.DOTALL)


def _page(pages: dict[str, str], language: str, page: str) -> str:
    return pages[f"{language}/{paths.markdown_of(page)}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_leads_to_the_others_and_says_which_one_is_shown(real_pages: dict[str, str], language: str) -> None:
    found = {
        page: WAY.findall(_page(real_pages, language, page))
        for page in ("indicator/coverage/", "indicator/coverage/areas/", "indicator/coverage/figures/")
    }

    assert all(len(ways) == 1 for ways in found.values())
    assert {page: re.findall(r'href="([^"]+)"', ways[0]) for page, ways in found.items()} == {
        "indicator/coverage/": [f"../../{p}" for p in ("indicator/coverage/areas/", "indicator/coverage/figures/")],
        "indicator/coverage/areas/": [f"../../../{p}" for p in ("indicator/coverage/", "indicator/coverage/figures/")],
        "indicator/coverage/figures/": [f"../../../{p}" for p in ("indicator/coverage/", "indicator/coverage/areas/")],
    }
    assert all(ways[0].count('aria-current="page"') == 1 for ways in found.values())


def test_only_an_indicator_that_is_known_for_some_areas_has_a_page_of_them(
    real: Catalog, real_pages: dict[str, str]
) -> None:
    with_areas = {i for i in real.figures.dataset.indicators if f"id/indicator/{i}/areas.md" in real_pages}

    assert {"coverage", "members", "population"} <= with_areas
    assert "contribution-revenue" not in with_areas
    of_areas = [page for path, page in real_pages.items() if "/indicator/" in path and path.endswith("/areas.md")]
    assert all("{#charts}" in page or "{#gaps}" in page for page in of_areas)
    assert "areas/" not in WAY.findall(_page(real_pages, "id", "indicator/contribution-revenue/"))[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_is_told_before_anything_is_drawn(
    real: Catalog, real_pages: dict[str, str], language: str
) -> None:
    for indicator in real.figures.dataset.indicators:
        page = _page(real_pages, language, paths.indicator(indicator))
        drawn = [page.index(sign) for sign in ('<figure class="chart"', 'class="map"') if sign in page]
        facts = page.index('<dl class="facts">')

        assert page.index("{#definition}") < facts < min(drawn, default=len(page)), indicator


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_shows_the_latest_figures_of_the_country_and_each_leads_to_its_claims(
    real: Catalog, real_pages: dict[str, str], language: str
) -> None:
    for indicator in real.figures.dataset.indicators:
        table = RECENT_TABLE.search(_page(real_pages, language, paths.indicator(indicator)))
        figures = real.figures.of_indicator(indicator)
        country = [f for f in figures if f.key.kind == "observed" and f.key.area == "ID"]
        if not country:
            continue
        assert table is not None, indicator
        led = re.findall(r'<a href="[^"]*figures/#(f-[^"]+)"', table[1])
        by_anchor = {f.key.anchor: f for f in country}
        days = [by_anchor[anchor].key.day for anchor in led]
        assert len(led) == min(RECENT, len(country)), indicator
        assert days == sorted(days, reverse=True), indicator
        assert days[0] == max(f.key.day for f in country), indicator
