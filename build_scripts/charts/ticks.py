"""Round values for an axis that is drawn by hand, where Vega's own axis does not reach."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_FACTORS = tuple(Decimal(text) for text in ("1", "2", "2.5", "5", "10", "20"))


def round_ticks(low: Decimal, high: Decimal, most: int) -> tuple[Decimal, ...]:
    """Return evenly spaced round values from at or below `low` to at or above `high`, at most `most` steps apart."""
    spread = (high - low) or abs(high) or Decimal(1)
    base = Decimal(1).scaleb((spread / most).adjusted())
    for size in (base * factor for factor in _FACTORS):
        first = (low / size).to_integral_value(ROUND_FLOOR)
        last = (high / size).to_integral_value(ROUND_CEILING)
        last += first == last
        if last - first <= most:
            return tuple((first + n) * size for n in range(int(last - first) + 1))
    return (low - spread, high + spread)
