"""A folder is a test: each portal under `portals/` has packages and, file by file, what the generator makes of them.

`pytest tests/test_golden.py --update-golden` rewrites the expected files; the diff shows what changed.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from build_scripts import io
from build_scripts.build import generate
from build_scripts.checked import check
from build_scripts.settings import Settings

from .conftest import build_portal

PORTALS = Path(__file__).parent / "portals"
NAMES = sorted(p.name for p in PORTALS.iterdir() if (p / "datasets").is_dir())
# Rendered pictures follow the fonts of the machine, and a zip is bytes that no diff shows: their content is tested elsewhere.
LEFT_OUT = (".svg", ".png", ".zip")
# The gallery is there for its charts; its other pages are like those of the other portals.
ONLY = {"gallery": ("docs/id/data/galeri", "docs/en/data/galeri", "site/chart/galeri-")}


def _made(name: str, cache: Path) -> dict[str, bytes]:
    settings = Settings(
        datasets=PORTALS / name / "datasets", cache=cache, epoch=1_700_000_000, base_url="https://portal.example/"
    )
    packages, found = io.read_packages(settings.datasets)
    examined = check(packages, found)
    assert examined.report.errors == ()
    made = generate(packages, examined, settings, lambda _stage: None)
    pages = {f"docs/{language}/{file.path}": file.data for language, files in made.docs.items() for file in files}
    everything = pages | {f"site/{file.path}": file.data for file in made.files if not file.path.endswith(LEFT_OUT)}
    return {path: data for path, data in everything.items() if path.startswith(ONLY.get(name, ""))}


@pytest.mark.parametrize("name", NAMES)
def test_a_portal_becomes_what_is_expected(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    made = _made(name, tmp_path)
    expected = PORTALS / name / "expected"
    if request.config.getoption("--update-golden"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(data)
    known = {p.relative_to(expected).as_posix(): p.read_bytes() for p in expected.rglob("*") if p.is_file()}

    assert sorted(set(made) - set(known)) == [], "files that are made and not expected"
    assert sorted(set(known) - set(made)) == [], "files that are expected and not made"
    assert [path for path in sorted(known) if made[path] != known[path]] == [], "files that differ"


@pytest.mark.parametrize("name", NAMES)
def test_a_portal_is_published_by_itself(name: str, tmp_path: Path) -> None:
    """`portal build --datasets FOLDER` makes a whole site of packages that have nothing of ours in them."""
    built = build_portal(tmp_path, "--datasets", str(PORTALS / name / "datasets"))

    for language in ("", "en/"):
        assert (built.site / language / "index.html").is_file()
        for package in (PORTALS / name / "datasets").iterdir():
            assert (built.site / language / "data" / package.name / "index.html").is_file()
    assert (built.site / "pagefind" / "pagefind.js").is_file()
