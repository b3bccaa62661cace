"""The names and codes that tables of the packages know, read once for all repairs; how much is searched is bounded."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.checks.repair.nearest import Names
from build_scripts.package import Package, Resource

# Tables that list codes are short; in a longer one no cell is looked up.
ROWS = 20_000
SEARCHES = 300


class Lookup:
    """Looks up names in the tables of all packages."""

    def __init__(self, packages: tuple[Package, ...]) -> None:
        self._packages = packages
        self._names: dict[tuple[str, str, str], Names] = {}
        self._searches = 0

    def nearest(self, known: Names, text: str) -> str:
        """Return the only known name that a text was likely meant to be, or empty text; also when much was searched before."""
        self._searches += 1
        return known.nearest(text) if self._searches <= SEARCHES else ""

    def names(self, package: str, resource: str, field: str) -> Names:
        """Return the values of a field of a table, and what else names its rows."""
        return self._cached((package, resource, field), field, self._tables(package, resource))

    def of_shape(self, shape: str, field: str) -> Names:
        """Return the values of a field in the tables of a shape, and what else names their rows."""
        tables = (r for p in self._packages for r in p.tables if r.shape == shape)
        return self._cached(("", shape, field), field, tables)

    def _tables(self, package: str, resource: str) -> Iterator[Resource]:
        return (r for p in self._packages if p.name == package for r in p.tables if r.name == resource)

    def _cached(self, key: tuple[str, str, str], field: str, tables: Iterator[Resource]) -> Names:
        if key not in self._names:
            meant: dict[str, str] = {}
            for table in tables:
                if len(table.rows) <= ROWS and table.field_named(field):
                    meant |= _meant(table, field)
            self._names[key] = Names(meant)
        return self._names[key]


def _meant(table: Resource, field: str) -> dict[str, str]:
    """Return each value of a field by itself, and by the texts that only its row has in the other fields with unique texts."""
    columns = {
        f.name: [record[f.name] for _, record in table.records()] for f in table.fields if _names_rows(table, f.name)
    }
    codes = [record[field] for _, record in table.records()]
    meant: dict[str, str] = {}
    for texts in columns.values():
        if len(set(texts)) == len(texts):
            meant.update(zip(texts, codes, strict=True))
    return {**meant, **{code: code for code in codes if code}}


def _names_rows(table: Resource, name: str) -> bool:
    field = table.field_named(name)
    return field is not None and field.type == "string" and not field.listed
