"""The summary of a package page: what the package holds, for observations and for plain tables alike."""

from __future__ import annotations

from build_scripts.figures import Figures
from build_scripts.locale import Locale
from build_scripts.narrative.grammar import counted, paragraph
from build_scripts.narrative.lookup import dates
from build_scripts.narrative.when import span
from build_scripts.package import Package


def package_summary(package: Package, figures: Figures, locale: Locale) -> str:
    """Say how many claims, sources, indicators and areas a package holds, and their dates; else its rows and fields."""
    claims = [o for o in figures.dataset.observations if o.package == package.name]
    if not claims:
        return paragraph([_tables(package, locale)])
    told = locale.word(
        "sentences.package.observations",
        claims=counted(len(claims), "claims", locale),
        sources=counted(len({c.source_id for c in claims}), "sources", locale),
        indicators=counted(len({c.indicator for c in claims}), "indicators", locale),
        areas=counted(len({c.area_code for c in claims}), "areas", locale),
        span=span(dates(claims), locale),
    )
    return paragraph([told])


def _tables(package: Package, locale: Locale) -> str:
    tables = package.tables
    if not tables:
        return locale.word("sentences.package.nothing")
    return locale.word(
        "sentences.package.tables",
        tables=counted(len(tables), "tables", locale),
        rows=counted(sum(len(t.rows) for t in tables), "rows", locale),
        fields=counted(sum(len(t.fields) for t in tables), "fields", locale),
    )
