"""What machines read about the site, without a clock."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from build_scripts.publish.manifest import build_file, date_of, epoch_of, host_files, sitemap, sums
from build_scripts.publish.site import url_of

BASE = "https://contoh.example/a&b/"


@pytest.mark.parametrize(
    "built", ["2026-01-31", "2026-01-31T00:00:00+00:00", "2026-01-31T07:00:00+07:00", "1769817600"]
)
def test_a_time_can_be_written_in_several_ways(built: str) -> None:
    assert epoch_of(built) == 1769817600
    assert date_of(built) == "2026-01-31"


def test_hashes_are_sorted_by_path() -> None:
    assert sums({"b": "2", "a": "1"}) == b"1  a\n2  b\n"


def test_the_build_file_says_nothing_of_now() -> None:
    facts = {"base_url": BASE, "built": "2026-01-31", "languages": ("id",), "counts": {"pages": 1}}
    first, second = (build_file({"packages": ["contoh"]}, **facts) for _ in range(2))  # type: ignore[arg-type]

    assert first.data == second.data
    assert b'"packages": [\n    "contoh"\n  ]' in first.data


def test_the_sitemap_is_xml_with_the_versions_of_each_page() -> None:
    root = ET.fromstring(sitemap({"id": ["", "x/"], "en": ["", "x/", "only/"]}, BASE, "2026-01-31").data)
    pages = {url[0].text: [link.get("hreflang") for link in url[2:]] for url in root}

    assert pages[f"{BASE}x/"] == ["id", "en", "x-default"]
    assert pages[f"{BASE}en/only/"] == ["en"]


def test_no_other_site_may_frame_a_page_but_an_embedded_chart() -> None:
    """A header for a place is added to that for all, so the one for all cannot forbid what one place allows."""
    pages = ["index.html", "404.html", "area/index.html", "area/x/index.html", "en/index.html", "en/area/x/index.html"]
    headers, nginx, _ = (f.data.decode() for f in host_files((), BASE, pages, ("id", "en")))

    unframed = [
        path for path, line in zip(headers.splitlines(), headers.splitlines()[1:], strict=False) if "frame" in line
    ]
    assert unframed == ["/", "/404.html", "/area/*", "/en/", "/en/area/*"]
    assert headers.startswith("/*\n  Content-Security-Policy: default-src 'none'; ")
    assert "frame-ancestors" not in headers.partition("\n/")[0]
    assert 'if ($uri ~ "/embed/.") { set $frames ""; }' in nginx


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("about.md", "about/"),
        ("area/index.md", "area/"),
        ("area/x.md", "area/x/"),
        ("a/README.md", "a/"),
    ],
)
def test_the_address_of_a_page_follows_from_its_path(path: str, url: str) -> None:
    assert url_of(path) == url
