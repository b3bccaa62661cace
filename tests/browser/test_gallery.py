"""The gallery in a real Chromium: every chart type that a package can ask for, drawn, read by keys, and used by its controls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from build_scripts.charts import CHARTS

from ..conftest import build_portal, serve
from .accessibility import findings
from .conftest import Watched, until
from .test_pages import MACHINE_WORDS

pytestmark = pytest.mark.browser

DATASETS = Path(__file__).resolve().parent.parent / "portals" / "gallery" / "datasets"
PAGE = "data/galeri/"
KEYS = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built gallery."""
    built = build_portal(tmp_path_factory.mktemp("gallery"), "--datasets", str(DATASETS))
    yield from serve(built.site)


@pytest.fixture
def visitor(watch: Callable[..., Watched], gallery: str) -> Callable[..., Watched]:
    """Open watched pages of the gallery."""

    def make(width: int = 1280, *, dark: bool = False, javascript: bool = True) -> Watched:
        watched = watch(width, dark=dark, javascript=javascript)
        watched.own = gallery
        return watched

    return make


def figures(page: Page) -> list[Locator]:
    return page.locator("figure.chart:has(.chart-picture)").all()


def awaken(page: Page) -> list[Locator]:
    """Use the page and bring every chart near; return them once all are alive."""
    page.mouse.move(3, 3)
    found = figures(page)
    for figure in found:
        figure.locator(".chart-picture").scroll_into_view_if_needed()
        expect(figure.locator(".chart-live svg.marks")).to_be_visible(timeout=60_000)
    return found


def type_of(figure: Locator) -> str:
    live: str = figure.locator(".chart-live").evaluate("live => live.closest('figure').id")
    return live.removeprefix("chart-galeri-")


@pytest.mark.parametrize(
    ("language", "width", "dark"), [("", 320, False), ("", 1280, True), ("en/", 320, True), ("en/", 1280, False)]
)
def test_every_chart_type_comes_alive_fits_and_has_no_finding(
    visitor: Callable[..., Watched], language: str, width: int, dark: bool
) -> None:
    watched = visitor(width, dark=dark)
    page = watched.open(language + PAGE)
    drawn = awaken(page)

    names = {type_of(figure) for figure in drawn}
    assert all(any(name.startswith(kind) for name in names) for kind in CHARTS)
    for figure in drawn:
        box, picture = figure.bounding_box(), figure.locator(".chart-live svg.marks").bounding_box()
        assert box
        assert picture
        assert picture["x"] >= box["x"]
        assert picture["x"] + picture["width"] <= box["x"] + box["width"] + 1
        for button in figure.locator(".chart-tools button").all():
            place = button.bounding_box()
            assert place
            assert box["x"] <= place["x"] < place["x"] + place["width"] <= box["x"] + box["width"]
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert not MACHINE_WORDS.findall(page.locator("article").inner_text())
    assert findings(page) == []
    assert watched.all_faults() == []


@pytest.mark.parametrize(("language", "source"), [("", "Sumber: "), ("en/", "Source: ")])
def test_every_chart_is_read_by_keys_with_value_and_source(
    visitor: Callable[..., Watched], language: str, source: str
) -> None:
    watched = visitor()
    page = watched.open(language + PAGE)
    for figure in awaken(page):
        live, voice = figure.locator(".chart-live"), figure.locator(".chart-voice")
        live.focus()
        said = []
        for key in ("Home", *(one for one in KEYS for _ in range(3)), "End"):
            page.keyboard.press(key)
            said.append(voice.inner_text())
        points = int(said[-1].split()[-1])

        assert all(source in text and re.search(r"\d", text) for text in said), type_of(figure)
        assert len(set(said)) >= min(3, points), type_of(figure)
        assert live.locator(".is-read").count() == 1
        page.keyboard.press("Escape")
        expect(page.locator("#vg-tooltip-element")).not_to_have_class(re.compile("visible"))
    assert watched.all_faults() == []


def test_every_control_of_every_chart_changes_its_drawing_and_back(visitor: Callable[..., Watched]) -> None:
    """A filter, claims on and off, shares and counts: each is pressed twice, something moves, and nothing breaks."""
    watched = visitor()
    page = watched.open(PAGE)
    used = set()
    for figure in awaken(page):
        for button in figure.locator(".chart-tools button[aria-pressed]").all():
            before = shapes(figure)
            button.press("Enter")
            until(page, partial(differs, figure, before))
            assert "NaN" not in figure.locator(".chart-live").inner_html()
            button.press("Enter")
            until(page, partial(equals, figure, before))
            used.add(type_of(figure))
    assert {"trend", "parts", "tile-map"} <= used
    assert watched.all_faults() == []


def shapes(figure: Locator) -> list[str]:
    """Return the outlines and texts of a drawing."""
    drawn: list[str] = figure.locator(".chart-live").evaluate(
        "live => [...live.querySelectorAll('svg.marks :is(path, text)')].map(e => e.getAttribute('d') ?? e.textContent)"
    )
    return drawn


def differs(figure: Locator, before: list[str]) -> bool:
    return shapes(figure) != before


def equals(figure: Locator, before: list[str]) -> bool:
    return shapes(figure) == before


def test_every_chart_keeps_still_where_motion_is_unwanted(browser: Browser, gallery: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(gallery + PAGE)
    awaken(page)

    moving = """() => [...document.querySelectorAll('*')].filter((one) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(one);
      return parseFloat(transitionDuration) > 0.001 || (animationName !== 'none' && parseFloat(animationDuration) > 0.001);
    }).map((one) => one.outerHTML.slice(0, 120))"""
    assert page.evaluate(moving) == []
    context.close()


def test_without_javascript_every_chart_shows_its_picture_and_its_table(visitor: Callable[..., Watched]) -> None:
    watched = visitor(360, javascript=False)
    page = watched.open(PAGE)

    assert len(figures(page)) > len(CHARTS)
    for figure in figures(page):
        assert figure.locator(".chart-picture svg:visible").count() == 1
        assert figure.locator(".chart-data table td").count() > 0
        assert figure.locator(".chart-alternative").inner_text()
    assert watched.faults == []
