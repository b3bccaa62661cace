"""One style sheet: what cannot apply goes, what could stays, and a page loads it once."""

from __future__ import annotations

import pytest

from build_scripts.publish.styles import linked_once, pruned, sheet

USED = frozenset({"satu", "dua"})


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".satu{a:b}", ".satu{a:b}"),
        (".tiga{a:b}", ""),
        (".satu,.tiga{a:b}", ".satu{a:b}"),
        (".satu .tiga>p{a:b}.dua p{c:d}", ".dua p{c:d}"),
        ("html,[dir=rtl] p{a:b}", "html,[dir=rtl] p{a:b}"),
        (".satu:not(.tiga){a:b}", ".satu:not(.tiga){a:b}"),
        (".satu:is(.tiga,.dua) p{a:b}", ".satu:is(.tiga,.dua) p{a:b}"),
        ("@media print{.tiga{a:b}}", ""),
        ("@media print{.tiga{a:b}.dua{c:d}}", "@media print{.dua{c:d}}"),
        ("@supports (a:b){@media print{.satu{a:b}}}", "@supports (a:b){@media print{.satu{a:b}}}"),
        ('@charset "UTF-8";p{a:b}', '@charset "UTF-8";p{a:b}'),
        ("@keyframes x{from{a:b}to{c:d}}", "@keyframes x{from{a:b}to{c:d}}"),
        ('.satu{a:url("data:x;{,}<svg class=.tiga>")}', '.satu{a:url("data:x;{,}<svg class=.tiga>")}'),
        ("/* .satu{} */.dua{a:b}", ".dua{a:b}"),
        ("[data-md-color-primary=red]{a:b}[data-md-color-primary=custom]{c:d}", "[data-md-color-primary=custom]{c:d}"),
    ],
)
def test_a_rule_stays_if_it_could_apply(css: str, kept: str) -> None:
    assert pruned(css, USED) == kept


def test_our_own_sheets_come_last_and_whole_but_for_comments() -> None:
    made = sheet([".md-satu{a:b}.md-dua{c:d}"], ["/* why */\n.x {\n  a: ' b  c ';\n}\n"], ["md-satu"], [])

    assert made.decode() == ".md-satu{a:b}\n .x { a: ' b  c '; } \n"


def test_a_class_that_a_script_sets_is_used() -> None:
    assert sheet([".md-satu{a:b}"], [], [], ['x.classList.add("md-satu")']) == b".md-satu{a:b}\n"


def test_a_page_loads_one_style_sheet() -> None:
    head = '<title>A</title>\n<link rel="stylesheet" href="../assets/stylesheets/main.css">\n  <link rel="stylesheet" href="../assets/own.css">\n<script></script>'

    assert linked_once(head) == '<title>A</title>\n<link rel="stylesheet" href="../assets/site.css">\n<script></script>'
    assert linked_once("<p>A</p>") == "<p>A</p>"
