"""The built site as files: every link resolves, every figure has its anchor, two builds are the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from .conftest import BASE_URL, ROOT, Built, build_portal

pytestmark = pytest.mark.site


class _Links(HTMLParser):
    """Collects what a page links to and what can be linked to in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: set[str] = set()
        self.loads: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # An address of the page itself, or of its other language, is told and not loaded.
        told = dict(attrs).get("rel") in {"canonical", "alternate"}
        for name, value in attrs:
            if value is None:
                continue
            if name in {"id", "name"}:
                self.ids.add(value)
            elif name == "href" and tag in {"a", "area"}:
                self.links.add(value)
            elif name == "src" or (name == "href" and tag == "link" and not told):
                self.loads.add(value)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Links]:
    found = {}
    for path in sorted(site.rglob("*.html")):
        parser = _Links()
        parser.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(site).as_posix()] = parser
    return found


def _target(page: str, link: str) -> str:
    """Return the file that a relative link of a page leads to."""
    parts: list[str] = page.split("/")[:-1]
    for part in unquote(urlsplit(link).path).split("/"):
        if part == "..":
            assert parts, f"{page}: {link} leaves the site"
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    ends_as_folder = urlsplit(link).path.endswith(("/", "..", "/.")) or urlsplit(link).path == "."
    return "/".join([*parts, "index.html"] if ends_as_folder or not parts else parts)


def test_there_is_a_page_for_everything_in_both_languages(pages: dict[str, _Links]) -> None:
    own = [p for p in pages if not p.startswith("en/") and p != "404.html"]
    english = [p for p in pages if p.startswith("en/")]

    assert {f"en/{p}" for p in own} == {p for p in english if p != "en/404.html"}
    for folder, count in {"indicator": 82, "source": 370, "area": 559, "data": 13}.items():
        assert sum(1 for p in own if re.fullmatch(rf"{folder}/[^/]+/index\.html", p)) == count, folder


def test_every_internal_link_and_anchor_resolves(site: Path, pages: dict[str, _Links]) -> None:
    broken = []
    for page, found in pages.items():
        if page.endswith("404.html"):
            continue  # its links are absolute, for it is shown at any address
        for link in found.links | found.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("//"):
                continue
            target = _target(page, link) if parts.path else page
            if not (site / target).is_file():
                broken.append(f"{page}: {link}")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                broken.append(f"{page}: {link} (no such anchor)")
    assert broken == []


def test_an_embedded_chart_leads_back_to_where_it_stands(pages: dict[str, _Links]) -> None:
    embedded = {page: found for page, found in pages.items() if page.removeprefix("en/").startswith("embed/")}
    lost = []
    for page, found in embedded.items():
        back = [link.removeprefix(BASE_URL) for link in found.links if link.startswith(BASE_URL) and "#" in link]
        target, _, anchor = (back or ["#"])[0].partition("#")
        if f"{target}index.html" not in pages or anchor not in pages[f"{target}index.html"].ids:
            lost.append((page, back))

    assert len(embedded) > 900
    assert sum("/area/" in page for page in embedded) > 400
    assert lost == []


def test_no_page_loads_anything_from_another_host(pages: dict[str, _Links]) -> None:
    foreign = {(page, load) for page, found in pages.items() for load in found.loads if urlsplit(load).netloc}
    assert foreign == set()


def _code(page: str) -> str:
    """Return the area code that a page's path begins with: `35.09`, `ID`, `BR-JABAR`."""
    found = re.match(r"area/([A-Z]{2}(?:-[A-Z]+)*|[0-9.]+)-", page)
    assert found, page
    return found[1]


def test_every_observation_is_on_its_three_pages_in_both_languages(pages: dict[str, _Links]) -> None:
    """The anchor of its figure is among all figures of its indicator and on the page of its area, and its source leads there."""
    areas = {_code(p): p for p in pages if p.startswith("area/") and p.count("/") == 2}
    for path in sorted((ROOT / "datasets").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if "statement" not in row:
                    continue
                parts = [row[k] for k in ("indicator", "area_code", "as_of", "segment", "breakdown") if row[k]]
                kind = "" if row["kind"] == "observed" else f"_{row['kind']}"
                anchor = "f-" + "_".join(parts).replace(".", "-") + kind
                source = f"source/{row['source_id']}/index.html"
                for prefix in ("", "en/"):
                    for page in (f"indicator/{row['indicator']}/figures/index.html", areas[row["area_code"]]):
                        assert anchor in pages[prefix + page].ids, (anchor, prefix + page)
                    # A source states claims, not figures: its row leads to the figure.
                    assert any(link.endswith(f"#{anchor}") for link in pages[prefix + source].links), (
                        anchor,
                        prefix + source,
                    )


def test_every_file_has_its_hash(site: Path) -> None:
    lines = (site / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    present = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()} - {"SHA256SUMS"}

    assert set(listed) == present
    for name, digest in listed.items():
        assert hashlib.sha256((site / name).read_bytes()).hexdigest() == digest, name


def test_build_json_tells_what_was_built(site: Path) -> None:
    told = json.loads((site / "build.json").read_text(encoding="utf-8"))

    assert told["base_url"]
    assert len(told["packages"]) == 13


def test_two_builds_give_the_same_bytes(built: Built, tmp_path: Path) -> None:
    """Another folder, another hash seed, time zone, locale and number of workers: the same site."""
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Asia/Jayapura", "LC_ALL": "C", "LANG": "de_DE.UTF-8"}
    other = build_portal(tmp_path, "--base-url", BASE_URL, "--jobs", "3", **surroundings)

    assert (other.site / "SHA256SUMS").read_text() == (built.site / "SHA256SUMS").read_text()
