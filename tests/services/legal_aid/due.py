"""Every duty while it is still to be done, and the list of them, for tests. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.legal_aid.v1 import deadline_pb2 as pb
from sifa.legal_aid.v1 import deadline_service_pb2

from services.legal_aid.domain.application import ApplicationState
from services.legal_aid.domain.complaint import ComplaintState
from services.legal_aid.domain.contact import ContactState
from tests.doors import Identity
from tests.services.legal_aid.complaints import moved_along, standing
from tests.services.legal_aid.contacts import extended, offered_again
from tests.services.legal_aid.contacts import standing as contact_standing
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import able_lawyer, act_on, bar_handler, granted_case, notified_case
from tests.services.legal_aid.handling import brought_to as case_brought_to
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.ratings import answered
from tests.services.legal_aid.recoveries import demand, fine, found_out, paid_case
from tests.services.legal_aid.routes import brought_to
from tests.services.legal_aid.volunteers import move as move_volunteer
from tests.services.legal_aid.volunteers import standing as volunteer_standing

A, K = ApplicationState, ComplaintState


def live_through_duties(counter: Counter) -> None:
    """One matter in every state in which somebody owes something."""
    for state in (A.RECEIVED, A.SUPPLEMENT, A.GRANTED, A.PROVISIONAL, A.OBJECTED, A.ORDERED, A.DECEASED):
        brought_to(counter, state)
    notified_case(counter)
    act_on(counter, "assign", granted_case(counter))
    act_on(counter, "assign", notified_case(counter))
    case_brought_to(counter, "FILE_ACCEPTED")
    act_on(counter, "requestReplacement", case_brought_to(counter, "AGREED").name)
    for stand in ("REASSIGNING", "ENDED", "FILE_SUBMITTED"):
        case_brought_to(counter, stand)
    source = funded(counter)
    case_brought_to(counter, "GRADED")
    repaid, _ = paid_case(counter, source)
    recovery = demand(counter, found_out(counter, repaid.name).name)
    fine(counter, recovery.name, 1, days=15)
    case_brought_to(counter, "IN_PROGRESS")
    bar_handler(counter, able_lawyer(counter).name)
    for complained in (K.RECEIVED, K.SUPPLEMENT, K.ACCEPTED, K.CONCLUDED):
        standing(counter, complained)
    moved_along(counter, "accept", "investigate", "extend")
    contact_standing(counter, ContactState.OFFERED)
    offered_again(counter)
    extended(counter)
    answered(counter, 1)
    move_volunteer(counter, "requestExit", volunteer_standing(counter, "REGISTERED").name)


def due_page(
    counter: Counter, who: Identity | None = None, **asked: Any
) -> deadline_service_pb2.ListDueDeadlinesResponse:
    """A page of what is due and overdue."""
    page: deadline_service_pb2.ListDueDeadlinesResponse = counter.call(
        "ListDueDeadlines", who or counter.clerk, **{"page_size": 1000, **asked}
    )
    return page


def due_list(counter: Counter, who: Identity | None = None, **asked: Any) -> list[pb.DueDeadline]:
    """What is due and overdue."""
    return list(due_page(counter, who, **asked).due_deadlines)


def kinds(found: list[pb.DueDeadline]) -> set[str]:
    """The kinds among them."""
    return {item.deadline.kind for item in found}
