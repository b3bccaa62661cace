"""Turns charts into pictures: two SVG for the page, one SVG and one PNG for download, kept by content between builds.

Vega draws each layout once, as a scene; the pictures are written from it. Nothing is ever fetched: data lie in the spec, and a
spec that names an address is refused before it reaches Vega.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache as memo
from html import escape
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from textwrap import wrap
from typing import Any

import vl_convert

from build_scripts.catalog import Chart, Pictures
from build_scripts.charts import png, svg, theme
from build_scripts.charts.base import without_title

PNG_SCALE = 2
MARGIN = 16
TITLE, SUBTITLE, SOURCE = 18, 14, 12
FEW = 8
BATCH = 16
_FETCHING = frozenset({"url", "href", "lookup"})


def _fetches(spec: object) -> bool:
    if isinstance(spec, Mapping):
        return any(name in _FETCHING or _fetches(value) for name, value in spec.items())
    return isinstance(spec, list) and any(_fetches(value) for value in spec)


def scene(spec: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Let Vega draw a spec without its title and return the scene.

    Raises ValueError if anything outside `datasets` could make Vega fetch.
    """
    if _fetches({name: value for name, value in spec.items() if name != "datasets"}):
        raise ValueError("a chart draws only the data inside its spec")
    formats = theme.FORMATS[language]
    # As text, the spec crosses into Vega several times faster than as a dictionary.
    drawn: Mapping[str, Any] = vl_convert.vegalite_to_scenegraph(
        json.dumps(without_title(spec)), format_locale=formats["number"], time_format_locale=formats["time"]
    )
    return drawn


def _text_block(lines: Sequence[str], top: float, size: int, paint: str, weight: str = "") -> tuple[str, float]:
    """Return lines of text one below the other, and where the next block starts."""
    out = []
    for n, line in enumerate(lines):
        y = svg.number(top + size + n * size * 1.3)
        bold = f' font-weight="{weight}"' if weight else ""
        out.append(
            f'<text x="{MARGIN}" y="{y}" font-family="{theme.FONT}" font-size="{size}px"{bold} fill="{paint}">{escape(line)}</text>'
        )
    return "".join(out), top + len(lines) * size * 1.3


def _wrapped(text: str, width: float, size: int) -> list[str]:
    # Letters of a sans-serif face are on average a little over half as wide as they are high.
    return wrap(text, max(20, int(width / (size * 0.54))))


def download(chart: Chart, drawn: Mapping[str, Any]) -> str:
    """Return a picture that stands alone: title, subtitle, the drawing, the sources, on white paper."""
    inner = drawn["width"]
    width, muted = inner + 2 * MARGIN, theme.colour("muted")
    title, y = _text_block(_wrapped(chart.title, inner, TITLE), MARGIN - 4, TITLE, theme.colour("ink"), "600")
    subtitle, y = _text_block(_wrapped(chart.subtitle, inner, SUBTITLE), y + 4, SUBTITLE, muted)
    plot = f'<g transform="translate({MARGIN},{svg.number(y + 10)})">{svg.body_of(drawn, svg.literal)}</g>'
    sources, y = _text_block(_wrapped(chart.source_line, inner, SOURCE), y + 14 + drawn["height"], SOURCE, muted)
    size = f'width="{svg.number(width)}" height="{svg.number(y + MARGIN)}"'
    box = f'viewBox="0 0 {svg.number(width)} {svg.number(y + MARGIN)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img">'
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.alternative)}</desc>"
        f'<rect width="100%" height="100%" fill="{theme.colour("paper")}"/>{title}{subtitle}{plot}{sources}</svg>\n'
    )


def _draw(chart: Chart) -> Pictures:
    wide, narrow = scene(chart.spec, chart.language), scene(chart.narrow, chart.language)
    alone = download(chart, wide)
    raster = png.small(vl_convert.svg_to_png(alone, scale=PNG_SCALE))
    return Pictures(svg.picture(wide, svg.as_variable), svg.picture(narrow, svg.as_variable), alone.encode(), raster)


@memo
def _code() -> bytes:
    """Return what the pictures depend on besides the chart: the version of Vega and the text of the drawing modules."""
    folder = Path(__file__).parent
    texts = [(folder / name).read_bytes() for name in ("render.py", "png.py", "svg.py", "theme.py", "base.py")]
    return b"\0".join([version("vl-convert-python").encode(), *texts])


def fingerprint(chart: Chart) -> str:
    """Return the hash of all that a chart's pictures depend on."""
    parts = (
        chart.language,
        chart.title,
        chart.subtitle,
        chart.source_line,
        chart.alternative,
        chart.spec,
        chart.narrow,
    )
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(_code() + text.encode()).hexdigest()


def _kept(path: Path) -> Pictures | None:
    if not path.is_file():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Pictures(kept["wide"], kept["narrow"], kept["svg"].encode(), base64.b64decode(kept["png"]))
    except (ValueError, KeyError):
        return None  # cut off by a killed build; it is drawn again


def _keep(path: Path, pictures: Pictures) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        "wide": pictures.page_wide,
        "narrow": pictures.page_narrow,
        "svg": pictures.svg.decode(),
        "png": base64.b64encode(pictures.png).decode(),
    }
    path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def render(chart: Chart, cache: Path | None = None) -> Pictures:
    """Return the pictures of a chart, from the cache where they were drawn before."""
    path = cache / f"{fingerprint(chart)}.json" if cache else None
    if path and (kept := _kept(path)):
        return kept
    pictures = _draw(chart)
    if path:
        _keep(path, pictures)
    return pictures


def _batch(charts: Sequence[Chart], cache: Path | None) -> list[Pictures]:
    return [render(chart, cache) for chart in charts]


def _drawn(charts: Sequence[Chart], jobs: int, cache: Path | None) -> list[Pictures]:
    if jobs < 2 or len(charts) <= FEW:
        return _batch(charts, cache)
    # Vega runs threads of its own, which a forked process would not have; so workers start afresh.
    batches = [charts[n : n + BATCH] for n in range(0, len(charts), BATCH)]
    with ProcessPoolExecutor(min(jobs, len(batches)), mp_context=get_context("spawn")) as pool:
        return [pictures for done in pool.map(_batch, batches, [cache] * len(batches)) for pictures in done]


def render_all(charts: Iterable[Chart], jobs: int = 1, cache: Path | None = None) -> dict[str, dict[str, Pictures]]:
    """Return the pictures of charts by language and chart id; with more than one job, several processes draw what is new."""
    everything = tuple(charts)
    kept = [_kept(cache / f"{fingerprint(c)}.json") if cache else None for c in everything]
    new = iter(_drawn([c for c, k in zip(everything, kept, strict=True) if k is None], jobs, cache))
    out: dict[str, dict[str, Pictures]] = {}
    for chart, pictures in zip(everything, kept, strict=True):
        out.setdefault(chart.language, {})[chart.id] = pictures or next(new)
    return out
