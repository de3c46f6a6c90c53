"""Facts of other services that open clues, remark on them, or are looked at. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import events_pb2 as offices
from sifa.legal_aid.v1 import events_pb2
from sifa.party_building.v1 import events_pb2 as party
from sifa.platform.v1 import deadline_pb2

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.supervision.domain.clue import ClueSource, met_after_all, missed_duty, wrong_decision
from services.supervision.handlers.appraisal import book
from services.supervision.handlers.clue import (
    join_complaint,
    report_finding,
    report_standing,
    withdraw_finding,
    withdraw_standing,
)
from services.supervision.handlers.monthly_count import count_neglect, watch_grader, watch_volume
from services.supervision.handlers.red_flag import observe
from services.supervision.handlers.upheld_complaint import remember_complaint
from services.supervision.translate.appraisal import graded, penalised
from services.supervision.translate.legal_aid_fact import (
    read_deadline,
    read_review,
)
from services.supervision.translate.legal_aid_lead import (
    blocked_claim,
    failed_assignment,
    misused_fund,
    paid_service,
    poor_agency,
    taken_property,
    upheld_complaint,
)
from services.supervision.translate.monthly_count import read_graded, read_neglect, read_volume
from services.supervision.translate.office_lead import dismissed_address, staffed, unapproved_address, understaffed
from services.supervision.translate.party_lead import covered, not_booked, refunded_short, spent_otherwise, uncovered
from services.supervision.translate.red_flag import read_alike, read_difference


def open_clue_of_review(tx: Tx, fact: Fact[events_pb2.ObjectionReviewed]) -> None:
    """Open a clue when the bureau corrected the institution (XF-17)."""
    report_finding(tx, wrong_decision(read_review(fact.message, "")))


def open_clue_of_deadline(tx: Tx, fact: Fact[deadline_pb2.DeadlineChanged]) -> None:
    """Open a clue when a limit of the law was missed; remark on it when that was only entered late."""
    change = read_deadline(fact.message, "")
    report_finding(tx, missed_duty(change))
    withdraw_finding(tx, met_after_all(change))


def open_clue_of_assignment(tx: Tx, fact: Fact[events_pb2.AssignmentFailed]) -> None:
    """Open a clue when a unit or handler refused, arranged nobody, or neglected a case (XF-15)."""
    report_finding(tx, failed_assignment(fact.message))


def open_clue_of_property(tx: Tx, fact: Fact[events_pb2.PropertyTakingReported]) -> None:
    """Open a clue when property was asked for or taken (XF-16)."""
    report_finding(tx, taken_property(fact.message))


def open_clue_of_claim(tx: Tx, fact: Fact[events_pb2.SubsidyBlocked]) -> None:
    """Open a clue for a double claim or a claim of somebody in public office (XF-20, XF-21)."""
    report_finding(tx, blocked_claim(fact.message))


def open_clue_of_fund(tx: Tx, fact: Fact[events_pb2.FundSourceFrozen]) -> None:
    """Open a clue when money was used outside its purpose (XF-22)."""
    report_finding(tx, misused_fund(fact.message))


def open_clue_of_paid_service(tx: Tx, fact: Fact[events_pb2.PaidServiceReported]) -> None:
    """Open a clue when somebody was paid who may not be (XF-23)."""
    report_finding(tx, paid_service(fact.message))


def open_clue_of_agency(tx: Tx, fact: Fact[events_pb2.ComplaintConcluded]) -> None:
    """Open a clue when a complaint of poor agency was found right (XF-37); every upheld one counts in draws (SV-60)."""
    report_finding(tx, poor_agency(fact.message))
    remember_complaint(tx, upheld_complaint(fact.message))


def open_clue_of_address(tx: Tx, fact: Fact[offices.AddressViolationFound]) -> None:
    """Open a clue when an office is found at an address that was not approved (XF-30)."""
    report_finding(tx, unapproved_address(fact.message))


def close_clue_of_address(tx: Tx, fact: Fact[offices.AddressViolationDismissed]) -> None:
    """Remark that it was none (XF-30)."""
    withdraw_finding(tx, dismissed_address(fact.message))


def open_clue_of_staffing(tx: Tx, fact: Fact[offices.OfficeStaffingChanged]) -> None:
    """Open a clue when an office has too few practitioners; remark on it when it has enough again (XF-29)."""
    report_standing(tx, understaffed(fact.message))
    withdraw_standing(tx, ClueSource.XF_29, staffed(fact.message))


def open_clue_of_coverage(tx: Tx, fact: Fact[party.CoverageOverdue]) -> None:
    """Open a clue when an office is not covered in time (XF-03)."""
    report_standing(tx, uncovered(fact.message))


def remark_on_coverage(tx: Tx, fact: Fact[party.CoverageChanged]) -> None:
    """Remark that the office is covered now (XF-03)."""
    withdraw_standing(tx, ClueSource.XF_03, covered(fact.message))


def open_clue_of_booking(tx: Tx, fact: Fact[party.AllocationOverdue]) -> None:
    """Open a clue when money was not booked (XF-09)."""
    report_finding(tx, not_booked(fact.message))


def open_clue_of_spending(tx: Tx, fact: Fact[party.FundMisused]) -> None:
    """Open a clue when money was spent on something else (XF-09)."""
    report_finding(tx, spent_otherwise(fact.message))


def open_clue_of_refund(tx: Tx, fact: Fact[party.DuesRefundShort]) -> None:
    """Open a clue on the superior when dues did not come back (XF-10)."""
    report_finding(tx, refunded_short(fact.message))


def join_complaint_to_clue(tx: Tx, fact: Fact[events_pb2.ComplaintReceived]) -> None:
    """A complaint that names a clue is its other view (XF-25)."""
    join_complaint(tx, fact.message.clue, fact.message.complaint)


def look_at_records(tx: Tx, fact: Fact[events_pb2.CaseRecordsDiffer]) -> None:
    """Let the detectors look at records that differ, and at late entries (XF-19)."""
    observe(tx, read_difference(fact))


def look_at_contacts(tx: Tx, fact: Fact[events_pb2.ContactNeglected]) -> None:
    """Open a clue when a month has too many of them (XF-35)."""
    count_neglect(tx, read_neglect(fact))


def look_at_volume(tx: Tx, fact: Fact[events_pb2.CaseOpened] | Fact[events_pb2.ConsultationRecorded]) -> None:
    """Let the detectors of volumes look at the month (SV-40)."""
    watch_volume(tx, read_volume(fact))


def look_at_claims(tx: Tx, fact: Fact[events_pb2.ClaimsAlike]) -> None:
    """Let the detectors look at claims that look like one case (SV-40)."""
    observe(tx, read_alike(fact))


def look_at_grader(tx: Tx, fact: Fact[events_pb2.CaseGraded]) -> None:
    """Let the detector look whether one person grades everything (SV-40)."""
    watch_grader(tx, read_graded(fact), fact.message.grader_key)


def book_grade(tx: Tx, fact: Fact[offices.AssessmentGraded]) -> None:
    """A final grade stands in the account of its year (XF-31)."""
    book(tx, graded(fact.message))


def book_penalty(tx: Tx, fact: Fact[offices.PenaltyDecided]) -> None:
    """A penalty stands in the account (SV-79)."""
    book(tx, penalised(fact.message))


LEADS = (
    Reaction(events_pb2.ObjectionReviewed, ReactionKind.EFFECT, open_clue_of_review),
    Reaction(deadline_pb2.DeadlineChanged, ReactionKind.EFFECT, open_clue_of_deadline),
    Reaction(events_pb2.AssignmentFailed, ReactionKind.EFFECT, open_clue_of_assignment),
    Reaction(events_pb2.PropertyTakingReported, ReactionKind.EFFECT, open_clue_of_property),
    Reaction(events_pb2.SubsidyBlocked, ReactionKind.EFFECT, open_clue_of_claim),
    Reaction(events_pb2.FundSourceFrozen, ReactionKind.EFFECT, open_clue_of_fund),
    Reaction(events_pb2.PaidServiceReported, ReactionKind.EFFECT, open_clue_of_paid_service),
    Reaction(events_pb2.ComplaintConcluded, ReactionKind.EFFECT, open_clue_of_agency),
    Reaction(offices.AddressViolationFound, ReactionKind.EFFECT, open_clue_of_address),
    Reaction(offices.AddressViolationDismissed, ReactionKind.EFFECT, close_clue_of_address),
    Reaction(offices.OfficeStaffingChanged, ReactionKind.EFFECT, open_clue_of_staffing),
    Reaction(party.CoverageOverdue, ReactionKind.EFFECT, open_clue_of_coverage),
    Reaction(party.CoverageChanged, ReactionKind.EFFECT, remark_on_coverage),
    Reaction(party.AllocationOverdue, ReactionKind.EFFECT, open_clue_of_booking),
    Reaction(party.FundMisused, ReactionKind.EFFECT, open_clue_of_spending),
    Reaction(party.DuesRefundShort, ReactionKind.EFFECT, open_clue_of_refund),
    Reaction(events_pb2.ComplaintReceived, ReactionKind.EFFECT, join_complaint_to_clue),
    Reaction(events_pb2.CaseRecordsDiffer, ReactionKind.EFFECT, look_at_records),
    Reaction(events_pb2.ContactNeglected, ReactionKind.EFFECT, look_at_contacts),
    Reaction(events_pb2.CaseOpened, ReactionKind.EFFECT, look_at_volume),
    Reaction(events_pb2.ConsultationRecorded, ReactionKind.EFFECT, look_at_volume),
    Reaction(events_pb2.ClaimsAlike, ReactionKind.EFFECT, look_at_claims),
    Reaction(events_pb2.CaseGraded, ReactionKind.EFFECT, look_at_grader),
    Reaction(offices.AssessmentGraded, ReactionKind.EFFECT, book_grade),
    Reaction(offices.PenaltyDecided, ReactionKind.EFFECT, book_penalty),
)
