"""A second, plain reader: RFC 4180 as a machine of four states, to compare with; it knows nothing of the project."""

from __future__ import annotations

START, CELL, QUOTED, CLOSED = range(4)
Record = tuple[int, list[str]]


def records(text: str, delimiter: str = ",", quote: str = '"') -> list[Record] | None:  # noqa: C901, PLR0912 (a machine of states is one table)
    """Return the line on which each record begins and its cells, or nothing where the text is no such table."""
    # A line ends with CR, LF or both, whichever the file has.
    found: list[Record] = []
    row: list[str] = []
    cell, state, line, first = "", START, 1, 1
    position = 0
    while position < len(text):
        sign = text[position]
        is_end = sign in "\r\n"
        if sign == "\r" and text[position + 1 : position + 2] == "\n":
            sign, position = "\r\n", position + 1
        position += 1
        line += is_end
        if state == QUOTED:
            if sign == quote:
                state = CLOSED
            else:
                cell += sign
        elif state == CLOSED and sign == quote:
            cell, state = cell + quote, QUOTED
        elif is_end:
            if row or cell or state != START:
                found.append((first, [*row, cell]))
            else:
                found.append((first, []))
            row, cell, state, first = [], "", START, line
        elif sign == delimiter:
            row, cell, state = [*row, cell], "", START
        elif state == CLOSED:
            return None
        elif state == START and sign == quote:
            state = QUOTED
        else:
            cell, state = cell + sign, CELL
    if state == QUOTED:
        return None
    if row or cell or state != START:
        found.append((first, [*row, cell]))
    return found
