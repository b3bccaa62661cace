"""What claims mean: asked once every table that is understood is well formed, so that nothing is told that follows from a slip of form.

Weighing claims is most of the work, and a build needs it too: it is done once, and handed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from build_scripts.checks import area, claim, quantity, series
from build_scripts.checks.understood import Understood, understand
from build_scripts.package import Package
from build_scripts.report import Finding, Severity

if TYPE_CHECKING:
    from build_scripts.figures import Weighed

CHECKS: tuple[Callable[[Understood], Iterator[Finding]], ...] = (
    series.series_jump,
    series.value_outlier,
    area.area_not_valid,
    quantity.count_not_whole,
    quantity.count_negative,
    quantity.share_out_of_range,
    quantity.count_over_population,
    quantity.part_over_whole,
    claim.claims_disagree,
    claim.proof_failed,
)
# Each check finds the type of its name.
TYPES = frozenset(check.__name__.replace("_", "-") for check in CHECKS)


def well_formed(packages: tuple[Package, ...], found: Iterable[Finding]) -> bool:
    """Say whether no table with a shape, and no descriptor that states one, has an error."""
    paths = {
        path
        for package in packages
        for resource in package.resources
        if resource.shape
        for path in (package.path_of(resource.path), package.path_of(package.descriptor_path))
    }
    return not any(f.severity is Severity.ERROR and f.path in paths for f in found)


def weigh_claims(packages: tuple[Package, ...]) -> Weighed | None:
    """Understand well-formed packages and weigh their claims; nothing where there are none."""
    if not any(r.shape == "observations" and r.rows for p in packages for r in p.resources):
        return None
    # Only packages with observations pay for the arithmetic.
    from build_scripts.dataset import from_packages
    from build_scripts.figures import weigh

    return weigh(from_packages(packages))


def findings(packages: tuple[Package, ...], weighed: Weighed) -> Iterator[Finding]:
    """Yield what is odd in the claims of packages."""
    understood = understand(packages, weighed)
    for check in CHECKS:
        yield from check(understood)
