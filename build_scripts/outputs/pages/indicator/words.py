"""Words that all parts of an indicator's pages share."""

from __future__ import annotations

from build_scripts.dataset import Indicator
from build_scripts.outputs.pages.scope import Scope


def name_of(scope: Scope, item: Indicator) -> str:
    """Return the name of an indicator in the language of the page."""
    return item.name.to(scope.language)


def unit_of(scope: Scope, item: Indicator) -> str:
    """Return the unit of an indicator in words."""
    return scope.name("unit", item.unit)


def captioned(scope: Scope, item: Indicator, caption: str) -> str:
    """Write the caption of a table of an indicator, which names it and its unit."""
    return scope.t(f"indicator.{caption}-caption", name=name_of(scope, item), unit=unit_of(scope, item))
