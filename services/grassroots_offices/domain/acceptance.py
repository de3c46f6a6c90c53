"""Whether somebody may take a matter on, asked at each acceptance (GO-42, GO-43, GO-44, E-76). It must not refuse."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chassis.kernel.calendar import corresponding_day
from services.grassroots_offices.domain.practitioner import Practitioner, PractitionerState

PRACTISING = frozenset({PractitionerState.ACTIVE, PractitionerState.TRANSFERRING})


class BusinessKind(enum.Enum):
    """Kinds of business (GO-42)."""

    LITIGATION = enum.auto()
    NON_LITIGATION = enum.auto()
    CRIMINAL = enum.auto()


class Area(enum.Enum):
    """How wide the area of litigation is (GO-43); the value counts the shared digits of a division code."""

    COUNTY = 6
    CITY = 4
    PROVINCE = 2


class Bar(enum.Enum):
    """What stands against taking a matter on: the rule, and the violation it would be (GO-44)."""

    NOT_PRACTISING = ("GO-39", "")
    CRIMINAL_BUSINESS = ("GO-42", "01")
    OUTSIDE_AREA = ("GO-43", "01")
    FORMER_INSTITUTION = ("GO-44", "03")
    OFFICE_ON_HOLD = ("SV-33", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """The matter; `institution` is the court or procuratorate that has it, empty without one."""

    business: BusinessKind
    institution: str
    party_divisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceRules:
    """The area, and for how many years a former post bars; None for ever."""

    area: Area
    former_post_years: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceBar:
    """One bar with the provision it rests on."""

    code: str
    rule_id: str
    citation: str
    violation_code: str


def bars_against(
    practitioner: Practitioner, matter: Matter, rules: AcceptanceRules, *, on: dt.date, office_held: bool
) -> tuple[Bar, ...]:
    """Every bar on the day of the acceptance, not that of the licence (E-76); a held office takes none on (SV-33)."""
    held = (Bar.OFFICE_ON_HOLD,) if office_held else ()
    return (*_bars(practitioner, matter, rules, on), *held)


def standing_on(practitioner: Practitioner, day: dt.date) -> Practitioner:
    """The practitioner in the state of that day, for what is entered afterwards (E-76, P-06)."""
    begun = [span for span in practitioner.spans if span.from_date <= day]
    return replace(practitioner, state=begun[-1].state) if begun else practitioner


def is_in_area(division: str, parties: tuple[str, ...], area: Area) -> bool:
    """Whether one party at least has its domicile in the area of the office (GO-43)."""
    return any(one[: area.value] == division[: area.value] for one in parties)


def is_former_institution(practitioner: Practitioner, institution: str, years: int | None, *, on: dt.date) -> bool:
    """Whether he was a judge or prosecutor there, and the years of the older rule, if set, are not over (GO-44)."""
    return any(
        post.institution == institution and (years is None or on < corresponding_day(post.left_date, 12 * years))
        for post in practitioner.former_posts
    )


def refuses_criminal(business: BusinessKind) -> bool:
    """Criminal matters are no business of theirs (GO-42)."""
    return business is BusinessKind.CRIMINAL


def _bars(practitioner: Practitioner, matter: Matter, rules: AcceptanceRules, on: dt.date) -> Iterator[Bar]:
    if practitioner.state not in PRACTISING:
        yield Bar.NOT_PRACTISING
    if refuses_criminal(matter.business):
        yield Bar.CRIMINAL_BUSINESS
    litigation = matter.business is BusinessKind.LITIGATION
    if litigation and not is_in_area(practitioner.division, matter.party_divisions, rules.area):
        yield Bar.OUTSIDE_AREA
    if matter.institution and is_former_institution(
        practitioner, matter.institution, rules.former_post_years, on=on
    ):  # fmt: skip
        yield Bar.FORMER_INSTITUTION
