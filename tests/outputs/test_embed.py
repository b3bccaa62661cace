"""How charts are passed on: addresses, embed code, citation, and the pages that stand in frames."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from build_scripts.catalog import Catalog, Chart, Column, Pictures
from build_scripts.dataset import Area, Dataset
from build_scripts.figures import Figures
from build_scripts.locale import read_locale
from build_scripts.outputs.controls import controls, rooms
from build_scripts.outputs.embed import embeds
from build_scripts.outputs.share import share
from build_scripts.package import Text

BASE = "https://contoh.example/portal/"
HOSTILE = "\"><script>alert(1)</script>' onload=x {{ 7*7 }} {% raw %}"
WIDE, NARROW = '<svg viewBox="0 0 640 300"><path/></svg>', '<svg viewBox="0 0 320 230"><path/></svg>'
CHART = Chart(
    id="contoh-trend", type="trend", language="id", subject="indicator/contoh", title="Judul Contoh", subtitle="Persen",
    source_line="Sumber: X.", alternative="Teks.", columns=(Column("value", "Nilai", numeric=True),),
    rows=((Decimal("2.50"),),), spec={"mark": "line", "datasets": {"line": []}}, narrow={"mark": "line"},
)  # fmt: skip


def catalog_of(*charts: Chart, areas: tuple[Area, ...] = ()) -> Catalog:
    by_id = {c.id: c for c in charts}
    pictures = {c.id: Pictures(WIDE, NARROW, b"", b"") for c in charts}
    figures = Figures(Dataset(areas={a.code: a for a in areas}))
    return Catalog(
        (), figures, (read_locale("id"), read_locale("en")), {"id": by_id, "en": by_id},
        {"id": pictures, "en": pictures}, BASE, "2026-01-31",
    )  # fmt: skip


def pages(*charts: Chart) -> dict[str, str]:
    return {f.path: f.data.decode() for f in embeds(catalog_of(*charts))}


def test_a_chart_is_passed_on_by_its_page_its_frame_and_a_citation() -> None:
    told = share(CHART, catalog_of(CHART), read_locale("en"))

    assert told.address == f"{BASE}en/indicator/contoh/#chart-contoh-trend"
    assert told.embed == f"{BASE}en/embed/contoh-trend/"
    assert re.match(rf'<iframe src="{told.embed}" title="Judul Contoh" width="100%" height="\d+" ', told.code)
    for part in ("Judul Contoh", "31 January 2026", "Sumber: X.", told.address):
        assert part in told.citation


def test_an_embedded_chart_has_its_table_with_caption_and_headings() -> None:
    text = pages(replace(CHART, title="Judul <b> & lain"))["embed/contoh-trend/index.html"]

    assert "<caption>Judul &lt;b&gt; &amp; lain</caption>" in text
    assert '<th scope="col" class="n">Nilai</th>' in text
    assert '<th scope=row class=n><data value="2.50">2,50</data></th>' in text


@pytest.mark.parametrize(
    ("subject", "page"),
    [
        ("home", ""),
        ("quality", "quality/"),
        ("data/contoh", "data/contoh/"),
        ("area/99", "area/99-contoh-satu/"),
    ],
)
def test_a_chart_leads_to_the_page_of_its_subject(subject: str, page: str) -> None:
    area = Area(code="99", level="province", parent="ID", name=Text("Contoh Satu"))
    chart = replace(CHART, subject=subject)

    assert share(chart, catalog_of(chart, areas=(area,)), read_locale("id")).address.startswith(f"{BASE}{page}#")


def test_a_higher_picture_and_longer_texts_get_a_higher_frame() -> None:
    def height(chart: Chart) -> int:
        return int(re.search(r'height="(\d+)"', share(chart, catalog_of(chart), read_locale("id")).code)[1])  # type: ignore[index]

    lines = {"line": [{"day": f"2014-01-0{n}"} for n in range(1, 9)], "claims": [{"day": "2014-01-01"}]}
    assert height(CHART) > 300 * 720 / 640
    assert height(replace(CHART, title="Judul " * 30)) > height(CHART)
    assert height(replace(CHART, spec={"datasets": lines})) > height(CHART)


def test_a_page_keeps_the_room_of_every_control() -> None:
    colour = {"encoding": {"color": {"field": "f", "scale": {"domain": ["Satu", "Dua <b>"]}}}}
    chart = replace(CHART, spec={"layer": [colour], "datasets": {"line": [], "claims": [{"value": 1}]}})

    assert rooms(chart, read_locale("en")) == (("Satu", "Dua <b>"), ("Other claims",))
    text = pages(chart)["en/embed/contoh-trend/index.html"]
    assert 'data-tools="legend claims"><span class="chart-group chart-room" aria-hidden="true">' in text
    assert '<span><span class="chart-swatch"></span>Dua &lt;b&gt;</span>' in text
    assert "<span>Other claims</span>" in text


def test_every_chart_has_a_page_in_each_language_and_the_words_of_its_controls() -> None:
    made = pages(CHART, replace(CHART, id="contoh-dua"))

    assert set(made) == {
        f"{folder}{path}"
        for folder in ("", "en/")
        for path in ("chart/words.json", "embed/contoh-trend/index.html", "embed/contoh-dua/index.html")
    }
    words = [json.loads(made[f"{folder}chart/words.json"]) for folder in ("", "en/")]
    assert words[0].keys() == words[1].keys()
    assert words[0] != words[1]


def test_a_page_stands_alone_and_is_kept_out_of_indexes() -> None:
    text = pages(CHART)["en/embed/contoh-trend/index.html"]

    assert '<html lang="en">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'<link rel="canonical" href="{BASE}en/indicator/contoh/">' in text
    assert "content=\"default-src 'none'; script-src 'self'; " in text
    assert "unsafe" not in text
    assert WIDE in text
    assert NARROW in text
    assert 'data-spec="../../chart/contoh-trend.vl.json"' in text
    assert 'src="../../../assets/chart.js"' in text
    assert "Sumber: X. Data as of 31 January 2026." in text
    assert "style=" not in text


def test_texts_of_a_package_stay_texts() -> None:
    chart = replace(CHART, id=f"x {HOSTILE}", title=HOSTILE, subtitle=HOSTILE, source_line=HOSTILE, alternative=HOSTILE)
    made = {path: text for path, text in pages(chart).items() if path.endswith(".html")}

    assert len(made) == 2
    for path, text in made.items():
        assert re.fullmatch(r"(en/)?embed/[A-Za-z0-9-]+/index\.html", path)
        assert text.count("<script") == 2
        assert not re.search(r"<[^>]*\sonload=", re.sub(r'"[^"]*"', "", text))
        assert text.count(html.escape(HOSTILE).replace("{", "&#123;")) >= 5
    code = share(chart, catalog_of(chart), read_locale("id")).code
    assert code.count("<") == 2
    assert f'title="{html.escape(HOSTILE)}"' in code


def spec_with(**encoding: object) -> dict[str, object]:
    return {"layer": [{"encoding": encoding}], "datasets": {"line": [], "claims": []}}


@pytest.mark.parametrize(
    ("spec", "names"),
    [
        ({"datasets": {"rows": [{"value": 1}]}}, ()),
        (spec_with(color={"field": "a", "legend": {}, "scale": {"domain": ["x", "y"]}}), ("legend",)),
        (spec_with(color={"field": "a", "legend": {}, "scale": {"domain": ["x"]}}), ()),
        (spec_with(color={"field": "a", "legend": None, "scale": {"domain": ["x", "y"]}}), ()),
        ({"datasets": {"line": [{"value": 1}], "claims": [{"value": 2}]}}, ("claims",)),
        ({"datasets": {"claims": [{"value": 2}]}}, ()),
        ({"datasets": {"parts": [{"start": 0, "share_start": 0}]}}, ("share",)),
        (
            {"layer": [{"encoding": {"x": {"axis": {}}}}], "datasets": {"line": [{"day": str(n)} for n in range(6)]}},
            ("zoom",),
        ),
        ({"layer": [{"encoding": {"x": {"axis": {}}}}], "datasets": {"line": [{"day": "1"}] * 9}}, ()),
    ],
)
def test_a_chart_has_the_controls_that_its_data_can_answer(spec: dict[str, object], names: tuple[str, ...]) -> None:
    assert controls(replace(CHART, spec=spec)) == names
