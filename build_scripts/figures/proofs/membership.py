"""Relations between members, active members, inactive members, people not registered, and the population."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.figures.proofs.account import Account, Book, Relation
from build_scripts.figures.tolerance import Span, constant


def _percent(part: Span | None, wholes: tuple[Span | None, ...]) -> tuple[Span, ...]:
    return tuple(part.percent_of(whole) for whole in wholes if whole and whole.low > 0) if part else ()


def _against(check: str, account: Account, lefts: tuple[Span, ...], indicator: str) -> Iterator[Relation]:
    """Yield a relation of the left sides to every value that the source prints for an indicator."""
    if lefts:
        for right in account.each(indicator):
            yield Relation(check, account, lefts, right)


def coverage(book: Book, account: Account) -> Iterator[Relation]:
    """Members over the population of the source is its coverage."""
    lefts = _percent(account.said("members"), book.populations(account))
    yield from _against("members-over-population", account, lefts, "coverage")


def registration(book: Book, account: Account) -> Iterator[Relation]:
    """Members and people not registered make up the population; without members, the rest of it is the coverage."""
    unregistered, members = account.said("unregistered"), account.said("members")
    populations = book.populations(account)
    if not unregistered or not populations:
        return
    if members:
        everyone, (first, *others) = members + unregistered, populations
        yield Relation("registered-plus-unregistered", account, (everyone,), first, instead=tuple(others))
    else:
        lefts = tuple(constant(100) - s for s in _percent(unregistered, populations))
        yield from _against("unregistered-against-coverage", account, lefts, "coverage")


def activity(book: Book, account: Account) -> Iterator[Relation]:
    """Active members over members, over the population, or over either where the source does not name its base."""
    active, members = account.said("active-members"), account.said("members")
    populations = book.populations(account)
    of_members, of_population = _percent(active, (members,)), _percent(active, populations)
    yield from _against("active-over-members", account, of_members, "active-share-of-members")
    yield from _against("active-over-population", account, of_population, "active-share-of-population")
    yield from _against("active-share-any-base", account, of_members + of_population, "active-share")


def inactivity(book: Book, account: Account) -> Iterator[Relation]:
    """Active and inactive members make up the members; without active members, the rest of them gives the share."""
    active, inactive = account.said("active-members"), account.said("inactive-members")
    members = account.said("members")
    if not inactive:
        return
    if active:
        yield from _against("active-plus-inactive", account, (active + inactive,), "members")
    elif members:
        rest = members - inactive
        lefts = _percent(rest, (members, *book.populations(account)))
        yield from _against("inactive-against-active-share", account, lefts, "active-share")
        yield from _against("inactive-against-active-share", account, lefts[:1], "active-share-of-members")
