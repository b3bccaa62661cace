"""What a reader waits for: the first view is light, nothing moves while it loads, and what is largest is there from the start."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .conftest import Watched

pytestmark = pytest.mark.browser
PAGES = ("", "indicator/coverage/", "area/35.09-kabupaten-jember/", "data/coverage/", "area/ID-indonesia/")
MOST = 150_000
PACKED = (".png", ".zip")
# The largest element that was painted, and how far things moved; both are told from the first paint on.
OBSERVE = """
window.largest = null; window.moved = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) window.largest = e.element })
  .observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.moved += e.value })
  .observe({ type: 'layout-shift', buffered: true });
"""


@cache
def _wire(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.name.endswith(PACKED) else len(gzip.compress(data, 6))


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("path", PAGES)
def test_the_first_view_is_light_and_still(site: Path, watch: Callable[..., Watched], path: str, language: str) -> None:
    """At most 150 kB compressed before anything is touched; Vega is not among it; text or a drawing is largest; nothing moves."""
    watched = watch(412)
    page = watched.page
    page.add_init_script(OBSERVE)
    loaded: list[str] = []
    page.on("response", lambda r: loaded.append(urlsplit(r.url).path) if r.url.startswith(watched.own) else None)
    page.set_viewport_size({"width": 412, "height": 823})
    watched.open(language + path)
    page.wait_for_timeout(500)

    names = [name.lstrip("/") + ("index.html" if name.endswith("/") else "") for name in loaded]
    assert not [name for name in names if "vega" in name]
    assert sum(_wire(site / name) for name in names) <= MOST, {name: _wire(site / name) for name in names}
    assert page.evaluate("window.largest && !window.largest.closest('img, video, canvas')") is True
    assert page.evaluate("window.moved") < 0.02
