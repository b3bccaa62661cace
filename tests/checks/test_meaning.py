"""What claims mean: quantities that fit their indicator, sources that agree, and when it is asked."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from build_scripts.checks import Examined, examine, meaning
from build_scripts.checks.shape import SHAPES
from build_scripts.io import read_packages
from build_scripts.locale import read_locale
from build_scripts.report import Severity, explain
from build_scripts.table_schema import validate
from tests.package_folder import write

PORTAL = Path(__file__).parents[1] / "portals" / "figures" / "datasets"
COLUMNS = SHAPES["observations"].columns


def portal(folder: Path, *claims: dict[str, str]) -> Path:
    """Write the golden portal of figures without what is accepted there, and with further claims."""
    shutil.copytree(PORTAL, folder)
    (folder / "angka" / "known-findings.toml").unlink()
    usual = {
        "kind": "observed",
        "area_level": "country",
        "area_code": "ID",
        "as_of": "2021-12-31",
        "period_type": "point",
    }
    usual |= {"statement": "1", "unit": "persons", "precision": "exact", "source_id": "laporan-contoh"}
    with (folder / "angka" / "angka.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, COLUMNS, "", lineterminator="\n").writerows({**usual, **c} for c in claims)
    return folder


def examined(folder: Path) -> Examined:
    packages, found = read_packages(folder)
    return examine(packages, (*found, *validate(packages)))


def odd(folder: Path) -> list[tuple[str, int, str]]:
    return [(f.type, f.line, f.value) for f in examined(folder).report.findings if f.type in meaning.TYPES]


KNOWN = [("claims-disagree", 4, "89.9"), ("proof-failed", 7, "881")]


@pytest.mark.parametrize(
    ("claim", "type"),
    [
        ({"indicator": "members", "value": "11.5"}, "count-not-whole"),
        ({"indicator": "members", "value": "-11"}, "count-negative"),
        ({"indicator": "members", "value": "2001"}, "count-over-population"),
        ({"indicator": "members", "value": "2000"}, ""),
        ({"indicator": "members", "value": "11.0"}, ""),
        ({"indicator": "coverage", "value": "100.20", "unit": "percent"}, ""),
        ({"indicator": "coverage", "value": "201", "unit": "percent", "area_code": "12", "area_level": "province"}, "share-out-of-range"),
        ({"indicator": "coverage", "value": "-1", "unit": "percent", "area_code": "12", "area_level": "province"}, "share-out-of-range"),
    ],
)  # fmt: skip
def test_a_value_is_what_its_indicator_measures(tmp_path: Path, claim: dict[str, str], type: str) -> None:
    found = odd(portal(tmp_path / "d", claim))

    assert [t for t, line, _ in found if line == 11] == ([type] if type else [])
    assert [f for f in found if f[1] < 11] == KNOWN


def test_a_claim_that_disagrees_is_told_on_the_line_that_is_not_published(tmp_path: Path) -> None:
    report = examined(portal(tmp_path / "d")).report
    found = next(f for f in report.findings if f.type == "claims-disagree")

    assert (found.severity, found.line, found.facts["values"]) == (Severity.WARNING, 4, "88.10; 89.9")
    assert explain(found, read_locale("en"))[0].startswith("Example coverage, Example Country, 31 December 2020: ")
    assert explain(found, read_locale("id"))[0].startswith("Cakupan contoh, Negeri Contoh, 31 Desember 2020: ")


def test_a_proof_that_fails_is_told_in_the_words_of_the_proof(tmp_path: Path) -> None:
    report = examined(portal(tmp_path / "d")).report
    found = next(f for f in report.findings if f.type == "proof-failed")

    for language in ("id", "en"):
        words = read_locale(language)
        assert words.word("proofs.segments-sum.fault") in explain(found, words)[0]


def test_what_was_weighed_is_handed_on_and_not_weighed_again(tmp_path: Path) -> None:
    found = examined(portal(tmp_path / "d"))

    assert found.weighed is not None
    assert len(found.weighed.disagreements) == len(found.weighed.proofs.faults) == 1


def test_with_an_error_in_a_table_that_is_understood_nothing_is_asked(tmp_path: Path) -> None:
    found = examined(portal(tmp_path / "d", {"indicator": "tidak-ada", "value": "11"}))

    assert found.weighed is None
    assert {f.type for f in found.report.errors} == {"unknown-code"}
    assert meaning.TYPES.isdisjoint(f.type for f in found.report.findings)


def test_with_an_error_an_accepted_finding_does_not_look_as_if_it_had_gone(tmp_path: Path) -> None:
    shutil.copytree(PORTAL, tmp_path / "d")
    path = tmp_path / "d" / "angka" / "angka.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1,77.00", "1,x"), encoding="utf-8")

    assert "known-stale" not in {f.type for f in examined(tmp_path / "d").report.findings}


def test_an_error_in_a_plain_table_does_not_hide_what_claims_mean(tmp_path: Path) -> None:
    folder = portal(tmp_path / "d")
    write(folder / "contoh", files={"table.csv": "area,year,value\nContoh Satu,x,11\n"})

    assert odd(folder) == KNOWN


def test_without_claims_nothing_is_weighed(tmp_path: Path) -> None:
    assert examined(write(tmp_path)).weighed is None


def test_every_check_says_its_rule_and_has_words() -> None:
    for check in meaning.CHECKS:
        assert check.__doc__
        for language in ("id", "en"):
            assert read_locale(language).has(f"findings.{check.__name__.replace('_', '-')}.wrong")
