"""Law firms with their lawyers, and the notary office with its notaries. It must not assign cases."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from chassis.district.counts import AS_OF, Counts, County
from chassis.district.dice import apportion, day_between, draw, happens, stream
from chassis.district.identifiers import Group, Kind, make_credit_code, thing_id
from chassis.district.lists import read_list
from chassis.district.names import special_name_of
from chassis.district.party import Membership, Standing, make_membership
from chassis.district.people import Person, PersonMaker, years_before
from chassis.kernel.age import civil_age
from chassis.kernel.calendar import ONE_DAY

_FIRM, _NOTARY_OFFICE = "31", "32"
_PARTY = {None: 62, Standing.FORMAL: 33, Standing.PROBATIONARY: 5}
_STANDARD_AGES, _EDGE_AGES, _SENIOR_AGES = (27, 58), (35, 58), (61, 69)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFirm:
    """A law firm; `director` is the id of a lawyer."""

    id: str
    display_name: str
    division: str
    credit_code: str
    director: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JuvenileTag:
    """Certified as familiar with minors (LA-52)."""

    issuer: str
    issued_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawyer:
    """A lawyer; `criminal_defence_since` is None without criminal practice (LA-51). Licence forms are invented."""

    id: str
    person: Person
    firm: str
    licence_number: str
    practising_since: dt.date
    specialties: tuple[str, ...]
    criminal_defence_since: dt.date | None
    juvenile_tag: JuvenileTag | None
    public_office: bool
    party: Membership | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotaryOffice:
    """A notary office."""

    id: str
    display_name: str
    division: str
    credit_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notary:
    """A notary."""

    id: str
    person: Person
    notary_office: str
    licence_number: str
    appointed_on: dt.date


def make_firms(seed: int, county: County, counts: Counts) -> tuple[tuple[LawFirm, ...], tuple[Lawyer, ...]]:
    """Firms of unequal size and all their lawyers, firm by firm; the first of each firm is its director."""
    sizes = apportion(counts.lawyers, {place: counts.firms + 2 - place for place in range(counts.firms)})
    firms = [firm for firm, size in sizes.items() for _ in range(size)]
    words = stream(seed, county.division, "firms").sample(read_list("organisations")["firm_words"], counts.firms)
    maker = PersonMaker(seed, county.division, Group.LAWYERS)
    rng = stream(seed, county.division, "lawyers")
    lawyers = tuple(_lawyer(rng, maker, county, place, firm) for place, firm in enumerate(firms))
    directors = {firm: lawyers[place].id for place, firm in reversed(list(enumerate(firms)))}
    return tuple(
        LawFirm(
            id=thing_id(county.division, Kind.FIRM, place),
            display_name=f"{county.stem}{word}律师事务所",
            division=county.division,
            credit_code=make_credit_code(_FIRM, county.division, Kind.FIRM, place),
            director=directors[place],
        )
        for place, word in enumerate(words)
    ), lawyers


def make_notaries(seed: int, county: County, counts: Counts) -> tuple[tuple[NotaryOffice, ...], tuple[Notary, ...]]:
    """The one notary office and its notaries."""
    office = NotaryOffice(
        id=thing_id(county.division, Kind.NOTARY_OFFICE, 0),
        display_name=f"{county.stem}演习公证处",
        division=county.division,
        credit_code=make_credit_code(_NOTARY_OFFICE, county.division, Kind.NOTARY_OFFICE, 0),
    )
    rng = stream(seed, county.division, "notaries")
    maker = PersonMaker(seed, county.division, Group.NOTARIES)
    return (office,), tuple(_notary(rng, maker, county, office, place) for place in range(counts.notaries))


def _notary(rng: random.Random, maker: PersonMaker, county: County, office: NotaryOffice, place: int) -> Notary:
    person = maker.make(ages=_STANDARD_AGES, on=AS_OF)
    appointed = _career_start(rng, person, 27)
    return Notary(
        id=thing_id(county.division, Kind.NOTARY, place),
        person=person,
        notary_office=office.id,
        licence_number=f"{county.division}G{appointed.year}{place + 1:04d}",
        appointed_on=appointed,
    )


def _lawyer(rng: random.Random, maker: PersonMaker, county: County, place: int, firm: int) -> Lawyer:
    special = special_name_of(county.division, 0) if place == 3 else None
    ages = _SENIOR_AGES if place % 11 == 0 else _EDGE_AGES if place in {1, 2} else _STANDARD_AGES
    person = maker.make(ages=ages, on=AS_OF, special=special)
    since = _career_start(rng, person, 25)
    defends = _defence_start(rng, place, since)
    standing = draw(rng, _PARTY)
    certified = place in {1, 5} or happens(rng, 15)
    return Lawyer(
        id=thing_id(county.division, Kind.LAWYER, place),
        person=person,
        firm=thing_id(county.division, Kind.FIRM, firm),
        licence_number=f"{county.division}L{since.year}{place + 1:04d}",
        practising_since=since,
        specialties=_specialties(rng, criminal=defends is not None),
        criminal_defence_since=defends,
        juvenile_tag=_juvenile_tag(rng, since) if defends and certified else None,
        public_office=False,
        party=make_membership(rng, standing, born=person.born) if standing else None,
    )


def _career_start(rng: random.Random, person: Person, age: int) -> dt.date:
    """Some day after that birthday, in the earlier half of the career and at least a year ago."""
    spare = max(civil_age(person.born, AS_OF) - age - 1, 0)
    return day_between(rng, years_before(person.born, -age), years_before(person.born, -age - spare // 2))


def _defence_start(rng: random.Random, place: int, since: dt.date) -> dt.date | None:
    """The second lawyer has exactly three years on the demo's day, the third a day less (LA-51)."""
    three = years_before(AS_OF, 3)
    edges = {1: three, 2: three + ONE_DAY}
    if place in edges:
        return edges[place]
    if place not in {0, 5} and happens(rng, 35):
        return None
    return day_between(rng, since, max(since, years_before(AS_OF, 1)))


def _specialties(rng: random.Random, *, criminal: bool) -> tuple[str, ...]:
    chosen = rng.sample(read_list("organisations")["specialties"], rng.randint(1, 3))
    return ("CRIMINAL_DEFENCE", *chosen) if criminal else tuple(chosen)


def _juvenile_tag(rng: random.Random, since: dt.date) -> JuvenileTag:
    first = max(since, dt.date(2020, 1, 1))
    return JuvenileTag(issuer="示范市律师协会", issued_on=day_between(rng, first, max(first, dt.date(2025, 6, 30))))
