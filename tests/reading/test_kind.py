"""What a file really is."""

from __future__ import annotations

import gzip
import io
import sqlite3
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from build_scripts.reading.kind import conflict_line, kind_of, no_text


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "x")
    return buffer.getvalue()


def parquet() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html>", "page"),
        (b"\xef\xbb\xbf\n <HTML lang='id'>", "page"),
        (b"<?xml version='1.0'?>\n<!-- x --><html>", "page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "pointer"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 8, "old-spreadsheet"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "spreadsheet"),
        (zipped("mimetype"), "spreadsheet"),
        (zipped("a.csv"), "zip"),
        (gzip.compress(b"a", mtime=0), "gzip"),
        (parquet(), "parquet"),
        ("a,b\n1,2\n".encode("utf-16"), "utf-16"),
        ("a,b\n1,2\n".encode("utf-16-le"), "utf-16"),
        ("a,b\n1,2\n".encode("utf-16-be"), "utf-16"),
        (b"a,b\n1,2\n", ""),
        (b"<5,b\n", ""),
        (b"html,b\n", ""),
        (b"", ""),
        (b"a", ""),
    ],
)
def test_a_file_is_named_for_what_it_is(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_a_database_is_named(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("CREATE TABLE a (b)")
    database.close()

    assert kind_of((tmp_path / "a.db").read_bytes()) == "database"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n", 2),
        ("<<<<<<< HEAD\r\nb\r\n=======\r\nc\r\n>>>>>>> d\r\n", 1),
        ("a\n=======\n", 0),
        ("a\n<<<<<<< HEAD\nb\n=======\n", 0),
        ("a <<<<<<< b\n=======\n>>>>>>> c\n", 0),
        (">>>>>>> c\n=======\n<<<<<<< b\n", 0),
    ],
)
def test_two_versions_are_found_where_they_begin(text: str, line: int) -> None:
    assert conflict_line(text.encode()) == line


def test_a_heading_is_no_conflict() -> None:
    assert no_text(b"Cara\n=======\n\n> kutipan\n", "README.md") is None
