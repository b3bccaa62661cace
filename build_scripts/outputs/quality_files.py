"""Disagreements and arithmetic faults as CSV, for those who want to check them or to ask a source.

The last column explains each row in a generated English sentence; the other columns need no language.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from build_scripts.catalog import Catalog, File
from build_scripts.dataset import Dataset
from build_scripts.figures import Disagreement, Fault
from build_scripts.figures.wording import disagreement_sentence, fault_sentence
from build_scripts.locale import Locale

DISAGREEMENTS = "data/quality/disagreements.csv"
PROOFS = "data/quality/proofs.csv"
DISAGREEMENT_COLUMNS = (
    "indicator",
    "kind",
    "area_code",
    "as_of",
    "match",
    "segment",
    "breakdown",
    "values",
    "as_ofs",
    "source_ids",
    "statements",
    "relative_difference",
    "comment",
)
PROOF_COLUMNS = ("check", "source_id", "area_code", "as_of", "left", "right", "difference", "comment")


def _disagreement_row(item: Disagreement, dataset: Dataset, locale: Locale) -> tuple[str, ...]:
    key, claims = item.key, item.claims
    return (
        key.indicator,
        key.kind,
        key.area,
        key.as_of,
        item.match,
        key.segment,
        key.breakdown,
        ";".join(c.text for c in claims),
        ";".join(c.as_of for c in claims),
        ";".join(c.source_id for c in claims),
        ";".join(str(c.statement) for c in claims),
        format(item.relative_difference, "f"),
        disagreement_sentence(item, dataset, locale),
    )


def _proof_row(item: Fault, dataset: Dataset, locale: Locale) -> tuple[str, ...]:
    numbers = (format(n, "f") for n in (item.left, item.right, item.difference))
    return (item.check, item.source_id, item.area, item.as_of, *numbers, fault_sentence(item, dataset, locale))


def _table(path: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> File:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return File(path, text.getvalue().encode())


def quality_files(catalog: Catalog) -> Iterator[File]:
    """Yield both tables, sorted by their key; a portal without observations has neither."""
    figures = catalog.figures
    if not figures.dataset.observations:
        return
    # Comments are in English where the portal speaks it, else in its first language.
    locale = next((x for x in catalog.locales if x.language == "en"), catalog.locales[0])
    disagreements = (_disagreement_row(d, figures.dataset, locale) for d in figures.disagreements)
    faults = (_proof_row(f, figures.dataset, locale) for f in figures.proofs.faults)
    yield _table(DISAGREEMENTS, DISAGREEMENT_COLUMNS, disagreements)
    yield _table(PROOFS, PROOF_COLUMNS, faults)
