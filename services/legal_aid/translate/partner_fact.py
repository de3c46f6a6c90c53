"""What partners' facts say in the words of legal aid. It must not decide what follows from them.

A value of a later release that stands in none of these tables raises KeyError, and the event is parked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sifa.grassroots_offices.v1 import events_pb2 as offices
from sifa.supervision.v1 import events_pb2 as supervision

from chassis.events.reactions import Fact
from services.legal_aid.domain.assignment_bar import BarCause
from services.legal_aid.domain.partner_report import AssessmentGrade, PartnerReport, ReportTopic

CAUSES: dict[int, BarCause | None] = {
    offices.PRACTICE_STATUS_ACTIVE: None,
    offices.PRACTICE_STATUS_ON_HOLD: BarCause.PRACTICE_HOLD,
    offices.PRACTICE_STATUS_SUSPENDED: BarCause.STATUTORY_SUSPENSION,
    offices.PRACTICE_STATUS_UNATTACHED: BarCause.LEFT_UNIT,
    offices.PRACTICE_STATUS_CANCELLED: BarCause.CANCELLATION,
}
GRADES = {
    offices.ASSESSMENT_GRADE_PASS: AssessmentGrade.PASS,
    offices.ASSESSMENT_GRADE_FAIL: AssessmentGrade.FAIL,
    offices.ASSESSMENT_GRADE_EXCELLENT: AssessmentGrade.EXCELLENT,
    offices.ASSESSMENT_GRADE_COMPETENT: AssessmentGrade.COMPETENT,
    offices.ASSESSMENT_GRADE_BASIC: AssessmentGrade.BASIC,
    offices.ASSESSMENT_GRADE_INCOMPETENT: AssessmentGrade.INCOMPETENT,
}
ReadReport = Callable[[Fact[Any], str], PartnerReport]


def read_status(fact: Fact[offices.PracticeStatusChanged], name: str) -> PartnerReport:
    """Whether a practitioner or office may practise (XF-06, XF-12, XF-13)."""
    event = fact.message
    return _report(
        fact, name, ReportTopic.STATUS, event.subject, from_date=event.from_date, cause=CAUSES[event.status],
        unit=event.office, document=event.document_number,
    )  # fmt: skip


def read_staffing(fact: Fact[offices.OfficeStaffingChanged], name: str) -> PartnerReport:
    """Whether an office has practitioners enough (XF-29)."""
    event = fact.message
    few = event.practitioner_count < event.required_count
    cause = BarCause.BELOW_MINIMUM_STAFF if few else None
    return _report(fact, name, ReportTopic.STAFFING, event.office, from_date=event.changed_date, cause=cause)


def read_public_office(fact: Fact[offices.PersonBecameCivilServant], name: str) -> PartnerReport:
    """Public office (XF-33)."""
    event = fact.message
    return _report(fact, name, ReportTopic.PUBLIC_OFFICE, event.practitioner, from_date=event.from_date)


def read_penalty(fact: Fact[offices.PenaltyDecided], name: str) -> PartnerReport:
    """A penalty (XF-26)."""
    event = fact.message
    return _report(
        fact, name, ReportTopic.PENALTY, event.subject, from_date=event.decided_date, reference=event.penalty
    )  # fmt: skip


def read_grade(fact: Fact[offices.AssessmentGraded], name: str) -> PartnerReport:
    """A grade (XF-31)."""
    event = fact.message
    return _report(
        fact, name, ReportTopic.GRADE, event.subject, from_date=event.final_date, reference=event.assessment,
        year=event.year, grade=GRADES[event.grade],
    )  # fmt: skip


def read_hold(fact: Fact[supervision.PracticeHoldStarted], name: str) -> PartnerReport:
    """A hold by supervision (XF-12)."""
    event = fact.message
    return _report(
        fact, name, ReportTopic.HOLD, event.subject, from_date=event.from_date, reference=event.hold,
        cause=BarCause.PRACTICE_HOLD, document=event.document_number,
    )  # fmt: skip


def read_lifted_hold(fact: Fact[supervision.PracticeHoldLifted], name: str) -> PartnerReport:
    """The end of a hold; its first day is known from its begin (XF-13)."""
    event = fact.message
    return _report(
        fact, name, ReportTopic.HOLD, event.subject, until_date=event.lifted_date, reference=event.hold,
        cause=BarCause.PRACTICE_HOLD,
    )  # fmt: skip


def read_tip(fact: Fact[supervision.TipMatched], name: str) -> PartnerReport:
    """A report to the hotline that is a complaint too (XF-25)."""
    event = fact.message
    return replace(
        _report(
            fact, name, ReportTopic.TIP, event.subject, from_date=event.received_date, reference=event.tip,
            document=event.clue,
        ),
        inspection_row=event.row,
    )  # fmt: skip


def read_score(fact: Fact[supervision.ScoreSheetFinal], name: str) -> PartnerReport:
    """A final score sheet (XF-27)."""
    event = fact.message
    return replace(
        _report(
            fact, name, ReportTopic.SCORE, event.unit, from_date=event.final_date, reference=event.score_sheet,
            year=event.year,
        ),
        score_tenths=event.total_tenths,
    )  # fmt: skip


def read_purchase(fact: Fact[offices.PurchaseContractCovered], name: str) -> PartnerReport:
    """A purchase contract that pays for an act (XF-39); a contract may pay for many."""
    event = fact.message
    return replace(
        _report(
            fact, name, ReportTopic.PURCHASE, event.office, from_date=event.activity_date, document=event.contract,
            reference=f"{event.contract} {event.activity}",
        ),
        act=event.activity,
    )  # fmt: skip


def _report(
    fact: Fact[Any], name: str, topic: ReportTopic, subject: str, *, from_date: str = "", until_date: str = "",
    reference: str = "", cause: BarCause | None = None, unit: str = "", document: str = "", year: int = 0,
    grade: AssessmentGrade | None = None,
) -> PartnerReport:  # fmt: skip
    return PartnerReport(
        name=name, source=fact.source, topic=topic, subject=subject, reference=reference,
        division=fact.message.division, cause=cause, unit=unit, document=document, year=year, grade=grade,
        from_date=_day(from_date), until_date=_day(until_date), as_of_position=fact.position, as_of=fact.happened,
    )  # fmt: skip


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
