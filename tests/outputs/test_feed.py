"""Feeds: whole Atom, newest sources first, one sentence a figure, the same in every build."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from build_scripts import narrative
from build_scripts.catalog import Catalog
from build_scripts.outputs.feed import ATOM, MOST, feeds

NAMES = {"a": ATOM}


@pytest.fixture(scope="module")
def found(real: Catalog) -> dict[str, ET.Element]:
    return {f.path: ET.fromstring(f.data) for f in feeds(real)}


@pytest.mark.parametrize(
    "path", ["feed.xml", "en/feed.xml", "indicator/coverage/feed.xml", "en/indicator/coverage/feed.xml"]
)
def test_a_feed_has_all_that_atom_asks_for(found: dict[str, ET.Element], path: str) -> None:
    feed = found[path]

    assert feed.findtext("a:id", None, NAMES) == f"https://portal.example/{path}"
    assert feed.findtext("a:author/a:name", None, NAMES) == "Cakupan"
    entries = feed.findall("a:entry", NAMES)
    assert 0 < len(entries) <= MOST
    for entry in entries:
        assert all(entry.findtext(f"a:{name}", "", NAMES) for name in ("id", "title", "updated", "summary"))
    assert len({entry.findtext("a:id", None, NAMES) for entry in entries}) == len(entries)


def test_the_most_recently_published_comes_first(found: dict[str, ET.Element]) -> None:
    moments = [e.findtext("a:updated", "", NAMES) for e in found["feed.xml"].findall("a:entry", NAMES)]

    assert moments == sorted(moments, reverse=True)
    assert found["feed.xml"].findtext("a:updated", None, NAMES) == moments[0]


@pytest.mark.parametrize("path", ["indicator/coverage/feed.xml", "en/indicator/coverage/feed.xml"])
def test_an_entry_is_the_sentence_of_its_figure(real: Catalog, found: dict[str, ET.Element], path: str) -> None:
    locale = real.locales[path.startswith("en/")]
    sentences = {narrative.figure_sentence(f, real.figures, locale) for f in real.figures.of_indicator("coverage")}

    told = {e.findtext("a:summary", None, NAMES) for e in found[path].findall("a:entry", NAMES)}

    assert told <= sentences


def test_a_portal_without_observations_has_no_feed(portal: Callable[[str], Catalog]) -> None:
    assert not list(feeds(portal("plain")))
