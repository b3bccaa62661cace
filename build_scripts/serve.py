"""A live preview: serve the site on loopback, build again when a file is saved, and tell the open pages to reload.

The reload script is added to pages on their way to the browser; the files of the site stay as they will be published.
"""

from __future__ import annotations

import functools
import http.server
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from watchfiles import DefaultFilter, watch

from build_scripts.build import INPUTS
from build_scripts.settings import ROOT

SCRIPT_PATH = "/__reload.js"
EVENTS_PATH = "/__reload"
SCRIPT = f"new EventSource('{EVENTS_PATH}').onmessage = () => location.reload();\n"


class Version:
    """A number that grows with each build; open pages wait for it to grow."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = threading.Condition()

    def grow(self) -> None:
        """Tell every waiting page that there is a new build."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    @property
    def number(self) -> int:
        """How many builds have been announced."""
        return self._number

    def wait(self, known: int, seconds: float) -> bool:
        """Wait until there is a newer build than the known one; say whether there is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._number > known, timeout=seconds)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the folder, the reload script and the stream of reload events."""

    def __init__(self, *arguments: object, version: Version, directory: str) -> None:
        self._version = version
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing about each request."""

    def do_GET(self) -> None:
        """Answer with an event, the script, a page with the script in it, or a file as it is."""
        if self.path == EVENTS_PATH:
            self._events()
        elif self.path == SCRIPT_PATH:
            self._send(SCRIPT.encode(), "text/javascript; charset=utf-8")
        elif (page := self._page()) is not None:
            self._send(page, "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
        if path.suffix != ".html" or not path.is_file():
            return None
        return path.read_bytes().replace(b"</body>", f'<script src="{SCRIPT_PATH}"></script></body>'.encode(), 1)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        known = self._version.number
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            # A comment now and then finds out that the page was closed.
            while not self._version.wait(known, seconds=15):
                self.wfile.write(b": still here\n\n")
                self.wfile.flush()
            self.wfile.write(b"data: new\n\n")
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            return
        self.close_connection = True


def start(out: Path, port: int) -> tuple[http.server.ThreadingHTTPServer, Version]:
    """Serve a folder on 127.0.0.1 in a thread of its own; port 0 takes a free one."""
    version = Version()
    handler = functools.partial(Handler, version=version, directory=str(out))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, version


def rebuild(arguments: Sequence[str]) -> bool:
    """Build in a process of its own, so that changed code counts; say whether it was published."""
    return subprocess.run([sys.executable, "-m", "build_scripts", "build", *arguments], check=False).returncode == 0


def serve(datasets: Path, out: Path, port: int, arguments: Sequence[str], say: Callable[[str], None]) -> None:
    """Build, serve and watch until interrupted. Findings are printed; the former preview stays until they are mended."""
    rebuild(arguments)
    out.mkdir(parents=True, exist_ok=True)
    server, version = start(out, port)
    say(f"http://127.0.0.1:{server.server_address[1]}/")
    try:
        for changes in watch(*_watched(datasets), watch_filter=DefaultFilter(), raise_interrupt=False):
            since = time.perf_counter()
            say(", ".join(sorted(Path(path).name for _, path in changes))[:200])
            if rebuild(arguments):
                version.grow()
                say(f"{time.perf_counter() - since:.1f} s")
    finally:
        server.shutdown()


def _watched(datasets: Path) -> Iterable[Path]:
    return dict.fromkeys([datasets.resolve(), *(ROOT / name for name in INPUTS if (ROOT / name).exists())])
