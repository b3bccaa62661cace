"""What the tests of the corpus share: all light cases checked by one process each kind, spied upon, beside good neighbours."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.package_folder import ROWS, descriptor, resource, write

from .case import Case
from .corpus import LIGHT_HOSTILE, LIGHT_TRICKY
from .running import Ran, by_case, check, write_all, write_outside

# Their names come first and last in every order, so that each bad package has a good one before and behind it.
NEIGHBOURS = ("0-tetangga", "zz-tetangga")


@dataclass(frozen=True)
class Checked:
    """One run of the command over many packages: what it said, found and did."""

    datasets: Path
    outside: Path
    ran: Ran
    found: Mapping[str, Sequence[Mapping[str, object]]]
    log: tuple[tuple[str, str], ...]
    asked: bool

    def types(self, case: Case) -> tuple[str, ...]:
        """The types of all findings on a case, in the order of the alphabet."""
        return tuple(sorted({str(f["type"]) for f in self.found.get(case.slug, ())}))


def write_neighbours(datasets: Path) -> None:
    """Write two good packages, the first of which needs the second."""
    first, last = NEIGHBOURS
    key = {"fields": "a", "reference": {"package": last, "resource": "table", "fields": "area"}}
    schema = {"fields": [{"name": "a"}], "foreignKeys": [key]}
    write(datasets / first, descriptor(resource(schema=schema), name=first), {"table.csv": "a\nContoh Satu\n"})
    write(datasets / last, descriptor(name=last), {"table.csv": ROWS})


def _checked(folder: Path, cases: Sequence[Case]) -> Checked:
    with socket.create_server(("127.0.0.1", 0)) as port:
        port.setblocking(False)
        words = {**write_outside(folder / "luar"), "@PORT@": str(port.getsockname()[1])}
        datasets = write_all(cases, folder / "datasets", words)
        write_neighbours(datasets)
        for path in (folder / "luar").iterdir():
            # A time of reading before that of writing is set anew by the next reading.
            os.utime(path, (1, 2))
        ran = check(datasets, spy=folder / "spy")
        return Checked(
            datasets, folder / "luar", ran, by_case(ran.findings, datasets), _log(folder / "spy"), _called(port)
        )


def _called(port: socket.socket) -> bool:
    try:
        port.accept()
    except BlockingIOError:
        return False
    return True


def _log(path: Path) -> tuple[tuple[str, str], ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple((kind, path) for kind, _, path in (line.partition("\t") for line in lines))


def _cleared(folder: Path) -> None:
    # Folders a thousand deep are more than pytest can remove.
    subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """All light hostile cases, checked by one process."""
    folder = tmp_path_factory.mktemp("hostile")
    yield _checked(folder, LIGHT_HOSTILE)
    _cleared(folder)


@pytest.fixture(scope="session")
def tricky(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """All light tricky cases, checked by one process."""
    folder = tmp_path_factory.mktemp("tricky")
    yield _checked(folder, LIGHT_TRICKY)
    _cleared(folder)


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[Path]:
    """A folder for what is large or deep; it is gone as soon as the test is over."""
    yield tmp_path
    _cleared(tmp_path)
