"""What publishing is given and what it returns, and where things lie on a site of several languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_scripts.catalog import File, Pictures
from build_scripts.errors import PortalError


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that becomes a site.

    `docs` holds the generated Markdown by language, with paths inside that language; `files` the finished files at their paths on the
    site; `pictures` the charts by language and chart id; `hand_written` is the folder with a folder of pages per language, or None;
    `root` holds `mkdocs.yml`; `out` is replaced as a whole; `work` keeps what later builds reuse; `base_url` ends with a slash;
    `built` is an ISO date or seconds since 1970; `about` goes into `build.json` as it is.
    """

    docs: Mapping[str, tuple[File, ...]]
    files: tuple[File, ...]
    pictures: Mapping[str, Mapping[str, Pictures]]
    hand_written: Path | None
    root: Path
    out: Path
    work: Path
    base_url: str
    built: str
    jobs: int = 2
    languages: tuple[str, ...] = ("id", "en")
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What was published: pages, how many of them were made anew, files, and the seconds of each stage."""

    pages: int
    made: int
    files: int
    seconds: Mapping[str, float]


class MissingHomeError(PortalError):
    """A language has no home page."""

    def __init__(self, language: str) -> None:
        super().__init__(f"the site has no index.md in {language!r}")


class MissingPictureError(PortalError):
    """A page shows a chart that was not drawn."""

    def __init__(self, page: str, chart: str) -> None:
        super().__init__(f"the page {page} shows the chart {chart!r}, which was not drawn")


class UnsafePageError(PortalError):
    """A page contains what its policy would have to allow: a script or an event handler in its text."""

    def __init__(self, page: str, found: str) -> None:
        super().__init__(f"the page {page} contains {found[:120]!r}, which no page may contain")


class BrokenLinksError(PortalError):
    """Links lead nowhere or to another host; lists up to 20."""

    def __init__(self, broken: tuple[str, ...]) -> None:
        rest = f"; and {len(broken) - 20} more" if len(broken) > 20 else ""
        super().__init__(f"{len(broken)} broken links: {'; '.join(broken[:20])}{rest}")


def url_of(markdown: str) -> str:
    """Return the address of a Markdown file within its language: `about/` for `about.md`, empty text for `index.md`."""
    stem = markdown.removesuffix(".md")
    if stem in {"index", "README"}:
        return ""
    for index in ("/index", "/README"):
        if stem.endswith(index):
            return stem.removesuffix(index) + "/"
    return f"{stem}/"
