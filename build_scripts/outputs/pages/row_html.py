"""Rows of tables as HTML, written without a template: a portal has half a million cells, and each is printed the same few ways.

What is rare (claims, several links, another language) is left to the templates' macro for the content of a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import Markup

from build_scripts import escape
from build_scripts.outputs.pages.context import Cell, Row

Content = Callable[[Cell], Markup]
# Dates, names and sources come again on thousands of pages.
_text = lru_cache(maxsize=1 << 16)(escape.block)


def rows_html(rows: Iterable[Row], content: Content) -> Markup:
    """Write rows one below the other, each on a line of its own; `content` writes a cell that is not plain."""
    return Markup("".join(_row(row, content) for row in rows))  # noqa: S704


def _row(row: Row, content: Content) -> str:
    anchor = f' id="{_text(row.id)}"' if row.id else ""
    first, *others = row.cells
    cells = "".join(_cell(cell, content) for cell in others)
    numeric = ' class="n"' if first.numeric else ""
    return f'<tr{anchor}><th scope="row"{numeric}>{_heading(first, content)}</th>{cells}</tr>\n'


def _heading(cell: Cell, content: Content) -> str:
    return str(content(cell)) if cell.value or _rare(cell) else _plain(cell)


def _rare(cell: Cell) -> bool:
    return bool(cell.claims or cell.links or cell.lang or cell.url)


def _plain(cell: Cell) -> str:
    text = _text(cell.text)
    if cell.href:
        return f'<a href="{_text(cell.href)}">{text}</a>'
    return f'<time datetime="{_text(cell.when)}">{text}</time>' if cell.when else text


def _cell(cell: Cell, content: Content) -> str:
    if _rare(cell):
        return f"<td{' class=n' if cell.numeric else ''}>{content(cell)}</td>"
    if cell.value:
        number = f'<data value="{_text(cell.value)}">{_text(cell.text)}</data>'
        return (
            f'<td class="n"><a href="{_text(cell.href)}">{number}</a></td>'
            if cell.href
            else f'<td class="n">{number}</td>'
        )
    plain = cell.numeric and not (cell.href or cell.when)
    return f'<td class="n">{_plain(cell)}</td>' if plain else f"<td>{_plain(cell)}</td>"
