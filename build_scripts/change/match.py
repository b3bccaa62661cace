"""Which thing of one state is which of the other: by name first, then by what it holds, so that a new name is no loss."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from build_scripts.package import Package, Resource

T = TypeVar("T")
Mark = Callable[[T], Hashable | None]


def pairs(old: Iterable[T], new: Iterable[T], marks: Iterable[Mark[T]]) -> tuple[tuple[T | None, T | None], ...]:
    """Return pairs in order of the old things, then the new ones alone.

    Each mark in turn pairs what is still alone and has the same mark; a mark that several share, or none, pairs nothing.
    """
    left, right = list(old), list(new)
    found: dict[int, T] = {}
    taken: set[int] = set()
    for mark in marks:
        ours, theirs = _single(left, found.keys(), mark), _single(right, taken, mark)
        for value, number in ours.items():
            if value in theirs:
                found[number] = right[theirs[value]]
                taken.add(theirs[value])
    return (
        *((one, found.get(number)) for number, one in enumerate(left)),
        *((None, one) for number, one in enumerate(right) if number not in taken),
    )


def _single(things: list[T], taken: Iterable[int], mark: Mark[T]) -> dict[Hashable, int]:
    numbers: dict[Hashable, int] = {}
    several: set[Hashable] = set()
    done = frozenset(taken)
    for number, thing in enumerate(things):
        value = mark(thing) if number not in done else None
        if value is not None:
            several.update((value,) if value in numbers else ())
            numbers[value] = number
    return {value: number for value, number in numbers.items() if value not in several}


def packages(old: Iterable[Package], new: Iterable[Package]) -> Iterator[tuple[Package | None, Package | None]]:
    """Pair packages: by name and folder, by name, by the same content, by folder."""
    yield from pairs(old, new, (_name_and_folder, lambda p: p.name or None, _package_content, lambda p: p.folder))


def resources(old: Iterable[Resource], new: Iterable[Resource]) -> Iterator[tuple[Resource | None, Resource | None]]:
    """Pair resources: by name, by the same content, by path."""
    yield from pairs(old, new, (lambda r: r.name or None, content, lambda r: r.path or None))


def content(resource: Resource) -> Hashable | None:
    """Return what a resource holds apart from its name; nothing where it is empty or could not be read."""
    names = tuple(f.name for f in resource.fields)
    return (names, resource.data) if resource.data else (names, tuple(resource.rows)) if resource.rows else None


def _name_and_folder(package: Package) -> Hashable | None:
    return (package.name, package.folder)


def _package_content(package: Package) -> Hashable | None:
    contents = [content(r) for r in package.resources]
    return tuple(contents) if any(c is not None for c in contents) else None
