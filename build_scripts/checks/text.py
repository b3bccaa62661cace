"""Text that is not what it looks like: invisible and direction-changing characters, and text that a spreadsheet would run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_scripts.package import Package
from build_scripts.report import Finding, Severity

# Tab and line feeds are text. Marks of direction (LRM, RLM, ALM) belong to right-to-left scripts; overrides, embeddings and
# isolates make text read otherwise than it is written.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9 .,()/-]*%?")


def _code(text: str) -> str:
    match = _FORBIDDEN.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""


def control_character(packages: tuple[Package, ...]) -> Iterator[Finding]:
    """No text holds control characters, or characters that change the direction of the text around them."""
    for package in packages:
        yield from _in_descriptor(package)
        yield from _in_documents(package)
        yield from _in_cells(package)


def _in_descriptor(package: Package) -> Iterator[Finding]:
    path = package.path_of(package.descriptor_path)
    for place, text in _texts(package.descriptor, ""):
        if code := _code(text):
            facts = {"code": code, "place": place, "variant": "descriptor"}
            yield Finding("control-character", path, value=text, facts=facts)


def _in_documents(package: Package) -> Iterator[Finding]:
    for stem, words in (("README", package.readme), ("CHANGELOG", package.changelog)):
        for language, text in (("", words.plain), *words.translations.items()):
            if match := _FORBIDDEN.search(text):
                path = package.path_of(f"{stem}.{language}.md" if language else f"{stem}.md")
                line = text.count("\n", 0, match.start()) + 1
                yield Finding("control-character", path, line, value=match[0], facts={"code": _code(text)})


def _in_cells(package: Package) -> Iterator[Finding]:
    for resource in package.tables:
        path = package.path_of(resource.path)
        for line, row in resource.suspicious():
            for field, cell in zip(resource.fields, row, strict=True):
                if code := _code(cell):
                    yield Finding("control-character", path, line, field.name, cell, {"code": code})


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
    for package in packages:
        for resource in package.tables:
            columns = [(n, f.name) for n, f in enumerate(resource.fields) if f.type in ("string", "any")]
            for line, row in resource.suspicious():
                for n, name in columns:
                    if len(row[n]) > 1 and _FORMULA.match(row[n]) and not _PLAIN_NUMBER.fullmatch(row[n]):
                        path = package.path_of(resource.path)
                        yield Finding("formula-like", path, line, name, row[n], severity=Severity.WARNING)
