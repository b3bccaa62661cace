"""Numbers, years and dates: written as the standard writes them, finite, and no longer than every download can hold.

Frictionless reads more than the standard allows (`1_000`, blanks, digits of other scripts); such a cell would be published as text
that others cannot read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from build_scripts import cell
from build_scripts.checks.cell import Tell, refused, tables, warned
from build_scripts.package import Field, Package, Resource
from build_scripts.report import Finding

_JSON_WORD = re.compile("NaN|Infinity")
_DATES = ("date", "datetime", "time", "yearmonth")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What stands around a number that is declared as not bare, such as `Rp` or `%`.
_AROUND = re.compile(r"^[^-+\d]*|\D*$")


@dataclass(frozen=True, slots=True)
class Signs:
    """How a field writes its numbers: the decimal sign, the sign between groups of digits, and whether other text may stand around."""

    decimal: str = "."
    group: str = ""
    bare: bool = True

    def plain(self, text: str) -> str:
        """Return a number with a decimal point, and nothing around it or in between."""
        return cell.plain_number(text if self.bare else _AROUND.sub("", text), self.decimal, self.group)


def signs(resource: Resource, field: Field) -> Signs:
    """Return the signs that the schema states for a field."""
    number = resource.fields.index(field)
    stated = resource.descriptor["schema"]["fields"][number]
    # An integer has no decimal sign, whatever is stated.
    decimal = stated.get("decimalChar", ".") if field.type == "number" else "."
    return Signs(str(decimal), str(stated.get("groupChar", "")), stated.get("bareNumber", True) is True)


# A test of a number with a decimal point, and of the type of its field.
Test = Callable[[str, str], object]
_DEFAULT = Signs()


def _told(
    packages: tuple[Package, ...], types: tuple[str, ...], test: Test, tell: Callable[[str, Field, Signs], Tell]
) -> Iterator[Finding]:
    """Yield what is told, by path, field and signs, of the cells in fields of some types for which a test holds."""
    for path, resource in tables(packages):
        for number, field in enumerate(resource.fields):
            if field.type in types:
                written = signs(resource, field)
                yield from refused(resource, number, _of_field(test, written, field.type), tell(path, field, written))


def _of_field(test: Test, signs: Signs, type: str) -> Callable[[str], object]:
    if signs == _DEFAULT:
        return lambda text: test(text, type)
    return lambda text: test(signs.plain(text), type)


def number_form(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A number is ASCII digits with a decimal point, or with the signs that its field states: no blanks around it, no `1_000`, no
    digits of other scripts; a year has four digits."""
    yield from _told(packages, (*cell.NUMBER_TYPES, "year"), _misshaped, _mistyped)


def _mistyped(path: str, field: Field, _: Signs = _DEFAULT) -> Tell:
    facts = {"variant": field.type, "format": field.format}
    return lambda line, text: Finding("type-error", path, line, field.name, text, facts)


def _misshaped(number: str, type: str) -> bool:
    if type == "integer":
        return not cell.INTEGER.fullmatch(number)
    if type == "year":
        return not cell.YEAR.fullmatch(number)
    return not cell.NUMBER.fullmatch(number) and not _non_finite(number, type)


def date_form(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A date, a month or a time is written in ASCII digits, and a date without a format of its own as `2025-12-31`, zeros included."""
    for path, resource in tables(packages):
        for number, field in enumerate(resource.fields):
            if field.type in _DATES:
                test = _no_iso_date if (field.type, field.format) == ("date", "default") else _strange_digits
                yield from refused(resource, number, test, _mistyped(path, field))


def _no_iso_date(text: str) -> bool:
    return not _ISO_DATE.fullmatch(text)


def _strange_digits(text: str) -> bool:
    return not text.isascii() and any(sign.isdigit() and not sign.isascii() for sign in text)


def non_finite_number(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A number is finite: no value is declared as missing, not written `NaN`."""
    yield from _told(packages, ("number",), _non_finite, _endless)
    yield from _told(packages, ("object", "array", "geojson"), _holds_non_finite, _endless)


def _endless(path: str, field: Field, _: Signs) -> Tell:
    return lambda line, text: Finding("non-finite-number", path, line, field.name, text)


def _non_finite(number: str, _: str) -> object:
    return cell.NON_FINITE.fullmatch(number)


def _holds_non_finite(text: str, _: str) -> bool:
    """Say whether a JSON text holds one of the words that Python reads as numbers and JSON does not know."""
    if not _JSON_WORD.search(text):
        return False
    found: list[str] = []
    try:
        json.loads(text, parse_constant=found.append)
    except (ValueError, RecursionError):
        return False  # no JSON at all, which the type tells
    return bool(found)


def inexact_number(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A number has no more digits, and is not larger or closer to nought, than every download can hold exactly."""
    yield from _told(packages, cell.NUMBER_TYPES, _inexact, _too_long)


def _too_long(path: str, field: Field, written: Signs) -> Tell:
    def tell(line: int, text: str) -> Finding:
        variant = cell.inexact(written.plain(text))
        limit = str(cell.DIGITS if variant == "digits" else cell.EXPONENT)
        return Finding("inexact-number", path, line, field.name, text, {"variant": variant, "limit": limit})

    return tell


def _inexact(number: str, _: str) -> bool:
    # What is no number is a finding already, and need not be one of these.
    if len(number) <= cell.DIGITS and "e" not in number and "E" not in number:
        return False
    return bool(cell.NUMBER.fullmatch(number)) and bool(cell.inexact(number))


def group_size(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """Where a field states a sign between groups of digits, three digits follow the last of them: `1.23` is more likely a decimal."""
    for path, resource in tables(packages):
        for number, field in enumerate(resource.fields):
            written = signs(resource, field) if field.type in cell.NUMBER_TYPES else _DEFAULT
            if written.group:
                test = partial(_oddly_grouped, written, field.type)
                yield from refused(resource, number, test, partial(warned("group-size"), path, field))


def _oddly_grouped(signs: Signs, type: str, text: str) -> bool:
    _, group, last = text.partition(signs.decimal)[0].rpartition(signs.group)
    return bool(group) and not re.match(r"[0-9]{3}(?![0-9])", last) and not _misshaped(signs.plain(text), type)
