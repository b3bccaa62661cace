"""Which controls a live chart has: those that its data can answer. The page keeps their room free before the script comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.catalog import Chart

FEWEST_DAYS = 6
MOST_ENTRIES = 12


def _parts(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield spec
    for name in ("layer", "hconcat", "vconcat", "concat"):
        for inner in spec.get(name, ()):
            yield from _parts(inner)
    if "spec" in spec:
        yield from _parts(spec["spec"])


def _legend(spec: Mapping[str, Any]) -> bool:
    colours = (part.get("encoding", {}).get("color", {}) for part in _parts(spec))
    sizes = (
        len(c.get("scale", {}).get("domain", ())) for c in colours if "field" in c and c.get("legend", {}) is not None
    )
    return any(1 < size <= MOST_ENTRIES for size in sizes)


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
        "legend": _legend(chart.spec),
        "claims": bool(datasets.get("claims")) and "line" in datasets,
        "share": any("share_start" in row for row in rows),
        "zoom": chart.type != "comparison" and _zoom(chart.spec),
    }
    return tuple(name for name, there in found.items() if there)
