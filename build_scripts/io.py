"""The door to the disk: packages in, files out. Nothing outside a package's folder is read, nothing outside the root is written.

How a file of a package is opened is in `folder`; what its bytes mean is in `reading`.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts import known
from build_scripts.errors import MissingFolderError, OutputConflictError, OutputPathError
from build_scripts.folder import Folder, shown
from build_scripts.package import Known, Package, Resource, Text
from build_scripts.reading import LIMITS, Draft, Layout, Limits, clear, parse, read_rows, understand
from build_scripts.reading.kind import explained, misnamed, no_text, with_nearest
from build_scripts.reading.source import Whole, in_descriptor, in_files, with_columns
from build_scripts.report import Finding, Severity

if TYPE_CHECKING:
    from build_scripts.catalog import File

DESCRIPTORS = ("datapackage.json", "datapackage.yaml", "datapackage.yml")
TABLE_ENDINGS = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
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
    for number, name in enumerate(_package_folders(datasets, findings)):
        if number >= limits.packages:
            findings.append(
                Finding("limit-exceeded", ".", facts={"variant": "packages", "limit": str(limits.packages)})
            )
            break
        folder = Folder(datasets / name, shown(name), limits)
        package = _read_package(folder)
        findings.extend(folder.findings)
        packages.extend([package] if package else [])
    if not packages and not findings:
        findings.append(Finding("no-package", "."))
    return tuple(packages), tuple(findings)


def as_named(
    folder: Path, packages: Iterable[Package], findings: Iterable[Finding]
) -> tuple[tuple[Package, ...], tuple[Finding, ...]]:
    """Return packages and findings with paths that begin with the folder as it was named, instead of being relative to it."""

    def named(path: str) -> str:
        return Path(os.path.normpath(folder / path)).as_posix()

    return (
        tuple(replace(p, folder=named(p.folder)) for p in packages),
        tuple(replace(f, path=named(f.path)) for f in findings),
    )


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


def rewrite(root: Path, relative: str, old: bytes, new: bytes) -> bool:
    """Put new bytes in the place of a file inside a folder, whole or not at all, and say whether it was done.

    It is not done where the file does not hold the old bytes (any more), or cannot be reached without a link.
    """
    # Only a repair pays for what it needs.
    import tempfile

    if Folder(root, ".", LIMITS).read(relative, len(old)) != old:
        return False
    target = root / relative
    handle, half = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 (a file that is open already)
            os.fchmod(handle, stat.S_IMODE(target.lstat().st_mode))
            stream.write(new)
            stream.flush()
            os.fsync(handle)
        Path(half).replace(target)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    return True


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


def _package_folders(datasets: Path, findings: list[Finding]) -> Iterator[str]:
    if any(os.path.lexists(datasets / d) for d in DESCRIPTORS):
        yield "."
        return
    with os.scandir(datasets) as entries:
        found = sorted((e.name, e.is_symlink(), e.is_dir()) for e in entries if not e.name.startswith("."))
    for name, is_link, is_folder in found:
        if is_link and is_folder:
            findings.append(Finding("symlink", shown(name)))
        elif is_folder:
            yield name


def _read_package(folder: Folder) -> Package | None:
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
    if descriptor is None:
        folder.findings.extend(explained(found, data, folder.path_of(name)))
        return None
    draft, found = understand(descriptor, folder.shown, folder.path_of(name), folder.limits)
    folder.findings.extend(found)
    return replace(_with_files(folder, draft), descriptor_data=data)


def _with_files(folder: Folder, draft: Draft) -> Package:
    resources = tuple(
        _with_data(folder, resource, layout, paths)
        for resource, layout, paths in zip(draft.package.resources, draft.layouts, draft.paths, strict=True)
    )
    entries = tuple(folder.entries())
    _look_around(folder, entries, {path for paths in draft.paths for path in paths})
    names = tuple(path for path, _ in entries if "/" not in path)
    return replace(
        draft.package,
        resources=clear(resources, folder.limits),
        readme=_markdown(folder, names, "README"),
        changelog=_markdown(folder, names, "CHANGELOG"),
        known=_known(folder),
    )


def _with_data(folder: Folder, resource: Resource, layout: Layout | None, paths: tuple[str, ...]) -> Resource:
    """Return a resource with its bytes, and a table with its rows."""
    if layout is None:
        return resource
    if "data" in resource.descriptor:
        whole, layout = in_descriptor(resource, layout)
        return _with_rows(folder, resource, layout, whole)
    # Every file is looked at, so that all that are missing are told at once.
    read = [folder.read(path, folder.limits.resource_bytes) for path in paths]
    files = [(folder.path_of(path), data) for path, data in zip(paths, read, strict=True) if data is not None]
    if len(files) < len(paths):
        return resource
    if not resource.is_table:
        return replace(resource, data=files[0][1])
    whole = in_files(files, layout, folder.limits, keep=bool({"bytes", "hash"} & resource.descriptor.keys()))
    parts = tuple(replace(part, path=path) for part, path in zip(whole.parts, paths, strict=False))
    return replace(_with_rows(folder, resource, replace(layout, gzip=False), whole), parts=parts)


def _with_rows(folder: Folder, resource: Resource, layout: Layout, whole: Whole) -> Resource:
    folder.findings.extend(whole.findings)
    if whole.findings:
        return resource
    path = folder.path_of(resource.path)
    names = tuple(f.name for f in resource.fields)
    table, found = read_rows(whole.data, names, layout, path, folder.limits)
    if refused := misnamed(whole.data, table, path, layout.encoding):
        folder.findings.append(refused)
        return resource
    folder.findings.extend(found)
    if not table.readable:
        return resource
    present = with_columns(resource, table.names)
    return replace(present, data=whole.data, rows=table.rows, lines=table.lines, stored=whole.stored)


def _markdown(folder: Folder, names: tuple[str, ...], stem: str) -> Text:
    """Read `README.md` and its translations (`README.en.md`); what is not there is empty."""
    translations = {}
    for name in names:
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == stem and parts[2] == "md" and parts[1].isascii() and parts[1].isalpha():
            translations[parts[1]] = _text(folder, name)
    return Text(_text(folder, f"{stem}.md") if folder.has(f"{stem}.md") else "", translations)


def _text(folder: Folder, name: str) -> str:
    data = folder.read(name, folder.limits.text_bytes)
    if data is None:
        return ""
    if refused := no_text(data, folder.path_of(name)):
        folder.findings.append(refused)
        return ""
    return data.decode("utf-8-sig")


def _known(folder: Folder) -> tuple[Known, ...]:
    data = folder.read(known.FILE, known.BYTES) if folder.has(known.FILE) else None
    entries, found = known.parse(data, folder.path_of(known.FILE)) if data else ((), ())
    folder.findings.extend(found)
    return entries


def _look_around(folder: Folder, entries: tuple[tuple[str, bool], ...], named: set[str]) -> None:
    """Note links anywhere in the folder, and tables that no resource names: most often a misspelt file name."""
    others = tuple(path for path, linked in entries if not linked and path not in named)
    folder.findings[:] = with_nearest(folder.findings, tuple(folder.path_of(path) for path in others))
    for path, linked in entries:
        if linked:
            folder.note("symlink", path)
        elif path not in named and path.lower().endswith(TABLE_ENDINGS):
            folder.note("unlisted-file", path, severity=Severity.WARNING)
