"""Pages: every observation is on its three pages, links lead somewhere, a portal without observations works."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable

import pytest
import yaml

from build_scripts import paths
from build_scripts.catalog import Catalog
from build_scripts.figures import Figure
from build_scripts.locale import placeholders, read_locale
from build_scripts.outputs.position_embeds import position_embeds

from .conftest import pages_of

ROW = re.compile(r'<tr id="(f-[^"]+)">(.*?)</tr>')
LANGUAGES = ("id", "en")


def _rows(page: str) -> dict[str, str]:
    return dict(ROW.findall(page))


def _told(row: str, figure: Figure) -> bool:
    """Whether a row gives the value and the source of each claim of its figure."""
    return all(f'value="{c.text}"' in row and paths.source(c.source_id) in row for c in figure.claims)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_observation_is_among_all_figures_of_its_indicator(
    real: Catalog, real_pages: dict[str, str], language: str
) -> None:
    rows = {
        i: _rows(real_pages[f"{language}/{paths.markdown_of(paths.indicator_figures(i))}"])
        for i in {key.indicator for key in real.figures.figures}
    }
    missing = [f.key for f in real.figures.figures.values() if not _told(rows[f.key.indicator][f.key.anchor], f)]

    assert missing == []
    assert sum(len(f.claims) for f in real.figures.figures.values()) == len(real.figures.dataset.observations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_observation_is_on_the_page_of_its_area(real: Catalog, real_pages: dict[str, str], language: str) -> None:
    areas = real.figures.dataset.areas
    rows = {c: _rows(real_pages[f"{language}/{paths.markdown_of(paths.area(a))}"]) for c, a in areas.items()}
    missing = [f.key for f in real.figures.figures.values() if not _told(rows[f.key.area][f.key.anchor], f)]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_observation_is_on_the_page_of_its_source(
    real: Catalog, real_pages: dict[str, str], language: str
) -> None:
    for source in real.figures.dataset.sources:
        page = real_pages[f"{language}/{paths.markdown_of(paths.source(source))}"]
        claims = [o for o in real.figures.dataset.observations if o.source_id == source]
        told = re.findall(r'<td class="n"[^>]*><data value="([^"]*)">', page.split("{#faults}")[0])

        assert sorted(told) == sorted(c.text for c in claims)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_a_source_says_its_language_where_it_is_not_that_of_the_page(
    real: Catalog, real_pages: dict[str, str], language: str
) -> None:
    told = set()
    for source in real.figures.dataset.sources.values():
        page = real_pages[f"{language}/{paths.markdown_of(paths.source(source.id))}"]
        (title,) = re.findall(r"^# .*\{#top(.*)\}$", page, re.MULTILINE)
        foreign = source.language if source.title and source.language != language else ""
        assert title == (f" lang={foreign}" if foreign else "")
        told.add(foreign)

    assert {"", "en" if language == "id" else "id"} <= told


def test_there_is_a_page_for_everything(real: Catalog, real_pages: dict[str, str]) -> None:
    dataset = real.figures.dataset
    parts = sum(p.startswith("id/indicator/") and p.endswith(("/areas.md", "/figures.md")) for p in real_pages)
    expected = len(dataset.areas) + len(dataset.indicators) + parts + len(dataset.sources) + len(real.entries) + 7

    assert parts > len(dataset.indicators)
    assert [sum(p.startswith(f"{lang}/") for p in real_pages) for lang in LANGUAGES] == [expected, expected]


def _page_of(path: str) -> str:
    """The page that a Markdown file becomes, within its language."""
    name = path.split("/", 1)[1]
    return re.sub(r"(^|/)index\.md$", r"\1", name) if posixpath.basename(name) == "index.md" else f"{name[:-3]}/"


def _targets(path: str, page: str) -> set[str]:
    """Pages to which the raw links of a Markdown file lead."""
    links = {re.split("[#?]", link)[0] for link in re.findall(r'<a href="([^":]+)"(?! download)', page)}
    found = {
        posixpath.normpath(posixpath.join(_page_of(path), link))
        for link in links
        if link and not link.endswith((".json", ".xml"))
    }
    return {"" if target == "." else f"{target}/" for target in found}


def test_every_link_between_pages_leads_to_a_page(real: Catalog, real_pages: dict[str, str]) -> None:
    embedded = {file.path.removesuffix("index.html").removeprefix("en/") for file in position_embeds(real)}
    pages = {_page_of(path) for path in real_pages} | {"contribute/"} | embedded
    dead = {(path, target) for path, page in real_pages.items() for target in _targets(path, page) - pages}

    assert dead == set()


def test_every_link_to_a_figure_or_a_disagreement_leads_to_it(real_pages: dict[str, str]) -> None:
    ids = {path: set(re.findall(r' id="([^"]+)"', page)) for path, page in real_pages.items()}
    dead = []
    for path, page in real_pages.items():
        for link, anchor in set(re.findall(r'<a href="([^"#:]*)#([fd]-[^"]+)"', page)):
            target = posixpath.normpath(posixpath.join(_page_of(path), link)) if link else _page_of(path).rstrip("/")
            if anchor not in ids[f"{path.split('/')[0]}/{target}.md"]:
                dead.append((path, link, anchor))

    assert dead == []


def test_ids_are_unique_on_every_page(real_pages: dict[str, str]) -> None:
    for path, page in real_pages.items():
        ids = re.findall(r' id="([^"]+)"', page) + re.findall(r"\{#([a-z0-9-]+)\}", page)

        assert len(ids) == len(set(ids)), path


def test_no_raw_block_holds_a_blank_line(real_pages: dict[str, str]) -> None:
    """Between the opening and the closing line of a table there is none."""
    assert [p for p, page in real_pages.items() if re.search(r"<table>(?:(?!</table>).)*\n\n", page, re.S)] == []


def test_no_page_styles_or_scripts_itself(real_pages: dict[str, str]) -> None:
    """What a reader may copy, the code for embedding, stands in its field as text."""
    told = {path: re.sub(r"<textarea[^>]*>[^<]*</textarea>", "", page) for path, page in real_pages.items()}
    assert [p for p, page in told.items() if re.search(r"<script|<style| style=| on[a-z]+=", page)] == []


def test_front_matter_is_yaml_of_texts(real_pages: dict[str, str]) -> None:
    for page in list(real_pages.values())[::37]:
        meta = yaml.safe_load(page.split("---\n")[1])

        assert all(isinstance(meta[name], str) and meta[name] for name in ("title", "description", "kind"))


def test_the_area_of_a_district_says_where_it_lies(real_pages: dict[str, str]) -> None:
    page = real_pages["id/area/35.09-kabupaten-jember.md"]

    assert '<a href="../../area/35-jawa-timur/">Jawa Timur</a>' in page
    assert "<dd>35.09</dd>" in page


def test_an_area_without_a_headline_figure_says_so_and_what_to_do(real: Catalog, real_pages: dict[str, str]) -> None:
    wanted = real.headline
    series = real.figures.series_of
    without = [
        a
        for c, a in real.figures.dataset.areas.items()
        if a.level == "district" and not series(wanted.share, c) and not series(wanted.count, c)
    ]

    assert without
    for area in without:
        page = real_pages[f"en/{paths.markdown_of(paths.area(area))}"]
        assert '<div class="notice">' in page
        assert 'href="../../contribute/"' in page


def test_a_portal_of_plain_packages_has_home_catalogue_and_packages(portal: Callable[[str], Catalog]) -> None:
    catalog = portal("plain")
    names = {f"data/{e.package.name}.md" for e in catalog.entries}

    assert {p.split("/", 1)[1] for p in pages_of(catalog)} == {"index.md", "data/index.md", "quality.md", *names}


def test_the_home_of_a_portal_of_plain_packages_lists_them(portal: Callable[[str], Catalog]) -> None:
    catalog = portal("plain")
    home = pages_of(catalog)["en/index.md"]

    assert all(f'href="./{paths.package(e.package.name)}"' in home for e in catalog.entries)


def test_pages_are_the_same_twice(portal: Callable[[str], Catalog]) -> None:
    assert pages_of(portal("figures")) == pages_of(portal("figures"))


def test_downloads_of_another_language_lie_at_the_root_of_the_site(portal: Callable[[str], Catalog]) -> None:
    pages = pages_of(portal("plain"))

    assert 'href="../../data/rainfall.zip"' in pages["id/data/rainfall.md"]
    assert 'href="../../../data/rainfall.zip"' in pages["en/data/rainfall.md"]


def test_both_languages_have_the_same_words() -> None:
    first, second = (
        {k: placeholders(v) for k, v in read_locale(lang).words.items() if k.startswith("pages.")} for lang in LANGUAGES
    )

    assert json.dumps(sorted(first)) == json.dumps(sorted(second))
    assert first == second
