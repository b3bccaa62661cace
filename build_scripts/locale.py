"""The words, numbers and dates of a language; each file of words is read once, when it is first asked for.

Words lie in `locales/<language>/`. A key is `<file>.<table>.<name>`, where a folder of files counts as one file;
placeholders are `{named}`.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from build_scripts.dataset import last_day
from build_scripts.errors import UnknownNameError

FOLDER = Path(__file__).parent / "locales"
BABEL = {"id": "id_ID", "en": "en_GB"}
MINUS = "\u2212"
SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


class Texts(Mapping[str, str]):
    """The words of a language by their keys. A command needs few of the files: each is read when a key of it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._files = _files(folder)
        self._read: dict[str, str] = {}

    def __getitem__(self, key: str) -> str:
        if key not in self._read:
            self._open(key.partition(".")[0])
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        for name in tuple(self._files):
            self._open(name)
        return iter(sorted(self._read))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _open(self, name: str) -> None:
        for path in self._files.get(name, ()):
            self._read.update(_flat(name, tomllib.loads(path.read_text(encoding="utf-8"))))
        # Only what was read is not read again: a thread that asks meanwhile finds the words, too.
        self._files.pop(name, None)


@dataclass(frozen=True, slots=True)
class Locale:
    """A language: its code and its words."""

    language: str
    words: Mapping[str, str]

    def word(self, key: str, /, **facts: object) -> str:
        """Return the words of a key with its placeholders filled; a missing key is a bug and raises."""
        return self.words[key].format_map(facts) if facts else self.words[key]

    def has(self, key: str) -> bool:
        """Say whether the language has words for a key."""
        return key in self.words

    def number(self, value: Decimal | int, decimals: int | None = None) -> str:
        """Write a number with the separators of the language; without `decimals`, with the digits that it has."""
        return _number(self.language, str(value), decimals)

    def short(self, value: Decimal | int) -> str:
        """Write a large number in words of its scale, cut to three or four digits: `282,7 juta`, `282.7 million`."""
        exact = Decimal(value)
        if abs(exact) < SCALES[-1][0]:
            return self.number(exact)
        scales = ((_three_digits(exact / size), name) for size, name in reversed(SCALES))
        largest = _three_digits(exact / SCALES[0][0]), SCALES[0][1]
        # The scale is chosen after rounding: 999 960 000 is one billion, not 1 000 million.
        rounded, name = next((s for s in scales if abs(s[0]) < 1000), largest)
        return f"{self.number(_trimmed(rounded))} {self.word('words.scale.' + name)}"

    def spoken(self, value: Decimal | int) -> str:
        """Write a number in words of its scale where at most three decimals say it all, otherwise with every digit."""
        exact = Decimal(value)
        for size, name in SCALES:
            if abs(exact) >= size:
                scaled = exact / size
                if scaled == scaled.quantize(Decimal("0.001"), ROUND_HALF_UP):
                    return f"{self.number(_trimmed(scaled))} {self.word('words.scale.' + name)}"
                break
        return self.number(exact)

    def date(self, as_of: str, *, year: bool = True) -> str:
        """Write a date as precise as it is given: `31 Desember 2023`, `2023`; the year can be left out."""
        return _date(self.language, as_of, year)

    def quantity(self, value: Decimal, unit: str, *, short: bool = False, decimals: int | None = None) -> str:
        """Write a value with its unit: `98,45 persen`, `Rp165,3 triliun`, `282,7 juta orang`."""
        return self.with_unit(self.short(value) if short else self.number(value, decimals), unit)

    def with_unit(self, number: str, unit: str) -> str:
        """Put a written number and its unit together; the minus sign stands before both: `−Rp9,1 triliun`."""
        sign, digits = (number[0], number[1:]) if number.startswith(MINUS) else ("", number)
        one, many = f"words.singular.{unit}", f"words.quantity.{unit}"
        key = one if digits == "1" and self.has(one) else many
        return sign + (self.word(key, number=digits) if self.has(key) else f"{digits} {unit}".strip())


@lru_cache(maxsize=65536)
def _number(language: str, value: str, decimals: int | None) -> str:
    exact = Decimal(value)
    places = max(0, -int(exact.as_tuple().exponent)) if decimals is None else decimals
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    # Grouping is pinned here: Babel does not group four digits in every language, and takes far longer for a number.
    return f"{rounded:,f}".translate(_separators(language))


@cache
def _separators(language: str) -> Mapping[int, str]:
    """Return what stands for the comma, the point and the minus sign of Python in a language."""
    # Few reports write a number or a date, and only they pay for Babel.
    from babel.numbers import get_decimal_symbol, get_group_symbol

    locale = BABEL[language]
    return {ord(","): get_group_symbol(locale), ord("."): get_decimal_symbol(locale), ord("-"): MINUS}


@lru_cache(maxsize=16384)
def _date(language: str, as_of: str, year: bool) -> str:
    from babel.dates import format_date

    skeleton = {4: "y", 7: "MMMM y", 10: "d MMMM y"}[len(as_of)]
    return format_date(last_day(as_of), skeleton if year else skeleton.removesuffix(" y"), locale=BABEL[language])


def _three_digits(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01") if abs(value) < 10 else Decimal("0.1"), ROUND_HALF_UP)


def _trimmed(value: Decimal) -> Decimal:
    """Drop zeros at the end of the decimals, and only those."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _flat(prefix: str, table: Mapping[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        flat.update(_flat(f"{prefix}.{name}", value) if isinstance(value, dict) else {f"{prefix}.{name}": str(value)})
    return flat


def _files(folder: Path) -> dict[str, list[Path]]:
    """Return the files of words by the name that their keys begin with."""
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.toml")):
        files.setdefault(path.relative_to(folder).parts[0].removesuffix(".toml"), []).append(path)
    return files


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have words, Indonesian first."""
    return tuple(sorted((p.name for p in FOLDER.iterdir() if p.is_dir()), key=lambda name: (name != "id", name)))


@cache
def read_locale(language: str) -> Locale:
    """Read the words of a language."""
    if language not in languages():
        raise UnknownNameError("language", language, languages())
    return Locale(language, Texts(FOLDER / language))


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders in a text."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
