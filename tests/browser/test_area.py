"""The sheet of an area in a real Chromium: clean on a phone and a desk, drawn without a script, one page of paper before the tables."""

from __future__ import annotations

import csv
import json
import re
import struct
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pytest
import vl_convert
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import Watched
from .foreign import Foreign

pytestmark = pytest.mark.browser

DISTRICT = "area/35.09-kabupaten-jember/"
PROVINCE = "area/91-papua/"
PAGES = (DISTRICT, PROVINCE, "area/94.07-kabupaten-intan-jaya/", "area/ID-indonesia/")


def _findings(page: Page) -> list[str]:
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [*PAGES, *(f"en/{p}" for p in PAGES)])
def test_a_sheet_has_no_finding_and_fits(watch: Callable[..., Watched], path: str, width: int, dark: bool) -> None:
    watched = watch(width, dark=dark)
    page = watched.open(path)

    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert _findings(page) == []
    assert watched.all_faults() == []


@pytest.mark.parametrize("path", PAGES)
def test_headings_go_down_one_step_at_a_time(watch: Callable[..., Watched], path: str) -> None:
    names = (
        watch().open(path).locator("article :is(h1, h2, h3, h4)").evaluate_all("all => all.map(one => one.localName)")
    )
    levels = [int(name[1]) for name in names]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [DISTRICT, PROVINCE])
def test_the_strip_is_drawn_without_a_script_and_nothing_is_cut_off(
    watch: Callable[..., Watched], path: str, width: int
) -> None:
    page = watch(width, javascript=False).open(path)
    picture = page.locator(".strip-picture")
    frame = picture.bounding_box()

    assert picture.get_by_text(re.compile(r"\d")).count() >= 3
    assert frame
    # The dots' own places are percentages within the frame; their box would count the line as if it were stretched.
    for part in (*picture.locator("text").all(), picture.locator(".strip-here")):
        box = part.bounding_box()
        assert box
        assert box["x"] >= frame["x"] - 2
        assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 2
        assert box["y"] + box["height"] <= frame["y"] + frame["height"] + 1


def test_dots_stay_round_at_every_width(watch: Callable[..., Watched]) -> None:
    """The box of the dots is stretched, their line is not: a dot is as wide as it is high."""
    page = watch(320).open(DISTRICT)
    dot = "getComputedStyle(document.querySelector('.strip-dots'))"

    assert page.evaluate(f"{dot}.vectorEffect") == "non-scaling-stroke"
    assert page.evaluate(f"{dot}.strokeLinecap") == "round"


@pytest.mark.parametrize("path", [DISTRICT, PROVINCE, f"en/{PROVINCE}", "area/94.07-kabupaten-intan-jaya/"])
def test_on_paper_the_upper_part_is_one_sheet(watch: Callable[..., Watched], path: str, tmp_path: Path) -> None:
    page = watch().open(path)
    whole, first = tmp_path / "whole.pdf", tmp_path / "first.pdf"
    page.pdf(path=whole, format="A4", prefer_css_page_size=True)
    page.evaluate(
        """() => {
            const from = document.querySelector('#relatives, #nearest, #latest, #figures');
            let one = from;
            while (one) { const next = one.nextElementSibling; one.remove(); one = next; }
        }"""
    )
    page.pdf(path=first, format="A4", prefer_css_page_size=True)

    assert _sheets(first) == 1
    assert _sheets(whole) >= 2


def _sheets(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def _taken(page: Page, kind: str) -> tuple[str, bytes]:
    """What a button in the menu of the strip makes: the name of the file and its bytes."""
    with page.expect_download() as begun:
        page.locator(f".strip [data-made='{kind}']").click()
    return begun.value.suggested_filename, Path(begun.value.path()).read_bytes()


@pytest.mark.parametrize("dark", [False, True])
def test_the_data_and_the_picture_of_the_strip_can_be_taken(
    watch: Callable[..., Watched], site: Path, dark: bool
) -> None:
    watched = watch(dark=dark)
    page = watched.open("en/" + PROVINCE)
    page.locator(".strip .chart-data summary").click()
    page.locator(".strip th button").first.click()
    page.locator(".strip .chart-menu > summary").click()
    taken = {kind: _taken(page, kind) for kind in ("csv", "svg", "png", "vl.json")}

    assert [name for name, _ in taken.values()] == [f"position-91.{kind}" for kind in taken]
    rows = list(csv.DictReader(taken["csv"][1].decode().splitlines()))
    assert rows[0]["indicator"] == "coverage"
    assert [int(row["rank"]) for row in rows] == sorted(int(row["rank"]) for row in rows)
    with (site / "data" / "coverage" / "coverage.csv").open(encoding="utf-8", newline="") as file:
        claims = {(r["area_code"], r["as_of"], r["value"]) for r in csv.DictReader(file)}
    assert {(row["area_code"], row["as_of"], row["value"]) for row in rows} <= claims
    picture = taken["svg"][1].decode()
    texts = " ".join(
        "".join(one.itertext()) for one in ElementTree.fromstring(picture).iter() if one.tag.endswith("}text")
    )
    assert "".join(page.locator(".strip .chart-title").inner_text().split()) in "".join(texts.split())
    assert "Papua" in texts
    circles = [one for one in ElementTree.fromstring(picture).iter() if one.tag.endswith("}circle")]
    assert len(circles) == len(rows)
    assert "var(" not in picture
    assert 'fill="#ffffff"' in picture or 'fill="#fff"' in picture
    width, height = struct.unpack(">II", taken["png"][1][16:24])
    assert width == 1440
    assert height == 2 * int(float(ElementTree.fromstring(picture).get("height") or 0))
    _examine(page, json.loads(taken["vl.json"][1]), rows)
    assert watched.all_faults() == []


def _examine(page: Page, spec: dict[str, Any], rows: list[dict[str, str]]) -> None:
    """The spec draws the rows of the data, each where its dot stands on the page, in literal colours."""
    values = spec["data"]["values"]
    high, low = max(one["value"] for one in values), min(one["value"] for one in values)
    dots = re.findall(r"M([\d.]+) ([\d.]+)h0", page.locator(".strip-dots").get_attribute("d") or "")
    across = [float(x) for x, _ in dots]

    assert [{name: str(one[name]) for name in rows[0] if name != "value"} for one in values] == [
        {name: row[name] for name in row if name != "value"} for row in rows
    ]
    assert [one["value"] for one in values] == [float(row["value"]) for row in rows]
    assert [one["area_code"] for one in values if one["here"]] == ["91"]
    assert [str(one["down"]) for one in values if not one["here"]] == [y for _, y in dots]
    assert across == pytest.approx(
        [40 + 920 * (one["value"] - low) / (high - low) for one in values if not one["here"]], abs=0.06
    )
    assert "var(" not in json.dumps(spec)
    alt.Chart.from_dict(spec)
    drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
    assert len(re.findall(r'aria-roledescription="circle"', drawn)) == len(rows)
    assert page.locator(".strip-label").inner_html() in drawn


def test_without_a_script_the_strip_has_its_address_embedding_and_citation(watch: Callable[..., Watched]) -> None:
    page = watch(javascript=False).open(DISTRICT)
    page.locator(".strip .chart-menu > summary").click()
    sheet = page.locator(".strip .chart-sheet")

    assert sheet.locator("li:visible").all_inner_texts() == ["Halaman sematan", "Tautan ke grafik ini"]
    assert sheet.get_by_label("Kode sematan").input_value().startswith("<iframe src=")
    assert sheet.locator("span[data-take]").inner_text().endswith("/area/35.09-kabupaten-jember/#position")


@pytest.mark.parametrize("listens", [False, True])
@pytest.mark.parametrize("path", [DISTRICT, f"en/{PROVINCE}"])
def test_the_strip_stands_on_another_site(
    watch: Callable[..., Watched], site: Path, foreign: Foreign, path: str, *, listens: bool
) -> None:
    """Nothing is asked of anyone but the two, and a way leads back."""
    watched = watch(390 if listens else 1000)
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    frame = foreign.embed(watched.page, site, path, "position", listens=listens)

    assert frame.locator("svg circle.strip-here").is_visible()
    assert {url for url in asked if not url.startswith((foreign.host, foreign.ours))} == set()
    assert frame.evaluate("window.violations") == []
    assert (frame.locator(".chart-ways a").get_attribute("href") or "").endswith(f"{path}#position")


@pytest.mark.parametrize(
    ("language", "width", "dark"), [("", 320, False), ("", 1280, True), ("en/", 320, True), ("en/", 1280, False)]
)
@pytest.mark.parametrize("path", [DISTRICT, PROVINCE])
def test_an_embedded_strip_is_clean_and_says_all_without_a_script(
    watch: Callable[..., Watched], path: str, language: str, width: int, dark: bool
) -> None:
    watched = watch(width, dark=dark, javascript=False)
    page = watched.open(f"{language}embed/{path}")
    page.locator(".chart-data summary").click()
    told = page.locator("tbody tr").all_inner_texts()
    seen = page.locator(".chart-source").inner_text()

    assert page.locator("html").get_attribute("lang") == (language.strip("/") or "id")
    assert len(told) == len(re.findall("h0", page.locator(".strip-dots").get_attribute("d") or "")) + 1
    assert re.search(r"(Sumber|Sources?): .*20\d\d\.$", seen)
    assert watched.faults == []
    seen_by_script = watch(width, dark=dark)
    page = seen_by_script.open(f"{language}embed/{path}")
    page.locator(".chart-data summary").click()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
        "rgb(30, 33, 41)" if dark else "rgb(255, 255, 255)"
    )
    assert _findings(page) == []
    assert seen_by_script.all_faults() == []
