"""How a map looks and reads: classes with their legend, and each point as a text for its tile and words for the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from build_scripts import narrative
from build_scripts.drawing.classes import Bands, divide
from build_scripts.drawing.scale import Scale, scale_for, shown, unit_words
from build_scripts.figures import Figure
from build_scripts.outputs.pages.maps.subject import AWARD, FLAGS, LEVELS, STATUS, Layer, Point, Subject
from build_scripts.outputs.pages.rows import claims_of
from build_scripts.outputs.pages.scope import Scope

# Which step of colour stands for areas that were given an award, that were said to have the status, and for both.
FLAG_CLASSES = ((frozenset({AWARD}), "award", 1), (frozenset({STATUS}), "status", 3), (FLAGS, "both", 4))
FLAG_SIGNS = ("★", "✓", "✓★")


@dataclass(frozen=True, slots=True)
class Told:
    """One figure in words: value, date, the id of its source, what else is to be known of it; `machine` and `when` as in the data."""

    value: str
    machine: str
    date: str
    when: str
    source: str
    indicator: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point as it is drawn: the number of its class, the text on its tile, and its figures in words."""

    year: int
    place: int
    text: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Class:
    """A class in the legend; `step` is its step of colour, from 1."""

    step: int
    label: str


@dataclass(frozen=True, slots=True)
class Face:
    """The look of one level of a map: its classes, what the numbers on tiles count, and the marks."""

    legend: tuple[Class, ...]
    unit: str
    marks: Mapping[str, tuple[Mark, ...]]
    latest: Mapping[str, Mark]


def _note(scope: Scope, figure: Figure) -> str:
    if not figure.disagrees:
        return ""
    claims = claims_of(scope, figure)
    return f"{claims.summary}. {claims.spread}".strip() if claims else ""


def told(scope: Scope, figure: Figure) -> Told:
    """Say a figure: `sekitar` where the source does, in words where it only says that the area was named."""
    chosen = figure.chosen
    if figure.key.indicator in FLAGS:
        value = narrative.upper_first(narrative.figure_value(chosen, scope.figures, scope.locale))
    else:
        value = narrative.stated(chosen, scope.locale)
    date = narrative.period_text(chosen, scope.locale)
    return Told(
        value, chosen.text, date, figure.key.as_of, chosen.source_id, figure.key.indicator, _note(scope, figure)
    )


def _flag_place(point: Point, subject: Subject) -> int:
    named = frozenset(f.key.indicator for f in point.figures)
    return next(n for n, (one, _, _) in enumerate(_flag_classes(subject)) if one == named)


def _flag_classes(subject: Subject) -> tuple[tuple[frozenset[str], str, int], ...]:
    return tuple(c for c in FLAG_CLASSES if c[0] <= set(subject.indicators))


def _flag_face(scope: Scope, subject: Subject, layer: Layer) -> Face:
    classes = _flag_classes(subject)
    signs = {name: sign for (_, name, _), sign in zip(FLAG_CLASSES, FLAG_SIGNS, strict=True)}

    def mark(point: Point) -> Mark:
        place = _flag_place(point, subject)
        return Mark(point.year, place, signs[classes[place][1]], tuple(told(scope, f) for f in point.figures))

    legend = tuple(
        Class(step + 1, f"{signs[name]} {scope.locale.word(f'map.legend.{name}')}") for _, name, step in classes
    )
    return Face(legend, "", *_marks(layer, mark))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How the values of a level are scaled and divided: over all years alike, so that a colour means the same in each."""

    bands: Bands
    scale: Scale


def _numbers(scope: Scope, layer: Layer) -> _Numbers:
    values = [f.value for points in layer.points.values() for p in points for f in p.figures]
    # On tiles numbers must be short. Of districts only the legend has any: there the usual value decides, not the largest.
    scale = scale_for(values if layer.level == LEVELS[0] else [sorted(values)[len(values) // 2]])
    return _Numbers(divide([v / scale.size for v in values], scope.locale), scale)


def _number_face(scope: Scope, subject: Subject, layer: Layer) -> Face:
    numbers = _numbers(scope, layer)
    unit = scope.dataset.indicators[subject.id].unit

    def mark(point: Point) -> Mark:
        figure = point.figures[0]
        place = numbers.bands.place(figure.value / numbers.scale.size)
        return Mark(point.year, place, shown(figure.value, numbers.scale, scope.locale), (told(scope, figure),))

    legend = tuple(
        Class(step + 1, label) for label, step in zip(numbers.bands.labels, numbers.bands.steps, strict=True)
    )
    return Face(legend, unit_words(numbers.scale, unit, scope.locale), *_marks(layer, mark))


def _marks(layer: Layer, mark: Callable[[Point], Mark]) -> tuple[Mapping[str, tuple[Mark, ...]], Mapping[str, Mark]]:
    return (
        {code: tuple(mark(p) for p in points) for code, points in layer.points.items()},
        {code: mark(point) for code, point in layer.latest.items()},
    )


def face(scope: Scope, subject: Subject, layer: Layer) -> Face:
    """Return the look of a level of a map in the language of a page."""
    return (_flag_face if subject.flags else _number_face)(scope, subject, layer)
