"""The founding documents: the portal carries every figure that they state and explains everything that they name."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown

from build_scripts.figures import Key
from build_scripts.locale import read_locale

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("id", "en")
DATA_FIELDS = {"indicator", "kind", "area_code", "as_of", "segment", "breakdown", "statement", "value", "source_id"}
KINDS = {
    "programme", "organisation", "role", "segment", "award", "regulation", "means", "goal", "status", "condition",
    "facility", "event", "claim", "bibliographic",
}  # fmt: skip
SEEDS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "seeds").glob("*.toml"))}


def _each(table: str) -> list[Any]:
    """Return every entry of a table of all documents as a test parameter, named after the document and its item."""
    return [pytest.param(entry, id=f"{name}-{entry['item']}") for name, seed in SEEDS.items() for entry in seed[table]]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def _observations() -> tuple[Mapping[str, str], ...]:
    """Return the rows of every table that holds observations."""
    tables = sorted((ROOT / "datasets").glob("*/*.csv"))
    return tuple(row for path in tables for row in _rows(path) if row.keys() >= DATA_FIELDS)


def _matching(observation: Mapping[str, str]) -> list[Mapping[str, str]]:
    return [row for row in _observations() if all(row[name] == text for name, text in observation.items())]


def _key(observation: Mapping[str, str]) -> Key:
    names = ("indicator", "kind", "area_code", "as_of", "segment", "breakdown")
    return Key(*(observation[name] for name in names))


class _Page(HTMLParser):
    """Collects the ids of a page, what it links to, and the text of each row of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: set[str] = set()
        self.rows: list[tuple[str, set[str]]] = []
        self._text: list[str] = []
        self._fragments: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._text, self._fragments = [], set()
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
                self._fragments.add(value)
            elif name == "href" and value:
                self._fragments.add(value.partition("#")[2])

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self.rows.append((" ".join(" ".join(self._text).split()), self._fragments))


@cache
def _hand_written(language: str, page: str) -> _Page:
    text = (ROOT / "docs" / language / f"{page}.md").read_text(encoding="utf-8")
    return _Page(Markdown(extensions=["attr_list", "toc", "tables"]).convert(text.split("\n---\n", 1)[1]))


def _stands_in(text: str, number: str) -> bool:
    """Say whether a number stands in a text by itself and not as a part of another number."""
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", text) is not None


def _built(site: Path, language: str, page: str) -> _Page:
    root = site if language == "id" else site / language
    return _Page((root / page / "index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SEEDS)
def test_every_item_is_covered_once(name: str) -> None:
    """Items run from 1 without a gap and stand in one table only."""
    seed = SEEDS[name]
    items = Counter(entry["item"] for table in ("figures", "things", "remarks") for entry in seed.get(table, []))
    assert items == Counter(range(1, seed["items"] + 1))


@pytest.mark.parametrize("name", SEEDS)
def test_two_items_rest_on_one_row_only_where_the_later_says_so(name: str) -> None:
    first: dict[tuple[str, ...], int] = {}
    for figure in SEEDS[name]["figures"]:
        row = tuple(figure["observation"].values())
        assert figure.get("same_row_as") == first.get(row)
        first.setdefault(row, figure["item"])


@pytest.mark.parametrize("name", SEEDS)
def test_no_figure_of_a_founding_document_is_left_out_of_its_record(name: str) -> None:
    """Every row of `datasets/` that rests on the document is the observation of an item."""
    recorded = [figure["observation"] for figure in SEEDS[name]["figures"]]
    kept = [row for row in _observations() if row["source_id"] == name]
    assert kept
    assert all(any(all(row[f] == text for f, text in one.items()) for one in recorded) for row in kept)


@pytest.mark.parametrize("name", SEEDS)
def test_the_bibliography_is_that_of_the_table_of_sources(name: str) -> None:
    bibliography = {k: v for k, v in SEEDS[name]["bibliography"].items() if k != "dateline"}
    sources = [row for row in _rows(ROOT / "datasets" / "sources" / "sources.csv") if row["source_id"] == name]
    assert [{field: row[field] for field in bibliography} for row in sources] == [bibliography]


@pytest.mark.parametrize("figure", _each("figures"))
def test_a_figure_is_exactly_one_row_of_the_data_with_the_same_value(figure: dict[str, Any]) -> None:
    assert [row[figure["field"]] for row in _matching(figure["observation"])] == [figure["value"]]


@pytest.mark.parametrize("figure", _each("figures"))
def test_a_statement_is_told_in_both_languages(figure: dict[str, Any]) -> None:
    """Both texts are there, and each carries the value in the writing of its language."""
    for language in LANGUAGES:
        locale = read_locale(language)
        written = (
            {locale.date(figure["value"])}
            if figure["field"] == "as_of"
            else {locale.number(Decimal(figure["value"])), locale.short(Decimal(figure["value"]))}
        )
        assert any(_stands_in(figure[language], text) for text in written), figure[language]


@pytest.mark.parametrize("thing", _each("things"))
def test_a_named_thing_is_explained_under_a_heading_in_both_languages(thing: dict[str, Any]) -> None:
    assert thing["kind"] in KINDS
    assert thing["name_id"]
    assert thing["name_en"]
    assert thing["explained_on"]
    for place in thing["explained_on"]:
        page, _, anchor = place.partition("/#")
        for language in LANGUAGES:
            assert anchor in _hand_written(language, page).ids, f"{language}: {place}"


def test_a_segment_that_is_named_is_a_code_of_the_vocabulary() -> None:
    codes = {row["code"] for row in _rows(ROOT / "datasets" / "vocabulary" / "segments.csv")}
    named = {thing["code"] for seed in SEEDS.values() for thing in seed["things"] if thing["kind"] == "segment"}
    assert named
    assert named <= codes


@pytest.mark.site
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", _each("figures"))
def test_a_figure_is_visible_on_the_page_of_its_source(figure: dict[str, Any], language: str, site: Path) -> None:
    """One row of the page links to the figure and shows the value, or the date that the item is about."""
    observation, locale = figure["observation"], read_locale(language)
    dated = figure["field"] == "as_of"
    written = locale.date(figure["value"]) if dated else locale.number(Decimal(figure["value"]))
    page = _built(site, language, f"source/{observation['source_id']}")
    anchor = _key(observation).anchor
    assert any(anchor in fragments and _stands_in(text, written) for text, fragments in page.rows)


@pytest.mark.site
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("figure", _each("figures"))
def test_a_figure_has_its_place_among_all_figures_of_its_indicator(
    figure: dict[str, Any], language: str, site: Path
) -> None:
    observation = figure["observation"]
    page = _built(site, language, f"indicator/{observation['indicator']}/figures")
    assert _key(observation).anchor in page.ids


@pytest.mark.site
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("thing", _each("things"))
def test_a_named_thing_is_explained_on_the_built_site(thing: dict[str, Any], language: str, site: Path) -> None:
    for place in thing["explained_on"]:
        page, _, anchor = place.partition("/#")
        assert anchor in _built(site, language, page).ids
