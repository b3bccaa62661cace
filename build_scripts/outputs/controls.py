"""Which controls a live chart has: those that its data can answer. The page keeps their very room free before the script comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.catalog import Chart
from build_scripts.locale import Locale

FEWEST_DAYS = 6
MOST_ENTRIES = 12
ZOOM = ("+", "−", "‹", "›", "↔")


def _parts(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield spec
    for name in ("layer", "hconcat", "vconcat", "concat"):
        for inner in spec.get(name, ()):
            yield from _parts(inner)
    if "spec" in spec:
        yield from _parts(spec["spec"])


def _entries(spec: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names in the legend of a spec; none where it has no legend, or one that is too long to be a filter."""
    colours = (part.get("encoding", {}).get("color", {}) for part in _parts(spec))
    domains = (
        c.get("scale", {}).get("domain", ()) for c in colours if "field" in c and c.get("legend", {}) is not None
    )
    found = next((domain for domain in domains if len(domain) > 1), ())
    return tuple(str(name) for name in found) if len(found) <= MOST_ENTRIES else ()


def _zoom(spec: Mapping[str, Any]) -> bool:
    days = {row["day"] for rows in spec["datasets"].values() for row in rows if "day" in row}
    # Only one axis of time can be zoomed; small multiples keep theirs, so that they stay comparable.
    return len(days) >= FEWEST_DAYS and any("axis" in p.get("encoding", {}).get("x", {}) for p in spec.get("layer", ()))


def controls(chart: Chart) -> tuple[str, ...]:
    """Return the names of a chart's controls: `legend`, `claims`, `share`, `zoom`.

    `claims` where others than the published values are drawn, `share` where rows hold shares besides counts. A comparison is not
    zoomed: what stands at its edge is the end of each line.
    """
    datasets = chart.spec["datasets"]
    rows = [row for rows in datasets.values() for row in rows[:1]]
    found = {
        "legend": bool(_entries(chart.spec)),
        "claims": bool(datasets.get("claims")) and "line" in datasets,
        "share": any("share_start" in row for row in rows),
        "zoom": chart.type != "comparison" and _zoom(chart.spec),
    }
    return tuple(name for name, there in found.items() if there)


def rooms(chart: Chart, locale: Locale) -> tuple[tuple[str, ...], ...]:
    """Return the texts on the buttons of each control, by which the page keeps their room."""
    texts = {
        "legend": _entries(chart.spec),
        "claims": (locale.word("live.script.claims"),),
        "share": (locale.word("live.script.share"),),
        "zoom": ZOOM,
    }
    return tuple(texts[name] for name in controls(chart))
