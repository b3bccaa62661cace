"""A site of somebody else that embeds a figure of ours: on a port of its own, with the code that our page gives."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Frame, Page

HOST = """<!doctype html><html lang="id"><title>Halaman lain</title><body>{code}
<script>
addEventListener("message", ({{ data, source }}) => {{
  if (data?.type !== "cakupan:height" || !{listens}) return;
  for (const frame of document.querySelectorAll("iframe")) if (frame.contentWindow === source) frame.height = data.height;
}});
</script>
"""


@dataclass(frozen=True)
class Foreign:
    """The other site: the folder that is served, its address, and that at which our site is served here."""

    folder: Path
    host: str
    ours: str

    def embed(self, page: Page, site: Path, path: str, figure: str, *, listens: bool) -> Frame:
        """Embed a figure of a page of ours and open it there: at full width the stated height holds it all; a host that listens has no
        empty space and no scroll bar.
        """
        code = self._code(site, path, figure)
        (self.folder / "index.html").write_text(HOST.format(code=code, listens=str(listens).lower()), encoding="utf-8")
        page.goto(self.host, wait_until="networkidle")
        frame = page.frame(url=re.compile("/embed/"))
        assert frame
        inner = frame.evaluate("document.documentElement.getBoundingClientRect().height")
        outer = page.locator("iframe").evaluate("frame => frame.clientHeight")

        assert outer >= inner
        assert outer - inner <= (1 if listens else 60)
        return frame

    def _code(self, site: Path, path: str, figure: str) -> str:
        """Return the embed code as the page gives it, with the address at which the site is served here."""
        text = (site / path / "index.html").read_text(encoding="utf-8")
        code = html.unescape(re.search(rf'<textarea id="{figure}-code"[^>]*>([^<]*)</textarea>', text)[1])  # type: ignore[index]
        base = json.loads((site / "build.json").read_text(encoding="utf-8"))["base_url"]
        assert base in code
        return code.replace(base, self.ours)
