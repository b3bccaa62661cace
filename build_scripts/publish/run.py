"""Runs the site engine: shares of pages in processes of their own, as many as may run at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from build_scripts.catalog import File
from build_scripts.errors import ToolError
from build_scripts.publish.job import Job
from build_scripts.publish.manifest import epoch_of
from build_scripts.publish.plan import Plan, configuration_file, shell_of
from build_scripts.publish.site import Site
from build_scripts.publish.tree import write_tree

_SHARE = 150  # below so many pages a further process costs more than it saves


def make(site: Site, plans: Sequence[Plan], missing: frozenset[str], base_path: str) -> None:
    """Make all pages whose keys are missing and keep them in the store."""
    with ExitStack() as stack:
        jobs = [job for one in plans for job in _jobs(site, one, missing, base_path, stack)]
        if not jobs:
            return
        with ThreadPoolExecutor(max(1, site.jobs)) as pool:
            list(pool.map(lambda job: _run(job, site), jobs))


def _jobs(site: Site, one: Plan, missing: frozenset[str], base_path: str, stack: ExitStack) -> Iterable[Job]:
    pages = {path: key for path, key in one.keys.items() if key in missing}
    not_found = one.missing_page_key if one.missing_page_key in missing else ""
    if not pages and not not_found:
        return
    docs = site.work / "docs" / one.language
    write_tree(docs, (File(path, data) for path, data in one.pages.items()))
    shares = _shares(pages, site)
    for number, share in enumerate(shares):
        yield Job(
            config=str(configuration_file(site, one.language)),
            docs=str(docs),
            made=stack.enter_context(TemporaryDirectory(prefix="made-", dir=site.work)),
            store=str(site.work / "pages.sqlite"),
            site_url=str(one.config["site_url"]),
            pages=share,
            missing_page_key="" if number else not_found,
            nav=tuple(one.config["nav"]),
            styles=tuple(one.config["styles"]),
            extra=one.config["extra"],
            shell=shell_of(one, base_path),
        )


def _shares(pages: Mapping[str, str], site: Site) -> tuple[Mapping[str, str], ...]:
    """Deal the pages of a language to as many processes as it may have, like cards, so that each gets pages of all kinds."""
    allowed = max(1, site.jobs // len(site.languages))
    number = max(1, min(allowed, len(pages) // _SHARE))
    items = sorted(pages.items())
    return tuple(dict(items[n::number]) for n in range(number))


def _run(job: Job, site: Site) -> None:
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(epoch_of(site.built)),
        "PYTHONHASHSEED": "0",
    }
    # The package is found where this one was found, wherever the process is started.
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, (str(Path(__file__).parents[2]), environment.get("PYTHONPATH", "")))
    )
    command = [sys.executable, "-m", "build_scripts.publish.engine"]
    done = subprocess.run(
        command, input=job.to_json(), capture_output=True, text=True, env=environment, cwd=site.work, check=False
    )
    if done.returncode:
        raise ToolError("mkdocs", done.stderr or done.stdout)
