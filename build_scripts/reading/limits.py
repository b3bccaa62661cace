"""How large a package may be: whatever is larger ends in a finding that names the limit, never in an exhausted machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest package that is read; every number is itself still allowed.

    Two are no limits: from `columns_from` bytes of its tables on, a package is looked at by whole columns, below row by row; and of a
    table with more than `suspects` rows that may be wrong, so many are examined first.
    """

    descriptor_bytes: int = 2_000_000
    yaml_bytes: int = 500_000
    resource_bytes: int = 128_000_000
    text_bytes: int = 1_000_000
    cell_characters: int = 1_000_000
    fields: int = 1_000
    resources: int = 1_000
    depth: int = 64
    folder_entries: int = 20_000
    rows: int = 1_000_000
    folder_depth: int = 32
    package_bytes: int = 768_000_000
    packages: int = 2_000
    parts: int = 100
    inline_rows: int = 100_000
    gzip_members: int = 1_000
    columns_from: int = 500_000
    suspects: int = 20_000


LIMITS = Limits()
