"""What supervision counts of what legal aid tells, institution by institution. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import events_pb2
from sifa.platform.v1 import deadline_pb2

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.supervision.domain.institution_tally import Change, Counted
from services.supervision.handlers.institution_tally import count_deadline, count_event
from services.supervision.translate.legal_aid_fact import (
    MOVES,
    OUTCOMES,
    concluded,
    noticed,
    read_deadline,
    reissued,
    reviewed,
    terminated,
)


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


def count_neglected(tx: Tx, fact: Fact[events_pb2.ContactNeglected]) -> None:
    """Count a contact that was neglected, row 1 of F-01 (XF-35)."""
    event = fact.message
    count_event(tx, event.institution, event.division, Change([Counted.NEGLECTED_CONTACT]), position=fact.position)


COUNTING = (
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
    Reaction(events_pb2.ContactNeglected, ReactionKind.PROJECTION, count_neglected),
)
