"""What a page is made with: the catalog seen in one language, and everything in it found by what a page is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, Chart, Entry
from build_scripts.dataset import Area, Dataset, Observation, is_date
from build_scripts.figures import Derived, Disagreement, Figure, Figures, Key
from build_scripts.locale import Locale
from build_scripts.outputs.controls import controls, rooms
from build_scripts.outputs.pages.context import Cell, ChartBox, Frame, Group, Heading, Link, Row, Table
from build_scripts.outputs.share import share
from build_scripts.report import Accepted, Finding

Place = tuple[str, str, int]
K = TypeVar("K")
V = TypeVar("V")


def place(claim: Observation) -> Place:
    """Return where a claim stands: package, resource, line. No two claims share it."""
    return (claim.package, claim.resource, claim.line)


def _gathered(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for name, item in pairs:
        groups[name].append(item)
    return {name: tuple(items) for name, items in groups.items()}


@dataclass(frozen=True, slots=True)
class Index:
    """What the figures' own index does not hold: claims by source, derived values, disputes by claim, keys by id."""

    claims: Mapping[str, tuple[tuple[Observation, Figure], ...]]
    area_derived: Mapping[str, tuple[Derived, ...]]
    indicator_derived: Mapping[str, tuple[Derived, ...]]
    disputes: Mapping[Place, tuple[Disagreement, ...]]
    keys: Mapping[str, Key]
    findings: Mapping[Place, tuple[Finding, ...]]
    accepted: Mapping[Place, tuple[Accepted, ...]]


def index(catalog: Catalog) -> Index:
    """Sort everything that is computed, and everything that was found on a line, by the page on which it belongs."""
    figures = catalog.figures
    derived = [d for _, items in sorted(figures.derived.items()) for d in items]
    return Index(
        claims=_gathered((c.source_id, (c, f)) for f in figures.figures.values() for c in f.claims),
        area_derived=_gathered((d.key.area, d) for d in derived),
        indicator_derived=_gathered((d.key.indicator, d) for d in derived),
        disputes=_gathered((place(c), d) for d in figures.disagreements for c in d.claims),
        keys={key.id: key for key in figures.figures},
        findings=_gathered((_line(e, f), f) for e in catalog.entries for f in e.findings if f.line),
        accepted=_gathered((_line(e, a.finding), a) for e in catalog.entries for a in e.accepted if a.finding.line),
    )


def _line(entry: Entry, finding: Finding) -> Place:
    """Return the line that a finding is about; the resource is empty where it is no table's."""
    tables = (r.name for r in entry.package.tables if entry.package.path_of(r.path) == finding.path)
    return entry.package.name, next(tables, ""), finding.line


@dataclass(frozen=True, slots=True)
class Scope:
    """One page of one language: words, links from here, names of codes."""

    catalog: Catalog
    index: Index
    locale: Locale
    page: str

    @property
    def figures(self) -> Figures:
        """All that is computed."""
        return self.catalog.figures

    @property
    def dataset(self) -> Dataset:
        """The dataset of the portal."""
        return self.catalog.figures.dataset

    @property
    def language(self) -> str:
        """The code of the language."""
        return self.locale.language

    @property
    def root(self) -> str:
        """The way to the root of the language."""
        return paths.root_of(self.page)

    @property
    def site_root(self) -> str:
        """The way to the root of the site, where the downloads lie."""
        return paths.root_of(paths.language(self.language) + self.page)

    @property
    def address(self) -> str:
        """The full address of the page."""
        return self.catalog.base_url + paths.language(self.language) + self.page

    def at(self, page: str) -> Scope:
        """Return the scope of another page of the language."""
        return Scope(self.catalog, self.index, self.locale, page)

    def t(self, key: str, **facts: object) -> str:
        """Return words of `pages.toml`."""
        return self.locale.word(f"pages.{key}", **facts)

    def name(self, table: str, code: str) -> str:
        """Return the word for a code of the common words, or the code where no language has a word for it."""
        key = f"words.{table}.{code}"
        return self.locale.word(key) if self.locale.has(key) else code

    def to(self, page: str) -> str:
        """Return the way from here to a page of the language."""
        return self.root + page

    def has_page(self, name: str) -> bool:
        """Say whether a page written by hand exists."""
        return f"{name}.md" in self.catalog.hand_written

    def rule(self, name: str) -> str:
        """Return the way to a rule, or to a group of them, in the reference; empty text where the portal has none."""
        return f"{self.to('reference/checks/')}#{name}" if self.has_page("reference/checks") else ""

    def indicator(self, code: str) -> Link:
        """Return the link to an indicator."""
        known = self.dataset.indicators.get(code)
        return Link(known.name.to(self.language) if known else code, self.to(paths.indicator(code)) if known else "")

    def figure(self, key: Key) -> str:
        """Return the way to a figure among all figures of its indicator."""
        return self.to(paths.figure(key.indicator, key.anchor))

    def area(self, code: str) -> Link:
        """Return the link to an area."""
        known = self.dataset.areas.get(code)
        return Link(known.name.to(self.language) if known else code, self.to(paths.area(known)) if known else "")

    def source(self, code: str) -> Link:
        """Return the link to a source by its publisher and date; the full title stands on its page."""
        known = self.dataset.sources.get(code)
        if known is None:
            return Link(code, "")
        return Link(narrative.source_short(known, self.locale), self.to(paths.source(code)), known.title)

    def package(self, name: str) -> Link:
        """Return the link to a package."""
        entry = self.catalog.entry(name)
        return Link(entry.package.title.to(self.language) if entry else name, self.to(paths.package(name)))

    def date(self, as_of: str) -> str:
        """Write a date; what is none is shown as it is."""
        return self.locale.date(as_of) if is_date(as_of) else as_of

    def frame(
        self,
        title: str,
        description: str,
        kind: str,
        *,
        crumbs: tuple[Link, ...] = (),
        structured: Mapping[str, object] | None = None,
    ) -> Frame:
        """Return what every page has."""
        trail = (Link(self.t("crumb.home"), self.root), *crumbs) if self.page else ()
        shared = self.catalog.shared_of(self.language, self.page)
        return Frame(
            self.language,
            title,
            description,
            self.t(f"kind.{kind}"),
            self.root,
            self.site_root,
            trail,
            wide=not self.page,
            card=shared.path if shared else "",
            card_text=shared.alternative if shared else "",
            structured=structured or {},
        )

    def charts(self, subject: str) -> tuple[ChartBox, ...]:
        """Return the charts of a page."""
        return tuple(self.box(chart) for chart in self.catalog.charts_of(self.language, subject))

    def box(self, chart: Chart) -> ChartBox:
        """Return a chart as it stands on this page."""
        return ChartBox(
            chart,
            chart_table(chart, self.locale),
            self.to(paths.chart(chart.id, "")).removesuffix("."),
            paths.chart_anchor(chart.id),
            self.to(paths.embed(chart.id)),
            share(chart, self.catalog, self.locale),
            controls(chart),
            rooms(chart, self.locale),
        )


def chart_table(chart: Chart, locale: Locale) -> Table:
    """Return the table that a chart draws; numbers keep all their digits beside the localised text."""

    def cell(value: object, numeric: bool) -> Cell:
        if isinstance(value, Decimal):
            return Cell(locale.number(value), value=str(value), numeric=True)
        return Cell("" if value is None else str(value), numeric=numeric)

    rows = tuple(
        Row(tuple(cell(value, column.numeric) for value, column in zip(row, chart.columns, strict=True)))
        for row in chart.rows
    )
    return Table(chart.title, tuple(Heading(c.title, c.numeric) for c in chart.columns), (Group(rows),))


def scopes(catalog: Catalog, page: str = "") -> Iterator[Scope]:
    """Yield the scope of a page in every language."""
    known = index(catalog)
    for locale in catalog.locales:
        yield Scope(catalog, known, locale, page)


def areas_in_order(dataset: Dataset, level: str) -> tuple[Area, ...]:
    """Return the areas of a level by code."""
    return tuple(sorted((a for a in dataset.areas.values() if a.level == level), key=lambda a: a.code))
