"""How targets stand, as a table: the status in a word and a sign, the figure that it rests on, the paces, and the rule."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from build_scripts.dataset import Indicator
from build_scripts.figures import Figure
from build_scripts.figures.progress import STATUSES, Progress, progress_of
from build_scripts.outputs.pages.context import Cell, Group, Heading, Row, Section, Table
from build_scripts.outputs.pages.rows import date_text, detail_text, value_text
from build_scripts.outputs.pages.scope import Scope

# The sign says the same as the word, and stands before it for those who look down the column.
SIGNS = dict(zip(STATUSES, ("✓", "◷", "✗", "↗", "↘", "–"), strict=True))
COLUMNS = ("due", "target", "status", "judged", "pace", "needed")
NUMBERS = frozenset({"target", "pace", "needed"})


def progress_section(scope: Scope, item: Indicator) -> tuple[Section, ...]:
    """Return the section on the targets of an indicator, or nothing where it has none."""
    found = progress_of(scope.figures, item.id, date.fromisoformat(scope.catalog.built))
    if not found:
        return ()
    shown = tuple(c for c in COLUMNS if c not in ("pace", "needed") or any(getattr(p, c) is not None for p in found))
    headings = tuple(Heading(scope.locale.word(f"progress.{c}"), c in NUMBERS) for c in shown)
    caption = scope.locale.word(
        "progress.caption", name=item.name.to(scope.language), date=scope.date(scope.catalog.built)
    )
    table = Table(caption, headings, (Group(tuple(_row(scope, p, shown) for p in found)),), records=True)
    return (Section("progress", scope.locale.word("progress.title"), (table,), scope.locale.word("progress.rule")),)


def _row(scope: Scope, one: Progress, shown: tuple[str, ...]) -> Row:
    target = one.target.chosen
    who = "; ".join(p for p in (_area(scope, one.target), detail_text(scope, target)) if p)
    due = date_text(scope, target)
    cells = {
        "due": Cell(f"{due} ({who})" if who else due, when=one.target.key.as_of),
        "target": Cell(
            value_text(scope, target, unit=True), value=target.text, numeric=True, href=scope.figure(one.target.key)
        ),
        "status": Cell(_status(scope, one), flag=one.status),
        "judged": _judged(scope, one),
        "pace": _pace(scope, one.pace, target.unit),
        "needed": _pace(scope, one.needed, target.unit),
    }
    return Row(tuple(cells[c] for c in shown))


def _area(scope: Scope, figure: Figure) -> str:
    return "" if figure.chosen.area_level == "country" else scope.area(figure.key.area).text


def _status(scope: Scope, one: Progress) -> str:
    told = f"{SIGNS[one.status]} {scope.locale.word(f'progress.{one.status}')}"
    return f"{told}: {scope.locale.word(f'progress.{one.reason}')}" if one.reason else told


def _judged(scope: Scope, one: Progress) -> Cell:
    if one.judged is None:
        return Cell("")
    claim = one.judged.chosen
    value, when = value_text(scope, claim, unit=True), date_text(scope, claim)
    return Cell(scope.locale.word("progress.figure", value=value, date=when), href=scope.figure(one.judged.key))


def _pace(scope: Scope, pace: Decimal | None, unit: str) -> Cell:
    if pace is None:
        return Cell("", numeric=True)
    of = "percentage-points" if unit == "percent" else unit
    return Cell(
        scope.locale.word("progress.yearly", amount=scope.locale.quantity(pace, of)), value=str(pace), numeric=True
    )
