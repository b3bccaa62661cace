"""A portal in which every text is hostile: pages hold no tag, attribute, link or directive that a template did not write."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

import markdown
import pytest

from build_scripts.catalog import Catalog, Chart, Column, Entry, Pictures
from build_scripts.dataset import Dataset
from build_scripts.figures import Figures, compute
from build_scripts.package import Known, Licence, Origin, Package, Text
from build_scripts.report import Accepted, Finding

from ..test_escape import HOSTILE, Reader
from .conftest import pages_of

TAGS = {
    "a", "article", "blockquote", "caption", "code", "data", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "input", "label", "li", "nav", "ol", "p", "pre", "section", "span", "strong",
    "summary", "table", "tbody", "td", "textarea", "th", "thead", "time", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "action", "aria-current", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "autocapitalize", "autocomplete",
    "autocorrect", "class", "colspan",
    "data-chart", "data-copied", "data-copy", "data-failed", "data-find", "data-label", "data-list", "data-many", "data-names",
    "data-none", "data-one", "data-open-search", "data-pagefind-ignore", "data-sort", "data-spec", "data-take", "datetime",
    "download", "enterkeyhint", "for", "href", "id", "lang", "open", "placeholder", "readonly", "rel", "role", "rows", "scope",
    "spellcheck", "tabindex", "title", "type", "value",
}  # fmt: skip


def _text(text: Text, payload: str) -> Text:
    return Text(text.plain + payload, {"en": text.to("en") + payload})


def _soiled(dataset: Dataset, payload: str) -> Dataset:
    """Put the payload into every text of a dataset that is no code."""

    def soil(items: Mapping[str, object], *names: str) -> dict[str, object]:
        return {
            code: dataclasses.replace(
                item,  # type: ignore[type-var]
                **{n: _text(v, payload) if isinstance(v := getattr(item, n), Text) else f"{v}{payload}" for n in names},
            )
            for code, item in items.items()
        }

    return dataclasses.replace(
        dataset,
        indicators=soil(dataset.indicators, "name", "definition", "theme"),
        areas=soil(dataset.areas, "name", "capital", "iso", "bps_code"),
        segments=soil(dataset.segments, "name", "definition"),
        sources=soil(dataset.sources, "title", "publisher", "url", "language", "kind", "note"),
        observations=tuple(
            dataclasses.replace(o, note=payload, raw_area_name=payload, breakdown=o.breakdown + payload)
            for o in dataset.observations
        ),
    )


def _soiled_package(package: Package, payload: str) -> Package:
    resources = tuple(
        dataclasses.replace(
            r,
            title=Text(payload),
            description=Text(payload),
            fields=tuple(
                dataclasses.replace(
                    f, name=f.name + payload, title=Text(payload), description=Text(payload), type=f.type + payload,
                    constraints={"enum": [payload], "pattern": payload, "minimum": payload}, unit=payload,
                    categories=((payload, Text(payload)),),
                )
                for f in r.fields
            ),
            rows=tuple(tuple(c + payload for c in row) for row in r.rows),
        )
        for r in package.resources
    )  # fmt: skip
    return dataclasses.replace(
        package,
        title=Text(payload),
        description=Text(payload),
        version=payload,
        created=payload,
        homepage=payload,
        keywords=(payload,),
        licences=(Licence(payload, payload, payload),),
        origins=(Origin(Text(payload), payload),),
        contributors=(payload,),
        readme=Text(payload),
        changelog=Text(payload),
        resources=resources,
    )


def _chart(payload: str, language: str) -> Chart:
    columns, rows = (Column("x", payload),), ((payload,),)
    spec = {"datasets": {payload: [{payload: payload}]}}
    return Chart(payload, "trend", language, "home", payload, payload, payload, payload, columns, rows, spec, spec)


def _hostile(catalog: Catalog, payload: str) -> Catalog:
    figures: Figures = compute(_soiled(catalog.figures.dataset, payload))
    finding = Finding("missing-descriptor", payload, 1, payload, payload, {"value": payload})
    at_figure = Finding("control-character", "angka/angka.csv", 3, payload, payload, {"code": payload})
    known = Known("formula-like", Text(payload), payload, payload, match={payload: payload})
    accepted = Accepted(Finding("formula-like", "angka/angka.csv", 3, payload, payload), known)
    return dataclasses.replace(
        catalog,
        entries=tuple(
            Entry(_soiled_package(e.package, payload), (finding, at_figure), (accepted,)) for e in catalog.entries
        ),
        figures=figures,
        charts={language: {"x": _chart(payload, language)} for language in ("id", "en")},
        pictures={language: {payload: Pictures("<svg/>", "<svg/>", b"", b"")} for language in ("id", "en")},
    )


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_text_on_every_page(portal: Callable[[str], Catalog], payload: str) -> None:
    for path, page in pages_of(_hostile(portal("figures"), payload)).items():
        body = page.split("---\n", 2)[2]
        shown = Reader(markdown.markdown(body, extensions=["attr_list", "tables", "toc", "md_in_html"]))

        assert set(shown.tags) <= TAGS, path
        assert set(shown.attributes) <= ATTRIBUTES, path
        assert all(link.startswith((".", "#", "http://", "https://")) for link in shown.attributes["href"]), path
        assert "--8<--" not in page, path
        assert "{{" not in page, path


@pytest.mark.parametrize("payload", HOSTILE[:5])
def test_hostile_text_of_a_finding_stands_beside_its_figure(portal: Callable[[str], Catalog], payload: str) -> None:
    page = pages_of(_hostile(portal("figures"), payload))["en/indicator/coverage/figures.md"]

    assert "quality/#known-" in page
    assert "quality/#finding-control-character" in page


@pytest.mark.parametrize("payload", HOSTILE[:5])
def test_hostile_text_is_shown_as_it_is(portal: Callable[[str], Catalog], payload: str) -> None:
    pages = pages_of(_hostile(portal("figures"), payload))
    package = next(iter(portal("figures").entries)).package.name
    body = pages[f"id/data/{package}.md"].split("---\n", 2)[2]

    assert payload in Reader(markdown.markdown(body, extensions=["attr_list", "tables", "toc"])).text
