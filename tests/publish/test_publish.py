"""A small site published as a whole: complete, in both languages, incremental, all or nothing."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from build_scripts.catalog import File
from build_scripts.errors import OutputConflictError, ToolError
from build_scripts.publish import publish
from build_scripts.publish.site import BrokenLinksError, MissingHomeError, MissingPictureError, UnsafePageError
from build_scripts.publish.swap import ForeignFolderError

from .small import BASE_URL, page, small, tree


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, published; tests read it and do not change it."""
    folder = tmp_path_factory.mktemp("published")
    publish(small(folder))
    return folder / "site"


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published site that failing builds must leave alone."""
    folder = tmp_path_factory.mktemp("former")
    publish(small(folder))
    return folder


def test_every_page_exists_in_both_languages(published: Path) -> None:
    own = {p for p in tree(published) if p.endswith(".html") and not p.startswith("en/")}

    assert own == {"index.html", "404.html", "about/index.html", "area/index.html", "area/satu/index.html"}
    assert {p for p in tree(published) if p.startswith("en/") and p.endswith(".html")} == {f"en/{p}" for p in own}


def test_versions_of_a_page_name_each_other_absolutely(published: Path) -> None:
    text = (published / "en/area/satu/index.html").read_text()

    assert f'<link rel="canonical" href="{BASE_URL}en/area/satu/">' in text
    for language, path in {"id": "", "en": "en/", "x-default": ""}.items():
        assert f'<link rel="alternate" hreflang="{language}" href="{BASE_URL}{path}area/satu/">' in text
    assert 'href="../../../area/satu/" hreflang="id"' in text


def test_both_languages_use_one_folder_of_assets(published: Path) -> None:
    assert not (published / "en/assets").exists()
    assert 'href="../../../assets/site.css"' in (published / "en/area/satu/index.html").read_text()
    assert 'href="/portal/assets/site.css"' in (published / "en/404.html").read_text()


def test_the_policy_comes_first_and_allows_only_the_scripts_of_the_frame(published: Path) -> None:
    policies = set()
    for path in sorted(published.rglob("*.html")):
        text = path.read_text()
        head = text[text.index("<head>") + 6 :].lstrip()
        assert head.startswith('<meta http-equiv="Content-Security-Policy"')
        assert '<meta charset="utf-8">' in text[:1024], "browsers look for it in the first 1024 bytes"
        assert " style=" not in text
        assert "<style" not in text
        policies.add(re.search(r'content="([^"]*)"', head)[1])  # type: ignore[index]
    assert len(policies) == 1, "the inline scripts of the frame are the same everywhere"
    (policy,) = policies
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
    assert "unsafe-inline" not in policy
    assert policy in (published / "_headers").read_text()


def test_a_chart_is_in_its_page_in_two_widths(published: Path) -> None:
    text = (published / "area/satu/index.html").read_text()

    assert text.count('<svg xmlns="http://www.w3.org/2000/svg" class="marks">') == 2
    assert 'id="garis-w-c"' in text
    assert "url(#garis-n-c)" in text
    assert (
        '<script type="module" fetchpriority="low" src="../../assets/chart.js">' in text
        or not (published / "assets/chart.js").exists()
    )
    assert "chart.js" not in (published / "about/index.html").read_text()


def test_a_table_comes_out_as_it_went_in(published: Path) -> None:
    assert '<table>\n<tr id="baris"><td>11</td></tr>\n</table>' in (published / "area/satu/index.html").read_text()


def test_tabs_of_missing_pages_are_left_out_and_the_room_of_a_page_is_marked(published: Path) -> None:
    text = (published / "area/satu/index.html").read_text()
    tabs = re.findall(r'class="md-tabs__link"([^>]*)>([^<]*)<', text)

    assert [(name, bool(here)) for here, name in tabs] == [("Beranda", False), ("Wilayah", True), ("Tentang", False)]


def test_the_list_of_hashes_is_what_sha256sum_checks(published: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=published, check=False)

    assert done.returncode == 0
    listed = {line.split("  ", 1)[1] for line in (published / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(tree(published)) - {"SHA256SUMS"}


def test_hosts_and_crawlers_find_their_files(published: Path) -> None:
    about = json.loads((published / "build.json").read_text())
    sitemap = (published / "sitemap.xml").read_text()

    assert about["counts"]["pages"] == 8
    assert about["built"] == "2026-01-31"
    assert sitemap.count("<loc>") == 8
    assert f"<loc>{BASE_URL}en/area/satu/</loc><lastmod>2026-01-31</lastmod>" in sitemap
    assert not (published / "en/sitemap.xml").exists()
    assert f"Sitemap: {BASE_URL}sitemap.xml" in (published / "robots.txt").read_text()
    assert 'lang="en"' in (published / "404.html").read_text()


def test_the_search_has_an_index_of_each_language(published: Path) -> None:
    entry = json.loads((published / "pagefind/pagefind-entry.json").read_text())

    assert {name: facts["page_count"] for name, facts in entry["languages"].items()} == {"id": 4, "en": 4}
    assert not list((published / "pagefind").glob("*ui*"))


def test_a_build_after_a_change_gives_the_bytes_of_a_whole_build(tmp_path: Path) -> None:
    """Only the changed pages are made; the site is the same as if all had been."""
    changed = {"about.md": page("Tentang kami", "Lain.")}
    publish(small(tmp_path))
    again = publish(small(tmp_path, changed=changed))
    whole = publish(small(tmp_path, changed=changed, name="other", work="fresh"))

    assert (again.made, whole.made) == (2, 8)
    assert tree(tmp_path / "site") == tree(tmp_path / "other")


def test_a_build_without_a_change_makes_no_page(tmp_path: Path) -> None:
    publish(small(tmp_path))
    before = tree(tmp_path / "site")

    assert publish(small(tmp_path)).made == 0
    assert tree(tmp_path / "site") == before


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<a href='../tidak-ada/'>x</a>", BrokenLinksError),
        ("[x](#tidak-ada)", BrokenLinksError),
        ("[x](tidak-ada.md)", BrokenLinksError),
        ('<img src="https://foreign.example/x.png" alt="">', BrokenLinksError),
        ("[x](java&#115;cript:alert(1))", BrokenLinksError),
        ("<script>alert(1)</script>", UnsafePageError),
        ('<p onclick="alert(1)">x</p>', UnsafePageError),
        ('<div class="chart-picture" data-chart="lain"></div>', MissingPictureError),
    ],
)
def test_a_fault_in_a_page_leaves_the_former_site(former: Path, text: str, error: type[Exception]) -> None:
    """Nothing of the new site is published and nothing is left beside the former one."""
    before = tree(former / "site")

    # What is found while pages are made is told by the process that makes them.
    with pytest.raises(ToolError if error is UnsafePageError else error) as caught:
        publish(small(former, changed={"about.md": page("Tentang", text)}))

    assert error is not UnsafePageError or "which no page may contain" in str(caught.value)
    assert tree(former / "site") == before
    assert sorted(p.name for p in former.iterdir()) == ["site", "work"]


def test_the_links_of_a_page_that_came_finished_are_followed_too(tmp_path: Path) -> None:
    with pytest.raises(BrokenLinksError, match=r"embed/x/index\.html"):
        publish(small(tmp_path, files=(File("embed/x/index.html", b'<a href="../../area/satu/#tidak-ada">x</a>'),)))


def test_two_files_for_one_path_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputConflictError):
        publish(small(tmp_path, files=(File("DATA/contoh.csv", b""),)))
    with pytest.raises(OutputConflictError):
        publish(small(tmp_path, changed={"about/index.md": page("Tentang")}))


def test_a_language_needs_a_home_page(tmp_path: Path) -> None:
    site = small(tmp_path)
    docs = {language: files[1:] for language, files in site.docs.items()}

    with pytest.raises(MissingHomeError):
        publish(type(site)(**{f: getattr(site, f) for f in site.__slots__} | {"docs": docs}))


def test_a_folder_that_is_no_site_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "letter.txt").write_text("keep me")

    with pytest.raises(ForeignFolderError):
        publish(small(tmp_path))

    assert (tmp_path / "site" / "letter.txt").read_text() == "keep me"
