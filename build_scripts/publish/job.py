"""What one process of the site engine is told: which pages to make, from where, and under which keys to keep them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from build_scripts.publish.postprocess import Shell
from build_scripts.publish.terms import terms_of


@dataclass(frozen=True, slots=True)
class Job:
    """One share of one language: `pages` maps Markdown files to the keys under which the finished pages are kept."""

    config: str
    docs: str
    made: str
    store: str
    site_url: str
    pages: Mapping[str, str]
    missing_page_key: str
    nav: tuple[Mapping[str, str], ...]
    styles: tuple[str, ...]
    extra: Mapping[str, object]
    shell: Shell

    def to_json(self) -> str:
        """Write the job for the process that does it."""
        return json.dumps(asdict(self))


def job_from_json(text: str) -> Job:
    """Read a job."""
    facts = json.loads(text)
    shell = {**facts["shell"], "terms": terms_of(facts["shell"]["terms"])}
    return Job(**{**facts, "shell": Shell(**shell)})
