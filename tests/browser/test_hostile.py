"""Data are never code: a portal whose every text is hostile, in a real Chromium, with the policy of its pages and without it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from build_scripts import escape

from ..conftest import build_portal, serve
from ..hostile_portal import ITEMS, PAYLOADS, PICTURE_TITLES, payload, write_portal

pytestmark = pytest.mark.browser

KINDS = ("data", "indicator", "area", "source")
# Whatever a payload hopes for: the pointer, the keyboard, a click. Links are not followed, their addresses are looked at instead.
PROVOKE = """
() => {
  const kinds = ['pointerover', 'pointerenter', 'pointermove', 'mouseover', 'mouseenter', 'mousemove', 'focus', 'toggle', 'click'];
  document.addEventListener('click', event => event.preventDefault());
  for (const details of document.querySelectorAll('article details')) details.open = true;
  for (const element of document.querySelectorAll('article, article *, .embed, .embed *, title, .md-header__topic, .md-nav--secondary *'))
    // What our own buttons save is looked at by another test.
    if (!element.matches('[data-strip] > .chart-bar [data-made]')) for (const kind of kinds) element.dispatchEvent(new Event(kind, { bubbles: !kind.endsWith('enter'), cancelable: true }));
}
"""
# Elements, attributes and addresses that no text may bring about. Only the frame of a page has scripts, and no picture has any.
FOREIGN = """
() => {
  const found = [];
  const never = 'iframe, frame, object, embed, base, math, foreignObject, animate, set, portal';
  const frame = 'script, style, link, meta, form:not(.vega-bindings:empty), input, button, img, video, audio, textarea, noscript, body, head, title, template';
  for (const element of document.querySelectorAll(never)) found.push('element ' + element.outerHTML.slice(0, 200));
  // Controls stand where our scripts and templates put them: below a picture or a strip, in a heading of a table, in the forms of the
  // finder, the map and the comparison. All are plain ones, and their attributes say nothing but what such a control needs.
  const bars = document.querySelectorAll(':is(figure.chart > .chart-picture + .chart-bar, [data-map] > .chart-bar, [data-strip] > .chart-bar)').length;
  if (document.querySelectorAll('.chart-bar').length !== bars) found.push('a bar of controls without a picture');
  const places = '.chart-picture + .chart-bar, [data-strip] > .chart-bar, table[data-sort] > thead th, [data-find], [data-map], [data-compare], [data-compare-csv], [data-compare-link]';
  const plain = 'button[type=button], button[type=submit], textarea[readonly], form, input:is([type=text], [type=radio], [type=range])';
  const known = /^(type|class|title|id|role|name|value|for|rows|readonly|spellcheck|checked|disabled|hidden|placeholder|action|min|max|step|auto[a-z]+|enterkeyhint|tabindex|aria-[a-z]+|data-[a-z-]+)$/;
  const own = (element) => element.matches(plain) && element.closest(places) !== null
    && [...element.attributes].every(({ name }) => known.test(name));
  for (const place of document.querySelectorAll('article, .embed, .vg-tooltip, [data-search-results], .md-header__topic, .md-nav'))
    for (const element of place.querySelectorAll(frame)) if (!own(element)) found.push('element ' + element.outerHTML.slice(0, 200));
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || /^(srcdoc|formaction|ping|is)$/i.test(name)) found.push('attribute ' + name + '=' + value);
      if (!/^(href|src|xlink:href|action|data|poster|cite|background|data-spec)$/i.test(name)) continue;
      const address = new URL(value, document.baseURI);
      const ours = address.origin === location.origin && !address.pathname.includes('/canary');
      const leads = element.localName === 'a' ? /^(https?|mailto):$/.test(address.protocol) : ours;
      const named = element.localName === 'link' && /^(canonical|alternate)$/.test(element.rel);
      if (!leads && !named) found.push('address ' + name + '=' + value);
    }
  return found;
}
"""
SCRIPTS = "() => [...document.scripts].map(s => s.type.includes('json') ? 'data' : s.src || s.textContent)"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built portal of hostile texts."""
    folder = tmp_path_factory.mktemp("hostile")
    return build_portal(folder, "--datasets", str(write_portal(folder / "datasets"))).site


@pytest.fixture(scope="module")
def host(hostile: Path) -> Iterator[str]:
    yield from serve(hostile)


@dataclass
class Guarded:
    """A page that keeps every sign of a text that ran."""

    page: Page
    host: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dismiss)
        self.page.on("popup", lambda p: self.faults.append(f"popup: {p.url}"))
        self.page.on("pageerror", lambda e: self.faults.append(f"error: {e}"))
        self.page.on("download", lambda d: self.faults.append(f"download: {d.url}"))
        self.page.on("request", lambda r: None if self._ours(r.url) else self.faults.append(f"request: {r.url}"))

    def _dismiss(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _ours(self, url: str) -> bool:
        return url.startswith("data:image/") or (url.startswith(self.host) and "/canary" not in url)

    def open(self, path: str) -> Page:
        self.page.goto(self.host + path, wait_until="load")
        return self.page

    def signs(self, path: str) -> list[str]:
        """Return what ran or got through since the last page was opened."""
        found = [*self.faults, *self.page.evaluate(FOREIGN)]
        if self.page.evaluate("'__pwned' in window"):
            found.append("a payload ran")
        if not self.page.url.startswith(self.host + path):
            found.append(f"went to {self.page.url}")
        self.faults.clear()
        return [f"{path}: {sign}" for sign in found]


@pytest.fixture(params=["policy", "no policy"])
def guarded(request: pytest.FixtureRequest, browser: Browser, host: str) -> Iterator[Guarded]:
    """A page of the portal, once under its policy and once without any: then only the escaping protects."""
    context: BrowserContext = browser.new_context(
        bypass_csp=request.param == "no policy", viewport={"width": 1280, "height": 900}
    )
    yield Guarded(context.new_page(), host)
    context.close()


def _pages(site: Path) -> list[str]:
    """Return the home page, all indexes, the quality page, and every item's page in one of the two languages, by turns."""
    found = ["", "en/"]
    for prefix in ("", "en/"):
        found += [f"{prefix}{name}/" for name in (*KINDS, "quality")]
    for kind in KINDS:
        for number, path in enumerate(sorted(p.parent for p in site.glob(f"{kind}/*/index.html"))):
            found.append(f"{'en/' if number % 2 else ''}{path.relative_to(site).as_posix()}/")
    embeds = [
        *sorted(p.parent for p in site.glob("embed/*/index.html"))[::4],
        *sorted(p.parent for p in site.glob("embed/area/*/index.html")),
    ]
    return found + [f"{'en/' if n % 2 else ''}{p.relative_to(site).as_posix()}/" for n, p in enumerate(embeds)]


def _words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_nothing_runs_loads_or_gets_through_on_any_page(hostile: Path, guarded: Guarded) -> None:
    """Each page is loaded and everything on it touched and clicked; scripts are those of the page that holds no data."""
    guarded.open("404.html")
    own = set(guarded.page.evaluate(SCRIPTS)) | {
        f"{guarded.host}assets/chart.js",
        "data",
    }  # a block of data runs nothing
    found = []
    for path in _pages(hostile):
        page = guarded.open(path)
        page.evaluate(PROVOKE)
        found += guarded.signs(path)
        scripts = {s for s in page.evaluate(SCRIPTS) if not s.startswith(guarded.host + "assets/")}
        found += [f"{path}: script {s[:200]}" for s in scripts - own]

    assert found == []


def test_files_made_of_a_strip_hold_its_texts_as_texts(hostile: Path, guarded: Guarded) -> None:
    path = next(p for p in sorted(hostile.glob("area/*/index.html")) if "data-strip=" in p.read_text(encoding="utf-8"))
    page = guarded.open(f"{path.parent.relative_to(hostile).as_posix()}/")
    page.locator(".strip .chart-menu > summary").click()
    with page.expect_download() as begun:
        page.locator(".strip [data-made=svg]").click()
    picture = ElementTree.parse(begun.value.path()).getroot()

    tags = {one.tag.rpartition("}")[2] for one in picture.iter()}
    assert tags == {"svg", "title", "desc", "rect", "text", "line", "circle"}
    assert not [name for one in picture.iter() for name in one.attrib if name.startswith("on") or name.endswith("href")]
    told = _words("".join(picture.itertext()))
    title = _words(page.locator(".strip .chart-title").inner_text())
    assert title in told
    with page.expect_download() as begun:
        page.locator(".strip [data-made='vl.json']").click()
    spec = json.loads(Path(begun.value.path()).read_text(encoding="utf-8"))

    assert _words("".join(spec["title"]["text"])) == title
    assert [one["area"] for one in spec["data"]["values"]] == page.locator(".strip tbody th").all_text_contents()
    assert sum(one["here"] for one in spec["data"]["values"]) == 1
    # What is computed by Vega is ours: texts of a package are data, or values that are drawn as they are.
    assert {t["filter"] for layer in spec["layer"] for t in layer["transform"]} == {"datum.here", "!datum.here"}


def test_the_policy_is_what_was_taken_away(guarded: Guarded, request: pytest.FixtureRequest) -> None:
    """A payload put into the page by hand runs where the policy is lifted, and only there: so the other tests could fail."""
    page = guarded.open("")
    lifted = "no policy" in request.node.name

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=/canary onerror=\"window.__pwned=1\">')")
    if lifted:
        page.wait_for_function("'__pwned' in window")
    else:
        page.wait_for_timeout(300)

    assert ("a payload ran" in " ".join(guarded.signs(""))) == lifted


@pytest.mark.parametrize("language", ["", "en/"])
def test_every_payload_is_shown_as_the_text_that_it_is(
    hostile: Path, browser: Browser, host: str, language: str
) -> None:
    """Nothing is lost: each item's page shows its payloads, letter by letter, without a script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    shown: dict[str, str] = {}
    for kind in KINDS:
        for path in sorted(hostile.glob(f"{language}{kind}/*/index.html")):
            page.goto(host + path.parent.relative_to(hostile).as_posix() + "/")
            shown.setdefault(kind, "")
            shown[kind] += _words(page.locator("article").text_content() or "")
    context.close()

    missing = [(k, p) for k in KINDS for p in PAYLOADS if _words(escape.plain(p)) not in shown[k]]
    assert missing == []


def _hover_all(page: Page) -> list[str]:
    """Move the pointer over the marks of every chart and return the tooltips that appear."""
    texts = []
    pictures = page.locator(".chart-picture:visible")
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        live = pictures.nth(number).locator(".chart-live svg.marks")
        expect(live).to_be_visible(timeout=20_000)
        marks = live.locator(".mark-symbol path, .mark-rect path, .mark-shape path")
        for place in range(min(marks.count(), 6)):
            box = marks.nth(place).bounding_box()
            if box is None:
                continue
            page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.wait_for_timeout(30)
            tip = page.locator("#vg-tooltip-element.visible")
            if tip.count():
                texts.append(tip.inner_text())
                assert set(tip.evaluate("t => [...t.querySelectorAll('*')].map(e => e.localName)")) <= {
                    "table", "tbody", "tr", "td",
                }  # fmt: skip
    return texts


@pytest.mark.parametrize("path", ["", "data/angka/", "en/data/paket-06/", "data/gambar/", "indicator/coverage/"])
def test_charts_and_their_tooltips_hold_only_text(guarded: Guarded, path: str) -> None:
    page = guarded.open(path)
    page.mouse.move(1, 1)

    texts = _hover_all(page)

    assert texts
    if path == "data/gambar/":
        assert any(name in text for name in PICTURE_TITLES for text in texts)
        assert any("/canary?gambar" in text for text in texts)
    assert guarded.signs(path) == []


@pytest.mark.parametrize("path", ["data/angka/", "en/embed/coverage-tile-map/", "embed/angka-v2/"])
def test_controls_readings_and_menus_hold_only_text(guarded: Guarded, path: str) -> None:
    """Every entry of a legend is pressed, every point read aloud, everything in a menu copied."""
    page = guarded.open(path)
    page.mouse.move(1, 1)
    chart = page.locator("figure.chart").filter(has=page.locator(".chart-tools[data-tools*=legend]")).first
    chart.locator(".chart-picture").scroll_into_view_if_needed()
    expect(chart.locator(".chart-live svg.marks")).to_be_visible(timeout=60_000)
    buttons = chart.locator(".chart-tools button")
    assert buttons.count() > 1
    for number in range(buttons.count()):
        for _ in range(2):
            buttons.nth(number).press("Enter")
    chart.locator(".chart-live").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert chart.locator(".chart-voice").inner_text()
    menu = page.locator(".chart-menu").first
    if menu.count():
        menu.locator("summary").click()
        for button in menu.locator(".chart-copy").all():
            button.click()
        assert menu.locator("textarea").input_value().count("<") == 2

    assert guarded.signs(path) == []


@pytest.mark.parametrize("words", ["script", "onclick", "klik", "canary", "pwned"])
def test_search_results_are_text(guarded: Guarded, words: str) -> None:
    page = guarded.open("quality/")

    page.keyboard.press("/")
    page.keyboard.type(words)
    results = page.locator("[data-search-result]")
    expect(results.first).to_be_visible(timeout=20_000)
    page.evaluate(PROVOKE)
    for number in range(min(results.count(), 10)):
        results.nth(number).locator("a").hover()

    shown = _words(page.locator("[data-search-results]").inner_text())
    assert any(sign in shown for sign in ("<script>", "<img", "onclick=", "javascript:"))
    assert guarded.signs("quality/") == []


def test_files_of_a_package_never_become_pages_or_scripts(hostile: Path, browser: Browser, host: str) -> None:
    """A page, an SVG or a script among a package's files is served as text, and its bytes are those of the package."""
    files = [p for p in (hostile / "data").rglob("berkas/*") if p.is_file()]
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()

    assert len(files) == len(ITEMS)
    for path in files:
        answer = page.goto(host + path.relative_to(hostile).as_posix())
        assert answer is not None
        assert answer.headers["content-type"] == "text/plain"
        assert not page.evaluate("'__pwned' in window")
        assert b"<script>" in path.read_bytes()
    context.close()


def test_pictures_of_charts_hold_only_shapes_and_text(hostile: Path) -> None:
    pictures = sorted(hostile.rglob("chart/*.svg"))
    allowed = {"svg", "g", "path", "rect", "line", "circle", "text", "tspan", "title", "desc"}

    assert len(pictures) > 50
    for path in pictures:
        root = ElementTree.fromstring(path.read_bytes())
        for element in root.iter():
            assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in allowed, path
            assert not [a for a in element.attrib if a.startswith("on") or "href" in a or a == "style"], path


def _expressions(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield what Vega would evaluate, load or follow in a spec, outside its data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"expr", "signal", "calculate", "filter", "url", "href", "test"}:
                yield name, json.dumps(inner)
            if name not in {"datasets", "domain"}:
                yield from _expressions(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _expressions(inner, place)


def test_specs_of_charts_evaluate_only_our_own_expressions(hostile: Path) -> None:
    specs = sorted(hostile.rglob("chart/*.vl.json"))

    assert len(specs) > 50
    for path in specs:
        for name, inner in _expressions(json.loads(path.read_text(encoding="utf-8"))):
            assert name == "expr", path
            assert "pwned" not in inner, path


def test_files_for_machines_stay_well_formed_and_data_as_they_are(hostile: Path) -> None:
    addresses = ElementTree.parse(hostile / "sitemap.xml").getroot()
    for place in addresses.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
        assert re.fullmatch(r"https?://[A-Za-z0-9./_-]+", place.text or "")
    for path in hostile.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    datasets = hostile.parent / "datasets"
    for table in datasets.glob("*/tabel.csv"):
        name = json.loads((table.parent / "datapackage.json").read_text(encoding="utf-8"))["name"]
        assert (hostile / "data" / name / "tabel.csv").read_bytes() == table.read_bytes()
    for path in (hostile / "data").glob("*.zip"):
        for member in zipfile.ZipFile(path).namelist():
            assert ".." not in member.split("/")
            assert not member.startswith("/")


def test_no_name_on_the_site_holds_more_than_letters_digits_and_marks(hostile: Path) -> None:
    odd = [p for p in hostile.rglob("*") if not re.fullmatch(r"[A-Za-z0-9._-]+", p.name)]

    assert odd == []
    assert not (hostile.parent / "canary").exists()
    assert any(payload(0)[:5] in p.name for p in (hostile.parent / "datasets").iterdir())
