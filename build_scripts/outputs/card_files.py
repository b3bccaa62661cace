"""The pictures that are shown where addresses of pages are shared."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts import paths
from build_scripts.catalog import Catalog, File


def card_files(catalog: Catalog) -> Iterator[File]:
    """Yield each picture once, in the folder of its language."""
    for locale in catalog.locales:
        prefix = paths.language(locale.language)
        found = {shared.path: shared.png for shared in catalog.shared.get(locale.language, {}).values()}
        yield from (File(prefix + path, data) for path, data in sorted(found.items()))
