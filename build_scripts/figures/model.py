"""The types of what is computed: keys, figures with all their claims, series, derived values, disagreements, proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from build_scripts.dataset import Dataset, Observation


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
        """The lasting id, `indicator/area/as_of[/segment][/breakdown]`; a kind other than observed follows an at sign."""
        parts = [self.indicator, self.area, self.as_of, self.segment, self.breakdown]
        return "/".join(p for p in parts if p) + ("" if self.kind == "observed" else f"@{self.kind}")

    @property
    def anchor(self) -> str:
        """The id as an HTML id that is unique on a page."""
        return "f-" + self.id.replace("/", "_").replace("@", "_").replace(".", "-")


@dataclass(frozen=True, slots=True)
class Figure:
    """A published value: the claim chosen by the rule, and every claim of the key (the chosen one first, then by rank)."""

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
    """A value that we compute. `name` is one of coverage, gap, change, pace, rank, share; `formula` a key into the locale's formulas.

    `key` is the figure that it is about; `of` the size of the field for a rank, otherwise 0; `facts` what a sentence may need besides
    (the year of the target, the year compared with).
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
    """Claims about one number that cannot all be right; `match` is same-date or year-end. The claims are in order of key."""

    key: Key
    match: str
    claims: tuple[Observation, ...]
    relative_difference: Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """Figures of one source that do not add up, beyond rounding: `left` is what the parts give, `right` what the source states.

    `terms` are the claims that entered, `reason` a key into the locale's words with `facts` for its placeholders.
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
class Figures:
    """All that is computed from a dataset."""

    dataset: Dataset
    figures: Mapping[Key, Figure] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    derived: Mapping[Key, tuple[Derived, ...]] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()
    proofs: Proofs = Proofs()

    def series_of(
        self, indicator: str, area: str, *, kind: str = "observed", segment: str = "", breakdown: str = ""
    ) -> Series | None:
        """Return the series of these dimensions."""
        wanted = (indicator, kind, area, segment, breakdown)
        return next((s for s in self.series if (s.indicator, s.kind, s.area, s.segment, s.breakdown) == wanted), None)
