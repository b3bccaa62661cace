"""Every kind of page, in both languages, on a phone and on a desk, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .accessibility import findings
from .conftest import Watched

pytestmark = pytest.mark.browser

# A regency with many figures, one with population only, one source of the founding documents.
PAGES = (
    "",
    "data/",
    "data/coverage/",
    "indicator/",
    "indicator/coverage/",
    "indicator/coverage/areas/",
    "indicator/coverage/figures/",
    "indicator/members/",
    "area/",
    "area/35.09-kabupaten-jember/",
    "area/94.07-kabupaten-intan-jaya/",
    "source/",
    "source/radarpalembang-2023-03-14/",
    "quality/",
    "method/",
    "glossary/",
    "about/",
    "contribute/",
    "reference/charts/",
    "reference/report/",
)
WITH_CHARTS = ("", "data/coverage/", "indicator/coverage/", "indicator/coverage/areas/", "indicator/members/")
LANGUAGES = ("", "en/")
WIDTHS = (360, 1280)
# Words that a programme writes where a value is missing; never on a page.
MACHINE_WORDS = re.compile(r"\b(NaN|None|undefined|null|\[object Object\]|nan)\b")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_clean(watch: Callable[..., Watched], path: str, language: str, width: int) -> None:
    """No console error, policy violation or foreign request; fits the screen; no machine words; axe finds nothing.

    Each language is seen light and dark, one on a phone and the other on a desk.
    """
    dark = (width == WIDTHS[0]) == bool(language)
    watched = watch(width, dark=dark)
    page = watched.open(language + path)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")

    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == ("en" if language else "id")
    assert page.locator("body").get_attribute("data-md-color-scheme") == ("slate" if dark else "default")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert not MACHINE_WORDS.findall(page.locator("article").inner_text())
    assert findings(page) == []
    assert watched.all_faults() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reference_of_checks_is_clean_with_every_example_unfolded(
    watch: Callable[..., Watched], language: str, width: int
) -> None:
    watched = watch(width)
    page = watched.open(f"{language}reference/checks/")
    page.evaluate("document.querySelectorAll('article details').forEach(one => { one.open = true })")

    assert page.locator("article details[open]").count() > 100
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert findings(page) == []
    assert watched.all_faults() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", WITH_CHARTS)
def test_every_chart_of_a_page_is_drawn(watch: Callable[..., Watched], path: str, language: str, width: int) -> None:
    """Each chart has marks: first the static picture, then the interactive one in its place."""
    watched = watch(width)
    page = watched.open(language + path)
    page.mouse.move(1, 1)
    # What stands in a closed view is drawn when it is opened.
    charts = page.locator(".chart-picture:visible")

    assert charts.count() > 0
    for number in range(charts.count()):
        chart = charts.nth(number)
        chart.scroll_into_view_if_needed()
        expect(chart.locator("svg.marks")).to_be_visible(timeout=15_000)
        assert chart.locator("svg.marks path, svg.marks text").count() > 5
        assert "NaN" not in chart.inner_html()
    assert watched.all_faults() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_works_without_javascript(watch: Callable[..., Watched], path: str, language: str) -> None:
    watched = watch(javascript=False)
    page = watched.open(language + path)

    assert page.locator("h1").is_visible()
    pictures = page.locator(".chart-picture")
    for number in range(pictures.count()):
        assert pictures.nth(number).locator("svg:visible").count() == 1
    if path in WITH_CHARTS:
        assert pictures.count() > 0
    assert watched.faults == []


@pytest.mark.parametrize("path", ["", "indicator/coverage/", "area/35.09-kabupaten-jember/", "glossary/"])
def test_the_other_language_is_the_same_page(watch: Callable[..., Watched], path: str) -> None:
    page = watch().open(path)

    page.locator("a[hreflang='en']").first.click()

    expect(page).to_have_url(re.compile(rf"/en/{re.escape(path)}$"))
    page.locator("a[hreflang='id']").first.click()
    expect(page).to_have_url(re.compile(rf":\d+/{re.escape(path)}$"))


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("", "Jember", "area/35.09-kabupaten-jember/"),
        ("", "peserta aktif", "active-members"),
        ("", "biaya", "glossary/"),
        ("en/", "coverage target", "coverage"),
        ("en/", "Jember", "area/35.09-kabupaten-jember/"),
    ],
)
def test_search_leads_to_the_right_page(
    watch: Callable[..., Watched], language: str, words: str, expected: str
) -> None:
    watched = watch()
    page = watched.open(f"{language}method/")

    page.keyboard.press("/")
    page.keyboard.type(words)
    results = page.locator("[data-search-result]")
    expect(results.first).to_be_visible(timeout=15_000)

    links = [results.nth(n).locator("a").first.get_attribute("href") or "" for n in range(min(5, results.count()))]
    assert any(expected in link for link in links), links
    assert results.first.locator("[data-search-kind]").inner_text().strip()
    assert watched.all_faults() == []


def test_search_finds_words_of_the_same_stem(watch: Callable[..., Watched]) -> None:
    """`biaya` finds a page that says `pembiayaan`."""
    page = watch().open("")

    page.keyboard.press("/")
    page.keyboard.type("biaya")
    results = page.locator("[data-search-result]")
    expect(results.first).to_be_visible(timeout=15_000)

    assert "pembiayaan" in page.locator("[data-search-results]").inner_text().lower()


def test_the_skip_link_comes_first(watch: Callable[..., Watched]) -> None:
    page = watch().open("indicator/coverage/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")


def test_every_page_has_a_policy_that_forbids_inline_code(site: Path) -> None:
    """Each page of the site carries the policy, and none of them loosens it."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 1900
    policy = re.compile(r'<meta http-equiv="?Content-Security-Policy"? content="([^"]*)"', re.IGNORECASE)
    for path in pages:
        found = policy.search(path.read_text(encoding="utf-8")[:20_000])
        assert found, path
        assert "default-src 'none'" in found[1].replace("&#39;", "'")
        assert "unsafe-inline" not in found[1]
        assert "'unsafe-eval'" not in found[1].replace("&#39;", "'")
