"""The pipeline on one screen: read, check, understand, compute, draw, gather, write, publish.

Everything between reading and publishing is pure. With errors found nothing is published.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from build_scripts import io
from build_scripts.catalog import Catalog, Chart, Entry, File
from build_scripts.checks import run
from build_scripts.dataset import from_packages
from build_scripts.figures import compute
from build_scripts.locale import read_locale
from build_scripts.package import Package
from build_scripts.report import Finding, Report, Severity
from build_scripts.settings import ROOT, Settings
from build_scripts.stages import Progress, Stages
from build_scripts.table_schema import validate

STAMP = "stamp.json"
INPUTS = ("datasets", "docs", "build_scripts", "mkdocs.yml", "mkdocs.en.yml", "requirements.lock", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: the report, whether a site was published, its pages, and the seconds of each stage."""

    report: Report
    published: bool = False
    unchanged: bool = False
    pages: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generated:
    """Everything that the site engine is given: Markdown by language, finished files, and the catalog behind them."""

    catalog: Catalog
    docs: Mapping[str, tuple[File, ...]]
    files: tuple[File, ...]


def epoch_of(packages: Iterable[Package]) -> int:
    """Return the latest `created` of the packages in seconds since 1970: a time that comes with the data, not from a clock."""
    times = [_seconds(p.created) for p in packages]
    return max(times, default=0)


def _seconds(created: str) -> int:
    try:
        moment = datetime.fromisoformat(created)
    except ValueError:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def generate(packages: tuple[Package, ...], report: Report, settings: Settings, progress: Progress) -> Generated:
    """Turn packages without errors into pages and files."""
    # Drawing is the only stage that pays for Altair, and pages the only one that pays for Jinja.
    from build_scripts.charts import draw_all
    from build_scripts.charts.render import render_all
    from build_scripts.outputs import FILES, PAGES

    progress("figures")
    figures = compute(from_packages(packages))
    locales = tuple(read_locale(language) for language in settings.languages)
    progress("charts")
    charts = {one.language: draw_all(packages, figures, one, settings.headline) for one in locales}
    progress("pictures")
    everything = [c for drawn in charts.values() for c in drawn]
    pictures = render_all(everything, jobs=settings.jobs, cache=settings.cache / "charts")
    catalog = Catalog(
        entries=tuple(Entry(p, tuple(f for f in report.findings if _inside(f.path, p))) for p in packages),
        figures=figures,
        locales=locales,
        charts={language: _by_id(drawn) for language, drawn in charts.items()},
        pictures=pictures,
        base_url=settings.base_url,
        built=datetime.fromtimestamp(settings.epoch or epoch_of(packages), UTC).date().isoformat(),
        hand_written=_hand_written(settings),
        headline=settings.headline,
    )
    progress("pages")
    written = [file for output in PAGES for file in output(catalog)]
    docs = {
        one.language: tuple(
            File(f.path.removeprefix(f"{one.language}/"), f.data)
            for f in written
            if f.path.startswith(f"{one.language}/")
        )
        for one in locales
    }
    progress("files")
    return Generated(catalog, docs, tuple(file for output in FILES for file in output(catalog)))


def _by_id(charts: tuple[Chart, ...]) -> Mapping[str, Chart]:
    return {chart.id: chart for chart in charts}


def _inside(path: str, package: Package) -> bool:
    return package.folder == "." or path.startswith(f"{package.folder}/")


def _own(settings: Settings) -> bool:
    """Say whether the packages are the project's own: only then do its hand-written pages belong to the site."""
    return settings.datasets.resolve() == (ROOT / "datasets").resolve()


def _hand_written(settings: Settings) -> frozenset[str]:
    folder = ROOT / "docs" / settings.languages[0]
    return frozenset(p.name for p in folder.glob("*.md")) if _own(settings) else frozenset()


def build(settings: Settings, progress: Progress = lambda _stage: None) -> Outcome:
    """Build and publish the portal, or say why not; an unchanged portal is verified and left as it is."""
    stage = Stages(progress)
    stage("read")
    fingerprint = _fingerprint(settings)
    report = _unchanged(settings, fingerprint)
    if report is not None:
        return Outcome(report, published=True, unchanged=True, seconds=stage.done())
    packages, found = io.read_packages(settings.datasets)
    stage("check")
    report = run(packages, (*found, *validate(packages)))
    if report.errors or not packages:
        return Outcome(report, seconds=stage.done())

    # Only a build that publishes pays for the site engine.
    from build_scripts.publish import Site, publish

    generated = generate(packages, report, settings, stage)
    stage("publish")
    result = publish(
        Site(
            docs=generated.docs,
            files=generated.files,
            pictures=generated.catalog.pictures,
            hand_written=ROOT / "docs" if _own(settings) else None,
            root=ROOT,
            out=settings.out,
            work=settings.cache / "site",
            base_url=settings.base_url,
            built=generated.catalog.built,
            jobs=settings.jobs,
            languages=settings.languages,
            about={"packages": {p.name: p.version for p in packages}, "rows": report.rows},
        ),
        progress,
    )
    _remember(settings, fingerprint, report)
    return Outcome(report, published=True, pages=result.pages, seconds={**stage.done(), **result.seconds})


def _input_files(settings: Settings) -> Iterator[Path]:
    places = [settings.datasets, *(ROOT / name for name in INPUTS if name != "datasets")]
    for place in places:
        yield from sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]


def _fingerprint(settings: Settings) -> str:
    """Return one hash of all that a build depends on: data, pages, code, locked packages, settings, Python."""
    digest = hashlib.sha256(
        json.dumps(
            [settings.base_url, settings.languages, settings.epoch, sys.version, version("mkdocs"), version("altair")]
        ).encode()
    )
    for path in _input_files(settings):
        if "__pycache__" not in path.parts:
            digest.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _unchanged(settings: Settings, fingerprint: str) -> Report | None:
    """Return the former report if its inputs are today's and every published file still has its hash; otherwise nothing."""
    stamp = settings.cache / STAMP
    sums = settings.out / "SHA256SUMS"
    if not (stamp.is_file() and sums.is_file()):
        return None
    remembered = json.loads(stamp.read_text(encoding="utf-8"))
    if remembered["fingerprint"] != fingerprint or remembered["sums"] != io.sha256(sums):
        return None
    if not _intact(settings.out, sums):
        return None
    # Warnings are told again each time, whether or not anything has to be built.
    findings = tuple(Finding(**{**told, "severity": Severity(told["severity"])}) for told in remembered["findings"])
    return Report(findings, tuple(remembered["packages"]), remembered["rows"])


def _intact(out: Path, sums: Path) -> bool:
    lines = (line.split("  ", 1) for line in sums.read_text(encoding="utf-8").splitlines())
    return all((out / name).is_file() and io.sha256(out / name) == digest for digest, name in lines)


def _remember(settings: Settings, fingerprint: str, report: Report) -> None:
    kept = {"fingerprint": fingerprint, "sums": io.sha256(settings.out / "SHA256SUMS"), **asdict(report)}
    settings.cache.mkdir(parents=True, exist_ok=True)
    (settings.cache / STAMP).write_text(json.dumps(kept), encoding="utf-8")
