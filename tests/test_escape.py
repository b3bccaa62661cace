"""Escaping: any text comes back as the same text, and none becomes markup, a directive or a link that runs."""

from __future__ import annotations

import re
import string
from html.parser import HTMLParser

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_scripts import escape

HOSTILE = (
    "<script>alert(11)</script>",
    "{{ 11 * 22 }} {% raw %}",
    '--8<-- "mkdocs.yml"',
    "[x](javascript:alert(11))",
    "</details></td></table>",
    "# x",
    "a | b",
    "\x02stash\x03",
    "![x](x){onerror=alert(11)}",
    "{: onclick=alert(11) }",
    "{#x}",
    "*[HTML]: x",
    "[^1]: x",
    "&lt;b&gt; &amp; &#60;",
    '" onmouseover="alert(11)',
    "---\ntitle: x\n---",
    "    indented\n\n\tcode",
    "1. x\n- y\n> z\n***\n===",
    "`code` ~~~ ```",
    "http://contoh.example/ <http://contoh.example/> x@contoh.example",
    "\ud800 \uffff \u202e",
)
EXTENSIONS = ("attr_list", "tables", "toc", "md_in_html", "def_list", "footnotes", "abbr", "admonition")
TEXTS = st.text() | st.sampled_from(HOSTILE) | st.lists(st.sampled_from(HOSTILE)).map(" ".join)


class Reader(HTMLParser):
    """Gathers text, tags and attributes of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.attributes = "", list[str](), dict[str, list[str]]()
        self.feed(text)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")


def rendered(text: str) -> Reader:
    return Reader(markdown.markdown(text, extensions=list(EXTENSIONS)))


@given(TEXTS)
def test_a_paragraph_of_markdown_gives_the_text_back(text: str) -> None:
    found = rendered(f"x{escape.markdown(text)}x")

    assert found.text == f"x{escape.plain(text)}x"
    assert found.tags == ["p"]


@given(TEXTS)
def test_a_whole_line_of_markdown_is_never_markup(text: str) -> None:
    found = rendered(escape.markdown(text))

    assert found.text == escape.plain(text)
    assert set(found.tags) <= {"p"}


@given(TEXTS | st.just(string.printable))
def test_markdown_keeps_no_punctuation_that_an_extension_could_read(text: str) -> None:
    assert not set(re.sub(r"&#\d+;", "", escape.markdown(text))) & set(string.punctuation)


@given(TEXTS)
def test_a_heading_gives_the_text_back(text: str) -> None:
    found = rendered(f"# x{escape.markdown(text)} {{#top}}")

    assert found.text == f"x{escape.plain(text)}"
    assert found.tags == ["h1"]
    assert found.attributes == {"id": ["top"]}


@given(TEXTS)
def test_a_raw_block_gives_the_text_back(text: str) -> None:
    found = rendered(f'<div title="{escape.block(text)}"><p>a{escape.block(text)}z</p></div>\n\nx')
    expected = Reader(escape.html(text)).text

    assert found.tags == ["div", "p", "p"]
    assert found.attributes == {"title": [expected]}
    assert found.text.startswith(f"a{expected}z\n")


@given(TEXTS)
def test_a_raw_block_is_one_line_without_the_signs_of_directives(text: str) -> None:
    assert not set(escape.block(text)) & set('\n\t<>"{')


@given(TEXTS)
def test_front_matter_is_one_text_of_yaml_without_markup(text: str) -> None:
    value = yaml.safe_load(f"title: {escape.front_matter(text)}")["title"]

    assert not set(value) & set("<>\"'")
    assert Reader(value).text == escape.plain(text)


@given(TEXTS)
def test_a_readme_yields_only_harmless_tags(text: str) -> None:
    found = Reader(escape.rich(text))

    assert not set(found.tags) & {"script", "img", "iframe", "style", "svg", "form", "input", "object", "h1"}
    assert set(found.attributes) <= {"href", "title", "rel"}
    assert "\n" not in escape.rich(text)


@pytest.mark.parametrize(
    "url", ["javascript:alert(11)", "data:text/html,x", "//contoh.example", "ftp://contoh.example", "a b", "http://"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert escape.link(url) == ""


def test_a_readme_keeps_links_to_the_web_and_loses_links_to_its_folder() -> None:
    shown = escape.rich("[a](https://contoh.example/x) [b](README.en.md) [c](#d) [e](//contoh.example)")

    assert Reader(shown).attributes["href"] == ["https://contoh.example/x"]


def test_headings_of_a_readme_go_down() -> None:
    assert Reader(escape.rich("# a\n\n###### b", down=2)).tags == ["h3", "h6"]
