"""What follows from another finding is not told beside it."""

from __future__ import annotations

import pytest

from build_scripts.checks.consequence import told_once
from build_scripts.report import Finding


@pytest.mark.parametrize(
    ("cause", "consequence", "field"),
    [
        ("non-finite-number", "constraint-error", "value"),
        ("constraint-error", "unit-mismatch", "unit"),
        ("code-unknown", "period-type-mismatch", "period_type"),
        ("constraint-error", "area-level-mismatch", "area_level"),
        ("foreign-key", "parent-unknown", "parent"),
    ],
)
def test_a_code_that_is_none_is_told_once(cause: str, consequence: str, field: str) -> None:
    first, second = (Finding(type, "a/t.csv", 2, field, "x") for type in (cause, consequence))
    elsewhere = Finding(consequence, "a/t.csv", 3, field, "x")

    assert told_once([second, first, elsewhere]) == [first, elsewhere]
