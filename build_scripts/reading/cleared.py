"""Looks at the tables of a package as whole columns, and clears every row of which surely nothing is to be said.

What is left are suspects: every row that Frictionless, or a rule on cells, rows or keys, could refuse, and with it each row that would be
named beside it. The authority then judges these alone. A table whose schema is not plain is not looked at: all its rows are suspects.

Of a table that may be wrong nearly everywhere the first suspects are enough to say so: the look ends there, and the table is `partly`
looked at. Should they turn out to be right after all, every row is looked at (`clear` without a limit).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from build_scripts import cell
from build_scripts.package import ForeignKey, Resource, inner_keys
from build_scripts.reading.columns import Column, ColumnRows, Numbers, combined, encode, from_rows
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.reading.numbers import odd_numbers
from build_scripts.reading.sure import Judge, judges
from build_scripts.reading.texts import odd_texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Keys = tuple[NDArray[np.int64], int]

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
# Up to here one byte for each possible combination of keys is quicker than sorting.
_MARKED = 1 << 26
# So many distinct values of a column are looked at before it is asked whether they are enough.
_VALUES = 1 << 16


@dataclass(frozen=True, slots=True)
class _Table:
    """A table with its columns and judges, by field name."""

    resource: Resource
    columns: Mapping[str, Column]
    judges: Mapping[str, Judge]

    @property
    def listed(self) -> tuple[str, ...]:
        """Return the fields of which each distinct value is looked at once, and not each cell."""
        keyed = _in_keys(self.resource)
        return tuple(name for name, judge in self.judges.items() if name in keyed or _by_values(judge))

    def values(self, name: str) -> list[Hashable | None]:
        """Return what each distinct value of a column is compared by."""
        return [self.judges[name].value(text) for text in self.columns[name].distinct]


def clear(resources: Sequence[Resource], limits: Limits = LIMITS) -> tuple[Resource, ...]:
    """Return the resources of a package with their suspects, where it is large enough, and one that can be looked at."""
    names = [r.name for r in resources]
    if (
        sum(len(r.data) for r in resources if r.is_table) < limits.columns_from
        or len(set(names)) < len(names)
        or not all(_NAME.fullmatch(name) for name in names)
    ):
        return tuple(_first(r, limits.suspects) for r in resources)
    tables = {r.name: _table(r) for r in resources if r.is_table and r.data}
    known = {name: table for name, table in tables.items() if table}
    read = {r.name: r for r in resources if r.is_table and r.data}
    return tuple(
        _with_suspects(r, _looks(known[r.name], known, read), limits.suspects)
        if r.name in known
        else _first(r, limits.suspects)
        for r in resources
    )


def _table(resource: Resource) -> _Table | None:
    found = judges(resource)
    if found is None:
        return None
    rows = resource.rows
    columns = rows.columns if isinstance(rows, ColumnRows) else from_rows(rows, len(resource.fields))
    names = [f.name for f in resource.fields]
    table = _Table(resource, dict(zip(names, columns, strict=True)), dict(zip(names, found, strict=True)))
    encode(table.columns[name] for name in table.listed)
    return table


def _first(resource: Resource, most: int) -> Resource:
    """Return a table at which no look can be taken: all its rows are suspects, of very many at first some."""
    if len(resource.rows) <= most:
        return resource
    return replace(resource, suspects=tuple(zip(resource.lines[:most], resource.rows[:most], strict=True)), partly=True)


def _with_suspects(resource: Resource, looks: Iterable[Iterable[int]], most: int) -> Resource:
    odd: set[int] = set()
    for rows in looks:
        # No look yields a row twice.
        odd.update(islice(rows, most + 1))
        if len(odd) > most:
            break
    chosen = sorted(odd)[:most]
    if isinstance(resource.rows, ColumnRows):
        texts: Iterable[tuple[str, ...]] = resource.rows.pick(chosen) if chosen else ()
    else:
        texts = (resource.rows[n] for n in chosen)
    suspects = tuple(zip((resource.lines[n] for n in chosen), texts, strict=True))
    return replace(resource, suspects=suspects, partly=len(odd) > most)


def _looks(table: _Table, known: Mapping[str, _Table], read: Mapping[str, Resource]) -> Iterator[Iterable[int]]:
    """Yield, look by look, the numbers of the rows that are not surely right."""
    yield from _cells(table)
    yield _nothing(table)
    yield from _keys(table)
    for key in inner_keys(table.resource, read):
        yield _foreign(table, key, known.get(key.resource or table.resource.name))


def _in_keys(resource: Resource) -> set[str]:
    """Return the fields whose values are compared with each other."""
    keys = (resource.primary_key, *resource.unique_keys, *(k.fields for k in resource.foreign_keys))
    return {name for key in keys for name in key}


def _cells(table: _Table) -> Iterator[Iterable[int]]:
    """Yield for each column the rows with a cell that is not surely fine."""
    listed = table.listed
    for field in table.resource.fields:
        column, judge = table.columns[field.name], table.judges[field.name]
        if field.name in listed:
            yield _by_value(column, judge)
        elif judge.type in cell.NUMBER_TYPES:
            yield odd_numbers(column.cells, judge)
        else:
            yield odd_texts(column.cells, judge)


def _by_values(judge: Judge) -> bool:
    return judge.by_value or judge.unique or judge.type not in ("string", "any", "integer", "number")


def _by_value(column: Column, judge: Judge) -> Iterable[int]:
    """Yield the rows whose cell is a value that is not fine; each distinct value is looked at once, and only when it is asked for."""
    import numpy as np

    fits: Iterable[bool] = column.fitting(judge.pattern) if judge.pattern else ()
    fitting = np.fromiter(fits, np.bool_)
    for start in range(0, len(column.distinct), _VALUES):
        block = column.distinct[start : start + _VALUES]
        bad = np.zeros(len(column.distinct), np.bool_)
        bad[start : start + _VALUES] = np.fromiter((not judge.fine(text) for text in block), np.bool_, len(block))
        if judge.pattern:
            there = np.fromiter((text not in judge.missing for text in block), np.bool_, len(block))
            bad[start : start + _VALUES] |= there & ~fitting[start : start + _VALUES]
        yield from _where(column, bad)


def _where(column: Column, bad: NDArray[np.bool_]) -> Iterable[int]:
    import numpy as np

    return np.flatnonzero(bad[column.codes]).tolist() if bad.any() else ()


def _nothing(table: _Table) -> Iterable[int]:
    """Return the rows of which every cell is a missing value."""
    return _in_all(_missing(table.columns[name], judge) for name, judge in table.judges.items())


def _in_all(columns: Iterable[NDArray[np.bool_]]) -> Iterable[int]:
    """Return the rows for which something holds in every column; the columns behind one where it holds nowhere are not asked for."""
    import numpy as np

    where: NDArray[np.bool_] | None = None
    for here in columns:
        where = here if where is None else where & here
        if not where.any():
            return ()
    return () if where is None else np.flatnonzero(where).tolist()


def _missing(column: Column, judge: Judge) -> NDArray[np.bool_]:
    import numpy as np

    absent = np.fromiter((text in judge.missing for text in column.distinct), np.bool_, len(column.distinct))
    return absent[column.codes]


def _keys(table: _Table) -> Iterator[Iterable[int]]:
    """Yield the rows that share the value of a key, those that have none of it, and those whose values merely look the same."""
    resource = table.resource
    fields = {f.name for f in resource.fields}
    primary = tuple(name for name in resource.primary_key if name in fields)
    if primary:
        yield _repeated(table, primary, table.values)
        yield _in_all(_no_value(table, name) for name in primary)
    for name, judge in table.judges.items():
        if judge.unique:
            yield _repeated(table, (name,), table.values)
    for key in resource.unique_keys:
        if set(key) <= fields:
            yield _repeated(table, tuple(dict.fromkeys(key)), table.values)
    if not resource.primary_key:
        yield _repeated(table, tuple(table.columns), lambda name: table.columns[name].distinct)
    for number in resource.coded:
        yield _alike(table.columns[resource.fields[number].name])


def _numbered(values: Sequence[Hashable | None]) -> tuple[NDArray[np.int64], int]:
    """Return a number for each value, by which equal ones are equal."""
    import numpy as np

    numbers: dict[Hashable | None, int] = {}
    return np.fromiter((numbers.setdefault(v, len(numbers)) for v in values), np.int64, len(values)), len(numbers)


def _key(table: _Table, names: tuple[str, ...], values: Callable[[str], Sequence[Hashable | None]]) -> Keys:
    keys: list[Numbers] = []
    size = 1
    for name in names:
        numbers, count = _numbered(values(name))
        codes = table.columns[name].codes
        # Where no two texts mean the same, their own numbers will do.
        keys.append((codes if count == len(numbers) else numbers[codes], count))
        size *= count
    return combined(keys), size


def _repeated(
    table: _Table, names: tuple[str, ...], values: Callable[[str], Sequence[Hashable | None]]
) -> Iterable[int]:
    """Return all rows whose values in some fields are those of another row."""
    import numpy as np

    whole, size = _key(table, names, values)
    if size <= _MARKED:
        marks = np.zeros(size, np.bool_)
        marks[whole] = True
        if int(marks.sum()) == len(whole):
            return ()
    order = np.sort(whole)
    again = order[1:][order[1:] == order[:-1]]
    return np.flatnonzero(np.isin(whole, again)).tolist() if len(again) else ()


def _no_value(table: _Table, name: str) -> NDArray[np.bool_]:
    import numpy as np

    return np.fromiter((v is None for v in table.values(name)), np.bool_)[table.columns[name].codes]


def _alike(column: Column) -> Iterable[int]:
    """Return the rows of values that differ only in what a reader does not see."""
    import numpy as np

    values = column.distinct
    skeletons, _ = _numbered([cell.skeleton(text) for text in values])
    bad = (np.bincount(skeletons) > 1)[skeletons] if len(values) else np.zeros(0, np.bool_)
    return _where(column, bad)


def _foreign(table: _Table, key: ForeignKey, target: _Table | None) -> Iterable[int]:
    """Return the rows whose values are not surely found in the table that a foreign key leads to."""
    import numpy as np

    if target is None:
        return range(len(table.resource.rows))
    known = set(_combinations(target, key.reference_fields)[1])
    where, found = _combinations(table, key.fields)
    bad = np.fromiter((c not in known and any(v is not None for v in c) for c in found), np.bool_, len(found))
    return np.flatnonzero(bad[where]).tolist() if bad.any() else ()


def _combinations(table: _Table, names: tuple[str, ...]) -> tuple[NDArray[np.int64], list[tuple[Hashable | None, ...]]]:
    """Return the distinct combinations of values of some fields, and which of them each row has."""
    import numpy as np

    values = {name: table.values(name) for name in names}
    if len(names) == 1:
        return table.columns[names[0]].codes.astype(np.int64), [(v,) for v in values[names[0]]]
    whole = combined([(table.columns[n].codes, len(table.columns[n].distinct)) for n in names])
    _, first, where = np.unique(whole, return_index=True, return_inverse=True)
    parts = [(values[n], table.columns[n].codes[first].tolist()) for n in names]
    return where.astype(np.int64), list(zip(*([seen[c] for c in codes] for seen, codes in parts), strict=True))
