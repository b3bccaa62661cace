"""The head of every page of the real portal: told apart, found in both languages, shared with a picture that exists."""

from __future__ import annotations

import html
import re
import struct
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.site

META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
LINK = re.compile(r'<link rel="(?:canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]+)">')
TITLE = re.compile(r"<title>([^<]+)</title>")


@pytest.fixture(scope="module")
def heads(site: Path) -> dict[str, str]:
    """The head of every page by its path, embedded charts apart: no one looks for those."""
    pages = (
        p for p in sorted(site.rglob("*.html")) if "embed" not in p.relative_to(site).parts and p.name != "404.html"
    )
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8").partition("</head>")[0] for p in pages}


def test_every_page_is_told_apart_from_the_others_of_its_language(heads: dict[str, str]) -> None:
    for prefix in ("", "en/"):
        own = {p: h for p, h in heads.items() if p.startswith("en/") == bool(prefix)}
        canonical = Counter(LINK.findall(head)[0][1] for head in own.values())
        assert max(canonical.values()) == 1
        for path, head in own.items():
            told = dict(META.findall(head))
            assert TITLE.search(head), path
            assert len(told["description"]) > 20, path
            assert told["og:description"] == told["description"], path


def test_every_page_names_its_versions_and_they_exist(site: Path, heads: dict[str, str]) -> None:
    for path, head in heads.items():
        (_, canonical), *versions = LINK.findall(head)
        base = canonical.removesuffix(path.removesuffix("index.html"))
        assert [name for name, _ in versions] == ["id", "en", "x-default"], path
        assert canonical in [address for _, address in versions], path
        for _, address in versions:
            assert address.startswith("https://")
            assert (site / address.removeprefix(base) / "index.html").is_file(), (path, address)


def test_every_page_is_shared_with_a_picture_that_exists(site: Path, heads: dict[str, str]) -> None:
    @cache
    def size(path: Path) -> tuple[int, int]:
        width, height = struct.unpack(">II", path.read_bytes()[16:24])
        return width, height

    for path, head in heads.items():
        told = dict(META.findall(head))
        base = told["og:url"].removesuffix(path.removesuffix("index.html"))
        assert size(site / told["og:image"].removeprefix(base)) == (1200, 630), path
        assert 10 < len(html.unescape(told["og:image:alt"])) <= 1000, path


def test_the_sitemap_lists_every_page_and_no_other(site: Path, heads: dict[str, str]) -> None:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall(r"<loc>([^<]+)</loc>", text)
    told = [LINK.findall(head)[0][1] for head in heads.values()]

    assert sorted(map(html.unescape, listed)) == sorted(told)
    assert f"Sitemap: {min(told, key=len)}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_cards_are_few_enough(site: Path) -> None:
    """All of them together weigh less than fifteen megabytes."""
    cards = [*site.glob("card/**/*.png"), *site.glob("en/card/**/*.png")]

    assert len(cards) > 200
    assert sum(p.stat().st_size for p in cards) < 15_000_000
