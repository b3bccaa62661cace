"""The layout of a table's bytes as its resource states it: format, compression, encoding and dialect."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from build_scripts.reading.layout import Layout
from build_scripts.reading.reader import Reader
from build_scripts.reading.schema import Schema

TABLE_FORMATS = {"csv": ",", "tsv": "\t", "txt": ","}
GZIP = frozenset({"gz", "gzip"})
UNPACKED = frozenset({"", "no", "none"})
LINE_ENDS = ("\r\n", "\n", "\r")
COMMENT_LENGTH = 10
# Text encodings of one well-known meaning; codecs that run escapes (`unicode_escape`, `idna`, `utf-7`) are not among them.
_ENCODINGS = re.compile(
    r"utf-8(-sig)?|utf-16(-[lb]e)?|ascii|iso8859-\d+|cp125\d|cp437|cp85\d|koi8-[ru]|gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)"
)
_KNOWN = frozenset(
    {"$schema", "name", "type", "title", "description", "delimiter", "quoteChar", "doubleQuote", "escapeChar", "skipInitialSpace",
     "header", "headerRows", "headerJoin", "commentChar", "commentRows", "nullSequence", "lineTerminator", "caseSensitiveHeader",
     "csvddfVersion", "csv"}
)  # fmt: skip


def table_ending(path: str) -> str:
    """Return the ending of a path that says how a table is written, without that of its compression: `csv` of `a.csv.gz`."""
    name = path.lower().removesuffix(".gz")
    return name.rpartition(".")[2] if "." in name else ""


def read_layout(reader: Reader, at: str, one: Mapping[str, Any], path: str, schema: Schema) -> Layout | None:
    """Return how the table of a resource is laid out, or nothing where it cannot be read; a file that is no table has the default."""
    before = len(reader.findings)
    if "schema" not in one:
        return Layout()
    format = (reader.text(one, "format", at) or (table_ending(path) if "path" in one else "csv")).lower()
    compression = reader.text(one, "compression", at).lower()
    if compression not in GZIP | UNPACKED:
        reader.note("format-unsupported", value=compression, property=f"{at}compression", variant="packed")
    elif format not in TABLE_FORMATS:
        reader.note("format-unsupported", value=format, property=f"{at}format")
    packed = compression in GZIP or ("compression" not in one and path.lower().endswith(".gz"))
    start = Layout(
        encoding=_encoding(reader, at, one),
        delimiter=TABLE_FORMATS.get(format, ","),
        match=schema.match,
        required=schema.primary_key + tuple(f.name for f in schema.fields if f.constraints.get("required") is True),
        gzip=packed and "data" not in one,
    )
    layout = _dialect(reader, at, one, start)
    return layout if len(reader.findings) == before else None


def null_text(one: Mapping[str, Any]) -> str:
    """Return the text that stands for no value whatever the schema says, or empty text."""
    dialect = one.get("dialect")
    if not isinstance(dialect, dict):
        return ""
    inner = dialect.get("csv")
    value = dialect.get("nullSequence") or (inner.get("nullSequence") if isinstance(inner, dict) else None)
    return value if isinstance(value, str) else ""


def _encoding(reader: Reader, at: str, one: Mapping[str, Any]) -> str:
    stated = reader.text(one, "encoding", at) or "utf-8"
    try:
        name = codecs.lookup(stated).name
    except (LookupError, ValueError):
        name = ""
    if not _ENCODINGS.fullmatch(name):
        reader.note("encoding-unknown", value=stated, property=f"{at}encoding")
    # A byte order mark in front of UTF-8 is allowed, and no part of the first label.
    return "utf-8-sig" if name == "utf-8" else name


def _dialect(reader: Reader, at: str, one: Mapping[str, Any], start: Layout) -> Layout:
    if isinstance(one.get("dialect"), str):
        reader.note("reference-not-inline", value=one["dialect"], property=f"{at}dialect")
        return start
    place = f"{at}dialect."
    stated = dict(reader.mapping(one, "dialect", at))
    stated |= reader.mapping(stated, "csv", place)
    for key in sorted(stated.keys() - _KNOWN):
        if stated[key] not in (None, "", [], False):
            reader.note("dialect-unsupported", value=key, property=place + key)
    if reader.text(stated, "lineTerminator", place) not in ("", *LINE_ENDS):
        reader.note("dialect-unsupported", value="lineTerminator", property=f"{place}lineTerminator")
    reader.text(stated, "nullSequence", place)
    header_rows = _numbers(reader, stated, "headerRows", place, (1,))
    layout = replace(
        start,
        delimiter=_character(reader, stated, "delimiter", place, start.delimiter),
        quote=_character(reader, stated, "quoteChar", place, '"'),
        escape=_character(reader, stated, "escapeChar", place, ""),
        double_quote=reader.flag(stated, "doubleQuote", place, default=True),
        skip_initial_space=reader.flag(stated, "skipInitialSpace", place, default=False),
        header=reader.flag(stated, "header", place, default=True) and bool(header_rows),
        header_rows=header_rows,
        header_join=reader.text(stated, "headerJoin", place) if "headerJoin" in stated else " ",
        comment=_comment(reader, stated, place),
        comment_rows=_numbers(reader, stated, "commentRows", place, ()),
        fold_header=not reader.flag(stated, "caseSensitiveHeader", place, default=True),
    )
    marks = [c for c in (layout.delimiter, layout.quote, layout.escape) if c]
    if len(set(marks)) < len(marks):
        reader.note("dialect-unsupported", value="".join(marks), property=f"{at}dialect", variant="same")
    return layout


def _character(reader: Reader, owner: Mapping[str, Any], key: str, at: str, default: str) -> str:
    value = owner.get(key, default)
    if key != "delimiter" and value in (None, ""):
        return ""
    if isinstance(value, str) and len(value) == 1 and value not in "\r\n\0 ":
        return value
    reader.note("property-type", property=at + key, variant="character")
    return default


def _comment(reader: Reader, owner: Mapping[str, Any], at: str) -> str:
    value = reader.text(owner, "commentChar", at)
    if len(value) > COMMENT_LENGTH or set(value) & set("\r\n"):
        reader.note("property-type", property=f"{at}commentChar", variant="character")
    return value


def _numbers(reader: Reader, owner: Mapping[str, Any], key: str, at: str, default: tuple[int, ...]) -> tuple[int, ...]:
    """Return a list of numbers of rows, which are counted from 1."""
    value = owner.get(key, list(default))
    if isinstance(value, list) and all(isinstance(v, int) and not isinstance(v, bool) and v > 0 for v in value):
        return tuple(value)
    reader.note("property-type", property=at + key, variant="rows")
    return default
