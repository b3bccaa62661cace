"""Reference periods in words: a date as precise as the source gives it, a flow over the time that it covers."""

from __future__ import annotations

from build_scripts.dataset import Observation, is_date
from build_scripts.locale import Locale

_POINT = {4: "in-year", 7: "in-month", 10: "on-day"}


def at_date(as_of: str, locale: Locale) -> str:
    """Say when a state held: `pada 31 Desember 2023`, `in December 2023`, `in 2023`."""
    if not is_date(as_of):
        return as_of
    return locale.word(f"sentences.when.{_POINT[len(as_of)]}", date=locale.date(as_of))


def over_period(as_of: str, start: str, locale: Locale) -> str:
    """Say over which time a flow ran: `sepanjang 2023`, `dari Januari sampai Agustus 2025`; one day is an event."""
    if start and start != as_of and is_date(start) and is_date(as_of):
        return locale.word("sentences.when.range", start=_start(start, as_of, locale), end=locale.date(as_of))
    if len(as_of) == 10 or not is_date(as_of):
        return at_date(as_of, locale)
    return locale.word("sentences.when.during", date=locale.date(as_of))


def when(observation: Observation, locale: Locale) -> str:
    """Say when an observation held or over which time it ran."""
    if observation.period_type == "period":
        return over_period(observation.as_of, observation.period_from, locale)
    return at_date(observation.as_of, locale)


def period_text(observation: Observation, locale: Locale) -> str:
    """Write the reference period without preposition, for a cell: `31 Desember 2023`, `Januari–Agustus 2025`."""
    start, end = observation.period_from, observation.as_of
    if observation.period_type == "period" and start and start != end and is_date(start) and is_date(end):
        return f"{_start(start, end, locale)}\u2013{locale.date(end)}"
    return locale.date(end) if is_date(end) else end


def span(dates: list[str], locale: Locale) -> str:
    """Say between which dates figures lie; `dates` are sorted by time and not empty.

    Of two dates of which one lies inside the other, the wider is enough.
    """
    first, last = dates[0], dates[-1]
    if first.startswith(last) or last.startswith(first):
        return locale.word("sentences.span.one", date=locale.date(min(first, last, key=len)))
    return locale.word("sentences.span.range", start=locale.date(first), end=locale.date(last))


def _start(start: str, end: str, locale: Locale) -> str:
    """Write the first date of a range; the year that both share is said once."""
    return locale.date(start, year=start[:4] != end[:4] or len(start) == 4)
