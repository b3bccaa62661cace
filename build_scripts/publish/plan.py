"""What has to be made: the tree of pages of each language, the frame around them, and the key of every page.

A page depends on its Markdown, its path and the frame: configuration, theme, templates, versions, this program. The hash of all that is its
key, and a page whose key is kept is not made again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from build_scripts import paths
from build_scripts.catalog import File
from build_scripts.errors import OutputConflictError
from build_scripts.publish.postprocess import Shell
from build_scripts.publish.site import MissingHomeError, Site, url_of
from build_scripts.publish.terms import read_terms, terms_of

_PROGRAM = Path(__file__).parent
_VERSIONS = ("mkdocs", "mkdocs-material", "markdown", "jinja2")


@dataclass(frozen=True, slots=True)
class Plan:
    """A language: its Markdown by path, other files among its pages, its configuration, and the key of each page."""

    language: str
    pages: Mapping[str, bytes]
    files: tuple[File, ...]
    config: Mapping[str, Any]
    keys: Mapping[str, str]
    missing_page_key: str


def planned(site: Site, language: str, assets: frozenset[str]) -> Plan:
    """Gather the pages of a language; `assets` are the paths of all assets of the site."""
    everything = _sources(site, language)
    pages = {path: data for path, data in everything.items() if path.endswith(".md")}
    if "index.md" not in pages:
        raise MissingHomeError(language)
    files = tuple(File(paths.language(language) + path, data) for path, data in everything.items() if path not in pages)
    terms = read_terms(pages.get("glossary.md", b"").decode(), language)
    config = {**_config(site, language, frozenset(pages), assets), "terms": [asdict(term) for term in terms]}
    frame = _frame(site, config)
    keys = {path: _hash(frame, path.encode(), data) for path, data in pages.items()}
    return Plan(language, pages, files, config, keys, _hash(frame, b"404.html"))


def _sources(site: Site, language: str) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    folded: dict[str, str] = {}
    for file in (*_hand_written(site, language), *site.docs.get(language, ())):
        # The address counts: a page `x.md` and a page `x/index.md` are one.
        claim = (url_of(file.path) if file.path.endswith(".md") else file.path).casefold()
        if claim in folded:
            raise OutputConflictError(f"{language}/{file.path}", f"{language}/{folded[claim]}")
        folded[claim] = file.path
        found[file.path] = file.data
    return dict(sorted(found.items()))


def _hand_written(site: Site, language: str) -> Iterable[File]:
    folder = site.hand_written / language if site.hand_written else None
    if folder is None or not folder.is_dir():
        return ()
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))
    return tuple(File(p.relative_to(folder).as_posix(), p.read_bytes()) for p in paths)


def configuration_file(site: Site, language: str) -> Path:
    """Return the configuration of a language: `mkdocs.yml`, `mkdocs.en.yml`."""
    return site.root / ("mkdocs.yml" if not paths.language(language) else f"mkdocs.{language}.yml")


def _read(site: Site, language: str) -> Mapping[str, Any]:
    own: dict[str, Any] = yaml.safe_load(configuration_file(site, language).read_text(encoding="utf-8"))
    return own


def _config(site: Site, language: str, pages: frozenset[str], assets: frozenset[str]) -> Mapping[str, Any]:
    """Work out what the configuration file leaves to the build."""
    main, own = _read(site, "id"), _read(site, language)
    nav = [dict(entry) for entry in own.get("nav") or main.get("nav") or ()]
    other = next((one for one in site.languages if one != language), None)
    both = frozenset.intersection(*(frozenset(_sources(site, one)) for one in site.languages))
    extra: dict[str, object] = {
        "base": site.base_url,
        # Pages that exist in one language only: almost always none, so the frame stays the same when pages come and go.
        "alone": sorted(pages - both),
        "card": any(file.path == f"{paths.language(language)}card/portal.png" for file in site.files),
        "languages": list(site.languages),
        "licences": site.about.get("licences", []),
        "version_of_program": version("cakupan"),
        "feed": any(f.path == f"{paths.language(language)}feed.xml" for f in site.files),
        "indexes": [name for name in ("area", "indicator", "data") if f"{name}/index.md" in pages],
    }
    if other is not None:
        way = paths.language(other) or "../"
        extra["other"] = {"language": other, "words": _read(site, other)["extra"]["words"], "way": way}
    return {
        "site_url": site.base_url + paths.language(language),
        "nav": [entry for entry in nav if all(path in pages for path in entry.values())],
        "styles": [path for path in main.get("extra_css") or () if path in assets],
        "extra": extra,
        "scripts": sorted(path.removeprefix("assets/") for path in assets if path.endswith(".js")),
    }


def _frame(site: Site, config: Mapping[str, Any]) -> bytes:
    """Hash all that surrounds the Markdown of a page."""
    folder = site.root / "docs" / "overrides"
    paths = [
        site.root / "mkdocs.yml",
        *sorted(site.root.glob("mkdocs.*.yml")),
        *sorted(p for p in folder.rglob("*") if p.is_file()),
    ]
    program = sorted(_PROGRAM.glob("*.py"))
    parts = [b"%s\0%s" % (p.relative_to(site.root).as_posix().encode(), p.read_bytes()) for p in paths]
    versions = [version(name) for name in _VERSIONS]
    return _hash(
        json.dumps([config, versions], sort_keys=True).encode(), *parts, *(p.read_bytes() for p in program)
    ).encode()


def _hash(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def shell_of(one: Plan, base_path: str) -> Shell:
    """Return the frame of the pages of a language; `base_path` is the path of the site's address."""
    return Shell(paths.language(one.language), base_path, tuple(one.config["scripts"]), terms_of(one.config["terms"]))
