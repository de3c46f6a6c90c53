"""The facts of last year's applications. It must not decide any: what is due follows from the facts."""

from __future__ import annotations

import datetime as dt
import random

from chassis.district.cases import (
    Agent,
    AgentRelation,
    Applicant,
    Application,
    Capacity,
    Place,
    Residence,
    Script,
    Track,
)
from chassis.district.counts import DISTRICT, County
from chassis.district.dice import draw, happens, stream
from chassis.district.fates import make_fate
from chassis.district.identifiers import Group, Kind, thing_id
from chassis.district.incomes import Claim, make_means
from chassis.district.lists import read_list
from chassis.district.matters import MatterRow, read_matters
from chassis.district.names import Gender, SpecialName, special_names
from chassis.district.opponents import Opposition
from chassis.district.organisations import Company
from chassis.district.people import Person, PersonMaker
from chassis.district.places import Institution, Village, VillageKind
from chassis.district.plans import Plan
from chassis.kernel.age import civil_age

_BARRIER_FREE = frozenset({"DISABLED", "ELDERLY"})  # LA-18
_RARER_GROUPS = {"DISABLED": 6, "UNEMPLOYED": 8, "RESETTLED": 1, "SOLDIER_FAMILY": 2}
_RESIDENCES = {Residence.RURAL: 58, Residence.URBAN: 42}
_SOME_CAPACITY, _ADULT, _ELDERLY = 8, 18, 60
_SPECIAL_APPLICANTS = 4  # of a neighbouring district; the demo district has them all
_GUARDIAN_AGES = (30, 52)


class ApplicationMaker:
    """Makes the applications of one district."""

    def __init__(
        self,
        seed: int,
        county: County,
        *,
        institutions: tuple[Institution, ...],
        villages: tuple[Village, ...],
        companies: tuple[Company, ...],
        elsewhere: tuple[str, ...],
    ) -> None:
        """`elsewhere` holds the divisions that a misdirected application may belong to."""
        self._seed, self._county, self._elsewhere = seed, county, elsewhere
        self._applicants = PersonMaker(seed, county.division, Group.APPLICANTS)
        self._agents = PersonMaker(seed, county.division, Group.AGENTS)
        self._opposition = Opposition(county, companies)
        centre, *others = institutions
        self._institutions = {centre.id: 2 * len(others), **{one.id: 1 for one in others}}
        self._homes = {
            Residence.URBAN: [one.code for one in villages if one.kind is VillageKind.COMMUNITY],
            Residence.RURAL: [one.code for one in villages if one.kind is VillageKind.VILLAGE],
        }

    def make(self, plans: list[Plan]) -> tuple[Application, ...]:
        """One application for each plan, in the same order; special names go to drawn places."""
        rng = stream(self._seed, self._county.division, "special applicants")
        names = special_names()
        if self._county.division != DISTRICT:
            names = tuple(rng.sample(names, _SPECIAL_APPLICANTS))
        specials = dict(zip(rng.sample(range(len(plans)), len(names)), names, strict=True))
        return tuple(self._application(place, plan, specials.get(place)) for place, plan in enumerate(plans))

    def _application(self, place: int, plan: Plan, special: SpecialName | None) -> Application:
        rng = stream(self._seed, self._county.division, f"application/{place}")
        row = read_matters()[plan.matter]
        person = self._applicants.make(ages=row.ages, on=plan.received_on, special=special)
        age = civil_age(person.born, plan.received_on)
        claim = _claim(rng, row, plan.script, age)
        groups = _priority_groups(rng, person, claim, age)
        residence = draw(rng, _RESIDENCES)
        division = self._county.division if plan.script is not Script.WRONG_PLACE else rng.choice(self._elsewhere)
        channel = draw(rng, read_list("cases")["channel"])
        return Application(
            id=thing_id(self._county.division, Kind.APPLICATION, place),
            channel=channel,
            received_on=plan.received_on,
            institution=draw(rng, self._institutions),
            applicant=Applicant(
                person=person,
                residence=residence,
                home=rng.choice(self._homes[residence]),
                capacity=_capacity(age),
                priority_groups=groups,
                barrier_free_offered=not _BARRIER_FREE.isdisjoint(groups) and happens(rng, 95),
            ),
            agent=self._agent(age, channel, plan.received_on),
            matter=row.name,
            place=_place(division, litigation=happens(rng, row.litigation_percent)),
            opponents=self._opposition.draw(rng, row.opponent),
            means=make_means(rng, row=row, residence=residence, level=plan.level, claim=claim),
            fate=make_fate(rng, plan.script, plan.received_on, elsewhere=division),
        )

    def _agent(self, age: int, channel: str, received: dt.date) -> Agent | None:
        """A minor's guardian, or whoever came with a power of attorney (LA-06)."""
        if channel != "AGENT" and age >= _ADULT:
            return None
        relation = AgentRelation.ENTRUSTED if age >= _ADULT else AgentRelation.LEGAL_REPRESENTATIVE
        return Agent(person=self._agents.make(ages=_GUARDIAN_AGES, on=received), relation=relation)


def _capacity(age: int) -> Capacity:
    if age >= _ADULT:
        return Capacity.FULL
    return Capacity.LIMITED if age >= _SOME_CAPACITY else Capacity.NONE


def _place(division: str, *, litigation: bool) -> Place:
    return Place(
        track=Track.LITIGATION if litigation else Track.NON_LITIGATION,
        authority_division=division if litigation else "",
        dispute_division="" if litigation else division,
        cause_division=division,
    )


def _claim(rng: random.Random, row: MatterRow, script: Script, age: int) -> Claim:
    """A ground of exemption that fits the person; whoever objects has none, or one whose proof comes too late."""
    if script is Script.OBJECTION_ORDERED:
        return Claim(exemption="MIGRANT_WORKER", proved=False)
    fits = row.exemption != "NO_FIXED_INCOME" or not _ADULT <= age < _ELDERLY
    if script is Script.OBJECTION_UPHELD or not fits or not happens(rng, row.exempt_percent):
        return Claim(exemption="", proved=False)
    return Claim(exemption=row.exemption, proved=happens(rng, 90))


def _priority_groups(rng: random.Random, person: Person, claim: Claim, age: int) -> tuple[str, ...]:
    """The flags of LA-17 that follow from the facts, and some that do not."""
    flags = {
        "MIGRANT_WORKER": claim.exemption == "MIGRANT_WORKER",
        "ELDERLY": age >= _ELDERLY,
        "MINOR": age < _ADULT,
        "WOMAN": person.gender is Gender.FEMALE and age >= _ADULT,
        "ETHNIC_MINORITY": person.ethnic,
        **{group: happens(rng, percent) for group, percent in _RARER_GROUPS.items()},
    }
    return tuple(group for group, holds in flags.items() if holds)
