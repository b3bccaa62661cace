"""Sentences about what we compute: gap, change, pace, rank, share, coverage, and how each was computed."""

from __future__ import annotations

from decimal import Decimal

from build_scripts.dataset import is_date
from build_scripts.figures import Derived, Figures, Input, Key
from build_scripts.locale import Locale
from build_scripts.narrative.grammar import paragraph
from build_scripts.narrative.name import area_name, area_of, in_area, measure, source_in_text, subject
from build_scripts.narrative.value import difference_unit, spoken
from build_scripts.narrative.when import at_date, over_period


def derived_sentence(derived: Derived, figures: Figures, locale: Locale) -> str:
    """Tell a derived value in one sentence."""
    key = derived.key
    form = "unchanged" if derived.name == "change" and not difference(derived) else derived.name
    told = locale.word(
        f"sentences.derived.{form}",
        where=in_area(area_of(figures, key.area), locale, figures),
        measure=subject(figures, key, locale),
        when=_when(key.indicator, key.as_of, figures, locale),
        told=_TOLD[derived.name](derived, figures, locale),
        value=spoken(derived.inputs[0].value, _unit(key, figures), locale),
    )
    return paragraph([told])


def difference(derived: Derived) -> Decimal:
    """Return by how much the first input exceeds the second, with the digits of the more precise one."""
    return derived.inputs[0].value - derived.inputs[1].value


def difference_text(derived: Derived, figures: Figures, locale: Locale) -> str:
    """Write the size of that difference with its unit, without sign."""
    unit = difference_unit(_unit(derived.key, figures))
    return spoken(abs(difference(derived)), unit, locale)


def target_text(derived: Derived, figures: Figures, locale: Locale) -> str:
    """Name the target of a gap or pace: `target nasional 98 persen untuk 2024`."""
    area = area_of(figures, _about(derived.inputs[1], figures).area)
    form = "national" if area.level == "country" else "local"
    value = spoken(Decimal(derived.facts["target"]), _unit(derived.key, figures), locale)
    return locale.word(f"sentences.gap.{form}", value=value, date=locale.date(derived.facts["target_as_of"]))


def gap_text(derived: Derived, figures: Figures, locale: Locale, target: str = "") -> str:
    """Say how a figure stands to its target: `2,8 poin persentase di bawah target nasional 98 persen untuk 2024`."""
    by = difference(derived)
    form = "equal" if not by else "below" if by < 0 else "above"
    named = target or target_text(derived, figures, locale)
    return locale.word(f"sentences.gap.{form}", difference=difference_text(derived, figures, locale), target=named)


def change_words(value: Decimal, locale: Locale) -> str:
    """Say in which direction a value went: `naik`, `turun`, `tetap`."""
    return locale.word(f"sentences.change.{'rose' if value > 0 else 'fell' if value < 0 else 'unchanged'}")


def change_text(derived: Derived, figures: Figures, locale: Locale) -> str:
    """Say how a figure changed: `naik 2,70 poin persentase dari 95,75 persen pada 31 Desember 2023`."""
    return _change(derived, figures, locale, change_words(difference(derived), locale))


def change_aside(derived: Derived, figures: Figures, locale: Locale) -> str:
    """Say how a figure changed, after a comma: `up 2.70 percentage points from …`; another source is named as such."""
    by = difference(derived)
    form = "up" if by > 0 else "down" if by < 0 else "unchanged"
    told = _change(derived, figures, locale, locale.word(f"sentences.change.{form}"), aside=True)
    if derived.facts["sources"] == "same":
        return told
    return locale.word("sentences.change.other-source", change=told)


def _change(derived: Derived, figures: Figures, locale: Locale, change: str, aside: bool = False) -> str:
    previous = derived.facts["previous"]
    if not difference(derived):
        return locale.word("sentences.change.same", change=change, date=locale.date(previous))
    size = difference_text(derived, figures, locale)
    if derived.formula == "change-relative":
        percent = locale.quantity(abs(derived.value), derived.unit)
        size = locale.word("sentences.change.relative", difference=size, percent=percent)
    return locale.word(
        f"sentences.change.{'moved-aside' if aside else 'moved'}",
        change=change,
        difference=size,
        value=spoken(derived.inputs[1].value, _unit(derived.key, figures), locale),
        when=_when(derived.key.indicator, previous, figures, locale),
    )


def rank_text(derived: Derived, figures: Figures, locale: Locale) -> str:
    """Say which place an area takes: `peringkat 11 dari 15 provinsi yang angkanya diketahui untuk 2025`."""
    province = figures.dataset.areas.get(derived.facts.get("province", ""))
    if province:
        field = locale.word("sentences.rank.districts", province=area_name(province, locale, level=False))
    else:
        field = locale.word("sentences.rank.provinces")
    period = derived.facts.get("period", derived.key.as_of)
    return locale.word(
        f"sentences.rank.{'lowest' if derived.facts.get('order') == 'lowest' else 'highest'}",
        rank=locale.number(derived.value),
        of=locale.number(derived.of),
        field=field,
        date=locale.date(period) if is_date(period) else period,
    )


def pace_text(derived: Derived, figures: Figures, locale: Locale) -> str:
    """Say how fast a figure must grow: `naik rata-rata 0,25 poin persentase per tahun`."""
    pace = spoken(abs(derived.value), difference_unit(_unit(derived.key, figures)), locale)
    direction = locale.word(f"sentences.gap.{'down' if derived.value < 0 else 'up'}")
    return locale.word("sentences.gap.pace", direction=direction, pace=pace)


def _pace_to_target(derived: Derived, figures: Figures, locale: Locale) -> str:
    target = target_text(derived, figures, locale)
    return locale.word("sentences.gap.pace-to", pace=pace_text(derived, figures, locale), target=target)


def _value_text(derived: Derived, figures: Figures, locale: Locale) -> str:
    return locale.quantity(derived.value, derived.unit)


_TOLD = {
    "coverage": _value_text,
    "share": _value_text,
    "gap": gap_text,
    "change": change_text,
    "pace": _pace_to_target,
    "rank": rank_text,
}


def _unit(key: Key, figures: Figures) -> str:
    indicator = figures.dataset.indicators.get(key.indicator)
    return indicator.unit if indicator else ""


def _when(indicator: str, as_of: str, figures: Figures, locale: Locale) -> str:
    found = figures.dataset.indicators.get(indicator)
    return over_period(as_of, "", locale) if found and found.period_type == "period" else at_date(as_of, locale)


def formula_line(derived: Derived, figures: Figures, locale: Locale) -> str:
    """Write the formula of a derived value, and its inputs with their values; of many inputs the first three."""
    inputs = [_input_text(i, figures, locale) for i in derived.inputs[:3]]
    listed = "; ".join(inputs)
    if len(derived.inputs) > 3:
        rest = locale.number(len(derived.inputs) - 3)
        listed = locale.word("sentences.derived.more", inputs=listed, number=rest)
    formula = locale.word(f"formulas.{derived.formula}")
    return paragraph([locale.word("sentences.derived.inputs", formula=formula.rstrip("."), inputs=listed)])


def _about(item: Input, figures: Figures) -> Key:
    """Return the key of an input from its lasting id, in which an empty segment or breakdown leaves no trace."""
    told, _, kind = item.id.partition("@")
    indicator, area, as_of, *parts = told.split("/")
    segment = parts.pop(0) if parts and parts[0] in figures.dataset.segments else ""
    return Key(indicator, kind or "observed", area, as_of, segment, "".join(parts))


def _input_text(item: Input, figures: Figures, locale: Locale) -> str:
    key = _about(item, figures)
    return locale.word(
        "sentences.derived.input",
        measure=measure(figures, key, locale),
        area=area_name(area_of(figures, key.area), locale),
        date=locale.date(key.as_of) if is_date(key.as_of) else key.as_of,
        value=locale.quantity(item.value, _unit(key, figures)),
        source=source_in_text(item.source_id, figures, locale),
    )
