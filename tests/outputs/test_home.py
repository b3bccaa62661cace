"""The home page: the story in its order, the example chosen by its rule, the news newest first, and a portal without figures."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable

import pytest

from build_scripts.catalog import Catalog
from build_scripts.outputs.pages.dispute import dispute
from build_scripts.outputs.pages.home import home
from build_scripts.outputs.pages.news import news
from build_scripts.outputs.pages.scope import Scope, areas_in_order, scopes


@pytest.fixture(scope="module")
def pages(real: Catalog) -> dict[str, str]:
    return {file.path: file.data.decode() for file in home(real)}


@pytest.fixture(scope="module")
def scope(real: Catalog) -> Scope:
    return next(scopes(real))


def _parts(page: str) -> list[str]:
    return re.findall(r"^## .*\{#([a-z]+)\}$", page, re.MULTILINE)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_story_is_told_in_its_order(pages: dict[str, str], language: str) -> None:
    assert _parts(pages[f"{language}/index.md"]) == ["map", "disputed", "data", "news", "areas"]


def test_the_first_number_is_the_latest_share_of_the_country_with_date_and_source(
    real: Catalog, pages: dict[str, str]
) -> None:
    country = areas_in_order(real.figures.dataset, "country")[0]
    series = real.figures.series_of(real.headline.share, country.code)
    assert series
    latest = series.latest.chosen
    hero = pages["id/index.md"].split('<div class="hero">')[1].split('<div class="hero-others">')[0]

    assert f'<data value="{latest.text}">' in hero
    assert f'<time datetime="{latest.as_of}">' in hero
    assert latest.source_id in hero


def test_the_example_is_the_disagreement_about_the_share_with_the_most_claims(scope: Scope) -> None:
    country = areas_in_order(scope.dataset, "country")[0]
    about = [
        d
        for d in scope.figures.disagreements
        if (d.key.indicator, d.key.area, d.key.kind) == (scope.catalog.headline.share, country.code, "observed")
    ]
    shown = dispute(scope, country)

    assert shown
    most = max(len(d.claims) for d in about)
    chosen = max((d for d in about if len(d.claims) == most), key=lambda d: d.key.day)
    assert [s.machine for s in shown.statements] == sorted({c.text for c in chosen.claims}, key=float)
    assert sum(len(s.sources) for s in shown.statements) >= 2
    assert sum(s.published for s in shown.statements) == 1


def test_without_a_disagreement_no_example_is_made_up(scope: Scope) -> None:
    country = areas_in_order(scope.dataset, "country")[0]
    agreed = dataclasses.replace(
        scope, catalog=dataclasses.replace(scope.catalog, figures=dataclasses.replace(scope.figures, disagreements=()))
    )

    assert dispute(agreed, country) is None
    assert dispute(scope, None) is None


def test_news_are_the_sources_that_were_published_last_newest_first(scope: Scope) -> None:
    shown = news(scope)
    used = {f.chosen.source_id for f in scope.figures.figures.values() if f.key.kind == "observed"}
    days = sorted((scope.dataset.sources[s].published_on for s in used), reverse=True)
    full = [day for day in days if len(day) == 10]

    assert [item.when for item in shown] == full[: len(shown)]
    assert all(item.text.endswith(".") for item in shown)


def test_every_package_can_be_reached_and_the_headline_files_stand_first(real: Catalog, pages: dict[str, str]) -> None:
    page = pages["en/index.md"]

    assert all(f'href="./data/{e.package.name}/"' in page for e in real.entries)
    assert re.search(r'<a href="[./]+/data/coverage\.zip" download>', page)
    assert 'href="./feed.xml"' in page


def test_a_portal_without_figures_lists_its_packages(portal: Callable[[str], Catalog]) -> None:
    plain = portal("plain")
    page = next(file.data.decode() for file in home(plain) if file.path == "id/index.md")

    assert _parts(page) == ["data"]
    assert "hero" not in page
    assert all(f'href="./data/{e.package.name}/"' in page for e in plain.entries)
