"""Reads and runs the examples of findings: a file `examples/<type>.toml` has a bad side, which gives the finding, and a good one.

A side names files by path and gives their text; without a descriptor among them a small package is built round them, changed by
`package`, `resource` and `schema` (JSON that is laid over it; null takes away), which may also stand above both sides.
`start` names one of the golden portals, whose packages both sides begin with, and the sub-table `edit` what is replaced in a file;
`bytes` gives files in hexadecimal, `links` symbolic links. `[base]` is the state that was published before. `also` lists
other findings that the bad side gives, `limits` and `seconds` are smaller than those of the program, so that an example is short.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from build_scripts.checks import run
from build_scripts.checks.base import against, unreadable
from build_scripts.io import read_packages
from build_scripts.package import Package
from build_scripts.reading import Limits
from build_scripts.reference import Case
from build_scripts.report import Finding, Report
from build_scripts.table_schema import validate

FOLDER = Path(__file__).parent / "examples"
PORTALS = Path(__file__).parent / "portals"
DESCRIPTOR = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "contoh",
    "title": "Contoh",
    "licenses": [{"name": "CC-BY-4.0"}],
    "sources": [{"title": "Laporan Contoh"}],
}
RESOURCE = {"name": "tabel", "path": "tabel.csv"}
SCHEMA = {"fields": [{"name": "daerah", "type": "string"}, {"name": "peserta", "type": "integer"}]}
WIDTH = 88
TABLE = "daerah,peserta\nContoh Satu,11\nContoh Dua,22\n"
DEFAULTS = {"package": DESCRIPTOR, "resource": RESOURCE, "schema": SCHEMA}
TABLES = ("edit", "bytes", "links")
SIDES = ("base", "bad", "good")
SETTINGS = ("start", "also", "limits", "seconds", *DEFAULTS, *SIDES)


@dataclass(frozen=True)
class Side:
    """What one side writes: files by path, what it changes of a descriptor, and where its files begin."""

    files: Mapping[str, bytes]
    links: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    start: str = ""

    def write(self, folder: Path) -> Path:
        """Write the side into a folder that is not there yet."""
        if self.start:
            shutil.copytree(PORTALS / self.start / "datasets", folder)
        for name, data in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        for name, target in self.links.items():
            (folder / name).symlink_to(target)
        for name, (old, new) in self.edits.items():
            text = (folder / name).read_bytes().decode()
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
            (folder / name).write_bytes(text.replace(old, new).encode())
        return folder


@dataclass(frozen=True)
class Example:
    """An example of a type of findings, as its file states it."""

    type: str
    sides: Mapping[str, Side]
    also: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)
    seconds: int = 0
    start: str = ""


def names() -> tuple[str, ...]:
    """Return the types that have an example."""
    return tuple(sorted(p.stem for p in FOLDER.glob("*.toml")))


def load(type: str) -> Example:
    """Read the example of a type."""
    stated = tomllib.loads((FOLDER / f"{type}.toml").read_text(encoding="utf-8"))
    assert stated.keys() <= set(SETTINGS), f"{type}: unknown settings {stated.keys() - set(SETTINGS)}"
    limits = stated.get("limits", {})
    assert limits.keys() <= {f.name for f in fields(Limits)}, f"{type}: unknown limits"
    sides = {name: _side(stated, stated[name]) for name in SIDES if name in stated}
    return Example(
        type,
        sides,
        frozenset(stated.get("also", ())),
        Limits(**limits),
        stated.get("seconds", 0),
        stated.get("start", ""),
    )


def _side(stated: Mapping[str, Any], side: Mapping[str, Any]) -> Side:
    files = {name: text.encode() for name, text in side.items() if name not in (*DEFAULTS, *TABLES)}
    files |= {name: bytes.fromhex(text) for name, text in side.get("bytes", {}).items()}
    edits = {name: (old, new) for name, (old, new) in side.get("edit", {}).items()}
    start = stated.get("start", "")
    if not start and not any(Path(name).name.startswith("datapackage.") for name in files):
        files = _package(stated, side, files) | files
    return Side(files, side.get("links", {}), edits, start)


def _package(stated: Mapping[str, Any], side: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, bytes]:
    package, resource, schema = (_stated(key, default, stated, side) for key, default in DEFAULTS.items())
    if package is None:
        return {}
    usual = [{**resource, "schema": resource.get("schema", schema)}]
    whole = {**package, "resources": package.get("resources", usual)}
    written = {"datapackage.json": (pretty(whole) + "\n").encode()}
    # The usual table stands where the package has it, and the side does not say what is in it.
    named = any(one.get("path") == "tabel.csv" for one in whole["resources"])
    told = any(name.split("/")[0] == "tabel.csv" for name in files)
    return written | ({"tabel.csv": TABLE.encode()} if named and not told else {})


def pretty(value: Any, indent: str = "") -> str:
    """Write JSON with every list and object on one line that fits there."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent + flat) <= WIDTH or not isinstance(value, dict | list):
        return flat
    deeper = indent + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(deeper + pretty(v, deeper) for v in value) + f"\n{indent}]"
    items = (f"{deeper}{json.dumps(k, ensure_ascii=False)}: {pretty(v, deeper)}" for k, v in value.items())
    return "{\n" + ",\n".join(items) + f"\n{indent}}}"


def _stated(key: str, value: Any, *owners: Mapping[str, Any]) -> Any:
    """Return a default with what the file lays over it for both sides, and then a side for itself."""
    for owner in owners:
        value = _laid_over(value, json.loads(owner[key])) if key in owner else value
    return value


USUAL = pretty({**DESCRIPTOR, "resources": [{**RESOURCE, "schema": SCHEMA}]}) + "\n"


def _laid_over(default: Any, patch: Any) -> Any:
    """Lay a patch over a value after RFC 7396: objects are merged, null removes, anything else replaces."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(default) if isinstance(default, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _laid_over(merged.get(key), value)
    return merged


def examine(examples: Iterable[Example], folder: Path) -> dict[str, dict[str, Report]]:
    """Return the reports of the bad and good sides of examples by type; cells of all are looked at in one go, which is quicker."""
    wanted = [(e, name) for e in examples for name in ("bad", "good")]
    read = {(e.type, name): _read(e, name, folder) for e, name in wanted}
    quick = [_moved(p, f"{e.type}/{name}") for e, name in wanted if not e.seconds for p in read[e.type, name][0]]
    cells = list(validate(tuple(quick)))
    for example, name in wanted:
        if example.seconds:
            packages = tuple(_moved(p, f"{example.type}/{name}") for p in read[example.type, name][0])
            cells.extend(validate(packages, seconds=example.seconds))
    reports: dict[str, dict[str, Report]] = {}
    for example, name in wanted:
        packages, findings = read[example.type, name]
        home = f"{example.type}/{name}/"
        own = (replace(f, path=f.path.removeprefix(home)) for f in cells if f.path.startswith(home))
        reports.setdefault(example.type, {})[name] = run(packages, (*findings, *own))
    return reports


def _read(example: Example, name: str, folder: Path) -> tuple[tuple[Package, ...], tuple[Finding, ...]]:
    """Write and read a side, and compare it with what was published before, where the example says what that was."""
    packages, findings = read_packages(example.sides[name].write(folder / example.type / name), example.limits)
    if "base" not in example.sides:
        return packages, findings
    place = folder / example.type / "base"
    published, faults = read_packages(place if place.exists() else example.sides["base"].write(place), example.limits)
    return packages, (*findings, *unreadable(faults, "."), *against(published, packages, findings))


def _moved(package: Package, place: str) -> Package:
    return replace(package, folder=place if package.folder == "." else f"{place}/{package.folder}")


def case(example: Example, reports: Mapping[str, Report], folder: Path) -> Case:
    """Return an example that `examine` has run in a folder, for the page of reference."""
    bad, good, base = (_texts(folder / example.type / name) for name in ("bad", "good", "base"))
    usual = {"datapackage.json": USUAL, "tabel.csv": TABLE}
    if example.start:
        usual = _texts(PORTALS / example.start / "datasets")
    return Case(example.type, bad, good, reports["bad"], base, usual)


def _texts(folder: Path) -> dict[str, str]:
    paths = sorted(p for p in folder.rglob("*") if p.is_file() or p.is_symlink())
    return {p.relative_to(folder).as_posix(): _text(p) for p in paths}


def _text(path: Path) -> str:
    return f"→ {path.readlink()}" if path.is_symlink() else path.read_bytes().decode("utf-8", "backslashreplace")


def of_type(report: Report, type: str) -> tuple[Finding, ...]:
    """Return the findings of a type."""
    return tuple(f for f in report.findings if f.type == type)
