"""Village advisers, social organisations, specialised mediation organisations and the companies of the district.

It must not hold the offices of the trade; `firms` and `offices` do.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from chassis.district.counts import Counts, County
from chassis.district.dice import day_between, stream
from chassis.district.firms import Lawyer
from chassis.district.identifiers import Kind, make_credit_code, thing_id
from chassis.district.lists import read_list
from chassis.district.offices import Practitioner
from chassis.district.places import Township, Village

_ASSOCIATION, _PRIVATE_BODY, _COMPANY = "51", "52", "91"


class AdviserKind(enum.StrEnum):
    """Who advises a village."""

    LAWYER = "LAWYER"
    PRACTITIONER = "PRACTITIONER"


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageAdviser:
    """The adviser of one village; `adviser` is the id of a lawyer or a practitioner."""

    id: str
    village: str
    kind: AdviserKind
    adviser: str
    since: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialOrganisation:
    """A social organisation of the judicial-administration field; basic ones serve one place."""

    id: str
    display_name: str
    basic: bool
    credit_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediationOrganisation:
    """A mediation organisation for one trade or field."""

    id: str
    display_name: str
    field: str
    credit_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """An invented company that cases are brought against."""

    id: str
    display_name: str
    credit_code: str


def make_advisers(
    seed: int,
    county: County,
    villages: tuple[Village, ...],
    lawyers: tuple[Lawyer, ...],
    practitioners: tuple[Practitioner, ...],
) -> tuple[VillageAdviser, ...]:
    """One adviser for each village; lawyers and practitioners take turns in a drawn order."""
    rng = stream(seed, county.division, "advisers")
    people = [(AdviserKind.LAWYER, one.id) for one in lawyers]
    people += [(AdviserKind.PRACTITIONER, one.id) for one in practitioners]
    rng.shuffle(people)
    return tuple(
        VillageAdviser(
            id=thing_id(county.division, Kind.ADVISER, place),
            village=village.code,
            kind=people[place % len(people)][0],
            adviser=people[place % len(people)][1],
            since=day_between(rng, dt.date(2023, 1, 1), dt.date(2025, 12, 31)),
        )
        for place, village in enumerate(villages)
    )


def make_social_organisations(
    county: County, counts: Counts, townships: tuple[Township, ...]
) -> tuple[SocialOrganisation, ...]:
    """The basic ones first, named for the district and its townships."""
    words = read_list("organisations")
    places = [county.name, *(town.name for town in townships)][: counts.basic_organisations]
    names = [words["social_basic"].format(place=place) for place in places]
    names += [f"{county.stem}{other}" for other in words["social_other"]]
    return tuple(
        SocialOrganisation(
            id=thing_id(county.division, Kind.SOCIAL_ORGANISATION, place),
            display_name=name,
            basic=place < len(places),
            credit_code=make_credit_code(
                _ASSOCIATION if name.endswith("会") else _PRIVATE_BODY,
                county.division,
                Kind.SOCIAL_ORGANISATION,
                place,
            ),
        )
        for place, name in enumerate(names[: counts.social_organisations])
    )


def make_mediation_organisations(county: County, counts: Counts) -> tuple[MediationOrganisation, ...]:
    """One for each field of the list."""
    fields = read_list("organisations")["mediation_fields"][: counts.mediation_organisations]
    return tuple(
        MediationOrganisation(
            id=thing_id(county.division, Kind.MEDIATION_ORGANISATION, place),
            display_name=f"{county.stem}{field}人民调解委员会",
            field=field,
            credit_code=make_credit_code(_PRIVATE_BODY, county.division, Kind.MEDIATION_ORGANISATION, place),
        )
        for place, field in enumerate(fields)
    )


def make_companies(seed: int, county: County) -> tuple[Company, ...]:
    """A pool that the cases draw from, so that some companies are sued more than once."""
    lists = read_list("organisations")
    names = [word + trade for word in lists["company_words"] for trade in lists["trades"]]
    chosen = stream(seed, county.division, "companies").sample(names, lists["company_count"])
    return tuple(
        Company(
            id=thing_id(county.division, Kind.COMPANY, place),
            display_name=f"{county.stem}{name}有限公司",
            credit_code=make_credit_code(_COMPANY, county.division, Kind.COMPANY, place),
        )
        for place, name in enumerate(chosen)
    )
