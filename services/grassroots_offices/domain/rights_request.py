"""Requests of practitioners whose rights to practise were infringed (GO-87). It must not know a number of days."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented


class RightsRequestKind(enum.Enum):
    """What happened."""

    OBSTRUCTION = enum.auto()
    INSULT = enum.auto()
    OTHER = enum.auto()


class RightsRequestState(enum.Enum):
    """Where a request stands."""

    REGISTERED = enum.auto()
    TAKEN_UP = enum.auto()
    ANSWERED = enum.auto()
    WITHDRAWN = enum.auto()


_S = RightsRequestState
_ENDS = {"answer": frozenset({_S.ANSWERED}), "withdraw": frozenset({_S.WITHDRAWN})}
MOVES: Moves[RightsRequestState] = {
    _S.REGISTERED: {"takeUp": frozenset({_S.TAKEN_UP}), "withdraw": frozenset({_S.WITHDRAWN})},
    _S.TAKEN_UP: _ENDS,
    _S.ANSWERED: {},
    _S.WITHDRAWN: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRequestDraft:
    """What is registered."""

    practitioner: str
    kind: RightsRequestKind
    authority: str
    facts: str
    requested_date: dt.date
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRequest(RightsRequestDraft):
    """One request; `office` is where he belonged on the day."""

    name: str
    office: str
    state: RightsRequestState
    state_date: dt.date
    late: bool
    taken_up_document: str
    answer: str
    answer_document: str
    division: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRequestFilter:
    """What a list asks for; None and empty mean any."""

    state: RightsRequestState | None
    practitioner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsAnswer(Documented):
    """What he is told, or why he takes it back."""

    answer: str


def register_request(
    draft: RightsRequestDraft, *, name: str, office: str, division: str, entry: Entry, now: dt.datetime
) -> RightsRequest:
    """A request (GO-87). Raises NOT_EMPLOYED_THEN."""
    if not office:
        message = "该人员申请当日不在任何所执业，不能以执业权利受侵害登记（GO-87）。请核对日期和人员的执业经历。"
        raise RuleViolated("NOT_EMPLOYED_THEN", message, rules=("GO-87",))
    values = {field.name: getattr(draft, field.name) for field in fields(RightsRequestDraft)}
    return RightsRequest(
        **values, name=name, office=office, state=RightsRequestState.REGISTERED, state_date=entry.happened_date,
        late=entry.late, taken_up_document="", answer="", answer_document="", division=division, deadlines=(),
        create_time=now, etag="1",
    )  # fmt: skip


def allow(request: RightsRequest, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, request.state, action, what="维权申请", etag=request.etag, given=etag)


def taken_up(request: RightsRequest, letter: Documented, entry: Entry) -> RightsRequest:
    """It is taken up with the authority (GO-87)."""
    return _moved(
        replace(request, taken_up_document=letter.document_number), RightsRequestState.TAKEN_UP, entry
    )  # fmt: skip


def answered(request: RightsRequest, answer: RightsAnswer, entry: Entry, state: RightsRequestState) -> RightsRequest:
    """The practitioner is answered, or takes it back (GO-87)."""
    return _moved(replace(request, answer=answer.answer, answer_document=answer.document_number), state, entry)


def _moved(request: RightsRequest, state: RightsRequestState, entry: Entry) -> RightsRequest:
    return replace(request, state=state, state_date=entry.happened_date, etag=str(int(request.etag) + 1))
