"""Every way a link can fail, and every way it may be written."""

from __future__ import annotations

import pytest

from build_scripts.publish.links import Map, broken, foreign_styles, references

BASE = "https://contoh.example/portal/"
FILES = frozenset({"index.html", "area/satu/index.html", "en/index.html", "data/a b.csv", "assets/a.css"})
IDS = {"index.html": frozenset({"atas"}), "area/satu/index.html": frozenset({"f-1", "é"})}


def faults(text: str, file: str = "area/satu/index.html") -> tuple[str, ...]:
    return broken({file: references(text)}, Map(FILES, IDS, BASE))


@pytest.mark.parametrize(
    "link",
    [
        "../..", "../../", "../../#atas", "./", "", "#", "#f-1", "?a=1#f-1", "../satu/#f-1", "../../data/a%20b.csv", "#%C3%A9",
        "../../en/", "/portal/", "/portal/area/satu/#f-1", f"{BASE}en/", "https://foreign.example/x", "mailto:a@contoh.example",
    ],
)  # fmt: skip
def test_a_good_link_passes(link: str) -> None:
    text = f'<p id="f-1">x</p><p id="é">y</p><a href="{link}">x</a>'

    assert faults(text) == ()


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("../dua/", "leads nowhere"),
        ("../satu", "leads nowhere"),
        ("../../../", "leads nowhere"),
        ("/", "leads nowhere"),
        ("/other/", "leads nowhere"),
        (f"{BASE}nothing/", "leads nowhere"),
        ("#nothing", "has no target on the page"),
        ("../../#nothing", "has no such target"),
        ("javascript:alert(1)", "runs a script"),
        ("java&#115;cript:alert(1)", "runs a script"),
        ("java&#10;script:alert(1)", "leads nowhere"),
    ],
)
def test_a_broken_link_is_named_with_its_page_and_reason(link: str, reason: str) -> None:
    (fault,) = faults(f'<a href="{link}">x</a>')

    assert fault.startswith("area/satu/index.html: ")
    assert fault.endswith(reason)


@pytest.mark.parametrize(
    "element",
    [
        '<img src="https://foreign.example/x.png">',
        "<img src='//foreign.example/x.png'>",
        '<link rel="stylesheet" href="https://foreign.example/x.css">',
        '<script src="https://foreign.example/x.js"></script>',
        '<img srcset="https://foreign.example/x.png 2x">',
        '<div data-spec="https://foreign.example/x.json"></div>',
    ],
)
def test_nothing_is_loaded_from_another_host(element: str) -> None:
    assert any("from another host" in fault for fault in faults(element))


def test_a_page_may_name_other_hosts() -> None:
    assert (
        faults(
            '<link rel="license" href="https://foreign.example/"><link rel="canonical" href="https://contoh.example/portal/">'
        )
        == ()
    )


def test_what_looks_like_a_link_in_text_or_script_is_none() -> None:
    assert (
        faults('<code>&lt;a href="nothing/"></code><script>x = \'<a href="nothing/">\'</script><!-- <a href="no/"> -->')
        == ()
    )


def test_a_style_sheet_must_not_load_from_elsewhere() -> None:
    assert foreign_styles("@import 'a.css'; p{background:url(https://foreign.example/x)}") == (
        "@import 'a.css';",
        "url(https://foreign.example/x)",
    )
    assert foreign_styles("p{background:url(x.svg)} q{background:url(data:image/svg+xml,x)}") == ()
