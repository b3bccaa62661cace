"""The state that was published before: a folder of packages, or what a folder held at a revision of git.

Only here git is run. It is asked for names and bytes of files and nothing else: no working tree is touched, nothing is checked out,
no hook, filter or program of the repository runs, and nothing is fetched. Links of that state are left out, not followed.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from build_scripts import io
from build_scripts.errors import PortalError
from build_scripts.package import Package
from build_scripts.reading import LIMITS, Limits
from build_scripts.report import Finding

SECONDS = 120
TOTAL_BYTES = 2 << 30
# What names of branches, tags, commits and their ancestors are made of (`v1.0`, `origin/main`, `HEAD~2`, `main@{1}`).
_REVISION = re.compile(r"[A-Za-z0-9_@][A-Za-z0-9_./@{}~^+-]{0,249}")
_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FILES = ("100644", "100755")
_INCOMPLETE = "git does not have every file of that revision"
# Settings of the caller's that would lead git to another repository than the one in which the folder lies.
_ELSEWHERE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR",
    "GIT_NAMESPACE", "GIT_PREFIX", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_CONFIG", "GIT_EXTERNAL_DIFF", "GIT_TRACE",
)  # fmt: skip
# A repository may keep only part of its objects and fetch the rest; no protocol is allowed, so that nothing is.
_SHUT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
_QUIET = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


class RevisionError(PortalError):
    """The published state cannot be had: no such revision, no repository, no git, or more than may be read."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of a revision: its path below the folder, its object, its size in bytes."""

    path: str
    id: str
    size: int


def read_base(
    base: str, folders: tuple[Path, ...], limits: Limits = LIMITS
) -> tuple[tuple[Package, ...], tuple[Finding, ...]]:
    """Read what folders held in the published state: at a revision of git, or in another folder; paths begin with the folder of today.

    A folder of that name goes before a revision. Where one package is checked, and the base is a folder of several, it is compared
    with the one in a folder of the same name. A folder that was not there yet held no packages.

    Raises RevisionError.
    """
    packages: list[Package] = []
    findings: list[Finding] = []
    for folder in folders:
        read, found = io.as_named(folder, *_read_one(base, folder, limits, first=folder == folders[0]))
        packages.extend(read)
        findings.extend(f for f in found if f.type != "no-package")
    return tuple(packages), tuple(findings)


def _read_one(
    base: str, folder: Path, limits: Limits, *, first: bool
) -> tuple[tuple[Package, ...], tuple[Finding, ...]]:
    if not os.path.isdir(base):  # noqa: PTH112
        with tree(base, folder, limits) as place:
            return io.read_packages(place, limits)
    packages, findings = io.read_packages(Path(base), limits)
    one = any((folder / name).exists() for name in io.DESCRIPTORS)
    if one and not any(p.folder == "." for p in packages):
        name = folder.resolve().name
        own = tuple(replace(p, folder=".") for p in packages if p.folder == name)
        moved = (replace(f, path=f.path.removeprefix(f"{name}/")) for f in findings if f.path.startswith(f"{name}/"))
        return own, tuple(moved)
    # Several folders are compared with the base together, which then stands for all of them.
    return (packages, findings) if first or one else ((), ())


@contextmanager
def tree(revision: str, folder: Path, limits: Limits = LIMITS) -> Iterator[Path]:
    """Give a temporary folder with the files that a folder held at a revision of the repository in which it lies."""
    if not _REVISION.fullmatch(revision) or ".." in revision:
        raise RevisionError(f"{revision!r} is neither a folder nor the name of a revision")
    if not folder.is_dir():
        raise RevisionError(f"there is no folder {folder}")
    top = _git(folder, "rev-parse", "--show-toplevel").decode(errors="surrogateescape").removesuffix("\n")
    commit = _commit(folder, revision)
    inside = os.path.relpath(os.path.realpath(folder), os.path.realpath(top))
    blobs = tuple(_listed(Path(top), commit, "" if inside == "." else Path(inside).as_posix(), limits))
    with tempfile.TemporaryDirectory(prefix="portal-base-") as place:
        _write(Path(top), blobs, Path(place))
        yield Path(place)


def _commit(folder: Path, revision: str) -> str:
    try:
        answer = _git(folder, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError as error:
        raise RevisionError(f"git knows no revision {revision!r}; is it fetched?") from error
    found = answer.decode("ascii", "replace").split()
    if len(found) != 1 or not _OBJECT.fullmatch(found[0]):
        raise RevisionError(f"git knows no revision {revision!r}")
    return found[0]


def _listed(top: Path, commit: str, inside: str, limits: Limits) -> Iterator[_Blob]:
    """Yield the ordinary files below a folder of a commit that may be read; larger ones are left to be missed."""
    place = ("--", f"{inside}/") if inside else ()
    answer = _git(top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, *place)
    entries = [e for e in answer.split(b"\0") if e]
    if len(entries) > limits.folder_entries:
        raise RevisionError(
            f"the folder holds {len(entries)} files at that revision, more than {limits.folder_entries}"
        )
    total = 0
    for entry in entries:
        head, _, name = entry.partition(b"\t")
        mode, kind, object_id, size = head.decode("ascii").split()
        path = os.fsdecode(name).removeprefix(f"{inside}/" if inside else "")
        if mode not in _FILES or kind != "blob" or not _harmless(path):
            continue
        if not size.isdigit():
            # Where the object is missing, git says so in place of its size.
            raise RevisionError(_INCOMPLETE)
        if int(size) > limits.resource_bytes:
            continue
        total += int(size)
        if total > TOTAL_BYTES:
            raise RevisionError(f"the folder holds more than {TOTAL_BYTES} bytes at that revision")
        yield _Blob(path, object_id, int(size))


def _harmless(path: str) -> bool:
    """Say whether a path stays below the folder into which it is written; what git keeps for itself is no data."""
    parts = path.split("/")
    return all(p not in ("", ".", "..") and "\\" not in p and p.lower() != ".git" for p in parts)


def _write(top: Path, blobs: tuple[_Blob, ...], place: Path) -> None:
    """Write the files of a revision; one that another stands in the way of is left out."""
    if not blobs:
        return
    command = [*_command(top), "cat-file", "--batch"]
    # The names go into a file: a pipe could fill up on both ends.
    with tempfile.TemporaryFile() as wanted:
        wanted.write("".join(f"{b.id}\n" for b in blobs).encode())
        wanted.seek(0)
        with _started(command, wanted.fileno()) as git:
            assert git.stdout is not None
            for blob in blobs:
                head = git.stdout.readline().split()
                if head[1:] != [b"blob", str(blob.size).encode()]:
                    git.kill()
                    raise RevisionError(_INCOMPLETE)
                data = git.stdout.read(blob.size)
                git.stdout.read(1)
                _put(place / blob.path, data)


def _put(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(data)
    except (FileExistsError, NotADirectoryError):
        # Names that differ only in case, or a file and a folder of one name: no tree that was made by hand.
        return


def _command(place: Path) -> list[str]:
    return ["git", *_QUIET, "-C", str(place)]


def _environment() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _ELSEWHERE} | _SHUT


def _started(command: list[str], stdin: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), shell=False
    )


def _git(place: Path, *arguments: str) -> bytes:
    """Run git in a folder and return what it prints."""
    try:
        done = subprocess.run(
            [*_command(place), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise RevisionError("git is not installed, and without it no revision can be read") from error
    except subprocess.TimeoutExpired as error:
        raise RevisionError(f"git has not answered within {SECONDS} seconds") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RevisionError(f"git cannot read {place}: {said[0] if said else 'no reason given'}")
    return done.stdout
