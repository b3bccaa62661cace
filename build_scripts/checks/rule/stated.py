"""Takes what a declared check states: columns, numbers, codes, tolerances; notes everything that is wrong and never fails.

A rule first takes all it needs and only then looks at rows: with anything noted it looks at none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from build_scripts.checks.rule import column
from build_scripts.package import Resource, Row, Rule

# What every check may state, whatever its type.
COMMON = ("name", "type", "resource", "severity", "message", "translations", "title", "description", "where")
V = TypeVar("V")
# A column that chooses rows, and the texts that are wanted there.
Condition = tuple[column.Cells, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in what a check states: the type of the finding, the property, the value, and further facts."""

    type: str
    property: str
    value: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that breaks a declared check; line 0 is the whole table."""

    line: int
    field: str
    value: str
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far apart two numbers may lie: an amount, a part of the larger one, or the rounding of written decimals."""

    absolute: Decimal = Decimal(0)
    relative: Decimal = Decimal(0)
    stated: bool = False

    def allows(self, one: Decimal, other: Decimal, rounding: Decimal = Decimal(0)) -> bool:
        """Say whether two numbers are close enough; `rounding` is how far that alone may part them, where nothing else is stated."""
        part = column.EXACT.multiply(self.relative, max(abs(one), abs(other)))
        allowed = max(self.absolute, part) if self.stated else rounding
        return abs(column.EXACT.subtract(one, other)) <= allowed


@dataclass(slots=True)
class Stated:
    """A declared check with its table; each method takes one property, and notes what is wrong with it."""

    rule: Rule
    resource: Resource
    day: date | None = None
    faults: list[Fault] = field(default_factory=list)
    used: set[str] = field(default_factory=lambda: set(COMMON))
    wanted: tuple[Condition, ...] = ()

    def wrong(self, property: str, variant: str, value: object = "", **facts: str) -> None:
        """Note a property that is not stated as it has to be."""
        shown = value if isinstance(value, str) else _shown(value)
        self.faults.append(Fault("check-malformed", property, shown, {"variant": variant, **facts}))

    def take(self, property: str, *, required: bool = False) -> object:
        """Return what is stated, as it is; nothing, and a note, where it is required and not there."""
        self.used.add(property)
        value = self.rule.stated.get(property)
        if value is None and required:
            self.wrong(property, "missing")
        return value

    def finish(self) -> bool:
        """Note every property that the type does not have, and a `where` that is none; say whether the check can be run."""
        self.wanted = self._where()
        for property in self.rule.stated:
            if property not in self.used:
                self.wrong(property, "property", known=", ".join(sorted(self.used - set(COMMON))))
        return not self.faults

    def known(self, property: str, name: object) -> str:
        """Return the name of a field that the table has, or empty text and a note."""
        names = [f.name for f in self.resource.fields]
        if not isinstance(name, str):
            self.wrong(property, "field", name)
        elif name not in names:
            self.faults.append(Fault("check-field-unknown", property, name, {"known": ", ".join(names)}))
        else:
            return name
        return ""

    def name(self, property: str, *, required: bool = True) -> str:
        """Return the name of one field, or empty text."""
        value = self.take(property, required=required)
        return "" if value is None else self.known(property, value)

    def names(self, property: str, *, required: bool = False, least: int = 1) -> tuple[str, ...]:
        """Return the names of some fields; one text stands for a list of one."""
        value = self.take(property, required=required)
        if value is None:
            return ()
        found = value if isinstance(value, list) else [value]
        if len(found) < least or len(set(map(str, found))) < len(found):
            self.wrong(property, "fields", value, least=str(least))
        return tuple(name for one in found if (name := self.known(property, one)))

    def cells(self, name: str) -> column.Cells:
        """Return the text of a field by row."""
        return column.cells(self.resource, self._place(name)) if name else lambda _: ""

    def key(self, names: tuple[str, ...]) -> Callable[[Row], tuple[str, ...]]:
        """Return the texts of some fields by row."""
        readers = tuple(self.cells(name) for name in names)
        return lambda row: tuple(read(row) for read in readers)

    def numbers(self, property: str, name: str) -> column.Numbers:
        """Return the number in a field by row; a field that holds no numbers is noted."""
        if not name:
            return lambda _: None
        return self._typed(property, name, column.NUMBER_TYPES, "number-field", column.numbers)

    def days(self, property: str, name: str) -> column.Days:
        """Return first and last day of the date in a field by row; a field that holds no dates is noted."""
        if not name:
            return lambda _: None
        return self._typed(property, name, column.DATE_TYPES, "date-field", column.days)

    def _typed(
        self, property: str, name: str, types: tuple[str, ...], variant: str, reader: Callable[[Resource, int], V]
    ) -> V:
        place = self._place(name)
        if self.resource.fields[place].type not in types:
            self.wrong(property, variant, name)
        return reader(self.resource, place)

    def _place(self, name: str) -> int:
        return next(n for n, f in enumerate(self.resource.fields) if f.name == name)

    def number(self, property: str) -> Decimal | None:
        """Return a number, or nothing where none is stated."""
        value = self.take(property)
        found = amount(value)
        if value is not None and found is None:
            self.wrong(property, "number", value)
        return found

    def fixed(self, property: str) -> Decimal | None:
        """Return a number where one is stated in place of a field."""
        value = self.take(property)
        return amount(value) if not isinstance(value, str) else None

    def choice(self, property: str, known: tuple[str, ...], default: str = "") -> str:
        """Return one of some words."""
        value = self.take(property, required=not default)
        if value is None:
            return default
        if value not in known:
            self.wrong(property, "choice", value, known=", ".join(known))
            return default
        return str(value)

    def flag(self, property: str) -> bool:
        """Return whether something is asked for."""
        value = self.take(property)
        if value is not None and not isinstance(value, bool):
            self.wrong(property, "flag", value)
        return value is True

    def codes(self, property: str) -> tuple[str, ...]:
        """Return a list of codes; numbers count as their text."""
        value = self.take(property)
        if value is None:
            return ()
        if isinstance(value, list) and value and all(_is_code(v) for v in value):
            return tuple(str(v) for v in value)
        self.wrong(property, "codes", value)
        return ()

    def code(self, property: str) -> str:
        """Return one code."""
        value = self.take(property, required=True)
        if value is not None and not _is_code(value):
            self.wrong(property, "code", value)
        return "" if value is None else str(value)

    def tolerance(self) -> Tolerance:
        """Return the tolerance: a number, or an object of `absolute` and `relative`; without any, rounding is allowed."""
        value = self.take("tolerance")
        if value is None:
            return Tolerance()
        parts = value if isinstance(value, dict) else {"absolute": value}
        found = {name: amount(part) for name, part in parts.items()}
        if not found or found.keys() - {"absolute", "relative"} or any(a is None or a < 0 for a in found.values()):
            self.wrong("tolerance", "tolerance", value)
            return Tolerance()
        return Tolerance(**{name: a for name, a in found.items() if a is not None}, stated=True)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield line and cells of every row that the check is about: all, or those whose cells are as `where` says."""
        for line, row in zip(self.resource.lines, self.resource.rows, strict=True):
            if all(read(row) in texts for read, texts in self.wanted):
                yield line, row

    def _where(self) -> tuple[Condition, ...]:
        value = self.rule.stated.get("where")
        if value is None:
            return ()
        if not isinstance(value, dict) or not value:
            self.wrong("where", "where", value)
            return ()
        return tuple(one for one in (self._condition(n, v) for n, v in value.items()) if one)

    def _condition(self, name: str, value: object) -> Condition | None:
        wanted = value if isinstance(value, list) else [value]
        if not self.known("where", name):
            return None
        if not wanted or not all(_is_code(v) for v in wanted):
            self.wrong("where", "codes", value)
            return None
        return self.cells(name), frozenset(str(v) for v in wanted)


def _is_code(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def amount(value: object) -> Decimal | None:
    """Return the exact number that JSON states, as a number or as text; nothing for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    return column.to_number(str(value))


def _shown(value: object) -> str:
    """Return a value as a finding shows it; what is nested is shown only in its beginning."""
    if isinstance(value, dict):
        return "{" + ", ".join(str(k) for k in list(value)[:9]) + "}"
    return str(value[:9]) if isinstance(value, list) else str(value)


def joined(texts: Iterable[str]) -> str:
    """Return texts as one, as findings name a key of several cells."""
    return ", ".join(texts)
