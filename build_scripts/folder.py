"""The folder of one package while it is read: opens nothing but regular files inside it, and keeps what was wrong.

Every part of a path is opened below the one before it and never by its full name, so that a folder which is exchanged for a link
while it is being read leads nowhere. Links, pipes and devices are refused, not followed and not waited for.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from build_scripts.reading import Limits
from build_scripts.report import Finding, Severity


@dataclass(slots=True)
class Folder:
    """A package's folder: `root` on the disk, `shown` in findings; `used` counts the bytes that were read of all its files."""

    root: Path
    shown: str
    limits: Limits
    findings: list[Finding] = field(default_factory=list)
    used: int = 0

    def path_of(self, relative: str) -> str:
        """Return the path of a file as findings name it."""
        return relative if self.shown == "." else f"{self.shown}/{relative}"

    def note(self, type: str, relative: str, *, severity: Severity = Severity.ERROR, **facts: str) -> None:
        """Keep a finding on a file."""
        self.findings.append(Finding(type, self.path_of(relative), facts=facts, severity=severity))

    def has(self, relative: str) -> bool:
        """Say whether there is anything of that name, be it a link."""
        return os.path.lexists(self.root / relative)

    def read(self, relative: str, limit: int) -> bytes | None:
        """Return the bytes of a regular file inside the folder, at most `limit`, or nothing and a finding."""
        try:
            handle = self._open(relative)
        except _RefusedError as refused:
            self.note(refused.type, relative)
            return None
        with open(handle, "rb") as stream:  # noqa: PTH123 (a handle has no path)
            try:
                # Nothing that is too large by what the disk says of it is read at all; it may grow while it is read.
                size = os.fstat(handle).st_size
                if self._fits(size, relative, limit):
                    data = stream.read(size + 1)
                    data += stream.read(limit + 1 - size) if len(data) > size else b""
                    return data if self._counts(data, relative, limit) else None
            except OSError:
                self.note("unreadable", relative)
        return None

    def _fits(self, size: int, relative: str, limit: int) -> bool:
        left = self.limits.package_bytes - self.used
        if size > limit:
            self.note("limit-exceeded", relative, variant="bytes", limit=str(limit))
        elif size > left:
            self.note("limit-exceeded", relative, variant="package-bytes", limit=str(self.limits.package_bytes))
        return size <= min(limit, left)

    def _counts(self, data: bytes, relative: str, limit: int) -> bool:
        fits = self._fits(len(data), relative, limit)
        self.used += len(data) if fits else 0
        return fits

    def _open(self, relative: str) -> int:
        """Return the handle of a regular file; its parts are opened one below the other."""
        *folders, name = relative.split("/")
        handle = -1
        try:
            # The folder that was named may be a link, one that was found in it may not.
            follow = 0 if self.shown == "." else os.O_NOFOLLOW
            handle = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY | follow)
            for part in folders:
                below = _below(handle, part, is_folder=True)
                os.close(handle)
                handle = below
            return _below(handle, name, is_folder=False)
        except (FileNotFoundError, NotADirectoryError, ValueError) as error:
            raise _RefusedError("missing-file") from error
        except OSError as error:
            # A name longer than any file can have is one that is not there.
            raise _RefusedError("missing-file" if error.errno == errno.ENAMETOOLONG else "unreadable") from error
        finally:
            if handle >= 0:
                os.close(handle)

    def entries(self) -> Iterator[tuple[str, bool]]:
        """Yield path and whether it is a link of everything below the folder but what is hidden, in order; no link is followed."""
        for number, (relative, linked) in enumerate(self._walk(self.root, 0)):
            if number >= self.limits.folder_entries:
                self.note("limit-exceeded", ".", variant="entries", limit=str(self.limits.folder_entries))
                return
            yield relative, linked

    def _walk(self, place: Path, depth: int) -> Iterator[tuple[str, bool]]:
        if depth > self.limits.folder_depth:
            self.note("limit-exceeded", ".", variant="folders", limit=str(self.limits.folder_depth))
            return
        try:
            with os.scandir(place) as entries:
                found = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
        except OSError:
            self.note("unreadable", shown(os.path.relpath(place, self.root)))
            return
        for entry in found:
            yield shown(os.path.relpath(entry.path, self.root)), entry.is_symlink()
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(Path(entry.path), depth + 1)


class _RefusedError(Exception):
    """A file is not read; `type` is that of the finding."""

    def __init__(self, type: str) -> None:
        super().__init__(type)
        self.type = type


def _below(folder: int, name: str, *, is_folder: bool) -> int:
    """Open what lies in an open folder, if it is of the wanted kind."""
    _look(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode, is_folder=is_folder)
    kind = os.O_DIRECTORY if is_folder else os.O_NONBLOCK
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | kind, dir_fd=folder)
    except OSError as error:
        raise _RefusedError("symlink" if error.errno == errno.ELOOP else "unreadable") from error
    try:
        # What was opened is looked at again: it may have been exchanged in between.
        _look(os.fstat(handle).st_mode, is_folder=is_folder)
    except _RefusedError:
        os.close(handle)
        raise
    return handle


def _look(mode: int, *, is_folder: bool) -> None:
    if stat.S_ISLNK(mode):
        raise _RefusedError("symlink")
    if is_folder and not stat.S_ISDIR(mode):
        raise _RefusedError("missing-file")
    if not is_folder and not stat.S_ISREG(mode):
        raise _RefusedError("not-a-file")


def shown(name: str) -> str:
    """Return a file name as text that can be printed, also where its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
