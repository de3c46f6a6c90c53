"""What grassroots_offices does when other services tell a fact. It must not hold a condition.

People work on what follows, so these are effects, never run again; what is told to be counted or shown
alone is a projection.
"""

from __future__ import annotations

from sifa.legal_aid.v1 import events_pb2 as legal_aid
from sifa.party_building.v1 import events_pb2 as party
from sifa.supervision.v1 import events_pb2 as supervision

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.grassroots_offices.handlers import (
    address_violation,
    aid_case,
    outreach_hours,
    suspected_violation,
    told_finding,
)
from services.grassroots_offices.handlers.licence_decision import follow_party
from services.grassroots_offices.handlers.office_hold import follow_office_hold, follow_office_lifting
from services.grassroots_offices.handlers.practice_measure import follow_hold, follow_lifting
from services.grassroots_offices.translate import told_finding as read
from services.grassroots_offices.translate.address_violation import read_found_elsewhere
from services.grassroots_offices.translate.aid_case import read_grade, read_share
from services.grassroots_offices.translate.outreach_hours import read_confirmed_hours, read_withdrawn_hours
from services.grassroots_offices.translate.partner_fact import (
    read_hold,
    read_lifted_hold,
    read_plan,
    read_refused,
    read_started,
)
from services.grassroots_offices.translate.suspected_violation import read_failure, read_poor_agency, read_taking


def open_gate(tx: Tx, fact: Fact[party.RelationTransferStarted]) -> None:
    """Open the gate of an application (XF-05)."""
    follow_party(tx, read_started(fact.message))


def end_waiting(tx: Tx, fact: Fact[party.RelationTransferRefused]) -> None:
    """End an application whose gate will not open (PB-14)."""
    follow_party(tx, read_refused(fact.message))


def hear_of_plan(tx: Tx, fact: Fact[party.PartyPlanChecked]) -> None:
    """Let the county bureau speak about a new office (XF-01)."""
    follow_party(tx, read_plan(fact.message))


def hold_practice(tx: Tx, fact: Fact[supervision.PracticeHoldStarted]) -> None:
    """Hold whom or what supervision holds (XF-11, XF-12)."""
    follow_hold(tx, read_hold(fact.message))
    follow_office_hold(tx, read_hold(fact.message))


def lift_hold(tx: Tx, fact: Fact[supervision.PracticeHoldLifted]) -> None:
    """Let him, or the office, work again (XF-13)."""
    follow_lifting(tx, read_lifted_hold(fact.message))
    follow_office_lifting(tx, read_lifted_hold(fact.message))


def count_share(tx: Tx, fact: Fact[legal_aid.ClosingFileAccepted]) -> None:
    """Keep what somebody did of a case (XF-14)."""
    aid_case.keep_share(tx, read_share(fact))


def count_grade(tx: Tx, fact: Fact[legal_aid.CaseGraded]) -> None:
    """Keep whether a case counts (GO-68)."""
    aid_case.keep_grade(tx, read_grade(fact))


def count_coverage(tx: Tx, fact: Fact[party.CoverageChanged]) -> None:
    """Keep how an office is covered (XF-03)."""
    told_finding.keep_coverage(tx, read.read_coverage(fact))


def find_coverage_overdue(tx: Tx, fact: Fact[party.CoverageOverdue]) -> None:
    """Keep that an office was not covered in time (XF-03)."""
    told_finding.keep_finding(tx, read.read_coverage_overdue(fact))


def count_allocation(tx: Tx, fact: Fact[party.FundAllocationChanged]) -> None:
    """Keep what is owed and booked of the 3% of a month (XF-09)."""
    told_finding.keep_allocation(tx, read.read_allocation(fact))


def await_relations(tx: Tx, fact: Fact[party.OfficeSuccessionChanged]) -> None:
    """Keep whether relations have still to follow to another office (PB-14)."""
    told_finding.keep_succession(tx, read.read_succession(fact))


def find_allocation_overdue(tx: Tx, fact: Fact[party.AllocationOverdue]) -> None:
    """Keep that a line of the fund was not booked (XF-09)."""
    told_finding.keep_finding(tx, read.read_allocation_overdue(fact))


def find_misuse(tx: Tx, fact: Fact[party.FundMisused]) -> None:
    """Keep that money of the fund was misused (XF-09)."""
    told_finding.keep_finding(tx, read.read_misuse(fact))


def find_year_short(tx: Tx, fact: Fact[party.FundYearShort]) -> None:
    """Keep what is missing of a year of the fund (XF-09)."""
    told_finding.keep_finding(tx, read.read_year_short(fact))


def find_standing(tx: Tx, fact: Fact[party.MemberStandingChanged]) -> None:
    """Keep who became a formal member, or is one no longer (XF-32)."""
    told_finding.keep_finding(tx, read.read_standing(fact))


def find_complaint(tx: Tx, fact: Fact[legal_aid.ComplaintConcluded]) -> None:
    """Keep that a complaint was found right (XF-24)."""
    told_finding.keep_finding(tx, read.read_complaint(fact))


def find_callback(tx: Tx, fact: Fact[legal_aid.CallbackUnsatisfied]) -> None:
    """Keep that a recipient was not satisfied (XF-24)."""
    told_finding.keep_finding(tx, read.read_callback(fact))


def find_accountability(tx: Tx, fact: Fact[supervision.AccountabilityProposed]) -> None:
    """Keep that an office is to be held to account (XF-40)."""
    told_finding.keep_finding(tx, read.read_accountability(fact))


def drop_accountability(tx: Tx, fact: Fact[supervision.AccountabilityWithdrawn]) -> None:
    """Keep that it is not (XF-40)."""
    told_finding.keep_finding(tx, read.read_no_accountability(fact))


def suspect_refusal(tx: Tx, fact: Fact[legal_aid.AssignmentFailed]) -> None:
    """Have violation 06 looked at (XF-15)."""
    suspected_violation.follow_told(tx, read_failure(fact.message))


def suspect_taking(tx: Tx, fact: Fact[legal_aid.PropertyTakingReported]) -> None:
    """Have violation 15 looked at (XF-16)."""
    suspected_violation.follow_told(tx, read_taking(fact.message))


def suspect_poor_agency(tx: Tx, fact: Fact[legal_aid.ComplaintConcluded]) -> None:
    """Have violation 10 looked at (XF-37)."""
    suspected_violation.follow_complaint(tx, read_poor_agency(fact.message))


def find_elsewhere(tx: Tx, fact: Fact[supervision.OfficeFoundElsewhere]) -> None:
    """Enter where an inspection found an office (XF-30)."""
    address_violation.follow_found_elsewhere(tx, read_found_elsewhere(fact.message))


def keep_outreach(tx: Tx, fact: Fact[legal_aid.OutreachHoursConfirmed]) -> None:
    """Enter hours at an activity of legal aid (XF-36)."""
    outreach_hours.keep_told_hours(tx, read_confirmed_hours(fact.message))


def drop_outreach(tx: Tx, fact: Fact[legal_aid.OutreachHoursWithdrawn]) -> None:
    """Take them back (XF-36)."""
    outreach_hours.take_back_told_hours(tx, read_withdrawn_hours(fact.message))


REACTIONS = (
    Reaction(supervision.OfficeFoundElsewhere, ReactionKind.EFFECT, find_elsewhere),
    Reaction(legal_aid.OutreachHoursConfirmed, ReactionKind.EFFECT, keep_outreach),
    Reaction(legal_aid.OutreachHoursWithdrawn, ReactionKind.EFFECT, drop_outreach),
    Reaction(party.RelationTransferStarted, ReactionKind.EFFECT, open_gate),
    Reaction(party.RelationTransferRefused, ReactionKind.EFFECT, end_waiting),
    Reaction(party.PartyPlanChecked, ReactionKind.EFFECT, hear_of_plan),
    Reaction(supervision.PracticeHoldStarted, ReactionKind.EFFECT, hold_practice),
    Reaction(supervision.PracticeHoldLifted, ReactionKind.EFFECT, lift_hold),
    Reaction(legal_aid.ClosingFileAccepted, ReactionKind.PROJECTION, count_share),
    Reaction(legal_aid.CaseGraded, ReactionKind.PROJECTION, count_grade),
    Reaction(party.CoverageChanged, ReactionKind.PROJECTION, count_coverage),
    Reaction(party.CoverageOverdue, ReactionKind.PROJECTION, find_coverage_overdue),
    Reaction(party.FundAllocationChanged, ReactionKind.PROJECTION, count_allocation),
    Reaction(party.OfficeSuccessionChanged, ReactionKind.PROJECTION, await_relations),
    Reaction(party.AllocationOverdue, ReactionKind.PROJECTION, find_allocation_overdue),
    Reaction(party.FundMisused, ReactionKind.PROJECTION, find_misuse),
    Reaction(party.FundYearShort, ReactionKind.PROJECTION, find_year_short),
    Reaction(party.MemberStandingChanged, ReactionKind.PROJECTION, find_standing),
    Reaction(legal_aid.ComplaintConcluded, ReactionKind.PROJECTION, find_complaint),
    Reaction(legal_aid.CallbackUnsatisfied, ReactionKind.PROJECTION, find_callback),
    Reaction(supervision.AccountabilityProposed, ReactionKind.PROJECTION, find_accountability),
    Reaction(supervision.AccountabilityWithdrawn, ReactionKind.PROJECTION, drop_accountability),
    Reaction(legal_aid.AssignmentFailed, ReactionKind.EFFECT, suspect_refusal),
    Reaction(legal_aid.PropertyTakingReported, ReactionKind.EFFECT, suspect_taking),
    Reaction(legal_aid.ComplaintConcluded, ReactionKind.EFFECT, suspect_poor_agency),
)
