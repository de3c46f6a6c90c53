"""What partners tell for yearly assessments, and how it is shown. It must not decide what follows from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sifa.grassroots_offices.v1 import assessment_pb2, assessment_service_pb2
from sifa.legal_aid.v1 import events_pb2 as legal_aid
from sifa.party_building.v1 import coverage_pb2
from sifa.party_building.v1 import events_pb2 as party
from sifa.supervision.v1 import events_pb2 as supervision

from chassis.events.reactions import Fact
from chassis.mapping import to_message
from services.grassroots_offices.domain.sheet_facts import CoverageLine, FindingLine, ToldFacts
from services.grassroots_offices.domain.told_allocation import ToldAllocation
from services.grassroots_offices.domain.told_finding import FindingKind, ToldCoverage, ToldFinding
from services.grassroots_offices.domain.told_succession import ToldSuccession
from services.grassroots_offices.translate.suspected_violation import UPHELD

_K = FindingKind
findings_to_proto = to_message(
    ToldFacts, assessment_service_pb2.ComputeFindingsResponse,
    parts={
        "coverage": to_message(CoverageLine, assessment_pb2.CoverageLine),
        "findings": to_message(FindingLine, assessment_pb2.FindingLine),
    },
)  # fmt: skip


def read_coverage(fact: Fact[party.CoverageChanged]) -> ToldCoverage:
    """How an office is covered (XF-03)."""
    event = fact.message
    return ToldCoverage(
        position=fact.position, office=event.office, required=_form(event.required), actual=_form(event.actual),
        reached=event.reached, since_date=dt.date.fromisoformat(event.since_date),
    )  # fmt: skip


def read_coverage_overdue(fact: Fact[party.CoverageOverdue]) -> ToldFinding:
    """An office did not get in time what it must have (XF-03)."""
    event = fact.message
    return _finding(fact, _K.COVERAGE_OVERDUE, f"coverage:{event.due_date}", event.office, event.due_date)


def read_allocation(fact: Fact[party.FundAllocationChanged]) -> ToldAllocation:
    """What is owed of a month, and what was booked (XF-09, PB-23)."""
    event = fact.message
    return ToldAllocation(
        office=event.office, period=event.period, report_version=event.report_version, base_fen=event.base_fen,
        due_fen=event.due_fen, booked_fen=event.booked_fen, position=fact.position,
    )  # fmt: skip


def read_succession(fact: Fact[party.OfficeSuccessionChanged]) -> ToldSuccession:
    """Whether relations have still to follow to another office (PB-14)."""
    event = fact.message
    return ToldSuccession(
        office=event.office, successor=event.successor, settled=event.settled,
        due_date=dt.date.fromisoformat(event.due_date) if event.due_date else None, position=fact.position,
    )  # fmt: skip


def read_allocation_overdue(fact: Fact[party.AllocationOverdue]) -> ToldFinding:
    """A line of the fund was not booked (XF-09, PB-23); it belongs to the year of its month."""
    event = fact.message
    return _finding(
        fact, _K.ALLOCATION_OVERDUE, event.fund_allocation, event.office, event.due_date, year=int(event.period[:4]),
        amount_fen=event.amount_fen,
    )  # fmt: skip


def read_misuse(fact: Fact[party.FundMisused]) -> ToldFinding:
    """Money of the fund was spent on something else (XF-09)."""
    event = fact.message
    return _finding(
        fact, _K.FUND_MISUSED, event.fund_spend, event.office, event.found_date, amount_fen=event.amount_fen
    )


def read_year_short(fact: Fact[party.FundYearShort]) -> ToldFinding:
    """What is missing of a whole year; nothing when it was made up for (XF-09, PB-23)."""
    event = fact.message
    return _finding(
        fact, _K.FUND_YEAR_SHORT, f"fundYear:{event.year}", event.office, event.as_of_date, year=event.year,
        amount_fen=event.short_fen, standing=event.short_fen > 0,
    )  # fmt: skip


def read_standing(fact: Fact[party.MemberStandingChanged]) -> ToldFinding:
    """Somebody of the office became a formal member, or is one no longer (XF-32)."""
    event = fact.message
    kind = _K.MEMBER_FORMAL if event.formal else _K.MEMBER_REMOVED
    return _finding(fact, kind, f"{event.member}:{event.changed_date}", event.office, event.changed_date)


def read_complaint(fact: Fact[legal_aid.ComplaintConcluded]) -> ToldFinding:
    """A complaint about legal aid was concluded; it counts when it was found right, also in part (XF-24)."""
    event = fact.message
    return _finding(
        fact, _K.COMPLAINT_UPHELD, event.complaint, event.practitioner or event.office, event.concluded_date,
        standing=event.finding in UPHELD,
    )  # fmt: skip


def read_callback(fact: Fact[legal_aid.CallbackUnsatisfied]) -> ToldFinding:
    """A recipient of legal aid was not satisfied (XF-24)."""
    event = fact.message
    return _finding(
        fact, _K.CALLBACK_UNSATISFIED, event.evaluation, event.practitioner or event.office, event.evaluated_date
    )


def read_accountability(fact: Fact[supervision.AccountabilityProposed]) -> ToldFinding:
    """Supervision proposes to hold a unit to account, for what is overdue or begun late (XF-40)."""
    event = fact.message
    source = event.rectification or event.campaign_unit
    return _finding(fact, _K.ACCOUNTABILITY, source, event.subject, event.proposed_date)


def read_no_accountability(fact: Fact[supervision.AccountabilityWithdrawn]) -> ToldFinding:
    """The proposal fell away (XF-40)."""
    event = fact.message
    return _finding(fact, _K.ACCOUNTABILITY, event.rectification, event.subject, event.withdrawn_date, standing=False)


def _finding(
    fact: Fact[Any], kind: FindingKind, source: str, subject: str, day: str, *, year: int = 0, amount_fen: int = 0,
    standing: bool = True,
) -> ToldFinding:  # fmt: skip
    found = dt.date.fromisoformat(day)
    return ToldFinding(
        kind=kind, source=source, subject=subject, year=year or found.year, found_date=found, amount_fen=amount_fen,
        standing=standing, position=fact.position,
    )  # fmt: skip


def _form(form: coverage_pb2.CoverageForm.ValueType) -> str:
    """The name without its prefix; empty for nothing."""
    return (
        ""
        if form == coverage_pb2.COVERAGE_FORM_UNSPECIFIED
        else coverage_pb2.CoverageForm.Name(form).removeprefix("COVERAGE_FORM_")
    )
