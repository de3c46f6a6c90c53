"""Put the demo district, or the whole city, together from its parts. It must not write anything anywhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, overload

from chassis.district.applications import ApplicationMaker
from chassis.district.cases import Application, DefenceNotice
from chassis.district.counts import AS_OF, CASE_YEAR, DISTRICT, Counts, County, counts_of, read_counties
from chassis.district.firms import LawFirm, Lawyer, Notary, NotaryOffice, make_firms, make_notaries
from chassis.district.lists import read_list
from chassis.district.notices import make_notices
from chassis.district.offices import Office, Practitioner, make_offices
from chassis.district.organisations import (
    Company,
    MediationOrganisation,
    SocialOrganisation,
    VillageAdviser,
    make_advisers,
    make_companies,
    make_mediation_organisations,
    make_social_organisations,
)
from chassis.district.places import (
    Institution,
    ServiceStation,
    Township,
    Village,
    make_institutions,
    make_stations,
    make_townships,
    make_villages,
)
from chassis.district.plans import in_proportion, make_plans

SEED = 990102


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """One invented district; `as_of` is the day for which ages and standings are told, `case_year` last year."""

    division: str
    name: str
    seed: int
    as_of: dt.date
    case_year: int
    townships: tuple[Township, ...]
    villages: tuple[Village, ...]
    institutions: tuple[Institution, ...]
    stations: tuple[ServiceStation, ...]
    firms: tuple[LawFirm, ...]
    lawyers: tuple[Lawyer, ...]
    notary_offices: tuple[NotaryOffice, ...]
    notaries: tuple[Notary, ...]
    offices: tuple[Office, ...]
    practitioners: tuple[Practitioner, ...]
    advisers: tuple[VillageAdviser, ...]
    social_organisations: tuple[SocialOrganisation, ...]
    mediation_organisations: tuple[MediationOrganisation, ...]
    companies: tuple[Company, ...]
    applications: tuple[Application, ...]
    notices: tuple[DefenceNotice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """The invented city: its districts by division."""

    division: str
    name: str
    seed: int
    districts: tuple[District, ...]


@overload
def generate(*, scale: Literal["district"] = "district", seed: int = SEED) -> District: ...


@overload
def generate(*, scale: Literal["city"], seed: int = SEED) -> City: ...


def generate(*, scale: Literal["district", "city"] = "district", seed: int = SEED) -> District | City:
    """The demo district of F-19, or the city of 13 that contains it unchanged. The same seed gives the same data."""
    counties = read_counties()
    if scale == "district":
        return make_district(next(one for one in counties if one.division == DISTRICT), seed=seed)
    return City(
        **read_list("counties")["city"], seed=seed, districts=tuple(make_district(one, seed=seed) for one in counties)
    )


def make_district(county: County, *, seed: int, counts: Counts | None = None) -> District:
    """One district; `counts` replaces the size that F-19 or the seed gives it."""
    size = counts or counts_of(county.division, seed)
    townships = make_townships(county, size)
    villages = make_villages(seed, county, size, townships)
    institutions = make_institutions(county, townships)
    firms, lawyers = make_firms(seed, county, size)
    notary_offices, notaries = make_notaries(seed, county, size)
    offices, practitioners = make_offices(seed, county, size, townships)
    companies = make_companies(seed, county)
    notice = read_list("cases")["notice"]
    notices = in_proportion(notice["count"], size.cases)
    maker = ApplicationMaker(
        seed,
        county,
        institutions=institutions,
        villages=villages,
        companies=companies,
        elsewhere=tuple(one.division for one in read_counties() if one.division != county.division),
    )
    return District(
        division=county.division,
        name=county.name,
        seed=seed,
        as_of=AS_OF,
        case_year=CASE_YEAR,
        townships=townships,
        villages=villages,
        institutions=institutions,
        stations=make_stations(county, villages),
        firms=firms,
        lawyers=lawyers,
        notary_offices=notary_offices,
        notaries=notaries,
        offices=offices,
        practitioners=practitioners,
        advisers=make_advisers(seed, county, villages, lawyers, practitioners),
        social_organisations=make_social_organisations(county, size, townships),
        mediation_organisations=make_mediation_organisations(county, size),
        companies=companies,
        applications=maker.make(make_plans(seed, county, applications=size.cases - notices, cases=size.cases)),
        notices=make_notices(seed, county, count=notices, late=in_proportion(notice["late"], size.cases)),
    )
