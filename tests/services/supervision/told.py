"""Facts of legal_aid about one institution, made by hand and delivered in order. It must not assert anything."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from google.protobuf.message import Message
from sifa.legal_aid.v1 import application_pb2, decision_pb2, events_pb2, notice_pb2
from sifa.platform.v1 import deadline_pb2
from sifa.supervision.v1 import clue_pb2, clue_service_pb2, institution_tally_pb2, institution_tally_service_pb2

from chassis.events.delivery import Delivery
from chassis.events.inbox import Inbox
from chassis.schema import parked_event
from tests.doors import HOME, Door
from tests.facts import fact

INSTITUTION = "institutions/019ed7e5-3a00-7000-8000-2f6b1c9d0a01"
APPLICATION = "applications/019ed7e5-3a00-7001-8000-2f6b1c9d0a02"
OBJECTION = "objections/019ed7e5-3a00-7001-8000-2f6b1c9d0a07"
ABOUT: dict[str, Any] = {"application": APPLICATION, "institution": INSTITUTION, "division": HOME}
TALLIES = institution_tally_service_pb2.DESCRIPTOR.services_by_name["InstitutionTallyService"].methods_by_name
CLUES = clue_service_pb2.DESCRIPTOR.services_by_name["ClueService"].methods_by_name
STATES = {name.removeprefix("DEADLINE_STATE_"): value for name, value in deadline_pb2.DeadlineState.items()}


class Teller:
    """Numbers facts as legal_aid's log does and hands each to the inbox."""

    def __init__(self, inbox: Inbox) -> None:
        """`inbox` is supervision's."""
        self.inbox = inbox
        self.told: list[Delivery] = []

    def number(self, message: Message) -> Delivery:
        """The fact at the next position, not delivered yet."""
        subject = getattr(message, "subject", "") or getattr(message, "application", "")
        self.told.append(fact(len(self.told) + 1, message, subject=subject))
        return self.told[-1]

    def tell(self, *messages: Message) -> None:
        """Deliver facts in order."""
        for message in messages:
            self.inbox.receive(self.number(message))


def registered(institution: str = INSTITUTION, division: str = HOME) -> events_pb2.InstitutionRegistered:
    return events_pb2.InstitutionRegistered(institution=institution, division=division)


def received() -> events_pb2.ApplicationReceived:
    return events_pb2.ApplicationReceived(**ABOUT, received_date="2026-06-08")


def decided(outcome: decision_pb2.Outcome.ValueType) -> events_pb2.ApplicationDecided:
    return events_pb2.ApplicationDecided(**ABOUT, outcome=outcome, decided_date="2026-06-15")


def moved(state: application_pb2.ApplicationState.ValueType) -> events_pb2.ApplicationMoved:
    return events_pb2.ApplicationMoved(**ABOUT, state=state, happened_date="2026-06-15")


def reissued() -> events_pb2.DecisionReissued:
    return events_pb2.DecisionReissued(**ABOUT)


def reviewed(outcome: decision_pb2.Outcome.ValueType, **changes: Any) -> events_pb2.ObjectionReviewed:
    said = {
        **ABOUT, "objection": OBJECTION, "outcome": outcome, "decision_number": "（2026）玄司复字第1号",
        "decided_date": "2026-06-12", "contested_number": "（2026）玄法援不援字第1号",
    }  # fmt: skip
    return events_pb2.ObjectionReviewed(**{**said, **changes})


def ordered(number: int = 1, **changes: Any) -> events_pb2.ObjectionReviewed:
    """The bureau orders to grant; each number is another objection."""
    objection = f"objections/019ed7e5-3a00-7001-8000-{number:012d}"
    return reviewed(decision_pb2.OUTCOME_ORDER_GRANT, **{"objection": objection, **changes})


def noticed(*flags: notice_pb2.NoticeFlag.ValueType) -> events_pb2.NoticeReceived:
    return events_pb2.NoticeReceived(institution=INSTITUTION, division=HOME, flags=flags)


def changed(before: str, after: str, **changes: Any) -> deadline_pb2.DeadlineChanged:
    """A deadline comes from one state (empty: it begins) into another; DECIDE of the institution unless changed."""
    said = {
        "deadline": "deadlines/019ed7e5-3a00-7001-8000-2f6b1c9d0a05", "subject": APPLICATION, "kind": "DECIDE",
        "rule_id": "LA-30", "owner": INSTITUTION, "division": HOME, "start_date": "2026-06-01",
        "due_date": "" if after in ("PAUSED", "UNRESOLVED") else "2026-06-08",
        "previous_state": STATES[before or "UNSPECIFIED"], "state": STATES[after],
    }  # fmt: skip
    return deadline_pb2.DeadlineChanged(**{**said, **changes})


def missed(number: int = 1, **changes: Any) -> deadline_pb2.DeadlineChanged:
    """A missed deadline; each number is another subject."""
    return changed("RUNNING", "MISSED", subject=f"applications/{number:036d}", **changes)


def tallies(door: Door, division: str = HOME) -> list[institution_tally_pb2.InstitutionTally]:
    """What the supervision officer of a division sees."""
    who = door.person("supervision_officer", divisions=(division,))
    request = institution_tally_service_pb2.ListInstitutionTalliesRequest()
    return list(door.call(TALLIES["ListInstitutionTallies"], request, who).institution_tallies)


def counted(door: Door) -> dict[str, int]:
    """Every count of the one institution that is not zero."""
    (tally,) = tallies(door)
    return {field.name: value for field, value in tally.ListFields() if field.name.endswith("_count")}


def clues(door: Door, division: str = HOME, **asked: Any) -> list[clue_pb2.Clue]:
    """The clues that the supervision officer of a division sees."""
    who = door.person("supervision_officer", divisions=(division,))
    return list(door.call(CLUES["ListClues"], clue_service_pb2.ListCluesRequest(**asked), who).clues)


def parked(door: Door) -> list[str]:
    """What kept facts from being applied."""
    with door.service.database.read() as session:
        return list(session.execute(sa.select(parked_event.c.error)).scalars())
