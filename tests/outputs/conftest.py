"""Catalogs for the tests of pages and downloads: the real one, the golden portals, one full of hostile text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.catalog import Catalog, Entry
from build_scripts.dataset import from_packages
from build_scripts.figures import compute
from build_scripts.io import read_packages
from build_scripts.locale import read_locale
from build_scripts.outputs import PAGES
from build_scripts.package import Package

ROOT = Path(__file__).resolve().parents[2]


def catalog_of(packages: tuple[Package, ...]) -> Catalog:
    """A catalog without charts in both languages."""
    return Catalog(
        entries=tuple(Entry(p) for p in packages),
        figures=compute(from_packages(packages)),
        locales=(read_locale("id"), read_locale("en")),
        charts={"id": {}, "en": {}},
        pictures={"id": {}, "en": {}},
        base_url="https://portal.example/",
        built="2011-01-01",
        hand_written=frozenset({"contribute.md"}),
    )


def pages_of(catalog: Catalog) -> dict[str, str]:
    """All pages as text by path."""
    return {file.path: file.data.decode() for output in PAGES for file in output(catalog)}


@pytest.fixture(scope="session")
def real() -> Catalog:
    packages, _ = read_packages(ROOT / "datasets")
    return catalog_of(packages)


@pytest.fixture(scope="session")
def real_pages(real: Catalog) -> dict[str, str]:
    return pages_of(real)


@pytest.fixture(scope="session")
def portal() -> Callable[[str], Catalog]:
    def read(name: str) -> Catalog:
        return catalog_of(read_packages(ROOT / "tests" / "portals" / name / "datasets")[0])

    return read
