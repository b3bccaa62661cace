"""What a cell should likely say that a finding is about: the value as its field asks for it, or the known name that was misspelt.

A repair is certain only where the cell can mean nothing else: blanks at its ends and characters of full width are no part of what it
says, and of a number or a date see `number` and `date`. A misspelt name is never certain.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from build_scripts import cell
from build_scripts.checks.number import signs
from build_scripts.checks.observation import CODE_LISTS
from build_scripts.checks.repair import date
from build_scripts.checks.repair.lookup import Lookup
from build_scripts.checks.repair.nearest import Names, names
from build_scripts.checks.repair.number import number
from build_scripts.package import Field, Package, Resource
from build_scripts.report import Finding, Repair

_TRUE = frozenset({"ya", "y", "yes", "true", "t", "benar", "1", "1.0"})
_FALSE = frozenset({"tidak", "n", "no", "false", "f", "salah", "0", "0.0", "bukan"})
# Constraints that may ask for the very blanks of a text.
_OF_FORM = frozenset({"pattern", "minLength"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A finding with the field and the tables that it is about."""

    finding: Finding
    package: Package
    resource: Resource
    field: Field
    lookup: Lookup

    @property
    def text(self) -> str:
        """What the cell says."""
        return self.finding.value

    @property
    def clean(self) -> str:
        """What the cell says, without blanks at its ends and characters of full width."""
        return cell.trimmed(cell.narrow(self.text))


def repaired(findings: Iterable[Finding], packages: tuple[Package, ...]) -> list[Finding]:
    """Return the findings, with a likely repair for each that has none and for which there is one."""
    lookup = Lookup(packages)
    tables = {package.path_of(r.path): (package, r) for package in packages for r in package.tables}
    cache: dict[tuple[object, ...], Repair | None] = {}
    return [f if f.repair else _with_repair(f, tables, lookup, cache) for f in findings]


def _with_repair(
    finding: Finding,
    tables: Mapping[str, tuple[Package, Resource]],
    lookup: Lookup,
    cache: dict[tuple[object, ...], Repair | None],
) -> Finding:
    # Equal cells of a column have equal repairs.
    variant = finding.facts.get("variant", "")
    key = (finding.type, finding.path, finding.field, finding.value, variant, finding.facts.get("known", ""))
    if key not in cache:
        cache[key] = _repair(finding, tables, lookup)
    found = cache[key]
    return finding if found is None else dataclasses.replace(finding, repair=found)


def _repair(finding: Finding, tables: Mapping[str, tuple[Package, Resource]], lookup: Lookup) -> Repair | None:
    found: Repair | None = None
    package, resource = tables.get(finding.path, (None, None))
    field = resource.field_named(finding.field) if resource else None
    if package and resource and field and finding.type in _RULES:
        found = _RULES[finding.type](Cell(finding, package, resource, field, lookup))
    elif "known" in finding.facts:
        found = _likely(lookup.nearest(names(finding.facts["known"].split(", ")), finding.value))
    return found if found and found.text != finding.value else None


def _likely(text: str) -> Repair | None:
    return Repair(text) if text else None


def _typed(at: Cell) -> Repair | None:
    """A value of another type: written as its type asks."""
    field = at.field
    if field.type in cell.NUMBER_TYPES:
        return _number(at)
    if field.type == "date":
        return date.day(at.text, field.format)
    if field.type == "yearmonth":
        return date.month(at.text)
    if field.type == "boolean":
        return _boolean(at)
    if field.type == "year":
        found = number(at.text, "integer")
        return found if found and cell.YEAR.fullmatch(found.text) else None
    return None


def _number(at: Cell) -> Repair | None:
    written = signs(at.resource, at.field)
    found = number(at.text, at.field.type, written.decimal)
    # With a sign between groups stated, a text that is no number of that kind may still be meant as one.
    return Repair(found.text) if found and written.group else found


def _boolean(at: Cell) -> Repair | None:
    stated = at.resource.descriptor["schema"]["fields"][at.resource.fields.index(at.field)]
    word = at.clean.lower()
    for words, key, default in ((_TRUE, "trueValues", "true"), (_FALSE, "falseValues", "false")):
        values = stated.get(key) or [default]
        if word in words or word in {str(v).lower() for v in values}:
            return Repair(str(values[0]))
    return None


def _constrained(at: Cell) -> Repair | None:
    """A value against a constraint: the one of a list that was meant, or the form that a pattern may ask for."""
    variant = at.finding.facts.get("variant")
    if variant == "enum" and at.field.type in cell.TEXT_TYPES:
        return _named(at, names(map(str, at.field.constraints.get("enum", ()))))
    if not str(variant).startswith("pattern"):
        return None
    # A pattern is a stranger's: it is never tried here, so that nothing is certain.
    found = date.day(at.text)
    return _likely(found.text) if found and found.certain else _likely(at.clean)


def _named(at: Cell, known: Names) -> Repair | None:
    """The known name that was meant; certain where only blanks or characters of full width are in its way."""
    found = at.lookup.nearest(known, at.text)
    return Repair(found, certain=found == at.clean) if found else None


def _category(at: Cell) -> Repair | None:
    values = names(value for value, _ in at.field.categories)
    labels = {
        words: value for value, label in at.field.categories for words in (label.plain, *label.translations.values())
    }
    return _named(at, Names({**labels, **values.meant}))


def _foreign(at: Cell) -> Repair | None:
    for key in at.resource.foreign_keys:
        if key.fields == (at.field.name,) and len(key.reference_fields) == 1:
            home = key.package or at.package.name
            known = at.lookup.names(home, key.resource or at.resource.name, key.reference_fields[0])
            return _named(at, known)
    return None


def _code(at: Cell) -> Repair | None:
    lists = {columns[-1]: (shape, codes[-1]) for columns, (shape, codes) in CODE_LISTS.items()}
    shape, code = lists.get(at.field.name, ("", ""))
    return _named(at, at.lookup.of_shape(shape, code)) if shape else None


def _parent(at: Cell) -> Repair | None:
    return _named(at, at.lookup.names(at.package.name, at.resource.name, "code"))


def _stated(at: Cell) -> Repair | None:
    return _named(at, names(at.finding.facts.get("known", "").split(", ")))


def _date_of_shape(at: Cell) -> Repair | None:
    return date.day(at.text) or date.month(at.text)


def _count(at: Cell) -> Repair | None:
    return number(at.text, "integer")


def _decimal(at: Cell) -> Repair | None:
    found = number(at.text, "number")
    # Exponents and plus signs are numbers, but not what the column asks for.
    return found if found and cell.DECIMAL.fullmatch(found.text) else None


def _trimmed(at: Cell) -> Repair | None:
    text = cell.trimmed(at.text)
    meant = bool(text) or "" in at.resource.absent(at.field)
    return Repair(text, certain=meant and not at.field.constraints.keys() & _OF_FORM)


def _straightened(at: Cell) -> Repair | None:
    return Repair(cell.straightened(at.text))


def _visible(at: Cell) -> Repair | None:
    return Repair(cell.visible(at.text))


def _grouped(at: Cell) -> Repair | None:
    # It is read as a number of another size already, so that nobody but its author may change it.
    found = number(at.text, at.field.type, signs(at.resource, at.field).decimal)
    return Repair(found.text) if found else None


def _empty(at: Cell) -> Repair | None:
    return Repair("") if "" in at.resource.absent(at.field) else None


def _label(at: Cell) -> Repair | None:
    expected = at.finding.facts.get("expected", "")
    meant = at.lookup.nearest(names(f.name for f in at.resource.fields), at.text)
    return Repair(expected) if meant == expected else None


_RULES: Mapping[str, Callable[[Cell], Repair | None]] = {
    "type-error": _typed,
    "constraint-error": _constrained,
    "category-unknown": _category,
    "foreign-key": _foreign,
    "unknown-code": _code,
    "code-unknown": _stated,
    "parent-unknown": _parent,
    "date-invalid": _date_of_shape,
    "count-invalid": _count,
    "degrees-invalid": _decimal,
    "value-not-decimal": _decimal,
    "blank-ends": _trimmed,
    "look-alike-letter": _straightened,
    "control-character": _visible,
    "group-size": _grouped,
    "non-finite-number": _empty,
    "incorrect-label": _label,
}
