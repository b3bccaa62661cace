"""Areas come and go: a claim is about an area that was there at its date."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.checks.understood import Understood
from build_scripts.dataset import is_date, last_day
from build_scripts.report import Finding


def area_not_valid(understood: Understood) -> Iterator[Finding]:
    """The date of a claim lies in the time in which its area existed (`valid_from`, `valid_to`); of a date that is written as a month or
    a year some part does. A figure that a source worked out backwards for today's borders is accepted with a reason."""
    areas = understood.dataset.areas
    for claim in understood.dataset.observations:
        area = areas.get(claim.area_code)
        if area is None:
            continue
        if is_date(area.valid_from) and last_day(claim.as_of) < last_day(area.valid_from):
            before = areas.get(area.predecessor)
            facts = {"variant": "early", "limit": area.valid_from, "predecessor": before.name.plain if before else ""}
            facts["variant"] = "early-predecessor" if before else "early"
            yield understood.warn("area-not-valid", claim, "as_of", **facts)
        elif is_date(area.valid_to) and claim.as_of > area.valid_to[: len(claim.as_of)]:
            facts = {"variant": "late", "limit": area.valid_to}
            yield understood.warn("area-not-valid", claim, "as_of", **facts)
