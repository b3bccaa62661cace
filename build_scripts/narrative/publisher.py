"""Who stands behind figures: the publisher of a source, and the line that names those of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from build_scripts.dataset import Dataset
from build_scripts.locale import Locale

SHOWN = 3


def publisher(dataset: Dataset, source_id: str) -> str:
    """Return who published a source."""
    source = dataset.sources.get(source_id)
    return source.publisher if source and source.publisher else source_id


def source_line(dataset: Dataset, source_ids: Iterable[str], locale: Locale) -> str:
    """Name the publishers of sources: those named most often first, then how many more there are."""
    counts = Counter(publisher(dataset, source_id) for source_id in source_ids)
    names = sorted(counts, key=lambda name: (-counts[name], name))
    shown = ", ".join(names[:SHOWN])
    rest = len(names) - SHOWN
    if rest > 0:
        return locale.word(
            f"charts.source.{'more' if rest > 1 else 'one-more'}", names=shown, number=locale.number(rest)
        )
    return locale.word("charts.source.one" if len(names) == 1 else "charts.source.several", names=shown)
