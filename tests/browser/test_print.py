"""Paper: real PDFs of every kind of page, with their scripts and without, read as a reader of the sheets would."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from .conftest import Watched
from .test_design import CUT, KINDS

pytestmark = pytest.mark.browser

COMPARED = "compare/?indicator=coverage&areas=11,32,73.71"
PRINTED = (
    "",
    "indicator/",
    "indicator/coverage/",
    "indicator/coverage/areas/",
    "area/11-aceh/",
    "area/35.09-kabupaten-jember/",
    "data/coverage/",
    "source/radarpalembang-2023-03-14/",
    "method/",
    "en/indicator/members/",
    "en/" + COMPARED,
    COMPARED,
)
# A4 with its margins of 15 mm, upright and on its side, in pixels of CSS.
SHEET, SIDEWAYS = 680, 1008
# A year or a month whose last letters stand on the next line.
BROKEN = re.compile(
    r"\b(?:19|20)\d\n\d\b|\b(?:Januar|Februar|Mare|Apri|Jun|Jul|Agustu|Septembe|Oktobe|Novembe|Desembe)\n[a-z]"
)
# The heading of a page without the sign of its link, which is not printed.
TITLE = "document.querySelector('h1').firstChild.textContent"


def sheets(page: Page) -> list[str]:
    """Print a page and return the words of each sheet."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [sheet.extract_text() for sheet in printed.pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def holds(sheet: str, words: str) -> bool:
    """Say whether all words are on a sheet, which is read column by column or line by line."""
    return all(word in squeezed(sheet) for word in words.split())


@pytest.mark.parametrize("path", [*KINDS, COMPARED])
def test_paper_holds_the_text_without_the_frame_and_cuts_nothing(watch: Callable[..., Watched], path: str) -> None:
    page = watch(SIDEWAYS if path == "data/coverage/" else SHEET).open(path)
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.locator("h1").first).to_be_visible()
    for frame in (".portal-header", ".md-tabs", ".portal-footer", ".portal-toc"):
        expect(page.locator(frame).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("path", PRINTED)
def test_every_sheet_names_its_address_and_date_and_holds_something(watch: Callable[..., Watched], path: str) -> None:
    page = watch().open(path)
    printed = sheets(page)

    assert squeezed(page.evaluate(TITLE)) in squeezed(printed[0])
    for number, sheet in enumerate(printed, 1):
        assert f"{number} / {len(printed)}" in sheet
        assert re.search(rf"/cakupan/{re.escape(path.partition('?')[0])} · \d+ \w+ \d{{4}}", sheet), sheet[:200]
        assert len(sheet) > 100, f"sheet {number} is nearly empty: {sheet}"


@pytest.mark.parametrize("path", ["area/ID-indonesia/", "quality/"])
def test_years_and_months_stay_whole_in_tables_of_many_columns(watch: Callable[..., Watched], path: str) -> None:
    page = watch().open(path)

    assert BROKEN.findall("\n".join(sheets(page))) == []


def test_dates_stay_whole_in_the_records_of_a_package(watch: Callable[..., Watched]) -> None:
    printed = "\n".join(sheets(watch().open("data/uhc-recognition/")))

    assert len(re.findall(r"\b\d{4}-\d\d-\d\d\b", printed)) > 50
    assert re.findall(r"(?<![\w-])\d{4}-(?:\d\d-)?\s*\n\s*\d\d\b", printed) == []


@pytest.mark.parametrize("path", ["", "area/35.09-kabupaten-jember/", "quality/", COMPARED])
def test_only_links_that_lead_elsewhere_are_written_out(watch: Callable[..., Watched], path: str) -> None:
    watched = watch()

    assert "127.0.0.1" not in "".join(sheets(watched.open(path)))


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("indicator/coverage/", "#view-table "),
        ("data/coverage/", "details.rows .long "),
        (COMPARED, "[data-compare-table] "),
    ],
)
def test_a_table_that_goes_on_repeats_its_headings_on_every_sheet(
    watch: Callable[..., Watched], path: str, frame: str
) -> None:
    page = watch().open(path)
    table = page.locator(f"{frame}table.data").last
    headings = " ".join(table.locator("thead th").all_text_contents())
    caption = table.locator("caption").text_content() or ""
    last = " ".join((table.locator("tbody tr").last.locator("th, td").first.text_content() or "").split())
    printed = sheets(page)
    first = next(n for n, sheet in enumerate(printed) if squeezed(caption) in squeezed(sheet))
    end = max(n for n, sheet in enumerate(printed) if holds(sheet, last))

    assert end > first
    assert all(holds(sheet, headings) for sheet in printed[first : end + 1])


def test_what_is_said_of_rows_stands_on_the_sheet_on_which_they_begin(watch: Callable[..., Watched]) -> None:
    page = watch().open("quality/")
    above = page.locator("article tr.group, article p:has(+ .table-wrap)").all_text_contents()
    printed = sheets(page)

    assert len(above) > 10
    assert [text for text in above for sheet in printed if squeezed(sheet).endswith(squeezed(text))] == []


def test_after_printing_headings_are_buttons_again(watch: Callable[..., Watched]) -> None:
    page = watch().open("indicator/")
    buttons = page.locator(".table-sort").count()
    sheets(page)

    assert page.locator(".table-sort").count() == buttons > 3
    page.locator(".table-sort").first.click()
    assert page.locator("th[aria-sort]").count() == 1


def test_the_caption_of_a_comparison_stands_with_its_first_row(watch: Callable[..., Watched]) -> None:
    page = watch().open(COMPARED)
    caption = page.locator(".compare-table caption").inner_text()
    first = page.locator(".compare-table tbody tr").first.inner_text()

    assert any(squeezed(caption) in squeezed(sheet) and holds(sheet, first) for sheet in sheets(page))


def test_a_table_of_many_columns_lies_on_its_side_and_leaves_words_whole(watch: Callable[..., Watched]) -> None:
    page = watch().open("data/coverage/")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    wide = [sheet.extract_text() for sheet in printed.pages if sheet.mediabox.width > sheet.mediabox.height]

    assert len(wide) > 3
    assert len(wide) < len(printed.pages)
    assert all("observed" in sheet or "target" in sheet for sheet in wide[:-1])


def test_the_home_page_is_a_few_sheets_without_the_list_of_all_areas(watch: Callable[..., Watched]) -> None:
    printed = sheets(watch().open(""))

    assert len(printed) <= 5
    assert "Kabupaten Aceh Selatan" not in "".join(printed)
    assert "Kabupaten Aceh Selatan" in "".join(sheets(watch().open("area/")))


@pytest.mark.parametrize("path", ["", "indicator/coverage/", "data/coverage/", "area/35.09-kabupaten-jember/"])
def test_a_page_without_scripts_prints_its_pictures_tables_and_address(
    watch: Callable[..., Watched], path: str
) -> None:
    page = watch(javascript=False).open(path)
    text = "".join(sheets(page))

    assert squeezed(page.evaluate(TITLE)) in squeezed(text)
    assert f"/cakupan/{path}" in text
    assert page.locator(".chart-picture svg").count() > 0
