"""What things are called in a sentence: areas, indicators, segments, sources, and what a figure measures."""

from __future__ import annotations

from build_scripts.dataset import Area, Source, is_date
from build_scripts.figures import Figures, Key
from build_scripts.locale import Locale
from build_scripts.narrative.grammar import lower_first
from build_scripts.package import Text


def area_of(figures: Figures, code: str) -> Area:
    """Return the area of a code; an area that no package lists is called by its code."""
    return figures.dataset.areas.get(code) or Area(code, "", "", Text(code))


def area_name(area: Area, locale: Locale, level: bool = True) -> str:
    """Name an area: `Provinsi Jawa Timur`, `Kabupaten Jember`; without the level `Jawa Timur`, `Jember`."""
    name = area.name.to(locale.language)
    if area.level == "province" and level:
        return locale.word("sentences.area.province", name=name)
    return _bare(name, locale) if area.level == "district" and not level else name


def _bare(name: str, locale: Locale) -> str:
    """Take the kind of district off its name; the kinds are parted by bars, longest first."""
    for affix in locale.word("sentences.area.affixes").split("|"):
        bare = name.removeprefix(affix).removesuffix(affix)
        if bare and bare != name:
            return bare
    return name


def in_area(area: Area, locale: Locale, figures: Figures | None = None) -> str:
    """Say where: `di Provinsi Jawa Timur`, `in Jember Regency`; with the figures a district names its province too."""
    name = area.name.to(locale.language)
    parent = figures.dataset.areas.get(area.parent) if figures and area.level == "district" else None
    if parent:
        return locale.word("sentences.area.in-parent", name=name, parent=area_name(parent, locale, level=False))
    region = locale.word("sentences.area.region")
    if area.level == "bpjs-region" and name.casefold().startswith(region.casefold()):
        return locale.word("sentences.area.in-country", name=region + name[len(region) :])
    key = f"sentences.area.in-{area.level}"
    return locale.word(key if locale.has(key) else "sentences.area.in-country", name=name)


def indicator_name(indicator: str, figures: Figures, locale: Locale, running: bool = False) -> str:
    """Name an indicator; one that no package defines is called by its id.

    In running text a few names that are made for headings (`Population, civil registry`) have words of their own.
    """
    own = f"sentences.running.{indicator}"
    if running and locale.has(own):
        return locale.word(own)
    found = figures.dataset.indicators.get(indicator)
    return found.name.to(locale.language) if found else indicator


def segment_name(code: str, figures: Figures, locale: Locale) -> str:
    """Name a segment; empty for all members."""
    found = figures.dataset.segments.get(code)
    return found.name.to(locale.language) if found else code


def breakdown_name(indicator: str, code: str, figures: Figures, locale: Locale) -> str:
    """Name a breakdown of an indicator; empty for the total."""
    found = figures.dataset.breakdowns.get((indicator, code))
    return found.name.to(locale.language) if found else code


def measure(figures: Figures, key: Key, locale: Locale, running: bool = False) -> str:
    """Name what a figure measures: indicator, segment and breakdown as one noun phrase that begins with a capital."""
    phrase = indicator_name(key.indicator, figures, locale, running)
    if key.segment:
        own = f"sentences.running-segment.{key.indicator}" if running else f"sentences.phrase.{key.indicator}"
        word = own if locale.has(own) else "sentences.phrase.segment"
        phrase = locale.word(word, indicator=phrase, segment=segment_name(key.segment, figures, locale))
    if not key.breakdown:
        return phrase
    detail = lower_first(breakdown_name(key.indicator, key.breakdown, figures, locale), locale)
    return locale.word("sentences.phrase.breakdown", measure=phrase, breakdown=detail)


def subject(figures: Figures, key: Key, locale: Locale) -> str:
    """Name what a figure measures in the middle of a sentence; a phrase with a comma is closed by one."""
    phrase = lower_first(measure(figures, key, locale, running=True), locale)
    return f"{phrase}," if "," in phrase else phrase


def source_short(source: Source, locale: Locale) -> str:
    """Name a source by publisher and date: `Bisnis.com, 8 Januari 2024`."""
    return _dated(source, locale, "sentences.source.plain", "sentences.source.plain-undated")


def source_in_text(source_id: str, figures: Figures, locale: Locale) -> str:
    """Name a source inside a sentence: `Bisnis.com (8 Januari 2024)`; one that no package lists is called by its id."""
    source = figures.dataset.sources.get(source_id)
    if not source:
        return source_id
    return _dated(source, locale, "sentences.source.dated", "sentences.source.undated")


def _dated(source: Source, locale: Locale, dated: str, undated: str) -> str:
    publisher = source.publisher or source.title or source.id
    if not source.published_on:
        return locale.word(undated, publisher=publisher)
    date = locale.date(source.published_on) if is_date(source.published_on) else source.published_on
    return locale.word(dated, publisher=publisher, date=date)
