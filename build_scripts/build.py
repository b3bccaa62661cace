"""The pipeline on one screen: read, check, understand, compute, draw, gather, write, publish.

Everything between reading and publishing is pure. With errors found nothing is published.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from build_scripts import io
from build_scripts.catalog import Catalog, Chart, Entry, File
from build_scripts.checked import check
from build_scripts.checks import Examined
from build_scripts.dataset import from_packages
from build_scripts.figures import compute
from build_scripts.locale import read_locale
from build_scripts.package import Known, Package, Text, day_of, epoch_of
from build_scripts.report import Accepted, Finding, Repair, Report, Severity
from build_scripts.settings import ROOT, Settings
from build_scripts.stages import Progress, Stages

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


def generate(packages: tuple[Package, ...], examined: Examined, settings: Settings, progress: Progress) -> Generated:
    """Turn packages without errors, and what was found of them, into pages and files."""
    # Drawing is the only stage that pays for Altair, and pages the only one that pays for Jinja.
    from build_scripts.charts import draw_all
    from build_scripts.charts.card import shared_pictures
    from build_scripts.charts.cards import draw_cards
    from build_scripts.charts.render import render_all
    from build_scripts.outputs import FILES, PAGES

    progress("figures")
    figures = (
        compute(examined.weighed.dataset, examined.weighed) if examined.weighed else compute(from_packages(packages))
    )
    locales = tuple(read_locale(language) for language in settings.languages)
    progress("charts")
    charts = {one.language: draw_all(packages, figures, one, settings.headline) for one in locales}
    progress("pictures")
    everything = [c for drawn in charts.values() for c in drawn]
    pictures = render_all(everything, jobs=settings.jobs, cache=settings.cache / "charts")
    cards = [card for one in locales for card in draw_cards(packages, figures, one, settings.headline)]
    shared = shared_pictures(cards, jobs=settings.jobs, cache=settings.cache / "cards")
    catalog = Catalog(
        entries=tuple(_entry(p, examined.report) for p in packages),
        figures=figures,
        locales=locales,
        charts={language: _by_id(drawn) for language, drawn in charts.items()},
        pictures=pictures,
        base_url=settings.base_url,
        built=datetime.fromtimestamp(settings.epoch or epoch_of(packages), UTC).date().isoformat(),
        hand_written=_hand_written(settings),
        headline=settings.headline,
        shared=shared,
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


def _entry(package: Package, report: Report) -> Entry:
    findings = tuple(f for f in report.findings if package.holds(f.path))
    return Entry(package, findings, tuple(a for a in report.accepted if package.holds(a.finding.path)))


def _licences(packages: tuple[Package, ...]) -> list[dict[str, str]]:
    """Return the licences that every package carries, in the order of the first: those that hold for all the data."""
    common = frozenset.intersection(*(frozenset(one.name for one in p.licences) for p in packages))
    return [
        {"name": one.name, "path": one.path, "title": one.title} for one in packages[0].licences if one.name in common
    ]


def _own(settings: Settings) -> bool:
    """Say whether the packages are the project's own: only then do its hand-written pages belong to the site."""
    return settings.datasets.resolve() == (ROOT / "datasets").resolve()


def _hand_written(settings: Settings) -> frozenset[str]:
    folder = ROOT / "docs" / settings.languages[0]
    found = (p.relative_to(folder).as_posix() for p in folder.rglob("*.md"))
    return frozenset(found) if _own(settings) else frozenset()


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
    examined = check(packages, found, day_of(settings.epoch))
    report = examined.report
    if report.errors or not packages:
        return Outcome(report, seconds=stage.done())

    # Only a build that publishes pays for the site engine.
    from build_scripts.publish import Site, publish

    generated = generate(packages, examined, settings, stage)
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
            about={
                "licences": _licences(packages),
                "packages": {p.name: p.version for p in packages},
                "rows": report.rows,
            },
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
    return _recalled(remembered)


def _recalled(kept: Mapping[str, Any]) -> Report:
    """Return the report that `asdict` took apart."""
    findings = tuple(_finding(told) for told in kept["findings"])
    accepted = tuple(
        Accepted(_finding(one["finding"]), Known(**{**one["known"], "reason": Text(**one["known"]["reason"])}))
        for one in kept["accepted"]
    )
    return Report(findings, tuple(kept["packages"]), kept["rows"], accepted)


def _finding(told: Mapping[str, Any]) -> Finding:
    repair = Repair(**told["repair"]) if told["repair"] else None
    return Finding(**{**told, "severity": Severity(told["severity"]), "repair": repair})


def _intact(out: Path, sums: Path) -> bool:
    lines = (line.split("  ", 1) for line in sums.read_text(encoding="utf-8").splitlines())
    return all((out / name).is_file() and io.sha256(out / name) == digest for digest, name in lines)


def _remember(settings: Settings, fingerprint: str, report: Report) -> None:
    kept = {"fingerprint": fingerprint, "sums": io.sha256(settings.out / "SHA256SUMS"), **asdict(report)}
    settings.cache.mkdir(parents=True, exist_ok=True)
    (settings.cache / STAMP).write_text(json.dumps(kept), encoding="utf-8")
