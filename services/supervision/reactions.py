"""What supervision does when other services tell a fact. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import application_pb2, events_pb2

from chassis.events.reactions import Fact, Reaction, ReactionKind
from chassis.tx import Tx
from services.supervision.domain.institution_tally import Counted
from services.supervision.handlers.institution_tally import count_event

OUTCOMES = {application_pb2.OUTCOME_GRANT: Counted.GRANTED, application_pb2.OUTCOME_REFUSE: Counted.REFUSED}


def open_tally(tx: Tx, fact: Fact[events_pb2.InstitutionRegistered]) -> None:
    """A registered institution has a tally from the start."""
    event = fact.message
    count_event(tx, event.institution, event.division, Counted.REGISTERED, position=fact.position)


def count_received(tx: Tx, fact: Fact[events_pb2.ApplicationReceived]) -> None:
    """Count a received application."""
    event = fact.message
    count_event(tx, event.institution, event.division, Counted.RECEIVED, position=fact.position)


def count_decided(tx: Tx, fact: Fact[events_pb2.ApplicationDecided]) -> None:
    """Count a decision by its outcome. An outcome that this release does not know raises KeyError and is parked."""
    event = fact.message
    count_event(tx, event.institution, event.division, OUTCOMES[event.outcome], position=fact.position)


REACTIONS = (
    Reaction(events_pb2.InstitutionRegistered, ReactionKind.PROJECTION, open_tally),
    Reaction(events_pb2.ApplicationReceived, ReactionKind.PROJECTION, count_received),
    Reaction(events_pb2.ApplicationDecided, ReactionKind.PROJECTION, count_decided),
)
