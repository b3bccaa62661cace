"""Rows of tables as HTML, written without a template: a portal has half a million cells, and each is printed the same few ways.

What is rare (claims, several links, another language) is left to the templates' macro for the content of a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup

from build_scripts import escape
from build_scripts.outputs.pages.context import Cell, Heading, Row

Content = Callable[[Cell], Markup]
_NUMBER = ' class="n"'
# Dates, names and sources come again on thousands of pages.
_text = lru_cache(maxsize=1 << 16)(escape.block)


def rows_html(rows: Iterable[Row], content: Content, headings: Sequence[Heading] = ()) -> Markup:
    """Write rows one below the other, each on a line of its own; `content` writes a cell that is not plain.

    With `headings` each cell says of which column it is, so that a phone can show the row as a card.
    """
    labels = [f' data-label="{_text(heading.text)}"' for heading in headings]
    return Markup("".join(_row(row, content, labels) for row in rows))  # noqa: S704


def _row(row: Row, content: Content, labels: Sequence[str]) -> str:
    anchor = f' id="{_text(row.id)}"' if row.id else f' data-code="{_text(row.code)}"' if row.code else ""
    first, *others = row.cells
    number = _NUMBER if first.numeric else ""
    # The title of a card needs no label, unless it is a mere number.
    title = labels[0] if labels and first.text[:1].isdigit() and not first.when else ""
    beside = zip(others, labels[1:] if labels else [""] * len(others), strict=True)
    cells = "".join(_cell(cell, content, label) for cell, label in beside)
    return f'<tr{anchor}><th scope="row"{number}{title}>{_heading(first, content)}</th>{cells}</tr>\n'


def _heading(cell: Cell, content: Content) -> str:
    return str(content(cell)) if cell.value or _rare(cell) else _plain(cell)


def _rare(cell: Cell) -> bool:
    return bool(cell.claims or cell.links or cell.url or (cell.lang and cell.text))


def _plain(cell: Cell) -> str:
    text = _text(cell.text)
    if cell.href:
        return f'<a href="{_text(cell.href)}">{text}</a>'
    return f'<time datetime="{_text(cell.when)}">{text}</time>' if cell.when else text


def _cell(cell: Cell, content: Content, label: str) -> str:
    number = _NUMBER if _is_number(cell) else ""
    return f"<td{number}{label}>{_inner(cell, content)}</td>"


def _is_number(cell: Cell) -> bool:
    if _rare(cell):
        return cell.numeric
    return bool(cell.value) or (cell.numeric and not (cell.href or cell.when))


def _inner(cell: Cell, content: Content) -> str:
    if _rare(cell):
        return str(content(cell))
    if not cell.value:
        return _plain(cell)
    number = f'<data value="{_text(cell.value)}">{_text(cell.text)}</data>'
    return f'<a href="{_text(cell.href)}">{number}</a>' if cell.href else number
