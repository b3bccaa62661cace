"""The types of what is computed: keys, figures with all their claims, series, derived values, disagreements, proofs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from build_scripts.dataset import Dataset, Observation, last_day


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a claim is about; claims of one key are statements about one number."""

    indicator: str
    kind: str
    area: str
    as_of: str
    segment: str = ""
    breakdown: str = ""

    @property
    def id(self) -> str:
        """The lasting id, `indicator/area/as_of[/segment][/breakdown]`; a kind that is not observed follows "@"."""
        parts = [self.indicator, self.area, self.as_of, self.segment, self.breakdown]
        return "/".join(p for p in parts if p) + ("" if self.kind == "observed" else f"@{self.kind}")

    @property
    def day(self) -> date:
        """The day at which the key stands on an axis of time: the last of its reference period."""
        return last_day(self.as_of)

    @property
    def anchor(self) -> str:
        """The id as an HTML id that is unique on a page."""
        return "f-" + self.id.replace("/", "_").replace("@", "_").replace(".", "-")


def key_of(observation: Observation) -> Key:
    """Return the key that a claim is about."""
    return Key(
        observation.indicator,
        observation.kind,
        observation.area_code,
        observation.as_of,
        observation.segment,
        observation.breakdown,
    )


@dataclass(frozen=True, slots=True)
class Figure:
    """A published value: the claim chosen by the rule, and every claim of the key by rank, the chosen one first."""

    key: Key
    chosen: Observation
    claims: tuple[Observation, ...]
    disagrees: bool

    @property
    def value(self) -> Decimal:
        """The published value."""
        return self.chosen.value

    @property
    def low(self) -> Decimal:
        """The smallest value claimed."""
        return min(c.value for c in self.claims)

    @property
    def high(self) -> Decimal:
        """The largest value claimed."""
        return max(c.value for c in self.claims)


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one indicator, kind, area, segment and breakdown, by reference period."""

    indicator: str
    kind: str
    area: str
    segment: str
    breakdown: str
    figures: tuple[Figure, ...]

    @property
    def latest(self) -> Figure:
        """The figure of the latest reference period."""
        return self.figures[-1]


@dataclass(frozen=True, slots=True)
class Input:
    """One value that a derived value was computed from: its lasting id, the claim's source, its value."""

    id: str
    source_id: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that we compute. `name` is one of coverage, gap, change, pace, rank, share.

    `formula` is a key into the locale's formulas, `key` the figure that it is about, `of` the size of the field for a
    rank, otherwise 0; `facts` are what a sentence may need besides (the year of the target, the year compared with),
    and `figures/derived.py` lists them for each formula.
    """

    name: str
    key: Key
    value: Decimal
    unit: str
    formula: str
    inputs: tuple[Input, ...]
    of: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims about one number that cannot all be right, in order of source and statement.

    `match` is same-date, or year-end where a year, its December and its last day stand for one date.
    """

    key: Key
    match: str
    claims: tuple[Observation, ...]
    relative_difference: Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """Figures of one source that do not add up, beyond rounding.

    `left` is what the parts give, `right` what the source states; `terms` are the claims that entered. The locale's
    words `proofs.<check>` name and explain the check, with `facts` for their placeholders.
    """

    check: str
    source_id: str
    area: str
    as_of: str
    left: Decimal
    right: Decimal
    difference: Decimal
    terms: tuple[Observation, ...]
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proofs:
    """How many relations were tested, by check, and those that failed."""

    tested: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A dataset with what its claims say of each other: where they disagree, and where they do not add up."""

    dataset: Dataset
    disagreements: tuple[Disagreement, ...] = ()
    proofs: Proofs = Proofs()


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
SeriesKey = tuple[str, str, str, str, str]


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


@dataclass(frozen=True, slots=True)
class Index:
    """Where to find what is known of an area, an indicator or a source, so that a page need not search all figures."""

    series: Mapping[SeriesKey, Series] = field(default_factory=dict)
    area_series: Mapping[str, tuple[Series, ...]] = field(default_factory=dict)
    indicator_series: Mapping[str, tuple[Series, ...]] = field(default_factory=dict)
    area: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    indicator: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    source: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    disagreement: Mapping[Key, Disagreement] = field(default_factory=dict)
    source_disagreements: Mapping[str, tuple[Disagreement, ...]] = field(default_factory=dict)
    area_disagreements: Mapping[str, tuple[Disagreement, ...]] = field(default_factory=dict)
    source_faults: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    area_faults: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)


def _index(
    figures: tuple[Figure, ...],
    series: tuple[Series, ...],
    disagreements: tuple[Disagreement, ...],
    faults: tuple[Fault, ...],
) -> Index:
    return Index(
        series={(s.indicator, s.kind, s.area, s.segment, s.breakdown): s for s in series},
        area_series=_grouped((s.area, s) for s in series),
        indicator_series=_grouped((s.indicator, s) for s in series),
        area=_grouped((f.key.area, f) for f in figures),
        indicator=_grouped((f.key.indicator, f) for f in figures),
        source=_grouped((s, f) for f in figures for s in dict.fromkeys(c.source_id for c in f.claims)),
        disagreement={key_of(c): d for d in disagreements for c in d.claims},
        source_disagreements=_grouped(
            (s, d) for d in disagreements for s in dict.fromkeys(c.source_id for c in d.claims)
        ),
        area_disagreements=_grouped((d.key.area, d) for d in disagreements),
        source_faults=_grouped((f.source_id, f) for f in faults),
        area_faults=_grouped((f.area, f) for f in faults),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is computed from a dataset. `figures` are in order of key, `series` too; the index follows from them."""

    dataset: Dataset
    figures: Mapping[Key, Figure] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    derived: Mapping[Key, tuple[Derived, ...]] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()
    proofs: Proofs = Proofs()
    index: Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = _index(tuple(self.figures.values()), self.series, self.disagreements, self.proofs.faults)
        object.__setattr__(self, "index", index)  # the dataclass is frozen; the index is no input of it

    def series_of(
        self, indicator: str, area: str, *, kind: str = "observed", segment: str = "", breakdown: str = ""
    ) -> Series | None:
        """Return the series of these dimensions."""
        return self.index.series.get((indicator, kind, area, segment, breakdown))

    def series_of_area(self, code: str) -> tuple[Series, ...]:
        """Return all series of an area, in order of indicator, kind, segment and breakdown."""
        return self.index.area_series.get(code, ())

    def series_of_indicator(self, indicator: str) -> tuple[Series, ...]:
        """Return all series of an indicator, in order of kind, area, segment and breakdown."""
        return self.index.indicator_series.get(indicator, ())

    def of_area(self, code: str) -> tuple[Figure, ...]:
        """Return all figures of an area, in order of key."""
        return self.index.area.get(code, ())

    def of_indicator(self, indicator: str) -> tuple[Figure, ...]:
        """Return all figures of an indicator, in order of key."""
        return self.index.indicator.get(indicator, ())

    def of_source(self, source_id: str) -> tuple[Figure, ...]:
        """Return the figures that a source makes a claim on, in order of key, whichever claim was chosen."""
        return self.index.source.get(source_id, ())

    def derived_of(self, key: Key, name: str = "") -> tuple[Derived, ...]:
        """Return what was derived for a key; with a name only what has that name."""
        return tuple(d for d in self.derived.get(key, ()) if name in ("", d.name))

    def disagreement_of(self, key: Key) -> Disagreement | None:
        """Return the disagreement that the claims of a key belong to; a year and its last day share one."""
        return self.index.disagreement.get(key)

    def disagreements_of_area(self, code: str) -> tuple[Disagreement, ...]:
        """Return the disagreements on an area."""
        return self.index.area_disagreements.get(code, ())

    def disagreements_of_source(self, source_id: str) -> tuple[Disagreement, ...]:
        """Return the disagreements that a source takes part in."""
        return self.index.source_disagreements.get(source_id, ())

    def faults_of_area(self, code: str) -> tuple[Fault, ...]:
        """Return the arithmetic faults on an area."""
        return self.index.area_faults.get(code, ())

    def faults_of_source(self, source_id: str) -> tuple[Fault, ...]:
        """Return the arithmetic faults inside a source."""
        return self.index.source_faults.get(source_id, ())
