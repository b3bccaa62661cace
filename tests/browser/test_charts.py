"""Live charts, their menus and their embedded pages: by pointer, by keyboard, without JavaScript, and on another site."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from build_scripts.outputs.share import EMBED_WIDTH

from .conftest import Watched, until, visit
from .foreign import Foreign

pytestmark = pytest.mark.browser

TREND, TILES, PARTS = "coverage-trend", "coverage-coverage-tile-map", "members-parts"
PAGE = {TREND: "indicator/coverage/", TILES: "data/coverage/", PARTS: "indicator/members/"}
WORDS = {"": ("Lihat di Cakupan", "Sumber: "), "en/": ("See it on Cakupan", "Sources: ")}
# What moved in the text of the page although nobody clicked or typed, and how far.
SHIFTS = """
() => new Promise((resolve) => new PerformanceObserver((list) =>
  resolve(list.getEntries().filter((e) => !e.hadRecentInput && e.sources.some((s) => s.node?.parentElement?.closest('article')))
    .map((e) => [e.value, ...e.sources.map((s) => `${s.node?.nodeName} ${s.node?.className}`)]))
).observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => resolve([]), 500))
"""
# Vega keeps with each shape the row that it stands for.
DRAWN = """
(live) => [...live.querySelectorAll('svg.marks *')].filter((e) => e.__data__?.tooltip).map((e) => e.__data__.datum)
"""


def figure(page: Page, chart: str) -> Locator:
    return page.locator(f"#chart-{chart}")


def awaken(page: Page, chart: str) -> Locator:
    """Use the page and go to a chart; return it once it is alive."""
    page.mouse.move(3, 3)
    found = figure(page, chart)
    found.locator(".chart-picture").scroll_into_view_if_needed()
    expect(found.locator(".chart-live svg.marks")).to_be_visible(timeout=60_000)
    return found


def drawn(found: Locator) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = found.locator(".chart-live").evaluate(DRAWN)
    return rows


def rows_of(site: Path, chart: str, language: str = "") -> list[dict[str, str]]:
    text = (site / language / "chart" / f"{chart}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def findings(page: Page, part: str = "html") -> list[str]:
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in Axe().run(page, part).response["violations"]]


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("chart", [TREND, TILES, PARTS])
def test_the_menu_gives_the_files_of_the_site_byte_for_byte(
    watch: Callable[..., Watched], site: Path, chart: str, language: str
) -> None:
    page = watch().open(language + PAGE[chart])
    menu = figure(page, chart).locator(".chart-menu")
    menu.locator("summary").click()

    for ending in ("png", "svg", "csv", "vl.json"):
        with page.expect_download() as begun:
            menu.locator(f'a[href$="{chart}.{ending}"]').click()
        assert begun.value.suggested_filename == f"{chart}.{ending}"
        assert Path(begun.value.path()).read_bytes() == (site / language / "chart" / f"{chart}.{ending}").read_bytes()


def test_a_picture_for_download_has_twice_the_size_of_the_drawing(site: Path) -> None:
    svg = (site / "chart" / f"{TREND}.svg").read_text(encoding="utf-8")
    width = re.search(r'<svg [^>]*width="([0-9.]+)"', svg)
    png = (site / "chart" / f"{TREND}.png").read_bytes()

    assert width
    assert abs(int.from_bytes(png[16:20], "big") - 2 * float(width[1])) <= 1


def test_the_csv_of_a_trend_is_what_is_drawn_and_nothing_else(watch: Callable[..., Watched], site: Path) -> None:
    found = awaken(watch().open(PAGE[TREND]), TREND)
    marks = {float(str(row["value"])) for row in drawn(found)}
    spec = json.loads((site / "chart" / f"{TREND}.vl.json").read_text(encoding="utf-8"))
    rules = {row["value"] for row in spec["datasets"].get("rules", ())}

    assert {float(row["value"]) for row in rows_of(site, TREND)} == marks | rules


def test_every_value_of_a_map_and_its_source_is_one_of_the_package(site: Path) -> None:
    with (site / "data" / "coverage" / "coverage.csv").open(encoding="utf-8", newline="") as file:
        claims = {(r["area_code"], r["as_of"], r["value"], r["source_id"]) for r in csv.DictReader(file)}

    rows = rows_of(site, TILES)
    assert len(rows) > 10
    assert {(r["area_code"], r["as_of"], r["value"], r["source_id"]) for r in rows} <= claims


@pytest.mark.parametrize("chart", [TREND, PARTS])
def test_the_table_of_a_figure_holds_the_numbers_of_its_csv(
    watch: Callable[..., Watched], site: Path, chart: str
) -> None:
    page = watch(javascript=False).open(PAGE[chart])
    cells = figure(page, chart).locator(".chart-data td data")

    shown = [cells.nth(n).get_attribute("value") for n in range(cells.count())]
    numbers = ("value", "share") if chart == PARTS else ("value",)
    assert shown == [row[name] for row in rows_of(site, chart) for name in numbers]


def test_vega_waits_until_the_page_is_used(watch: Callable[..., Watched]) -> None:
    watched = watch()
    loaded: list[str] = []
    watched.page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    page = watched.open("")
    page.wait_for_timeout(500)
    assert "vega.js" not in loaded

    page.mouse.move(200, 300)
    expect(page.locator(".chart-live svg.marks").first).to_be_visible(timeout=60_000)
    assert "vega.js" in loaded


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", PAGE[TILES]])
def test_nothing_moves_when_a_chart_comes_alive(watch: Callable[..., Watched], path: str, width: int) -> None:
    page = watch(width).open(path)
    page.mouse.move(3, 3)
    pictures = page.locator(".chart-picture:visible")
    for number in range(min(3, pictures.count())):
        pictures.nth(number).scroll_into_view_if_needed()
        expect(pictures.nth(number).locator(".chart-live svg.marks")).to_be_visible(timeout=60_000)
    page.wait_for_timeout(300)

    assert page.evaluate(SHIFTS) == []


@pytest.mark.parametrize("language", ["", "en/"])
def test_arrow_keys_read_a_trend_point_by_point(watch: Callable[..., Watched], language: str, site: Path) -> None:
    """Each point is said with its date, value and source, and shown in a tooltip; Escape and leaving hide it."""
    watched = watch()
    page = watched.open(language + PAGE[TREND])
    found = awaken(page, TREND)
    live, voice, tip = found.locator(".chart-live"), found.locator(".chart-voice"), page.locator("#vg-tooltip-element")
    live.focus()
    said = []
    for _ in range(len(drawn(found))):
        page.keyboard.press("ArrowRight")
        said.append(voice.inner_text())
        assert all(part.split(": ")[1] in tip.inner_text() for part in said[-1].rpartition(". ")[0].split("; "))

    assert len(set(said)) == len(said) == len(drawn(found))
    sources = {str(row["source"]) for row in drawn(found)}
    assert all(any(source in text for source in sources) for text in said)
    assert live.locator(".is-read").count() == 1
    page.keyboard.press("Home")
    assert voice.inner_text() == said[0]
    page.keyboard.press("End")
    assert voice.inner_text() == said[-1]
    page.keyboard.press("Escape")
    expect(tip).not_to_have_class(re.compile("visible"))
    assert watched.all_faults() == []


def test_arrow_keys_cross_a_map_in_all_four_directions(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE[TILES])
    found = awaken(page, TILES)
    found.locator(".chart-live").focus()
    page.keyboard.press("Home")

    def place() -> tuple[float, float]:
        box = found.locator(".is-read").bounding_box()
        assert box
        return box["x"], box["y"]

    for key, axis, sign in (("Right", 0, 1), ("Down", 1, 1), ("Down", 1, 1), ("Left", 0, -1), ("Up", 1, -1)):
        before, said = place(), found.locator(".chart-voice").inner_text()
        page.keyboard.press(f"Arrow{key}")
        assert sign * (place()[axis] - before[axis]) > 1, key
        assert found.locator(".chart-voice").inner_text() != said


def test_time_is_zoomed_by_buttons_and_keys(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE[TREND])
    found = awaken(page, TREND)
    live, voice = found.locator(".chart-live"), found.locator(".chart-voice")
    everything = len(drawn(found))
    found.locator('[data-zoom="in"]').focus()
    page.keyboard.press("Enter")
    expect(voice).to_have_text(re.compile(r"\d{4}–\d{4}"))
    until(page, lambda: 0 < len(drawn(found)) < everything)
    closer = drawn(found)

    found.locator('[data-zoom="later"]').click()
    until(page, lambda: max(str(r["day"]) for r in drawn(found)) > max(str(r["day"]) for r in closer))

    live.focus()
    page.keyboard.press("0")
    until(page, lambda: len(drawn(found)) == everything)
    assert found.locator('[data-zoom="all"]').get_attribute("aria-disabled") == "true"
    assert "NaN" not in live.inner_html()


def test_other_claims_can_be_hidden(watch: Callable[..., Watched], site: Path) -> None:
    page = watch().open(PAGE[TREND])
    found = awaken(page, TREND)
    spec = json.loads((site / "chart" / f"{TREND}.vl.json").read_text(encoding="utf-8"))
    before = len(drawn(found))
    button = found.locator(".chart-tools > button")

    button.click()

    expect(button).to_have_attribute("aria-pressed", "false")
    until(page, lambda: len(drawn(found)) == before - len(spec["datasets"]["claims"]) < before)


def test_the_legend_filters_and_lights_up(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE[TILES])
    found = awaken(page, TILES)
    entry = found.locator(".chart-group button").first
    name = entry.inner_text().strip()
    of_class = [row for row in drawn(found) if row["class"] == name]
    everything = len(drawn(found))
    assert 0 < len(of_class) < everything

    entry.focus()
    aside = found.locator(".chart-live").evaluate(
        "live => [...live.querySelectorAll('.is-aside')].map(e => e.__data__.datum.class)"
    )
    assert aside
    assert name not in aside

    page.keyboard.press("Space")
    expect(entry).to_have_attribute("aria-pressed", "false")
    until(page, lambda: name not in {row["class"] for row in drawn(found)})
    until(page, lambda: len(drawn(found)) == everything - len(of_class))


def test_parts_are_seen_as_counts_or_as_shares(watch: Callable[..., Watched]) -> None:
    page = watch().open(PAGE[PARTS])
    found = awaken(page, PARTS)
    widths = "live => [...live.querySelectorAll('.mark-rect path')].map(e => e.__data__.x + e.__data__.width)"
    ends = {round(x) for x in found.locator(".chart-live").evaluate(widths)}
    found.locator(".chart-tools > button").click()

    def all_bars_end_together() -> bool:
        shares = found.locator(".chart-live").evaluate(widths)
        bars = {str(row["bar"]) for row in drawn(found)}
        return sum(abs(x - max(shares)) < 1.5 for x in shares) == len(bars) and {round(x) for x in shares} != ends

    until(page, all_bars_end_together)


def test_reduced_motion_is_respected(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    visit(page, address + PAGE[TREND])
    found = awaken(page, TREND)

    moving = "e => [...e.querySelectorAll('*')].filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    assert found.evaluate(moving) == 0
    context.close()


def test_link_code_and_citation_are_copied(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    visit(page, address + PAGE[TREND])
    menu = figure(page, TREND).locator(".chart-menu")
    menu.locator("summary").press("Enter")
    taken = []
    expect(menu.locator(".chart-copy")).to_have_count(3)
    for number in range(3):
        menu.locator(".chart-copy").nth(number).press("Enter")
        expect(menu.locator(".chart-said").nth(number)).not_to_be_empty()
        taken.append(page.evaluate("navigator.clipboard.readText()"))

    link, code, citation = taken
    assert link == f"{address}{PAGE[TREND]}#chart-{TREND}"
    assert code == menu.locator("textarea").input_value()
    assert re.fullmatch(r'<iframe src="https?://[^"]+" title="[^"]+" width="100%" height="\d+" .*></iframe>', code)
    title = figure(page, TREND).locator(".chart-title").inner_text()
    assert title in citation
    assert f"{PAGE[TREND]}#chart-{TREND}" in citation

    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.goto(link)
    expect(figure(page, TREND)).to_be_in_viewport()
    context.close()


def test_without_javascript_the_menu_is_links_and_texts(watch: Callable[..., Watched]) -> None:
    watched = watch(javascript=False)
    found = figure(watched.open(PAGE[TREND]), TREND)
    found.locator(".chart-menu summary").click()

    assert found.locator(".chart-sheet a:visible").count() == 6
    assert "<iframe" in found.locator("textarea").input_value()
    assert found.locator("button").count() == 0
    assert not found.locator(".chart-tools").is_visible()


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_an_open_menu_and_a_live_chart_have_no_finding(watch: Callable[..., Watched], width: int, dark: bool) -> None:
    watched = watch(width, dark=dark)
    page = watched.open(PAGE[TILES])
    found = awaken(page, TILES)
    found.locator(".chart-menu summary").click()

    sheet = found.locator(".chart-sheet").bounding_box()
    assert sheet
    assert sheet["x"] >= 0
    assert sheet["x"] + sheet["width"] <= width
    assert findings(page, f"#chart-{TILES}") == []
    assert watched.all_faults() == []


def _tree(page: Page, chart: str) -> list[tuple[str, str, str]]:
    """Return role, name and description of all that a screen reader is told of a figure, in order."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("Accessibility.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": f"#chart-{chart}"})["nodeId"]
    nodes = session.send("Accessibility.queryAXTree", {"nodeId": node})["nodes"]
    told = [n for n in nodes if not n["ignored"]]
    return [tuple(str(n.get(k, {}).get("value", "")) for k in ("role", "name", "description")) for n in told]  # type: ignore[misc]


def test_a_screen_reader_is_told_what_the_chart_says(watch: Callable[..., Watched]) -> None:
    """A figure with its title, its description, the chart to be read by keys, its controls and its table; no loose shape."""
    page = watch().open(PAGE[TREND])
    found = awaken(page, TREND)
    found.locator(".chart-data summary").click()
    tree = _tree(page, TREND)
    roles = [role for role, _, _ in tree]
    title, text = (found.locator(c).inner_text() for c in (".chart-title", ".chart-alternative"))

    assert roles[0] == "figure"
    assert tree[0][1] == title
    assert tree[0][2] == text
    assert roles.count("application") == 1
    assert roles.count("toolbar") == 1
    named = {"button", "link", "application", "toolbar", "textbox"}
    assert [one for one in tree if one[0] in named and not one[1]] == []
    tables = [name for role, name, _ in tree if role == "table"]
    assert tables == [title]
    assert not {"graphics-document", "graphics-object", "graphics-symbol", "image", "img"} & set(roles)


def test_every_chart_has_a_page_for_embedding_that_is_not_indexed(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/embed/" not in sitemap
    for language in ("", "en/"):
        charts = sorted(p.name.removesuffix(".vl.json") for p in (site / language / "chart").glob("*.vl.json"))
        assert len(charts) > 100
        for chart in charts:
            text = (site / language / "embed" / chart / "index.html").read_text(encoding="utf-8")
            assert '<meta name="robots" content="noindex">' in text
            canonical = re.search(r'<link rel="canonical" href="([^"]+)">', text)
            assert canonical
            assert f'href="{canonical[1]}#chart-{chart}"' in text
            assert "data-pagefind-body" not in text
            assert "'unsafe" not in html.unescape(text[: text.index("</head>")])


def test_only_embedded_charts_may_be_framed(site: Path) -> None:
    """Headers add up: the one for all says nothing of frames, those of all other places forbid them."""
    blocks = re.findall(r"^(/\S*)\n((?:  .*\n)+)", (site / "_headers").read_text(encoding="utf-8"), re.MULTILINE)
    unframed = [path for path, lines in blocks if "frame-ancestors 'none'" in lines]

    def forbidden(path: str) -> bool:
        return any(path == p or (p.endswith("*") and path.startswith(p[:-1])) for p in unframed)

    for file in site.rglob("*.html"):
        path = "/" + file.relative_to(site).as_posix().removesuffix("index.html")
        assert forbidden(path) == (not re.match(r"/(en/)?embed/", path)), path


@pytest.mark.parametrize("language", ["", "en/"])
def test_an_embedded_chart_says_all_without_javascript(
    watch: Callable[..., Watched], language: str, address: str
) -> None:
    watched = watch(javascript=False)
    page = watched.open(f"{language}embed/{TREND}/")
    link, source = WORDS[language]

    assert page.locator("html").get_attribute("lang") == (language.strip("/") or "id")
    assert page.locator("h1").inner_text()
    assert page.locator("svg:visible").count() == 1
    assert page.locator(".chart-source").inner_text().startswith(source)
    assert re.search(r"20\d\d\.$", page.locator(".chart-source").inner_text())
    assert (page.get_by_role("link", name=link).get_attribute("href") or "").endswith(
        f"{language}{PAGE[TREND]}#chart-{TREND}"
    )
    assert watched.faults == []


@pytest.mark.parametrize(
    ("language", "width", "dark"), [("", 320, False), ("", 1280, True), ("en/", 320, True), ("en/", 1280, False)]
)
@pytest.mark.parametrize("chart", [TREND, TILES, PARTS])
def test_an_embedded_chart_is_clean_alive_and_fits(
    watch: Callable[..., Watched], site: Path, chart: str, language: str, width: int, dark: bool
) -> None:
    """It is as dark as its reader's screen, and its table unfolds inside it."""
    watched = watch(width, dark=dark)
    page = watched.open(f"{language}embed/{chart}/")
    found = awaken(page, chart)
    found.locator(".chart-data summary").click()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert len(drawn(found)) > 5
    assert found.locator("tbody tr").count() == len(rows_of(site, chart, language))
    assert ground == ("rgb(30, 33, 41)" if dark else "rgb(255, 255, 255)")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert findings(page) == []
    assert watched.all_faults() == []


@pytest.mark.parametrize("listens", [False, True])
@pytest.mark.parametrize("chart", [TREND, TILES, PARTS])
def test_a_chart_stands_on_another_site(
    watch: Callable[..., Watched],
    site: Path,
    address: str,
    foreign: Foreign,
    chart: str,
    *,
    listens: bool,
) -> None:
    """At full width the stated height holds it all; a host that listens has no empty space and no scroll bar at any width."""
    watched = watch(390 if listens else 1000)
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    frame = foreign.embed(watched.page, site, PAGE[chart], f"chart-{chart}", listens=listens)

    assert frame.locator(".chart-title").inner_text()
    frame.locator(".chart-picture").hover()
    expect(frame.locator(".chart-live svg.marks")).to_be_visible(timeout=60_000)
    frame.locator(".chart-live").focus()
    watched.page.keyboard.press("End")
    expect(frame.locator(".chart-voice")).not_to_be_empty()
    assert {url for url in asked if not url.startswith((foreign.host, address))} == set()
    assert frame.evaluate("window.violations") == []


def test_the_height_in_the_code_for_embedding_is_enough_for_every_figure(
    site: Path, watch: Callable[..., Watched]
) -> None:
    """At full width; letters here are about the widest that a reader may have, and still little room is left below."""
    base = json.loads((site / "build.json").read_text(encoding="utf-8"))["base_url"]
    field = re.compile(r'<textarea id="[^"]*-code"[^>]*>([^<]*)</textarea>')
    codes = {html.unescape(c) for p in site.rglob("*.html") for c in field.findall(p.read_text(encoding="utf-8"))}
    frames = [re.search(rf'src="{re.escape(base)}([^"]+)".* height="(\d+)"', code) for code in sorted(codes)]
    watched, room = watch(EMBED_WIDTH + 2 * 16), {}
    for path, pixels in (frame.groups() for frame in frames if frame):
        watched.page.goto(watched.own + path)
        height = watched.page.evaluate("document.documentElement.getBoundingClientRect().height")
        room[path] = int(pixels) - height

    # The symbol map of an indicator is shown by the map that can be switched, and has no code of its own.
    embedded = {f"{p.parent.relative_to(site).as_posix()}/" for p in site.glob("**/embed/**/index.html")}
    assert [path for path in embedded - set(room) if not path.endswith("-symbol-map/")] == []
    assert len(room) > 900
    assert {path: left for path, left in room.items() if not 0 <= left <= 80} == {}


def test_no_page_holds_more_than_200_kb_of_data(site: Path) -> None:
    """Data for scripts, in blocks or attributes; tables and pictures are what a reader sees."""
    block = re.compile(r'<script[^>]*type="?application/(?:ld\+)?json"?[^>]*>(.*?)</script>', re.DOTALL)
    attribute = re.compile(r'\sdata-[a-z-]+="([^"]*)"')
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        size = sum(len(m) for m in (*block.findall(text), *attribute.findall(re.sub(r"<svg\b.*?</svg>", "", text))))
        assert size < 200_000, path


@pytest.mark.parametrize("chart", ["coverage-ranking", "population-census-ranking", "inactive-members-parts"])
def test_letters_wider_than_a_still_picture_are_seen_whole(watch: Callable[..., Watched], chart: str) -> None:
    """A picture is measured with letters that a reader's machine may not have."""
    page = watch(360, javascript=False).open(f"embed/{chart}/")
    seen = page.locator(".chart-picture svg:visible").evaluate("""(picture) => [
        getComputedStyle(picture).overflow,
        ...[...picture.querySelectorAll("text")].map((text) => text.getBoundingClientRect())
            .filter(({left, right}) => left < 0 || right > innerWidth).map(() => "cut"),
    ]""")

    assert seen == ["visible"]
