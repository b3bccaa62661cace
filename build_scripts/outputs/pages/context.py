"""What templates are given: frozen records of plain text, worked out in Python, so that a template only places them.

Texts are not escaped here; the templates' environment escapes whatever it prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_scripts.catalog import Chart
from build_scripts.outputs.share import Share

# So few rows are seen at one glance.
SORTABLE = 5
# A phone has room for fewer columns beside each other.
MANY_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to another page of the site; `href` is relative to the page it stands on."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has: title, description, localised kind for the search, ways to the roots, crumbs.

    `root` leads to the root of the language, `site_root` to the root of the site, where the downloads lie;
    a `wide` page has no table of contents beside it. `card` is the picture that is shown where the page is shared, relative to the
    root of the language, and `card_text` what it shows; `structured` is what search engines are told in the words of schema.org.
    """

    language: str
    title: str
    description: str
    kind: str
    root: str
    site_root: str
    crumbs: tuple[Link, ...] = ()
    wide: bool = False
    card: str = ""
    card_text: str = ""
    structured: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClaimItem:
    """One source's statement behind a figure; `lead` says for which date where that is not the figure's own."""

    value: str
    machine: str
    source: Link
    precision: str
    published: bool
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims behind a figure: how many, whether they disagree (in words), how far they lie apart."""

    summary: str
    disagree: bool
    items: tuple[ClaimItem, ...]
    spread: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: text, and what it is to a machine (`value` a number, `when` a date), or where it leads.

    `href` is a page of this site, `url` an address elsewhere, `lang` the language of a text that is not the page's.
    """

    text: str
    href: str = ""
    url: str = ""
    value: str = ""
    when: str = ""
    lang: str = ""
    numeric: bool = False
    flag: str = ""
    links: tuple[Link, ...] = ()
    claims: Claims | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; its first cell is its heading. `code` is what it is about, where a script asks for it."""

    cells: tuple[Cell, ...]
    id: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a common heading, which may have an id and say more; without a title they stand for themselves."""

    rows: tuple[Row, ...]
    title: Link | None = None
    id: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, column headings and groups of rows.

    `long` ones scroll and stay out of the search; `records` have rows that a phone shows as cards, as it does where columns are many.
    """

    caption: str
    headings: tuple[Heading, ...]
    groups: tuple[Group, ...]
    long: bool = False
    records: bool = False

    @property
    def stack(self) -> bool:
        """Whether a phone shows each row as a card, because the columns would not stand beside each other."""
        return self.records or len(self.headings) >= MANY_COLUMNS

    @property
    def empty(self) -> bool:
        """Whether there is no row."""
        return not any(g.rows for g in self.groups)

    @property
    def sortable(self) -> bool:
        """Whether rows that stand together are so many that putting them in another order helps."""
        return any(len(g.rows) >= SORTABLE for g in self.groups)


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is said of it; the answer may lead somewhere."""

    term: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a table, an introduction, or both; `anchor` is one of our own words."""

    anchor: str
    title: str
    tables: tuple[Table, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class ChartBox:
    """A chart and the table that it draws, as they stand on a page.

    `address` is its files' without the ending, `anchor` its id on the page, `embed` the way to its page for embedding; `controls`
    name what can be changed while scripts run, `rooms` are the texts on the buttons of each.
    """

    chart: Chart
    table: Table
    address: str
    anchor: str
    embed: str
    share: Share
    controls: tuple[str, ...] = ()
    rooms: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Download:
    """A file for download: what it is, where it lies, its size in words."""

    text: str
    href: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """An area with the areas inside it, for the list in which everyone finds their own."""

    link: Link
    children: tuple[Link, ...]
    count: str = ""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What the template `index` is given: an introduction and tables of links."""

    frame: Frame
    intro: str
    sections: tuple[Section, ...]
