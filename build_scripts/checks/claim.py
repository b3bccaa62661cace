"""Claims that cannot all be right: sources that say different values for one number, and sources that do not add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.checks.understood import Understood
from build_scripts.report import Finding

# A sentence names at most this many values; the others are counted in the facts.
NAMED = 6


def claims_disagree(understood: Understood) -> Iterator[Finding]:
    """Sources that state a value for the same indicator, area, date, segment and breakdown state the same one, as far as rounding goes.

    It is told once for each number, on the first claim that differs from the one that is published.
    """
    from build_scripts.figures.published import rank
    from build_scripts.figures.tolerance import differ

    sources = understood.dataset.sources
    for found in understood.weighed.disagreements:
        claims = sorted(found.claims, key=lambda c: rank(c, sources))
        others = [c for c in claims if differ(c, claims[0])] or claims[1:]
        values = list(dict.fromkeys(c.text for c in claims))
        facts = {
            "values": "; ".join(values[:NAMED]),
            "published": claims[0].text,
            "published_source": claims[0].source_id,
            "claims": str(len(claims)),
            "difference": format((found.relative_difference * 100).quantize(Decimal("0.01")), "f"),
            "match": found.match,
        }
        inside = len({c.source_id for c in claims}) == 1
        yield understood.warn("claims-disagree", others[0], **facts, **({"variant": "inside"} if inside else {}))


def proof_failed(understood: Understood) -> Iterator[Finding]:
    """What one source says of one area at one date adds up, beyond rounding; the relations are those of `figures/proofs`."""
    for fault in understood.weighed.proofs.faults:
        facts = {
            **fault.facts,
            "proof": fault.check,
            "fault@words": f"proofs.{fault.check}.fault",
            "left": format(fault.left, "f"),
            "right": format(fault.right, "f"),
            "difference": format(fault.difference, "f"),
        }
        yield understood.warn("proof-failed", fault.terms[-1], **facts)
