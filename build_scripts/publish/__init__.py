"""From Markdown and finished files to a complete static site, put in place at once or not at all.

MkDocs makes the pages that changed, the policy and the charts go in, Pagefind indexes the text, every link is followed, every file hashed;
only then is the finished folder exchanged with the published one.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from build_scripts import paths
from build_scripts.catalog import File
from build_scripts.errors import OutputConflictError
from build_scripts.locale import read_locale
from build_scripts.publish import assets, links, manifest, policy, postprocess, run, store, styles
from build_scripts.publish.plan import Plan, planned
from build_scripts.publish.search import Index
from build_scripts.publish.site import BrokenLinksError, Result, Site, url_of
from build_scripts.publish.swap import MARK, put_in_place, staging
from build_scripts.stages import Progress, Stages

__all__ = ["Result", "Site", "publish"]


def publish(site: Site, progress: Progress = lambda _stage: None) -> Result:
    """Publish a site at `site.out`, or raise and leave what was published there as it is."""
    with _sole_use(site.work), staging(site.out) as folder:
        return _published(site, folder, Stages(progress))


def _published(site: Site, folder: Path, stage: Stages) -> Result:
    stage("engine")
    drawn = any("chart-picture" in f.data.decode() for files in site.docs.values() for f in files)
    shared = (*assets.own(site.root / "docs" / "assets"), *(assets.charts(site.work) if drawn else ()))
    plans = tuple(planned(site, language, frozenset(f.path for f in shared)) for language in site.languages)
    keys = frozenset(key for one in plans for key in (*one.keys.values(), one.missing_page_key))
    kept = site.work / "pages.sqlite"
    missing = keys - store.known(kept, keys)
    run.make(site, plans, missing, urlsplit(site.base_url).path or "/")
    pages = store.read(kept, keys)
    made = {path: pages[key] for one in plans for path, key in _placed(one)}
    shared = (*shared, _style_sheet(plans[0], made, shared))

    stage("search")
    index = Index({path: page.search for path, page in made.items()}, site.work)
    with closing(index):
        stage("write")
        target = _Target(folder)
        target.write(_filled(site, plans, made))
        target.write((*site.files, *shared, *(f for one in plans for f in one.files)))
        hashes = {h for page in made.values() for h in policy.inline_hashes(page.html)}
        target.write((*manifest.host_files(hashes, site.base_url, made, site.languages), _sitemap(site, plans)))
        stage("links")
        _check(site, made, shared, target)
        stage("search index")
        target.write(index.files())
    stage("swap")
    counts = {"pages": sum(len(one.pages) for one in plans), "files": len(target.digests)}
    target.write(
        (
            manifest.build_file(
                site.about, base_url=site.base_url, built=site.built, languages=site.languages, counts=counts
            ),
        )
    )
    (folder / MARK).write_bytes(manifest.sums(target.digests))
    put_in_place(folder, site.out)
    store.forget(kept, keys)
    return Result(
        counts["pages"],
        len(missing & {k for one in plans for k in one.keys.values()}),
        len(target.digests) + 1,
        stage.done(),
    )


@contextmanager
def _sole_use(work: Path) -> Iterator[None]:
    """Let builds that share a working folder take turns, and clear away what a killed one left in it."""
    work.mkdir(parents=True, exist_ok=True)
    with (work / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in (*work.glob("made-*"), *work.glob("search-*")):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _placed(one: Plan) -> Iterator[tuple[str, str]]:
    """Yield the path on the site and the key of each page of a language, and of its page for missing addresses."""
    prefix = paths.language(one.language)
    yield f"{prefix}404.html", one.missing_page_key
    for path, key in one.keys.items():
        yield f"{prefix}{url_of(path)}index.html", key


def _filled(site: Site, plans: Sequence[Plan], made: Mapping[str, store.Page]) -> Iterator[File]:
    for one in plans:
        drawn = _Embedded(site, one.language)
        day = manifest.date_of(site.built)
        written = read_locale(one.language).date(day)
        for path, _ in _placed(one):
            text = made[path].html
            pictures = {chart: drawn[chart] for chart in postprocess.charts_of(text) if chart in drawn}
            yield File(path, postprocess.dated(postprocess.fill(text, path, pictures), day, written).encode())


class _Embedded:
    """The pictures of a language, made fit for a page when first asked for."""

    def __init__(self, site: Site, language: str) -> None:
        self._pictures = site.pictures.get(language, {})
        self._ready: dict[str, tuple[str, str]] = {}

    def __contains__(self, chart: str) -> bool:
        return chart in self._pictures

    def __getitem__(self, chart: str) -> tuple[str, str]:
        if chart not in self._ready:
            self._ready[chart] = postprocess.embed(chart, self._pictures[chart])
        return self._ready[chart]


def _style_sheet(one: Plan, made: Mapping[str, store.Page], shared: Iterable[File]) -> File:
    """Return the one style sheet that every page loads."""
    texts = {f.path: f.data.decode() for f in shared if f.path.endswith((".css", ".js")) and f.path != assets.BUNDLE}
    scripts = (text for path, text in texts.items() if path.endswith(".js"))
    classes = {name for page in made.values() for name in page.references.classes}
    own = (texts[path] for path in one.config["styles"])
    return File(styles.SHEET, styles.sheet(assets.theme(), own, classes, scripts))


def _sitemap(site: Site, plans: Sequence[Plan]) -> File:
    return manifest.sitemap(
        {one.language: [url_of(path) for path in one.pages] for one in plans}, site.base_url, site.built
    )


def _check(site: Site, made: Mapping[str, store.Page], shared: Iterable[File], target: _Target) -> None:
    # Pages that come finished, without the site engine, are read here.
    finished = {f.path: links.references(f.data.decode()) for f in site.files if f.path.endswith(".html")}
    pages = {**{path: page.references for path, page in made.items()}, **finished}
    ids = {path: frozenset(page.ids) for path, page in pages.items()}
    # What is said of the build is written last, when all has been counted.
    files = frozenset({*target.digests, manifest.BUILD})
    found = links.broken(pages, links.Map(files, ids, site.base_url))
    sheets = (f for f in shared if f.path.endswith(".css"))
    foreign = (f"{f.path}: loads {url}" for f in sheets for url in links.foreign_styles(f.data.decode()))
    faults = (*found, *foreign)
    if faults:
        raise BrokenLinksError(faults)


class _Target:
    """The folder that is being filled; remembers the hash of each file and refuses a path twice."""

    def __init__(self, folder: Path) -> None:
        self.digests: dict[str, str] = {}
        self._folder = folder
        self._folded: dict[str, str] = {}
        self._folders: set[Path] = set()

    def write(self, files: Iterable[File]) -> None:
        for file in files:
            other = self._folded.setdefault(file.path.casefold(), file.path)
            if file.path in self.digests or other != file.path:
                raise OutputConflictError(file.path, other)
            self.digests[file.path] = manifest.digest(file.data)
            path = self._folder / file.path
            if path.parent not in self._folders:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(path.parent)
            path.write_bytes(file.data)
