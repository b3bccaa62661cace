"""The reference of chart types says what the program does: every type is on it, and every example is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts.charts import CHARTS, _of_view, heat_map, lines, slope
from build_scripts.dataset import from_packages
from build_scripts.figures import compute
from build_scripts.io import read_packages
from build_scripts.locale import languages, read_locale
from build_scripts.package import Text, View
from build_scripts.reference_charts import CHANNELS, SAMPLES, charts_page, sample_view

ROOT = Path(__file__).resolve().parents[2]
INDONESIAN = read_locale("id")
LIMITS = {"areas": lines.MOST, "years": heat_map.MOST_YEARS, "named": slope.MOST_NAMED}


def test_every_chart_type_has_a_sample_and_every_channel_a_meaning():
    assert set(SAMPLES) == set(CHARTS)
    assert {channel for sample in SAMPLES.values() for channel in sample.channels} == set(CHANNELS)
    assert all(set(sample.encoding) <= set(sample.channels) for sample in SAMPLES.values())


@pytest.mark.parametrize("language", languages())
def test_the_reference_of_charts_says_what_there_is(language, request):
    """The page is made from the program; `--update-golden` writes it again."""
    page = ROOT / "docs" / language / "reference" / "charts.md"
    made = charts_page(SAMPLES, read_locale(language), LIMITS)
    if request.config.getoption("--update-golden"):
        page.write_text(made, encoding="utf-8")

    assert page.read_text(encoding="utf-8") == made


def test_every_example_of_the_reference_is_drawn_from_our_packages():
    packages, _ = read_packages(ROOT / "datasets")
    figures = compute(from_packages(packages))
    drawn = {}
    for type, sample in SAMPLES.items():
        told = sample_view(type, INDONESIAN)
        view = View(told["name"], type, told["resource"], Text(told["title"]), encoding=told["encoding"])
        (package,) = (p for p in packages if p.name == sample.package)
        drawn[type] = _of_view(package, view, figures, INDONESIAN)

    assert {type: chart.type for type, chart in drawn.items() if chart} == {type: type for type in CHARTS}
