"""Which claim is published: one stated rule, the same for every key."""

from __future__ import annotations

from build_scripts.dataset import Dataset
from build_scripts.figures.model import Figures


def compute(dataset: Dataset) -> Figures:
    """Compute published values, series, derived values, disagreements and proofs of a dataset."""
    raise NotImplementedError
