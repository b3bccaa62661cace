"""Numbers and years: written as the standard writes them, finite, and no longer than every download can hold.

Frictionless reads more than the standard allows (`1_000`, blanks, digits of other scripts); such a cell would be published as text
that others cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from build_scripts import cell
from build_scripts.checks.cell import refused, tables
from build_scripts.package import Field, Package, Resource
from build_scripts.report import Finding, Severity

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


Test = Callable[[str, Signs, str], object]


def _told(
    packages: tuple[Package, ...], types: tuple[str, ...], test: Test
) -> Iterator[tuple[str, int, Field, str, Signs]]:
    """Yield path, line, field, text and signs of the cells in fields of some types for which a test (of text, signs, type) holds."""
    for path, resource in tables(packages):
        for number, field in enumerate(resource.fields):
            if field.type in types:
                written = signs(resource, field)
                for line, text in refused(resource, number, partial(_holds, test, written, field.type)):
                    yield path, line, field, text, written


def _holds(test: Test, signs: Signs, type: str, text: str) -> object:
    return test(text, signs, type)


def number_form(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A number is ASCII digits with a decimal point, or with the signs that its field states: no blanks around it, no `1_000`, no
    digits of other scripts; a year has four digits."""
    for path, line, field, text, _ in _told(packages, (*cell.NUMBER_TYPES, "year"), _misshaped):
        yield Finding("type-error", path, line, field.name, text, {"variant": field.type, "format": field.format})


def _misshaped(text: str, signs: Signs, type: str) -> bool:
    if type == "year":
        return not cell.YEAR.fullmatch(text)
    plain = signs.plain(text)
    if type == "integer":
        return not cell.INTEGER.fullmatch(plain)
    return not cell.NUMBER.fullmatch(plain) and not cell.NON_FINITE.fullmatch(plain)


def non_finite_number(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A number is finite: no value is declared as missing, not written `NaN`."""
    for path, line, field, text, _ in _told(packages, ("number",), _non_finite):
        yield Finding("non-finite-number", path, line, field.name, text)


def _non_finite(text: str, signs: Signs, _: str) -> object:
    return cell.NON_FINITE.fullmatch(signs.plain(text))


def inexact_number(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A number has no more digits, and is not larger or closer to nought, than every download can hold exactly."""
    for path, line, field, text, written in _told(packages, cell.NUMBER_TYPES, _inexact):
        variant = cell.inexact(written.plain(text))
        limit = str(cell.DIGITS if variant == "digits" else cell.EXPONENT)
        yield Finding("inexact-number", path, line, field.name, text, {"variant": variant, "limit": limit})


def _inexact(text: str, signs: Signs, type: str) -> bool:
    return (
        not _misshaped(text, signs, type)
        and not _non_finite(text, signs, type)
        and bool(cell.inexact(signs.plain(text)))
    )


def group_size(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """Where a field states a sign between groups of digits, three digits follow the last of them: `1.23` is more likely a decimal."""
    for path, line, field, text, _ in _told(packages, cell.NUMBER_TYPES, _oddly_grouped):
        yield Finding("group-size", path, line, field.name, text, severity=Severity.WARNING)


def _oddly_grouped(text: str, signs: Signs, type: str) -> bool:
    if not signs.group or _misshaped(text, signs, type):
        return False
    last = text.partition(signs.decimal)[0].rpartition(signs.group)
    return bool(last[1]) and not re.match(r"[0-9]{3}(?![0-9])", last[2])
