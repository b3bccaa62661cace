"""Writes a portal in which every text is hostile: each payload stands in each kind of field.

An item carries three payloads in all its texts, the next item the next three. What `portal check` refuses (control and direction
characters, links that are no web addresses, names of licences with other signs than letters and digits) cannot be in a portal that is built; tests show that it is refused.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

RUN = "window.__pwned=(window.__pwned||0)+1"
PAYLOADS: tuple[str, ...] = (
    # What has a meaning at the beginning of a text comes first: each item begins with one of these.
    f'{{: onclick="{RUN}" .kelas }}',
    f'{{#top .kelas onclick="{RUN}"}}',
    '--8<-- "mkdocs.yml"',
    f"[klik]: javascript:{RUN} <javascript:{RUN}>",
    f'=HYPERLINK("javascript:{RUN}")',
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"<!--><script>{RUN}</script>--><!-- x",
    f'" onclick="{RUN}" onpointermove="{RUN}" x="',
    f"' onmouseover='{RUN}' onfocus='{RUN}' x='",
    f"<script>{RUN}</script>",
    f"</title></head><body><script>{RUN}</script>",
    f'<img src=/canary onerror="{RUN}">',
    f"<svg onload={RUN}><animate onbegin={RUN} attributeName=x />",
    f"\"><details open ontoggle='{RUN}'>",
    f"[klik](javascript:{RUN}) ![x](/canary)",
    f'<a href="javascript:{RUN}">klik</a>',
    f"</script><script>{RUN}</script><script src=/canary></script>",
    '<base href="/canary/"><link rel=stylesheet href=/canary><meta http-equiv=refresh content="0;url=/canary">',
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe><object data=/canary></object><embed src=/canary>',
    f"{{{{ 7*7 }}}}{{% raw %}}<b>{{{{ {RUN} }}}}</b>{{# x #}}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;&#60;img src=/canary&#62;&amp;lt;",
    f"<![CDATA[x]]><script>{RUN}</script>]]>",
    f'datum["x"] + ({RUN}) || $expr',
    f'{{"expr": "{RUN}", "signal": "{RUN}", "url": "/canary", "href": "javascript:{RUN}"}}',
    f"</table></td></details></div></article><script>{RUN}</script>",
    f"`${{{RUN}}}` ```mermaid ~~~ \\\"\\'",
    f'<noscript><p title="</noscript><img src=/canary onerror={RUN}>">',
    f"<math><mtext><table><mglyph><style><img src=/canary onerror={RUN}>",
    "wzxhzdk:0 klzzwxh:0000 url(/canary) @import '/canary';",
)
ITEMS = range(10)
# A tooltip that is an object has two keys with a meaning of their own; a field may be called so.
PICTURE_TITLES = ("image", "title")
Row = Sequence[object]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def payload(number: int) -> str:
    """Return the payloads of an item, counted from any number."""
    return " ".join(PAYLOADS[number % len(ITEMS) :: len(ITEMS)])


def _table(header: Sequence[str], rows: Iterable[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _both(text: str) -> dict[str, Any]:
    """Return title and description in both languages, all of them the text."""
    texts = {"title": f"J {text}", "description": text}
    return {**texts, "translations": {"en": dict(texts)}}


def _descriptor(name: str, text: str, resources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        **_both(text),
        "version": text,
        "created": "2021-02-03T00:00:00Z",
        "homepage": "https://contoh.example/?a=%22%3E%3Cscript%3E&quot;&#x27;onclick=x",
        "keywords": [text, f"k {text}"],
        "licenses": [{"name": "LISENSI-CONTOH", "title": text, "path": "https://contoh.example/(x)?&quot;onclick=x"}],
        "sources": [{**_both(text), "path": "https://contoh.example/#&lt;script&gt;"}],
        "contributors": [{"title": text}, {"givenName": text, "familyName": text}],
        "resources": list(resources),
    }


def _list(name: str, shape: str, header: Sequence[str], text: str, **types: str) -> dict[str, Any]:
    fields = [{"name": n, "type": types.get(n, "string"), **_both(text)} for n in header]
    return {"name": name, "path": f"{name}.csv", "shape": shape, **_both(text), "schema": {"fields": fields}}


def _markdown(text: str) -> str:
    table = f"| a | b |\n| - | - |\n| {text} | x |"
    link, fence = f"[x](https://contoh.example/ '{text}')", f"```mermaid\n{text}\n```"
    return "\n\n".join((f"# {text}", text, f"* {text}", table, link, fence, text)) + "\n"


def code(kind: str, number: int) -> str:
    """Return the code of an item; it is hostile as well."""
    return f"{kind}{number % len(ITEMS)} {payload(number)}"


INDICATORS = _words(
    "indicator name_id name_en definition_id definition_en unit numerator denominator aggregation higher_is decimals theme"
    " period_type"
)
AREAS = _words("code level parent name_id name_en iso_3166_2 bps_code type capital valid_from valid_to predecessor")
OBSERVATIONS = _words(
    "indicator kind area_level area_code raw_area_name as_of period_type period_from segment breakdown statement value unit"
    " precision source_id note"
)
SEGMENTS = _words("code name_id name_en parent role definition_id definition_en")
LABELS = _words("raw_label segment_code note")
BREAKDOWNS = _words("indicator breakdown name_id name_en")
SOURCES = _words("source_id title publisher published_on url language kind note")
TILES = _words("code abbr row col")
CENTRES = _words("code lat lon")
CHANGES = _words("date law change level from_code from_name to_code to_name source_id note")


def _indicators() -> Iterable[Row]:
    yield "members", payload(0), payload(1), payload(2), payload(3), "persons", "", "", "sum", "better", 0, "x", "point"
    yield "population", payload(4), payload(5), payload(6), payload(7), "persons", "", "", "sum", "neutral", 0, "x", "point"  # fmt: skip
    yield "coverage", payload(3), payload(19), payload(10), payload(11), "percent", "members", "population", "none", "better", 2, "coverage", "point"  # fmt: skip
    for n in ITEMS:
        p = payload(n)
        yield code("i", n), p, p, p, p, p, p, p, p, p, 1, p, "point"


def _areas() -> Iterable[Row]:
    p = payload(2)
    yield "ID", "country", "", p, payload(3), p, p, p, p, "", "", ""
    for n in ITEMS:
        p = payload(n)
        yield code("p", n), "province", "ID", p, p, p, p, p, p, "", "", p
        for kind in "kl":
            yield code(kind, n), "district", code("p", n), p, p, p, p, p, p, "", "", p


def _sources() -> Iterable[Row]:
    for n in ITEMS:
        p = payload(n)
        url = f"https://contoh.example/{n}?a=&quot;&lt;script&gt;&#x22;onclick=x"
        yield code("s", n), p, p, "2021-02", url, p, "news" if n % 2 else "official-report", p


def _claim(indicator: str, area: str, level: str, as_of: str, value: object, unit: str, n: int, **more: str) -> Row:
    p = payload(n)
    dimensions = more.get("segment", ""), more.get("breakdown", "")
    kind = more.get("kind", "observed")
    return (
        indicator, kind, level, area, p, as_of, "point", "", *dimensions, 1, value, unit, "exact", code("s", n), p,
    )  # fmt: skip


def _observations() -> Iterable[Row]:
    for y in range(2018, 2022):
        yield _claim("coverage", "ID", "country", f"{y}-12-31", 60 + y - 2018, "percent", y)
        yield _claim("members", "ID", "country", f"{y}-12-31", 6000 + 30 * (y - 2018), "persons", y)
        yield _claim("population", "ID", "country", f"{y}-12-31", 10000, "persons", y)
    yield _claim("coverage", "ID", "country", "2021-12-31", 77, "percent", 9)
    yield _claim("coverage", "ID", "country", "2022", 98, "percent", 1, kind="target")
    for n in ITEMS:
        p, own = payload(n), code("i", n)
        for year in ("2020", "2021"):
            yield _claim("coverage", code("p", n), "province", year, 50 + n + int(year) - 2020, "percent", n)
            yield _claim(own, "ID", "country", f"{year}-12-31", int(year) + n, p, n)
            yield _claim(own, "ID", "country", f"{year}-12-31", int(year) + n + 5, p, n + 1)
            yield _claim(own, "ID", "country", f"{year}-12-31", int(year) + n, p, n, breakdown=code("b", n))
        for kind in "kl":
            yield _claim("coverage", code(kind, n), "district", "2021", 40 + n, "percent", n)
        yield _claim("members", "ID", "country", "2021-12-31", 609, "persons", 2021, segment=code("g", n))


def _vocabulary() -> dict[str, str]:
    places = [
        (code(kind, n), f"-{n % 9}.5", f"{100 + 2 * n + east}.5") for n in ITEMS for east, kind in enumerate("kl")
    ]
    return {
        "indicators.csv": _table(INDICATORS, _indicators()),
        "areas.csv": _table(AREAS, _areas()),
        "segments.csv": _table(
            SEGMENTS, ((code("g", n), *[payload(n)] * 2, "", "part", *[payload(n)] * 2) for n in ITEMS)
        ),
        "segment-labels.csv": _table(LABELS, ((payload(n), code("g", n), payload(n)) for n in ITEMS)),
        "breakdowns.csv": _table(BREAKDOWNS, ((code("i", n), code("b", n), *[payload(n)] * 2) for n in ITEMS)),
        "sources.csv": _table(SOURCES, _sources()),
        "tiles.csv": _table(TILES, ((code("p", n), payload(n), n // 5, n % 5) for n in ITEMS)),
        "centres.csv": _table(CENTRES, places),
        "changes.csv": _table(CHANGES, (("2021", *[payload(n)] * 9) for n in ITEMS)),
        "angka.csv": _table(OBSERVATIONS, _observations()),
    }


def _figures() -> tuple[dict[str, Any], dict[str, str]]:
    """Return the descriptor and the files of the package with all code lists and the observations."""
    p = payload(0)
    tables = (
        _list("indicators", "indicators", INDICATORS, p, decimals="integer"),
        _list("areas", "areas", AREAS, payload(1)),
        _list("segments", "segments", SEGMENTS, payload(2)),
        _list("segment-labels", "segment-labels", LABELS, payload(3)),
        _list("breakdowns", "breakdowns", BREAKDOWNS, payload(4)),
        _list("sources", "sources", SOURCES, payload(5)),
        _list("tiles", "tile-grid", TILES, payload(6), row="integer", col="integer"),
        _list("centres", "area-centres", CENTRES, payload(7), lat="number", lon="number"),
        _list("changes", "area-changes", CHANGES, payload(8)),
        _list("angka", "observations", OBSERVATIONS, payload(9), statement="integer", value="number"),
    )
    views = [
        {"name": f"v{n}", "type": kind, "resource": "angka", **_both(payload(n)), "encoding": {"indicator": indicator}}
        for n, (kind, indicator) in enumerate(
            (("trend", "coverage"), ("ranking", "coverage"), ("tile-map", "coverage"), ("parts", "members"))
        )
    ]
    # What is accepted is marked at its figure, with the reason.
    accepted = {"known-findings.toml": _known({"type": "claims-disagree"}, 5)}
    return {**_descriptor("angka", p, tables), "views": views}, _vocabulary() | accepted


def _plain(number: int) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a package of one plain table whose names, labels and cells are a payload, and a page that a browser would run."""
    p = payload(number)
    names = [f"c {p}", "url", f"n {p}", "tahun", "label"]
    label = {"value": "a", "label": p, "translations": {"en": {"label": p}}}
    fields: list[dict[str, Any]] = [
        {"name": names[0], "type": "string", **_both(p), "constraints": {"enum": [p, payload(number + 1)]}},
        {"name": "url", "type": "string", "format": "default", **_both(p), "constraints": {"required": True}},
        {"name": names[2], "type": "number", **_both(p), "unit": p},
        {"name": "tahun", "type": "integer", **_both(p)},
        {"name": "label", "type": "string", "categories": [label]},
    ]
    rows = [(payload(number + k), f"javascript:{RUN}", 10 + k + y, 2020 + y, "a") for k in range(2) for y in range(2)]
    table = {"name": "tabel", "path": "tabel.csv", **_both(p), "shape": p, "schema": {"fields": fields}}
    page = {"name": "halaman", "path": f"berkas/{KINDS[number % len(KINDS)]}", **_both(p)}
    files = {"tabel.csv": _table(names, rows), page["path"]: f"<svg xmlns='http://www.w3.org/2000/svg'><script>{RUN}</script></svg>"}  # fmt: skip
    encoding = {"x": names[0], "y": names[2]}
    view = {"name": "v", "type": "ranking", "resource": "tabel", **_both(p), "encoding": encoding}
    files["known-findings.toml"] = _known({"type": "monotone"}, number)
    parts = {"views": [view], "checks": [_broken(p, names, "range-by-group"), _broken(p, names, "monotone")]}
    return {**_descriptor(f"paket-{number:02}", p, (table, page)), **parts}, files


def _broken(text: str, names: Sequence[str], type: str) -> dict[str, Any]:
    """Return a declared check that rows break, with a message of its own."""
    ranges, falling = {"ranges": {"*": {"maximum": 10}}}, {"along": names[3], "direction": "decreasing"}
    how = {"by": names[0], **(ranges if type == "range-by-group" else falling)}
    told = {"message": text, "translations": {"en": {"message": text}}}
    return {"name": type, "type": type, "resource": "tabel", "field": names[2], "severity": "warning", **how, **told}


def _known(entry: Mapping[str, object], number: int) -> str:
    """Return the acceptance of a finding for a reason, and by someone, that are hostile as well."""
    stated = {**entry, "reason": payload(number), "reason_en": payload(number + 1), "by": payload(number + 2)}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in stated.items()]
    return "\n".join(["[[known]]", *lines, 'until = "9999-12-31"', ""])


# Files that a server would send as a page, a picture or a script of the portal's own host.
KINDS = ("index.html", "x.htm", "x.svg", "x.xhtml", "x.js", "x.xml", "x.mjs", "x.SVG", "x.shtml", "x.gpx", "x", "x.css")


def _pictures() -> tuple[dict[str, Any], dict[str, str]]:
    """Return a package whose fields have the names to which a tooltip gives a meaning."""
    first, second = PICTURE_TITLES
    fields = [{"name": first, "type": "string"}, {"name": second, "type": "number"}]
    table = {"name": "tabel", "path": "tabel.csv", "schema": {"fields": fields}}
    rows = [("/canary?gambar", 11), ("https://contoh.example/canary", 22), (payload(2), 33)]
    return _descriptor("gambar", "Gambar", (table,)), {"tabel.csv": _table(PICTURE_TITLES, rows)}


def write_portal(folder: Path) -> Path:
    """Write all packages into a folder and return it."""
    packages = {"angka": _figures(), "gambar": _pictures()}
    packages |= {f"{n:02} {payload(n).replace('/', '∕')[:60]}": _plain(n) for n in ITEMS}
    for number, (name, (descriptor, files)) in enumerate(packages.items()):
        p = payload(number)
        texts = {"README": p, "README.en": payload(number + 1), "CHANGELOG": payload(number + 2)}
        files |= {f"{stem}.md": _markdown(text) for stem, text in texts.items()}
        files["datapackage.json"] = json.dumps(descriptor)
        # No resource names this file, so a finding shows its name.
        files[f"{p.replace('/', '∕')[:80]}.csv"] = "a\n1\n"
        for path, text in files.items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
    return folder
