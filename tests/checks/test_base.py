"""Against the published state: what vanished or moved is told once, with its size, and must be on record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.checks.base import TYPES, against, unreadable
from build_scripts.checks.base.row import MANY
from build_scripts.io import read_packages
from build_scripts.known import COMPARED
from build_scripts.locale import languages, read_locale
from build_scripts.package import Field, ForeignKey, Package, Resource, Text
from build_scripts.report import Finding, Severity, explain
from tests.change.sample import claims, package, sources, table

ROWS = [["Contoh Satu", "11"], ["Contoh Dua", "22"]]
DATASETS = Path(__file__).resolve().parents[2] / "datasets"


def plain(rows: list[list[str]] = ROWS, fields: str = "area value:number", **properties: Any) -> Resource:
    return table(fields, rows, **{"primary_key": ("area",), **properties})


def told(old: Package | Resource, new: Package | Resource) -> list[Finding]:
    states = [(s if isinstance(s, Package) else package(s),) for s in (old, new)]
    return list(against(states[0], states[1]))


def types(old: Package | Resource, new: Package | Resource) -> list[str]:
    """Return the types that are told; that nothing is on record is looked at apart."""
    return [f.type for f in told(old, new) if f.type != "revision-unrecorded"]


def test_every_type_is_known_and_said_in_every_language() -> None:
    words = read_locale("id").words
    stated = {key.split(".")[1] for key in words if key.startswith("findings.") and key.split(".")[1] in TYPES}

    assert stated == TYPES
    assert TYPES == COMPARED


def test_the_same_state_twice_tells_nothing() -> None:
    assert told(plain(), plain()) == []


def test_a_moved_value_lies_on_its_line_with_its_size() -> None:
    (found, unrecorded) = told(plain(), plain([["Contoh Satu", "11"], ["Contoh Dua", "24.2"]]))

    assert (found.type, found.path, found.line, found.field) == ("past-value-changed", "contoh/tabel.csv", 3, "value")
    assert found.severity is Severity.WARNING
    assert found.facts == {
        "old": "22", "new": "24.2", "row": "Contoh Dua", "variant": "number-relative", "difference": "+2.2", "relative": "+10%",
    }  # fmt: skip
    assert (unrecorded.type, unrecorded.path, unrecorded.severity) == (
        "revision-unrecorded", "contoh/CHANGELOG.md", Severity.ERROR,
    )  # fmt: skip


def test_a_value_written_with_other_digits_and_rows_in_another_order_tell_nothing() -> None:
    assert told(plain(), plain([["Contoh Dua", "22.00"], ["Contoh Satu", "11.0"]])) == []


def test_new_rows_columns_tables_and_values_where_there_were_none_tell_nothing() -> None:
    old = package(plain([*ROWS, ["Contoh Tiga", ""]]))
    new = package(
        plain([[*ROWS[0], "x"], [*ROWS[1], ""], ["Contoh Tiga", "33", ""]], "area value:number note"),
        table("a", [["1"]], "lain"),
    )

    assert told(old, new) == []
    assert list(against((old,), (new, package(table("a", [["2"]]), name="baru")))) == []


def test_a_value_that_became_empty_is_told() -> None:
    (found,) = [f for f in told(plain(), plain([ROWS[0], ["Contoh Dua", ""]])) if f.type == "past-value-changed"]

    assert found.facts["variant"] == "emptied"


def test_words_are_told_apart_from_values_and_need_no_record() -> None:
    old, new = (
        plain([["A", "11", "lama"]], "area value:number note"),
        plain([["A", "11", "baru"]], "area value:number note"),
    )

    assert [f.type for f in told(old, new)] == ["past-text-changed"]


@pytest.mark.parametrize("how", [{"constraints": {"enum": ["x", "y"]}}, {"categories": (("x", Text("x")),)}])
def test_text_from_a_list_of_codes_is_a_value(how: dict[str, Any]) -> None:
    fields = [Field("area", "string"), replace(Field("status", "string"), **how)]

    assert types(
        table(fields, [["A", "x"]], primary_key=("area",)), table(fields, [["A", "y"]], primary_key=("area",))
    ) == ["past-value-changed"]


def test_codes_of_a_shape_and_of_another_table_are_values() -> None:
    assert types(sources(satu="news"), sources(satu="academic")) == ["past-value-changed"]
    key = (ForeignKey(("area",), "", "", ("area",)),)
    old, new = (table("n area", [["1", code]], primary_key=("n",), foreign_keys=key) for code in ("A", "B"))
    assert types(old, new) == ["past-value-changed"]


def test_a_vanished_row_is_told_by_its_key() -> None:
    found = told(plain(), plain(ROWS[:1]))[0]

    assert (found.type, found.path, found.line, found.value) == ("row-vanished", "contoh/tabel.csv", 0, "Contoh Dua")
    assert found.facts["was"] == "3"


def test_a_vanished_column_is_told_once_and_not_for_each_row() -> None:
    assert types(plain(), plain([["Contoh Satu"], ["Contoh Dua"]], "area")) == ["field-vanished"]


def test_another_type_unit_and_key_are_told() -> None:
    old = table([Field("area", "string"), Field("value", "number", unit="percent")], ROWS, primary_key=("area",))
    new = table([Field("area", "string"), Field("value", "string", unit="ratio")], ROWS, primary_key=("value",))

    assert types(old, new) == ["field-type-changed", "unit-changed", "key-changed"]
    assert types(old, table(new.fields, ROWS))[-1] == "key-changed"
    assert types(plain(), old) == []


def test_a_vanished_table_is_told_once() -> None:
    assert types(package(plain(), table("a", [["1"]], "lain")), package(plain())) == ["resource-vanished"]


def test_a_vanished_package_is_a_warning_that_has_no_place_for_a_record() -> None:
    found = list(against((package(plain()),), ()))

    assert [(f.type, f.path, f.severity) for f in found] == [
        ("package-vanished", "contoh/datapackage.json", Severity.WARNING)
    ]


def test_a_new_name_is_told_as_such() -> None:
    assert types(package(plain()), package(plain(), name="lain")) == ["package-renamed"]
    assert types(package(plain()), package(plain(name="lain"))) == ["resource-renamed"]


def test_a_record_needs_more_than_a_heading() -> None:
    changed = plain([["Contoh Satu", "12"], ["Contoh Dua", "22"]])
    old = package(plain(), changelog="## 1\n\nTerbitan pertama.\n")

    def unrecorded(changelog: str) -> bool:
        new = package(changed, changelog=changelog)
        return "revision-unrecorded" in [f.type for f in told(old, new)]

    assert unrecorded("## 1\n\nTerbitan pertama.\n")
    assert unrecorded("## 2\n\n## 1\n\nTerbitan pertama.\n")
    assert unrecorded("")
    assert not unrecorded("## 2\n\nContoh Satu direvisi.\n\n## 1\n\nTerbitan pertama.\n")


def test_a_record_of_one_package_does_not_stand_for_another() -> None:
    old = (package(plain(), name="a"), package(plain(), name="b"))
    changed = plain([["Contoh Satu", "12"], ["Contoh Dua", "22"]])
    new = (package(changed, name="a", changelog="Direvisi."), package(changed, name="b"))

    assert [f.path for f in against(old, new) if f.type == "revision-unrecorded"] == ["b/CHANGELOG.md"]


def test_thousands_of_changes_are_one_finding_with_their_count() -> None:
    rows = [[f"Contoh {n}", str(n)] for n in range(2 * MANY + 2)]
    moved = [[area, f"{value}.5"] for area, value in rows[: MANY + 1]]
    found = [f for f in told(plain(rows), plain(moved)) if f.type != "revision-unrecorded"]

    assert [(f.type, f.facts["variant"], f.facts["count"]) for f in found] == [
        ("row-vanished", "many", str(MANY + 1)),
        ("past-value-changed", "many", str(MANY + 1)),
    ]


def test_what_cannot_be_read_now_is_not_gone() -> None:
    old = package(plain(), folder="satu", name="satu")
    unread = replace(old, resources=(replace(plain(), rows=(), lines=()),))
    fault = Finding("json-syntax", "satu/datapackage.json")

    assert list(against((old,), (unread,), [fault])) == []
    assert list(against((old,), (), [fault])) == []
    assert list(against((old,), (replace(old, resources=()),), [fault])) == []
    assert [f.type for f in against((old,), ())] == ["package-vanished"]
    assert [f.type for f in against((old,), (unread,)) if f.severity is Severity.WARNING] == ["row-vanished"] * 2


def test_faults_of_the_published_state_are_one_warning() -> None:
    faults = [Finding("json-syntax", "a/x"), Finding("empty-file", "b/y"), Finding("z", "c", severity=Severity.WARNING)]

    assert [(f.type, f.path, f.severity, f.facts["count"]) for f in unreadable(faults, "datasets")] == [
        ("base-unreadable", "datasets", Severity.WARNING, "2")
    ]
    assert list(unreadable(faults[2:], "datasets")) == []


def test_a_claim_that_is_gone_with_its_figure_is_told_as_the_figure() -> None:
    old = claims({}, {"as_of": "2024"}, {"as_of": "2024", "source_id": "dua"})

    found = told(old, claims({}))
    assert [(f.type, f.value) for f in found[:-1]] == [("figure-vanished", "coverage/99.01/2024")]
    assert types(old, claims({}, {"as_of": "2024"})) == ["row-vanished"]


def test_an_area_without_figures_is_told_once() -> None:
    old = claims({}, *({"area_code": "99.02", "as_of": str(year)} for year in range(2001, 2005)))

    found = told(old, claims({}))
    assert [(f.type, f.value, f.facts["figures"]) for f in found[:-1]] == [("area-vanished", "99.02", "4")]


def test_a_revised_claim_is_told_once_and_a_better_source_by_its_figure() -> None:
    kinds = sources(satu="news", dua="official-report")

    assert types(claims({"value": "11"}), claims({"value": "12"})) == ["past-value-changed"]
    better = claims({"value": "11"}, {"value": "12", "source_id": "dua"})
    (found, _) = told(package(claims({"value": "11"}), kinds), package(better, kinds))
    assert (found.type, found.path, found.line) == ("figure-changed", "contoh/angka.csv", 3)
    assert found.facts["figure"] == "coverage/99.01/2023"


def test_a_claim_in_another_unit_is_told_as_that() -> None:
    assert types(claims({}), claims({"unit": "persons"})) == ["unit-changed"]


KEYS = st.tuples(
    st.sampled_from(["99.01", "99.02"]), st.sampled_from(["2023", "2024"]), st.sampled_from(["satu", "dua"])
)


@settings(deadline=None)
@given(
    before=st.dictionaries(KEYS, st.integers(0, 9), max_size=8),
    edits=st.dictionaries(KEYS, st.none() | st.integers(0, 9)),
)
def test_a_changed_published_value_is_always_reported(
    before: dict[tuple[str, str, str], int], edits: dict[tuple[str, str, str], int | None]
) -> None:
    after = {k: v for k, v in (before | edits).items() if v is not None}

    def state(made: dict[tuple[str, str, str], int], ending: str) -> Package:
        rows = [{"area_code": a, "as_of": d, "source_id": s, "value": f"{v}{ending}"} for (a, d, s), v in made.items()]
        return package(claims(*rows), sources(satu="news", dua="official-report"))

    found = told(state(before, ".0"), state(dict(reversed(after.items())), ".00"))
    moved = {k for k, v in before.items() if after.get(k) != v}
    shown = {(a, d) for a, d, _ in before}
    # What is published of a key: the official report, or else the news.
    changed = [k for k in shown if _shown(before, k) != _shown(after, k)]

    assert bool(found) == bool(moved or changed)
    for area, day in changed:
        assert any(area in f"{f.value} {f.facts.get('row')} {f.facts.get('figure')}" for f in found), (area, day)
    assert ("revision-unrecorded" in {f.type for f in found}) == bool(found)
    for language in languages():
        words = read_locale(language)
        assert all("{" not in sentence for f in found for sentence in explain(f, words))


def _shown(made: dict[tuple[str, str, str], int], key: tuple[str, str]) -> int | None:
    return made.get((*key, "dua"), made.get((*key, "satu")))


@pytest.fixture(scope="module")
def real() -> tuple[Package, ...]:
    return read_packages(DATASETS)[0]


def test_the_real_packages_against_themselves_tell_nothing(real: tuple[Package, ...]) -> None:
    assert list(against(real, read_packages(DATASETS)[0])) == []


@pytest.mark.parametrize("name", ["coverage", "membership", "population"])
def test_one_changed_figure_of_the_real_packages_is_told(real: tuple[Package, ...], name: str) -> None:
    before = next(p for p in real if p.name == name)
    resource = before.resources[0]
    place = next(n for n, f in enumerate(resource.fields) if f.name == "value")
    rows = [list(row) for row in resource.rows]
    rows[7][place] += "9" if "." in rows[7][place] else ".5"
    changed = replace(resource, rows=tuple(map(tuple, rows)), data=b"")
    after = replace(before, resources=(changed,))

    found = list(against(real, tuple(after if p is before else p for p in real)))

    assert [(f.type, f.line) for f in found] == [("past-value-changed", resource.lines[7]), ("revision-unrecorded", 0)]
