"""What supervision does when other services tell a fact. It must not hold a condition.

Counting is a projection, which may be re-run into an empty table; opening clues is an effect, which may not: people
work on clues.
"""

from __future__ import annotations

from sifa.grassroots_offices.v1 import events_pb2 as offices
from sifa.legal_aid.v1 import events_pb2
from sifa.party_building.v1 import events_pb2 as party
from sifa.platform.v1 import deadline_pb2

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.supervision.domain.clue import ClueSource, met_after_all, missed_duty, wrong_decision
from services.supervision.domain.institution_tally import Change, Counted
from services.supervision.handlers.clue import (
    join_complaint,
    report_finding,
    report_standing,
    withdraw_finding,
    withdraw_standing,
)
from services.supervision.handlers.institution_tally import count_deadline, count_event
from services.supervision.handlers.red_flag import observe
from services.supervision.translate.legal_aid_fact import (
    MOVES,
    OUTCOMES,
    concluded,
    noticed,
    read_deadline,
    read_review,
    reissued,
    reviewed,
    terminated,
)
from services.supervision.translate.legal_aid_lead import (
    blocked_claim,
    failed_assignment,
    misused_fund,
    paid_service,
    poor_agency,
    taken_property,
)
from services.supervision.translate.office_lead import dismissed_address, staffed, unapproved_address, understaffed
from services.supervision.translate.party_lead import covered, not_booked, refunded_short, spent_otherwise, uncovered
from services.supervision.translate.red_flag import read_difference


def open_tally(tx: Tx, fact: Fact[events_pb2.InstitutionRegistered]) -> None:
    """A registered institution has a tally from the start."""
    event = fact.message
    count_event(tx, event.institution, event.division, Change(), position=fact.position)


def count_received(tx: Tx, fact: Fact[events_pb2.ApplicationReceived]) -> None:
    """Count a received application."""
    event = fact.message
    count_event(tx, event.institution, event.division, Change([Counted.RECEIVED]), position=fact.position)


def count_decided(tx: Tx, fact: Fact[events_pb2.ApplicationDecided]) -> None:
    """Count a decision by its outcome."""
    event = fact.message
    count_event(tx, event.institution, event.division, Change([OUTCOMES[event.outcome]]), position=fact.position)


def count_moved(tx: Tx, fact: Fact[events_pb2.ApplicationMoved]) -> None:
    """Count a referral or a withdrawal."""
    event = fact.message
    count_event(tx, event.institution, event.division, Change(MOVES[event.state]), position=fact.position)


def count_reviewed(tx: Tx, fact: Fact[events_pb2.ObjectionReviewed]) -> None:
    """Count a decision that the bureau corrected."""
    event = fact.message
    count_event(tx, event.institution, event.division, reviewed(event), position=fact.position)


def count_reissued(tx: Tx, fact: Fact[events_pb2.DecisionReissued]) -> None:
    """Count a re-issued paper."""
    event = fact.message
    count_event(tx, event.institution, event.division, reissued(event), position=fact.position)


def count_notice(tx: Tx, fact: Fact[events_pb2.NoticeReceived]) -> None:
    """Count a notice."""
    event = fact.message
    count_event(tx, event.institution, event.division, noticed(event), position=fact.position)


def count_difference(tx: Tx, fact: Fact[events_pb2.CaseRecordsDiffer]) -> None:
    """Count a case that differs or was entered late, row 3 of F-01 (XF-19)."""
    event = fact.message
    count_event(tx, event.institution, event.division, Change([Counted.DIFFERING_CASE]), position=fact.position)


def count_callback(tx: Tx, fact: Fact[events_pb2.CallbackUnsatisfied]) -> None:
    """Count somebody who was not satisfied, row 1 of F-01 (XF-24)."""
    event = fact.message
    count_event(tx, event.institution, event.division, Change([Counted.UNSATISFIED_CALLBACK]), position=fact.position)


def count_complaint(tx: Tx, fact: Fact[events_pb2.ComplaintConcluded]) -> None:
    """Count a complaint that was found right, row 1 of F-01 (XF-24)."""
    event = fact.message
    count_event(tx, event.institution, event.division, concluded(event), position=fact.position)


def count_terminated(tx: Tx, fact: Fact[events_pb2.CaseTerminated]) -> None:
    """Count aid that was ended for deceit (XF-34)."""
    event = fact.message
    count_event(tx, event.institution, event.division, terminated(event), position=fact.position)


def move_gauges(tx: Tx, fact: Fact[deadline_pb2.DeadlineChanged]) -> None:
    """Count a deadline of an institution where it stands now."""
    count_deadline(tx, read_deadline(fact.message, ""), position=fact.position)


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
    """Open a clue when a complaint of poor agency was found right (XF-37)."""
    report_finding(tx, poor_agency(fact.message))


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


REACTIONS = (
    Reaction(events_pb2.InstitutionRegistered, ReactionKind.PROJECTION, open_tally),
    Reaction(events_pb2.ApplicationReceived, ReactionKind.PROJECTION, count_received),
    Reaction(events_pb2.ApplicationDecided, ReactionKind.PROJECTION, count_decided),
    Reaction(events_pb2.ApplicationMoved, ReactionKind.PROJECTION, count_moved),
    Reaction(events_pb2.ObjectionReviewed, ReactionKind.PROJECTION, count_reviewed),
    Reaction(events_pb2.DecisionReissued, ReactionKind.PROJECTION, count_reissued),
    Reaction(events_pb2.NoticeReceived, ReactionKind.PROJECTION, count_notice),
    Reaction(events_pb2.CaseRecordsDiffer, ReactionKind.PROJECTION, count_difference),
    Reaction(events_pb2.CallbackUnsatisfied, ReactionKind.PROJECTION, count_callback),
    Reaction(events_pb2.ComplaintConcluded, ReactionKind.PROJECTION, count_complaint),
    Reaction(events_pb2.CaseTerminated, ReactionKind.PROJECTION, count_terminated),
    Reaction(deadline_pb2.DeadlineChanged, ReactionKind.PROJECTION, move_gauges),
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
)
