"""The quality of data for the public: what was checked, found and accepted, beside the figure too, and how old the data are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from build_scripts.catalog import Catalog, Entry
from build_scripts.locale import read_locale
from build_scripts.outputs.pages.finding import SHOWN, checked_table
from build_scripts.outputs.pages.freshness import CLASSES, OLDEST, Freshness, of_package
from build_scripts.outputs.pages.scope import Scope, scopes
from build_scripts.package import Known, Rule, Text
from build_scripts.report import Accepted, Finding, Severity, explain
from build_scripts.rules import GROUPS, group_of

from .conftest import pages_of

LINE = 3
ROW = re.compile(r'<tr id="(f-[^"]+)">(.*?)</tr>')
WARNING = Finding("formula-like", "angka/angka.csv", LINE, "note", "=1+1 <b>", severity=Severity.WARNING)
KNOWN = Known("formula-like", Text("Ditulis <i>begitu</i> di sumber.", {"en": "Written <i>so</i> in the source."}), "Kantor & Contoh", "2011-12-31", field="note")  # fmt: skip


@pytest.fixture
def figures(portal: Callable[[str], Catalog]) -> Catalog:
    return portal("figures")


def _with(catalog: Catalog, name: str, **changed: object) -> Catalog:
    """Return the catalog with something changed in the entry of a package."""
    return replace(
        catalog,
        entries=tuple(replace(e, **changed) if e.package.name == name else e for e in catalog.entries),  # type: ignore[arg-type]
    )


def _section(page: str, anchor: str) -> str:
    return page.split(f"{{#{anchor}}}", 1)[1].split("\n## ", 1)[0]


def _rows_marked(page: str, target: str) -> list[str]:
    return [row for row, html in ROW.findall(page) if target in html]


def _scope(catalog: Catalog) -> Scope:
    return next(scopes(catalog, "quality/"))


def test_every_rule_has_words_and_one_group() -> None:
    words = read_locale("id").words
    types = {key.split(".")[1] for key in words if key.startswith("findings.") and key.endswith(".wrong")}
    grouped = [type for group in GROUPS.values() for type in group]

    assert sorted(grouped) == sorted(types)
    assert all(group_of(type) in GROUPS for type in types)


def test_a_finding_stands_on_the_quality_page_on_that_of_its_package_and_at_its_figure(figures: Catalog) -> None:
    pages = pages_of(_with(figures, "angka", findings=(WARNING,)))
    target = "quality/#finding-formula-like"

    assert "angka/angka.csv" in _section(pages["id/quality.md"], "findings")
    assert 'id="finding-formula-like"' in pages["id/quality.md"]
    assert "angka/angka.csv" in _section(pages["id/data/angka.md"], "quality")
    assert _rows_marked(pages["id/indicator/coverage/figures.md"], target) == ["f-coverage_ID_2020-12-31"]
    assert _rows_marked(pages["id/area/ID-negeri-contoh.md"], target) == ["f-coverage_ID_2020-12-31"]
    assert "<b>" not in _section(pages["id/quality.md"], "findings")


@pytest.mark.parametrize(("language", "reason"), [("id", "Ditulis &lt;i&gt;begitu"), ("en", "Written &lt;i&gt;so")])
def test_an_accepted_finding_is_shown_with_its_reason_and_at_its_figure(
    figures: Catalog, language: str, reason: str
) -> None:
    pages = pages_of(_with(figures, "angka", accepted=(Accepted(WARNING, KNOWN),)))
    quality = _section(pages[f"{language}/quality.md"], "accepted")
    anchor = re.findall(r'<tr id="(known-[0-9a-f]+)">', quality)

    assert len(anchor) == 1
    assert reason in quality
    assert "Kantor &amp; Contoh" in quality
    assert 'datetime="2011-12-31"' in quality
    assert f"angka/angka.csv, {read_locale(language).word('voice.line', line=LINE)}" in quality
    assert reason in _section(pages[f"{language}/data/angka.md"], "quality")
    marked = _rows_marked(pages[f"{language}/indicator/coverage/figures.md"], f"quality/#{anchor[0]}")
    assert marked == ["f-coverage_ID_2020-12-31"]


def test_what_an_entry_accepts_is_told_once(figures: Catalog) -> None:
    accepted = tuple(Accepted(replace(WARNING, line=line), KNOWN) for line in range(2, 12))
    quality = pages_of(_with(figures, "angka", accepted=accepted))["en/quality.md"]

    assert quality.count("Written &lt;i&gt;so") == 1
    assert " and 5 more" in quality


def test_of_many_findings_of_one_rule_the_first_are_shown_and_all_are_counted(figures: Catalog) -> None:
    many = tuple(replace(WARNING, line=line) for line in range(2, 2 + SHOWN * 3))
    quality = _section(pages_of(_with(figures, "angka", findings=many))["en/quality.md"], "findings")

    assert quality.count("angka/angka.csv") == SHOWN
    assert f"findings: {SHOWN * 3}; the first {SHOWN} are shown" in quality


def test_what_was_checked_counts_rules_findings_and_what_a_package_declares(figures: Catalog) -> None:
    declaring = replace(figures.entries[0].package, checks=(Rule("satu", "row-constraint"), Rule("dua", "monotone")))
    entries = (Entry(declaring, (WARNING,)), *figures.entries[1:])
    table = checked_table(_scope(figures), "", entries)
    rows = {row.cells[0].text: [c.text for c in row.cells[1:]] for row in table.groups[0].rows}

    assert rows["Aturan yang ditulis pengelola"] == ["2", "0", "0"]
    assert rows["Baris dan sel"] == [str(len(GROUPS["cell"])), "1", "0"]
    assert "Dibandingkan dengan yang sudah terbit" not in rows


def test_what_was_checked_leads_to_the_reference_only_where_there_is_one(figures: Catalog) -> None:
    with_reference = replace(figures, hand_written=frozenset({"reference/checks.md"}))

    assert "reference/checks/" not in pages_of(figures)["id/quality.md"]
    assert 'href="../reference/checks/#cell"' in pages_of(with_reference)["id/quality.md"]
    assert 'href="../../reference/checks/#cell"' in pages_of(with_reference)["en/data/angka.md"]


def test_the_age_of_a_package_is_that_of_its_latest_observed_period(figures: Catalog) -> None:
    """The target of 2022 lies ahead and makes nothing fresh."""
    later = replace(figures, built="2021-01-10")
    entries = {e.package.name: e for e in later.entries}

    assert of_package(_scope(later), entries["angka"]) == Freshness("2020-12-31", "2021-02", 10, "2021-02-03")
    assert of_package(_scope(later), entries["daftar"]) == Freshness("", "", 0, "2021-02-03")
    assert of_package(_scope(later), Entry(replace(entries["daftar"].package, created=""))) is None


def test_a_source_without_a_date_leaves_open_when_it_was_published(figures: Catalog) -> None:
    early = {code: replace(s, published_on="1999") for code, s in figures.figures.dataset.sources.items()}
    dataset = replace(figures.figures.dataset, sources=early)
    catalog = replace(figures, figures=replace(figures.figures, dataset=dataset), built="2021-01-10")
    entry = next(e for e in catalog.entries if e.package.name == "angka")

    assert of_package(_scope(catalog), entry) == Freshness("2020-12-31", "", 10, "2021-02-03")


@pytest.mark.parametrize(
    ("days", "kind"), [(0, "year"), (366, "year"), (367, "two-years"), (731, "two-years"), (732, OLDEST)]
)
def test_an_age_is_of_one_class(days: int, kind: str) -> None:
    assert Freshness("2020", "2020", days).kind == kind
    assert kind in (*(name for _, name in CLASSES), OLDEST)


@pytest.mark.parametrize("language", ["id", "en"])
def test_how_old_the_data_are_is_told_with_the_rule(figures: Catalog, language: str) -> None:
    pages = pages_of(replace(figures, built="2021-01-10"))
    section = _section(pages[f"{language}/quality.md"], "freshness")

    assert 'datetime="2020-12-31"' in section
    assert '<data value="10">10</data>' in section
    assert "10" in _section(pages[f"{language}/data/angka.md"], "quality")


def test_a_portal_without_observations_has_a_quality_page_too(portal: Callable[[str], Catalog]) -> None:
    page = pages_of(portal("plain"))["id/quality.md"]

    assert "{#checked}" in page
    assert "{#disagreements}" not in page


def test_the_sentence_at_a_figure_says_what_is_wrong(figures: Catalog) -> None:
    page = pages_of(_with(figures, "angka", findings=(replace(WARNING, value="=1+1"),)))[
        "en/indicator/coverage/figures.md"
    ]

    assert explain(replace(WARNING, value="=1+1"), read_locale("en"))[0] in page
