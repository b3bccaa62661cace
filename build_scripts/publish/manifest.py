"""What was published, for machines: hashes of all files, what was built from what, and the files that hosts and crawlers read.

No clock: the date comes with the data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from xml.sax.saxutils import escape, quoteattr

from build_scripts import paths
from build_scripts.catalog import File
from build_scripts.publish.policy import policy

BUILD = "build.json"
TOOLS = ("altair", "frictionless", "mkdocs", "mkdocs-material", "pagefind", "pandas", "vl-convert-python")


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sums(digests: Mapping[str, str]) -> bytes:
    """Write the list of hashes that `sha256sum --check` reads, sorted by path."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def epoch_of(built: str) -> int:
    """Return seconds since 1970 of an ISO date (midnight UTC), an ISO time, or the seconds themselves as text."""
    if built.isdigit() and len(built) != 4:
        return int(built)
    moment = datetime.fromisoformat(built)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def date_of(built: str) -> str:
    """Return the ISO date of a build."""
    return datetime.fromtimestamp(epoch_of(built), UTC).date().isoformat()


def build_file(
    facts: Mapping[str, object], *, base_url: str, built: str, languages: tuple[str, ...], counts: Mapping[str, int]
) -> File:
    """Describe the build: tools, address, date of the data, languages, counts, and `facts` of the caller."""
    about = {
        **facts,
        "base_url": base_url,
        "built": date_of(built),
        "source_date_epoch": epoch_of(built),
        "languages": list(languages),
        "counts": dict(counts),
        "tools": {name: version(name) for name in TOOLS},
    }
    return File(BUILD, (json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode())


def sitemap(pages: Mapping[str, Iterable[str]], base_url: str, built: str) -> File:
    """List all pages of all languages in one file, each with its versions; `pages` maps a language to its addresses."""
    of = {language: frozenset(urls) for language, urls in pages.items()}
    entries = "".join(
        _entry(language, url, of, base_url, date_of(built)) for language in of for url in sorted(of[language])
    )
    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    return File("sitemap.xml", f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n{entries}</urlset>\n'.encode())


def _entry(language: str, url: str, of: Mapping[str, frozenset[str]], base_url: str, date: str) -> str:
    versions = [(other, f"{base_url}{paths.language(other)}{url}") for other in of if url in of[other]]
    if paths.MAIN_LANGUAGE in of and url in of[paths.MAIN_LANGUAGE]:
        versions.append(("x-default", f"{base_url}{url}"))
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{name}" href={quoteattr(address)}/>' for name, address in versions
    )
    return (
        f"<url><loc>{escape(base_url + paths.language(language) + url)}</loc><lastmod>{date}</lastmod>{links}</url>\n"
    )


def _framed(pages: Iterable[str], languages: frozenset[str]) -> tuple[str, ...]:
    """Return patterns for all places with pages that no other site may frame; `pages` are paths of files."""
    found = set[str]()
    for path in pages:
        folders = path.split("/")[:-1]
        depth = 2 if folders and folders[0] in languages else 1
        found.add(f"/{'/'.join(folders[:depth])}/*" if len(folders) >= depth else f"/{path.removesuffix('index.html')}")
    return tuple(sorted(found))


def host_files(
    hashes: Iterable[str], base_url: str, pages: Iterable[str] = (), languages: Iterable[str] = ()
) -> tuple[File, ...]:
    """Write what hosts read: headers for those that send them, a snippet for nginx, and the file for crawlers.

    Headers of several patterns add up, so a pattern can forbid more than the one above it but never less: other sites may frame
    what is not among `pages`, which are all but the embedded charts.
    """
    policy_name, allowed, unframed = "Content-Security-Policy", policy(hashes), "frame-ancestors 'none'"
    headers = (
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
    )
    # Data and pictures may be used from anywhere: they are open.
    shared = ("/data/*", "/chart/*", "/api/*")
    lines = ["/*", f"  {policy_name}: {allowed}", *(f"  {name}: {value}" for name, value in headers)]
    lines += [line for path in shared for line in (path, "  Access-Control-Allow-Origin: *")]
    places = _framed(pages, frozenset(languages))
    lines += [line for path in places for line in (path, f"  {policy_name}: {unframed}")]
    nginx = [
        f'set $frames "; {unframed}";',
        'if ($uri ~ "/embed/.") { set $frames ""; }',
        f'add_header {policy_name} "{allowed}$frames" always;',
        *(f'add_header {name} "{value}" always;' for name, value in headers),
        "error_page 404 /404.html;",
    ]
    return (
        File("_headers", ("\n".join(lines) + "\n").encode()),
        File("_nginx.conf", ("\n".join(nginx) + "\n").encode()),
        File("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base_url}sitemap.xml\n".encode()),
    )
