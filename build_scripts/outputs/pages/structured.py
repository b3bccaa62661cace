"""What a page says to search engines in the words of schema.org: a dataset and its files, or the portal itself."""

from __future__ import annotations

from collections.abc import Mapping

from build_scripts import narrative, paths
from build_scripts.escape import link, plain
from build_scripts.figures import Figures
from build_scripts.narrative.lookup import country_of, dates
from build_scripts.outputs.pages.scope import Scope
from build_scripts.package import Package

CONTEXT = "https://schema.org"


def website(scope: Scope) -> Mapping[str, object]:
    """Describe the portal."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": scope.locale.word("card.portal"),
        "description": scope.locale.word("card.about"),
        "url": scope.address,
        "inLanguage": scope.language,
    }


def _files(scope: Scope, package: Package) -> list[Mapping[str, object]]:
    root = scope.catalog.base_url
    tables = ((paths.table(package.name, t.name, "csv"), "text/csv") for t in package.tables)
    found = [*tables, (paths.archive(package.name), "application/zip")]
    return [{"@type": "DataDownload", "contentUrl": root + path, "encodingFormat": kind} for path, kind in found]


def _coverage(package: Package, figures: Figures, scope: Scope) -> Mapping[str, object]:
    """Say when and where: the first and the last date of the claims, and the country."""
    found = dates(o for o in figures.dataset.observations if o.package == package.name)
    country = figures.dataset.areas.get(country_of(figures))
    if not found:
        return {}
    place = {"spatialCoverage": plain(country.name.to(scope.language))} if country else {}
    return {"temporalCoverage": "/".join(dict.fromkeys((found[0], found[-1]))), **place}


def dataset(scope: Scope, package: Package) -> Mapping[str, object]:
    """Describe a package as a dataset; what it does not say is left out."""
    told = (
        plain(package.description.to(scope.language)),
        narrative.package_summary(package, scope.figures, scope.locale),
    )
    licences = [x.path for x in package.licences if link(x.path)]
    facts: Mapping[str, object] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": plain(package.title.to(scope.language) or package.name),
        "description": plain(" ".join(text for text in told if text)),
        "url": scope.address,
        "inLanguage": scope.language,
        "isAccessibleForFree": True,
        "version": plain(package.version),
        "keywords": [plain(word) for word in package.keywords],
        "license": licences[0] if licences else "",
        "creator": [{"@type": "Organization", "name": plain(name)} for name in package.contributors],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": scope.locale.word("card.portal")},
        "distribution": _files(scope, package),
        **_coverage(package, scope.figures, scope),
    }
    return {name: value for name, value in facts.items() if value not in ("", [])}
