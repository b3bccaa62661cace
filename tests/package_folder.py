"""Writes small synthetic packages for tests: a descriptor and files, from plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from build_scripts.checked import check
from build_scripts.io import read_packages
from build_scripts.report import Report

ROWS = "area,year,value\nContoh Satu,2023,11\nContoh Dua,2023,22\n"


def schema(**properties: Any) -> dict[str, Any]:
    fields = [
        {"name": "area", "type": "string"},
        {"name": "year", "type": "integer"},
        {"name": "value", "type": "number"},
    ]
    return {"fields": fields, **properties}


def resource(name: str = "table", **properties: Any) -> dict[str, Any]:
    return {"name": name, "path": f"{name}.csv", "schema": schema(), **properties}


def descriptor(*resources: Mapping[str, Any], **properties: Any) -> dict[str, Any]:
    return {
        "name": "contoh",
        "title": "Contoh",
        "licenses": [{"name": "CC-BY-4.0"}],
        "sources": [{"title": "Sumber Contoh"}],
        "resources": list(resources) or [resource()],
        **properties,
    }


def write(folder: Path, stated: object = None, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a package; `stated` is a descriptor, or the text or bytes of one."""
    content = {"table.csv": ROWS, **(files or {})} if stated is None or files is None else dict(files)
    stated = descriptor() if stated is None else stated
    content["datapackage.json"] = stated if isinstance(stated, str | bytes) else json.dumps(stated)
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def examine(datasets: Path) -> Report:
    packages, findings = read_packages(datasets)
    return check(packages, findings).report


def types(report: Report) -> set[str]:
    return {f.type for f in report.findings}
