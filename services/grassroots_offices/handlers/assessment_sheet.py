"""Gather the facts of an assessment sheet, and compute sheets again (F-16, F-17). It must not grade."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.kernel.errors import RuleViolated
from chassis.tx import Tx
from services.grassroots_offices.domain.assessment import Assessment, is_of_office
from services.grassroots_offices.domain.assessment_sheet import sheet_of
from services.grassroots_offices.domain.daily_entry import DailyEntry
from services.grassroots_offices.domain.judging import Standards, judge
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.sheet_facts import (
    AssessmentDeduction,
    ConditionFact,
    DailyFact,
    SheetFacts,
    ToldFacts,
)
from services.grassroots_offices.domain.suspected_violation import SuspectedViolation, line_of
from services.grassroots_offices.handlers.assessment import get_assessment
from services.grassroots_offices.handlers.office import found_office
from services.grassroots_offices.handlers.practice_move import found_practitioner
from services.grassroots_offices.handlers.quota import (
    QuotaSources,
    gather_quota_sources,
    own_facts,
    quota_facts,
)
from services.grassroots_offices.handlers.sheet_register import (
    RegisterSources,
    gather_register_sources,
    office_lines,
    practitioner_lines,
)
from services.grassroots_offices.handlers.standards import standards_on
from services.grassroots_offices.handlers.told_finding import gather_told_each
from services.grassroots_offices.persistence.daily_entry import standing_entries_of
from services.grassroots_offices.persistence.office import offices_named
from services.grassroots_offices.persistence.practitioner import practitioners_named, staff_of
from services.grassroots_offices.persistence.suspected_violation import violations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSources:
    """What was read for many subjects, by their names and divisions."""

    offices: dict[str, Office]
    people: dict[str, Practitioner]
    quotas: QuotaSources
    registers: RegisterSources
    staff: dict[str, list[Practitioner]]
    standards: dict[str, Standards]
    told: dict[str, ToldFacts]
    daily: defaultdict[str, list[DailyEntry]]
    violations: defaultdict[str, list[SuspectedViolation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedSheet:
    """The sheet from the facts that were kept, and from the registers as they now are."""

    sheet: str
    same: bool
    register_sheet: str
    register_same: bool


def compute_sheet(tx: Tx, name: str) -> ComputedSheet:
    """Compute the sheet again, twice. Raises SHEET_MISSING before the county's review."""
    assessment = get_assessment(tx, name)
    facts = assessment.facts
    if facts is None:
        raise RuleViolated("SHEET_MISSING", "县级尚未审查，考核表尚未生成（GO-60）。请在审查后查看。", rules=("GO-60",))
    again = sheet_of(facts)
    now = sheet_of(gather_sheet_facts(tx, assessment, facts.deductions, on=facts.reviewed_date))
    return ComputedSheet(
        sheet=again, same=again == assessment.sheet, register_sheet=now, register_same=now == assessment.sheet
    )  # fmt: skip


def gather_sheet_facts(
    tx: Tx, assessment: Assessment, deductions: tuple[AssessmentDeduction, ...], *, on: dt.date
) -> SheetFacts:
    """What the registers say of the subject and year, as if read on the day of the review (GO-60). Raises NOT_FOUND."""
    facts = gather_sheets(tx, [assessment], assessment.year, on=on)[assessment.name]
    return replace(facts, deductions=deductions)


def gather_sheets(
    tx: Tx, assessments: Sequence[Assessment], year: int, *, on: dt.date
) -> dict[str, SheetFacts]:  # fmt: skip
    """The same of many subjects of one year at once, each register read once; without deductions (GO-60)."""
    subjects = [one.subject for one in assessments]
    offices = offices_named(tx.session, list(filter(is_of_office, subjects)), tx.principal)
    people = practitioners_named(
        tx.session, [one for one in subjects if not is_of_office(one)], tx.principal
    )  # fmt: skip
    quotas = gather_quota_sources(tx, list(offices.values()), list(people.values()), year, on=on)
    sources = SheetSources(
        offices=offices, people=people, quotas=quotas, staff=staff_of(tx.session, list(offices)),
        registers=gather_register_sources(tx, list(offices.values()), quotas, list(people), year),
        standards={one.division: standards_on(tx, one.division, on) for one in offices.values()},
        told=gather_told_each(tx, subjects, year), daily=defaultdict(list), violations=defaultdict(list),
    )  # fmt: skip
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    for noted in standing_entries_of(tx.session, list(offices), first, last):
        sources.daily[noted.office].append(noted)
    for violation in violations_of(tx.session, [*subjects, *quotas.survivors], year):
        sources.violations[quotas.survivors.get(violation.subject, violation.subject)].append(violation)
    return {
        one.name: (_of_office if is_of_office(one.subject) else _of_practitioner)(sources, one, on)
        for one in assessments
    }


def _of_office(sources: SheetSources, assessment: Assessment, on: dt.date) -> SheetFacts:
    office, year = found_office(sources.offices.get(assessment.subject)), assessment.year
    conditions = tuple(
        ConditionFact(criterion=one.criterion.name, measured=one.measured, threshold=one.threshold, met=one.met)
        for one in judge(office, sources.staff[office.name], sources.standards[office.division], on=on)
    )
    return SheetFacts(
        subject=office.name, year=year, number=office.licence_number or "", reviewed_date=on, conditions=conditions,
        deductions=(), daily=tuple(map(_daily, sources.daily[office.name])),
        quotas=quota_facts(sources.quotas, office, year, on=on), told=sources.told[office.name],
        violations=tuple(map(line_of, sources.violations[office.name])),
        registers=office_lines(sources.registers, office, year, on=on),
    )  # fmt: skip


def _of_practitioner(sources: SheetSources, assessment: Assessment, on: dt.date) -> SheetFacts:
    who, year = found_practitioner(sources.people.get(assessment.subject)), assessment.year
    return SheetFacts(
        subject=who.name, year=year, number=who.certificate_number or "", reviewed_date=on, conditions=(),
        deductions=(), daily=(), quotas=own_facts(sources.quotas, who, assessment.office, year, on=on),
        told=sources.told[who.name], violations=tuple(map(line_of, sources.violations[who.name])),
        registers=practitioner_lines(sources.registers, who.name, year),
    )  # fmt: skip


def _daily(noted: DailyEntry) -> DailyFact:
    """What was noted of the office in the year and not taken back (GO-85)."""
    return DailyFact(
        name=noted.name, kind=noted.kind.name, noted_date=noted.noted_date, reason=noted.reason,
        answered=bool(noted.answer),
    )  # fmt: skip
