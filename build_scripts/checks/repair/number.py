"""What a number was likely meant to be that is not written as its field asks: an Indonesian decimal comma, signs for thousands.

A repair is certain only where every way of reading a number gives the same value. A sign that stands once, in front of one, two or
more than three digits, cannot divide thousands; one that stands twice between groups of three cannot be a decimal sign; of two
different signs the last is the decimal sign, if the other divides groups of three. `1,234` can be read in two ways and is never certain.
"""

from __future__ import annotations

import re

from build_scripts import cell
from build_scripts.report import Repair

LENGTH = 60
_GROUPS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,})")
_BLANK_GROUPS = re.compile("([+-]?[1-9][0-9]{0,2}([ \u00a0\u2009\u202f])[0-9]{3}(?:\\2[0-9]{3})*)(?:[.,]([0-9]+))?")
_GROUPS_AND_DECIMALS = re.compile(r"([+-]?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+(?=,)|(?:,[0-9]{3})+(?=\.)))[.,]([0-9]+)")
_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]+)")
_POINT = re.compile(r"([+-]?[0-9]+)\.([0-9]*)")
_ONE_GROUP = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_NOT_DIGITS = re.compile("[^0-9+-]")
# What people write round an amount, and letters and signs that stand in place of digits.
_MARKS = re.compile(r"(?:Rp\.?|IDR|['\u2019])?\s*([^%A-Za-z]+?)\s*(?:%|persen|percent|orang|jiwa|,-)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([0-9.,]+)\)")
_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "_": "", "\u2013": "-"})
_SWAPPED = str.maketrans(",.", ".,")


def number(text: str, type: str, decimal: str = ".") -> Repair | None:
    """Return what a text was likely meant to be as a number of a type (`integer`, `number`), written with the decimal sign."""
    if len(text) > LENGTH or decimal not in ".,":
        return None
    clean = cell.trimmed(cell.narrow(text)).replace("\u2212", "-")
    if decimal == ",":
        clean = clean.translate(_SWAPPED)
    found = _read(clean, type) or _guessed(clean, type)
    return Repair(found.text.translate(_SWAPPED), found.certain) if found and decimal == "," else found


def _read(text: str, type: str) -> Repair | None:
    """Return the number that a text writes in another way."""
    form = cell.INTEGER if type == "integer" else cell.NUMBER
    if form.fullmatch(text):
        return Repair(text, certain=True)
    parts = _parts(text)
    if parts is None:
        return None
    whole, decimals, certain = parts
    if type == "number":
        return Repair(f"{whole}.{decimals}" if decimals else whole, certain)
    # `12.0` is the whole number 12; three noughts could be thousands.
    return Repair(whole, certain) if decimals in ("", "0", "00") else None


def _parts(text: str) -> tuple[str, str, bool] | None:
    """Return the digits before and after the decimal sign, and whether a text can be read in no other way."""
    if _GROUPS.fullmatch(text):
        return _digits(text), "", True
    if match := _GROUPS_AND_DECIMALS.fullmatch(text):
        return _digits(match[1]), match[2], True
    if match := _BLANK_GROUPS.fullmatch(text):
        # One blank may as well stand between two numbers.
        return _digits(match[1]), match[3] or "", len(_NOT_DIGITS.findall(match[1])) > 1
    if match := _COMMA.fullmatch(text):
        return None if _ONE_GROUP.fullmatch(text) else (match[1], match[2], len(match[2]) != 3)
    match = _POINT.fullmatch(text)
    return (match[1], match[2], True) if match else None


def _guessed(text: str, type: str) -> Repair | None:
    """Return what was likely meant where the text holds more than a number, or can be read in two ways."""
    if type == "integer" and _ONE_GROUP.fullmatch(text):
        return Repair(_digits(text))
    if match := _IN_BRACKETS.fullmatch(text):
        text = f"-{match[1]}"
    match = _MARKS.fullmatch(text)
    others = (text, match[1] if match else "", text.translate(_SLIPS))
    if not any(c in "0123456789" for c in text):
        return None
    return next((Repair(r.text) for o in others if not _ONE_GROUP.fullmatch(o) and (r := _read(o, type))), None)


def _digits(text: str) -> str:
    return _NOT_DIGITS.sub("", text)
