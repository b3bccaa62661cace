"""Which claim is published: one stated rule, the same for every key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from build_scripts.dataset import Dataset, Observation, Source, last_day
from build_scripts.figures.derived import derive
from build_scripts.figures.disagreement import disagreeing, disagreements, reference_period
from build_scripts.figures.model import Figure, Figures, Key, Series, SeriesKey, Weighed, key_of
from build_scripts.figures.proofs import prove
from build_scripts.figures.tolerance import coarseness

SOURCE_KINDS = (
    "official-report",
    "official-statistics",
    "government-site",
    "international-organisation",
    "academic",
    "dataset",
    "statistics-aggregator",
    "news",
)

Rank = tuple[int, int, int, str, int, str]


def rank(claim: Observation, sources: Mapping[str, Source]) -> Rank:
    """Return the place of a claim among those of its key; the smallest is published.

    Rank of the source's kind, then precision, then the latest publication (no date is the oldest; a month or year
    counts as its last day), then source, then statement. A source that is not described ranks last.
    """
    source = sources.get(claim.source_id)
    kind = source.kind if source else ""
    told = last_day(source.published_on) if source and source.published_on else date.min
    return (
        SOURCE_KINDS.index(kind) if kind in SOURCE_KINDS else len(SOURCE_KINDS),
        coarseness(claim.precision),
        -told.toordinal(),
        claim.source_id,
        claim.statement,
        claim.period_from,
    )


def _disagrees(claims: Iterable[Observation]) -> bool:
    periods: defaultdict[str, list[Observation]] = defaultdict(list)
    for claim in claims:
        periods[reference_period(claim)].append(claim)
    return any(disagreeing(same) for same in periods.values())


def published(dataset: Dataset) -> dict[Key, Figure]:
    """Return the figure of every key that has a claim, in order of key."""
    groups: defaultdict[Key, list[Observation]] = defaultdict(list)
    for claim in dataset.observations:
        groups[key_of(claim)].append(claim)
    figures = {}
    for key in sorted(groups):
        claims = tuple(sorted(groups[key], key=lambda c: rank(c, dataset.sources)))
        figures[key] = Figure(key, claims[0], claims, _disagrees(claims))
    return figures


def by_period(figure: Figure) -> tuple[date, int, int]:
    """Return the place of a figure in its series: by the last day of its date.

    Of figures that end on one day, an approximate value comes first and an exact one last, so that the latest figure
    of a series is not "more than 98" where 98.62 is known; then the less precise date comes first.
    """
    return figure.key.day, -coarseness(figure.chosen.precision), len(figure.key.as_of)


def series(figures: Iterable[Figure]) -> tuple[Series, ...]:
    """Gather figures into series by indicator, kind, area, segment and breakdown, in that order."""
    groups: defaultdict[SeriesKey, list[Figure]] = defaultdict(list)
    for figure in figures:
        k = figure.key
        groups[(k.indicator, k.kind, k.area, k.segment, k.breakdown)].append(figure)
    return tuple(Series(*key, tuple(sorted(groups[key], key=by_period))) for key in sorted(groups))


def weigh(dataset: Dataset) -> Weighed:
    """Hold the claims of a dataset against each other: what disagrees, and what does not add up."""
    return Weighed(dataset, disagreements(dataset.observations), prove(dataset))


def compute(dataset: Dataset, weighed: Weighed | None = None) -> Figures:
    """Compute published values, series, derived values, disagreements and proofs of a dataset; what was weighed before is taken over."""
    known = weighed or weigh(dataset)
    figures = published(dataset)
    all_series = series(figures.values())
    return Figures(
        dataset=dataset,
        figures=figures,
        series=all_series,
        derived=derive(dataset, figures, all_series),
        disagreements=known.disagreements,
        proofs=known.proofs,
    )
