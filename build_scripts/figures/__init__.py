"""Pure arithmetic on claims: published and derived values, disagreements, proofs. Exact decimals throughout."""

from __future__ import annotations

from build_scripts.figures.model import (
    Derived,
    Disagreement,
    Fault,
    Figure,
    Figures,
    Input,
    Key,
    Proofs,
    Series,
    Weighed,
)
from build_scripts.figures.published import compute, weigh

__all__ = [
    "Derived",
    "Disagreement",
    "Fault",
    "Figure",
    "Figures",
    "Input",
    "Key",
    "Proofs",
    "Series",
    "Weighed",
    "compute",
    "weigh",
]
