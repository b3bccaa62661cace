"""The door to the disk: packages in, files out. Nothing outside a package's folder is read, nothing outside the root is written.

Every part of a path is looked at before it is opened (`lstat`): links, pipes and devices are refused, not followed.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.errors import MissingFolderError, OutputConflictError, OutputPathError
from build_scripts.package import Package, Resource, Text
from build_scripts.reading import LIMITS, Draft, Layout, Limits, parse, read_table, understand
from build_scripts.reading.syntax import undecodable
from build_scripts.report import Finding, Severity

if TYPE_CHECKING:
    from build_scripts.catalog import File

DESCRIPTORS = ("datapackage.json", "datapackage.yaml", "datapackage.yml")
TABLE_ENDINGS = (".csv", ".tsv")
_CHUNK = 1 << 20


def read_packages(datasets: Path, limits: Limits = LIMITS) -> tuple[tuple[Package, ...], tuple[Finding, ...]]:
    """Read every package of a folder, one per subfolder, or the folder itself where it has a descriptor.

    Wrong data never raises: whatever cannot be read becomes a finding, and reading goes on. A table that cannot be read
    keeps its fields and has neither rows nor bytes. Paths of findings are relative to the folder.

    Raises MissingFolderError where there is no such folder.
    """
    if not datasets.is_dir():
        raise MissingFolderError(str(datasets))
    findings: list[Finding] = []
    packages: list[Package] = []
    for name in _package_folders(datasets, findings):
        folder = _Folder(datasets / name, _shown(name), limits)
        package = _read_package(folder)
        findings.extend(folder.findings)
        packages.extend([package] if package else [])
    if not packages and not findings:
        findings.append(Finding("no-package", "."))
    return tuple(packages), tuple(findings)


def write_files(files: Iterable[File], root: Path) -> tuple[str, ...]:
    """Write files below a folder, only those whose bytes changed, and return the paths that were written.

    Raises OutputConflictError where two files claim one path (also one that differs only in case, or a path that is a
    folder of another), OutputPathError for a path that leaves the folder. Then nothing has been written.
    """
    wanted = tuple(files)
    _check_outputs(wanted)
    written = []
    for file in wanted:
        target = root / file.path
        if target.is_symlink() or not target.is_file() or target.read_bytes() != file.data:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Renaming puts a whole file in place, and replaces a link instead of writing through it.
            half = target.with_name(f".{target.name}.part")
            half.write_bytes(file.data)
            half.replace(target)
            written.append(file.path)
    return tuple(written)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _check_outputs(files: tuple[File, ...]) -> None:
    folded: dict[str, str] = {}
    for file in files:
        parts = file.path.split("/")
        if any(p in ("", ".", "..") or "\\" in p or "\0" in p for p in parts):
            raise OutputPathError(file.path)
        key = _folded(file.path)
        if key in folded:
            raise OutputConflictError(file.path, folded[key])
        folded[key] = file.path
    for key, path in folded.items():
        parts = key.split("/")
        for depth in range(1, len(parts)):
            if (above := "/".join(parts[:depth])) in folded:
                raise OutputConflictError(path, folded[above])


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _shown(name: str) -> str:
    """Return a file name as text that can be printed, also where its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _package_folders(datasets: Path, findings: list[Finding]) -> Iterator[str]:
    if any(os.path.lexists(datasets / d) for d in DESCRIPTORS):
        yield "."
        return
    with os.scandir(datasets) as entries:
        found = sorted((e.name, e.is_symlink(), e.is_dir()) for e in entries if not e.name.startswith("."))
    for name, is_link, is_folder in found:
        if is_link and is_folder:
            findings.append(Finding("symlink", _shown(name)))
        elif is_folder:
            yield name


@dataclass(slots=True)
class _Folder:
    """A package's folder while it is read: reads files inside it, and keeps what was wrong."""

    root: Path
    shown: str
    limits: Limits
    findings: list[Finding] = field(default_factory=list)

    def path_of(self, relative: str) -> str:
        return relative if self.shown == "." else f"{self.shown}/{relative}"

    def note(self, type: str, relative: str, *, severity: Severity = Severity.ERROR, **facts: str) -> None:
        self.findings.append(Finding(type, self.path_of(relative), facts=facts, severity=severity))

    def has(self, relative: str) -> bool:
        return os.path.lexists(self.root / relative)

    def read(self, relative: str, limit: int) -> bytes | None:
        """Return the bytes of a regular file inside the folder, or nothing and a finding."""
        fault = self._fault(relative)
        if fault:
            self.note(fault, relative)
            return None
        try:
            # The file may have changed since it was looked at: what was opened is looked at again, and never waited for.
            with open(os.open(self.root / relative, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:  # noqa: PTH123
                if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                    self.note("not-a-file", relative)
                    return None
                data = stream.read(limit + 1)
        except OSError:
            self.note("unreadable", relative)
            return None
        if len(data) > limit:
            self.note("limit-exceeded", relative, variant="bytes", limit=str(limit))
            return None
        return data

    def _fault(self, relative: str) -> str:
        place = self.root
        parts = relative.split("/")
        try:
            for number, part in enumerate(parts):
                place = place / part
                mode = place.lstat().st_mode
                if stat.S_ISLNK(mode):
                    return "symlink"
                if number < len(parts) - 1 and not stat.S_ISDIR(mode):
                    return "missing-file"
        except (OSError, ValueError):
            return "missing-file"
        if not stat.S_ISREG(mode):
            return "not-a-file"
        inside = Path(os.path.realpath(place)).is_relative_to(os.path.realpath(self.root))
        return "" if inside else "symlink"


def _read_package(folder: _Folder) -> Package | None:
    descriptors = [name for name in DESCRIPTORS if folder.has(name)]
    if not descriptors:
        folder.note("missing-descriptor", "datapackage.json", severity=Severity.WARNING)
        return None
    name = descriptors[0]
    for other in descriptors[1:]:
        folder.note("several-descriptors", other, first=name)
    limit = folder.limits.descriptor_bytes if name.endswith(".json") else folder.limits.yaml_bytes
    data = folder.read(name, limit)
    if data is None:
        return None
    descriptor, found = parse(data, folder.path_of(name), folder.limits)
    folder.findings.extend(found)
    if descriptor is None:
        return None
    draft, found = understand(descriptor, folder.shown, folder.path_of(name), folder.limits)
    folder.findings.extend(found)
    return _with_files(folder, draft)


def _with_files(folder: _Folder, draft: Draft) -> Package:
    resources = tuple(
        _with_rows(folder, resource, layout)
        for resource, layout in zip(draft.package.resources, draft.layouts, strict=True)
    )
    _look_around(folder, {r.path for r in resources})
    return replace(
        draft.package,
        resources=resources,
        readme=_markdown(folder, "README"),
        changelog=_markdown(folder, "CHANGELOG"),
    )


def _with_rows(folder: _Folder, resource: Resource, layout: Layout | None) -> Resource:
    if layout is None:
        return resource
    data = folder.read(resource.path, folder.limits.resource_bytes)
    if data is None:
        return resource
    if not resource.is_table:
        return replace(resource, data=data)
    names = tuple(f.name for f in resource.fields)
    table, found = read_table(data, names, layout, folder.path_of(resource.path), folder.limits)
    folder.findings.extend(found)
    return replace(resource, data=data, rows=table.rows, lines=table.lines) if table.readable else resource


def _markdown(folder: _Folder, stem: str) -> Text:
    """Read `README.md` and its translations (`README.en.md`); what is not there is empty."""
    translations = {}
    for name in _names(folder.root):
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == stem and parts[2] == "md" and parts[1].isascii() and parts[1].isalpha():
            translations[parts[1]] = _text(folder, name)
    return Text(_text(folder, f"{stem}.md") if folder.has(f"{stem}.md") else "", translations)


def _text(folder: _Folder, name: str) -> str:
    data = folder.read(name, folder.limits.text_bytes)
    if data is None:
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        folder.findings.append(undecodable(data, folder.path_of(name), "utf-8", error))
        return ""


def _names(folder: Path) -> tuple[str, ...]:
    with os.scandir(folder) as entries:
        return tuple(sorted(e.name for e in entries))


def _look_around(folder: _Folder, named: set[str]) -> None:
    """Note links anywhere in the folder, and tables that no resource names: most often a misspelt file name."""
    for seen, entry in enumerate(_walk(folder.root)):
        if seen >= folder.limits.folder_entries:
            folder.note("limit-exceeded", ".", variant="entries", limit=str(folder.limits.folder_entries))
            return
        relative = _shown(os.path.relpath(entry.path, folder.root))
        if entry.is_symlink():
            folder.note("symlink", relative)
        elif relative.lower().endswith(TABLE_ENDINGS) and relative not in named:
            folder.note("unlisted-file", relative, severity=Severity.WARNING)


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield everything below a folder but what is hidden, in order, following no link."""
    with os.scandir(folder) as entries:
        found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    for entry in found:
        yield entry
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
