"""Relations between a whole and its parts inside the vocabulary: sexes, services, awards, contributions, insurance."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.figures.proofs.account import Account, Book, Relation
from build_scripts.figures.tolerance import constant, total

Term = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Partition:
    """A whole and the parts that make it up, each an indicator and a breakdown; the segment is that of the whole."""

    check: str
    whole: Term
    parts: tuple[Term, ...]


def _of(check: str, indicator: str, whole: str, *parts: str) -> Partition:
    return Partition(check, (indicator, whole), tuple((indicator, part) for part in parts))


PARTITIONS = (
    _of("sexes-sum", "population-civil-registry", "", "female", "male"),
    _of("inactive-reasons-sum", "inactive-members", "", "segment-change", "unpaid-contributions"),
    _of("inactive-reasons-sum", "inactive-members", "", "deactivated-government-paid", "unpaid-contributions"),
    _of("parts-sum", "class-downgrades", "", "class-1-to-2", "class-2-to-3"),
    _of("parts-sum", "uhc-districts", "", "kabupaten", "kota"),
    _of("awards-sum", "uhc-award-recipients", "districts", "districts-utama", "districts-madya", "districts-pratama"),
    _of("awards-sum", "uhc-award-recipients", "local-governments", "districts", "provinces"),
    _of("visits-sum", "visits", "", "fktp", "rjtl", "ritl"),
    _of("visits-sum", "visits", "", "rjtp", "rjtl", "ritl"),
    _of("visits-sum", "visits", "", "fktp-healthy", "fktp-sick", "rjtl", "ritl"),
    _of("visits-sum", "visits", "", "fktp", "fkrtl"),
    _of("visits-sum", "visits", "fktp", "fktp-healthy", "fktp-sick"),
    _of("visits-sum", "visits", "fkrtl", "rjtl", "ritl"),
    _of("visits-sum", "visits", "sick-total", "fktp-sick", "rjtl", "ritl"),
    _of("contribution-parts-sum", "contribution-rate-of-wage", "", "employer-share", "worker-share"),
    _of(
        "contribution-parts-sum",
        "contribution-subsidy",
        "class-3",
        "class-3-central-government",
        "class-3-regional-government",
    ),
    Partition(
        "contribution-parts-sum",
        ("contribution-rate", "class-3"),
        (("contribution-paid-by-member", "class-3"), ("contribution-subsidy", "class-3")),
    ),
    Partition(
        "fund-revenue-sum",
        ("dsf-revenue", ""),
        (
            ("contribution-revenue", ""),
            ("investment-income", ""),
            ("dsf-revenue", "capitation-budget-surplus"),
            ("dsf-revenue", "cigarette-tax"),
            ("dsf-revenue", "other"),
        ),
    ),
    _of("insurance-parts-sum", "insurance-ownership", "bpjs", "bpjs-non-pbi", "bpjs-pbi"),
)


def partitions(_: Book, account: Account) -> Iterator[Relation]:
    """The parts of a whole add up to it, wherever a source gives all of them and the whole."""
    for partition in PARTITIONS:
        indicator, breakdown = partition.whole
        for segment in account.segments(indicator):
            left = total(account.said(i, segment, b) for i, b in partition.parts)
            if left:
                for right in account.each(indicator, segment, breakdown):
                    yield Relation(partition.check, account, (left,), right)


def uninsured(_: Book, account: Account) -> Iterator[Relation]:
    """People with and without any insurance are all people."""
    left = total((account.said("insurance-ownership"), account.said("insurance-ownership", "", "none")))
    if left:
        yield Relation("insurance-none", account, (left,), constant(100))


def visits_per_day(_: Book, account: Account) -> Iterator[Relation]:
    """The visits of a whole year over its days are the visits per day."""
    visits = account.said("visits")
    if visits and len(account.as_of) == 4 and not account.period_from:
        days = 366 if isleap(int(account.as_of)) else 365
        for right in account.each("visits-per-day"):
            yield Relation("visits-per-day", account, (visits.divided_by(days),), right)


def fund_result(_: Book, account: Account) -> Iterator[Relation]:
    """Revenue of the fund less its expense is its surplus or deficit."""
    revenue, expense = account.said("dsf-revenue"), account.said("dsf-expense")
    if revenue and expense:
        for right in account.each("dsf-surplus-deficit"):
            yield Relation("fund-result", account, (revenue - expense,), right)
