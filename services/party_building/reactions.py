"""What party_building does when other services tell a fact. It must not hold a condition.

Allocating books money, and coverage starts clocks, so both are effects: they are never run again. The roster of
practitioners, leaders and places is a projection.
"""

from __future__ import annotations

from sifa.grassroots_offices.v1 import events_pb2

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.party_building.handlers import (
    deliberation,
    establishment,
    office_succession,
    penalty_report,
    relation_transfer,
    roster,
)
from services.party_building.handlers.fund_allocation import allocate
from services.party_building.translate import office_fact

PROJECTION, EFFECT = ReactionKind.PROJECTION, ReactionKind.EFFECT


def allocate_from_report(tx: Tx, fact: Fact[events_pb2.IncomeReported]) -> None:
    """Allocate 3% of the month (XF-08)."""
    allocate(tx, office_fact.read_income(fact.message))


def keep_practice(tx: Tx, fact: Fact[events_pb2.PracticeStatusChanged]) -> None:
    """Keep where a practitioner practises (XF-06)."""
    roster.keep_practice(tx, office_fact.read_standing(fact))


def follow_standing(tx: Tx, fact: Fact[events_pb2.PracticeStatusChanged]) -> None:
    """A member follows his practice; both offices are looked at; a deregistered office is closed (XF-06)."""
    roster.follow_standing(tx, office_fact.read_standing(fact))


def keep_leaders(tx: Tx, fact: Fact[events_pb2.OfficeLeadersChanged]) -> None:
    """Keep who leads an office (XF-07)."""
    roster.keep_leaders(tx, office_fact.read_leaders(fact))


def follow_leaders(tx: Tx, fact: Fact[events_pb2.OfficeLeadersChanged]) -> None:
    """Who should be the secretary is looked at again (XF-07)."""
    roster.follow_leaders(tx, office_fact.read_leaders(fact), on=office_fact.leaders_since(fact))


def check_plan(tx: Tx, fact: Fact[events_pb2.EstablishmentAccepted]) -> None:
    """Look at the party plan of an establishment (XF-01)."""
    establishment.check_plan(tx, office_fact.read_establishment(fact.message))


def begin_coverage(tx: Tx, fact: Fact[events_pb2.OfficeLicensed]) -> None:
    """Begin the coverage of a new office (XF-02)."""
    establishment.begin_coverage(tx, office_fact.read_licensing(fact.message))


def begin_transfer(tx: Tx, fact: Fact[events_pb2.PracticeApplicationAccepted]) -> None:
    """Begin the transfer of a member's relation, or open the gate (XF-04)."""
    told = fact.message
    relation_transfer.begin_with_move(tx, application=told.licence_application, practitioner=told.practitioner)


def end_transfer(tx: Tx, fact: Fact[events_pb2.LicenceApplicationEnded]) -> None:
    """Take back what began with a move that did not come about (XF-04)."""
    relation_transfer.end_with_move(tx, fact.message.licence_application, granted=fact.message.granted)


def hear_penalty(tx: Tx, fact: Fact[events_pb2.PenaltyDecided]) -> None:
    """The superior organisation of a member must hear of his penalty (XF-26)."""
    penalty_report.hear_penalty(tx, office_fact.read_penalty(fact.message))


def follow_staffing(tx: Tx, fact: Fact[events_pb2.OfficeStaffingChanged]) -> None:
    """The coverage of an office whose staff crossed the minimum is looked at again (XF-29)."""
    roster.follow_staffing(tx, office_fact.read_staffing(fact.message))


def hear_succession(tx: Tx, fact: Fact[events_pb2.OfficeSucceeded]) -> None:
    """The relations of an office that gave way have to follow (PB-14)."""
    office_succession.hear_succession(tx, office_fact.read_succession(fact.message))


def keep_place(tx: Tx, fact: Fact[events_pb2.OfficePlaced]) -> None:
    """Keep where an office is."""
    roster.keep_place(tx, office_fact.read_place(fact))


def hear_assessment(tx: Tx, fact: Fact[events_pb2.AssessmentGraded]) -> None:
    """The assessment of a year is a decision that wants a deliberation (XF-31)."""
    deliberation.hear_assessment(tx, office_fact.read_assessment(fact.message))


REACTIONS = (
    Reaction(events_pb2.IncomeReported, EFFECT, allocate_from_report),
    Reaction(events_pb2.PracticeStatusChanged, PROJECTION, keep_practice),
    Reaction(events_pb2.PracticeStatusChanged, EFFECT, follow_standing),
    Reaction(events_pb2.OfficeLeadersChanged, PROJECTION, keep_leaders),
    Reaction(events_pb2.OfficeLeadersChanged, EFFECT, follow_leaders),
    Reaction(events_pb2.EstablishmentAccepted, EFFECT, check_plan),
    Reaction(events_pb2.OfficeLicensed, EFFECT, begin_coverage),
    Reaction(events_pb2.PracticeApplicationAccepted, EFFECT, begin_transfer),
    Reaction(events_pb2.LicenceApplicationEnded, EFFECT, end_transfer),
    Reaction(events_pb2.PenaltyDecided, EFFECT, hear_penalty),
    Reaction(events_pb2.OfficeStaffingChanged, EFFECT, follow_staffing),
    Reaction(events_pb2.OfficeSucceeded, EFFECT, hear_succession),
    Reaction(events_pb2.OfficePlaced, PROJECTION, keep_place),
    Reaction(events_pb2.AssessmentGraded, EFFECT, hear_assessment),
)
