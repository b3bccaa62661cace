from __future__ import annotations

import pytest

from build_scripts.charts import draw_all
from build_scripts.locale import read_locale
from tests.charts.sample import figures


@pytest.fixture(scope="session")
def synthetic():
    return figures()


@pytest.fixture(scope="session")
def drawn(synthetic):
    """All charts of the synthetic portal by language and id."""
    return {lang: {c.id: c for c in draw_all((), synthetic, read_locale(lang))} for lang in ("id", "en")}
