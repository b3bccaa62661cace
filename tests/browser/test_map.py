"""The map that can be switched and the tabs around it: by keyboard, by touch, by address, and without a script."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import Watched, visit

pytestmark = pytest.mark.browser

# How much moved in the article without the reader having done anything; what stands around it has tests of its own.
SHIFT = """
window.shifted = 0;
const ours = source => document.querySelector('article')?.contains(source.node);
new PerformanceObserver(list => list.getEntries().forEach(e => {
  if (!e.hadRecentInput && e.sources.some(ours)) window.shifted += e.value;
})).observe({ type: 'layout-shift', buffered: true });
"""


def data(site: Path, language: str, name: str) -> dict:
    return json.loads((site / language / "map" / f"{name}.json").read_text(encoding="utf-8"))


def opened(watched: Watched, path: str) -> Page:
    """Open a page and wait until its scripts have run; a page of many figures takes its time on a busy machine."""
    page = watched.open(path)
    page.wait_for_load_state("load")
    return page


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f".map input[name='{name}'][value='{value}']").check(force=True)


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_written_on_a_tile_keeps_its_colour_while_it_is_pointed_at(
    watch: Callable[..., Watched], dark: bool
) -> None:
    page = opened(watch(dark=dark), "indicator/coverage/")
    tile = page.locator(".map-tile[data-code='35']")
    ink = "(tile) => getComputedStyle(tile).color"
    still = tile.evaluate(ink)
    tile.hover()
    expect(tile).to_have_class(re.compile("is-read"))
    page.wait_for_timeout(300)

    assert tile.evaluate(ink) == still


def test_the_year_is_chosen_by_keyboard_and_said(watch: Callable[..., Watched], site: Path) -> None:
    watched = watch()
    page = opened(watched, "en/")
    slider = page.get_by_role("slider", name="Year")
    expect(slider).to_be_enabled()
    assert slider.get_attribute("aria-valuetext") == "latest known"

    slider.focus()
    page.keyboard.press("Home")
    said = data(site, "en", "coverage")["layers"]["province"]["said"]
    first = slider.get_attribute("min")

    expect(page.locator(".map-sentence")).to_have_text(said[first])
    expect(slider).to_have_attribute("aria-valuetext", first)
    expect(page.get_by_role("radio", name="One year")).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".map-sentence")).to_have_text(said[str(int(first) + 1)])
    expect(page.locator(".map-sentence")).to_have_attribute("role", "status")
    assert watched.all_faults() == []


def test_the_state_is_in_the_address_and_survives_a_reload(watch: Callable[..., Watched], site: Path) -> None:
    page = opened(watch(), "?lain=1")
    choose(page, "map", "members")
    choose(page, "when", "year")
    page.get_by_role("slider", name="Tahun").fill("2024")

    expect(page).to_have_url(re.compile(r"\?lain=1&map=members&year=2024$"))
    said = data(site, "", "members")["layers"]["province"]["said"]["2024"]
    expect(page.locator(".map-sentence")).to_have_text(said)
    page.reload(wait_until="load")
    expect(page.locator(".map-sentence")).to_have_text(said)
    expect(page.locator(".map-year")).to_have_text("2024")
    choose(page, "map", "coverage")
    choose(page, "when", "latest")
    expect(page).to_have_url(re.compile(r"\?lain=1$"))


def test_an_address_that_names_no_map_changes_nothing(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = opened(watched, "?map=tidak-ada&year=1800")

    expect(page.locator(".map-title")).to_have_text("Cakupan kepesertaan JKN")
    assert watched.all_faults() == []


@pytest.mark.parametrize("year", ["2019", "2024"])
def test_tiles_show_the_figures_of_the_year_and_no_other(watch: Callable[..., Watched], site: Path, year: str) -> None:
    page = opened(watch(), f"?map=coverage&year={year}")
    held = data(site, "", "coverage")
    marks = held["layers"]["province"]["marks"]
    expect(page.locator(".map-year")).to_have_text(year)

    for tile in page.locator(".map-tile").all():
        code = tile.get_attribute("data-code") or ""
        mark = next((m for m in marks.get(code, []) if m[0] == int(year)), None)
        young = held["areas"][code][3:4] and held["areas"][code][3] > int(year)
        assert tile.locator(".map-value").text_content() == (mark[2] if mark else "×" if young else "")
        said = tile.locator(".map-said").text_content() or ""
        assert (mark[3][0][0] in said) if mark else ("tidak ada angka" in said or "belum ada" in said)
        assert ("k0" in (tile.get_attribute("class") or "")) == (mark is None)


def test_arrow_keys_move_between_tiles_and_enter_opens_the_page(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = opened(watched, "en/")
    expect(page.locator(".map-all")).to_be_enabled(timeout=15_000)
    page.locator(".map-tile[data-code='31']").focus()

    page.keyboard.press("ArrowDown")

    assert page.evaluate("document.activeElement.dataset.code") in {"32", "33"}
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.dataset.code") == "11"
    assert page.locator(".map-tiles [tabindex='0']").count() == 1
    expect(page.locator(".map-readout")).to_contain_text("Aceh")
    expect(page.locator(".map-readout")).to_contain_text("Source:")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/area/11-aceh/$"))
    assert watched.all_faults() == []


def test_a_tile_is_read_out_with_value_date_and_source(watch: Callable[..., Watched], site: Path) -> None:
    page = opened(watch(), "")
    expect(page.locator(".map-all")).to_be_enabled(timeout=15_000)
    page.locator(".map-tile[data-code='35']").hover()
    held = data(site, "", "coverage")
    value, date, source, *_ = held["layers"]["province"]["marks"]["35"][-1][3][0]

    readout = page.locator(".map-readout")
    expect(readout.locator("strong")).to_have_text(value)
    expect(readout).to_contain_text(date)
    expect(readout.get_by_role("link").first).to_have_text(held["sources"][source][0])
    readout.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/source/[^/]+/$"))


def test_districts_are_dots_with_links(watch: Callable[..., Watched], site: Path) -> None:
    watched = watch()
    page = opened(watched, "")
    choose(page, "level", "district")
    held = data(site, "", "coverage")

    expect(page.locator(".map-dot")).to_have_count(len(held["layers"]["district"]["marks"]))
    expect(page.locator(".map-ring")).to_have_count(514 - len(held["layers"]["district"]["marks"]))
    expect(page).to_have_url(re.compile(r"\?map=coverage&level=district$"))
    dot = page.locator(".map-dot[data-code='35.09']")
    assert "Kabupaten Jember" in (dot.get_attribute("aria-label") or "")
    dot.focus()
    expect(page.locator(".map-readout")).to_contain_text("Kabupaten Jember, Jawa Timur")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.code") != "35.09"
    dot.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/area/35\.09-kabupaten-jember/$"))
    assert watched.all_faults() == []


def test_the_table_of_the_map_follows_it(watch: Callable[..., Watched], site: Path) -> None:
    page = opened(watch(), "?map=coverage&year=2024")
    held = data(site, "", "coverage")["layers"]["province"]["marks"]
    page.locator(".map-data summary").click()
    rows = page.locator(".map-data tbody tr")

    expect(rows).to_have_count(sum(any(m[0] == 2024 for m in marks) for marks in held.values()))
    expect(rows.first.locator("th a")).to_be_visible()
    expect(page.locator(".map-data caption")).to_contain_text("Pada 2024")


def test_what_is_taken_from_a_map_is_what_it_shows(watch: Callable[..., Watched], site: Path) -> None:
    """Data, address and citation follow the view; files of the still map are offered in the first view only."""
    watched = watch()
    page = opened(watched, "en/?map=coverage&year=2024")
    held = data(site, "en", "coverage")
    layer = held["layers"]["province"]
    expect(page.locator(".map-sentence")).to_have_text(layer["said"]["2024"])
    page.locator(".map .chart-menu > summary").click()
    sheet = page.locator(".map .chart-sheet")
    with page.expect_download() as begun:
        sheet.locator("a", has_text="CSV").click()

    taken = list(csv.reader(Path(begun.value.path()).read_text(encoding="utf-8").splitlines()))
    assert begun.value.suggested_filename == "coverage-province-2024.csv"
    assert taken[0] == ["indicator", "area_code", "area", "as_of", "value", "source_id"]
    shown = {code: next((m for m in marks if m[0] == 2024), None) for code, marks in layer["marks"].items()}
    assert {row[1] for row in taken[1:]} == {code for code, mark in shown.items() if mark}
    with (site / "data" / "coverage" / "coverage.csv").open(encoding="utf-8", newline="") as file:
        claims = {(r["area_code"], r["as_of"], r["value"], r["source_id"]) for r in csv.DictReader(file)}
    assert {(code, as_of, value, source) for _, code, _, as_of, value, source in taken[1:]} <= claims
    own = sheet.locator("a[data-take]").evaluate("a => a.href")
    assert re.search(r"/en/\?map=coverage&year=2024#chart-home-tile-map$", own)
    cited = sheet.locator("span[data-take]").inner_text()
    assert layer["said"]["2024"] in cited
    assert cited.endswith(own)
    assert sheet.locator("li:visible").count() == 2
    assert not sheet.locator("textarea").is_visible()

    choose(page, "when", "latest")
    page.locator(".map .chart-menu > summary").click()
    expect(sheet.locator("li:visible")).to_have_count(6)
    expect(sheet.locator("textarea")).to_be_visible()
    with page.expect_download() as begun:
        sheet.locator("a", has_text="CSV").click()
    assert Path(begun.value.path()).read_bytes() == (site / "en" / "chart" / "home-tile-map.csv").read_bytes()
    assert watched.all_faults() == []


def test_districts_of_a_map_are_taken_along_with_both_statements(watch: Callable[..., Watched], site: Path) -> None:
    page = opened(watch(), "?map=uhc&level=district")
    expect(page.locator(".map-dot").first).to_be_attached()
    page.locator(".map .chart-menu > summary").click()
    with page.expect_download() as begun:
        page.locator(".map .chart-sheet a", has_text="CSV").click()

    rows = list(csv.DictReader(Path(begun.value.path()).read_text(encoding="utf-8").splitlines()))
    marks = data(site, "", "uhc")["layers"]["district"]["marks"]
    assert len(rows) == sum(len(mark[-1][3]) for mark in marks.values())
    assert {row["indicator"] for row in rows} == {told[6] for mark in marks.values() for told in mark[-1][3]}


def test_a_first_touch_reads_and_a_second_opens(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address, wait_until="load")
    expect(page.locator(".map-all")).to_be_enabled(timeout=15_000)
    tile = page.locator(".map-tile[data-code='35']")

    tile.tap()
    expect(page.locator(".map-readout")).to_contain_text("Jawa Timur")
    assert "/area/" not in page.url
    tile.tap()
    expect(page).to_have_url(re.compile(r"/area/35-jawa-timur/$"))
    context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("path", ["", "indicator/coverage/", "en/?map=uhc&year=2025", "?map=members&level=district"])
def test_nothing_moves_while_the_map_comes(browser: Browser, address: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script(SHIFT)
    visit(page, address + path)
    page.locator(".map").scroll_into_view_if_needed()
    page.wait_for_timeout(500)

    assert page.evaluate("window.shifted") == 0
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()


@pytest.mark.parametrize("path", ["", "indicator/coverage/"])
def test_without_a_script_tiles_lead_to_pages_and_no_control_is_shown(watch: Callable[..., Watched], path: str) -> None:
    page = opened(watch(javascript=False), path)

    assert page.locator(".map-controls:visible").count() == 0
    assert page.locator(".map-tile:visible").count() == 38
    assert page.locator(".map-hint:visible").count() == 0
    page.locator(".map-tile[data-code='11']").click()
    assert page.url.endswith("/area/11-aceh/")


def test_in_forced_colours_tiles_keep_their_class_their_hatch_and_their_outline(watch: Callable[..., Watched]) -> None:
    page = watch().page
    page.emulate_media(forced_colors="active")
    visit(page, watch().own)
    grounds = page.evaluate("""() => Object.fromEntries([...document.querySelectorAll('.map-tile')].map((tile) => {
      const { backgroundColor, backgroundImage } = getComputedStyle(tile);
      return [/k\\d/.exec(tile.className)[0], `${backgroundColor} ${backgroundImage}`];
    }))""")

    assert len(grounds) > 2
    assert len(set(grounds.values())) == len(grounds)
    assert "gradient" in grounds["k0"]


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("path", ["", "indicator/coverage/"])
def test_numbers_on_tiles_stay_on_one_line_inside_their_tile(
    watch: Callable[..., Watched], path: str, width: int
) -> None:
    page = opened(watch(width), path)
    outside = """() => [...document.querySelectorAll('.map-tile:has(.map-value:not(:empty))')].filter((tile) => {
      const words = document.createRange();
      words.selectNodeContents(tile.querySelector('.map-value'));
      const [box, ...lines] = [tile.getBoundingClientRect(), ...words.getClientRects()];
      return lines.length > 1 || lines[0].left < box.left - 0.5 || lines[0].right > box.right + 0.5;
    }).map((tile) => tile.textContent)"""

    assert page.locator(".map-value:text-matches('^1\\\\d\\\\d,')").count() > 3
    assert page.evaluate(outside) == []


def test_without_a_script_all_views_stand_one_after_another(watch: Callable[..., Watched]) -> None:
    page = opened(watch(javascript=False), "indicator/coverage/")
    panels = page.locator(".view-panel")

    assert panels.count() == 3
    assert page.locator(".view-panel:visible").count() == 3
    assert page.locator(".view-title:visible").count() == 3
    tops = [panels.nth(n).bounding_box()["y"] for n in range(3)]
    assert tops == sorted(tops)
    assert page.get_by_role("tab").count() == 0


def test_views_are_tabs_by_keyboard_and_in_the_address(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = opened(watched, "en/indicator/coverage/")
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(3, timeout=15_000)
    expect(tabs.nth(0)).to_have_attribute("aria-selected", "true")

    tabs.nth(0).focus()
    page.keyboard.press("End")

    expect(tabs.nth(2)).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?view=table$"))
    expect(page.get_by_role("tabpanel", name="Table")).to_be_visible()
    expect(page.locator(".map-tile").first).not_to_be_visible()
    page.keyboard.press("ArrowLeft")
    ranking = page.locator("#view-ranking .chart-picture")
    expect(ranking).to_be_visible()
    ranking.scroll_into_view_if_needed()
    # Hidden until now, it comes alive as any other chart does.
    expect(ranking.locator(".chart-live svg.marks")).to_be_visible(timeout=15_000)
    assert ranking.locator(".chart-live svg.marks path").count() > 20
    assert "NaN" not in ranking.inner_html()
    page.reload(wait_until="load")
    expect(page.get_by_role("tab", name="Ranking")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Tab")
    assert watched.all_faults() == []


def test_a_link_into_a_closed_view_opens_it(watch: Callable[..., Watched]) -> None:
    page = opened(watch(), "indicator/coverage/#view-table")

    expect(page.get_by_role("tabpanel", name="Tabel")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "en/?map=uhc&year=2025",
        "?map=members&level=district",
        "indicator/coverage/",
        "en/indicator/uhc-status/",
        "en/indicator/coverage/?view=table",
    ],
)
def test_the_map_and_the_tabs_have_no_axe_finding(watch: Callable[..., Watched], path: str, dark: bool) -> None:
    page = opened(watch(dark=dark), path)
    expect(page.locator(".map-all")).to_be_enabled(timeout=15_000)

    found = Axe().run(page, ".map, .views, .gap-wrap, .gap-key").response["violations"]

    assert [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found] == []


def test_the_table_of_gaps_scrolls_in_its_frame_and_keeps_its_heading(watch: Callable[..., Watched]) -> None:
    page = opened(watch(width=360), "indicator/coverage/areas/")
    frame = page.locator(".gap-wrap").first

    assert frame.evaluate("e => e.scrollWidth > e.clientWidth")
    frame.evaluate("e => { e.scrollLeft = 200 }")
    head = frame.locator("tbody th").first.bounding_box()
    assert head is not None
    assert abs(head["x"] - frame.bounding_box()["x"]) < 3
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
