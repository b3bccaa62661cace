"""Keeps a working folder equal to a set of files while writing only what changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from build_scripts.catalog import File


def write_tree(folder: Path, files: Iterable[File]) -> None:
    """Make a folder hold exactly these files; what is already there is not written again."""
    wanted = {file.path: file.data for file in files}
    present = (
        {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if not p.is_dir()} if folder.is_dir() else {}
    )
    for path in present.keys() - wanted.keys():
        present[path].unlink()
    for path, data in wanted.items():
        target = folder / path
        if path in present and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
