"""Where practitioners are short, where there are too many, who moved (GO-38, GO-78). It must not move anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from services.grassroots_offices.domain.criterion import Criterion, Verdict
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.premises import AreaType, PremisesSpan, approved_on


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceLine:
    """One working office."""

    office: str
    area_type: AreaType
    staff: int
    short_practitioners: int
    short_partners: int
    surplus: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceProposal:
    """So many might go from the one to the other."""

    from_office: str
    to_office: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMove:
    """Somebody moved; None where an office is not known here."""

    practitioner: str
    from_office: str
    to_office: str
    moved_date: dt.date
    from_area: AreaType | None
    to_area: AreaType | None


Histories = Mapping[str, tuple[PremisesSpan, ...]]


def balance_line(office: str, area: AreaType, verdicts: Iterable[Verdict]) -> BalanceLine:
    """What the office is short of; beyond what is needed counts in a street alone (GO-78)."""
    by_criterion = {one.criterion: one for one in verdicts}
    staff = by_criterion[Criterion.STAFF]
    short = max(_lacking(by_criterion, Criterion.PRACTITIONERS), _lacking(by_criterion, Criterion.STAFF))
    beyond = max(0, staff.measured - staff.threshold) if area is AreaType.STREET else 0
    return BalanceLine(
        office=office, area_type=area, staff=staff.measured, short_practitioners=short,
        short_partners=_lacking(by_criterion, Criterion.PARTNERS), surplus=beyond,
    )  # fmt: skip


def proposals(lines: Iterable[BalanceLine], counties: Mapping[str, str]) -> list[BalanceProposal]:
    """From streets with more than they need to townships that are short, in one county, each person once (GO-38)."""
    ordered = sorted(lines, key=lambda one: one.office)
    left = {one.office: one.surplus for one in ordered if one.surplus}
    found: list[BalanceProposal] = []
    for needy in ordered:
        lacking = needy.short_practitioners if needy.area_type is AreaType.TOWNSHIP else 0
        for giver in [one for one in left if counties[one] == counties[needy.office]]:
            count = min(lacking, left[giver])
            if count:
                found.append(BalanceProposal(from_office=giver, to_office=needy.office, count=count))
                left[giver] -= count
                lacking -= count
    return found


def moves_of(people: Iterable[Practitioner], year: int, histories: Histories) -> list[StaffMove]:
    """Everybody who went from one office to another in the year, with the kinds of place on that day (GO-38)."""
    found = [
        StaffMove(
            practitioner=person.name, from_office=before.office, to_office=after.office, moved_date=after.from_date,
            from_area=_area(histories, before.office, after.from_date),
            to_area=_area(histories, after.office, after.from_date),
        )
        for person in people
        for before, after in pairwise(span for span in person.spans if span.office)
        if before.office != after.office and after.from_date.year == year
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.moved_date, one.practitioner))


def _lacking(by_criterion: Mapping[Criterion, Verdict], criterion: Criterion) -> int:
    one = by_criterion.get(criterion)
    return max(0, one.threshold - one.measured) if one else 0


def _area(histories: Histories, office: str, day: dt.date) -> AreaType | None:
    history = [one for one in histories.get(office, ()) if one.from_date <= day]
    return approved_on(history, day).area_type if history else None
