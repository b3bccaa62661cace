"""The page of a package: what it holds, its dictionary, its quality, its downloads; and the catalogue of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from build_scripts import narrative, paths
from build_scripts.catalog import Catalog, Entry, File
from build_scripts.dataset import is_date
from build_scripts.outputs.pages.context import (
    Cell,
    ChartBox,
    Download,
    Fact,
    Frame,
    Group,
    Heading,
    Link,
    Row,
    Table,
)
from build_scripts.outputs.pages.foot import citation
from build_scripts.outputs.pages.package_quality import PackageQuality, package_quality
from build_scripts.outputs.pages.render import render
from build_scripts.outputs.pages.rows import LONG
from build_scripts.outputs.pages.scope import Scope, scopes
from build_scripts.outputs.pages.structured import dataset
from build_scripts.package import Field, Package, Resource

SHOWN_WHOLE = 200
SHOWN_FIRST = 100
NUMERIC = frozenset({"number", "integer"})
CONSTRAINTS = ("required", "unique", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength",
               "maxLength", "pattern", "enum")  # fmt: skip


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A resource as its package's page shows it: rows, dictionary, downloads."""

    anchor: str
    title: str
    description: str
    count: str
    rows: Table | None
    more: str
    dictionary: Table | None
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class PackagePage:
    """What the template `package` is given; `readme` and `changelog` are Markdown, still to be made harmless."""

    frame: Frame
    description: str
    summary: str
    readme: str
    charts: tuple[ChartBox, ...]
    resources: tuple[ResourceView, ...]
    quality: PackageQuality
    facts: tuple[Fact, ...]
    origins: tuple[Cell, ...]
    changelog: str
    downloads: tuple[Download, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A package in the catalogue."""

    link: Link
    text: str
    counts: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the template `catalogue` is given."""

    frame: Frame
    intro: str
    packages: tuple[Listed, ...]


def size_text(scope: Scope, size: int) -> str:
    """Write the size of a file in kilobytes."""
    return scope.t("download.size", size=scope.locale.number(Decimal(max(1, round(size / 1000)))))


def _cell(scope: Scope, field: Field, text: str) -> Cell:
    if field.type not in NUMERIC:
        # A date is one word: it is not broken at a hyphen.
        return Cell(text, when=text if "-" in text and is_date(text) else "")
    try:
        value = Decimal(text)
    except InvalidOperation:
        return Cell(text, numeric=True)
    # A value such as NaN is shown as it is written; so is one whose digits a localised form would not hold.
    if not value.is_finite() or "e" in text.lower():
        return Cell(text, numeric=True)
    # An integer may be a year or a number in a list, which are written without separators.
    shown = scope.locale.number(value) if field.type == "number" else text.replace("-", "\u2212")
    return Cell(shown, value=text, numeric=True)


def _title(scope: Scope, field: Field) -> str:
    return field.title.to(scope.language) or field.name


def _rows(scope: Scope, resource: Resource) -> Table:
    shown = resource.rows if len(resource.rows) <= SHOWN_WHOLE else resource.rows[:SHOWN_FIRST]
    titles = tuple(Heading(_title(scope, f), f.type in NUMERIC) for f in resource.fields)
    rows = tuple(Row(tuple(_cell(scope, f, c) for f, c in zip(resource.fields, row, strict=True))) for row in shown)
    caption = scope.t("package.rows-caption", title=resource.title.to(scope.language) or resource.name)
    return Table(caption, titles, (Group(rows),), long=len(rows) > LONG)


def _constraint(scope: Scope, name: str, value: object) -> str:
    if name in {"required", "unique"}:
        return scope.t(f"constraint.{name}") if value is True else ""
    shown = ", ".join(str(v) for v in value) if isinstance(value, list | tuple) else str(value)
    return scope.t(f"constraint.{name}", value=shown)


def _constraints(scope: Scope, resource: Resource, field: Field) -> str:
    stated = [_constraint(scope, c, field.constraints[c]) for c in CONSTRAINTS if c in field.constraints]
    key = [scope.t("constraint.key")] if field.name in resource.primary_key else []
    refers = [
        scope.t("constraint.refers", target="/".join(p for p in (k.package, k.resource or resource.name) if p))
        for k in resource.foreign_keys
        if field.name in k.fields
    ]
    codes = ", ".join(f"{value} = {label.to(scope.language)}" if label else value for value, label in field.categories)
    categories = [scope.t("constraint.categories", value=codes)] if codes else []
    unit = [scope.t("constraint.unit", value=field.unit)] if field.unit else []
    return "; ".join(s for s in (*key, *stated, *refers, *categories, *unit) if s)


def _dictionary(scope: Scope, resource: Resource) -> Table:
    titles = tuple(Heading(scope.t(f"column.{c}")) for c in ("field", "title", "description", "type", "constraints"))
    rows = tuple(
        Row(
            (
                Cell(field.name),
                Cell(field.title.to(scope.language)),
                Cell(field.description.to(scope.language)),
                Cell(scope.t(f"type.{field.type}") if scope.locale.has(f"pages.type.{field.type}") else field.type),
                Cell(_constraints(scope, resource, field)),
            )
        )
        for field in resource.fields
    )
    caption = scope.t("package.dictionary-caption", title=resource.title.to(scope.language) or resource.name)
    return Table(caption, titles, (Group(rows),))


def _resource_downloads(scope: Scope, package: Package, resource: Resource) -> tuple[Download, ...]:
    title = resource.title.to(scope.language) or resource.name
    path = paths.download(package.name, resource)
    size = size_text(scope, len(resource.data))
    if not resource.is_table:
        return (Download(scope.t("download.file", title=title), scope.site_root + path, size),)
    return (
        Download(scope.t("download.csv", title=title), scope.site_root + path, size),
        Download(
            scope.t("download.json", title=title), scope.site_root + paths.table(package.name, resource.name, "json")
        ),
    )


def _resource(scope: Scope, package: Package, number: int, resource: Resource) -> ResourceView:
    more = ""
    if len(resource.rows) > SHOWN_WHOLE:
        left = scope.locale.number(len(resource.rows) - SHOWN_FIRST)
        more = scope.t("package.more", shown=scope.locale.number(SHOWN_FIRST), left=left)
    table = resource.is_table
    return ResourceView(
        anchor=f"resource-{number}",
        title=resource.title.to(scope.language) or resource.name,
        # A package of one table often says the same of both; it is told once.
        description="" if resource.description == package.description else resource.description.to(scope.language),
        count=scope.t("package.count", rows=scope.locale.number(len(resource.rows)), fields=len(resource.fields))
        if table
        else "",
        rows=_rows(scope, resource) if table else None,
        more=more,
        dictionary=_dictionary(scope, resource) if table else None,
        downloads=_resource_downloads(scope, package, resource),
    )


def _package_downloads(scope: Scope, package: Package) -> tuple[Download, ...]:
    title = package.title.to(scope.language) or package.name
    return (
        Download(scope.t("download.zip", title=title), scope.site_root + paths.archive(package.name)),
        Download(scope.t("download.descriptor", title=title), scope.site_root + paths.descriptor(package.name)),
    )


def _moment(created: str) -> str:
    return created if is_date(created[:10]) else ""


def _facts(scope: Scope, package: Package) -> tuple[Fact, ...]:
    licences = tuple(Fact(scope.t("package.licence"), Cell(x.title or x.name, url=x.path)) for x in package.licences)
    facts = (
        ("package.version", Cell(package.version)),
        ("package.created", Cell(scope.date(package.created[:10]), when=_moment(package.created))),
        ("package.contributors", Cell(", ".join(package.contributors))),
        ("package.homepage", Cell(package.homepage, url=package.homepage)),
        ("package.keywords", Cell(", ".join(package.keywords))),
        ("package.name", Cell(package.name)),
    )
    return (*licences, *(Fact(scope.t(key), cell) for key, cell in facts if cell.text))


def _page(scope: Scope, entry: Entry) -> File:
    package = entry.package
    title = package.title.to(scope.language) or package.name
    summary = narrative.package_summary(package, scope.figures, scope.locale)
    context = PackagePage(
        frame=scope.frame(
            title,
            summary,
            "package",
            crumbs=(Link(scope.t("crumb.data"), scope.to("data/")),),
            structured=dataset(scope, package),
        ),
        description=package.description.to(scope.language),
        summary=summary,
        readme=package.readme.to(scope.language),
        charts=scope.charts(f"data/{package.name}"),
        resources=tuple(_resource(scope, package, n, r) for n, r in enumerate(package.resources, 1)),
        quality=package_quality(scope, entry),
        facts=_facts(scope, package),
        origins=tuple(Cell(o.title.to(scope.language) or o.path, url=o.path) for o in package.origins),
        changelog=package.changelog.to(scope.language),
        downloads=_package_downloads(scope, package),
        citation=citation(scope, title),
    )
    return render("package", scope.page, scope.locale, context)


def package_pages(catalog: Catalog) -> Iterator[File]:
    """Yield the page of every package in every language."""
    for scope in scopes(catalog):
        for entry in catalog.entries:
            yield _page(scope.at(paths.package(entry.package.name)), entry)


def listed(scope: Scope) -> tuple[Listed, ...]:
    """Return every package for a list of them."""
    return tuple(
        Listed(
            scope.package(e.package.name),
            e.package.description.to(scope.language),
            scope.t(
                "catalogue.counts",
                tables=scope.locale.number(len(e.package.tables)),
                rows=scope.locale.number(sum(len(r.rows) for r in e.package.tables)),
            ),
            _package_downloads(scope, e.package),
        )
        for e in scope.catalog.entries
    )


def catalogue(catalog: Catalog) -> Iterator[File]:
    """Yield the catalogue of all packages."""
    for scope in scopes(catalog, "data/"):
        intro = scope.t("catalogue.intro", count=scope.locale.number(len(catalog.entries)))
        frame = scope.frame(scope.t("crumb.data"), intro, "data")
        yield render("catalogue", scope.page, scope.locale, Catalogue(frame, intro, listed(scope)))
