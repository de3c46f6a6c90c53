"""Litigation-related petitions that offices take on as the bureau asks (GO-83). It must not name a petitioner."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.penalty import Penalty
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.domain.service_hours import office_on


class PetitionState(enum.Enum):
    """Where a petition stands."""

    TAKEN = enum.auto()
    CHECKING = enum.auto()
    ENDED = enum.auto()


class PetitionOutcome(enum.Enum):
    """What became of it."""

    SETTLED = enum.auto()
    EXPLAINED = enum.auto()
    HANDED_BACK = enum.auto()


class PetitionFinding(enum.Enum):
    """What caused it."""

    NO_FAULT = enum.auto()
    POOR_AGENCY = enum.auto()


_S = PetitionState
MOVES: Moves[PetitionState] = {
    _S.TAKEN: {"recordStep": frozenset({_S.TAKEN}), "end": frozenset({_S.ENDED, _S.CHECKING})},
    _S.CHECKING: {"recordCheck": frozenset({_S.ENDED})},
    _S.ENDED: {},
}
# Breach of the contract of agency, neglect (GO-44).
POOR_AGENCY_CODE = "10"


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionStep:
    """What the office did."""

    done_date: dt.date
    text: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionDraft:
    """What is taken on."""

    office: str
    practitioner: str
    subject: str
    taken_date: dt.date
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition(PetitionDraft):
    """One petition; outcome and finding None while the office works on it."""

    name: str
    state: PetitionState
    late: bool
    steps: tuple[PetitionStep, ...]
    outcome: PetitionOutcome | None
    finding: PetitionFinding | None
    result: str
    ended_date: dt.date | None
    penalty: str
    check_result: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionFilter:
    """What a list asks for; None and empty mean any."""

    state: PetitionState | None
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPetitionStep(Documented):
    """What the office did."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionEnd(Documented):
    """How it ended, and what caused it."""

    outcome: PetitionOutcome
    finding: PetitionFinding
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionTraced:
    """A petition was traced to poor agency (XF-37)."""

    petition: str
    office: str
    practitioner: str
    division: str
    traced_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionCheck(Documented):
    """What the check found; `penalty` empty without a case."""

    penalty: str
    check_result: str


def take_on(
    draft: PetitionDraft, worker: Practitioner, *, name: str, division: str, entry: Entry, now: dt.datetime
) -> Petition:
    """A petition on which somebody of the office works (GO-83). Raises NOT_OF_OFFICE."""
    if office_on(worker, entry.happened_date) != draft.office:
        message = "承办人当日不是该所人员（GO-83），请选择该所的基层法律服务工作者。"
        raise RuleViolated("NOT_OF_OFFICE", message, rules=("GO-83",))
    values = {field.name: getattr(draft, field.name) for field in fields(PetitionDraft)}
    return Petition(
        **values, name=name, state=_S.TAKEN, late=entry.late, steps=(), outcome=None, finding=None, result="",
        ended_date=None, penalty="", check_result="", division=division, create_time=now, etag="1",
    )  # fmt: skip


def with_step(petition: Petition, given: GivenPetitionStep, entry: Entry) -> Petition:
    """The office did something (GO-83)."""
    step = PetitionStep(done_date=entry.happened_date, text=given.text, document_number=given.document_number)
    return replace(petition, steps=(*petition.steps, step), etag=_next(petition))


def ended(petition: Petition, end: PetitionEnd, entry: Entry) -> Petition:
    """The office is done; what is traced to poor agency is looked at as violation 10 (GO-83)."""
    traced = end.finding is PetitionFinding.POOR_AGENCY
    return replace(
        petition, state=_S.CHECKING if traced else _S.ENDED, outcome=end.outcome, finding=end.finding,
        result=end.result, ended_date=entry.happened_date, etag=_next(petition),
    )  # fmt: skip


def told(petition: Petition, *, on: dt.date) -> PetitionTraced | None:
    """What supervision is told (XF-37); None for a petition that nobody of the trade caused."""
    if petition.state is not _S.CHECKING:
        return None
    return PetitionTraced(
        petition=petition.name, office=petition.office, practitioner=petition.practitioner,
        division=petition.division, traced_date=on,
    )  # fmt: skip


def checked(petition: Petition, check: PetitionCheck, penalty: Penalty | None) -> Petition:
    """A case of violation 10 was filed, or there is none and a reason (GO-83). Raises PENALTY_OF_ANOTHER_VIOLATION."""
    if penalty is not None and penalty.violation_code != POOR_AGENCY_CODE:
        message = "所填处罚案件的违法情形不是第10项（违反委托合同、不尽职责）（GO-83），请核对案件。"
        raise RuleViolated("PENALTY_OF_ANOTHER_VIOLATION", message, rules=("GO-83",))
    return replace(
        petition, state=_S.ENDED, penalty=check.penalty, check_result=check.check_result, etag=_next(petition)
    )  # fmt: skip


def last_day(petition: Petition) -> dt.date:
    """The day of the last step, of the end, or of taking it on."""
    days = (petition.taken_date, petition.ended_date, *(one.done_date for one in petition.steps[-1:]))
    return max(day for day in days if day is not None)


def allow(petition: Petition, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, petition.state, action, what="涉法涉诉信访", etag=petition.etag, given=etag)


def _next(petition: Petition) -> str:
    return str(int(petition.etag) + 1)
