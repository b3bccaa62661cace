"""Disagreements and faults told in a sentence: who says what, what the rule prefers, what the parts give."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.dataset import Dataset, Observation
from build_scripts.figures.model import Disagreement, Fault
from build_scripts.figures.published import rank
from build_scripts.locale import Locale

# A sentence names at most this many figures; the others are counted.
NAMED = 8


def _notes(claims: Iterable[Observation], locale: Locale) -> str:
    """Return the remarks that stand beside claims, each once; they are in the language of the package."""
    notes = tuple(dict.fromkeys(c.note for c in claims if c.note))
    return locale.word("proofs.told.notes", notes=" · ".join(notes)) if notes else ""


def _word(key: str, otherwise: str, locale: Locale) -> str:
    """Return the word for a code; a package may use one that the language has no word for."""
    return locale.word(key) if locale.has(key) else otherwise


def _told(claim: Observation, dataset: Dataset, locale: Locale) -> str:
    source = dataset.sources.get(claim.source_id)
    kind = _word(f"words.source-kind.{source.kind}", source.kind, locale) if source else claim.source_id
    precision = _word(f"words.precision.{claim.precision}", claim.precision, locale)
    return locale.word("proofs.told.claim", value=locale.number(claim.value), kind=kind, precision=precision)


def disagreement_sentence(disagreement: Disagreement, dataset: Dataset, locale: Locale) -> str:
    """Tell how many sources disagree, which value the rule prefers, what the others say, and our remarks."""
    claims = sorted(disagreement.claims, key=lambda c: rank(c, dataset.sources))
    others = dict.fromkeys(_told(c, dataset, locale) for c in claims if c.value != claims[0].value)
    sources = len({c.source_id for c in claims})
    told = locale.word(
        "proofs.told.disagreement" if sources > 1 else "proofs.told.disagreement-inside",
        claims=len(claims),
        sources=sources,
        published=_told(claims[0], dataset, locale),
        others="; ".join(others),
    )
    date = locale.word("proofs.told.year-end") if disagreement.match == "year-end" else ""
    return " ".join(s for s in (told, date, _notes(claims, locale)) if s)


def _term(claim: Observation, fault: Fault, dataset: Dataset, locale: Locale) -> str:
    """Name a figure that entered a relation, with what tells it from the others."""
    indicator = dataset.indicators.get(claim.indicator)
    segment = dataset.segments.get(claim.segment)
    breakdown = dataset.breakdowns.get((claim.indicator, claim.breakdown))
    area = dataset.areas.get(claim.area_code)
    details = (
        segment.name.to(locale.language) if segment else "",
        breakdown.name.to(locale.language) if breakdown else "",
        area.name.to(locale.language) if area and claim.area_code != fault.area else "",
        locale.date(claim.as_of) if claim.as_of != fault.as_of else "",
    )
    name = indicator.name.to(locale.language) if indicator else claim.indicator
    detail = ", ".join(d for d in details if d)
    return f"{name} ({detail}) {locale.number(claim.value)}" if detail else f"{name} {locale.number(claim.value)}"


def fault_sentence(fault: Fault, dataset: Dataset, locale: Locale) -> str:
    """Tell which relation fails, by which figures, what they give and what the source states, and our remarks."""
    terms = [_term(c, fault, dataset, locale) for c in fault.terms[:NAMED]]
    if len(fault.terms) > NAMED:
        terms.append(locale.word("proofs.told.more", number=len(fault.terms) - NAMED))
    told = locale.word(
        "proofs.told.fault",
        fault=locale.word(f"proofs.{fault.check}.fault", **fault.facts),
        terms="; ".join(terms),
        left=locale.number(fault.left),
        right=locale.number(fault.right),
        difference=locale.number(fault.difference),
    )
    return " ".join(s for s in (told, _notes(fault.terms, locale)) if s)
