"""Grassroots legal-service offices with their practitioners. It must not judge whether an office meets a rule."""

from __future__ import annotations

import datetime as dt
import enum
import random
from dataclasses import dataclass

from chassis.district.counts import AS_OF, FEWEST_PRACTITIONERS, Counts, County
from chassis.district.dice import apportion, day_between, draw, stream
from chassis.district.identifiers import Group, Kind, make_credit_code, thing_id
from chassis.district.lists import read_list
from chassis.district.names import special_name_of
from chassis.district.party import Membership, Standing, make_membership
from chassis.district.people import Person, PersonMaker, years_before
from chassis.district.places import AreaType, Township
from chassis.kernel.age import civil_age

_OFFICE = "33"


class OfficeForm(enum.StrEnum):
    """The legal form of an office (GO-02)."""

    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION"
    PARTNERSHIP = "PARTNERSHIP"


class Education(enum.StrEnum):
    """The highest completed education (GO-07, GO-30)."""

    BELOW = "BELOW"
    JUNIOR_LAW = "JUNIOR_LAW"
    BACHELOR_NONLAW = "BACHELOR_NONLAW"
    BACHELOR_LAW = "BACHELOR_LAW"
    HIGHER = "HIGHER"


_FORMS = {OfficeForm.PARTNERSHIP: 3, OfficeForm.PUBLIC_INSTITUTION: 1}
_EDUCATION = {
    Education.BELOW: 5,
    Education.JUNIOR_LAW: 35,
    Education.BACHELOR_NONLAW: 15,
    Education.BACHELOR_LAW: 40,
    Education.HIGHER: 5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A grassroots legal-service office; `director` is the id of a practitioner. Licence forms are invented."""

    id: str
    display_name: str
    division: str
    township: str
    area_type: AreaType
    form: OfficeForm
    licence_number: str
    credit_code: str
    floor_area_m2: int
    paired_firm: str
    director: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """A grassroots legal-service practitioner."""

    id: str
    person: Person
    office: str
    licence_number: str
    licensed_on: dt.date
    education: Education
    full_time: bool
    party: Membership | None


def make_offices(
    seed: int, county: County, counts: Counts, townships: tuple[Township, ...]
) -> tuple[tuple[Office, ...], tuple[Practitioner, ...]]:
    """The offices and all their practitioners, office by office; the first of each office is its director."""
    sizes = _sizes(counts)
    rng = stream(seed, county.division, "practitioners")
    maker = PersonMaker(seed, county.division, Group.PRACTITIONERS)
    practitioners: list[Practitioner] = []
    directors: list[str] = []
    for office, size in enumerate(sizes):
        standings = _standings(office, size)
        directors.append(thing_id(county.division, Kind.PRACTITIONER, len(practitioners)))
        for standing in standings:
            practitioners.append(_practitioner(rng, maker, county, len(practitioners), office, standing))
    chance = stream(seed, county.division, "offices")
    offices = tuple(
        _office(chance, county, counts, townships, place, director) for place, director in enumerate(directors)
    )
    return offices, tuple(practitioners)


def _sizes(counts: Counts) -> list[int]:
    spare = apportion(counts.practitioners - FEWEST_PRACTITIONERS * counts.offices, {0: 2, 1: 1, 2: 1})
    return [FEWEST_PRACTITIONERS + spare.get(place, 0) for place in range(counts.offices)]


def _standings(office: int, size: int) -> list[Standing | None]:
    """The members first: a director who is a member leads the branch (PB-07)."""
    pattern = read_list("organisations")["party"]
    row = pattern[office % len(pattern)]
    members = [Standing.FORMAL] * row["formal"] + [Standing.PROBATIONARY] * row["probationary"]
    return [*members, *[None] * size][:size]


def _office(
    rng: random.Random, county: County, counts: Counts, townships: tuple[Township, ...], place: int, director: str
) -> Office:
    town = townships[place % len(townships)]
    word = read_list("organisations")["office_words"][place]
    return Office(
        id=thing_id(county.division, Kind.OFFICE, place),
        display_name=f"{county.stem}{word}法律服务所",
        division=county.division,
        township=town.code,
        area_type=town.area_type,
        form=draw(rng, _FORMS),
        licence_number=f"{county.division}B{place + 1:04d}",
        credit_code=make_credit_code(_OFFICE, county.division, Kind.OFFICE, place),
        floor_area_m2=rng.choice([48, 56, 60, 72, 80, 96, 105, 120]),
        paired_firm=thing_id(county.division, Kind.FIRM, place % counts.firms),
        director=director,
    )


def _practitioner(
    rng: random.Random, maker: PersonMaker, county: County, place: int, office: int, standing: Standing | None
) -> Practitioner:
    special = special_name_of(county.division, 6) if place == 6 else None
    person = maker.make(ages=(61, 68) if place % 9 == 2 else (26, 58), on=AS_OF, special=special)
    spare = max(civil_age(person.born, AS_OF) - 25, 0)
    licensed = day_between(rng, years_before(person.born, -24), years_before(person.born, -24 - spare // 2))
    return Practitioner(
        id=thing_id(county.division, Kind.PRACTITIONER, place),
        person=person,
        office=thing_id(county.division, Kind.OFFICE, office),
        licence_number=f"{county.division}F{licensed.year}{place + 1:04d}",
        licensed_on=licensed,
        education=draw(rng, _EDUCATION),
        full_time=True,
        party=make_membership(rng, standing, born=person.born) if standing else None,
    )
