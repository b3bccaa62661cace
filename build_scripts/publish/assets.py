"""The scripts, styles and icons of the site: our own, the styles of the theme, and the bundle that draws the interactive charts."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from build_scripts.catalog import File

BUNDLE = "assets/vega.js"
_MAP = re.compile(r"/\*# sourceMappingURL=[^\s*]+\s*\*/\s*$")


def own(folder: Path) -> tuple[File, ...]:
    """Return our own assets from `docs/assets`, and the sign of the portal as a picture too."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    return (*(File(f"assets/{p.relative_to(folder).as_posix()}", p.read_bytes()) for p in paths), *_icon(folder))


def _icon(folder: Path) -> tuple[File, ...]:
    """Return the sign of the portal as the picture that a phone puts on its home screen: on white, with a margin."""
    sign = folder / "favicon.svg"
    if not sign.is_file():
        return ()
    import vl_convert

    inner = sign.read_text(encoding="utf-8").replace("<svg ", '<svg x="22" y="22" width="136" height="136" ', 1)
    white = '<rect width="180" height="180" fill="#fff"/>'
    framed = f'<svg xmlns="http://www.w3.org/2000/svg" width="180" height="180">{white}{inner}</svg>'
    return (File("assets/icon.png", vl_convert.svg_to_png(framed)),)


def theme() -> tuple[str, ...]:
    """Return the style sheets of the theme, without maps for debugging."""
    import material  # type: ignore[import-untyped]

    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    return tuple(_MAP.sub("", p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.css")))


def charts(work: Path) -> tuple[File, ...]:
    """Return the bundle that draws charts, made once per version, and the theme of the charts."""
    from build_scripts.charts.theme import theme_json

    return (File(BUNDLE, _bundle(work)), File("assets/chart-theme.json", theme_json().encode()))


def _bundle(work: Path) -> bytes:
    kept = work / f"vega-{version('vl-convert-python')}.js"
    if not kept.is_file():
        import vl_convert

        part = kept.with_suffix(".part")
        bundle: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # the stub forgets the default
        part.write_text(bundle, encoding="utf-8")
        part.replace(kept)
    return kept.read_bytes()
