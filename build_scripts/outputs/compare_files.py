"""What the compare page's script is told, one file a language: words, indicators with their first choice, segments, sources.

The figures themselves lie in `series/<indicator>.json`, the names of areas in `area/names.json`: neither is repeated here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.drawing.labels import HEIGHT, ROOM, SPACE, TICKS
from build_scripts.drawing.scale import SCALES
from build_scripts.figures import Figure
from build_scripts.figures.compared import (
    AREA,
    MOST,
    SEGMENT,
    Choice,
    Line,
    compared,
    longest,
    rules_of,
    unasked,
)
from build_scripts.locale import Locale

PATH = "compare/data.json"
# The words that the script writes; those of units are added as indicators need them.
TOLD = (
    "compare.form.",
    "compare.status.",
    "compare.left-out.",
    "compare.chart.",
    "compare.table.",
    "charts.missing.reason-",
    "charts.when.",
    "charts.source.",
    "charts.rule.",
    "charts.trend.line",
    "charts.trend.rules",
    "charts.trend.year-end",
    "words.scale.",
    "words.kind.",
)


def compare_files(catalog: Catalog) -> Iterator[File]:
    """Yield `compare/data.json` in the root of each language; a portal in which nothing can be compared has none."""
    found = tuple(compared(catalog.figures))
    if not found:
        return
    for locale in catalog.locales:
        prefix = paths.language(locale.language)
        yield File(prefix + PATH, _text(_told(catalog, locale, found)))


def rule_text(choice: Choice, locale: Locale) -> str:
    """Say by which rule lines were chosen where nobody chose."""
    country = "-country" if len(choice.lines) > 3 and choice.year else ""
    return locale.word(f"compare.rule.{choice.rule}{country}", count=locale.number(choice.count), year=str(choice.year))


def _told(catalog: Catalog, locale: Locale, found: tuple[tuple[str, tuple[Line, ...]], ...]) -> dict[str, Any]:
    segments = sorted({line.code for _, lines in found for line in lines if line.kind == SEGMENT})
    units = {catalog.figures.dataset.indicators[indicator].unit for indicator, _ in found}
    return {
        "words": _words(locale, units),
        "cite": locale.word(
            "live.cite.text", title="{title}", date=locale.date(catalog.built), source="{source}", url="{url}"
        ),
        "most": MOST,
        "room": {_layout(narrow): room for narrow, room in ROOM.items()},
        "height": {_layout(narrow): height for narrow, height in HEIGHT.items()},
        "ticks": {_layout(narrow): [most["years"], most["months"]] for narrow, most in TICKS.items()},
        "space": SPACE,
        "scales": [[size.adjusted(), locale.word(f"words.scale.{name}")] for size, name in SCALES],
        "indicators": [_indicator(catalog, locale, *one) for one in found],
        "segments": {code: _segment(catalog, locale, code) for code in segments},
        "sources": _sources(catalog, locale, found),
    }


def _layout(narrow: bool) -> str:
    return "narrow" if narrow else "wide"


def _words(locale: Locale, units: set[str]) -> dict[str, str]:
    ends = {f"words.{table}.{unit}" for table in ("unit", "quantity", "singular") for unit in units}
    return {key: text for key, text in sorted(locale.words.items()) if key.startswith(TOLD) or key in ends}


def _indicator(catalog: Catalog, locale: Locale, indicator: str, lines: tuple[Line, ...]) -> dict[str, Any]:
    known = catalog.figures.dataset.indicators[indicator]
    choice = unasked(catalog.figures, indicator, lines)
    segments = longest(tuple(line for line in lines if line.kind == SEGMENT), catalog.figures)
    return {
        "id": indicator,
        "name": known.name.to(locale.language),
        "page": paths.indicator(indicator),
        "series": paths.series(indicator),
        "unit": known.unit,
        "rules": [_rule(f) for f in rules_of(catalog.figures, indicator, lines)],
        "unasked": {
            "areas": choice.codes(AREA),
            "segments": choice.codes(SEGMENT),
            "rule": rule_text(choice, locale),
        },
        "examples": [line.code for line in segments] if len(segments) > 1 else [],
    }


def _rule(figure: Figure) -> list[str]:
    """Return a target or threshold: its kind, the date that it is for, its value, who says so."""
    return [figure.key.kind, figure.key.as_of, figure.chosen.text, figure.chosen.source_id]


def _segment(catalog: Catalog, locale: Locale, code: str) -> str:
    known = catalog.figures.dataset.segments.get(code)
    return known.name.to(locale.language) if known else code


def _sources(catalog: Catalog, locale: Locale, found: tuple[tuple[str, tuple[Line, ...]], ...]) -> dict[str, list[str]]:
    """Return of each source behind what can be compared: what it is called in short, its page, its publisher."""
    dataset = catalog.figures.dataset
    named = {f.chosen.source_id for _, lines in found for line in lines for f in line.figures}
    named |= {f.chosen.source_id for indicator, lines in found for f in rules_of(catalog.figures, indicator, lines)}
    known = (dataset.sources[code] for code in sorted(named) if code in dataset.sources)
    return {s.id: [narrative.source_short(s, locale), paths.source(s.id), s.publisher or s.id] for s in known}


def _text(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "backslashreplace")
