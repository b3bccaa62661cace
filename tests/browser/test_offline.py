"""The copy that needs no server: unpacked and opened from the disk, it shows charts and tables, and its links lead on."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from build_scripts.publish.offline import TOP, pack

pytestmark = pytest.mark.browser
PAGES = ("", "indicator/coverage/", "area/35.09-kabupaten-jember/", "data/coverage/")
GIVEN_UP = "net::ERR_ABORTED"


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked copy of the real portal."""
    folder = tmp_path_factory.mktemp("copy")
    pack(site, folder / "portal.zip")
    with zipfile.ZipFile(folder / "portal.zip") as archive:
        archive.extractall(folder)
    return folder / TOP


@pytest.fixture
def opened(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page of a browser, and what went wrong in it."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None)
    # What the browser gives up because the reader goes on is not missing.
    page.on("requestfailed", lambda r: None if r.failure == GIVEN_UP else faults.append(f"{r.failure}: {r.url}"))
    yield page, faults
    context.close()


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_from_the_disk(copy: Path, opened: tuple[Page, list[str]], path: str, language: str) -> None:
    page, faults = opened

    page.goto((copy / language / path / "index.html").as_uri())

    assert page.locator("h1").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.md-typeset')).fontFamily") != ""
    assert page.evaluate("document.styleSheets.length") == 1
    pictures = page.locator(".chart-picture")
    assert pictures.count() > 0 or path.startswith("area/")
    for number in range(pictures.count()):
        assert pictures.nth(number).locator("svg").count() > 0
    shown = [n for n in range(pictures.count()) if pictures.nth(n).locator("svg:visible").count()]
    assert shown or not pictures.count()
    assert page.locator("table.data").count() > 0
    assert faults == []


def test_one_walks_from_the_home_page_to_an_area_and_to_the_other_language(
    copy: Path, opened: tuple[Page, list[str]]
) -> None:
    page, faults = opened
    page.goto((copy / "index.html").as_uri())

    page.locator("a[href$='area/index.html']:visible").first.click()
    expect(page).to_have_url((copy / "area" / "index.html").as_uri())
    page.goto((copy / "area" / "35-jawa-timur" / "index.html").as_uri())
    page.locator("article a[href*='35.09-kabupaten-jember/index.html']").first.click()
    expect(page).to_have_url((copy / "area" / "35.09-kabupaten-jember" / "index.html").as_uri())
    page.locator("a[hreflang='en']:visible").first.click()
    expect(page).to_have_url((copy / "en" / "area" / "35.09-kabupaten-jember" / "index.html").as_uri())
    assert page.locator("html").get_attribute("lang") == "en"
    assert faults == []


def test_every_link_leads_to_a_file_of_the_copy_or_to_the_web(copy: Path) -> None:
    """Of all pages, so of every kind of link."""
    files = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    address = re.compile(r'<(?:a|link|form)\b[^>]*\s(?:href|action)="([^"#?]*)')
    dead = [
        (name, link)
        for name in sorted(files)
        if name.endswith(".html")
        for link in set(address.findall((copy / name).read_text(encoding="utf-8")))
        if link and not re.match("[a-z]+:", link)
        if posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(html.unescape(link)))) not in files
    ]

    assert dead == []
