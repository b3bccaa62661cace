"""What holds for every sentence about the real figures."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts import narrative
from build_scripts.dataset import from_packages
from build_scripts.figures import Figures, compute
from build_scripts.io import read_packages
from build_scripts.locale import Locale, read_locale
from build_scripts.package import Package
from build_scripts.settings import Headline

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
FOREIGN = {
    "id": r"\b(the|of|and|according|stood|source|sources|claims|dated|below|above)\b",
    "en": r"\b(yang|dan|pada|menurut|sumber|tercatat|bertanggal|persen|orang|juta|wilayah)\b",
}
# A number of three parts is no decimal: `SDG 3.8.1`.
OTHER_DECIMAL = {"id": r"(?<![\d.])\d+\.\d{1,2}(?!\d|\.\d)", "en": r"\d,\d{1,2}(?!\d)"}


@pytest.fixture(scope="module")
def packages() -> tuple[Package, ...]:
    return read_packages(DATASETS)[0]


@pytest.fixture(scope="module")
def figures(packages: tuple[Package, ...]) -> Figures:
    return compute(from_packages(packages))


@pytest.fixture(params=["id", "en"])
def locale(request: pytest.FixtureRequest) -> Locale:
    return read_locale(request.param)


def sentences(figures: Figures, packages: tuple[Package, ...], locale: Locale) -> Iterator[str]:
    data, headline = figures.dataset, Headline()
    home = narrative.home_sentences(figures, headline, locale)
    yield from (home.covered, home.target, home.active)
    yield from (narrative.area_summary(a, figures, locale) for a in data.areas.values())
    yield from (narrative.indicator_summary(i, figures, locale) for i in data.indicators.values())
    yield from (narrative.source_summary(s, figures, locale) for s in data.sources.values())
    yield from (narrative.package_summary(p, figures, locale) for p in packages)
    yield from (narrative.figure_sentence(f, figures, locale) for f in figures.figures.values())
    for found in figures.derived.values():
        yield from (narrative.derived_sentence(d, figures, locale) for d in found)
        yield from (narrative.formula_line(d, figures, locale) for d in found)


def without_names(text: str, names: tuple[str, ...]) -> str:
    """Take out what others wrote: publishers, and names of areas, indicators, segments and breakdowns."""
    for name in names:
        text = text.replace(name, "")
    return text


def test_every_sentence_is_whole_and_in_its_language(
    figures: Figures, packages: tuple[Package, ...], locale: Locale
) -> None:
    data, other = figures.dataset, FOREIGN[locale.language]
    named = [*data.areas.values(), *data.indicators.values(), *data.segments.values(), *data.breakdowns.values()]
    texts = {n.name.to(locale.language) for n in named} | {s.publisher for s in data.sources.values()}
    # Only names that hold foreign words or digits can mislead; the longest is taken out first.
    risky = tuple(sorted((t for t in texts if re.search(rf"{other}|\d[.,]\d", t)), key=len, reverse=True))

    for text in sentences(figures, packages, locale):
        assert text.endswith("."), text
        assert text[0] == text[0].upper(), text
        assert not re.search(r"\s\s|[{}]|\.\.|,[,;.]|\bNone\b(?! of)|\bnan\b", text), text
        own = without_names(text, risky)
        assert not re.search(other, own), text
        assert not re.search(OTHER_DECIMAL[locale.language], own), text


def test_every_area_is_told_within_a_second(figures: Figures, locale: Locale) -> None:
    started = time.process_time()
    told = [narrative.area_summary(a, figures, locale) for a in figures.dataset.areas.values()]

    assert time.process_time() - started < 1
    assert len(set(told)) == len(figures.dataset.areas)
