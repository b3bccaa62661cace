"""The pure half of reading: bytes in, what they state and what is wrong with them out. Disk access stays in `io`.

Nothing is sniffed: syntax, encoding, delimiter and quote come from the descriptor or from the default of the standard.
"""

from __future__ import annotations

from build_scripts.reading.descriptor import Draft, Layout, understand
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.reading.syntax import parse
from build_scripts.reading.table import read_table

__all__ = ["LIMITS", "Draft", "Layout", "Limits", "parse", "read_table", "understand"]
