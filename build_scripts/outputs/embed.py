"""Embedded charts: for each chart a small page of its own that stands in a frame on other sites.

It is made without the site engine, since it shares nothing with the frame of the other pages: the still picture is in it, so that it says
all without a script; with scripts the chart is alive and tells its host how high it is.
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
class Embed:
    """What the template of an embedded chart is given; the pictures are our own finished SVG."""

    language: str
    chart: Chart
    share: Share
    wide: Markup
    narrow: Markup
    table: Table
    anchor: str
    controls: tuple[str, ...]
    rooms: tuple[tuple[str, ...], ...]
    root: str
    site_root: str
    date: str
    policy: Markup = POLICY

    @property
    def address(self) -> str:
        """The way to the chart's files, without the ending."""
        return self.root + paths.chart(self.chart.id, "").removesuffix(".")

    @property
    def canonical(self) -> str:
        """The page on which the chart belongs."""
        return self.share.address.partition("#")[0]


def _embed(chart: Chart, catalog: Catalog, locale: Locale) -> Embed:
    pictures = catalog.pictures[locale.language][chart.id]
    root = paths.root_of(paths.embed(chart.id))
    return Embed(
        language=locale.language,
        chart=chart,
        share=share(chart, catalog, locale),
        wide=Markup(pictures.page_wide),  # noqa: S704
        narrow=Markup(pictures.page_narrow),  # noqa: S704
        table=chart_table(chart, locale),
        anchor=paths.chart_anchor(chart.id),
        controls=controls(chart),
        rooms=rooms(chart, locale),
        root=root,
        site_root=paths.root_of(paths.language(locale.language) + paths.embed(chart.id)),
        date=locale.word("live.embed.date", date=locale.date(catalog.built)),
    )


def script_words(locale: Locale) -> bytes:
    """Write the words of the charts' controls in a language, for the script that makes them."""
    start = "live.script."
    words = {key.removeprefix(start): text for key, text in locale.words.items() if key.startswith(start)}
    return (json.dumps(words, ensure_ascii=False, sort_keys=True) + "\n").encode()


def embeds(catalog: Catalog) -> Iterator[File]:
    """Yield the page of each chart in each language, and the words that live charts need."""
    template = environment().get_template("embed.html.jinja")
    for locale in catalog.locales:
        folder = paths.language(locale.language)
        yield File(f"{folder}chart/words.json", script_words(locale))
        for chart in catalog.charts[locale.language].values():
            text = template.render(p=_embed(chart, catalog, locale), word=locale.word)
            yield File(f"{folder}{paths.embed(chart.id)}index.html", text.encode())
