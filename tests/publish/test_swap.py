"""The published folder is the former site or the new one, whatever happens in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from build_scripts.publish import swap

from .small import ROOT

WRITER = """
import sys
from pathlib import Path
from build_scripts.publish import swap
out = Path(sys.argv[1])
print("ready", flush=True)
for number in range(int(sys.argv[2]), 10**9):
    with swap.staging(out) as folder:
        for part in range(20):
            (folder / f"{part}.txt").write_text(str(number))
        (folder / swap.MARK).write_text(str(number))
        swap.put_in_place(folder, out)
"""


def _site(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / swap.MARK).write_text(text)
    return folder


def _state(out: Path) -> set[str]:
    return {p.read_text() for p in out.iterdir()}


def test_the_new_site_takes_the_place_and_nothing_is_left(tmp_path: Path) -> None:
    out = _site(tmp_path / "site", "old")

    with swap.staging(out) as folder:
        (folder / swap.MARK).write_text("new")
        swap.put_in_place(folder, out)

    assert _state(out) == {"new"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_first_site_needs_no_former_one(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "site"

    with swap.staging(out) as folder:
        (folder / swap.MARK).write_text("new")
        swap.put_in_place(folder, out)

    assert _state(out) == {"new"}


def test_without_exchange_the_folders_are_renamed_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "exchange", lambda _one, _other: False)
    out = _site(tmp_path / "site", "old")

    with swap.staging(out) as folder:
        (folder / swap.MARK).write_text("new")
        swap.put_in_place(folder, out)

    assert _state(out) == {"new"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_site_that_was_set_aside_comes_back(tmp_path: Path) -> None:
    """Killed between the two renames: the next run starts from the former site."""
    _site(tmp_path / ".site.former", "old")

    swap.clean(tmp_path / "site")

    assert _state(tmp_path / "site") == {"old"}


def test_a_staging_folder_in_use_is_not_removed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with swap.staging(out) as folder:
        swap.clean(out)
        assert folder.is_dir()


def test_fifteen_kills_leave_a_whole_site_and_no_litter(tmp_path: Path) -> None:
    """A reader that looks after each kill sees one state, and the next run clears away what the killed one left."""
    out = tmp_path / "site"
    for round_ in range(15):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(out), str(round_ * 1000)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.01 + 0.007 * round_)
        assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if out.exists():
            assert len(_state(out)) == 1

    with swap.staging(out) as folder:
        (folder / swap.MARK).write_text("last")
        swap.put_in_place(folder, out)
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_reader_sees_one_state_while_sites_are_swapped(tmp_path: Path) -> None:
    """A folder that was opened once shows one site to its end, and the path is never empty."""
    out = tmp_path / "site"
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(out), "0"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        for _ in range(1000):
            if out.exists():
                break
            time.sleep(0.01)
        for _ in range(200):
            assert (out / swap.MARK).read_text()
    finally:
        process.kill()
        process.communicate()
