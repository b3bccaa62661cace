"""A real Chromium, and pages of it that remember every fault they see."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from ..conftest import serve
from .foreign import Foreign

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LISTEN = """
window.violations = [];
document.addEventListener('securitypolicyviolation', e => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));
"""
# What is slow on a busy machine is not wrong: wait longer than the usual five seconds before a page counts as faulty.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


def visit(page: Page, url: str) -> None:
    """Go to an address and wait until nothing more is loading."""
    page.goto(url, wait_until="networkidle")
    # On a busy machine nothing may be loading for a while before the scripts have run.
    page.wait_for_load_state("load")


def until(page: Page, condition: Callable[[], object]) -> None:
    """Wait for what no locator can say; fail when it does not come true."""
    for _ in range(PATIENCE // 50):
        if condition():
            return
        page.wait_for_timeout(50)
    assert condition()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "no Chromium; run make test, which installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """A page in a browser and the faults seen while it was open."""

    page: Page
    own: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(LISTEN)
        self.page.on(
            "console", lambda m: self.faults.append(f"console: {m.text}") if m.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda e: self.faults.append(f"error: {e}"))
        self.page.on("request", lambda r: None if self._ours(r.url) else self.faults.append(f"foreign: {r.url}"))
        self.page.on("response", lambda r: self.faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)

    def _ours(self, url: str) -> bool:
        return url.startswith((self.own, "data:", "blob:"))

    def open(self, path: str) -> Page:
        """Go to a page of the site and wait until nothing more is loading."""
        visit(self.page, self.own + path)
        return self.page

    def all_faults(self) -> list[str]:
        """Return what was seen, policy violations included."""
        return self.faults + [f"policy: {v}" for v in self.page.evaluate("window.violations ?? []")]


@pytest.fixture
def watch(browser: Browser, address: str) -> Iterator[Callable[..., Watched]]:
    """Open watched pages: `watch(width=360, dark=True, javascript=False)`."""
    contexts: list[BrowserContext] = []

    def make(width: int = 1280, *, dark: bool = False, javascript: bool = True) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="id-ID",
        )
        contexts.append(context)
        return Watched(context.new_page(), address)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def foreign(tmp_path: Path, address: str) -> Iterator[Foreign]:
    """A site of somebody else, which embeds what ours offers."""
    for host in serve(tmp_path):
        yield Foreign(tmp_path, host, address)
