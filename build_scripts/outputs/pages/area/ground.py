"""What all area pages of a portal share, worked out once: who lies near whom, which figures fall in a year, who lies in whom.

Distances between all pairs of districts are a quarter of a million small products: once for the portal, not once for each page.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts import narrative
from build_scripts.catalog import Catalog
from build_scripts.dataset import Area, AreaChange, Dataset
from build_scripts.figures import Figure
from build_scripts.outputs.pages.area.position import ByYear, districts_by_year
from build_scripts.outputs.pages.compare import comparable_indicators

NEAREST = 5
# The mean radius of the earth (IUGG), in kilometres.
RADIUS = 6371.0088
Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Near:
    """An area that lies near another, and how far their points are apart, in kilometres along the earth's surface."""

    code: str
    distance: float


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for all areas.

    `near` and `children` of each area, by distance and by code; `districts_by_year` the last figure of the headline share in a year
    of each district that has one; `newest` the portal's latest figure of that share; `changes` of boundaries by area, old or new;
    `compared` are the indicators that can be compared.
    """

    near: Mapping[str, tuple[Near, ...]]
    children: Mapping[str, tuple[Area, ...]]
    districts_by_year: ByYear
    newest: Figure | None
    changes: Mapping[str, tuple[AreaChange, ...]]
    compared: tuple[str, ...]


def ground(catalog: Catalog) -> Ground:
    """Work out what all area pages share."""
    dataset = catalog.figures.dataset
    children = _children(dataset)
    points = _points(dataset, children)
    near: dict[str, tuple[Near, ...]] = {}
    for level in ("province", "district"):
        near.update(nearest({code: p for code, p in points.items() if dataset.areas[code].level == level}))
    share = catalog.headline.share
    observed = (s.latest for s in catalog.figures.series_of_indicator(share) if s.kind == "observed")
    districts, newest = districts_by_year(catalog.figures, share), narrative.latest(observed)
    return Ground(near, children, districts, newest, _changes(dataset), comparable_indicators(catalog))


def _changes(dataset: Dataset) -> Mapping[str, tuple[AreaChange, ...]]:
    found: defaultdict[str, list[AreaChange]] = defaultdict(list)
    for change in dataset.area_changes:
        for code in dict.fromkeys((change.from_code, change.to_code)):
            found[code].append(change)
    return {code: tuple(changes) for code, changes in found.items()}


def _children(dataset: Dataset) -> Mapping[str, tuple[Area, ...]]:
    found: defaultdict[str, list[Area]] = defaultdict(list)
    for area in sorted(dataset.areas.values(), key=lambda a: a.code):
        found[area.parent].append(area)
    return {code: tuple(areas) for code, areas in found.items()}


def vector(latitude: float, longitude: float) -> Vector:
    """Return a point on the unit sphere; degrees north and east."""
    phi, lam = math.radians(latitude), math.radians(longitude)
    return (math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi))


def _mean(vectors: list[Vector]) -> Vector | None:
    x, y, z = (sum(axis) for axis in zip(*vectors, strict=True)) if vectors else (0.0, 0.0, 0.0)
    length = math.sqrt(x * x + y * y + z * z)
    return (x / length, y / length, z / length) if length else None


def _points(dataset: Dataset, children: Mapping[str, tuple[Area, ...]]) -> dict[str, Vector]:
    """Return the point of each district, and of each province the middle of those of its districts."""
    points = {c.code: vector(c.latitude, c.longitude) for c in dataset.centres.values() if c.code in dataset.areas}
    for area in dataset.areas.values():
        inner = [points[c.code] for c in children.get(area.code, ()) if c.code in points]
        if area.level == "province" and (middle := _mean(inner)):
            points[area.code] = middle
    return points


def nearest(points: Mapping[str, Vector], count: int = NEAREST) -> dict[str, tuple[Near, ...]]:
    """Return for each point the nearest others: the angle between two unit vectors times the earth's radius."""
    found: dict[str, tuple[Near, ...]] = {}
    for code, (x, y, z) in points.items():
        others = ((x * u + y * v + z * w, other) for other, (u, v, w) in points.items() if other != code)
        # The larger the product, the nearer; equal ones go by code.
        closest = heapq.nsmallest(count, ((-product, other) for product, other in others))
        found[code] = tuple(
            Near(other, RADIUS * math.acos(max(-1.0, min(1.0, -negative)))) for negative, other in closest
        )
    return found
