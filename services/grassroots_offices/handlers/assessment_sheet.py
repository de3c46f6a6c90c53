"""Gather the facts of an assessment sheet, and compute sheets again (F-16, F-17). It must not grade."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.errors import RuleViolated
from chassis.tx import Tx
from services.grassroots_offices.domain.assessment import Assessment, is_of_office
from services.grassroots_offices.domain.assessment_sheet import sheet_of
from services.grassroots_offices.domain.sheet_facts import (
    AssessmentDeduction,
    ConditionFact,
    DailyFact,
    SheetFacts,
    ViolationLine,
)
from services.grassroots_offices.domain.suspected_violation import line_of
from services.grassroots_offices.handlers.assessment import get_assessment
from services.grassroots_offices.handlers.office import found_office, verdicts_on
from services.grassroots_offices.handlers.practice_move import found_practitioner
from services.grassroots_offices.handlers.quota import gather_facts, gather_own_facts
from services.grassroots_offices.handlers.told_finding import gather_told
from services.grassroots_offices.persistence.daily_entry import standing_entries_of
from services.grassroots_offices.persistence.office import load_office
from services.grassroots_offices.persistence.practitioner import load_practitioner
from services.grassroots_offices.persistence.suspected_violation import violations_of


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
    """What the registers say of the subject and year, as if read on the day of the review (GO-60)."""
    gather = _of_office if is_of_office(assessment.subject) else _of_practitioner
    return gather(tx, assessment, deductions, on)


def _of_office(tx: Tx, assessment: Assessment, deductions: tuple[AssessmentDeduction, ...], on: dt.date) -> SheetFacts:
    office = found_office(load_office(tx.session, assessment.subject, tx.principal))
    conditions = tuple(
        ConditionFact(criterion=one.criterion.name, measured=one.measured, threshold=one.threshold, met=one.met)
        for one in verdicts_on(tx, office, on)
    )
    return SheetFacts(
        subject=office.name, year=assessment.year, number=office.licence_number or "", reviewed_date=on,
        conditions=conditions, deductions=deductions, daily=_daily(tx, office.name, assessment.year),
        quotas=gather_facts(tx, office, assessment.year, on=on), told=gather_told(tx, office.name, assessment.year),
        violations=_violations(tx, office.name, assessment.year),
    )  # fmt: skip


def _of_practitioner(
    tx: Tx, assessment: Assessment, deductions: tuple[AssessmentDeduction, ...], on: dt.date
) -> SheetFacts:
    who = found_practitioner(load_practitioner(tx.session, assessment.subject, tx.principal))
    return SheetFacts(
        subject=who.name, year=assessment.year, number=who.certificate_number or "", reviewed_date=on, conditions=(),
        deductions=deductions, daily=(),
        quotas=gather_own_facts(tx, who, assessment.office, assessment.year, on=on),
        told=gather_told(tx, who.name, assessment.year),
        violations=_violations(tx, who.name, assessment.year),
    )  # fmt: skip


def _daily(tx: Tx, office: str, year: int) -> tuple[DailyFact, ...]:
    """What was noted of the office in the year and not taken back (GO-85)."""
    found = standing_entries_of(tx.session, office, dt.date(year, 1, 1), dt.date(year, 12, 31))
    return tuple(
        DailyFact(
            name=one.name, kind=one.kind.name, noted_date=one.noted_date, reason=one.reason, answered=bool(one.answer)
        )
        for one in found
    )  # fmt: skip


def _violations(tx: Tx, subject: str, year: int) -> tuple[ViolationLine, ...]:
    """What came to light of the subject in the year and was not dismissed (GO-61)."""
    return tuple(map(line_of, violations_of(tx.session, subject, year)))
