"""Strategies for small packages of every kind that is read by columns: schemas, cells that mostly fit, dialects."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
TRICKY = (
    "", " ", "x ", " x", "\t", "a\nb", "a\r\nb", "a,b", 'a"b', '"', "''", "=1+1", "-", "-5", "+5", "@a", "NaN", "inf", "1_000", "1e5",
    "1E400", "０５", "é", "\u200b", "\u202eabc", "\x07", "аbc", "Contoh", "contoh", "\ufeff", "\ufffd", "#REF!", "n/a", "0", "00", "1.", ".5",
    "--1", "1-2", "1.2.3", "0x1F", "9" * 16, "9" * 39, "0.1234567890123456", "true", "2023-02-30", "2023-1-1", "99", "x" * 40, ";", "#c",
)  # fmt: skip
GOOD: dict[str, tuple[str, ...]] = {
    "string": ("a", "b", "d", "Contoh Satu", "Contoh Dua", "11.02", "x1", "Cafe", "aa", "ab", ""),
    "any": ("a", "5", "b c", "d", ""),
    "integer": ("0", "1", "5", "05", "-3", "7", "12", "2023", "100", "31", ""),
    "number": ("0", "1.5", "1.50", "-2", "5", "5.0", "05", "12.25", "100", "31.5", ""),
    "boolean": ("true", "0", ""),
    "date": ("2023-12-31", "2024-02-29", "1999-01-01", ""),
    "year": ("2023", "1999", "0001", ""),
    "yearmonth": ("2023-12", "2024-01", ""),
    "time": ("10:00:00", ""),
    "datetime": ("2023-12-31T10:00:00Z", ""),
}
PATTERNS = (
    "[a-z]+",
    "[A-Z]?[a-z ]*",
    r"\d{2}\.\d{2}",
    "a|b",
    "^[^,]+$",
    ".*",
    "(?i)a",
    r"\w+",
    "[0-9.]+",
    "(?:a|b)*",
    r"\S+",
    "a{,3}",
)
# Every choice takes one byte of a tape that Hypothesis draws: much faster than a strategy for each, and it still shrinks.
TAPE = 400


class Tape:
    """Choices made by bytes; one that has come to its end always chooses the plain."""

    def __init__(self, drawn: bytes) -> None:
        self._bytes = iter(drawn)

    def one(self, options: Sequence[T]) -> T:
        return options[next(self._bytes, 0) % len(options)]

    def chance(self, of: int) -> bool:
        return next(self._bytes, 1) % of == 0

    def count(self, least: int, most: int) -> int:
        return least + next(self._bytes, 0) % (most - least + 1)

    def some(self, options: Sequence[T], most: int) -> list[T]:
        """Return one or several different options."""
        left, taken = list(options), []
        for _ in range(min(self.count(1, most), len(left))):
            taken.append(left.pop(next(self._bytes, 0) % len(left)))
        return taken


LIMITS: dict[str, tuple[Any, ...]] = {
    "integer": (0, 1, 5, -3, "5", 2023, 5.0, 1.5),
    "number": (0, 1.5, "1.5", 5, -2, 0.1, 12.25, 1e300, "x"),
    "date": ("2023-12-31", "2000-01-01", "1999-01-01", "31/12/2023"),
    "year": (2000, "2023", 1999),
    "yearmonth": ("2023-12",),
}
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
TYPES = (
    *("string",) * 8,
    *("integer",) * 6,
    *("number",) * 6,
    *("boolean",) * 2,
    *("date",) * 3,
    *("year",) * 2,
    "any",
    *GOOD,
)


def constraints(tape: Tape, type: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    values = [v for v in GOOD[type] if v]
    if tape.chance(4):
        found["required"] = not tape.chance(4)
    if tape.chance(14):
        found["unique"] = True
    if tape.chance(5):
        found["enum"] = tape.some(
            [*values, *values, *([5, 1.5] if type in ("integer", "number") or tape.chance(9) else [])], 5
        )
    if type in LIMITS and tape.chance(2):
        found |= {name: tape.one(LIMITS[type]) for name in tape.some(BOUNDS, 2)}
    if type == "string" and tape.chance(4):
        found["pattern"] = tape.one(PATTERNS)
    if type == "string" and tape.chance(5):
        found[tape.one(("minLength", "maxLength"))] = tape.count(0, 6)
    if tape.chance(60):
        found["minLength"] = 2
    return found


def field(tape: Tape, name: str) -> dict[str, Any]:
    type = tape.one(TYPES)
    one: dict[str, Any] = {"name": name, "type": type}
    values = [v for v in GOOD[type] if v]
    if limits := constraints(tape, type):
        one["constraints"] = limits
    if tape.chance(6):
        one["missingValues"] = tape.one((["", "-"], ["-"], ["n/a", ""], ["", "0"], ["0"], ["", " "], []))
    if tape.chance(16):
        one["categories"] = tape.some(values, 4)
    if type == "boolean" and tape.chance(2):
        one |= {"trueValues": ["ya", "true"], "falseValues": ["tidak", "0"]}
    if type in ("integer", "number") and tape.chance(20):
        one |= tape.one(({"bareNumber": True}, {"bareNumber": False}, {"groupChar": "_"}))
    if tape.chance(40):
        one["format"] = tape.one(("default", "any", "email"))
    return one


def rows(tape: Tape, fields: list[dict[str, Any]]) -> list[list[str]]:
    tricky = tape.one((0, 0, 0, 0, 40, 8))
    pools = [_fitting(one) for one in fields]
    made = [
        [tape.one(TRICKY) if tricky and tape.chance(tricky) else tape.one(pool) for pool in pools]
        for _ in range(tape.one((2, 3, 1, 3, 4, 5, 6, 8, 10, 0)))
    ]
    # Of few values many rows would be the same.
    return made if tape.chance(3) else [list(row) for row in dict.fromkeys(map(tuple, made))]


def _fitting(one: dict[str, Any]) -> list[str]:
    """Return texts that mostly keep the field's constraints, so that many tables are clean."""
    limits = one.get("constraints", {})
    texts = [t for t in GOOD[one["type"]] if t or not limits.get("required")]
    if "enum" in limits:
        texts = [str(v) for v in limits["enum"]]
    if "categories" in one:
        texts = [t for t in texts if t in one["categories"]] or texts
    if "minimum" in limits or "exclusiveMinimum" in limits:
        texts = texts[-len(texts) // 2 :]
    return texts


def schema(tape: Tape, targets: dict[str, list[str]]) -> dict[str, Any]:
    names = ["a", "b", "c", "d"][: tape.one((2, 3, 1, 4))]
    one: dict[str, Any] = {"fields": [field(tape, name) for name in names]}
    if tape.chance(3):
        one["primaryKey"] = tape.some(names, 3)
    if tape.chance(8):
        one["uniqueKeys"] = [tape.some(names, 3)]
    if tape.chance(6):
        one["missingValues"] = tape.one((["", "-"], ["n/a"], ["", "n/a", "0"]))
    if tape.chance(3):
        there = tape.one([*targets, ""])
        here = tape.some(names, 2)
        known = targets.get(there) or names
        one["foreignKeys"] = [
            {"fields": here, "reference": {"resource": there, "fields": [tape.one(known) for _ in here]}}
        ]
    return one


DAMAGES = (*("",) * 40, "blank", "ragged", "short", "quote", "cut", "label", "latin")


def form(tape: Tape) -> dict[str, Any]:
    """How a table is written: signs, line ends, a mark of order, what is quoted."""
    return {
        "delimiter": tape.one((",", ",", ",", ";", "\t", "|")),
        "quote": tape.one(('"', '"', '"', "'")),
        "end": tape.one(("\n", "\n", "\n", "\r\n", "\r\n", "\r")),
        "bom": tape.chance(8),
        "all": tape.chance(6),
        "last": not tape.chance(6),
        "spaces": tape.chance(16),
        "header": not tape.chance(12),
        "damage": tape.one(DAMAGES),
        "at": tape.count(0, 8),
    }


def written(names: list[str], cells: list[list[str]], how: dict[str, Any]) -> bytes:
    """Return a table as bytes, damaged where `how` says so."""
    stream = io.StringIO()
    quoting = csv.QUOTE_ALL if how["all"] else csv.QUOTE_MINIMAL
    writer = csv.writer(
        stream, delimiter=how["delimiter"], quotechar=how["quote"], quoting=quoting, lineterminator=how["end"]
    )
    writer.writerows(([names] if how["header"] else []) + _damaged(cells, how))
    text = stream.getvalue()
    text = text if how["last"] else text.removesuffix(how["end"])
    if how["damage"] == "quote":
        text = text[: len(text) // 2] + how["quote"] + text[len(text) // 2 :]
    if how["damage"] == "cut":
        text = text[: len(text) * 2 // 3]
    data = text.encode("latin-1" if how["damage"] == "latin" else "utf-8", "replace")
    return b"\xef\xbb\xbf" + data if how["bom"] else data


def _damaged(cells: list[list[str]], how: dict[str, Any]) -> list[list[str]]:
    if not cells:
        return cells
    at, changed = how["at"] % len(cells), [list(row) for row in cells]
    if how["damage"] == "blank":
        changed.insert(at, [])
    if how["damage"] == "ragged":
        changed[at].append("x")
    if how["damage"] == "short":
        changed[at] = changed[at][:-1]
    return changed


def _package(drawn: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    tape = Tape(drawn)
    schemas = {"codes": schema(tape, {})} if tape.chance(2) else {}
    targets = {name: [f["name"] for f in one["fields"]] for name, one in schemas.items()}
    schemas["table"] = schema(tape, targets)
    resources, files = [], {}
    for name, one in schemas.items():
        how = form(tape)
        cells = rows(tape, one["fields"])
        dialect: dict[str, Any] = {"delimiter": how["delimiter"], "quoteChar": how["quote"], "header": how["header"]}
        if how["spaces"]:
            dialect["skipInitialSpace"] = True
        labels = [f["name"] for f in one["fields"]]
        if how["damage"] == "label":
            labels = labels[::-1]
        files[f"{name}.csv"] = written(labels, cells, how)
        resources.append({"name": name, "path": f"{name}.csv", "schema": one, "dialect": dialect})
    stated = {
        "name": "contoh",
        "title": "Contoh",
        "licenses": [{"name": "CC0-1.0"}],
        "sources": [{"title": "Contoh"}],
        "resources": resources,
    }
    return json.loads(json.dumps(stated)), files


def packages() -> st.SearchStrategy[tuple[dict[str, Any], dict[str, bytes]]]:
    """Draw a descriptor and the files of its tables: one or two, of which one may point to the other."""
    return st.binary(min_size=TAPE, max_size=TAPE).map(_package)
