"""What the portal shows: views drawn as charts, packages as entries, gathered into one catalog, written as files.

A chart is a spec, its text alternative and the table that it draws: there is none without all three.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from build_scripts.figures import Figures
from build_scripts.locale import Locale
from build_scripts.package import Package
from build_scripts.report import Accepted, Finding
from build_scripts.settings import Headline

Cell = str | Decimal | None
ANY_PAGE = "*"
# The parts of the pages of an indicator, as the subjects of charts name them.
OVERVIEW, AREAS, FIGURES = "indicator", "indicator-areas", "indicator-figures"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table behind a chart: a machine name, a title in the language, and whether it holds numbers."""

    name: str
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn view in one language.

    `id` is unique in a language and the same in all; `subject` names the page that it belongs to by kind and name
    (`indicator/coverage`, `indicator-areas/coverage`, `area/35.09`, `data/membership`, `home`, `quality`); `title` states the finding,
    `subtitle` names what is drawn and its unit, `source_line` the sources, `alternative` is the generated sentence for those who do not
    see it.
    `spec` is Vega-Lite with its data inside, wide layout, with title and subtitle; `narrow` the same for a phone.
    """

    id: str
    type: str
    language: str
    subject: str
    title: str
    subtitle: str
    source_line: str
    alternative: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spec: Mapping[str, Any] = field(repr=False)
    narrow: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pictures:
    """A chart rendered: for the page (colours as CSS variables, no title), and for download (literal colours, with title)."""

    page_wide: str
    page_narrow: str
    svg: bytes
    png: bytes


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """What is shown where the address of a page is shared: a PNG of 1200 by 630, and the sentence for those who do not see it.

    `path` is relative to the root of the language.
    """

    path: str
    alternative: str
    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """A package with what was found in it, and what was found but is accepted."""

    package: Package
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything of one portal.

    `charts` and `pictures` are by language, then by chart id; `shared` pictures by language, then by page,
    where `*` stands for pages without one of their own; `base_url` ends with a slash; `built` is an ISO date from outside.
    """

    entries: tuple[Entry, ...]
    figures: Figures
    locales: tuple[Locale, ...]
    charts: Mapping[str, Mapping[str, Chart]]
    pictures: Mapping[str, Mapping[str, Pictures]]
    base_url: str
    built: str
    hand_written: frozenset[str] = frozenset()
    headline: Headline = field(default_factory=Headline)
    shared: Mapping[str, Mapping[str, SharedPicture]] = field(default_factory=dict)

    def charts_of(self, language: str, subject: str) -> tuple[Chart, ...]:
        """Return the charts of a page, in the order in which they were drawn."""
        return tuple(c for c in self.charts[language].values() if c.subject == subject)

    def shared_of(self, language: str, page: str) -> SharedPicture | None:
        """Return the picture that is shown where a page is shared."""
        found = self.shared.get(language, {})
        return found.get(page) or found.get(ANY_PAGE)

    def entry(self, package: str) -> Entry | None:
        """Return the entry of the package of that name."""
        return next((e for e in self.entries if e.package.name == package), None)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: relative POSIX path and bytes."""

    path: str
    data: bytes = field(repr=False)
