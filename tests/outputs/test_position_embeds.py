"""The strip of an area as a page for other sites: for each area that has peers, in each language, saying all by itself."""

from __future__ import annotations

import re

from build_scripts.outputs.pages.area import area_pages
from build_scripts.outputs.position_embeds import position_embeds

from .area_sample import catalog, claim

FIVE = tuple(claim("coverage", f"01.{n:02d}", "2023-12-31", f"{90 + n}.5") for n in range(1, 6))
ONE = "embed/area/01.01-kabupaten-contoh-1/index.html"


def _made() -> dict[str, str]:
    return {f.path: f.data.decode() for f in position_embeds(catalog(*FIVE))}


def test_every_area_with_a_strip_has_a_page_in_each_language_and_no_other_has() -> None:
    shown = {f.path: "data-strip=" in f.data.decode() for f in area_pages(catalog(*FIVE))}
    pages = {
        f"{'en/' if path.startswith('en/') else ''}embed/{path[3:-3]}/index.html" for path, has in shown.items() if has
    }

    assert set(_made()) == pages
    assert len(pages) == 10
    assert not all(shown.values())


def test_it_shows_the_strip_that_stands_on_the_page_of_the_area() -> None:
    picture = re.compile(r'<svg class="strip-picture".*</svg>')
    page = next(f.data.decode() for f in area_pages(catalog(*FIVE)) if f.path.startswith("en/area/01.01-"))
    embedded = _made()[f"en/{ONE}"]

    assert picture.findall(embedded) == picture.findall(page)
    assert len(picture.findall(embedded)) == 1
    assert len(re.findall(r"<tr><th scope=row>", embedded)) == 5
    assert '<time datetime="2023-12-31">' in embedded


def test_it_stands_alone_leads_back_and_is_kept_out_of_indexes() -> None:
    text = _made()[f"en/{ONE}"]
    home = re.search(r'<link rel="canonical" href="([^"]+)">', text)

    assert home
    assert home[1].endswith("/en/area/01.01-kabupaten-contoh-1/")
    assert f'<a href="{home[1]}#position" target="_blank" rel="noopener">' in text
    assert '<html lang="en">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "content=\"default-src 'none'; script-src 'self'; " in text
    assert set(re.findall(r'(?:src|stylesheet" href)="([^"]+)"', text)) == {
        f"../../../../assets/{name}" for name in ("chart.css", "strip.css", "embed.css", "embed.js")
    }
    assert "style=" not in text
    assert "Data as of " in text


def test_the_menu_of_the_strip_gives_the_code_for_embedding_it() -> None:
    page = next(f.data.decode() for f in area_pages(catalog(*FIVE)) if f.path.startswith("id/area/01.01-"))
    code = re.search(r'<textarea id="position-code"[^>]*>([^<]*)</textarea>', page)

    assert code
    assert "/embed/area/01.01-kabupaten-contoh-1/" in code[1]
    assert re.search(r"height=&(?:quot|#34);\d+&", code[1])
    assert 'href="../../embed/area/01.01-kabupaten-contoh-1/"' in page
