"""Hostile places: paths that lead elsewhere, files that are no files, folders with more or less than a package."""

from __future__ import annotations

import json

from tests.package_folder import ROWS, descriptor, resource, schema

from .case import FOLDER, HEAD, PIPE, ROW, SECRET, SOCKET, Case, Link, Special, bad, csv_of, packed, table

# Every path here is written as it is; what it names is never opened.
_PATHS = {
    "parent": "../table.csv",
    "parent inside": "a/../../table.csv",
    "parent at the end": "a/..",
    "absolute": "@LUAR@/luar.csv",
    "absolute with two slashes": "//etc/passwd",
    "home": "~/../../etc/passwd",
    "UNC": "\\\\server\\share\\x.csv",
    "backslash parent": "..\\table.csv",
    "drive letter": "C:/x.csv",
    "drive letter without slash": "C:x.csv",
    "http": "http://127.0.0.1:@PORT@/x.csv",
    "https in capitals": "HTTPS://127.0.0.1:@PORT@/x.csv",
    "ftp": "ftp://127.0.0.1:@PORT@/x.csv",
    "file": "file://@LUAR@/luar.csv",
    "data": "data:text/csv,a%0A1",
    "sqlite": "sqlite:///@LUAR@/made.db",
    "s3": "s3://bucket/x.csv",
    "zip": "zip://@LUAR@/x.zip",
    "multipart scheme": "multipart:a.csv",
    "percent-encoded slash": "..%2ftable.csv",
    "dots and blank": ".. /table.csv",
    "line feed": "table\n.csv",
    "hidden folder": ".git/config",
    "empty segment": "a//table.csv",
    "dot segment": "a/./table.csv",
    "folder itself": ".",
    "empty": "",
}
# These are ordinary names of files that are not there: nothing decodes them.
_NAMES = {
    "percent-encoded parent": "%2e%2e%2ftable.csv",
    "full-width dots": "\uff0e\uff0e/table.csv",
    "environment variable": "$HOME/table.csv",
    "glob": "*.csv",
    "long": "a" * 5000 + ".csv",
    "long through folders": "a/" * 3000 + "x.csv",
}


def _path(path: object, *, schemaless: bool = False) -> dict:
    one = {"name": "table", "path": path} if schemaless else resource(path=path)
    return descriptor(one)


PATHS = (
    *(bad(f"path {name}", _path(path), {}, "path-unsafe") for name, path in _PATHS.items()),
    *(bad(f"path {name}", _path(path), {}, "missing-file") for name, path in _NAMES.items()),
    bad("path nul", _path("table.csv\0.txt"), {}, "control-character path-unsafe"),
    bad("path of a file that is no table leads out", _path("../x.pdf", schemaless=True), {}, "path-unsafe"),
    bad("second of several paths leads out", _path(["table.csv", "../b.csv"]), csv_of(ROWS), "path-unsafe unlisted-file"),
    bad("path through a file", _path("table.csv/x.csv"), csv_of(ROWS), "missing-file unlisted-file"),
    bad("path to the descriptor", _path("datapackage.json"), {}, "format-unsupported"),
)  # fmt: skip

LINKS = (
    bad("link to a file outside", descriptor(), {"table.csv": Link("@LUAR@/luar.csv")}, "symlink"),
    bad("link to a file inside", descriptor(), {"b.csv": ROWS, "table.csv": Link("b.csv")}, "symlink unlisted-file"),
    bad("dangling link", descriptor(), {"table.csv": Link("nirgends")}, "symlink"),
    bad("link to itself", descriptor(), {"table.csv": Link("table.csv")}, "symlink"),
    bad("link to an endless device", descriptor(), {"table.csv": Link("/dev/zero")}, "symlink"),
    bad("link to the memory of the process", descriptor(), {"table.csv": Link("/proc/self/environ")}, "symlink"),
    bad("linked folder", _path("sub/luar.csv"), {"sub": Link("@LUAR@")}, "symlink"),
    bad("linked folder that is the package itself", _path("sub/table.csv"), {"sub": Link("."), **csv_of(ROWS)}, "symlink unlisted-file"),
    bad("linked descriptor", Link("@LUAR@/datapackage.json"), csv_of(ROWS), "symlink"),
    bad("linked README", descriptor(), {**csv_of(ROWS), "README.md": Link("@LUAR@/rahasia.md")}, "symlink"),
    bad("linked translation of the README", descriptor(), {**csv_of(ROWS), "README.en.md": Link("@LUAR@/rahasia.md")}, "symlink"),
    bad("linked known findings", descriptor(), {**csv_of(ROWS), "known-findings.toml": Link("@LUAR@/rahasia.md")}, "symlink"),
    bad("link that nothing names", descriptor(), {**csv_of(ROWS), "a/b/c": Link("/")}, "symlink"),
)  # fmt: skip

NO_FILES = (
    bad("pipe", descriptor(), {"table.csv": Special(PIPE)}, "not-a-file"),
    bad("pipe as descriptor", Special(PIPE), csv_of(ROWS), "not-a-file"),
    bad("pipe as README", descriptor(), {**csv_of(ROWS), "README.md": Special(PIPE)}, "not-a-file"),
    bad("pipe as known findings", descriptor(), {**csv_of(ROWS), "known-findings.toml": Special(PIPE)}, "not-a-file"),
    bad("socket", descriptor(), {"table.csv": Special(SOCKET)}, "not-a-file"),
    bad("folder that is called like a table", descriptor(), {"table.csv/x.txt": "x"}, "not-a-file"),
    bad("empty folder that is called like a table", descriptor(), {"table.csv": Special(FOLDER)}, "not-a-file"),
    bad("folder as descriptor", Special(FOLDER), csv_of(ROWS), "not-a-file"),
)

FOLDERS = (
    bad("no descriptor", None, csv_of(ROWS), "missing-descriptor", only_warnings=True),
    bad("descriptor in capitals", None, {"DataPackage.JSON": json.dumps(descriptor()), **csv_of(ROWS)}, "missing-descriptor", only_warnings=True),
    bad("two descriptors", descriptor(), {"datapackage.yaml": "name: lain\n", **csv_of(ROWS)}, "several-descriptors"),
    bad("all files missing", descriptor(*(resource(n) for n in ("a", "b", "c"))), {}, "missing-file"),
    bad("file in other letter case", descriptor(), {"Table.csv": ROWS}, "missing-file unlisted-file"),
    bad("table that no resource names", descriptor(), {**csv_of(ROWS), "lama/tabel 2022.CSV": ROWS}, "unlisted-file", only_warnings=True),
    bad("file name that is no UTF-8", descriptor(), {**csv_of(ROWS), b"tabel-\xff.csv".decode("utf-8", "surrogateescape"): ROWS}, "unlisted-file", only_warnings=True),
    bad("file name with an escape sequence", descriptor(), {**csv_of(ROWS), "a\x1b[31m.csv": ROWS}, "unlisted-file", only_warnings=True),
    bad("file name with a change of direction", descriptor(), {**csv_of(ROWS), "a\u202evsc.csv": ROWS}, "unlisted-file", only_warnings=True),
    bad("file name with a line feed and a command", descriptor(), {**csv_of(ROWS), "a\n::error::x.csv": ROWS}, "unlisted-file", only_warnings=True),
    bad("folders four hundred deep", descriptor(), {**csv_of(ROWS), "a/" * 400 + "x.csv": ROWS}, "limit-exceeded"),
    bad("empty table", descriptor(), csv_of(""), "empty-file"),
    bad("byte order mark alone", descriptor(), csv_of(b"\xef\xbb\xbf"), "missing-label"),
    bad("header alone", descriptor(), csv_of(HEAD), "empty-table", only_warnings=True),
    bad("size that is not true", table(bytes=1), csv_of(ROWS), "byte-count"),
    bad("size that is no number", table(bytes="x"), csv_of(ROWS), "property-type"),
    bad("hash that is not true", table(hash="sha256:" + "0" * 64), csv_of(ROWS), "hash-count"),
    bad("hash of an unknown kind", table(hash="crc32:00"), csv_of(ROWS), "hash-unknown"),
    bad("hash that is no text", table(hash=[1]), csv_of(ROWS), "property-type"),
    bad("hash that names a path", table(hash="../../x:00"), csv_of(ROWS), "hash-unknown"),
)  # fmt: skip

# Whatever is no table, by its first bytes; each is told by its own name.
FOREIGN = (
    bad("archive called CSV", descriptor(), csv_of(b"PK\x03\x04" + b"\0" * 60), "wrong-kind"),
    bad("spreadsheet of 1997 called CSV", descriptor(), csv_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "wrong-kind"),
    bad("PDF called CSV", descriptor(), csv_of(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "wrong-kind"),
    bad("gzip called CSV", descriptor(), csv_of(packed(ROWS)), "wrong-kind"),
    bad("Parquet called CSV", descriptor(), csv_of(b"PAR1\x15\x04\x15" + b"\0" * 30 + b"PAR1"), "wrong-kind"),
    bad("SQLite called CSV", descriptor(), csv_of(b"SQLite format 3\0" + b"\0" * 90), "wrong-kind"),
    bad("picture called CSV", descriptor(), csv_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "wrong-kind"),
    bad("saved web page called CSV", descriptor(), csv_of("<!DOCTYPE html>\n<html><body>404</body></html>\n"), "wrong-kind"),
    bad("saved web page after blank lines", descriptor(), csv_of("\n\n  <html>\n<title>Masuk</title>\n"), "wrong-kind"),
    bad("pointer of Git LFS", descriptor(), csv_of(f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"), "wrong-kind"),
    bad("JSON called CSV", descriptor(), csv_of('{"error": "not found"}\n'), "incorrect-label missing-label"),
    bad("conflict of Git in a table", descriptor(), csv_of(f"{HEAD}<<<<<<< HEAD\n{ROW}=======\n{ROW}>>>>>>> lain\n"), "merge-conflict"),
    bad("conflict of Git in the descriptor", '{\n<<<<<<< HEAD\n"name": "a"\n=======\n"name": "b"\n>>>>>>> lain\n}\n', {}, "merge-conflict"),
    bad("conflict of Git in the README", descriptor(), {**csv_of(ROWS), "README.md": "# Cara\n<<<<<<< HEAD\nsatu\n=======\ndua\n>>>>>>> lain\n"}, "merge-conflict"),
    bad("pointer of Git LFS as descriptor", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n", {}, "wrong-kind"),
    bad("saved web page as descriptor", "<!DOCTYPE html><html></html>", {}, "wrong-kind"),
    bad("README of bytes", descriptor(), {**csv_of(ROWS), "README.md": b"\x89PNG\r\n\x1a\n\xff"}, "wrong-kind"),
    bad("README too long", descriptor(), {**csv_of(ROWS), "README.md": "kata " * 300_000}, "limit-exceeded"),
    bad("CHANGELOG with a change of direction", descriptor(), {**csv_of(ROWS), "CHANGELOG.md": "a\u202eb"}, "control-character"),
)  # fmt: skip

CASES: tuple[Case, ...] = (*PATHS, *LINKS, *NO_FILES, *FOLDERS, *FOREIGN)

# What stands outside, and must never be read: a table, a descriptor and a text that would be valid if they were.
OUTSIDE = {
    "luar.csv": ROWS.replace("Contoh", SECRET),
    "datapackage.json": json.dumps(descriptor(resource(schema=schema()), title=SECRET)),
    "rahasia.md": SECRET,
}
