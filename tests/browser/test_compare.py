"""Comparing areas and segments: the choice in the address, from the keyboard, in both languages, and without JavaScript."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from .conftest import Watched, visit

pytestmark = pytest.mark.browser

LANGUAGES = ("", "en/")
CHOSEN = "?indicator=coverage&areas=11,32,73.71"
# What the scripts make of the comparison that the build drew: its spec, title and file.
MADE = """async ({form}) => {
  const at = (name) => new URL(`assets/${name}.js`, new URL(form.dataset.siteRoot, document.baseURI));
  const [model, chart, words, names] = await Promise.all(
    ["compare-model", "compare-chart", "compare-words", "names"].map((name) => import(at(name))));
  const read = async (path) => (await fetch(new URL(path, document.baseURI))).json();
  const data = await read(form.dataset.compare);
  const template = await read(form.dataset.spec);
  const areas = new Map((await names.load(`${form.dataset.root}area/names.json`)).map((one) => [one.code, one]));
  const write = words.writer(data, document.documentElement.lang);
  const choice = model.unasked(data.indicators.find(({id}) => id === form.dataset.first));
  const series = await read(form.dataset.siteRoot + choice.indicator.series);
  const members = model.membersOf(choice, series, data, areas);
  const texts = model.textsOf(choice.indicator, members, data, write);
  return {texts, spec: chart.specOf(template, choice.indicator, members, texts.scale, data, write)};
}"""


NAMES = ".compare-chip > :is(a, span):not(.compare-swatch, .note)"


def names(page: Page) -> list[str]:
    """The names on the chips."""
    return page.locator(NAMES).all_inner_texts()


def chips(page: Page) -> Locator:
    return page.locator(".compare-chip")


def lines(page: Page) -> Locator:
    """The lines of the live chart."""
    return page.locator(".compare-figure .chart-live .mark-line path")


def findings(page: Page) -> list[str]:
    """All findings of axe, of any weight."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]


def add_by_keyboard(page: Page, text: str) -> None:
    page.get_by_role("combobox", name=re.compile("Tambah wilayah|Add an area")).focus()
    page.keyboard.type(text)
    # On a busy machine the list is for a while that of the first letters.
    expect(page.locator(".find-option").first).to_contain_text(re.compile(text, re.IGNORECASE))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def near(made: Any, drawn: Any) -> bool:
    """Say whether two values are alike, numbers within the rounding of floats."""
    if isinstance(made, dict) and isinstance(drawn, dict):
        return made.keys() == drawn.keys() and all(near(made[k], drawn[k]) for k in made)
    if isinstance(made, list) and isinstance(drawn, list):
        return len(made) == len(drawn) and all(near(a, b) for a, b in zip(made, drawn, strict=True))
    if isinstance(made, int | float) and isinstance(drawn, int | float):
        return made == pytest.approx(drawn, abs=1e-6)
    return bool(made == drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_says_what_is_compared_and_a_reload_keeps_it(watch: Callable[..., Watched], language: str) -> None:
    watched = watch()
    page = watched.open(f"{language}compare/{CHOSEN}")

    for _ in ("opened", "reloaded"):
        expect(chips(page)).to_have_count(3)
        assert names(page) == (
            ["Aceh", "West Java", "Makassar City"] if language else ["Aceh", "Jawa Barat", "Kota Makassar"]
        )
        expect(page.locator(".compare-table thead th")).to_have_count(4)
        page.locator(".compare-figure").scroll_into_view_if_needed()
        expect(lines(page)).to_have_count(3, timeout=15_000)
        assert "Aceh" in page.locator(".compare-figure .chart-alternative").inner_text()
        page.reload(wait_until="networkidle")
    assert watched.all_faults() == []


def test_areas_are_added_and_removed_by_keyboard_and_going_back_undoes_it(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = watched.open(f"compare/{CHOSEN}")
    status = page.locator("[data-compare-status]")

    add_by_keyboard(page, "jember")
    expect(page).to_have_url(re.compile(r"\?indicator=coverage&areas=11,32,73\.71,35\.09$"))
    expect(chips(page)).to_have_count(4)
    expect(status).to_contain_text("Kabupaten Jember ditambahkan")
    expect(page.locator("#compare-area")).to_be_focused()
    expect(page.locator("#compare-area")).to_have_value("")

    chips(page).nth(1).get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?indicator=coverage&areas=11,73\.71,35\.09$"))
    expect(status).to_contain_text("Jawa Barat dihapus")
    expect(chips(page).nth(1).get_by_role("button")).to_be_focused()

    page.go_back()
    expect(chips(page)).to_have_count(4)
    page.go_back()
    expect(chips(page)).to_have_count(3)
    page.go_forward()
    expect(chips(page)).to_have_count(4)
    assert watched.all_faults() == []


def test_another_indicator_keeps_the_areas_that_were_chosen_and_says_which_have_no_figure(
    watch: Callable[..., Watched],
) -> None:
    watched = watch()
    page = watched.open("compare/?indicator=coverage&areas=32,94.07")

    expect(chips(page).nth(1)).to_contain_text("tidak ada angka")
    expect(page.locator(".compare-figure .chart-alternative")).to_contain_text("Tidak ada angka: Kabupaten Intan Jaya.")
    page.get_by_label("Indikator", exact=True).select_option("population-civil-registry")
    expect(page).to_have_url(re.compile(r"\?indicator=population-civil-registry&areas=32,94\.07$"))
    expect(chips(page).nth(1)).not_to_contain_text("tidak ada angka")
    assert watched.all_faults() == []


def test_what_was_shown_unasked_gives_way_to_what_is_shown_unasked_of_another_indicator(
    watch: Callable[..., Watched],
) -> None:
    page = watch().open("compare/")
    expect(chips(page).first).to_be_visible()
    before = names(page)

    page.get_by_label("Indikator", exact=True).select_option("members")

    expect(page.locator("[data-compare-rule]")).to_contain_text("Pilihan awal")
    expect(page).to_have_url(re.compile(r"\?indicator=members&areas=[\d,]+$"))
    expect(page.locator(NAMES)).not_to_have_text(before)


def test_segments_of_members_are_compared(watch: Callable[..., Watched]) -> None:
    watched = watch()
    page = watched.open("en/compare/?indicator=members&areas=&segments=pbi-jk,pbpu,bp")

    expect(chips(page)).to_have_count(3)
    page.get_by_label("Add a segment").select_option("ppu-pn")
    expect(page).to_have_url(re.compile(r"&segments=pbi-jk,pbpu,bp,ppu-pn$"))
    expect(chips(page)).to_have_count(4)
    page.locator(".compare-figure").scroll_into_view_if_needed()
    expect(lines(page)).to_have_count(4, timeout=15_000)
    assert watched.all_faults() == []


@pytest.mark.parametrize(
    ("query", "said", "shown"),
    [
        ("?indicator=coverage&areas=11,99.99,%3Cb%3E", ["“99.99”", "“<b>”"], ["Aceh"]),
        ("?indicator=nothing&areas=11", ["“nothing”"], ["Aceh"]),
        ("?areas=11&segments=nobody", ["“nobody”"], ["Aceh"]),
        ("?areas=11,12,13,14,15,16,17", ["6"], ["Aceh", "Sumatera Utara", "Sumatera Barat", "Riau", "Jambi", "Sumatera Selatan"]),
        ("?indicator=coverage&areas=", [], []),
        ("?areas=11,11,%20,,11", [], ["Aceh"]),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_and_left_out(
    watch: Callable[..., Watched], query: str, said: list[str], shown: list[str]
) -> None:
    watched = watch()
    page = watched.open(f"compare/{query}")
    box = page.locator("[data-compare-left-out]")

    expect(chips(page)).to_have_count(len(shown))
    assert names(page) == shown
    assert box.is_visible() == bool(said)
    for text in said:
        expect(box).to_contain_text(text)
    assert watched.all_faults() == []


def test_a_seventh_is_refused_kindly(watch: Callable[..., Watched]) -> None:
    page = watch().open("compare/?areas=11,12,13,14,15,16")

    add_by_keyboard(page, "jember")

    expect(page.locator("[data-compare-status]")).to_contain_text("Paling banyak 6")
    expect(chips(page)).to_have_count(6)


def test_the_other_language_keeps_the_choice(watch: Callable[..., Watched]) -> None:
    page = watch().open(f"compare/{CHOSEN}")
    add_by_keyboard(page, "jember")
    expect(chips(page)).to_have_count(4)

    page.locator("header a[hreflang='en']").click()

    expect(page).to_have_url(re.compile(r"/en/compare/\?indicator=coverage&areas=11,32,73\.71,35\.09$"))
    expect(page.locator(NAMES).last).to_have_text("Jember Regency")
    expect(chips(page)).to_have_count(4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_writes_and_draws_the_first_comparison_as_the_build_did(
    watch: Callable[..., Watched], site: Path, language: str
) -> None:
    page = watch().open(f"{language}compare/")
    made = page.evaluate(f"async () => ({MADE})({{form: document.querySelector('[data-compare]')}})")
    spec = json.loads((site / language / "chart/compare.vl.json").read_text(encoding="utf-8"))
    drawn = spec["datasets"]

    for row in made["spec"]["datasets"]["line"]:
        row.pop("arrow", None)
    rows = [{k: v for k, v in row.items() if k != "ink"} for row in made["spec"]["datasets"]["line"]]
    assert near(rows, [{k: v for k, v in row.items() if k != "ink"} for row in drawn["line"]])
    for name in ("labels-wide", "labels-narrow", "rules"):
        bare = [
            [{k: v for k, v in row.items() if k != "ink"} for row in one[name]]
            for one in (made["spec"]["datasets"], drawn)
        ]
        assert near(*bare)
    assert len(made["spec"]["datasets"]["open"]) == len(drawn["open"])
    for layout in ("layer",):
        axes = [[layer["encoding"].get("x", {}).get("axis") for layer in one[layout]] for one in (made["spec"], spec)]
        ends = [[layer["encoding"]["y"]["scale"]["domain"] for layer in one[layout]] for one in (made["spec"], spec)]
        assert axes[0] == axes[1]
        assert near(*ends)
    assert made["texts"]["alternative"] == spec["description"]
    assert made["texts"]["title"] == page.locator(".compare-figure .chart-title").inner_text()


@pytest.mark.parametrize(
    ("language", "told"),
    [("", "Papua Barat pada 2023 (batas wilayah berubah)"), ("en/", "West Papua in 2023 (the boundaries changed)")],
)
def test_a_line_is_cut_where_boundaries_changed_and_the_texts_say_so(
    watch: Callable[..., Watched], language: str, told: str
) -> None:
    page = watch().open(f"{language}compare/?indicator=coverage&areas=92,ID")

    expect(page.locator(".compare-figure .chart-alternative")).to_contain_text(told)
    page.locator(".compare-figure .chart-picture").scroll_into_view_if_needed()
    expect(lines(page)).to_have_count(3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_the_first_comparison_is_that_of_the_build_byte_for_byte(
    watch: Callable[..., Watched], site: Path, language: str
) -> None:
    page = watch().open(f"{language}compare/")

    with page.expect_download() as download:
        page.locator("[data-compare-csv]").click()

    assert download.value.suggested_filename == "compare-coverage.csv"
    assert Path(download.value.path()).read_bytes() == (site / language / "chart/compare.csv").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_spec_data_and_citation_of_an_own_comparison_are_made_in_the_browser(
    watch: Callable[..., Watched], language: str
) -> None:
    watched = watch()
    page = watched.open(f"{language}compare/{CHOSEN}")
    expect(chips(page)).to_have_count(3)
    title = page.locator(".compare-figure .chart-title").inner_text()
    page.locator(".chart-menu > summary").click()
    taken = {}
    for kind in ("csv", "vl.json", "svg", "png"):
        with page.expect_download(timeout=60_000) as begun:
            page.locator(f".chart-sheet a[href$='.{kind}']").click()
        assert begun.value.suggested_filename == f"compare-coverage.{kind}"
        taken[kind] = Path(begun.value.path()).read_bytes()

    rows = list(csv.DictReader(taken["csv"].decode().splitlines()))
    spec = json.loads(taken["vl.json"])
    assert {row["area_code"] for row in rows if not row["kind"].startswith("t") and row["series"]} <= {
        "11",
        "32",
        "73.71",
    }
    assert {row["member"] for row in spec["datasets"]["line"]} <= {"area 11", "area 32", "area 73.71"}
    assert " ".join(spec["title"]["text"]) == title
    assert "var(" not in taken["vl.json"].decode()
    alt.Chart.from_dict(spec, validate=True)
    drawn = ElementTree.fromstring(taken["svg"])
    written = " ".join("".join(text.itertext()) for text in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert title.split(":")[0] in written
    assert "var(" not in taken["svg"].decode()
    assert taken["png"][:8] == b"\x89PNG\r\n\x1a\n"
    width = float(drawn.attrib["width"])
    assert abs(int.from_bytes(taken["png"][16:20], "big") - 2 * width) <= 2
    cited = page.locator(".chart-sheet span[data-take]").inner_text()
    assert title in cited
    assert cited.endswith(page.url)
    assert not page.locator(".chart-sheet textarea").is_visible()
    assert watched.all_faults() == []


def test_the_table_of_the_script_is_that_of_the_build(watch: Callable[..., Watched]) -> None:
    still = watch(javascript=False).open("en/compare/").locator(".compare-table").text_content() or ""
    live = watch().open("en/compare/").locator(".compare-table")

    assert "".join((live.text_content() or "").split()) == "".join(still.split())


def test_the_link_is_copied(watch: Callable[..., Watched]) -> None:
    page = watch().open(f"compare/{CHOSEN}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    expect(chips(page).first).to_be_visible()
    page.locator("[data-compare-link]").click()

    expect(page.locator("[data-compare-status]")).to_contain_text("Tautan disalin")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_a_fixed_comparison_with_picture_table_files_and_ways_on_is_shown(
    watch: Callable[..., Watched], language: str
) -> None:
    watched = watch(javascript=False)
    page = watched.open(f"{language}compare/")

    assert page.locator(".compare-figure .chart-picture svg:visible").count() == 1
    assert page.locator("[data-compare-instead]").first.is_visible()
    assert not page.locator(".compare-form").is_visible()
    assert page.locator(".compare-table tbody tr").count() > 5
    page.locator(".chart-menu > summary").click()
    assert page.locator(".chart-sheet a[download]:visible").count() == 4
    assert page.locator("a[href$='indicator/members/']").first.is_visible()
    assert watched.faults == []


def test_what_cannot_be_loaded_leaves_the_page_as_the_build_wrote_it(watch: Callable[..., Watched]) -> None:
    page = watch().page
    page.route("**/series/*.json", lambda route: route.abort())
    visit(page, watch().own + "compare/?areas=11")

    expect(page.locator("[data-compare-status]")).to_contain_text("tidak dapat dimuat")
    assert page.locator(".compare-figure .chart-picture svg:visible").count() == 1
    assert page.locator(".compare-table tbody tr").count() > 5


@pytest.mark.parametrize(
    ("language", "query", "width", "dark"),
    [
        ("", "", 360, False),
        ("en/", "", 1280, True),
        ("", "?indicator=coverage&areas=11,94.07,99&segments=pbi", 1280, False),
        ("en/", "?indicator=coverage&areas=11,94.07,99&segments=pbi", 320, True),
        ("en/", "?indicator=members&areas=&segments=pbi-jk,pbpu,bp,ppu-pn", 360, False),
    ],
)
def test_the_page_is_clean(watch: Callable[..., Watched], language: str, query: str, width: int, dark: bool) -> None:
    watched = watch(width, dark=dark)
    page = watched.open(f"{language}compare/{query}")
    page.locator(".compare-figure .chart-source").scroll_into_view_if_needed()
    page.mouse.move(5, 5)
    expect(page.locator(".compare-figure .chart-live svg")).to_have_count(1, timeout=30_000)

    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert findings(page) == []
    text = page.locator("article").inner_text()
    assert not re.search(r"\b(NaN|None|undefined|null)\b|\[object|compare\.|\{\w+\}", text)
    assert watched.all_faults() == []


def test_the_list_of_areas_lies_over_what_follows_and_is_clean(watch: Callable[..., Watched]) -> None:
    page = watch(360).open("compare/")
    page.locator("#compare-area").focus()
    before = page.locator(".compare-chips").bounding_box()
    page.keyboard.type("kota")
    expect(page.locator(".find-option").first).to_be_visible()

    assert page.locator(".compare-chips").bounding_box() == before
    assert findings(page) == []


def test_a_short_table_leaves_no_empty_room_below_it(watch: Callable[..., Watched]) -> None:
    page = watch().open("compare/?indicator=population-census&areas=32,33")
    expect(chips(page).nth(1)).to_be_visible()

    room = "e => [e.clientHeight, e.querySelector('table').offsetHeight]"
    frame, table = page.locator("[data-compare-table]").evaluate(room)

    assert frame <= table
