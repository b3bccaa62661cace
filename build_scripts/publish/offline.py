"""A copy of the site that needs no server: a zip whose pages open from a disk by double click, with charts and tables in place.

A browser lets a file load neither modules nor data, so the scripts stay out and every page is as it is without them. A link to what
only the web has, as the page for embedding a chart, leads there.
"""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from build_scripts import escape
from build_scripts.publish.manifest import BUILD

TOP = "portal"
# What only a server or a script has a use for.
LEFT_OUT = (
    "404.html", "*/404.html", "_headers", "_nginx.conf", "robots.txt", "sitemap.xml", "SHA256SUMS", "pagefind/*", "*.js",
    "assets/*.json", "*area/names.json", "series/*", "card/*", "*/card/*", "embed/*", "*/embed/*",
)  # fmt: skip
PACKED = (".png", ".zip", ".gz", ".xz", ".xlsx", ".parquet")
EARLIEST = 1980
# Browsers differ in whether a file belongs to `'self'`.
POLICY = (
    "default-src 'none'; style-src 'self' file:; img-src 'self' file: data:; font-src 'self' file:;"
    " base-uri 'none'; form-action 'self' file:"
)
_SCRIPT = re.compile(r"[ \t]*<script\b.*?</script\s*>\n?", re.DOTALL)
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*"')
_LINK = re.compile(r"""<(?:a|link|area|form)\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ADDRESS = re.compile(r'(\s(?:href|action)=")(?![a-zA-Z][a-zA-Z0-9+.-]*:|//|#)([^"#?]*)(?:\?[^"#]*)?(#[^"]*)?"')


@dataclass(frozen=True, slots=True)
class Web:
    """Where the whole portal lies: its address, and those of its files that the copy leaves out."""

    address: str
    absent: frozenset[str]


def _to_file(match: re.Match[str], folder: str, web: Web) -> str:
    """Let an address end in the file that a server would have answered with; what the copy lacks is on the web."""
    before, path, fragment = match[1], match[2], match[3] or ""
    if not path or path.endswith("/") or path.rpartition("/")[2] in {".", ".."}:
        path = f"{path}{'' if path.endswith('/') or not path else '/'}index.html"
    name = posixpath.normpath(posixpath.join(folder, path))
    if name in web.absent:
        return f'{before}{web.address}{name.removesuffix("index.html")}{fragment}"'
    return f'{before}{path}{fragment}"'


def page(text: str, name: str, web: Web) -> str:
    """Return the page at `name` as one that works from a disk: no scripts, links to files, and a policy that knows where it is.

    The browser itself would run scripts, so the page says that none will come: style sheets then hide what only a script could use.
    """
    text = _SCRIPT.sub("", text).replace("<html ", "<html data-still ", 1)
    text = _POLICY.sub(lambda m: f'{m[1]}{POLICY}"', text, count=1)
    folder = posixpath.dirname(name)
    return _LINK.sub(lambda m: _ADDRESS.sub(lambda a: _to_file(a, folder, web), m[0]), text)


def _files(site: Path) -> tuple[dict[str, Path], frozenset[str]]:
    """Return the files that the copy holds, by name, and the names of those that it leaves out."""
    files = {p.relative_to(site).as_posix(): p for p in sorted(site.rglob("*")) if p.is_file()}
    absent = frozenset(name for name in files if any(fnmatch(name, pattern) for pattern in LEFT_OUT))
    return {name: path for name, path in files.items() if name not in absent}, absent


def pack(site: Path, target: Path) -> int:
    """Write the zip of a published site and return its size in bytes; the same site gives the same bytes.

    The file is replaced at once, so that a former one stays whole if this is interrupted.
    """
    build = json.loads((site / BUILD).read_text(encoding="utf-8"))
    year, month, day = build["built"].split("-")
    date, part = (max(EARLIEST, int(year)), int(month), int(day)), target.with_name(f"{target.name}.part")
    files, absent = _files(site)
    web = Web(escape.html(build["base_url"]), absent)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(part, "w") as archive:
        for name, path in files.items():
            data = path.read_bytes()
            member = zipfile.ZipInfo(f"{TOP}/{name}", (*date, 0, 0, 0))
            member.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, page(data.decode(), name, web).encode() if name.endswith(".html") else data)
    part.replace(target)
    return target.stat().st_size
