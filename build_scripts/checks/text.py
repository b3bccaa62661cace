"""Text that is not what it looks like: invisible and direction-changing characters, and text that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_scripts import cell
from build_scripts.checks.cell import refused, tables, told, warned
from build_scripts.package import Package
from build_scripts.report import Finding


def _code(text: str) -> str:
    match = cell.forbidden(text)
    return f"U+{ord(match[0]):04X}" if match else ""


def control_character(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """No text holds control characters, or characters that change the direction of the text around them."""
    for package in packages:
        yield from _in_descriptor(package)
        yield from _in_documents(package)
        yield from _in_reasons(package)
    yield from _in_cells(packages)


def _in_descriptor(package: Package) -> Iterator[Finding]:
    path = package.path_of(package.descriptor_path)
    for place, text in _texts(package.descriptor, ""):
        if code := _code(text):
            facts = {"code": code, "place": place, "variant": "descriptor"}
            yield Finding("control-character", path, value=text, facts=facts)


def _in_documents(package: Package) -> Iterator[Finding]:
    for stem, words in (("README", package.readme), ("CHANGELOG", package.changelog)):
        for language, text in (("", words.plain), *words.translations.items()):
            if match := cell.forbidden(text):
                path = package.path_of(f"{stem}.{language}.md" if language else f"{stem}.md")
                line = text.count("\n", 0, match.start()) + 1
                yield Finding("control-character", path, line, value=match[0], facts={"code": _code(text)})


def _in_reasons(package: Package) -> Iterator[Finding]:
    for known in package.known:
        for text in (known.by, known.reason.plain, *known.reason.translations.values()):
            if cell.forbidden(text):
                path = package.path_of("known-findings.toml")
                yield Finding("control-character", path, known.entry, value=text, facts={"code": _code(text)})


def _in_cells(packages: tuple[Package, ...]) -> Iterator[Finding]:
    for path, resource in tables(packages):
        for number, field in enumerate(resource.fields):
            yield from refused(resource, number, cell.forbidden, partial(_hidden, path, field.name))


def _hidden(path: str, field: str, line: int, text: str) -> Finding:
    return Finding("control-character", path, line, field, text, {"code": _code(text)})


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a descriptor with its place; keys are texts too."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield place, key
            yield from _texts(item, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, f"{place}[{number}]")


def formula_like(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A text cell does not begin with `=`, `+`, `-` or `@`, which a spreadsheet would take for a formula; numbers may."""
    yield from told(packages, cell.TEXT_TYPES, cell.formula_like, warned("formula-like"))


def file_as_text(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """A text of the format `binary` is Base64; Frictionless passes over signs that do not belong there."""
    for path, resource in tables(packages):
        for number, field in enumerate(resource.fields):
            if (field.type, field.format) == ("string", "binary"):
                yield from refused(resource, number, _no_file, partial(_no_base64, path, field.name))


def _no_file(text: str) -> bool:
    return not cell.is_base64(text)


def _no_base64(path: str, field: str, line: int, text: str) -> Finding:
    return Finding("type-error", path, line, field, text, {"variant": "string", "format": "binary"})
