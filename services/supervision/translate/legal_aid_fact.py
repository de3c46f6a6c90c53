"""What legal_aid's facts say in the words of supervision. It must not decide what follows from them.

A value of a later release that stands in none of these tables raises KeyError, and the event is parked.
"""

from __future__ import annotations

from sifa.legal_aid.v1 import application_pb2, case_pb2, complaint_pb2, decision_pb2, events_pb2, notice_pb2
from sifa.platform.v1 import deadline_pb2

from chassis.kernel.deadline import DeadlineChanged
from chassis.mapping import from_message
from services.supervision.domain.clue import ObjectionReviewed, ReviewOutcome
from services.supervision.domain.institution_tally import Change, Counted

OUTCOMES = {
    decision_pb2.OUTCOME_GRANT: Counted.GRANTED,
    decision_pb2.OUTCOME_REFUSE: Counted.REFUSED,
    decision_pb2.OUTCOME_PROVISIONAL: Counted.PROVISIONAL,
    decision_pb2.OUTCOME_TERMINATE: Counted.TERMINATED,
}
# Every state to which an application can come; most of them are counted by another fact or not at all.
MOVES: dict[int, tuple[Counted, ...]] = {
    application_pb2.APPLICATION_STATE_RECEIVED: (),
    application_pb2.APPLICATION_STATE_GRANTED: (),
    application_pb2.APPLICATION_STATE_REFUSED: (),
    application_pb2.APPLICATION_STATE_SUPPLEMENT: (),
    application_pb2.APPLICATION_STATE_DEEMED_WITHDRAWN: (Counted.WITHDRAWN,),
    application_pb2.APPLICATION_STATE_REFERRED: (Counted.REFERRED,),
    application_pb2.APPLICATION_STATE_PROVISIONAL: (),
    application_pb2.APPLICATION_STATE_TERMINATED: (),
    application_pb2.APPLICATION_STATE_OBJECTED: (),
    application_pb2.APPLICATION_STATE_UPHELD: (),
    application_pb2.APPLICATION_STATE_ORDERED: (),
    application_pb2.APPLICATION_STATE_WITHDRAWN: (Counted.WITHDRAWN,),
    application_pb2.APPLICATION_STATE_DECEASED: (),
    application_pb2.APPLICATION_STATE_CLOSED: (),
}
REVIEWS = {ReviewOutcome.UPHOLD: (), ReviewOutcome.ORDER_GRANT: (Counted.CORRECTED,)}
UPHELD = {
    complaint_pb2.COMPLAINT_FINDING_UPHELD: (Counted.UPHELD_COMPLAINT,),
    complaint_pb2.COMPLAINT_FINDING_PARTLY_UPHELD: (Counted.UPHELD_COMPLAINT,),
    complaint_pb2.COMPLAINT_FINDING_NOT_UPHELD: (),
    complaint_pb2.COMPLAINT_FINDING_UNVERIFIABLE: (),
}
DECEIT = {case_pb2.TERMINATION_GROUND_DECEIT: (Counted.DECEIT,)}
LATE = {notice_pb2.NOTICE_FLAG_LATE_NOTICE: Counted.LATE_NOTICE}

read_deadline = from_message(deadline_pb2.DeadlineChanged, DeadlineChanged)
read_review = from_message(events_pb2.ObjectionReviewed, ObjectionReviewed)


def reviewed(event: events_pb2.ObjectionReviewed) -> Change:
    """An order to grant is a decision corrected by the bureau (XF-18)."""
    return Change(REVIEWS[read_review(event, "").outcome])


def reissued(event: events_pb2.DecisionReissued) -> Change:
    """A paper that the institution had to correct; the bureau's own papers do not count against it."""
    return Change() if event.objection else Change([Counted.REISSUED])


def noticed(event: events_pb2.NoticeReceived) -> Change:
    """A notice, and whether it came too late before the hearing (LA-35). Flags that are not counted are passed over."""
    return Change([Counted.NOTICE, *(LATE[flag] for flag in set(event.flags) & LATE.keys())])


def concluded(event: events_pb2.ComplaintConcluded) -> Change:
    """A complaint that was found right (XF-24)."""
    return Change(UPHELD[event.finding])


def terminated(event: events_pb2.CaseTerminated) -> Change:
    """Aid that was ended for deceit: a figure, and no clue on the recipient (XF-34)."""
    return Change(DECEIT.get(event.ground, ()))
