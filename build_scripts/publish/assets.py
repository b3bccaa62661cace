"""The scripts, styles and icons of the site: our own, the theme's, and the bundle that draws the interactive charts."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from build_scripts.catalog import File

_MAP = re.compile(rb"(?:/\*|//)# sourceMappingURL=[^\s*]+(?:\s*\*/)?\s*$")
# The theme's script fetches a sitemap from every language version that a page names, to make its own language menu keep the page. Ours
# links page to page already, and a preview on another host would ask the published site.
_ALTERNATES = b'"link[rel=alternate]"'


def own(folder: Path) -> tuple[File, ...]:
    """Return our own assets from `docs/assets`."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    return tuple(File(f"assets/{p.relative_to(folder).as_posix()}", p.read_bytes()) for p in paths)


def theme() -> tuple[File, ...]:
    """Return the theme's style sheets and script, without its search and without maps for debugging."""
    import material  # type: ignore[import-untyped]

    root = Path(material.__file__).parent / "templates"
    paths = [*root.glob("assets/stylesheets/*.css"), *root.glob("assets/javascripts/*.js")]
    return tuple(File(p.relative_to(root).as_posix(), _adapted(p.read_bytes())) for p in sorted(paths))


def _adapted(data: bytes) -> bytes:
    return _MAP.sub(b"", data).replace(_ALTERNATES, b'"link[rel=none]"')


def charts(work: Path) -> tuple[File, ...]:
    """Return the bundle that draws charts, made once per version, and the theme of the charts."""
    from build_scripts.charts.theme import theme_json

    return (File("assets/vega.js", _bundle(work)), File("assets/chart-theme.json", theme_json().encode()))


def _bundle(work: Path) -> bytes:
    kept = work / f"vega-{version('vl-convert-python')}.js"
    if not kept.is_file():
        import vl_convert

        part = kept.with_suffix(".part")
        bundle: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # the stub forgets the default
        part.write_text(bundle, encoding="utf-8")
        part.replace(kept)
    return kept.read_bytes()
