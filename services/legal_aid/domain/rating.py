"""How satisfied people are: asked, answered, called back; rates with their base (LA-142, F-36).

It must not count silence as satisfied, nor pool two forms.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.contact import Contact
from services.legal_aid.domain.ratio import basis_points, percent_text

VISITOR, RECIPIENT = "来访来电人", "受援人"
# Satisfied is this much and more; at most LOW is called back.
SATISFIED, LOW = 4, 2


class RatingForm(enum.Enum):
    """Which form."""

    CONTACT = enum.auto()
    CASE = enum.auto()


class RatingChannel(enum.Enum):
    """How the answer came."""

    PHONE = enum.auto()
    PAPER = enum.auto()
    TEXT_MESSAGE = enum.auto()
    ONLINE = enum.auto()


class RatingState(enum.Enum):
    """Where a form stands."""

    INVITED = enum.auto()
    ANSWERED = enum.auto()
    TO_CALL_BACK = enum.auto()
    CALLED_BACK = enum.auto()


_S = RatingState
MOVES: Moves[RatingState] = {
    _S.INVITED: {"answer": frozenset({_S.ANSWERED, _S.TO_CALL_BACK})},
    _S.ANSWERED: {},
    _S.TO_CALL_BACK: {"callBack": frozenset({_S.CALLED_BACK})},
    _S.CALLED_BACK: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDraft:
    """Whom else to ask about a case."""

    subject: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(RatingDraft):
    """One form of one person; `score` 0 while there is no answer."""

    name: str
    form: RatingForm
    institution: str
    division: str
    invited_date: dt.date
    state: RatingState
    score: int
    channel: RatingChannel | None
    comment: str
    answered_date: dt.date | None
    called_back_date: dt.date | None
    callback_result: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    form: RatingForm | None
    state: RatingState | None
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAnswer:
    """What the person answered, 1 to 5."""

    score: int
    channel: RatingChannel
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingBack:
    """What came of the call back."""

    callback_result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingCount:
    """How many forms of a kind have the score in the state."""

    form: RatingForm
    state: RatingState
    score: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingLine:
    """How satisfied people were, of one form."""

    form: RatingForm
    invited: int
    answered: int
    satisfied: int
    satisfied_rate: str
    answered_rate: str
    callbacks: int
    called_back: int


def invite(
    about: Case | Contact, party: str, form: RatingForm, *, name: str, on: dt.date, now: dt.datetime
) -> Rating:  # fmt: skip
    """Everybody is asked: after every contact, and every party of an application case (LA-142)."""
    return Rating(
        name=name, subject=about.name, party=party, form=form, institution=about.institution,
        division=about.division, invited_date=on, state=_S.INVITED, score=0, channel=None, comment="",
        answered_date=None, called_back_date=None, callback_result="", deadlines=(), create_time=now, etag="1",
    )  # fmt: skip


def answer(rating: Rating, said: RatingAnswer, *, on: dt.date) -> Rating:
    """What the person said; 1 and 2 are called back (LA-142)."""
    state = _S.TO_CALL_BACK if said.score <= LOW else _S.ANSWERED
    return replace(
        rating, state=state, score=said.score, channel=said.channel, comment=said.comment, answered_date=on
    )  # fmt: skip


def call_back(rating: Rating, said: CallingBack, *, on: dt.date) -> Rating:
    """The person was called back (LA-142)."""
    return replace(rating, state=_S.CALLED_BACK, callback_result=said.callback_result, called_back_date=on)


def allow(rating: Rating, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, rating.state, action, what="满意度评价", etag=rating.etag, given=etag)


def refuse_own(contact: Contact, by: str) -> None:
    """Who handled a contact does not enter how it is rated (LA-142). Raises RuleViolated OWN_CONTACT."""
    if by in (contact.first_receiver, contact.owner, *contact.joint_owners):
        raise RuleViolated(
            "OWN_CONTACT", "经办人不能录入对本人经办事项的评价（LA-142）。请由未经办该来访来电的人员录入。",
            rules=("LA-142",),
        )  # fmt: skip


def refuse_other_case(case: Case | None) -> Case:
    """The application case that is meant (LA-142). Raises RuleViolated CASE_UNKNOWN, NOT_A_CASE."""
    if case is None:
        message = "所填案件不存在或不在您的管辖范围内，请从案件列表中选择（LA-142）。"
        raise RuleViolated("CASE_UNKNOWN", message, rules=("LA-142",))
    if not case.application:
        message = "通知辩护类案件不发放满意度评价表，只对申请类案件的各方发放（LA-142）。请核对案件。"
        raise RuleViolated("NOT_A_CASE", message, rules=("LA-142",))
    return case


def rating_twice() -> Refusal:
    """The refusal of a second form of the same party."""
    message = "该当事人对同一事项已有评价表（LA-142），一案一评，请直接录入其评价。"
    return Refusal(Kind.ALREADY_EXISTS, "RATING_TWICE", message, metadata={"rules": "LA-142"})


def summarize(counts: Iterable[RatingCount]) -> tuple[RatingLine, ...]:
    """Rates with their base, form by form; silence is never satisfied (LA-142)."""
    counted = tuple(counts)
    return tuple(_line(form, [one for one in counted if one.form is form]) for form in RatingForm)


def _line(form: RatingForm, counts: list[RatingCount]) -> RatingLine:
    invited = sum(one.count for one in counts)
    answered = sum(one.count for one in counts if one.state is not _S.INVITED)
    satisfied = sum(one.count for one in counts if one.score >= SATISFIED)
    return RatingLine(
        form=form, invited=invited, answered=answered, satisfied=satisfied,
        satisfied_rate=percent_text(basis_points(satisfied, answered)),
        answered_rate=percent_text(basis_points(answered, invited)),
        callbacks=sum(one.count for one in counts if one.state in (_S.TO_CALL_BACK, _S.CALLED_BACK)),
        called_back=sum(one.count for one in counts if one.state is _S.CALLED_BACK),
    )  # fmt: skip
