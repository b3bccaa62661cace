"""Runs MkDocs on the pages of one language that have to be made anew; one process per share, started by `publish`.

All pages lie in the folder, so that links between them resolve; those that are kept from before are left out of the build itself.
"""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from build_scripts.errors import PortalError
from build_scripts.publish import store
from build_scripts.publish.job import Job, job_from_json
from build_scripts.publish.links import references
from build_scripts.publish.postprocess import Shell, finish, search_text
from build_scripts.publish.site import url_of

_TABLE = re.compile(r"([\n>] {0,3})(<table\b[^>]*>.*?</table>)", re.DOTALL)
_PLACE = '<table data-kept="{}"></table>'
_PLACES = re.compile(r'<table data-kept="(\d+)"></table>')


class _Share(BasePlugin):  # type: ignore[misc]
    """Makes a build quicker and changes nothing in its result.

    Pages of other shares, and those that are kept, are left out. Tables in HTML are held aside while a page is made, because the engine
    would parse each of their cells twice only to pass them on as they are.
    """

    def __init__(self, pages: frozenset[str]) -> None:
        super().__init__()
        self._pages = pages
        self._aside: dict[str, list[str]] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in files:
            if file.is_documentation_page() and file.src_uri not in self._pages:
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        env.auto_reload = False  # templates do not change during a build
        return env

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if "```" in markdown or "~~~" in markdown:
            return markdown  # a table may be an example there
        tables = self._aside[page.file.src_uri] = list[str]()

        def hold(match: re.Match[str]) -> str:
            tables.append(match[2])
            return match[1] + _PLACE.format(len(tables) - 1)

        return _TABLE.sub(hold, markdown)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        tables = self._aside.pop(page.file.src_uri, [])
        restored, number = _PLACES.subn(lambda m: tables[int(m[1])], output)
        if number != len(tables):
            raise PluginError(f"{page.file.src_uri}: a table was lost")
        return restored


def configuration(job: Job) -> MkDocsConfig:
    """Load `mkdocs.yml` with the folders, addresses and pages of the job."""
    config = load_config(
        config_file=job.config,
        docs_dir=job.docs,
        site_dir=job.made,
        site_url=job.site_url,
        nav=[dict(entry) for entry in job.nav],
        extra_css=list(job.styles),
        strict=True,
    )
    config.extra.update(job.extra)
    config.plugins["share"] = _Share(frozenset(job.pages))
    return config


def run(job: Job) -> None:
    """Make the pages of a job and keep them."""
    build(configuration(job))
    made = Path(job.made)
    finished = {
        key: _finished(made / f"{url_of(path)}index.html", url_of(path), job.shell) for path, key in job.pages.items()
    }
    if job.missing_page_key:
        finished[job.missing_page_key] = _finished(made / "404.html", "404.html", job.shell)
    store.write(Path(job.store), finished)


def _finished(path: Path, url: str, shell: Shell) -> store.Page:
    text = finish(path.read_text(encoding="utf-8"), url, shell)
    return store.Page(text, search_text(text, url), references(text))


def main() -> int:
    """Do the job on standard input; warnings and errors go to standard error."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    try:
        run(job_from_json(sys.stdin.read()))
    except (Abort, MkDocsException, PortalError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
