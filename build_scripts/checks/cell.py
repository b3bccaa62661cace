"""Cells: what Table Schema does not enforce on a single text, or on two texts of a column.

A text is tested once per column, however often it stands there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from operator import itemgetter

from build_scripts import cell
from build_scripts.package import Field, Package, Resource
from build_scripts.report import Finding, Repair, Severity, told_of

CATEGORY_TYPES = (*cell.TEXT_TYPES, *cell.NUMBER_TYPES)


def tables(packages: tuple[Package, ...]) -> Iterator[tuple[str, Resource]]:
    """Yield path and resource of every table that has rows: the schema of one that could not be read need not be one."""
    for package in packages:
        for resource in package.tables:
            if len(resource.rows):
                yield package.path_of(resource.path), resource


def whole_tables(packages: tuple[Package, ...]) -> Iterator[tuple[str, Resource]]:
    """Yield those of which every row is looked at: how rows compare with each other shows in all of them alone."""
    return ((path, resource) for path, resource in tables(packages) if not resource.partly)


Tell = Callable[[int, str], Finding]


def refused(resource: Resource, number: int, test: Callable[[str], object], tell: Tell) -> Iterator[Finding]:
    """Yield what is told, by line and text, of the cells of a column that hold a value which a test does not let pass."""
    missing = resource.absent(resource.fields[number])
    texts = set(map(itemgetter(number), map(itemgetter(1), resource.suspicious())))
    bad = {text for text in texts.difference(missing) if test(text)}
    if bad:
        yield from told_of(((line, row[number]) for line, row in resource.suspicious() if row[number] in bad), tell)


def told(
    packages: tuple[Package, ...],
    types: tuple[str, ...],
    test: Callable[[str], object],
    tell: Callable[[str, Field, int, str], Finding],
) -> Iterator[Finding]:
    """Yield what is told, by path, field, line and text, of the cells in fields of some types which a test does not let pass.

    What the descriptor itself lists as a value passes.
    """
    for path, resource in tables(packages):
        for number, field in enumerate(resource.fields):
            if field.type in types:
                yield from refused(resource, number, _unlisted(field, test), partial(tell, path, field))


def _unlisted(field: Field, test: Callable[[str], object]) -> Callable[[str], object]:
    listed = field.listed
    return lambda text: text not in listed and test(text)


def warned(type: str) -> Callable[[str, Field, int, str], Finding]:
    """Return what tells of a cell that it needs a look, and no more than where it is and what it says."""
    return lambda path, field, line, text: Finding(type, path, line, field.name, text, severity=Severity.WARNING)


def category_unknown(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A value of a field with categories is one of them."""
    for path, resource in tables(packages):
        for number, field in enumerate(resource.fields):
            if field.categories and field.type in CATEGORY_TYPES:
                known = {cell.identity(value, field.type) for value, _ in field.categories}
                yield from refused(resource, number, _not_in(known, field.type), partial(_unknown, path, field))


def _unknown(path: str, field: Field, line: int, text: str) -> Finding:
    facts = {"known": ", ".join(value for value, _ in field.categories)}
    return Finding("category-unknown", path, line, field.name, text, facts)


def _not_in(known: set[str | Decimal], type: str) -> Callable[[str], bool]:
    return lambda text: cell.identity(text, type) not in known


def blank_ends(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A value has no blanks in front of it or after it, whatever their width."""
    for path, resource in tables(packages):
        # Where blanks after a delimiter are passed over, those in front of a text were put between quotation marks on purpose.
        test = _blank_end if _skips_blanks(resource) else cell.has_blanks
        for number, field in enumerate(resource.fields):
            if field.type in cell.WORD_TYPES:
                yield from refused(resource, number, _unlisted(field, test), partial(_blank, path, field))


def _blank(path: str, field: Field, line: int, text: str) -> Finding:
    facts = {} if cell.trimmed(text) else {"variant": "only"}
    return Finding("blank-ends", path, line, field.name, text, facts, Severity.WARNING)


def _blank_end(text: str) -> bool:
    return cell.has_blanks(f".{text}")


def _skips_blanks(resource: Resource) -> bool:
    dialect = resource.descriptor.get("dialect")
    stated = dialect if isinstance(dialect, dict) else {}
    inner = stated.get("csv")
    return {**stated, **(inner if isinstance(inner, dict) else {})}.get("skipInitialSpace") is True


def look_alike_letter(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A word in Latin letters has no letter of another alphabet, or of full width, that only looks like one of them."""

    def tell(path: str, field: Field, line: int, text: str) -> Finding:
        letter = cell.look_alike(text)
        facts = {"letter": letter, "code": f"U+{ord(letter):04X}"}
        return Finding("look-alike-letter", path, line, field.name, text, facts, Severity.WARNING)

    yield from told(packages, cell.TEXT_TYPES, cell.look_alike, tell)


def lost_letter(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A text has no mark in place of a letter that was lost when the file was converted."""
    yield from told(packages, cell.TEXT_TYPES, cell.lost_letter, warned("lost-letter"))


def spreadsheet_error(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A text is not what a spreadsheet shows where a formula failed, such as `#REF!`."""
    yield from told(packages, cell.TEXT_TYPES, cell.spreadsheet_error, warned("spreadsheet-error"))


# So many pairs of codes may differ in letter case alone before it is taken for meant, if they are more than one row in twenty.
FEW_PAIRS = 3


def look_alike_value(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """Two values of a key do not differ only in letter case, in letters that look alike, in blanks, or in what cannot be seen."""
    # Of two values the rarer is told, once. A column whose values are listed, or found in another table, is told by that list.
    for path, resource in whole_tables(packages):
        for number in resource.coded:
            for text, other, line, first in _twins(resource, number):
                facts = {"other": other, "first": str(first)}
                repair = Repair(other)
                name = resource.fields[number].name
                yield Finding("look-alike-value", path, line, name, text, facts, Severity.WARNING, repair)


def _twins(resource: Resource, number: int) -> Iterator[tuple[str, str, int, int]]:
    """Yield a value, the more frequent one that it looks like, and the first line of both."""
    counts = Counter(row[number] for _, row in resource.suspicious())
    texts_of_column = counts.keys() - set(resource.absent(resource.fields[number]))
    # In most columns no two are alike, which is told much faster.
    if len(set(map(cell.skeleton, texts_of_column))) == len(texts_of_column):
        return
    alike: dict[str, list[str]] = {}
    for text in texts_of_column:
        alike.setdefault(cell.skeleton(text), []).append(text)
    twins = [texts for texts in alike.values() if len(texts) > 1]
    among = {text for texts in twins for text in texts}
    lines: dict[str, int] = {}
    for line, row in resource.suspicious():
        if row[number] in among:
            lines.setdefault(row[number], line)
    pairs = [
        (text, chief)
        for chief, *others in (sorted(texts, key=lambda text: (-counts[text], lines[text])) for texts in twins)
        for text in others
    ]
    cased = {pair for pair in pairs if pair[0].casefold() == pair[1].casefold()}
    # Where many codes differ in letter case alone, it has a meaning there.
    meant = cased if len(cased) > FEW_PAIRS and len(cased) * 20 > len(resource.rows) else set()
    yield from ((text, chief, lines[text], lines[chief]) for text, chief in pairs if (text, chief) not in meant)
