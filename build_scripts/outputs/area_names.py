"""The names of all areas in one small file a language: what "find my area" searches while someone types.

A list is read in an instant and never fails half-way, so the search needs no index and no other host. Names to search by come from the code
lists alone: the other languages, ISO and map codes, former names and codes, and capitals that are no area of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from build_scripts import paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import LEVELS, Area, Dataset
from build_scripts.locale import Locale

PATH = "area/names.json"


def area_names(catalog: Catalog) -> Iterator[File]:
    """Yield `area/names.json` in the root of each language; a portal without areas has none."""
    dataset = catalog.figures.dataset
    if not dataset.areas:
        return
    former, plain = _former(dataset), frozenset(_plain(area) for area in dataset.areas.values())
    others = {area.code: _others(area, dataset, former.get(area.code, ()), plain) for area in dataset.areas.values()}
    for locale in catalog.locales:
        prefix = paths.language(locale.language)
        yield File(prefix + PATH, _text(_row(area, dataset, locale, others[area.code]) for area in _ordered(dataset)))


def _ordered(dataset: Dataset) -> tuple[Area, ...]:
    """Return all areas, the wider ones first, then by code: among equal matches the first is shown first."""
    return tuple(sorted(dataset.areas.values(), key=lambda a: (_rank(a.level), a.code)))


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _row(area: Area, dataset: Dataset, locale: Locale, others: Iterable[str]) -> list[object]:
    """Return code, name, path, level, name of the area above, other names, and the kind of the area in words."""
    name = area.name.to(locale.language)
    above = dataset.areas.get(area.parent)
    return [
        area.code,
        name,
        paths.area(area),
        area.level,
        above.name.to(locale.language) if above else "",
        [other for other in others if other != name],
        _kind(area, locale),
    ]


def _kind(area: Area, locale: Locale) -> str:
    """Return the word for the type of an area, or else for its level, or else what the code list says."""
    for key, code in ((f"find.type.{area.type}", area.type), (f"find.level.{area.level}", area.level)):
        if code and locale.has(key):
            return locale.word(key)
    return area.type or area.level


def _others(area: Area, dataset: Dataset, former: Iterable[str], plain: frozenset[str]) -> tuple[str, ...]:
    """Return what else an area is searched by, each once: the capital only where it is no area that would be found itself."""
    tile = dataset.tiles.get(area.code)
    names = (
        area.name.plain,
        *area.name.translations.values(),
        *former,
        area.iso,
        tile.abbreviation if tile else "",
        area.capital if area.capital.casefold() not in plain else "",
        area.predecessor if area.predecessor not in dataset.areas else "",
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _plain(area: Area) -> str:
    """Return the name of a district without the word for its kind, which stands first in the code lists."""
    kind, _, rest = area.name.plain.casefold().partition(" ")
    return rest if rest and kind == area.type.casefold() else area.name.plain.casefold()


def _former(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Return the names that areas had before they got a new name together with a new code."""
    return {c.to_code: (c.from_name,) for c in dataset.area_changes if c.change == "moved" and c.from_name != c.to_name}


def _text(rows: Iterable[list[object]]) -> bytes:
    """Write one row a line: a change of one area is a change of one line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"[\n{lines}\n]\n".encode("utf-8", "backslashreplace")
