"""Embedded charts: for each chart a small page of its own that stands in a frame on other sites.

Such a page is made without the site engine, since it shares nothing with the frame of the other pages: the still picture is in it, so
that it says all without a script; with scripts the chart is alive and tells its host how high it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from build_scripts import paths
from build_scripts.catalog import Catalog, Chart, File
from build_scripts.locale import Locale
from build_scripts.outputs.controls import controls, rooms
from build_scripts.outputs.pages.context import Table
from build_scripts.outputs.pages.render import environment
from build_scripts.outputs.pages.scope import chart_table
from build_scripts.outputs.share import Share, share

# As strict as that of the other pages, and without what only the search needs.
POLICY = Markup(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class EmbedFrame:
    """What every embedded page has; `canonical` is the full address of the page on which its figure belongs."""

    language: str
    canonical: str
    site_root: str
    date: str
    policy: Markup = POLICY


def embed_frame(page: str, share: Share, catalog: Catalog, locale: Locale) -> EmbedFrame:
    """Return the frame of an embedded page of a language, whose figure is passed on as `share` says."""
    site_root = paths.root_of(paths.language(locale.language) + page)
    date = locale.word("live.embed.date", date=locale.date(catalog.built))
    return EmbedFrame(locale.language, share.address.partition("#")[0], site_root, date)


def embed_file(template: str, page: str, locale: Locale, context: object) -> File:
    """Return an embedded page of a language as a finished file, rendered from the record `p` of its template."""
    text = environment().get_template(f"{template}.html.jinja").render(p=context, word=locale.word)
    return File(f"{paths.language(locale.language)}{page}index.html", text.encode())


@dataclass(frozen=True, slots=True)
class Embed:
    """What the template of an embedded chart is given; the pictures are our own finished SVG, `address` the way to files."""

    frame: EmbedFrame
    chart: Chart
    share: Share
    wide: Markup
    narrow: Markup
    table: Table
    anchor: str
    controls: tuple[str, ...]
    rooms: tuple[tuple[str, ...], ...]
    address: str


def _embed(chart: Chart, catalog: Catalog, locale: Locale) -> Embed:
    pictures = catalog.pictures[locale.language][chart.id]
    page, told = paths.embed(chart.id), share(chart, catalog, locale)
    return Embed(
        frame=embed_frame(page, told, catalog, locale),
        chart=chart,
        share=told,
        wide=Markup(pictures.page_wide),  # noqa: S704
        narrow=Markup(pictures.page_narrow),  # noqa: S704
        table=chart_table(chart, locale),
        anchor=paths.chart_anchor(chart.id),
        controls=controls(chart),
        rooms=rooms(chart, locale),
        address=paths.root_of(page) + paths.chart(chart.id, "").removesuffix("."),
    )


def script_words(locale: Locale) -> bytes:
    """Write the words of the charts' controls in a language, for the script that makes them."""
    start = "live.script."
    words = {key.removeprefix(start): text for key, text in locale.words.items() if key.startswith(start)}
    return (json.dumps(words, ensure_ascii=False, sort_keys=True) + "\n").encode()


def embeds(catalog: Catalog) -> Iterator[File]:
    """Yield the page of each chart in each language, and the words that live charts need."""
    for locale in catalog.locales:
        yield File(f"{paths.language(locale.language)}chart/words.json", script_words(locale))
        for chart in catalog.charts[locale.language].values():
            yield embed_file("embed-chart", paths.embed(chart.id), locale, _embed(chart, catalog, locale))
