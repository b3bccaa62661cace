"""A small synthetic site in both languages, published in a folder of the test."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from build_scripts.catalog import File, Pictures
from build_scripts.publish import Site

ROOT = Path(__file__).resolve().parents[2]
BASE_URL = "https://contoh.example/portal/"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" class="marks"><clipPath id="c"><path d="M0 0"/></clipPath><g clip-path="url(#c)"/></svg>'


def page(title: str, text: str = "", kind: str = "Contoh") -> bytes:
    """Return the Markdown of a page."""
    return (
        f'---\ntitle: "{title}"\ndescription: "Tentang {title}"\nkind: "{kind}"\n---\n\n# {title}\n\n{text}\n'.encode()
    )


def pages(language: str, text: str = "") -> dict[str, bytes]:
    """Return the Markdown of a small language by path."""
    table = '<div class="table-wrap"><table>\n<tr id="baris"><td>11</td></tr>\n</table></div>'
    chart = '<div class="chart-picture" data-chart="garis" data-spec="../../chart/garis.vl.json"></div>'
    up = "../../../" if language == "en" else "../../"
    return {
        "index.md": page("Beranda", f"[Contoh Satu](area/satu/#baris)\n\n{text}"),
        "area/index.md": page("Daftar", "[Satu](satu.md)"),
        "area/satu.md": page("Contoh Satu", f"{table}\n\n{chart}\n\n[Data]({up}data/contoh.csv) [ke baris](#baris)"),
        "about.md": page("Tentang", "Pembiayaan pelayanan."),
    }


def small(
    folder: Path,
    *,
    changed: Mapping[str, bytes] | None = None,
    name: str = "site",
    work: str = "work",
    files: tuple[File, ...] = (),
) -> Site:
    """Return a site of four pages a language; `changed` replaces or adds Indonesian and English pages alike."""
    docs = {
        one: tuple(File(p, d) for p, d in {**pages(one), **(changed or {})}.items() if d is not None)
        for one in ("id", "en")
    }
    shared = tuple(File(f"{prefix}chart/garis.vl.json", b"{}\n") for prefix in ("", "en/"))
    return Site(
        docs=docs,
        files=(File("data/contoh.csv", b"kode,nilai\nA,11\n"), *shared, *files),
        pictures={one: {"garis": Pictures(SVG, SVG, b"", b"")} for one in ("id", "en")},
        hand_written=None,
        root=ROOT,
        out=folder / name,
        work=folder / work,
        base_url=BASE_URL,
        built="2026-01-31",
    )


def tree(folder: Path) -> dict[str, str]:
    """Return the hash of each file below a folder by path."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}
