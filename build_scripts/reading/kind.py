"""What a file really is, when it is not the text that it should be: told so that whoever saved it knows what happened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from build_scripts.reading.syntax import undecodable
from build_scripts.reading.table import Rows
from build_scripts.report import Finding

HEAD = 4096
# With how many other files the name of a missing one is compared.
MOST_COMPARED = 200
_PAGE = re.compile(
    rb"\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,500}?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_POINTER = b"version https://git-lfs.github.com/spec/"
_SHEETS = (b"xl/", b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")
# By their first bytes; of those that begin alike the first that fits is named.
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-spreadsheet"),
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "database"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"BZh9", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
)
_BEGIN, _MIDDLE, _END = (re.compile(rb"(?m)^" + mark) for mark in (rb"<{7}( |\r?$)", rb"={7}\r?$", rb">{7}( |\r?$)"))


def kind_of(data: bytes) -> str:
    """Name what bytes are that no table, descriptor or text begins with, or nothing where they may be one."""
    head = data[:HEAD]
    if head.startswith(b"PK\x03\x04"):
        return "spreadsheet" if any(sign in data[:HEAD] for sign in _SHEETS) else "zip"
    if named := next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), ""):
        return named
    if head.startswith(_POINTER):
        return "pointer"
    if _is_wide(head):
        return "utf-16"
    return "page" if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")) else ""


def _is_wide(head: bytes) -> bool:
    """Say whether text is written with two bytes a character: by its mark, or by the zeros at every other place."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return len(head) >= 8 and any(not any(half[: len(head) // 2]) for half in (head[::2], head[1::2]))


def conflict_line(data: bytes) -> int:
    """Return the line on which two versions of a file begin that Git could not merge, or 0."""
    # Seven characters are looked for far more slowly than one, which most tables do not have.
    if b"<" not in data or b"<<<<<<<" not in data:
        return 0
    begin = _BEGIN.search(data)
    middle = _MIDDLE.search(data, begin.end()) if begin else None
    end = _END.search(data, middle.end()) if middle else None
    return data.count(b"\n", 0, begin.start()) + 1 if begin and end else 0


def misnamed(data: bytes, table: Rows, path: str, encoding: str) -> Finding | None:
    """Return the finding that says what a file is that is no table; one that can be read is one, whatever it looks like."""
    line = conflict_line(data)
    if line and (not table.readable or line in table.lines):
        return Finding("merge-conflict", path, line)
    kind = "" if table.readable else kind_of(data)
    if not kind or (kind == "utf-16" and encoding.startswith(kind)):
        return None
    return Finding("wrong-kind", path, facts={"variant": kind})


def no_text(data: bytes, path: str) -> Finding | None:
    """Return the finding on a file that should be plain text in UTF-8, and is not."""
    if line := conflict_line(data):
        return Finding("merge-conflict", path, line)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        kind = kind_of(data)
        return Finding("wrong-kind", path, facts={"variant": kind}) if kind else undecodable(data, path, "utf-8", error)
    return Finding("wrong-kind", path, facts={"variant": "pointer"}) if data.startswith(_POINTER) else None


def explained(findings: tuple[Finding, ...], data: bytes, path: str) -> tuple[Finding, ...]:
    """Return the findings on a descriptor that could not be read, or the one that says what the file really is."""
    if line := conflict_line(data):
        return (Finding("merge-conflict", path, line),)
    kind = kind_of(data)
    return (Finding("wrong-kind", path, facts={"variant": kind}),) if kind else findings


def with_nearest(findings: Iterable[Finding], others: tuple[str, ...]) -> list[Finding]:
    """Return findings of which those on missing files name the file that is likely meant: one of the same ending and a like name."""
    return [_with_nearest(f, others) if f.type == "missing-file" else f for f in findings]


def _with_nearest(finding: Finding, others: tuple[str, ...]) -> Finding:
    # Comparing names is needed by a folder with a missing file alone.
    from difflib import get_close_matches

    ending = finding.path.rpartition(".")[2].casefold()
    folded = {p.casefold(): p for p in others if p.casefold().endswith(f".{ending}")}
    near = get_close_matches(finding.path.casefold()[-200:], list(folded)[:MOST_COMPARED], n=1, cutoff=0.8)
    if not near:
        return finding
    return replace(finding, facts={**finding.facts, "variant": "nearest", "nearest": folded[near[0]]})
