"""The generated sentences: figures told in the grammar of each language. Plain text; escaping is the output's work."""

from __future__ import annotations

from build_scripts.narrative.area import area_summary
from build_scripts.narrative.derived import (
    change_text,
    change_words,
    derived_sentence,
    formula_line,
    gap_text,
    rank_text,
)
from build_scripts.narrative.figure import figure_sentence, other_claims
from build_scripts.narrative.grammar import counted, listing, lower_first, paragraph, sentence, upper_first
from build_scripts.narrative.home import HomeSentences, home_sentences
from build_scripts.narrative.indicator import indicator_summary
from build_scripts.narrative.lookup import latest
from build_scripts.narrative.name import (
    area_name,
    area_of,
    breakdown_name,
    in_area,
    indicator_name,
    measure,
    segment_name,
    source_in_text,
    source_short,
)
from build_scripts.narrative.package import package_summary
from build_scripts.narrative.publisher import publisher, source_line
from build_scripts.narrative.source import source_summary
from build_scripts.narrative.spread import spread_words
from build_scripts.narrative.value import between, figure_value, spoken, stated
from build_scripts.narrative.when import at_date, over_period, period_text, when

__all__ = [
    "HomeSentences",
    "area_name",
    "area_of",
    "area_summary",
    "at_date",
    "between",
    "breakdown_name",
    "change_text",
    "change_words",
    "counted",
    "derived_sentence",
    "figure_sentence",
    "figure_value",
    "formula_line",
    "gap_text",
    "home_sentences",
    "in_area",
    "indicator_name",
    "indicator_summary",
    "latest",
    "listing",
    "lower_first",
    "measure",
    "other_claims",
    "over_period",
    "package_summary",
    "paragraph",
    "period_text",
    "publisher",
    "rank_text",
    "segment_name",
    "sentence",
    "source_in_text",
    "source_line",
    "source_short",
    "source_summary",
    "spoken",
    "spread_words",
    "stated",
    "upper_first",
    "when",
]
