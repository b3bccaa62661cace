"""The rows of a table in two states: which vanished, which were added, and which values moved.

Rows are matched by the first key that is one in both states; without any by the whole row. What stands first and last unchanged in
both is left aside before anything is looked up, so that a long table with one edit costs one pass.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from build_scripts.change.cell import Reading, reading, terms, text_reading
from build_scripts.change.model import RowChange, ValueChange
from build_scripts.package import Field, Resource, Row

Numbers = Sequence[int]
Mark = Callable[[Row], Hashable]
# The number of a row in the old and in the new table.
Pair = tuple[int | None, int | None]
_MEASURED = ("number", "integer", "boolean")


@dataclass(frozen=True, slots=True)
class _Column:
    """A field of both states: its places, and how its cells are read, and read to recognise a row, where they are more than text."""

    field: Field
    old: int
    new: int
    old_reading: Reading | None
    new_reading: Reading | None
    old_mark: Reading | None
    new_mark: Reading | None

    def change(self, old: str, new: str) -> ValueChange | None:
        """Return how a cell changed, if it means something else."""
        was = self.old_reading(old) if self.old_reading else old
        now = self.new_reading(new) if self.new_reading else new
        # Where the type changed, a cell that is written as before is no change of its own.
        retyped = type(was) is not type(now) and "" not in (was, now)
        if was == now or (retyped and old == new):
            return None
        numbers = (was, now) if isinstance(was, Decimal) and isinstance(now, Decimal) else None
        return ValueChange(self.field.name, "" if was == "" else old, "" if now == "" else new, numbers)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of both states; `alike` where equal texts mean the same in both."""

    old: Sequence[Row]
    new: Sequence[Row]
    alike: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows that were paired, and those of both states that were not."""

    pairs: Sequence[Pair]
    old: Numbers
    new: Numbers


def same(old: Resource, new: Resource) -> bool:
    """Say whether two tables are the same without looking at a row: same bytes, laid out and understood in the same way."""
    return (
        bool(old.data)
        and old.data == new.data
        and terms(old) == terms(new)
        and old.descriptor.get("dialect") == new.descriptor.get("dialect")
        and old.descriptor.get("encoding") == new.descriptor.get("encoding")
    )


def compare_rows(
    old: Resource, new: Resource, keys: Iterable[tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[RowChange, ...]]:
    """Return the fields by which rows were matched (none: whole rows), and every row that differs.

    `keys` are candidates, the best first; one serves where its fields are in both states and tell all rows apart.
    """
    columns = _columns(old, new)
    if not columns or same(old, new):
        return (), ()
    rows = _Rows(old.rows, new.rows, alike=terms(old) == terms(new))
    ours, theirs = _middle(rows) if rows.alike else (range(len(old.rows)), range(len(new.rows)))
    by_name = {c.field.name: c for c in columns}
    for key in keys:
        if key and all(name in by_name for name in key):
            found = _by_key(rows, ours, theirs, tuple(by_name[name] for name in key))
            if found is not None:
                return key, tuple(_changed(rows, found, columns))
    found = _by_whole_row(rows, ours, theirs, columns)
    return (), tuple(_changed(rows, found, columns))


def _columns(old: Resource, new: Resource) -> tuple[_Column, ...]:
    places = {field.name: number for number, field in enumerate(old.fields)}
    return tuple(_column(old, new, places[f.name], n) for n, f in enumerate(new.fields) if f.name in places)


def _column(old: Resource, new: Resource, was: int, now: int) -> _Column:
    field = new.fields[now]
    # Of other types rows are recognised by what is written: an area's code stays the same when it becomes a text.
    of_mark = reading if old.fields[was].type == field.type else text_reading
    readings = (reading(old, was), reading(new, now), of_mark(old, was), of_mark(new, now))
    return _Column(field, was, now, *readings)


def _middle(rows: _Rows) -> tuple[range, range]:
    """Return the rows between those that stand unchanged at the beginning and at the end of both tables."""
    old, new = rows.old, rows.new
    shorter = min(len(old), len(new))
    first = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    last = next((n for n in range(shorter - first) if old[-1 - n] != new[-1 - n]), shorter - first)
    return range(first, len(old) - last), range(first, len(new) - last)


def _marks(columns: Sequence[_Column], *, raw: bool) -> tuple[Mark, Mark]:
    """Return what old and new rows are recognised by: cells as they are written, or as they are understood."""
    if raw or not any(c.old_mark or c.new_mark for c in columns):
        return itemgetter(*(c.old for c in columns)), itemgetter(*(c.new for c in columns))
    return _mark([(c.old, c.old_mark) for c in columns]), _mark([(c.new, c.new_mark) for c in columns])


def _mark(parts: Sequence[tuple[int, Reading | None]]) -> Mark:
    return lambda row: tuple(read(row[n]) if read else row[n] for n, read in parts)


def _by_key(rows: _Rows, ours: Numbers, theirs: Numbers, key: Sequence[_Column]) -> list[Pair] | None:
    """Pair rows by the columns of a key; nothing where these do not tell all rows apart.

    Understanding a cell takes many times as long as looking it up, so what is written alike is paired first.
    """
    first = _looked_up(rows, ours, theirs, _marks(key, raw=True)) if rows.alike else _Found((), ours, theirs)
    second = first and _looked_up(rows, first.old, first.new, _marks(key, raw=False))
    if first is None or second is None:
        return None
    return [*((n, None) for n in second.old), *first.pairs, *second.pairs, *((None, n) for n in second.new)]


def _looked_up(rows: _Rows, ours: Numbers, theirs: Numbers, marks: tuple[Mark, Mark]) -> _Found | None:
    """Pair rows of the same mark; nothing where two rows of one state have the same."""
    of_old, of_new = marks
    numbers = {of_old(rows.old[n]): n for n in ours}
    if len(numbers) < len(ours):
        return None
    pairs: list[Pair] = []
    added: dict[Hashable, int] = {}
    used: set[int] = set()
    for n in theirs:
        mark = of_new(rows.new[n])
        found = numbers.get(mark)
        if found in used or mark in added:
            return None
        if found is None:
            added[mark] = n
        else:
            used.add(found)
            pairs.append((found, n))
    return _Found(pairs, [n for n in ours if n not in used], list(added.values()))


def _by_whole_row(rows: _Rows, ours: Numbers, theirs: Numbers, columns: Sequence[_Column]) -> list[Pair]:
    """Leave aside rows that are in both states, each as often as it is in both; pair the rest by what they seem to be about."""
    if rows.alike:
        ours, theirs = _left_over(rows, ours, theirs, _marks(columns, raw=True))
    ours, theirs = _left_over(rows, ours, theirs, _marks(columns, raw=False))
    about = [c for c in columns if c.field.type not in _MEASURED]
    paired = _by_key(rows, ours, theirs, about) if about else None
    return [*((n, None) for n in ours), *((None, n) for n in theirs)] if paired is None else paired


def _left_over(rows: _Rows, ours: Numbers, theirs: Numbers, marks: tuple[Mark, Mark]) -> tuple[Numbers, Numbers]:
    of_old, of_new = marks
    waiting: dict[Hashable, list[int]] = {}
    for n in reversed(ours):
        waiting.setdefault(of_old(rows.old[n]), []).append(n)
    added = []
    for n in theirs:
        numbers = waiting.get(of_new(rows.new[n]))
        if numbers:
            numbers.pop()
        else:
            added.append(n)
    return sorted(n for numbers in waiting.values() for n in numbers), added


def _changed(rows: _Rows, pairs: Iterable[Pair], columns: Sequence[_Column]) -> Iterator[RowChange]:
    for ours, theirs in pairs:
        if ours is None or theirs is None:
            yield RowChange(ours, theirs)
            continue
        was, now = rows.old[ours], rows.new[theirs]
        # Where cells are understood alike, the same text is the same value.
        differing = [c for c in columns if not (rows.alike and was[c.old] == now[c.new])]
        if values := tuple(v for c in differing if (v := c.change(was[c.old], now[c.new])) is not None):
            yield RowChange(ours, theirs, values)
