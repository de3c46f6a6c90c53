"""Gather what the quotas of an office and year are computed from, and compute them. It must not decide what counts."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import InvalidFields, Violation
from chassis.kernel.policy import Parameter
from chassis.tx import Tx
from services.grassroots_offices.domain.aid_case import AidCaseShare
from services.grassroots_offices.domain.office import Office, OfficeState
from services.grassroots_offices.domain.person_days import person_of_year
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.quota import QuotaSheet, quota_sheet
from services.grassroots_offices.domain.quota_facts import (
    CountedBrief,
    CountedClass,
    CountedHours,
    CountedShare,
    Denominator,
    QuotaFacts,
    QuotaRules,
    Threshold,
    months_owed,
)
from services.grassroots_offices.domain.service_hours import ServiceHours, office_on
from services.grassroots_offices.handlers.office import found_office
from services.grassroots_offices.persistence.aid_case import shares_of
from services.grassroots_offices.persistence.office import load_office
from services.grassroots_offices.persistence.practitioner import ever_at
from services.grassroots_offices.persistence.service_hours import confirmed_hours_of
from services.grassroots_offices.persistence.training import attended_by, held_by_county
from services.grassroots_offices.persistence.work_brief import counted_briefs_of

HOUR_MINUTES = 60
CLOSED = frozenset({OfficeState.TERMINATING, OfficeState.DEREGISTERED})


def compute_quotas(tx: Tx, office: str, year: int) -> QuotaSheet:
    """The quotas of an office as of today, or of the last day of a year that is over. Raises YEAR_IN_FUTURE."""
    found = found_office(load_office(tx.session, office, tx.principal))
    if year > tx.today.year:
        fault = Violation(field="year", reason="YEAR_IN_FUTURE", description="该年度尚未开始，请填写本年或以前年度")
        raise InvalidFields((fault,))
    return quota_sheet(gather_facts(tx, found, year, on=tx.today))


def gather_facts(tx: Tx, office: Office, year: int, *, on: dt.date) -> QuotaFacts:
    """What the registers say of the office and year, as if read on the day; whoever left counts for his days here."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    until = min(on, last)
    people = ever_at(tx.session, office.name)
    names = [one.name for one in people]
    first_month, last_month = months_owed(year, office.licensed_date, closed_on(office))
    return QuotaFacts(
        office=office.name, division=office.division, year=year, as_of_date=until, year_over=on > last,
        first_month=first_month, last_month=last_month, rules=quota_rules(tx, office.division, until),
        people=tuple(
            found for one in people if (found := person_of_year(one, office.name, year, on=until)) is not None
        ),
        hours=_hours(tx, office.name, people, first, until),
        shares=_shares(shares_of(tx.session, names, first, until), office.name, people),
        classes=_classes(tx, names, first, until),
        county_trainings=held_by_county(tx.session, office.division, first, until),
        briefs=tuple(
            CountedBrief(name=one.name, kind=one.kind, month=one.submitted_date.month)
            for one in counted_briefs_of(tx.session, office.name, first, until)
        ),
    )  # fmt: skip


def gather_own_facts(tx: Tx, practitioner: Practitioner, office: str, year: int, *, on: dt.date) -> QuotaFacts:
    """What somebody did in the year wherever he was (F-17); nothing of an office is asked."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    until, names = min(on, last), [practitioner.name]
    person = person_of_year(practitioner, office, year, on=until)
    return QuotaFacts(
        office=office, division=practitioner.division, year=year, as_of_date=until, year_over=on > last, first_month=1,
        last_month=0, rules=quota_rules(tx, practitioner.division, until), people=() if person is None else (person,),
        hours=tuple(map(_counted_hours, confirmed_hours_of(tx.session, names, first, until))),
        shares=tuple(map(_counted_share, shares_of(tx.session, names, first, until))),
        classes=_classes(tx, names, first, until), county_trainings=(), briefs=(),
    )  # fmt: skip


def closed_on(office: Office) -> dt.date | None:
    """Since when the office takes no business any more; None while it does (GO-11)."""
    return office.state_date if office.state in CLOSED else None


def quota_rules(tx: Tx, division: str, on: dt.date) -> QuotaRules:
    """The values in force in the division on the day, each with its provision."""

    def policy(key: str) -> Parameter:
        return tx.policy(key, division=division, on=on)

    def threshold(key: str) -> Threshold:
        return Threshold(value=policy(key).value, citation=policy(key).citation)

    return QuotaRules(
        hours=threshold("go.hours_per_person_year"), aid_cases=threshold("go.aid_cases_per_person_year"),
        class_hours=threshold("go.training_hours"), county_trainings=threshold("go.county_trainings"),
        briefs=threshold("go.news_per_month"), typical_cases=threshold("go.typical_per_month"),
        class_hour_minutes=policy("go.class_hour_minutes").value,
        day_minutes=policy("go.service_day_hours").value * HOUR_MINUTES,
        denominator=Denominator[policy("go.quota_denominator").value],
    )  # fmt: skip


def _hours(tx: Tx, office: str, people: list[Practitioner], first: dt.date, until: dt.date) -> tuple[CountedHours, ...]:
    """Hours on days on which he belonged to this office (E-50)."""
    by_name = {one.name: one for one in people}
    return tuple(
        _counted_hours(one)
        for one in confirmed_hours_of(tx.session, list(by_name), first, until)
        if office_on(by_name[one.practitioner], one.service_date) == office
    )


def _shares(shares: list[AidCaseShare], office: str, people: list[Practitioner]) -> tuple[CountedShare, ...]:
    """At the office of the handler on the day of the acceptance; if he had none, at the one that handled (GO-68)."""
    by_name = {one.name: one for one in people}
    return tuple(
        _counted_share(one)
        for one in shares
        if (office_on(by_name[one.practitioner], one.accepted_date) or one.office) == office
    )


def _classes(tx: Tx, names: list[str], first: dt.date, until: dt.date) -> tuple[CountedClass, ...]:
    return tuple(
        CountedClass(training=training, practitioner=one.practitioner, minutes=one.minutes)
        for training, one in attended_by(tx.session, names, first, until)
    )


def _counted_hours(hours: ServiceHours) -> CountedHours:
    return CountedHours(
        name=hours.name, practitioner=hours.practitioner, service_date=hours.service_date, minutes=hours.minutes
    )  # fmt: skip


def _counted_share(share: AidCaseShare) -> CountedShare:
    return CountedShare(aid_case=share.aid_case, practitioner=share.practitioner, share_bp=share.share_bp)
