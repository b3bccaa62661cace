"""Puts a finished folder in the place of the published one at once: readers see the former site or the new one, never a mixture.

The folder is made beside the published one and locked while its process lives; what a killed process left is recognised by the free lock
and removed.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from build_scripts.errors import PortalError

MARK = "SHA256SUMS"
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


class ForeignFolderError(PortalError):
    """The output folder holds something that is no site of ours."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} is not empty and holds no site made by this program; it is not replaced")


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """Yield an empty folder beside `out`; on leaving, the folder is gone, whatever became of it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    clean(out)
    refuse_foreign(out)
    folder = Path(tempfile.mkdtemp(prefix=_prefix(out), dir=out.parent))
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder.chmod(0o755)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _prefix(out: Path) -> str:
    return f".{out.name}.staging-"


def _former(out: Path) -> Path:
    return out.with_name(f".{out.name}.former")


def refuse_foreign(out: Path) -> None:
    """Refuse to replace a folder that is neither empty nor a site of ours."""
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise ForeignFolderError(out)


def clean(out: Path) -> None:
    """Remove what killed runs left beside `out`, and bring back a site that one of them had set aside."""
    former = _former(out)
    if former.exists():
        if out.exists():
            shutil.rmtree(former)
        else:
            former.rename(out)
    for folder in sorted(out.parent.glob(f"{_prefix(out)}*")):
        if _abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:  # gone meanwhile, or no folder
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def put_in_place(folder: Path, out: Path) -> None:
    """Exchange `folder` and `out` atomically; afterwards `folder` holds the former site, if there was one."""
    _flush(folder)
    if not out.exists():
        folder.rename(out)
    elif not exchange(folder, out):
        _dance(folder, out)
    _flush(out.parent)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system or the file system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    done: int = library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0


def _dance(folder: Path, out: Path) -> None:
    # For a moment there is no site: `clean` brings the former one back if we are killed here.
    former = _former(out)
    out.rename(former)
    try:
        folder.rename(out)
    except OSError:
        former.rename(out)
        raise
    shutil.rmtree(former)


def _flush(folder: Path) -> None:
    """Write everything of the file system to disk: one call instead of one per file."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        with suppress(AttributeError):
            library.syncfs(handle)
            return
        os.fsync(handle)
    finally:
        os.close(handle)
