"""Whether a chart of many areas is worth a place on the page of an indicator; a view of a package may ask for it anyway.

The limits keep a page from showing a map of gaps, or two dots on a strip.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from build_scripts.charts import lines as members
from build_scripts.charts import selection, slope
from build_scripts.charts.base import Request
from build_scripts.charts.lines import Line
from build_scripts.figures import Figures
from build_scripts.locale import Locale

FEWEST_AREAS, FEWEST_YEARS = 5, 3
FEWEST_DOTS = 8


def _grown(lines: Sequence[Line]) -> bool:
    """Say whether at least five members have figures of at least three years."""
    return sum(len(line.by_year) >= FEWEST_YEARS for line in lines) >= FEWEST_AREAS


def _strewn(lines: Sequence[Line]) -> bool:
    """Say whether at least eight members have a recent figure, and not all the same."""
    recent = selection.recent(line.figures[-1] for line in lines if line.figures)
    return len(recent) >= FEWEST_DOTS and len({f.value for f in recent}) > 1


_LIMITS: Mapping[str, Callable[[Sequence[Line]], bool]] = {
    "small-multiples": _grown,
    "heat-map": _grown,
    "dot-strip": _strewn,
}


def is_worth(kind: str, request: Request, figures: Figures, locale: Locale) -> bool:
    """Say whether a chart of a type is shown unasked."""
    if kind == "slope":
        # A slope that nobody climbs or descends shows nothing.
        what = slope.material(figures, request, locale)
        changed = what and what.changes.get("rise", 0) + what.changes.get("fall", 0)
        return bool(what and changed and len(what.pairs) >= FEWEST_AREAS)
    if kind not in _LIMITS:
        return True
    lines = members.choose(figures, request, locale)
    return lines is not None and _LIMITS[kind](lines.members)
