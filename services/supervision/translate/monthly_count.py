"""Facts of legal aid that are counted by month, in the words of supervision. It must not decide what follows."""

from __future__ import annotations

import datetime as dt

from sifa.legal_aid.v1 import events_pb2

from chassis.events.reactions import Fact
from services.supervision.domain.monthly_count import CountedThing, MonthlyFact

# What a fact is called, what it is about, and when it happened, by its type.
VOLUMES = {
    events_pb2.CaseOpened: (CountedThing.CASE, "case", "opened_date"),
    events_pb2.ConsultationRecorded: (CountedThing.CONSULTATION, "consultation", "consulted_date"),
}


def read_neglect(fact: Fact[events_pb2.ContactNeglected]) -> MonthlyFact:
    """A contact that was neglected (XF-35)."""
    return _read(fact, CountedThing.NEGLECTED_CONTACT, fact.message.contact, fact.message.found_date)


def read_volume(fact: Fact[events_pb2.CaseOpened] | Fact[events_pb2.ConsultationRecorded]) -> MonthlyFact:
    """A case or a consultation."""
    thing, subject, day = VOLUMES[type(fact.message)]
    return _read(fact, thing, getattr(fact.message, subject), getattr(fact.message, day))


def read_graded(fact: Fact[events_pb2.CaseGraded]) -> MonthlyFact:
    """A case that was graded."""
    return _read(fact, CountedThing.GRADED_CASE, fact.message.case, fact.message.graded_date)


def _read(
    fact: Fact[events_pb2.ContactNeglected] | Fact[events_pb2.CaseOpened] | Fact[events_pb2.ConsultationRecorded]
    | Fact[events_pb2.CaseGraded],
    thing: CountedThing, subject: str, day: str,
) -> MonthlyFact:  # fmt: skip
    event = fact.message
    return MonthlyFact(
        thing=thing, source=fact.source, position=fact.position, subject=subject, institution=event.institution,
        division=event.division, happened_date=dt.date.fromisoformat(day),
    )  # fmt: skip
