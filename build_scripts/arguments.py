"""What each command may be given: options with their defaults, for people and for `--help`.

The standard library reads them, because it starts ten times faster than what could be had instead, and every check pays for it.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from build_scripts.errors import UsageError
from build_scripts.settings import Settings
from build_scripts.voices import VOICES

DEFAULTS = Settings(jobs=os.cpu_count() or 1)


class Parser(ArgumentParser):
    """Arguments of a command: no guessing at shortened options, and a fault of usage is an error like any other."""

    def __init__(self, name: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=name,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            formatter_class=RawDescriptionHelpFormatter,
        )

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message, f"{self.prog} --help")


def _between(least: int, most: int) -> Callable[[str], int]:
    """Return the reader of a whole number from `least` to `most`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
        return int(text)

    return read


def check_arguments(parser: Parser) -> None:
    """Add what `portal check` takes."""
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="DIR", help="folders of packages, or packages (default: datasets)"
    )
    parser.add_argument(
        "--format", choices=tuple(VOICES), default="text", help="how to write the report (default: text)"
    )
    parser.add_argument(
        "--lang", default="id", metavar="CODE", help="language of the sentences: id or en (default: id)"
    )
    parser.add_argument(
        "--base", default="", metavar="REV|DIR", help="compare with what was published: a git revision, or a folder"
    )
    parser.add_argument("--fix", action="store_true", help="write the repairs that are certain, and show them")
    parser.add_argument("--diff", action="store_true", help="show what --fix would write, and write nothing")


def build_arguments(parser: Parser) -> None:
    """Add what `portal build` takes."""
    _places(parser)
    _folder(parser, "--out", DEFAULTS.out, "folder of the site; replaced at once, or left as it is (default: site)")
    parser.add_argument(
        "--base-url",
        default=DEFAULTS.base_url,
        metavar="URL",
        help=f"address that the site will have (default: {DEFAULTS.base_url})",
    )
    parser.add_argument(
        "--lang",
        default=",".join(DEFAULTS.languages),
        metavar="CODES",
        help=f"languages; Indonesian lies at the root of the site, any other in a folder (default: {','.join(DEFAULTS.languages)})",
    )
    parser.add_argument(
        "--jobs",
        type=_between(1, 1024),
        default=DEFAULTS.jobs,
        metavar="N",
        help="processes that work at the same time (default: as many as there are cores)",
    )
    parser.add_argument(
        "--zip",
        type=Path,
        metavar="FILE",
        help="also write the site as a zip that opens from a disk by double click, without a server",
    )


def serve_arguments(parser: Parser) -> None:
    """Add what `portal serve` takes."""
    _places(parser)
    _folder(parser, "--out", DEFAULTS.cache.parent / "preview", "folder of the preview (default: .cache/preview)")
    parser.add_argument(
        "--port",
        type=_between(0, 65535),
        default=8000,
        metavar="N",
        help="port on 127.0.0.1; 0 takes a free one (default: 8000)",
    )


def _places(parser: Parser) -> None:
    _folder(parser, "--datasets", DEFAULTS.datasets, "folder of packages, or one package (default: datasets)")
    _folder(parser, "--cache", DEFAULTS.cache, "folder of what a later build can use again (default: .cache/portal)")


def _folder(parser: Parser, option: str, default: Path, help: str) -> None:
    parser.add_argument(option, type=Path, default=default, metavar="DIR", help=help)
