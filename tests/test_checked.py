"""The whole check: of a table that is wrong throughout the first rows are enough, of one that is not every row counts."""

from __future__ import annotations

from pathlib import Path

from build_scripts.reading import LIMITS
from build_scripts.report import MOST_OF_A_CAUSE, Finding, Severity
from tests.package_folder import descriptor, examine, resource, write

MANY = LIMITS.suspects + 1
# No look by columns knows this format, so every row is a suspect.
UNKNOWN = {"type": "date", "format": "%d.%m.%Y"}
LEFT = ("limit-exceeded", "suspects", str(LIMITS.suspects))


def found(folder: Path, *tables: dict, **files: str) -> tuple[Finding, ...]:
    write(folder / "contoh", descriptor(*tables), {f"{name}.csv": text for name, text in files.items()})
    return examine(folder).findings


def one(name: str, **field: object) -> dict:
    return resource(name, schema={"fields": [{"name": "c", **field}]})


def left(findings: tuple[Finding, ...]) -> set[str]:
    """Return the files of which it is said that not all suspects were examined."""
    return {f.path for f in findings if (f.type, f.facts.get("variant"), f.facts.get("limit")) == LEFT}


def test_of_a_table_that_is_wrong_throughout_the_first_rows_are_told_and_that_the_others_were_not_examined(
    tmp_path: Path,
) -> None:
    told = found(tmp_path, one("table", type="integer"), table="c\n" + "x\n" * 2 * MANY)

    assert left(told) == {"contoh/table.csv"}
    assert [f.line for f in told if f.type == "type-error"] == list(range(2, MOST_OF_A_CAUSE + 2))
    (more,) = (f for f in told if f.facts.get("variant") == "findings" and f.value == "type-error")
    assert int(more.facts["actual"]) == LIMITS.suspects - MOST_OF_A_CAUSE


def test_rows_that_are_wrong_only_at_the_end_of_a_table_are_the_ones_that_are_told(tmp_path: Path) -> None:
    right, wrong = 300_000, MANY
    told = found(tmp_path, one("table", type="integer"), table="c\n" + "1\n" * right + "x\n" * wrong)

    assert left(told) == {"contoh/table.csv"}
    assert min(f.line for f in told if f.type == "type-error") == right + 2


def test_a_single_wrong_row_behind_very_many_suspects_is_found(tmp_path: Path) -> None:
    told = found(tmp_path, one("table", **UNKNOWN), table="c\n" + "31.12.2023\n" * MANY + "2023-12-31\n")

    assert [(f.type, f.line) for f in told if f.severity is Severity.ERROR] == [("type-error", MANY + 2)]


def test_a_table_that_was_pasted_into_itself_is_told_by_its_repeated_keys(tmp_path: Path) -> None:
    stated = resource(schema={"fields": [{"name": "c"}], "primaryKey": "c"})
    told = found(tmp_path, stated, table="c\n" + "".join(f"x{n}\n" for n in range(MANY)) * 2)

    first = next(f for f in told if f.type == "primary-key")
    assert (first.line, first.facts) == (MANY + 2, {"first": "2"})


def test_warnings_alone_leave_no_row_unexamined(tmp_path: Path) -> None:
    told = found(tmp_path, one("table", type="string"), table="c\n" + "".join(f"=x{n}\n" for n in range(MANY)))

    assert {f.severity for f in told} == {Severity.WARNING}
    assert left(told) == set()


def test_a_table_that_is_wrong_throughout_does_not_keep_another_from_being_examined_to_its_end(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        one("wrong", type="integer"),
        one("late", **UNKNOWN),
        wrong="c\n" + "x\n" * MANY,
        late="c\n" + "31.12.2023\n" * MANY + "x\n",
    )

    assert left(told) == {"contoh/wrong.csv"}
    assert ("type-error", MANY + 2) in {(f.type, f.line) for f in told if f.path == "contoh/late.csv"}


def test_a_check_that_a_package_states_waits_until_all_rows_are_examined(tmp_path: Path) -> None:
    stated = resource(
        schema={"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]},
        checks=[{"name": "one-below-the-other", "type": "row-constraint", "left": "a", "operator": "<=", "right": "b"}],
    )
    few = found(tmp_path / "few", stated, table="a,b\n" + "1,2\n" * 9 + "3,2\n")
    many = found(tmp_path / "many", stated, table="a,b\n" + "x,3\n" * MANY + "3,2\n")

    assert [f.line for f in few if f.type == "row-constraint"] == [11]
    assert left(many) == {"contoh/table.csv"}
    assert not [f for f in many if f.type == "row-constraint"]


def test_rows_that_are_only_pointed_to_do_not_count_against_a_table(tmp_path: Path) -> None:
    far, rows = LIMITS.suspects, 3 * LIMITS.suspects
    key = {"fields": "next", "reference": {"resource": "", "fields": "id"}}
    fields = [{"name": "id"}, {"name": "next"}, {"name": "day", **UNKNOWN}]
    stated = resource(schema={"fields": fields, "primaryKey": "id", "foreignKeys": [key]})
    lines = (f"x{n},x{(n + far) % rows},31.12.2023\n" for n in range(rows))

    assert found(tmp_path, stated, table="id,next,day\n" + "".join(lines)) == ()


def test_an_accepted_finding_is_not_called_stale_while_rows_are_not_examined(tmp_path: Path) -> None:
    known = '[[known]]\ntype = "formula-like"\npath = "table.csv"\nvalue = "=x"\nreason = "Contoh"\nreason_en = "Example"\nby = "Contoh"\nuntil = "2999-12-31"\n'
    fields = [{"name": "a", "type": "integer"}, {"name": "b"}]
    for name, wrong in (("some", 1), ("many", MANY)):
        files = {"table.csv": "a,b\n" + "x,y\n" * wrong + "1,=x\n", "known-findings.toml": known}
        write(tmp_path / name / "contoh", descriptor(resource(schema={"fields": fields})), files)
        report = examine(tmp_path / name)
        assert "known-stale" not in {f.type for f in report.findings}
        assert bool(left(report.findings)) == (name == "many")
        assert len(report.accepted) == (name == "some")


def test_answers_that_repeat_are_no_slip_because_some_of_them_were_examined(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "integer"}, {"name": "b"}]
    rows = "x,ya\n" * 2 * MANY + "x,tidak\n" * 3 * MANY + "x,entah\n" * MANY

    told = found(tmp_path, resource(schema={"fields": fields}), table="a,b\n" + rows)

    assert left(told) == {"contoh/table.csv"}
    assert "duplicate-row" not in {f.type for f in told}
