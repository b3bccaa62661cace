"""News as Atom feeds: the figures whose sources are the most recent, of the portal and of each indicator, one sentence each.

An entry is dated by the publication of its source, so that a feed changes only where the data do. It is named by the lasting address of its
figure: a figure that gets another value is the same entry, changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, File
from build_scripts.dataset import is_date, last_day
from build_scripts.figures import Figure
from build_scripts.locale import Locale

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50


def feeds(catalog: Catalog) -> Iterator[File]:
    """Yield `feed.xml` of each language, and one beside the page of every indicator that has dated figures."""
    observed = [f for f in catalog.figures.figures.values() if f.key.kind == "observed" and _published(f, catalog)]
    if not observed:
        return
    of: dict[str, list[Figure]] = {}
    for figure in observed:
        of.setdefault(figure.key.indicator, []).append(figure)
    for locale in catalog.locales:
        prefix = paths.language(locale.language)
        yield File(f"{prefix}{paths.feed('')}", _feed(catalog, locale, prefix, "", observed))
        for indicator in catalog.figures.dataset.indicators:
            if indicator in of:
                page = paths.indicator(indicator)
                yield File(f"{prefix}{paths.feed(page)}", _feed(catalog, locale, prefix, page, of[indicator]))


def has_feed(figures: Iterable[Figure], catalog: Catalog) -> bool:
    """Say whether one of some figures is told in a feed: it is observed, and its source is dated."""
    return any(f.key.kind == "observed" and _published(f, catalog) for f in figures)


def _published(figure: Figure, catalog: Catalog) -> str:
    """Return the day on which the source of a published value came out, the last where it names a month or a year."""
    source = catalog.figures.dataset.sources.get(figure.chosen.source_id)
    stated = source.published_on if source else ""
    return last_day(stated).isoformat() if is_date(stated) else ""


def _feed(catalog: Catalog, locale: Locale, prefix: str, page: str, figures: Iterable[Figure]) -> bytes:
    latest = sorted(figures, key=lambda f: (_published(f, catalog), f.key.day, f.key), reverse=True)[:MOST]
    home = catalog.base_url + prefix
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": locale.language})
    _add(root, "title", _title(catalog, locale, latest, page))
    _add(root, "id", home + paths.feed(page))
    _add(root, "link", rel="self", href=home + paths.feed(page), type="application/atom+xml")
    _add(root, "link", rel="alternate", href=home + page, type="text/html")
    _add(root, "updated", _moment(_published(latest[0], catalog)))
    _add(_add(root, "author"), "name", locale.word("feed.author"))
    for figure in latest:
        _entry(root, catalog, locale, home, figure)
    ET.indent(root, space="")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _title(catalog: Catalog, locale: Locale, latest: list[Figure], page: str) -> str:
    known = catalog.figures.dataset.indicators.get(latest[0].key.indicator)
    if not page or known is None:
        return locale.word("feed.title")
    return locale.word("feed.title-of", name=known.name.to(locale.language))


def _entry(root: ET.Element, catalog: Catalog, locale: Locale, home: str, figure: Figure) -> None:
    entry, key = _add(root, "entry"), figure.key
    address = home + paths.figure(key.indicator, key.anchor)
    sentence = narrative.figure_sentence(figure, catalog.figures, locale)
    known = catalog.figures.dataset
    indicator, area = known.indicators.get(key.indicator), known.areas.get(key.area)
    facts = {
        "indicator": indicator.name.to(locale.language) if indicator else key.indicator,
        "area": area.name.to(locale.language) if area else key.area,
        "date": locale.date(key.as_of),
    }
    _add(entry, "title", locale.word("feed.entry", **facts))
    _add(entry, "id", address)
    _add(entry, "link", rel="alternate", href=address, type="text/html")
    _add(entry, "updated", _moment(_published(figure, catalog)))
    _add(entry, "summary", sentence, type="text")


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child
