"""The copy that needs no server: links end in files, nothing runs, the same site gives the same bytes."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

import pytest

from build_scripts.catalog import File
from build_scripts.publish import publish
from build_scripts.publish.offline import TOP, Web, pack, page

from .small import small

HREF = re.compile(r'<(?:a|link)\b[^>]*\shref="([^"]*)"')


WEB = "https://contoh.example/portal/"
ABSENT = frozenset({"embed/satu/index.html", "series/satu.json"})


def copied(text: str, name: str = "index.html") -> str:
    return page(text, name, Web(WEB, ABSENT))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    publish(small(folder, files=(File("data/contoh.txt", b"contoh\n"),)))
    pack(folder / "site", folder / "copy" / "portal.zip")
    return folder


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("satu/", "satu/index.html"),
        ("../", "../index.html"),
        ("..", "../index.html"),
        (".", "./index.html"),
        ("./", "./index.html"),
        ("../satu/?a=b#baris", "../satu/index.html#baris"),
        ("satu/#baris", "satu/index.html#baris"),
        ("data/contoh.csv", "data/contoh.csv"),
        ("#baris", "#baris"),
        ("https://contoh.example/satu/", "https://contoh.example/satu/"),
        ("mailto:a@contoh.example", "mailto:a@contoh.example"),
    ],
)
def test_a_link_ends_in_a_file(written: str, made: str) -> None:
    assert copied(f'<p><a class="x" href="{written}">A</a></p>') == f'<p><a class="x" href="{made}">A</a></p>'


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("../embed/satu/", f"{WEB}embed/satu/"),
        ("../embed/satu/#baris", f"{WEB}embed/satu/#baris"),
        ("../series/satu.json", f"{WEB}series/satu.json"),
        ("../embed/dua/", "../embed/dua/index.html"),
    ],
)
def test_a_link_to_what_the_copy_leaves_out_leads_to_the_web(written: str, made: str) -> None:
    assert copied(f'<a href="{written}">A</a>', "area/index.html") == f'<a href="{made}">A</a>'


def test_text_that_looks_like_a_link_stays() -> None:
    text = '<code>&lt;a href="satu/"&gt;</code> href="dua/"'

    assert copied(text) == text


def test_nothing_runs_in_the_copy(packed: Path) -> None:
    with zipfile.ZipFile(packed / "copy" / "portal.zip") as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".html")]

    assert len(pages) == 8
    for text in pages:
        assert "<script" not in text
        assert "script-src" not in text
        assert "default-src 'none'" in text


def test_every_link_leads_to_a_file_of_the_copy(packed: Path) -> None:
    with zipfile.ZipFile(packed / "copy" / "portal.zip") as archive:
        names = set(archive.namelist())
        links = {
            (name, link.partition("#")[0])
            for name in names
            if name.endswith(".html")
            for link in HREF.findall(archive.read(name).decode())
            if not re.match(r"[a-z]+:|#", link)
        }

    assert f"{TOP}/index.html" in names
    assert f"{TOP}/data/contoh.csv" in names
    assert f"{TOP}/assets/site.css" in names
    assert len(links) > 20
    assert [x for x in links if posixpath.normpath(posixpath.join(posixpath.dirname(x[0]), x[1])) not in names] == []


def test_what_only_a_server_or_a_script_needs_is_left_out(packed: Path) -> None:
    with zipfile.ZipFile(packed / "copy" / "portal.zip") as archive:
        names = archive.namelist()

    assert not [n for n in names if re.search(r"pagefind|\.js$|_headers|sitemap|404", n)]


def test_the_same_site_gives_the_same_bytes(packed: Path, tmp_path: Path) -> None:
    publish(small(tmp_path, name="other", work="other-work", files=(File("data/contoh.txt", b"contoh\n"),)))
    size = pack(tmp_path / "other", tmp_path / "again.zip")

    assert (tmp_path / "again.zip").read_bytes() == (packed / "copy" / "portal.zip").read_bytes()
    assert size == (tmp_path / "again.zip").stat().st_size
