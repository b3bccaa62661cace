"""What can be set: which indicators the home page speaks of, and how one build runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Headline:
    """The indicators that the home page answers with: a count of people, their share of the population, and who of them is active."""

    count: str = "members"
    share: str = "coverage"
    active: str = "active-members"


@dataclass(frozen=True, slots=True)
class Settings:
    """One build: where the packages lie, where the site goes, and for which address and languages it is made.

    `epoch` are seconds since 1970 that stand for the time of the build (`SOURCE_DATE_EPOCH`), so that no clock is read;
    `cache` keeps what a later build can use again. `base_url` ends with a slash.
    """

    datasets: Path = ROOT / "datasets"
    out: Path = ROOT / "site"
    cache: Path = ROOT / ".cache" / "portal"
    base_url: str = "https://cakupan.github.io/cakupan/"
    languages: tuple[str, ...] = ("id", "en")
    jobs: int = 2
    epoch: int = 0
    headline: Headline = field(default_factory=Headline)
