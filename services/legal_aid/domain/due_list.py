"""What is due and overdue, for whom (D-12, D-14): which duties still stand, and who has to act.

It must not look anything up, nor compute a last day; the kernel does.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from chassis.kernel.deadline import Deadline, DeadlineState
from chassis.kernel.deadline_moves import is_late
from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.application import ApplicationState
from services.legal_aid.domain.case_words import CaseState
from services.legal_aid.domain.complaint import ComplaintState
from services.legal_aid.domain.complaint_clock import EXTENDED, REPLY, ComplaintClock
from services.legal_aid.domain.contact import ContactState
from services.legal_aid.domain.contact_owning import OFFER_CLOCKS
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.objection import ObjectionState
from services.legal_aid.domain.publication import PublicationState
from services.legal_aid.domain.rating import RatingState
from services.legal_aid.domain.recovery import CLOCK as PAY_RECOVERY
from services.legal_aid.domain.recovery import FINE_CLOCK, REMINDED, RecoveryState
from services.legal_aid.domain.replacement_request import RequestState
from services.legal_aid.domain.service_list import ServiceListState
from services.legal_aid.domain.settlement import PaymentState
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.domain.volunteer import VolunteerState

_A, _C, _K, _P = ApplicationState, CaseState, ComplaintState, PaymentState
_HANDLED = (_C.ASSIGNED, _C.AGREED, _C.IN_PROGRESS)
_TO_ANSWER = tuple(state for state in ContactState if state is not ContactState.CLOSED)
# Kind of a duty → states of its matter in which it can still be done: what was missed is owed as long. For assignments
# the state is that of the case while the assignment runs; one that has ended owes nothing but another one (REASSIGN).
_STANDS: Mapping[str, tuple[enum.Enum, ...]] = {
    DeadlineKind.DECIDE.name: (_A.RECEIVED, _A.SUPPLEMENT, _A.DECEASED),
    DeadlineKind.SUPPLEMENT_REPLY.name: (_A.SUPPLEMENT,),
    DeadlineKind.FORMALITIES.name: (_A.PROVISIONAL, _A.DECEASED),
    DeadlineKind.SUCCESSION.name: (_A.DECEASED,),
    DeadlineKind.COMPLY_WITH_ORDER.name: (_A.ORDERED,),
    DeadlineKind.REVIEW_OBJECTION.name: (ObjectionState.RECEIVED,),
    DeadlineKind.ASSIGN.name: (_C.TO_ASSIGN,),
    DeadlineKind.ASSIGN_NOTIFIED.name: (_C.TO_ASSIGN,),
    DeadlineKind.ARRANGE.name: (_C.ASSIGNED,),
    DeadlineKind.AGREE.name: (_C.ASSIGNED,),
    DeadlineKind.LEAVE_BARRED.name: _HANDLED,
    DeadlineKind.REASSIGN.name: (_C.REASSIGNING,),
    DeadlineKind.SUBMIT_FILE.name: (_C.ENDED,),
    DeadlineKind.REVIEW_FILE.name: (_C.FILE_SUBMITTED, _C.FILE_RETURNED),
    DeadlineKind.COURT_PAPERS.name: _HANDLED,
    DeadlineKind.REPLACE.name: (RequestState.WAITING,),
    DeadlineKind.PAY_CASE.name: (_C.FILE_ACCEPTED, _C.GRADED),
    DeadlineKind.PUBLISH_QUARTER.name: (PublicationState.COMPUTED,),
    DeadlineKind.REVISE_LIST.name: (ServiceListState.PUBLISHED,),
    DeadlineKind.PAY_SUBSIDY.name: (_P.DRAFT, _P.CHECKED, _P.APPROVED, _P.BLOCKED),
    PAY_RECOVERY: (RecoveryState.DEMANDED,),
    REMINDED: (RecoveryState.DEMANDED,),
    FINE_CLOCK: (RecoveryState.OPENED, RecoveryState.DEMANDED, RecoveryState.SETTLED),
    ComplaintClock.ACCEPT_COMPLAINT.name: (_K.RECEIVED, _K.SUPPLEMENT),
    REPLY: (_K.SUPPLEMENT,),
    ComplaintClock.CONCLUDE_COMPLAINT.name: (_K.ACCEPTED, _K.INVESTIGATING),
    EXTENDED: (_K.ACCEPTED, _K.INVESTIGATING),
    ComplaintClock.ANSWER_COMPLAINT.name: (_K.CONCLUDED,),
    **dict.fromkeys(OFFER_CLOCKS, (ContactState.OFFERED,)),
    DeadlineKind.CALL_BACK.name: (RatingState.TO_CALL_BACK,),
    DeadlineKind.EXIT_VOLUNTEER.name: (VolunteerState.REGISTERED,),
    DeadlineKind.ANSWER_CONTACT.name: _TO_ANSWER,
    DeadlineKind.ANSWER_COMPLEX.name: _TO_ANSWER,
}
STANDS = {kind: frozenset(state.name for state in states) for kind, states in _STANDS.items()}
# These are entered when they are done, so that there is nothing to wait for: only whether they were late is known.
ENTERED_WHEN_DONE = frozenset({DeadlineKind.TRANSFER.name, DeadlineKind.NOTIFY.name})


class DueStanding(enum.Enum):
    """How a duty stands that is still to be done."""

    OVERDUE = enum.auto()
    DUE = enum.auto()
    PAUSED = enum.auto()
    UNRESOLVED = enum.auto()


_OTHERWISE = {
    DeadlineState.MISSED: DueStanding.OVERDUE,
    DeadlineState.PAUSED: DueStanding.PAUSED,
    DeadlineState.UNRESOLVED: DueStanding.UNRESOLVED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDeadline:
    """A duty that is still to be done: whose matter it is, who has to act in person, how it stands."""

    deadline: Deadline
    institution: str
    person: str
    standing: DueStanding
    days_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFilter:
    """What the list asks for; None and empty mean any. `due_before` includes that day (D-14)."""

    institution: str = ""
    person: str = ""
    owner: str = ""
    standing: DueStanding | None = None
    kind: str = ""
    due_before: dt.date | None = None


def own_duties(handler: Handler | None) -> DueFilter:
    """What to list for somebody who signs in himself. Raises RuleViolated ACCOUNT_NOT_LINKED."""
    if handler is None:
        raise RuleViolated(
            "ACCOUNT_NOT_LINKED", "您的登录账号尚未登记到承办人，请联系法律援助机构在承办人登记中填写账号。"
        )
    return DueFilter(person=handler.name)


def due(deadline: Deadline, *, institution: str, person: str, today: dt.date, now: dt.datetime) -> DueDeadline:
    """How the duty stands today: what ran out at 24:00 is overdue, whether or not the clock saw it (D-12, D-14)."""
    if deadline.state is DeadlineState.RUNNING:
        standing = DueStanding.OVERDUE if is_late(deadline, today, now) else DueStanding.DUE
    else:
        standing = _OTHERWISE[deadline.state]
    left = None if deadline.due_date is None else (deadline.due_date - today).days
    return DueDeadline(
        deadline=deadline, institution=institution, person=person, standing=standing, days_left=left
    )  # fmt: skip
