"""Cards: one for every kind of page, with its figure, its source and its sentence; small, safe, and the same every time."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from build_scripts import narrative, paths
from build_scripts.catalog import ANY_PAGE
from build_scripts.charts import card as drawing
from build_scripts.charts.card import Card, Line, card_svg, shared_pictures
from build_scripts.charts.cards import draw_cards
from build_scripts.locale import read_locale
from build_scripts.package import Package, Text

LANGUAGES = ("id", "en")
PACKAGE = Package(name="paket", folder="paket", title=Text("Paket contoh", {"en": "Example package"}))
ONE = Card(
    "id", "area/11", ("area/11-contoh-satu/",), "11 persen.", "Contoh", "Contoh Satu", "11 persen", ("Cakupan", "2021")
)


@pytest.fixture(scope="module", params=LANGUAGES)
def cards(request, synthetic) -> tuple[Card, ...]:
    return tuple(draw_cards((PACKAGE,), synthetic, read_locale(request.param)))


def _texts(card: Card) -> list[ET.Element]:
    return [e for e in ET.fromstring(card_svg(card)).iter() if e.tag.endswith("}text")]


def test_every_page_but_those_of_sources_has_a_card(cards, synthetic) -> None:
    pages = [page for card in cards for page in card.pages]

    assert len(pages) == len(set(pages))
    assert {
        ANY_PAGE,
        "",
        "indicator/coverage/",
        "indicator/coverage/figures/",
        "area/ID-indonesia/",
        "data/paket/",
    } <= set(pages)
    assert sum(1 for page in pages if page.startswith("area/")) == len(synthetic.dataset.areas)


def test_a_regency_shows_its_own_figure_and_without_one_the_card_of_its_province(cards, synthetic) -> None:
    by_page = {page: card for card in cards for page in card.pages}
    told = [
        (
            a,
            by_page[paths.area(a)].subject,
            synthetic.series_of("coverage", a.code) or synthetic.series_of("members", a.code),
        )
        for a in synthetic.dataset.areas.values()
        if a.level == "district"
    ]

    assert {subject == f"area/{area.code}" for area, subject, figures in told if figures} == {True}
    assert {subject == f"area/{area.parent}" for area, subject, figures in told if not figures} == {True}


def test_a_card_shows_the_latest_figure_and_is_described_by_its_sentence(cards, synthetic) -> None:
    card = next(c for c in cards if c.subject == "indicator/coverage")
    locale = read_locale(card.language)
    figure = synthetic.series_of("coverage", "ID").latest

    assert card.alternative == narrative.figure_sentence(figure, synthetic, locale)
    assert locale.number(figure.value) in card.value
    assert locale.date(figure.key.as_of) in card.lines
    assert card.source


def test_a_line_ends_at_the_figure_and_stands_on_zero(cards, synthetic) -> None:
    line = next(c for c in cards if c.subject == "indicator/coverage").line
    values = [f.value for f in synthetic.series_of("coverage", "ID").figures]

    assert line
    assert (line.points[0][0], line.points[-1][0]) == (0, 1)
    assert max(y for _, y in line.points) == 1
    assert line.points[-1][1] == pytest.approx(float(values[-1] / max(values)))


def test_texts_stay_inside_the_card(cards) -> None:
    """The width of a text is taken as 0.55 of its size per letter, which is more than sans-serif faces have on average."""
    for card in cards:
        for text in _texts(card):
            width = 0.55 * float(text.attrib["font-size"].removesuffix("px")) * len(text.text or "")
            left = float(text.attrib["x"]) - (width if text.attrib["text-anchor"] == "end" else 0)
            assert left >= 0, (card.subject, text.text)
            assert left + width <= drawing.WIDTH, (card.subject, text.text)
            assert float(text.attrib["y"]) <= drawing.HEIGHT - 40


def test_long_titles_and_values_are_made_to_fit() -> None:
    long = replace(
        ONE, title="Panjang " * 40, value="123.456.789.012.345,678 orang", lines=("kata " * 80,), source="s" * 300
    )

    for text in _texts(long):
        assert len(text.text or "") * float(text.attrib["font-size"].removesuffix("px")) * 0.55 <= drawing.WIDTH


def test_hostile_words_are_only_words() -> None:
    hostile = replace(
        ONE, title='<script>x</script>"&\x00\x1f\ud800', value="<b>", lines=("&amp;",), source="\u202e]]>"
    )
    root = ET.fromstring(card_svg(hostile))

    assert {e.tag.split("}")[1] for e in root.iter()} == {"svg", "rect", "text"}
    assert '<script>x</script>"&' in "".join(root.itertext())


def test_a_picture_is_small_and_of_the_size_that_is_promised(tmp_path: Path) -> None:
    line = Line(((0.0, 0.2), (0.5, 0.9), (1.0, 1.0)), "2011", "2021")
    shared = shared_pictures([replace(ONE, line=line)])["id"]["area/11-contoh-satu/"]

    assert struct.unpack(">II", shared.png[16:24]) == (drawing.WIDTH, drawing.HEIGHT)
    assert len(shared.png) < 30_000
    assert (shared.path, shared.alternative) == ("card/area/11.png", "11 persen.")


def test_pictures_are_the_same_every_time_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shared_pictures([ONE], cache=tmp_path)
    monkeypatch.setattr(drawing.vl_convert, "svg_to_png", lambda *_: pytest.fail("drawn again"))

    assert shared_pictures([ONE], cache=tmp_path) == first
    kept = next(tmp_path.glob("*.png"))
    kept.write_bytes(kept.read_bytes()[:-1])
    with pytest.raises(pytest.fail.Exception, match="drawn again"):
        shared_pictures([ONE], cache=tmp_path)


def test_no_card_shows_what_a_programme_writes_for_nothing(cards) -> None:
    for card in cards:
        assert not re.search(r"\b(None|nan|NaN|undefined)\b", card_svg(card))
