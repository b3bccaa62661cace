"""What axe finds on a page, whatever its weight: WCAG 2.2 up to AA, and what its makers hold to be good practice."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Rows of a table are alike, and there may be thousands; a picture of a chart is hidden from those who do not see it.
LEFT_OUT = [
    ["table.data tbody tr:nth-child(n+7)"],
    ["table.data tbody:nth-of-type(n+3)"],
    [".branches li:nth-child(n+5)"],
    [".chart-wide"],
    [".chart-narrow"],
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page: Page) -> list[str]:
    """Return a line for each element that breaks a rule."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = Axe().run(page, context={"exclude": LEFT_OUT}, options=options).response["violations"]
    return [f"{v['id']} ({v['impact']}): {node['html'][:160]}" for v in found for node in v["nodes"][:3]]
