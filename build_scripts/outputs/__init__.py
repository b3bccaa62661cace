"""What the catalog becomes: an output is a plain function from the catalog to files; the tuples below name them all.

PAGES yield Markdown at `<language>/<page>.md` for the site engine; FILES yield finished files at their path on the site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from build_scripts.catalog import Catalog, File

Output = Callable[[Catalog], Iterable[File]]

PAGES: tuple[Output, ...] = ()
FILES: tuple[Output, ...] = ()
