"""The foot of a page: the files in which its figures are found, the feed that tells what is new on it, and how it is cited."""

from __future__ import annotations

from build_scripts import paths
from build_scripts.figures import Figure
from build_scripts.outputs.feed import has_feed
from build_scripts.outputs.pages.context import Download
from build_scripts.outputs.pages.scope import Scope


def package_downloads(scope: Scope, figures: tuple[Figure, ...]) -> tuple[Download, ...]:
    """Return the files in which figures are found: the CSV and the zip of every package that they come from."""
    origins = sorted({(c.package, c.resource) for f in figures for c in f.claims})
    downloads: list[Download] = []
    for package, resource in origins:
        title = scope.package(package).text
        table = paths.table(package, resource, "csv")
        downloads.append(Download(scope.t("download.csv", title=title), scope.site_root + table))
        downloads.append(Download(scope.t("download.zip", title=title), scope.site_root + paths.archive(package)))
    return tuple(dict.fromkeys(downloads))


def feed_link(scope: Scope, figures: tuple[Figure, ...]) -> tuple[Download, ...]:
    """Return the feed of a page's figures, if it has one."""
    if not has_feed(figures, scope.catalog):
        return ()
    return (Download(scope.locale.word("feed.follow"), f"./{paths.feed('')}"),)


def citation(scope: Scope, title: str) -> str:
    """Say how a page is cited."""
    return scope.t("cite.text", title=title, date=scope.date(scope.catalog.built), url=scope.address)
