"""The words, numbers and dates of a language; loaded once, pure afterwards.

Words lie in `locales/<language>/*.toml`. A key is `<file>.<table>.<name>`; placeholders are `{named}`.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from build_scripts.dataset import last_day
from build_scripts.errors import UnknownNameError

FOLDER = Path(__file__).parent / "locales"
BABEL = {"id": "id_ID", "en": "en_GB"}
SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


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
        exact = Decimal(value)
        places = max(0, -int(exact.as_tuple().exponent)) if decimals is None else decimals
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        # Four digits are not grouped by Babel in every language; pattern and grouping are pinned here.
        return format_decimal(rounded, format=pattern, locale=BABEL[self.language], decimal_quantization=False).replace(
            "-", "\u2212"
        )

    def short(self, value: Decimal | int) -> str:
        """Write a large number in words of its scale with one to three decimals: `282,7 juta`, `282.7 million`."""
        exact = Decimal(value)
        for size, name in SCALES:
            if abs(exact) >= size:
                digits = 2 if abs(exact) / size < 10 else 1
                scaled = (exact / size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP).normalize()
                plain = scaled if scaled.as_tuple().exponent <= 0 else scaled.quantize(Decimal(1))  # type: ignore[operator]
                return f"{self.number(plain)} {self.word('words.scale.' + name)}"
        return self.number(exact)

    def date(self, as_of: str) -> str:
        """Write a date as precise as it is given: `31 Desember 2023`, `December 2023`, `2023`."""
        skeleton = {4: "y", 7: "MMMM y", 10: "d MMMM y"}[len(as_of)]
        return format_date(last_day(as_of), skeleton, locale=BABEL[self.language])

    def quantity(self, value: Decimal, unit: str, *, short: bool = False, decimals: int | None = None) -> str:
        """Write a value with its unit: `98,45 persen`, `Rp165,3 triliun`, `282,7 juta orang`."""
        number = self.short(value) if short else self.number(value, decimals)
        return (
            self.word(f"words.quantity.{unit}", number=number)
            if self.has(f"words.quantity.{unit}")
            else f"{number} {unit}".strip()
        )


def _flat(prefix: str, table: Mapping[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        flat.update(_flat(f"{prefix}.{name}", value) if isinstance(value, dict) else {f"{prefix}.{name}": str(value)})
    return flat


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that have words, Indonesian first."""
    return tuple(sorted((p.name for p in FOLDER.iterdir() if p.is_dir()), key=lambda name: (name != "id", name)))


@cache
def read_locale(language: str) -> Locale:
    """Read the words of a language."""
    if language not in languages():
        raise UnknownNameError("language", language, languages())
    words: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        words.update(_flat(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))))
    return Locale(language, words)


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders in a text."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
