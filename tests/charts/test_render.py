"""Pictures: safe for a page that allows nothing, the same every time, small, and kept between builds."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from build_scripts.charts import png, render, svg, theme
from build_scripts.charts.base import without_title

ALLOWED = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "title", "desc"}
ID = "coverage-tile-map"


@pytest.fixture(scope="module")
def pictures(drawn):
    """One chart of each type, rendered."""
    by_type = {c.type: c for c in drawn["id"].values()}
    return {kind: render.render(chart) for kind, chart in by_type.items()}


def elements(text):
    return list(ET.fromstring(text).iter())


def test_pictures_hold_no_style_script_link_or_id(pictures):
    for one in pictures.values():
        for text in (one.page_wide, one.page_narrow, one.svg.decode()):
            for element in elements(text):
                assert element.tag.split("}")[1] in ALLOWED
                assert not {"style", "id", "href", "onload"} & set(element.attrib)


def test_no_picture_shows_a_number_that_is_none(pictures):
    for one in pictures.values():
        assert not re.search(r"NaN|Infinity|undefined|null", one.page_wide + one.page_narrow)


def test_page_pictures_paint_with_variables_of_the_theme_only(pictures):
    for one in pictures.values():
        paints = re.findall(r' (?:fill|stroke)="([^"]*)"', one.page_wide + one.page_narrow)
        assert set(paints) <= {"none", *theme.variables().values()}


def test_texts_are_at_least_twelve_pixels(pictures):
    for one in pictures.values():
        sizes = [float(s) for s in re.findall(r'font-size="([\d.]+)px"', one.page_wide + one.page_narrow)]
        assert sizes
        assert min(sizes) >= 12


@pytest.mark.parametrize("layout", ["page_wide", "page_narrow"])
def test_no_text_begins_or_ends_outside_its_picture(pictures, layout):
    """The width of a text is taken as half its size per letter, as sans-serif faces have it."""
    for kind, one in pictures.items():
        root = ET.fromstring(getattr(one, layout))
        width = float(root.attrib["viewBox"].split()[2])
        for text, x in placed(root, 0.0):
            for line in [part.text for part in text] or [text.text]:
                room = 0.5 * float(text.attrib["font-size"][:-2]) * len(line)
                start = x - {"middle": room / 2, "end": room}.get(text.attrib.get("text-anchor"), 0)
                assert start >= -6, (kind, line)
                assert start + room <= width + 12, (kind, line)


def test_a_text_of_several_lines_has_an_element_for_each(pictures):
    """A line break inside an element would be shown as a blank."""
    for one in pictures.values():
        for picture in (one.page_wide, one.page_narrow, one.svg.decode()):
            assert not [e.text for e in elements(picture) if "\n" in (e.text or "").strip()]
    labels = [e for e in elements(pictures["comparison"].page_wide) if e.tag.endswith("}text") and len(e)]
    assert labels
    assert all(line.attrib["x"] == label.attrib["x"] for label in labels for line in label)
    assert all(float(line.attrib["dy"]) >= 12 for label in labels for line in label[1:])


def placed(element, x):
    moved = re.match(r"translate\(([-\d.]+)", element.attrib.get("transform", ""))
    here = x + (float(moved[1]) if moved else 0)
    if element.tag.endswith("}text"):
        yield element, here + float(element.attrib["x"])
    for child in element:
        yield from placed(child, here)


def test_the_download_carries_title_subtitle_and_sources_escaped(drawn):
    chart = replace(drawn["id"][ID], title="<script>alert(1)</script> & Co", source_line='Sumber: "Contoh" <b>.')
    text = render.render(chart).svg.decode()
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in text
    assert "var(" not in text


def test_two_renderings_give_the_same_bytes(drawn):
    chart = drawn["id"]["coverage-trend"]
    assert render.render(chart) == render.render(chart)


def test_a_palette_keeps_the_size_and_the_colours_of_the_theme(pictures):
    data = pictures["tile-map"].png
    chunks = dict(png._chunks(data))
    assert chunks[b"IHDR"][9] == png.PALETTE
    palette = {chunks[b"PLTE"][n : n + 3].hex() for n in range(0, len(chunks[b"PLTE"]), 3)}
    assert {theme.colour("paper")[1:], theme.CLASSES[4][1:]} <= palette
    assert len(data) < 60_000


def test_a_picture_that_is_no_opaque_rgba_stays_as_it_is(pictures):
    data = pictures["trend"].png
    assert png.small(data) == data


def test_a_spec_that_could_fetch_is_refused_but_data_may_have_any_name(drawn):
    spec = drawn["id"]["coverage-trend"].spec
    with pytest.raises(ValueError, match="only the data inside"):
        render.scene({**spec, "data": {"url": "https://example.org/x.csv"}}, "id")
    rows = [{**row, "url": "https://example.org/"} for row in spec["datasets"]["line"]]
    assert render.scene({**spec, "datasets": {**spec["datasets"], "line": rows}}, "id")["width"] > 300


def test_the_cache_answers_for_the_same_chart_only(drawn, tmp_path: Path):
    chart = drawn["id"]["coverage-ranking"]
    first = render.render(chart, tmp_path)
    assert render.render(chart, tmp_path) == first
    assert len(list(tmp_path.iterdir())) == 1
    assert render.fingerprint(replace(chart, title="Lain")) != render.fingerprint(chart)


def test_a_cut_cache_file_is_drawn_again(drawn, tmp_path: Path):
    chart = drawn["id"]["coverage-ranking"]
    first = render.render(chart, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text(kept.read_text()[:100])
    assert render.render(chart, tmp_path) == first


def test_several_processes_draw_what_one_draws(drawn):
    charts = [c for language in ("id", "en") for c in list(drawn[language].values())[:5]]
    assert render.render_all(charts, jobs=2) == render.render_all(charts, jobs=1)


def test_the_style_sheet_has_the_colours_of_the_theme():
    sheet = Path(__file__, "../../../docs/assets/chart.css").resolve().read_text()
    squeeze = re.compile(r"\s+")
    assert squeeze.sub(" ", theme.theme_css()).strip() in squeeze.sub(" ", sheet)


def test_an_embedded_chart_has_the_dark_colours_of_the_theme():
    sheet = Path(__file__, "../../../docs/assets/embed.css").resolve().read_text()
    squeeze = re.compile(r"\s+")
    assert squeeze.sub(" ", theme.embed_css()).strip() in squeeze.sub(" ", sheet)


def test_colours_are_unlike_and_readable_on_both_grounds():
    def luminance(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        high, low = sorted((luminance(one), luminance(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    table = {c.variable.removeprefix("--chart-"): c for c in theme._TABLE}
    assert len({c.light for c in table.values()}) == len(table)
    for name, colour in table.items():
        needed = 4.5 if name in {"ink", "muted", "target", "threshold"} else 3 if name.startswith("mark") else 0
        assert contrast(colour.light, table["paper"].light) >= needed, name
        assert contrast(colour.dark, table["paper"].dark) >= needed, name
    for n in range(1, 6):
        on, ground = table[f"on-{n}"], table[f"class-{n}"]
        assert contrast(on.light, ground.light) >= 4.5
        assert contrast(on.dark, ground.dark) >= 4.5


def test_an_unknown_symbol_is_a_bug_and_not_an_empty_picture():
    with pytest.raises(ValueError, match="no symbol"):
        svg._outline("wye", 64)


def test_a_page_shows_the_title_so_the_drawing_does_not(drawn):
    assert not {"title", "description"} & set(without_title(drawn["id"][ID].spec))
