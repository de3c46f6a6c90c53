"""Gather what the quotas of an office and year are computed from, and compute them. It must not decide what counts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from services.grassroots_offices.domain.service_hours import office_on
from services.grassroots_offices.handlers.office import found_office
from services.grassroots_offices.persistence.aid_case import shares_of
from services.grassroots_offices.persistence.office import load_office
from services.grassroots_offices.persistence.practitioner import ever_at_each
from services.grassroots_offices.persistence.practitioner_merge import merged_into
from services.grassroots_offices.persistence.service_hours import confirmed_hours_of
from services.grassroots_offices.persistence.training import attended_by, held_by_county
from services.grassroots_offices.persistence.work_brief import counted_briefs_of

HOUR_MINUTES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaSources:
    """What was read once for many offices and people: by office, by division, by practitioner.

    Facts of a merged entry are those of the one that stands for it in `survivors`.
    """

    people: dict[str, list[Practitioner]]
    survivors: dict[str, str]
    rules: dict[str, QuotaRules]
    trainings: dict[str, tuple[str, ...]]
    hours: defaultdict[str, list[CountedHours]]
    shares: defaultdict[str, list[AidCaseShare]]
    classes: defaultdict[str, list[tuple[str, int]]]
    briefs: defaultdict[str, list[CountedBrief]]


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
    return quota_facts(gather_quota_sources(tx, [office], (), year, on=on), office, year, on=on)


def gather_quota_sources(
    tx: Tx, offices: Sequence[Office], people: Sequence[Practitioner], year: int, *, on: dt.date
) -> QuotaSources:
    """What the quotas of the offices and people are computed from, each register read once (GO-65 to GO-69)."""
    first, until = dt.date(year, 1, 1), min(on, dt.date(year, 12, 31))
    there = ever_at_each(tx.session, [one.name for one in offices])
    names = sorted({one.name for staff in there.values() for one in staff} | {one.name for one in people})
    survivors = merged_into(tx.session, names)
    names = sorted({*names, *survivors})
    divisions = sorted({one.division for one in offices} | {one.division for one in people})
    sources = QuotaSources(
        people=there, survivors=survivors,
        rules={division: quota_rules(tx, division, until) for division in divisions},
        trainings={one.division: () for one in offices},
        hours=defaultdict(list), shares=defaultdict(list), classes=defaultdict(list), briefs=defaultdict(list),
    )  # fmt: skip
    for division in sources.trainings:
        sources.trainings[division] = held_by_county(tx.session, division, first, until)
    for hours in confirmed_hours_of(tx.session, names, first, until):
        who = survivors.get(hours.practitioner, hours.practitioner)
        sources.hours[who].append(replace(hours, practitioner=who))
    for share in shares_of(tx.session, names, first, until):
        who = survivors.get(share.practitioner, share.practitioner)
        sources.shares[who].append(replace(share, practitioner=who))
    for training, one in attended_by(tx.session, names, first, until):
        who = survivors.get(one.practitioner, one.practitioner)
        sources.classes[who] = _attended(sources.classes[who], training, one.minutes)
    for office, brief in counted_briefs_of(tx.session, list(there), first, until):
        sources.briefs[office].append(brief)
    return sources


def quota_facts(sources: QuotaSources, office: Office, year: int, *, on: dt.date) -> QuotaFacts:
    """The facts of one of the offices (GO-65 to GO-69)."""
    last = dt.date(year, 12, 31)
    until, people = min(on, last), sources.people[office.name]
    first_month, last_month = months_owed(year, office.licensed_date, closed_on(office))
    return QuotaFacts(
        office=office.name, division=office.division, year=year, as_of_date=until, year_over=on > last,
        first_month=first_month, last_month=last_month, rules=sources.rules[office.division],
        people=tuple(
            found for one in people if (found := person_of_year(one, office.name, year, on=until)) is not None
        ),
        hours=_hours(sources, office.name, people), shares=_shares(sources, office.name, people),
        classes=_classes(sources, people), county_trainings=sources.trainings[office.division],
        briefs=tuple(sources.briefs[office.name]),
    )  # fmt: skip


def own_facts(sources: QuotaSources, who: Practitioner, office: str, year: int, *, on: dt.date) -> QuotaFacts:
    """What somebody did in the year wherever he was (F-17); nothing of an office is asked."""
    until = min(on, dt.date(year, 12, 31))
    person = person_of_year(who, office, year, on=until)
    return QuotaFacts(
        office=office, division=who.division, year=year, as_of_date=until, year_over=on > dt.date(year, 12, 31),
        first_month=1, last_month=0, rules=sources.rules[who.division], people=() if person is None else (person,),
        hours=tuple(sources.hours[who.name]),
        shares=tuple(map(_counted_share, sources.shares[who.name])), classes=_classes(sources, [who]),
        county_trainings=(), briefs=(),
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


def _hours(sources: QuotaSources, office: str, people: Sequence[Practitioner]) -> tuple[CountedHours, ...]:
    """Hours on days on which he belonged to this office (E-50), in order of day and name."""
    counted = [
        one for who in people for one in sources.hours[who.name] if office_on(who, one.service_date) == office
    ]  # fmt: skip
    return tuple(sorted(counted, key=lambda one: (one.service_date, one.name)))


def _shares(sources: QuotaSources, office: str, people: Sequence[Practitioner]) -> tuple[CountedShare, ...]:
    """At the office of the handler on the day of the acceptance; if he had none, at the one that handled (GO-68)."""
    counted = [
        one
        for who in people
        for one in sources.shares[who.name]
        if (office_on(who, one.accepted_date) or one.office) == office
    ]
    return tuple(map(_counted_share, sorted(counted, key=lambda one: (one.accepted_date, one.aid_case))))


def _classes(sources: QuotaSources, people: Sequence[Practitioner]) -> tuple[CountedClass, ...]:
    return tuple(
        CountedClass(training=training, practitioner=who.name, minutes=minutes)
        for who in people
        for training, minutes in sources.classes[who.name]
    )


def _attended(known: list[tuple[str, int]], training: str, minutes: int) -> list[tuple[str, int]]:
    """The trainings of somebody; of two entries of his in one training the longer one counts."""
    kept = [one for one in known if one[0] != training]
    return [*kept, (training, max([minutes, *(least for name, least in known if name == training)]))]


def _counted_share(share: AidCaseShare) -> CountedShare:
    return CountedShare(aid_case=share.aid_case, practitioner=share.practitioner, share_bp=share.share_bp)
