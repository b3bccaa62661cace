"""The pure half of reading: bytes in, what they state and what is wrong with them out. Disk access stays in `io`.

Nothing is sniffed: syntax, encoding, delimiter and quote come from the descriptor or from the default of the standard.
"""

from __future__ import annotations

from build_scripts.reading.cleared import clear
from build_scripts.reading.columns import read_rows
from build_scripts.reading.descriptor import Draft, understand
from build_scripts.reading.form import joined, unpacked, written
from build_scripts.reading.kind import conflict_line, kind_of
from build_scripts.reading.layout import Layout
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.reading.syntax import parse

__all__ = [
    "LIMITS", "Draft", "Layout", "Limits", "clear", "conflict_line", "joined", "kind_of", "parse", "read_rows", "understand", "unpacked",
    "written",
]  # fmt: skip
