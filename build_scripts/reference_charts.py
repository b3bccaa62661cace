"""The reference of chart types as a page: what each is for, what a view may tell it, and a view that can be copied.

Nothing on it is written by hand but sentences: the types come from the program, and every example is drawn in a test.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts import escape, paths
from build_scripts.locale import Locale


@dataclass(frozen=True, slots=True)
class Sample:
    """What the page tells of a chart type: the channels that it heeds, and a view of one of our packages that asks for it.

    `seen` is a chart of this type on our own site: the page that it stands on, and its id.
    """

    channels: tuple[str, ...]
    package: str
    name: str
    encoding: Mapping[str, Any]
    seen: tuple[str, str]


MEMBERS = ("indicator", "level", "area", "segment", "breakdown", "segments", "breakdowns")
SAMPLES: Mapping[str, Sample] = {
    "trend": Sample(
        ("indicator", "area", "segment", "breakdown", "segments", "breakdowns"),
        "membership",
        "members-trend",
        {"indicator": "members", "area": "ID"},
        ("data/membership/", "membership-members-trend"),
    ),
    "bullet": Sample(
        MEMBERS,
        "coverage",
        "coverage-targets",
        {"indicator": "coverage", "area": "ID"},
        ("indicator/coverage/", "coverage-bullet"),
    ),
    "ranking": Sample(
        ("indicator", "level"),
        "coverage",
        "coverage-ranking",
        {"indicator": "coverage", "level": "province"},
        ("indicator/coverage/", "coverage-ranking"),
    ),
    "dot-strip": Sample(
        (*MEMBERS, "areas"),
        "coverage",
        "coverage-strip",
        {"indicator": "coverage", "level": "province", "areas": ["11", "31"]},
        ("indicator/coverage/", "coverage-dot-strip"),
    ),
    "slope": Sample(
        (*MEMBERS, "areas", "years"),
        "population",
        "population-slope",
        {"indicator": "population-civil-registry", "level": "province", "years": ["2020", "2024"]},
        ("indicator/population-civil-registry/areas/", "population-civil-registry-slope"),
    ),
    "heat-map": Sample(
        MEMBERS,
        "coverage",
        "coverage-years",
        {"indicator": "coverage", "level": "province"},
        ("indicator/coverage/areas/", "coverage-heat-map"),
    ),
    "small-multiples": Sample(
        MEMBERS,
        "coverage",
        "coverage-provinces",
        {"indicator": "coverage", "level": "province"},
        ("indicator/coverage/areas/", "coverage-small-multiples"),
    ),
    "comparison": Sample(
        ("indicator", "areas", "segments"),
        "coverage",
        "coverage-compared",
        {"indicator": "coverage", "areas": ["ID", "11", "31"]},
        ("compare/", "compare"),
    ),
    "tile-map": Sample(
        ("indicator",),
        "coverage",
        "coverage-tiles",
        {"indicator": "coverage"},
        ("data/coverage/", "coverage-coverage-tile-map"),
    ),
    "symbol-map": Sample(
        ("indicator",),
        "coverage",
        "coverage-dots",
        {"indicator": "coverage"},
        ("data/coverage/", "coverage-coverage-symbol-map"),
    ),
    "parts": Sample(
        ("indicator", "area", "segments", "breakdowns"),
        "utilisation",
        "visits-by-service",
        {"indicator": "visits", "area": "ID", "breakdowns": ["fktp", "rjtl", "ritl"]},
        ("indicator/members/", "members-parts"),
    ),
    "spread": Sample(
        ("indicator", "area", "as_of", "segment", "breakdown"),
        "coverage",
        "coverage-claims",
        {"indicator": "coverage", "area": "ID", "as_of": "2023-12-31"},
        ("indicator/coverage/figures/", "coverage-id-2023-12-31-spread"),
    ),
}
CHANNELS = (*MEMBERS, "areas", "years", "as_of")


def sample_view(type: str, words: Locale) -> dict[str, Any]:
    """Return the view of a sample as an object of a descriptor."""
    sample = SAMPLES[type]
    title = words.word(f"reference.charts.{type}.title")
    return {"name": sample.name, "title": title, "type": type, "resource": sample.package, "encoding": sample.encoding}


def charts_page(types: Iterable[str], words: Locale, limits: Mapping[str, int]) -> str:
    """Return the page in a language, as Markdown; `limits` are by name how much a chart holds."""
    told = {name: words.number(n) for name, n in limits.items()}
    lines = [*_front(words), f"# {_t(words, 'title')} {{#charts}}", "", _t(words, "intro"), ""]
    for part in ("channels", "missing"):
        lines += [f"## {_t(words, f'{part}-title')} {{#{part}}}", "", _t(words, part, **told), ""]
        lines += _channels(words) if part == "channels" else []
    lines += [f"## {_t(words, 'types')} {{#types}}", ""]
    for type in types:
        lines += _type(type, words, told)
    return "\n".join(lines).rstrip() + "\n"


def _t(words: Locale, key: str, **facts: object) -> str:
    return words.word(f"reference.charts.{key}", **facts)


def _front(words: Locale) -> list[str]:
    stated = {name: escape.front_matter(_t(words, name)) for name in ("title", "description", "kind")}
    return ["---", *(f"{name}: {text}" for name, text in stated.items()), "---", ""]


def _channels(words: Locale) -> Iterator[str]:
    yield f"| {_t(words, 'channel-head')} | {_t(words, 'channel-text')} |"
    yield "|---|---|"
    yield from (f"| `{name}` | {_t(words, f'channel.{name}')} |" for name in CHANNELS)
    yield ""


def _type(type: str, words: Locale, told: Mapping[str, str]) -> Iterator[str]:
    sample = SAMPLES[type]
    yield f"### `{type}` {{#{type}}}"
    yield ""
    yield _t(words, f"{type}.text", **told)
    yield ""
    yield from _picture(type, words)
    yield _t(words, "heeds", channels=", ".join(f"`{name}`" for name in sample.channels))
    yield ""
    yield "```json"
    yield json.dumps(sample_view(type, words), ensure_ascii=False, indent=2)
    yield "```"
    yield ""


def _picture(type: str, words: Locale) -> Iterator[str]:
    """Show the chart of this type on our own site, of which the page is two folders below the root of its language."""
    page, chart = SAMPLES[type].seen
    text = escape.html(_t(words, "seen", title=_t(words, f"{type}.title")))
    picture = f'<img src="../../{paths.chart(chart, "svg")}" alt="{text}" loading="lazy">'
    yield f'<p class="seen"><a href="../../{page}#{paths.chart_anchor(chart)}">{picture}</a></p>'
    yield ""
