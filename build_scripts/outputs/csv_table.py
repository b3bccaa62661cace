"""Each table as CSV and each other resource as it is: the very bytes of the package, nothing added or mended."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts import paths
from build_scripts.catalog import Catalog, File


def csv_tables(catalog: Catalog) -> Iterator[File]:
    """Yield every resource byte for byte."""
    for entry in catalog.entries:
        for resource in entry.package.resources:
            yield File(paths.download(entry.package.name, resource), resource.data)
