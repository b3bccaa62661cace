"""What search engines are told in the words of schema.org: complete, true of the files, and only text."""

from __future__ import annotations

import json
from collections.abc import Callable

import yaml

from build_scripts.catalog import Catalog
from build_scripts.outputs import FILES

from .conftest import pages_of


def _front(text: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return found


def test_a_package_is_a_dataset_whose_files_exist(portal: Callable[[str], Catalog]) -> None:
    catalog = portal("figures")
    pages = pages_of(catalog)
    files = {file.path for output in FILES for file in output(catalog)}

    for language, prefix in (("id", ""), ("en", "en/")):
        told = _front(pages[f"{language}/data/angka.md"])["structured"]
        assert isinstance(told, dict)
        assert told["@type"] == "Dataset"
        assert told["url"] == f"https://portal.example/{prefix}data/angka/"
        assert len(str(told["description"])) >= 50
        assert str(told["license"]).startswith("https://")
        assert told["temporalCoverage"] == "2019-12-31/2022"
        addresses = [one["contentUrl"] for one in told["distribution"]]
        assert addresses
        assert {a.removeprefix("https://portal.example/") for a in addresses} <= files


def test_the_home_page_names_the_portal(portal: Callable[[str], Catalog]) -> None:
    told = _front(pages_of(portal("figures"))["en/index.md"])["structured"]

    assert isinstance(told, dict)
    assert (told["@type"], told["url"], told["inLanguage"]) == ("WebSite", "https://portal.example/en/", "en")


def test_what_a_package_does_not_say_is_left_out(portal: Callable[[str], Catalog]) -> None:
    for path, text in pages_of(portal("plain")).items():
        told = _front(text).get("structured") if "/data/" in path else None
        if isinstance(told, dict):
            assert "" not in told.values()
            assert "null" not in json.dumps(told)
