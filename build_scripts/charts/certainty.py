"""How sure a value is, as charts draw it: an open mark for what is not exact, an arrow for a bound, a bar where sources disagree.

Words and marks come from one reading of a claim, so that a picture, its tooltip and its text alternative say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

from build_scripts.charts import theme, words
from build_scripts.dataset import Dataset, Observation
from build_scripts.figures import Figure
from build_scripts.figures.tolerance import BOUND_SIGNS, bound
from build_scripts.locale import Locale

UPRIGHT = {"about": "", "at-least": "↑", "at-most": "↓"}
LEVEL = {"about": "", "at-least": "→", "at-most": "←"}
NAMED = 4
Row = dict[str, Any]


def signed(claim: Observation, text: str) -> str:
    """Return a written value with the sign of its bound before it: `≥98`."""
    return BOUND_SIGNS.get(bound(claim), "") + text


def told(claim: Observation, text: str, locale: Locale) -> str:
    """Return a written value with its bound in words: `paling sedikit 98`."""
    kind = bound(claim)
    return locale.word(f"charts.certainty.{kind}", value=text) if kind else text


def precision(claim: Observation, locale: Locale) -> str:
    """Return in a word or two how exact a claim is, for a table."""
    kind = bound(claim)
    if kind:
        return locale.word(f"charts.certainty.word-{kind}")
    key = f"words.precision.{claim.precision}"
    return locale.word(key) if locale.has(key) else claim.precision


def open_rows(pairs: Iterable[tuple[Observation, Mapping[str, Any]]], *, upright: bool = True) -> list[Row]:
    """Return the rows of claims that are no exact number, with the arrow that each gets."""
    arrows = UPRIGHT if upright else LEVEL
    return [{**row, "arrow": arrows[bound(claim)]} for claim, row in pairs if bound(claim)]


def open_marks(x: alt.X, y: alt.Y, *, size: int = 20, arrows: bool = True, away: int = 11) -> list[alt.Chart]:
    """Return the layers that open the marks of the dataset `open` and set an arrow beside each bound."""
    rows = alt.Chart(alt.NamedData("open"))
    inner = rows.mark_point(filled=True, size=size, color=theme.colour("paper"), opacity=1).encode(x=x, y=y)
    if not arrows:
        return [inner]
    arrow = rows.mark_text(
        baseline="middle",
        fontWeight=600,
        dx=alt.expr(f"datum.arrow === '→' ? {away} : datum.arrow === '←' ? -{away} : 0"),
        dy=alt.expr(f"datum.arrow === '↑' ? -{away} : datum.arrow === '↓' ? {away} : 0"),
    )
    return [inner, arrow.encode(x=x, y=y, text=alt.Text(field="arrow", type="nominal"))]


def disagreeing(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures on which sources disagree, whose values are drawn as an interval."""
    return [f for f in figures if f.disagrees and f.low < f.high]


def notes(figures: Sequence[Figure], locale: Locale, *, arrows: bool, ranges: bool) -> tuple[str, ...]:
    """Return what a subtitle has to explain: the marks that occur, and no other."""
    kinds = {bound(f.chosen) for f in figures} - {""}
    found = []
    if kinds:
        found.append("open-arrow" if arrows and kinds != {"about"} else "open")
    if ranges and disagreeing(figures):
        found.append("range")
    return tuple(locale.word(f"charts.certainty.note-{name}") for name in found)


def signs(figures: Iterable[Figure], locale: Locale) -> tuple[str, ...]:
    """Return what the signs before values mean, where there are any."""
    return (locale.word("charts.certainty.note-sign"),) if any(bound(f.chosen) for f in figures) else ()


def _entry(figure: Figure, dataset: Dataset, locale: Locale) -> str:
    value = words.amount(figure.value, figure.chosen.unit, locale)
    area = words.area_name(dataset, figure.key.area, locale, figure.chosen.raw_area_name)
    facts = {"value": told(figure.chosen, value, locale), "area": area, "when": words.when(figure.key.as_of, locale)}
    return locale.word("charts.certainty.entry", **facts)


def alternative(figures: Sequence[Figure], dataset: Dataset, locale: Locale) -> str:
    """Say which values are no exact numbers and how many are disputed; empty where all are exact and agreed."""
    rough = [f for f in figures if bound(f.chosen)]
    entries = [_entry(f, dataset, locale) for f in rough[:NAMED]]
    if len(rough) > NAMED:
        entries.append(locale.word("charts.certainty.more", count=locale.number(len(rough) - NAMED)))
    said = [locale.word("charts.certainty.alternative", entries="; ".join(entries))] if entries else []
    disputed = len(disagreeing(figures))
    if disputed:
        said.append(locale.word("charts.certainty.disputed", count=locale.number(disputed)))
    return " ".join(said)
