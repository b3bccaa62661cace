"""The frame of every page: colours, menu, sorting, missing pages, paper, narrow and enlarged screens, forced colours, weight."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import Watched

pytestmark = pytest.mark.browser

KINDS = (
    "",
    "data/",
    "data/coverage/",
    "indicator/",
    "indicator/coverage/",
    "indicator/coverage/areas/",
    "indicator/coverage/figures/",
    "area/",
    "area/35.09-kabupaten-jember/",
    "source/radarpalembang-2023-03-14/",
    "quality/",
    "method/",
    "glossary/",
    "about/",
    "contribute/",
    "404.html",
)
MOST_BYTES = 150_000
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { if (!e.hadRecentInput) sum += e.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""
# What of the article reaches beyond its right edge and is not inside a frame that scrolls.
CUT = """() => {
  const edge = document.querySelector("article").getBoundingClientRect().right + 1;
  return [...document.querySelectorAll("article *")]
    .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > edge && !e.closest("svg, .portal-unseen"))
    .map((e) => e.outerHTML.slice(0, 120));
}"""


def _scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_colours_follow_the_system_until_others_are_chosen_and_the_choice_is_kept(
    watch: Callable[..., Watched],
) -> None:
    watched = watch(dark=True)
    page = watched.open("method/")
    button = page.locator("[data-palette]")

    assert _scheme(page) == "slate"
    button.press("Enter")
    assert _scheme(page) == "default"
    watched.open("glossary/")
    assert _scheme(page) == "default"
    page.locator("[data-palette]").press("Enter")
    page.locator("[data-palette]").press("Enter")
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert watched.all_faults() == []


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(watch: Callable[..., Watched], language: str) -> None:
    page = watch(360).open(f"{language}method/")
    opener = page.locator("[data-menu] > summary")
    opener.focus()
    page.keyboard.press("Enter")
    entries = page.locator("[data-menu] a")

    expect(entries.first).to_be_visible()
    assert entries.count() >= 10
    assert page.locator('[data-menu] [aria-current="page"]').count() == 1
    page.keyboard.press("Tab")
    expect(entries.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(entries.first).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_menu_works_without_a_script(watch: Callable[..., Watched]) -> None:
    page = watch(360, javascript=False).open("method/")
    page.locator("[data-menu] > summary").click()

    expect(page.locator("[data-menu] a").first).to_be_visible()
    expect(page.locator(".portal-indexes a").first).to_be_visible()


def test_a_table_is_sorted_by_value_and_says_so(watch: Callable[..., Watched]) -> None:
    """Sorted from the smallest, from the largest, and back, by keyboard."""
    page = watch().open("en/indicator/")
    table = page.locator("table[data-sort]").first
    heading = table.locator("th.n")
    numbers = "t => [...t.tBodies[0].querySelectorAll('td.n data')].map(d => Number(d.value))"
    first = table.evaluate(numbers)
    button = heading.get_by_role("button")

    button.press("Enter")
    assert heading.get_attribute("aria-sort") == "ascending"
    assert table.evaluate(numbers) == sorted(first)
    expect(page.locator("[data-sorted]")).to_have_text(re.compile("^Sorted by .+ smallest"))
    button.press("Space")
    assert heading.get_attribute("aria-sort") == "descending"
    assert table.evaluate(numbers) == sorted(first, reverse=True)
    button.press("Enter")
    assert heading.get_attribute("aria-sort") is None
    assert table.evaluate(numbers) == first


@pytest.mark.parametrize(("field", "language"), [("__missing_query", "id"), ("__missing_query_other", "en")])
def test_a_missing_page_offers_the_search_in_both_languages(
    watch: Callable[..., Watched], field: str, language: str
) -> None:
    page = watch().open("404.html")
    page.locator(f"#{field}").fill("jember")
    page.keyboard.press("Enter")

    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("[data-search]")).to_be_visible()
    expect(page.locator("[data-search-query]")).to_have_value("jember")


@pytest.mark.parametrize("path", [*KINDS, *(f"en/{path}" for path in KINDS)])
@pytest.mark.parametrize("width", [320, 640])
def test_a_narrow_or_enlarged_page_loses_nothing(watch: Callable[..., Watched], path: str, width: int) -> None:
    """A screen of 1280 pixels at 200 % is 640 wide, at 400 % 320."""
    page = watch(width).open(path)

    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    expect(page.locator(".portal-search__open, .portal-indexes a").first).to_be_visible()


@pytest.mark.parametrize("path", ["indicator/coverage/figures/", "area/35.09-kabupaten-jember/", "data/coverage/"])
def test_on_a_phone_a_table_of_many_columns_is_cards_that_name_their_columns(
    watch: Callable[..., Watched], path: str
) -> None:
    page = watch(360).open(path)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    stacks = page.locator(".table-wrap.stack")

    assert stacks.count() > 1
    assert [
        wide for wide in stacks.evaluate_all("all => all.map((one) => one.scrollWidth - one.clientWidth)") if wide > 0
    ] == []
    label = "(cell) => getComputedStyle(cell, '::before').content"
    heading = stacks.first.locator("thead th").last.inner_text().strip()
    assert heading
    assert heading in stacks.first.locator("tbody tr:not(.group) td:last-child").first.evaluate(label)
    sort = page.locator(".table-wrap.stack .table-sort").first
    expect(sort).to_be_visible()
    sort.press("Enter")
    expect(page.locator(".table-wrap.stack th[aria-sort]").first).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize("path", KINDS)
def test_nothing_moves_while_a_page_loads(watch: Callable[..., Watched], path: str) -> None:
    assert watch(360).open(path).evaluate(SHIFTS) < 0.02


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("javascript", [True, False])
def test_breadcrumbs_lead_step_by_step_to_the_home_of_the_language(
    watch: Callable[..., Watched], language: str, javascript: bool
) -> None:
    page = watch(javascript=javascript).open(language + "area/35.09-kabupaten-jember/")
    seen = []
    while (crumbs := page.locator("nav.crumbs a")).count():
        seen.append(page.locator("h1").inner_text())
        way = crumbs.last.inner_text()
        crumbs.last.click()
        page.wait_for_load_state("load")
        seen.append(way)

    assert len(seen) >= 6
    assert page.locator("html").get_attribute("lang") == ("en" if language else "id")
    assert urlsplit(page.url).path.endswith(f"/{language}")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", KINDS)
def test_no_axe_finding_at_all(watch: Callable[..., Watched], path: str, dark: bool) -> None:
    found = Axe().run(watch(360, dark=dark).open(path)).response["violations"]

    assert [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found] == []


@pytest.mark.parametrize("path", ["404.html", "en/404.html"])
@pytest.mark.parametrize("dark", [False, True])
def test_a_missing_page_has_no_finding_in_either_language(watch: Callable[..., Watched], path: str, dark: bool) -> None:
    page = watch(360, dark=dark).open(path)

    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "path", ["", "indicator/coverage/", "area/35.09-kabupaten-jember/", "data/coverage/", "compare/"]
)
def test_every_stop_of_the_keyboard_is_seen_to_have_the_focus(
    watch: Callable[..., Watched], path: str, dark: bool
) -> None:
    """The first 120 stops: each has an outline, or its label or the frame around it has one."""
    page = watch(dark=dark).open(path)
    seen = """() => {
      const one = document.activeElement;
      const shown = (e) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(e);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
      };
      const around = [one, one.closest('label')?.querySelector('span'), one.parentElement].filter(Boolean);
      return one === document.body ? null : [around.some(shown), one.outerHTML.slice(0, 140)];
    }"""
    unseen = []
    for _ in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate(seen)
        if found is None:
            break
        if not found[0]:
            unseen.append(found[1])

    assert unseen == []


def test_forced_colours_keep_borders_and_focus(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}indicator/coverage/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    border = page.evaluate("getComputedStyle(document.querySelector('figure.chart')).borderTopStyle")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    context.close()
    assert (border, outline) == ("solid", "solid")


@pytest.mark.parametrize("path", KINDS)
def test_the_first_view_is_light(watch: Callable[..., Watched], site: Path, path: str) -> None:
    """Everything that is loaded before anyone touches the page, as a host sends it compressed."""
    watched = watch()
    loaded: dict[str, int] = {}
    root = urlsplit(watched.own).path
    watched.page.on("response", lambda r: loaded.setdefault(urlsplit(r.url).path, 0))
    watched.page.goto(watched.own + path, wait_until="load")
    for name in loaded:
        file = site / name.removeprefix(root)
        file = file / "index.html" if file.is_dir() else file
        loaded[name] = len(gzip.compress(file.read_bytes(), 9)) if file.is_file() else 0

    assert sum(loaded.values()) <= MOST_BYTES, loaded


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_footer_names_licence_version_and_build(watch: Callable[..., Watched], language: str) -> None:
    footer = watch().open(f"{language}method/").locator(".portal-footer")

    assert footer.locator('a[rel~="license"]').get_attribute("href")
    assert footer.locator("time").get_attribute("datetime")
    assert footer.locator('a[href$="build.json"]').count() == 1
    assert footer.locator('a[href$="quality/"]').count() == 1
