"""What differs between two states of a portal: packages, resources, fields, rows, values, figures.

An old side alone is something that vanished, a new side alone something that was added. Judging is left to others: a check and a
page read the same changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

from build_scripts.figures import Figure, Key
from build_scripts.package import Field, Package, Resource

# Enough for every figure that is published; only numbers beyond it are told rounded.
_EXACT = Context(prec=60)
_ROUGH = Context(prec=3)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A cell that means something else than before; `old` and `new` are as written, empty where there is no value.

    `numbers` are both values where both are numbers.
    """

    field: str
    old: str
    new: str
    numbers: tuple[Decimal, Decimal] | None = None

    @property
    def difference(self) -> Decimal | None:
        """New minus old, exact up to 60 digits."""
        return _EXACT.subtract(self.numbers[1], self.numbers[0]) if self.numbers else None

    @property
    def relative(self) -> Decimal | None:
        """The difference in percent of the old value, three digits; nothing where that was zero."""
        if self.numbers is None or not self.numbers[0]:
            return None
        share = _EXACT.divide(_EXACT.subtract(self.numbers[1], self.numbers[0]), self.numbers[0].copy_abs())
        return _ROUGH.multiply(share, Decimal(100))


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row by its number in the old and in the new table, from 0, and the values that changed."""

    old: int | None
    new: int | None
    values: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that vanished, was added, or whose type or unit changed."""

    old: Field | None
    new: Field | None


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """A resource on both sides; `key` are the fields by which its rows were matched, empty where whole rows were."""

    old: Resource | None
    new: Resource | None
    fields: tuple[FieldChange, ...] = ()
    key: tuple[str, ...] = ()
    rows: tuple[RowChange, ...] = ()

    @property
    def renamed(self) -> bool:
        """Whether it is still there under another name."""
        return self.old is not None and self.new is not None and self.old.name != self.new.name


@dataclass(frozen=True, slots=True)
class PackageChange:
    """A package on both sides, with its resources, in order of the old ones."""

    old: Package | None
    new: Package | None
    resources: tuple[ResourceChange, ...] = ()

    @property
    def renamed(self) -> bool:
        """Whether it is still there under another name."""
        return self.old is not None and self.new is not None and self.old.name != self.new.name


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A published value that vanished, was added, or is another one."""

    key: Key
    old: Figure | None
    new: Figure | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Two states and all that differs: packages in order of the old ones, figures in order of key, codes of areas that had figures
    and have none."""

    old: tuple[Package, ...] = ()
    new: tuple[Package, ...] = ()
    packages: tuple[PackageChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    areas_gone: tuple[str, ...] = ()
