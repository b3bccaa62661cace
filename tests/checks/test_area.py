"""Areas come and go: a claim is about an area that was there at its date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_scripts.checks.area import area_not_valid
from build_scripts.checks.understood import Understood
from build_scripts.dataset import Area
from build_scripts.package import Text
from tests.checks.test_series import claim, understood


def with_area(as_of: str, valid_from: str, valid_to: str) -> Understood:
    found = understood(claim(as_of, "11", area="93"))
    old = Area("91", "province", "", Text("Contoh Induk"))
    new = Area("93", "province", "", Text("Contoh Baru"), valid_from=valid_from, valid_to=valid_to, predecessor="91")
    dataset = replace(found.dataset, areas={"91": old, "93": new})
    return replace(found, weighed=replace(found.weighed, dataset=dataset))


@pytest.mark.parametrize(
    ("as_of", "variant"),
    [
        ("2021", "early-predecessor"),
        ("2022-06", "early-predecessor"),
        ("2022-07-24", "early-predecessor"),
        ("2022-07-25", None),
        ("2022-07", None),
        ("2022", None),
        ("2024-12-31", None),
        ("2025-01-01", "late"),
        ("2025", "late"),
    ],
)
def test_a_claim_is_about_an_area_of_its_time(as_of: str, variant: str | None) -> None:
    found = [f.facts["variant"] for f in area_not_valid(with_area(as_of, "2022-07-25", "2024-12-31"))]

    assert found == ([variant] if variant else [])


@pytest.mark.parametrize(("valid_from", "valid_to"), [("", ""), ("kapan", "?"), ("2022", "")])
def test_an_area_without_dates_is_always_there(valid_from: str, valid_to: str) -> None:
    assert list(area_not_valid(with_area("2022-01-01", valid_from, valid_to))) == [] or valid_from == "2022"


def test_the_finding_names_the_area_it_was_part_of() -> None:
    (found,) = area_not_valid(with_area("2020", "2022-07-25", ""))

    assert (found.field, found.value, found.facts["predecessor"]) == ("as_of", "2020", "Contoh Induk")
