"""The files behind the maps: all views of each map in words, and the coast with a point for each district.

A script only chooses among them; it computes nothing and writes no number, so that what it shows is what is tested here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.drawing.coast import EAST, NORTH, SOUTH, WEST, coastline
from build_scripts.outputs.pages.maps.face import Face, Mark, face
from build_scripts.outputs.pages.maps.said import missing, name, page_link, rule, sentence, unit_sentence
from build_scripts.outputs.pages.maps.subject import Layer, Subject, layers, subjects, years_of
from build_scripts.outputs.pages.scope import Scope, scopes

UNITS = 20
# The line at which the drawing is divided, degrees east: through the strait of Makassar, so that few islands are cut.
SEAM = 119
WORDS = ("tile", "none", "absent", "open", "source", "latest", "parent", "nothing")


LAND = "map/land.json"


def _sources(faces: tuple[Face, ...]) -> tuple[str, ...]:
    marks = (m for f in faces for m in (*f.latest.values(), *(m for some in f.marks.values() for m in some)))
    return tuple(sorted({told.source for mark in marks for told in mark.told}))


def _mark(mark: Mark, sources: Mapping[str, int]) -> list[Any]:
    told = [[t.value, t.date, sources[t.source], t.note, t.machine, t.when, t.indicator] for t in mark.told]
    return [mark.year, mark.place, mark.text, told]


def _marks(look: Face, code: str, sources: Mapping[str, int]) -> list[Any]:
    """Return the marks of an area by year; the latest known stands last again where it is not that of the last year."""
    marks, latest = look.marks[code], look.latest[code]
    shown = [_mark(m, sources) for m in marks]
    return shown if latest == marks[-1] else [*shown, [0, *_mark(latest, sources)[1:], latest.year]]


def _layer(
    scope: Scope, subject: Subject, look: Face, said: Mapping[str, str], sources: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "cite": _cited(scope, subject, look, said),
        "unit": unit_sentence(scope, look),
        "legend": [[c.step, c.label] for c in look.legend],
        "said": said,
        "marks": {code: _marks(look, code, sources) for code in look.marks},
    }


def _citation(scope: Scope, subject: Subject, said: str, marks: Iterable[Mark]) -> str:
    """Return how a view is cited; where it stands is known to the page only, which puts its address at `{url}`."""
    dataset, locale = scope.dataset, scope.locale
    sources = narrative.source_line(dataset, (told.source for mark in marks for told in mark.told), locale)
    facts = {"title": f"{name(scope, subject)}. {said}", "date": locale.date(scope.catalog.built), "source": sources}
    return locale.word("live.cite.text", url="{url}", **facts)


def _cited(scope: Scope, subject: Subject, look: Face, said: Mapping[str, str]) -> dict[str, str]:
    """Return the citation of each view that shows anything, by year as its sentence."""
    everything = [mark for marks in look.marks.values() for mark in marks]
    of_year = {year: [m for m in everything if str(m.year) == year] for year in said if year}
    shown = {"": list(look.latest.values()), **of_year}
    return {year: _citation(scope, subject, said[year], marks) for year, marks in shown.items() if marks}


def _said(scope: Scope, subject: Subject, layer: Layer, years: tuple[int, ...]) -> dict[str, str]:
    """Return the sentence of each view by year; that of the latest known figures under the empty text."""
    return {str(year or ""): sentence(scope, subject, layer, year) for year in (None, *years)}


def _area(scope: Scope, code: str) -> list[Any]:
    """Return name, way to the page, and name of the area above; years of beginning and end only where they are known."""
    area, link = scope.dataset.areas[code], scope.area(code)
    above = scope.area(area.parent).text if area.level == "district" else ""
    years = [int(day[:4]) if day else 0 for day in (area.valid_from, area.valid_to)]
    return [link.text, link.href.removeprefix("./"), above, *(years if any(years) else [])]


def _words(scope: Scope, subject: Subject) -> dict[str, str]:
    words = {word: scope.locale.word(f"map.script.{word}") for word in WORDS}
    return words | {"missing": missing(scope, subject)}


def content(scope: Scope, subject: Subject) -> dict[str, Any]:
    """Return what the file of a map holds in a language."""
    found = layers(scope.figures, subject)
    faces = tuple(face(scope, subject, one) for one in found)
    ids = _sources(faces)
    numbers = {source: n for n, source in enumerate(ids)}
    links = [scope.source(i) for i in ids]
    years = years_of(found)
    codes = sorted({*scope.dataset.tiles} | {c for one in found for c in one.latest})
    return {
        "id": subject.id,
        "name": name(scope, subject),
        "page": [link.text, link.href.removeprefix("./")] if (link := page_link(scope, subject)).href else ["", ""],
        "rule": rule(scope, subject),
        "years": [years[0], years[-1]],
        "words": _words(scope, subject),
        "sources": [[link.text, link.href.removeprefix("./"), i] for i, link in zip(ids, links, strict=True)],
        "areas": {c: _area(scope, c) for c in codes if c in scope.dataset.areas},
        "layers": {
            one.level: _layer(scope, subject, look, _said(scope, subject, one, years), numbers)
            for one, look in zip(found, faces, strict=True)
        },
    }


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _place(longitude: float, latitude: float) -> tuple[float, float]:
    """Return degrees as they are drawn: so near the equator no projection would be told from it."""
    return round((longitude - WEST) * UNITS, 1), round((NORTH - latitude) * UNITS, 1)


def _ring(ring: list[list[float]]) -> str:
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in (_place(*point) for point in ring[:-1])) + "Z"


def land(catalog: Catalog) -> dict[str, Any]:
    """Return the size of the drawing, where it may be divided, the coast as a path, and the point of each district."""
    centres = catalog.figures.dataset.centres
    polygons = coastline()["geometry"]["coordinates"]
    return {
        "size": [(EAST - WEST) * UNITS, (NORTH - SOUTH) * UNITS],
        "seam": (SEAM - WEST) * UNITS,
        "land": "".join(_ring(ring) for (ring,) in polygons),
        "centres": {code: _place(c.longitude, c.latitude) for code, c in sorted(centres.items())},
    }


def map_files(catalog: Catalog) -> Iterator[File]:
    """Yield the file of each map in each language, and the coast once where any map has districts."""
    wanted = subjects(catalog.figures)
    for scope in scopes(catalog) if wanted else ():
        for subject in wanted:
            yield File(paths.language(scope.language) + paths.map_data(subject.id), _json(content(scope, subject)))
    if wanted and catalog.figures.dataset.centres:
        yield File(LAND, _json(land(catalog)))
