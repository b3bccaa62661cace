"""A table's bytes as rows of text, by the stated encoding and dialect, with the line on which each row starts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from build_scripts.reading.descriptor import Layout
from build_scripts.reading.limits import LIMITS, Limits
from build_scripts.reading.syntax import undecodable
from build_scripts.report import Finding

# Signs that may divide the cells of a row in place of the stated one, by the variant that names them.
SIGNS = {";": "semicolon", "\t": "tab", ",": "comma"}


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, one text per field, and their lines; `readable` is false where the file is not such a table."""

    rows: tuple[tuple[str, ...], ...] = ()
    lines: tuple[int, ...] = ()
    readable: bool = True


def read_table(
    data: bytes, names: tuple[str, ...], layout: Layout, path: str, limits: Limits = LIMITS
) -> tuple[Rows, tuple[Finding, ...]]:
    """Read a table whose columns must be `names`, in that order.

    A row of another length is told and cut or filled up, so that what depends on its first cells can still be checked;
    a blank row is told and left out. Where the text or its header cannot be read there are no rows.
    """
    if not data:
        return Rows(readable=False), (Finding("empty-file", path),)
    try:
        text = data.decode(layout.encoding)
    except UnicodeDecodeError as error:
        return Rows(readable=False), (undecodable(data, path, layout.encoding.removesuffix("-sig"), error),)
    findings: list[Finding] = []
    records = _records(text, layout, path, limits, findings)
    if layout.header:
        findings.extend(_header(next(records, (1, [])), names, path, layout.delimiter))
        if findings:
            return Rows(readable=False), tuple(findings)
    rows, lines = [], []
    for line, cells in records:
        if not any(cells):
            findings.append(Finding("blank-row", path, line))
            continue
        if len(cells) != len(names):
            findings.append(_ragged(cells, names, path, line))
        rows.append((*cells[: len(names)], *("" for _ in names[len(cells) :])))
        lines.append(line)
    if any(f.type in ("csv-syntax", "limit-exceeded") for f in findings):
        return Rows(readable=False), tuple(findings)
    return Rows(tuple(rows), tuple(lines)), tuple(findings)


def _records(
    text: str, layout: Layout, path: str, limits: Limits, findings: list[Finding]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line and the cells of each record; a fault of syntax is noted and ends the reading."""
    # With newline="" only CR, LF and CRLF end a line, and a quoted one stays in its cell.
    reader = csv.reader(
        StringIO(text, newline=""),
        strict=True,
        delimiter=layout.delimiter,
        quotechar=layout.quote or None,
        quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
        escapechar=layout.escape or None,
        doublequote=layout.double_quote,
        skipinitialspace=layout.skip_initial_space,
    )
    former = csv.field_size_limit(limits.cell_characters)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        findings.append(_syntax(str(error), path, line, limits))
    finally:
        csv.field_size_limit(former)


def _syntax(message: str, path: str, line: int, limits: Limits) -> Finding:
    if "field larger" in message:
        return Finding("limit-exceeded", path, line, facts={"variant": "cell", "limit": str(limits.cell_characters)})
    if "unexpected end" in message:
        return Finding("csv-syntax", path, line, facts={"variant": "unclosed"})
    return Finding("csv-syntax", path, line, facts={"variant": "stray"} if "expected after" in message else {})


def _header(first: tuple[int, list[str]], names: tuple[str, ...], path: str, delimiter: str) -> Iterator[Finding]:
    """Yield a finding for each label that is not the field's name at its place; one alone where another sign divides them."""
    line, labels = first
    # Spreadsheets write semicolons where a comma is the decimal sign, as in Indonesia.
    divided = [name for sign, name in SIGNS.items() if sign != delimiter and sign in "".join(labels)]
    if divided and len(labels) == 1 < len(names):
        yield Finding("other-delimiter", path, line, facts={"variant": divided[0]})
        return
    for number, name in enumerate(names):
        if number >= len(labels):
            yield Finding("missing-label", path, line, name)
        elif labels[number] != name:
            yield Finding(
                "incorrect-label", path, line, name, labels[number], {"expected": name, "position": str(number + 1)}
            )
    for number, label in enumerate(labels[len(names) :], start=len(names) + 1):
        yield Finding("extra-label", path, line, "", label, {"position": str(number)})


def _ragged(cells: list[str], names: tuple[str, ...], path: str, line: int) -> Finding:
    facts = {"expected": str(len(names)), "actual": str(len(cells))}
    if len(cells) > len(names):
        return Finding("extra-cell", path, line, "", cells[len(names)], facts)
    return Finding("missing-cell", path, line, names[len(cells)], "", facts)
