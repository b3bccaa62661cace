"""Pages made fit for their policy, one rule at a time."""

from __future__ import annotations

import re

import pytest

from build_scripts.catalog import Pictures
from build_scripts.publish.policy import inline_hashes, policy, runnable, script_hash
from build_scripts.publish.postprocess import Shell, charts_of, embed, fill, finish, search_text
from build_scripts.publish.site import MissingPictureError, UnsafePageError

ID = Shell("", "/portal/", scripts=("chart.js",))
EN = Shell("en/", "/portal/", scripts=("chart.js",))
FRAME = '<html lang="id"><head><meta charset="utf-8">{head}</head><body><article data-pagefind-body>{article}</article></body></html>'


def made(article: str = "", head: str = "") -> str:
    return FRAME.format(head=head, article=article)


def test_a_script_of_the_frame_is_allowed_by_its_hash() -> None:
    text = finish(made(head="<script>let a = 1</script>"), "", ID)

    assert f"script-src 'self' 'wasm-unsafe-eval' {script_hash('let a = 1')};" in text
    assert text.index("Content-Security-Policy") < text.index("charset")


def test_a_table_of_markdown_has_the_heading_above_it_as_caption_and_scope() -> None:
    sign = '<a class="headerlink" href="#a" title="Link">&para;</a>'
    table = "<table>\n<thead>\n<tr><th>A</th><th>B</th></tr>\n</thead>\n<tbody><tr><td>1</td></tr></tbody></table>"
    kept = '<table class="data"><thead><tr><th scope="col">C</th></tr></thead></table>'
    text = finish(made(f'<h2 id="a">First &amp; <code>x</code>{sign}</h2>{table}<h3>Second</h3>{table}{kept}'), "", ID)

    captions = re.findall(r'<caption class="portal-unseen">(.*?)</caption>', text)
    assert captions == ["First &amp; x", "Second"]
    assert text.count('<th scope="col">') == 5
    assert "<thscope" not in text
    assert kept in text


def test_data_blocks_and_linked_scripts_need_no_hash() -> None:
    frame = '<script type="application/ld+json">{}</script><script src="a.js"></script>'

    assert inline_hashes(frame) == ()
    assert "sha256" not in policy(())


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<SCRIPT src=x></SCRIPT>",
        "<script>",
        '<script type="application/json" src="x.js"></script>',
        "<img src=x onerror=alert(1)>",
        '<svg onload="alert(1)">',
        "<p title='a' onclick = 'b'>x</p>",
        "<iframe src='x'></iframe>",
        "<base href='//foreign.example'>",
        "<meta http-equiv='refresh' content='0'>",
        "<style>p{}</style>",
    ],
)
def test_an_article_that_runs_is_refused(hostile: str) -> None:
    with pytest.raises(UnsafePageError):
        finish(made(f"<p>{hostile}</p>"), "area/satu/", ID)


@pytest.mark.parametrize(
    "harmless",
    [
        "<p>tombol onclick = ada</p>",
        '<p title="a onclick=b">x</p>',
        "&lt;script&gt;",
        '<script type="application/ld+json">{"a": 1}</script>',
    ],
)
def test_words_that_only_look_dangerous_pass(harmless: str) -> None:
    assert runnable(f"<article>{harmless}</article>") is None


def test_inline_styles_go_and_alignment_becomes_a_class() -> None:
    text = finish(
        made(
            '<td style="text-align: right;">1</td><td class="n" style="text-align:left">2</td><p style="color:red">x</p>'
        ),
        "",
        ID,
    )

    assert '<td class="align-right">1</td><td class="align-left n">2</td><p>x</p>' in text


def test_a_language_in_a_folder_shares_the_assets_of_the_root() -> None:
    head = '<link href="../../assets/a.css"><link href="assets/b.css"><link href="/portal/en/assets/c.css"><link href="./assets/d.css">'
    text = finish(made(head=head), "area/satu/", EN)

    for address in ("../../../assets/a.css", "../assets/b.css", "/portal/assets/c.css", "../assets/d.css"):
        assert f'href="{address}"' in text
    assert 'href="../../assets/a.css"' in finish(made(head=head), "area/satu/", ID)


@pytest.mark.parametrize(
    ("page", "shell", "address"),
    [
        ("", ID, "assets"),
        ("area/satu/", ID, "../../assets"),
        ("", EN, "../assets"),
        ("area/satu/", EN, "../../../assets"),
    ],
)
def test_only_pages_with_charts_load_what_draws_them(page: str, shell: Shell, address: str) -> None:
    script = f'<script type="module" fetchpriority="low" src="{address}/chart.js"></script>'

    assert script in finish(made('<div class="chart-picture" data-chart="a"></div>'), page, shell)
    assert script not in finish(made(), page, shell)


def test_preformatted_text_keeps_its_blank_lines() -> None:
    assert "a\n\n\nb" in finish(made("<pre>a\n\n\nb</pre>"), "", ID)
    assert "a\nb" in finish(made("<p>a\n\n\nb</p>"), "", ID)


def test_pictures_are_embedded_with_ids_of_their_own_and_without_styles() -> None:
    svg = '<svg><g id="a" style="fill:red;stroke:none"/><use href="#a" fill="url(#a)"/></svg>'
    wide, narrow = embed("x/1", Pictures(svg, svg, b"", b""))

    assert wide == '<svg><g id="x-1-w-a" fill="red" stroke="none"/><use href="#x-1-w-a" fill="url(#x-1-w-a)"/></svg>'
    assert narrow == wide.replace("-w-", "-n-")


def test_a_chart_finds_its_place_by_its_id() -> None:
    place = '<div class="chart-picture" data-chart="a&amp;b" data-spec="a.json"></div>'

    assert charts_of(place) == ("a&b",)
    text = fill(place, "p", {"a&b": ("<svg>1</svg>", "<svg>2</svg>")})
    assert text.startswith(
        '<div class="chart-picture" data-chart="a&amp;b" data-spec="a.json"><div class="chart-wide" aria-hidden="true"><svg>1'
    )
    with pytest.raises(MissingPictureError):
        fill(place, "p", {})


def test_the_search_sees_text_but_no_tables_and_pictures() -> None:
    table, picture = "<table><td>77</td></table>", "<svg><text>9</text></svg>"
    text = search_text(
        made(f'<h1>Judul<a class="headerlink" href="#x">¶</a></h1>{table}<p>Teks</p>{picture}'), "area/satu/"
    )

    assert "<h1>Judul</h1><p>Teks</p>" in text
    assert '<html lang="id">' in text
    assert search_text(made().replace(" data-pagefind-body", ""), "") == ""


def test_a_table_of_words_can_be_searched() -> None:
    assert "kode" in search_text(made("<table data-search><td>kode</td></table>"), "")


def test_a_source_is_found_after_what_is_said_with_it() -> None:
    text = search_text(made('<h1 id="top">Koran Contoh</h1>'), "source/koran/")

    assert '<p data-pagefind-meta="name">Koran Contoh</p>' in text
    assert 'data-pagefind-weight="0.5"' in text
