"""The two tables of the quality page as files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from build_scripts.catalog import Catalog
from build_scripts.dataset import Dataset
from build_scripts.figures import Figures, compute
from build_scripts.figures.wording import disagreement_sentence, fault_sentence
from build_scripts.locale import read_locale
from build_scripts.outputs.quality_files import (
    DISAGREEMENT_COLUMNS,
    DISAGREEMENTS,
    PROOF_COLUMNS,
    PROOFS,
    quality_files,
)
from tests.figures.conftest import a_dataset, claim, first_publication

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests" / "figures" / "expected"


def _catalog(figures: Figures, *languages: str) -> Catalog:
    locales = tuple(read_locale(language) for language in languages)
    return Catalog((), figures, locales, {}, {}, "https://portal.example/", "2011-01-01")


@pytest.fixture(scope="module")
def tables() -> dict[str, bytes]:
    catalog = _catalog(compute(first_publication()), "id", "en")
    return {f.path: f.data for f in quality_files(catalog)}


@pytest.mark.parametrize(
    ("path", "columns", "expected"),
    [
        (DISAGREEMENTS, DISAGREEMENT_COLUMNS, "known_conflicts.csv"),
        (PROOFS, PROOF_COLUMNS, "arithmetic_checks.csv"),
    ],
)
def test_the_tables_are_the_known_ones_with_an_explanation(
    tables: dict[str, bytes], path: str, columns: tuple[str, ...], expected: str
) -> None:
    rows = list(csv.reader(io.StringIO(tables[path].decode(), newline=""), strict=True))
    known = list(csv.reader((EXPECTED / expected).read_text(encoding="utf-8").splitlines()))
    assert tuple(rows[0]) == columns
    assert [r[:-1] for r in rows] == known
    assert all(len(r[-1]) > 40 and "{" not in r[-1] for r in rows[1:])


def test_the_tables_are_plain_utf8_with_line_feeds(tables: dict[str, bytes]) -> None:
    for data in tables.values():
        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert not data.startswith(b"\xef\xbb\xbf")


def test_comments_are_english_where_the_portal_is_and_else_in_its_language() -> None:
    figures = compute(a_dataset((claim("members", "11", source="a"), claim("members", "22", source="b"))))
    both, _ = quality_files(_catalog(figures, "id", "en"))
    one, _ = quality_files(_catalog(figures, "id"))
    assert b"2 claims by 2 sources" in both.data
    assert b"2 pernyataan dari 2 sumber" in one.data


def test_a_portal_without_observations_has_no_tables() -> None:
    assert list(quality_files(_catalog(compute(Dataset()), "id"))) == []


def test_a_disagreement_names_the_preferred_value_the_others_and_our_remarks() -> None:
    dataset = a_dataset(
        (
            claim("members", "1100", statement=1, note="kalimat pertama"),
            claim("members", "2200", statement=2, precision="rounded"),
        )
    )
    (found,) = compute(dataset).disagreements
    assert disagreement_sentence(found, dataset, read_locale("en")) == (
        "2 claims by one source; the rule prefers 1,100 (news, exact); the others: 2,200 (news, rounded). "
        "Notes: kalimat pertama."
    )
    assert disagreement_sentence(found, dataset, read_locale("id")).startswith("2 pernyataan dari satu sumber; ")


def test_a_fault_names_its_inputs_and_counts_the_rest() -> None:
    parts = [claim("members", "1", area=f"{n:02d}") for n in range(1, 13)]
    dataset = a_dataset([*parts, claim("members", "1111")])
    (fault,) = compute(dataset).proofs.faults
    told = fault_sentence(fault, dataset, read_locale("en"))
    assert told.startswith("The 12 provinces do not add up to the national figure. Inputs: members (Contoh 01) 1; ")
    assert told.endswith("and 5 more figures. They give 12, stated is 1,111, a difference of \u22121,099.")


def test_words_of_a_foreign_vocabulary_are_told_as_they_are() -> None:
    dataset = a_dataset((claim("members", "11", source="a", precision="guessed"), claim("members", "22", source="b")))
    (found,) = compute(dataset).disagreements
    assert "11 (news, guessed)" in disagreement_sentence(found, dataset, read_locale("en"))
