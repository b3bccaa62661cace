"""The one place that knows Jinja: templates print text, the environment escapes it, an undefined name is an error."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from build_scripts import escape, paths
from build_scripts.catalog import File
from build_scripts.locale import Locale
from build_scripts.outputs.pages.row_html import rows_html

FOLDER = Path(__file__).parent.parent.parent / "templates"


@lru_cache(maxsize=1 << 16)
def _escaped(text: str) -> Markup:
    """Escape a text once: dates, names and sources come again on thousands of pages."""
    return Markup(escape.block(text))  # noqa: S704


def _printed(value: object) -> Markup:
    """Escape whatever a template prints, unless one of the filters below has done so for another place."""
    return value if isinstance(value, Markup) else _escaped(str(value))


def _filters() -> dict[str, object]:
    return {
        "md": lambda text: Markup(escape.markdown(text)),  # noqa: S704
        "yaml": lambda text: Markup(escape.front_matter(text)),  # noqa: S704
        "rich": lambda text: Markup(escape.rich(text)),  # noqa: S704
        "json": lambda value: Markup(escape.json_text(value)),  # noqa: S704
        "rows": rows_html,
        "url": lambda url: Markup(escape.link(url)),  # noqa: S704
    }


@cache
def environment() -> Environment:
    """Return the environment of all templates: escaping on, undefined names refused."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # The usual signs of a comment are also those of a heading's id in Markdown.
        comment_start_string="{!--",
        comment_end_string="--!}",
    )
    made.filters.update(_filters())
    return made


def render(template: str, page: str, locale: Locale, context: object) -> File:
    """Render a page of a language from the record `p` of its template; `t` are the words of `pages.toml`, `word` those of any file."""

    def words(key: str, **facts: object) -> str:
        return locale.word(f"pages.{key}", **facts)

    text = environment().get_template(f"{template}.md.jinja").render(p=context, t=words, word=locale.word)
    return File(f"{locale.language}/{paths.markdown_of(page)}", text.encode())
