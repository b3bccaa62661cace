"""What the checks of meaning look at: claims as they are understood, where each stands, and how a finding names it.

These checks run once every table of a shape is well formed; they only warn, because a source may well say what is odd.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_scripts.dataset import Dataset, Indicator, Observation
from build_scripts.package import Package, Text
from build_scripts.report import Finding, Severity

if TYPE_CHECKING:
    from build_scripts.figures import Weighed


@dataclass(frozen=True, slots=True)
class Understood:
    """A dataset whose claims are weighed against each other, and the path of every table by package and resource."""

    weighed: Weighed
    paths: Mapping[tuple[str, str], str]

    @property
    def dataset(self) -> Dataset:
        """The dataset."""
        return self.weighed.dataset

    def warn(self, type: str, claim: Observation, field: str = "value", **facts: str) -> Finding:
        """Return a warning on the cell of a claim."""
        value = {"value": claim.text, "as_of": claim.as_of, "area_code": claim.area_code, "unit": claim.unit}[field]
        path = self.paths[claim.package, claim.resource]
        return Finding(type, path, claim.line, field, value, self._about(claim) | facts, Severity.WARNING)

    def claims(self) -> Iterator[tuple[Observation, Indicator]]:
        """Yield the claims whose indicator is described."""
        for claim in self.dataset.observations:
            if indicator := self.dataset.indicators.get(claim.indicator):
                yield claim, indicator

    def _about(self, claim: Observation) -> dict[str, str]:
        """Return what a claim is about, in codes, and named in each language that has names."""
        area = self.dataset.areas.get(claim.area_code)
        facts = {
            "indicator": claim.indicator,
            "kind": claim.kind,
            "area": claim.area_code,
            "as_of": claim.as_of,
            "segment": claim.segment,
            "breakdown": claim.breakdown,
            "source": claim.source_id,
        }
        names = {"what": self._names(claim), "place": (area.name if area else Text(claim.area_code),)}
        for name, texts in names.items():
            facts |= _in_languages(name, texts)
        return facts

    def named(self, fact: str, indicator: str) -> dict[str, str]:
        """Return the name of an indicator as a fact, in each language that has one."""
        known = self.dataset.indicators.get(indicator)
        return _in_languages(fact, (known.name if known else Text(indicator),))

    def _names(self, claim: Observation) -> tuple[Text, ...]:
        indicator = self.dataset.indicators.get(claim.indicator)
        segment = self.dataset.segments.get(claim.segment)
        breakdown = self.dataset.breakdowns.get((claim.indicator, claim.breakdown))
        known = (x.name for x in (indicator, segment, breakdown) if x)
        return tuple(known) if indicator else (Text(claim.indicator), *known)


def understand(packages: tuple[Package, ...], weighed: Weighed) -> Understood:
    """Return what the checks of meaning look at; no two packages have one name."""
    return Understood(weighed, {(p.name, r.name): p.path_of(r.path) for p in packages for r in p.resources})


def _in_languages(fact: str, names: tuple[Text, ...]) -> dict[str, str]:
    languages = {language for text in names for language in text.translations if len(language) == 2}
    plain = {fact: _joined(names, "")}
    return plain | {f"{fact}@{language}": _joined(names, language) for language in sorted(languages)}


def _joined(names: tuple[Text, ...], language: str) -> str:
    first, *rest = (name.to(language) for name in names)
    return f"{first} ({', '.join(rest)})" if rest else first
