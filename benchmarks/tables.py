"""Writes large synthetic packages: a tidy table of coverage with every common rule, and the list of areas that it points to."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

AREAS = tuple(f"{11 + number // 20}.{number % 20:02d}" for number in range(500))
INDICATORS = ("coverage", "active", "members", "gap")
SEGMENTS = ("total", "pbi", "ppu", "bp", "other")
# What is put into a cell of a faulty row, by the place of the column: no number, too large, unknown, not listed, missing.
FAULTS = ((4, "abc"), (4, "101"), (0, "99.99"), (3, "lain"), (1, ""))

FIELDS: tuple[dict[str, Any], ...] = (
    {"name": "area", "type": "string", "constraints": {"required": True, "pattern": "[0-9]{2}\\.[0-9]{2}"}},
    {"name": "period", "type": "integer", "constraints": {"required": True}},
    {"name": "indicator", "type": "string", "constraints": {"required": True, "enum": list(INDICATORS)}},
    {"name": "segment", "type": "string", "constraints": {"enum": list(SEGMENTS)}},
    {"name": "value", "type": "number", "constraints": {"minimum": 0, "maximum": 100}},
    {"name": "unit", "type": "string"},
    {"name": "note", "type": "string"},
)


def _lines(rows: int) -> list[list[str]]:
    """Return rows whose first three columns are a key; the same for the same number."""
    values = random.Random(7)
    return [
        [
            AREAS[n % len(AREAS)],
            str(1000 + n // (len(AREAS) * len(INDICATORS))),
            INDICATORS[n // len(AREAS) % len(INDICATORS)],
            SEGMENTS[n % len(SEGMENTS)],
            f"{values.randrange(10_000) / 100:.2f}",
            "percent",
            f"contoh ke {n % 97}",
        ]
        for n in range(rows)
    ]


def write(folder: Path, rows: int, faulty: int = 0) -> Path:
    """Write a package whose table has so many rows, of which some are faulty; return its descriptor."""
    folder.mkdir(parents=True)
    lines = _lines(rows)
    chosen = random.Random(1).sample(range(rows), faulty)
    for number, row in enumerate(chosen):
        place, text = FAULTS[number % len(FAULTS)]
        lines[row][place] = text
    head = ",".join(f["name"] for f in FIELDS)
    (folder / "coverage.csv").write_text("\n".join([head, *map(",".join, lines), ""]), encoding="utf-8")
    areas = "".join(f"{code},Contoh {number}\n" for number, code in enumerate(AREAS))
    (folder / "areas.csv").write_text(f"code,name\n{areas}", encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps(_descriptor()), encoding="utf-8")
    return folder / "datapackage.json"


def _descriptor() -> dict[str, Any]:
    coverage = {
        "fields": FIELDS,
        "primaryKey": ["area", "period", "indicator"],
        "foreignKeys": [{"fields": "area", "reference": {"resource": "areas", "fields": "code"}}],
    }
    areas = {"fields": [{"name": "code", "type": "string"}, {"name": "name", "type": "string"}], "primaryKey": "code"}
    return {
        "name": "contoh",
        "title": "Contoh",
        "licenses": [{"name": "CC0-1.0"}],
        "sources": [{"title": "Contoh"}],
        "resources": [
            {"name": "coverage", "type": "table", "path": "coverage.csv", "schema": coverage},
            {"name": "areas", "type": "table", "path": "areas.csv", "schema": areas},
        ],
    }
