"""A new name is no loss where the content is the same."""

from __future__ import annotations

from dataclasses import replace

from build_scripts.change import compare
from build_scripts.package import Package, Resource

from .sample import package, table

ROWS = [["Contoh Satu", "11"], ["Contoh Dua", "22"]]


def numbers(*cells: str) -> list[list[str]]:
    return [[f"Contoh {n}", cell] for n, cell in enumerate(cells)]


def first(name: str = "satu") -> Resource:
    return table("area value:number", ROWS, name)


def other(name: str = "dua") -> Resource:
    return table("area value:number", numbers("33", "44"), name)


def names(old: tuple[Package, ...], new: tuple[Package, ...]) -> list[tuple[str | None, str | None]]:
    changes = compare(old, new, {})
    return [(c.old.name if c.old else None, c.new.name if c.new else None) for c in changes.packages]


def test_the_same_twice_is_no_change() -> None:
    state = (package(first()), package(other(), name="lain"))

    assert compare(state, state, {}).packages == ()


def test_packages_that_come_and_go_are_told() -> None:
    assert names((package(first()),), (package(other(), name="lain"),)) == [("contoh", None), (None, "lain")]


def test_a_package_with_the_same_content_is_renamed() -> None:
    assert names((package(first()),), (package(first(), name="lain"),)) == [("contoh", "lain")]


def test_a_package_in_the_same_folder_is_renamed_and_compared() -> None:
    changed = table("area value:number", [["Contoh Satu", "11"], ["Contoh Dua", "23"]], "satu")
    changes = compare((package(first(), folder="."),), (package(changed, name="lain", folder="."),), {})

    assert changes.packages[0].renamed
    assert len(changes.packages[0].resources[0].rows) == 1


def test_two_packages_of_one_content_are_not_taken_for_one_another() -> None:
    old = (package(first(), name="a"), package(first(), name="b"))
    new = (package(first(), name="c"), package(first(), name="d"))

    assert names(old, new) == [("a", None), ("b", None), (None, "c"), (None, "d")]


def test_a_resource_with_the_same_content_or_path_is_renamed() -> None:
    moved = replace(other("tiga"), path="dua.csv", rows=(("Contoh 0", "33"), ("Contoh 1", "45")))
    changes = compare((package(first(), other()),), (package(first("empat"), moved),), {})

    found = changes.packages[0].resources
    assert [(r.old.name, r.new.name) for r in found if r.old and r.new] == [("satu", "empat"), ("dua", "tiga")]
    assert [len(r.rows) for r in found] == [0, 1]
