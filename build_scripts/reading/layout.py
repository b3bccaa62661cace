"""How the bytes of a table become rows of text: what dialect, encoding and `fieldsMatch` say, in one value."""

from __future__ import annotations

from dataclasses import dataclass

# By `fieldsMatch`: exact goes by position, the others by name.
MATCHES = ("exact", "equal", "subset", "superset", "partial")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the bytes of a table become cells; `quote` is empty where nothing is quoted.

    `header_rows` are counted from 1 in the file; (1,) means the first row that is no comment. `comment` is what a line of comment begins
    with, `comment_rows` are rows that are comments whatever they say. `required` are fields that must have a column even where `match`
    lets columns be absent. `gzip` says that the file is compressed.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    double_quote: bool = True
    skip_initial_space: bool = False
    header: bool = True
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment: str = ""
    comment_rows: tuple[int, ...] = ()
    fold_header: bool = False
    match: str = "exact"
    required: tuple[str, ...] = ()
    gzip: bool = False

    @property
    def plain(self) -> bool:
        """Whether the file is one header row, whose labels are the names of the fields in order, and then rows alone."""
        return (
            self.header
            and self.header_rows == (1,)
            and not (self.comment or self.comment_rows or self.fold_header)
            and self.match == "exact"
        )
