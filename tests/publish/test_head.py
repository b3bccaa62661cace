"""The head of a page: what search engines and places where it is shared are told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from build_scripts.catalog import File
from build_scripts.locale import read_locale
from build_scripts.publish import publish
from build_scripts.publish.plan import configuration_file

from .small import BASE_URL, small

META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
SHARED = b"""---
title: "Contoh & satu"
description: "Satu &lt;b&gt; &quot;dua&quot;"
kind: "Contoh"
card: "card/area/11.png"
card_text: "11 persen &amp; lebih"
structured: {"@type":"Dataset","name":"</script><script>alert(1)</script>"}
---

# Contoh
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with a page that has a card and a page in Indonesian only."""
    folder = tmp_path_factory.mktemp("head")
    wanted = small(folder, changed={"shared.md": SHARED}, files=(File("card/portal.png", b""),))
    alone = (*wanted.docs["id"], File("alone.md", b"# Sendiri\n"))
    object.__setattr__(wanted, "docs", {**wanted.docs, "id": alone})
    publish(wanted)
    return folder / "site"


def _head(site: Path, path: str) -> str:
    return (site / path / "index.html").read_text(encoding="utf-8").partition("</head>")[0]


def test_a_page_with_a_card_is_shared_with_it(site: Path) -> None:
    told = dict(META.findall(_head(site, "en/shared")))

    assert told["og:image"] == f"{BASE_URL}en/card/area/11.png"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"] == "11 persen &amp; lebih"
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:title"] == "Contoh &amp; satu"
    assert told["description"] == told["og:description"] == "Satu &lt;b&gt; &quot;dua&quot;"
    assert told["og:url"] == f"{BASE_URL}en/shared/"
    assert (told["og:locale"], told["og:locale:alternate"]) == ("en_GB", "id_ID")


def test_a_page_without_a_card_is_shared_with_that_of_the_portal(site: Path) -> None:
    told = dict(META.findall(_head(site, "about")))

    assert told["og:image"] == f"{BASE_URL}card/portal.png"
    assert told["og:image:alt"].startswith("Cakupan: ")


def test_no_card_is_named_where_there_is_none(site: Path) -> None:
    assert "og:image" not in _head(site, "en/about")


def test_only_a_page_of_both_languages_names_another_version(site: Path) -> None:
    assert _head(site, "about").count('rel="alternate" hreflang=') == 3
    assert "hreflang" not in _head(site, "alone")
    assert f'<link rel="canonical" href="{BASE_URL}alone/">' in _head(site, "alone")


def test_structured_data_cannot_end_their_element(site: Path) -> None:
    head = _head(site, "shared")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', head)

    assert block
    assert json.loads(block[1])["name"] == "</script><script>alert(1)</script>"
    assert "alert(1)</script>" not in head


def test_the_page_for_missing_addresses_is_kept_out_of_search_engines(site: Path) -> None:
    head = (site / "404.html").read_text(encoding="utf-8")

    assert '<meta name="robots" content="noindex">' in head
    assert "canonical" not in head


def test_a_phone_finds_an_icon(site: Path) -> None:
    assert '<link rel="apple-touch-icon" href="../assets/icon.png">' in _head(site, "about")
    data = (site / "assets" / "icon.png").read_bytes()
    assert (data[:4], data[16:24]) == (b"\x89PNG", b"\x00\x00\x00\xb4\x00\x00\x00\xb4")


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_words_of_the_cards_are_those_of_the_site(site: Path, language: str) -> None:
    """The site engine reads its own file, the cards read the words: both say the same."""
    words = read_locale(language)
    text = configuration_file(small(site), language).read_text(encoding="utf-8")

    assert f"site_description: {words.word('card.about')}\n" in text
    assert words.word("card.portal") == "Cakupan"
