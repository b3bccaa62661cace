"""Terms explained in place: which words are found, where they are left alone, and that nothing else changes."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.publish.terms import Term, explained, read_terms, terms_of

GLOSSARY = """# Glosarium {#glossary}

## Program {#programme}

### JKN (Jaminan Contoh Nasional) {#jkn}

*Inggris: example.*
Program dari [contoh](#other) `satu`; lihat [halaman lain](../method/).
Kalimat kedua.

### JKN-KIS {#jkn-kis}

Nama lain.

### Peserta {#member}

*Inggris: member.*
Orang yang tercatat.

### Peserta aktif {#active}

*Inggris: active member.*
Peserta yang "dapat" <memakai> jaminannya.

### RJTP, RJTL, dan RITL {#care}

Tiga jenis & lainnya.

### Kolom {#field .common}

Kata sehari-hari.
"""
TERMS = read_terms(GLOSSARY, "id")


def shown(inside: str, page: str = "area/x/", terms: tuple[Term, ...] = TERMS) -> str:
    return explained(f"<article><p>{inside}</p></article>", page, "../" * page.count("/"), terms)


def linked(text: str) -> list[tuple[str, str]]:
    """The anchors and texts of all terms that are explained."""
    return re.findall(r'<a class="term" aria-describedby="term-([\w-]+)" href="[^"]*">(.*?)</a>', text, re.DOTALL)


def without_terms(text: str) -> str:
    """What a reader of the text alone has: no tags, no explanations."""
    return html.unescape(re.sub(r"<[^>]*>", "", re.sub(r'<span class="term-tip".*?</span>', "", text)))


def test_an_entry_is_read_with_its_meaning_and_forms() -> None:
    assert TERMS[0] == Term("jkn", "Program dari contoh satu.", ("JKN", "Jaminan Contoh Nasional"))
    assert [(t.anchor, t.forms) for t in TERMS[4:]] == [("care", ("RJTP", "RJTL", "RITL")), ("field", ())]


def test_english_terms_are_also_found_in_the_plural() -> None:
    glossary = "\n".join(
        f"### {title} {{#x}}\n\nMeaning.\n" for title in ("Claim", "Facility", "Survey", "Series", "UHC")
    )

    assert [t.forms for t in read_terms(glossary, "en")] == [
        ("Claim", "Claims"),
        ("Facility", "Facilities"),
        ("Survey", "Surveys"),
        ("Series",),
        ("UHC",),
    ]


def test_the_first_use_links_to_the_glossary_and_says_what_it_means() -> None:
    assert shown("Semua peserta, ya, peserta.") == (
        '<article><p>Semua <span class="term-box"><a class="term" aria-describedby="term-member" '
        'href="../../glossary/#member">peserta</a><span class="term-tip" role="tooltip" id="term-member">'
        "Orang yang tercatat.</span></span>, ya, peserta.</p></article>"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Peserta Aktif dan peserta", [("active", "Peserta Aktif"), ("member", "peserta")]),
        ("peserta aktif, peserta aktif", [("active", "peserta aktif")]),
        ("peserta\naktif", [("active", "peserta\naktif")]),
        ("pesertanya, kepesertaan, non-peserta", []),
        ("JKN-KIS lalu JKN", [("jkn-kis", "JKN-KIS"), ("jkn", "JKN")]),
        ("jkn", []),
        ("jaminan contoh nasional (JKN)", [("jkn", "jaminan contoh nasional")]),
        ("RITL dan RJTP", [("care", "RITL")]),
        ("peserta.csv dan data/peserta", []),
        ("Kolom", []),
        ("JKN&#45;KIS", [("jkn-kis", "JKN-KIS")]),
    ],
)
def test_words_are_found_whole_the_longest_first(text: str, found: list[tuple[str, str]]) -> None:
    assert linked(shown(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        '<a href="../">peserta</a>',
        "<code>peserta</code>",
        "<kbd>peserta</kbd>",
        '<span lang="en">peserta</span>',
        '<img alt="peserta">',
    ],
)
def test_links_code_and_other_languages_are_left_alone(text: str) -> None:
    assert shown(text) == f"<article><p>{text}</p></article>"


@pytest.mark.parametrize(
    "article",
    [
        "<h2>Peserta</h2>",
        "<table><tr><td><p>Peserta</p></td></tr></table>",
        "<figure><p>Peserta</p></figure>",
        "<form><p>Peserta</p></form>",
        "<nav><p>Peserta</p></nav>",
        "<pre>&lt;p> Peserta <p>Peserta</p></pre>",
        '<div class="rich"><p>Peserta</p></div>',
        '<p class="citation">Peserta</p>',
        '<p class="map-title">Peserta</p>',
        '<p class="x-value">Peserta</p>',
        '<p class="x" role="status">Peserta</p>',
        '<p lang="en">Peserta</p>',
        "<li>Peserta</li>",
        "<p>Peserta",
    ],
)
def test_only_paragraphs_of_our_own_words_are_touched(article: str) -> None:
    assert explained(article, "area/x/", "../../", TERMS) == article


def test_a_link_made_by_hand_is_explained_too_if_it_comes_first() -> None:
    text = shown(
        'Yang <a href="../../glossary/#active">aktif</a> dan peserta aktif, <a href="../../glossary/#member">ia</a>'
    )

    assert linked(text) == [("active", "aktif"), ("member", "ia")]


def test_the_glossary_does_not_explain_itself() -> None:
    assert shown("peserta", "glossary/") == "<article><p>peserta</p></article>"


def test_what_means_something_in_html_stays_escaped() -> None:
    text = shown("1 &lt; 2 &amp; peserta aktif &lt;b&gt;")

    assert "<p>1 &lt; 2 &amp; <span" in text
    assert "</span></span> &lt;b&gt;</p>" in text
    assert 'Peserta yang "dapat" &lt;memakai&gt; jaminannya.' in text


def test_terms_come_back_from_json_as_they_were() -> None:
    facts = [{"anchor": t.anchor, "meaning": t.meaning, "forms": list(t.forms)} for t in TERMS]

    assert terms_of(facts) == TERMS


WORDS = st.sampled_from(
    [
        "peserta",
        "Peserta aktif",
        "JKN",
        "JKN-KIS",
        "&lt;",
        "&amp;",
        "<b>",
        "</b>",
        "<code>JKN</code>",
        "kata",
        " ",
        ",",
        "é",
        "&#123;",
    ]
)


@given(st.lists(WORDS, max_size=30))
def test_the_text_of_a_page_is_unchanged(words: list[str]) -> None:
    article = f"<article><h1>Peserta</h1><p>{' '.join(words)}</p><table><td>JKN</td></table></article>"

    result = explained(article, "area/x/", "../../", TERMS)

    assert without_terms(result) == without_terms(article)
    anchors = [anchor for anchor, _ in linked(result)]
    assert len(anchors) == len(set(anchors))
    assert explained(article, "area/x/", "../../", ()) == article
