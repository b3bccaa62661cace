"""Find my area, from the keyboard, by touch and without JavaScript; and terms explained in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import Watched, visit

pytestmark = pytest.mark.browser

WITH_FIELD = ("", "area/", "area/35.09-kabupaten-jember/")
LANGUAGES = ("", "en/")
SHIFT = """
window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => { window.shift += one.value }))
  .observe({type: "layout-shift", buffered: true});
"""


def field(page: Page) -> Locator:
    return page.get_by_role("combobox").first


def options(page: Page) -> Locator:
    return page.locator(".find-field").first.get_by_role("option")


def first_of(page: Page, query: str) -> list[str]:
    """Type and return the names that are offered, best first."""
    field(page).fill(query)
    expect(page.locator(".find-field").first.get_by_role("status")).not_to_be_empty()
    return options(page).locator(".find-name").all_inner_texts()


def serious(page: Page) -> list[str]:
    """All findings of axe in the field and its list, or in the article."""
    found = Axe().run(page, context="article").response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", WITH_FIELD)
def test_an_area_is_found_and_opened_by_keyboard_alone(watch: Callable[..., Watched], path: str, language: str) -> None:
    watched = watch()
    page = watched.open(language + path)

    field(page).focus()
    page.keyboard.type("intan")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    assert field(page).get_attribute("aria-activedescendant") == options(page).first.get_attribute("id")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(rf"/{language}area/94\.07-kabupaten-intan-jaya/$"))
    assert watched.all_faults() == []


def test_enter_opens_the_best_match_however_fast_someone_types(watch: Callable[..., Watched]) -> None:
    page = watch().open("area/")

    field(page).focus()
    page.keyboard.insert_text("kota bandung")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/area/32\.73-kota-bandung/$"))


@pytest.mark.parametrize(
    ("language", "query", "first"),
    [
        ("", "Kota Bandung", ["Kota Bandung", "Kabupaten Bandung", "Kabupaten Bandung Barat"]),
        ("", "Bandung", ["Kabupaten Bandung", "Kota Bandung", "Kabupaten Bandung Barat"]),
        ("", "kab. jember", ["Kabupaten Jember"]),
        ("", "prov. gorontalo", ["Gorontalo", "Kabupaten Gorontalo", "Kota Gorontalo"]),
        ("", "west java", ["Jawa Barat (West Java)"]),
        ("", "DIY", ["DI Yogyakarta (DIY)"]),
        ("", "DKI", ["DKI Jakarta"]),
        ("", "ntb", ["Nusa Tenggara Barat (NTB)"]),
        ("", "Jogja", ["Kota Yogyakarta", "DI Yogyakarta (Yogyakarta)"]),
        ("", "Soerabaja", ["Kota Surabaya"]),
        ("", "Jatim", ["Jawa Timur"]),
        ("", "kepri", ["Kepulauan Riau"]),
        ("", "sultra", ["Sulawesi Tenggara"]),
        ("", "jember jatim", ["Kabupaten Jember"]),
        ("", "35.09", ["Kabupaten Jember (35.09)"]),
        ("", "92.71", ["Kota Sorong (92.71)"]),
        ("", "baubau", ["Kota Bau Bau"]),
        ("", "jemebr", ["Kabupaten Jember"]),
        ("", "bandnug", ["Kabupaten Bandung", "Kabupaten Bandung Barat", "Kota Bandung"]),
        ("", "banjarmasn", ["Kota Banjarmasin"]),
        ("", "xyzzy", []),
        ("en/", "bandung city", ["Bandung City", "Bandung Regency", "Bandung Barat Regency"]),
        ("en/", "Kota Bandung", ["Bandung City (Kota Bandung)", "Bandung Regency"]),
        ("en/", "jabar", ["West Java (Jawa Barat)"]),
        ("en/", "north sumatra", ["North Sumatra"]),
    ],
)
def test_the_better_match_comes_first(
    watch: Callable[..., Watched], language: str, query: str, first: list[str]
) -> None:
    page = watch().open(f"{language}area/")

    assert first_of(page, query)[: len(first)] == first or first == []
    if not first:
        expect(options(page)).to_have_count(0)
        expect(page.locator(".find-status--seen")).to_be_visible()


@pytest.mark.parametrize("query", ["é", "kabupaten ", "áceh bárat", "a" * 500, "🙂", "(.*)", "\\", "kota" * 40])
def test_whatever_is_typed_is_answered_at_once(watch: Callable[..., Watched], query: str) -> None:
    watched = watch()
    page = watched.open("area/")
    names = first_of(page, query)

    assert page.evaluate(
        """async (query) => {
            const { load, search } = await import(new URL("../assets/names.js", location.href));
            const areas = await load(new URL("names.json", location.href).href);
            const start = performance.now();
            search(areas, query);
            return performance.now() - start;
        }""",
        query,
    ) < 500  # fmt: skip
    assert names[:1] == (["Kabupaten Aceh Barat"] if query == "áceh bárat" else names[:1])
    assert watched.all_faults() == []


def test_escape_closes_the_list_and_then_empties_the_field(watch: Callable[..., Watched]) -> None:
    page = watch().open("area/")
    first_of(page, "jember")

    page.keyboard.press("Escape")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(field(page)).to_have_value("jember")
    page.keyboard.press("Escape")
    expect(field(page)).to_have_value("")


def test_arrows_go_round_by_way_of_the_text(watch: Callable[..., Watched]) -> None:
    page = watch().open("area/")
    number = len(first_of(page, "bandung"))

    page.keyboard.press("ArrowUp")
    expect(options(page).nth(number - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    assert field(page).get_attribute("aria-activedescendant") is None


def test_a_row_names_the_kind_and_the_area_above(watch: Callable[..., Watched]) -> None:
    page = watch().open("en/area/")
    first_of(page, "jember")

    expect(options(page).first).to_have_text(re.compile(r"Jember Regency\s*Regency · East Java"))


def test_an_area_is_opened_by_touch(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    visit(page, address + "area/35.09-kabupaten-jember/")

    field(page).tap()
    page.keyboard.type("tangsel")
    row = options(page).first
    expect(row).to_be_visible()
    box = row.bounding_box()
    assert box
    assert box["height"] >= 32
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    row.tap()

    expect(page).to_have_url(re.compile(r"kota-tangerang-selatan/$"))
    context.close()


@pytest.mark.parametrize("path", ["", "area/35.09-kabupaten-jember/"])
def test_the_names_are_fetched_only_when_the_field_is_used(watch: Callable[..., Watched], path: str) -> None:
    watched = watch()
    fetched: list[str] = []
    watched.page.on("request", lambda r: fetched.append(r.url) if "names.js" in r.url else None)
    page = watched.open(path)
    assert fetched == []

    with page.expect_response("**/area/names.json"):
        field(page).focus()

    assert sorted(url.rpartition("/")[2] for url in fetched) == ["names.js", "names.json"]


def test_a_list_that_cannot_be_fetched_is_said_and_the_page_of_all_areas_offered(
    watch: Callable[..., Watched],
) -> None:
    watched = watch()
    watched.page.route("**/area/names.json", lambda route: route.abort())
    page = watched.open("")

    field(page).fill("jember")

    expect(page.locator(".find-status--seen")).to_be_visible()
    expect(page.locator(".find-instead a")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", WITH_FIELD)
def test_without_javascript_plain_links_lead_to_every_area(
    watch: Callable[..., Watched], path: str, language: str
) -> None:
    page = watch(javascript=False).open(language + path)

    expect(page.locator("[data-find]")).to_be_hidden()
    link = page.locator(".find-instead a")
    expect(link).to_be_visible()
    link.click()
    page.locator("#provinces").scroll_into_view_if_needed()
    page.locator("summary", has_text=re.compile("Jawa Timur|East Java")).click()
    page.locator("article a", has_text=re.compile("Kabupaten Jember|Jember Regency")).first.click()
    expect(page).to_have_url(re.compile(rf"/{language}area/35\.09-kabupaten-jember/$"))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", WITH_FIELD)
def test_the_open_list_has_no_fault_and_moves_nothing(
    watch: Callable[..., Watched], path: str, width: int, dark: bool
) -> None:
    watched = watch(width, dark=dark)
    watched.page.add_init_script(SHIFT)
    page = watched.open(path)
    before = page.evaluate("window.shift")

    first_of(page, "a")
    field(page).press("ArrowDown")

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.evaluate("window.shift") == before


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [("", "Jatim", "area/35-jawa-timur/"), ("en/", "kota bandung", "en/area/32.73-kota-bandung/")],
)
def test_the_search_of_every_page_shows_areas_at_once(
    watch: Callable[..., Watched], language: str, words: str, expected: str
) -> None:
    """Also while the index is not there yet, and once only when it is."""
    watched = watch()
    page = watched.open(f"{language}method/")

    page.keyboard.press("/")
    page.keyboard.type(words)
    first = page.locator("[data-search-area] a").first
    expect(first).to_have_attribute("href", re.compile(re.escape(expected) + "$"))
    expect(page.locator("[data-search-status]")).to_contain_text(re.compile(r"\d"), timeout=15_000)
    addresses = [
        re.sub(r"^.*?/area/", "", a.get_attribute("href") or "") for a in page.locator("[data-search-results] a").all()
    ]
    assert len(addresses) == len(set(addresses))
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(re.escape(expected) + "$"))
    assert watched.all_faults() == []


def test_a_search_for_something_else_shows_no_area(watch: Callable[..., Watched]) -> None:
    page = watch().open("")

    page.keyboard.press("/")
    page.keyboard.type("peserta aktif")

    expect(page.locator("[data-search-result]").first).to_be_visible(timeout=15_000)
    expect(page.locator("[data-search-area]")).to_have_count(0)


# Terms


def term(page: Page) -> Locator:
    return page.locator("article a.term").first


def tip(page: Page) -> Locator:
    return page.locator("article .term-tip").first


@pytest.fixture(params=["method/", "en/method/"])
def terms(request: pytest.FixtureRequest, watch: Callable[..., Watched]) -> Iterator[Page]:
    watched = watch()
    watched.page.add_init_script(SHIFT)
    yield watched.open(request.param)
    assert watched.all_faults() == []


def test_a_term_is_explained_on_hover_and_one_can_go_over_to_what_is_said(terms: Page) -> None:
    expect(tip(terms)).to_be_hidden()

    term(terms).hover()
    expect(tip(terms)).to_be_visible()
    tip(terms).hover()
    terms.wait_for_timeout(600)
    expect(tip(terms)).to_be_visible()
    terms.mouse.move(0, 0)
    expect(tip(terms)).to_be_hidden()


def test_a_term_is_explained_on_focus_until_escape(terms: Page) -> None:
    before = terms.evaluate("window.shift")
    term(terms).focus()
    expect(tip(terms)).to_be_visible()
    expect(term(terms)).to_have_attribute("aria-describedby", tip(terms).get_attribute("id") or "")

    terms.keyboard.press("Escape")
    expect(tip(terms)).to_be_hidden()
    expect(term(terms)).to_be_focused()
    term(terms).blur()
    term(terms).focus()
    expect(tip(terms)).to_be_visible()
    assert terms.evaluate("window.shift") == before


def test_escape_also_puts_away_what_the_pointer_shows(terms: Page) -> None:
    term(terms).hover()
    expect(tip(terms)).to_be_visible()

    terms.keyboard.press("Escape")

    expect(tip(terms)).to_be_hidden()


def test_a_term_leads_to_its_entry_in_the_glossary(terms: Page) -> None:
    name = (term(terms).get_attribute("href") or "").rpartition("#")[2]

    term(terms).click()

    expect(terms).to_have_url(re.compile(rf"/glossary/#{name}$"))
    expect(terms.locator(f"#{name}")).to_be_in_viewport()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("path", ["method/", "en/about/", "area/35.09-kabupaten-jember/"])
def test_every_explanation_fits_the_page(watch: Callable[..., Watched], path: str, width: int, dark: bool) -> None:
    page = watch(width, dark=dark).open(path)
    links = page.locator("article a.term")
    assert links.count() > 0

    for number in range(min(links.count(), 12)):
        links.nth(number).focus()
        shown = page.locator("article .term-box:focus-within .term-tip")
        expect(shown).to_be_visible()
        box = shown.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["height"] < 250
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert serious(page) == []


def test_without_javascript_a_term_is_explained_too(watch: Callable[..., Watched]) -> None:
    page = watch(javascript=False).open("method/")

    term(page).hover()

    expect(tip(page)).to_be_visible()


def test_no_explanation_shows_itself_while_the_page_loads(watch: Callable[..., Watched]) -> None:
    watched = watch(javascript=False)
    watched.page.goto(watched.own + "method/", wait_until="domcontentloaded")
    first = watched.page.screenshot()

    watched.page.wait_for_timeout(500)
    assert watched.page.screenshot() == first
    expect(tip(watched.page)).to_be_hidden()


def test_the_search_does_not_index_explanations(watch: Callable[..., Watched]) -> None:
    """Otherwise every page that names JKN would answer what only its explanation says."""
    page = watch().open("")

    page.keyboard.press("/")
    page.keyboard.type("jaminan kesehatan sosial yang berlaku bagi seluruh penduduk")
    expect(page.locator("[data-search-result]").first).to_be_visible(timeout=15_000)

    assert "glossary/" in (page.locator("[data-search-result] a").first.get_attribute("href") or "")
