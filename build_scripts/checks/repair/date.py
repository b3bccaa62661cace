"""What a date was likely meant to be that is not written as its field asks: day first, with the name of a month, or as a whole with a time.

A repair is certain where only one order of day and month is possible: one of the two is more than 12, or both are the same, or the month
has a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from build_scripts import cell
from build_scripts.report import Repair

LENGTH = 40
# Indonesian and English, with the short forms that are in use.
_NAMES = (
    "januari january jan", "februari pebruari february feb peb", "maret march mar", "april apr", "mei may", "juni june jun",
    "juli july jul", "agustus august agu agt ags aug", "september sept sep", "oktober october okt oct",
    "november nopember nov nop", "desember december des dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_TIME = re.compile(r"(.+?)(?:T|\s+)00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?")
_NUMBERS = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_NAMED = re.compile(r"(?:[A-Za-z']+,\s*)?([0-9]{1,2})[-\s./]*([A-Za-z]+)[-\s./,]*([0-9]{4})")
_NAMED_DAY = re.compile(r"([A-Za-z]+)\.?\s*([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[2-5][0-9]{4}")
_MONTH_NAMED = re.compile(r"([A-Za-z]+)[-\s./,]*([0-9]{4})")
_MONTH_NUMBER = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
# The day from which spreadsheets count.
_EPOCH = date(1899, 12, 30)
_SIMPLE_FORMAT = re.compile(r"(?:%[dmY]|[-/. ]){5}")


def day(text: str, format: str = "default") -> Repair | None:
    """Return what a text was likely meant to be as a day, written as `2023-12-31` or by a simple format such as `%d/%m/%Y`."""
    if len(text) > LENGTH or (format != "default" and not _SIMPLE_FORMAT.fullmatch(format)):
        return None
    found = next(_days(_clean(text)), None)
    return Repair(_written(found[0], format), found[1]) if found else None


def month(text: str) -> Repair | None:
    """Return what a text was likely meant to be as a month, written as `2023-12`."""
    found = next(_months(_clean(text)), None) if len(text) <= LENGTH else None
    return Repair(f"{found[0]:04d}-{found[1]:02d}", certain=True) if found else None


def _clean(text: str) -> str:
    clean = cell.trimmed(cell.narrow(text))
    match = _TIME.fullmatch(clean)
    return match[1] if match else clean


def _written(day: date, format: str) -> str:
    if format == "default":
        return day.isoformat()
    return format.replace("%d", f"{day:%d}").replace("%m", f"{day:%m}").replace("%Y", f"{day.year:04d}")


def _days(text: str) -> Iterator[tuple[date, bool]]:
    """Yield the days that a text can mean, the likeliest first, and whether it can mean no other."""
    if match := _NUMBERS.fullmatch(text):
        yield from _of_numbers(int(match[1]), int(match[3]), match[4])
    if match := _YEAR_FIRST.fullmatch(text):
        yield from _day(int(match[1]), int(match[3]), int(match[4]), certain=True)
    if match := _DAY_NAMED.fullmatch(text):
        yield from _day(int(match[3]), MONTHS.get(match[2].lower(), 0), int(match[1]), certain=True)
    if match := _NAMED_DAY.fullmatch(text):
        yield from _day(int(match[3]), MONTHS.get(match[1].lower(), 0), int(match[2]), certain=True)
    if match := _COMPACT.fullmatch(text):
        yield from _day(int(match[1]), int(match[2]), int(match[3]), certain=False)
    if _SERIAL.fullmatch(text):
        yield _EPOCH + timedelta(days=int(text)), False


def _of_numbers(first: int, second: int, year: str) -> Iterator[tuple[date, bool]]:
    # In Indonesia the day stands first; that a year of two digits is of this century is a guess.
    full = int(year) if len(year) == 4 else 2000 + int(year)
    sure = len(year) == 4 and (max(first, second) > 12 or first == second)
    yield from _day(full, second, first, certain=sure)
    yield from _day(full, first, second, certain=sure)


def _day(year: int, month: int, day: int, *, certain: bool) -> Iterator[tuple[date, bool]]:
    try:
        yield date(year, month, day), certain
    except ValueError:
        return


def _months(text: str) -> Iterator[tuple[int, int]]:
    if (match := _MONTH_NAMED.fullmatch(text)) and match[1].lower() in MONTHS:
        yield int(match[2]), MONTHS[match[1].lower()]
    if (match := _MONTH_NUMBER.fullmatch(text)) and 1 <= int(match[1]) <= 12:
        yield int(match[2]), int(match[1])
    if (match := _YEAR_MONTH.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        yield int(match[1]), int(match[2])
