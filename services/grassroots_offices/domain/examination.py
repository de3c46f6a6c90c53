"""Who examines an application and who works on it right now: facts and the moment decide. It must not read a clock."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.examiner_absence import acting


class ExaminationState(enum.Enum):
    """Where the examination of an application stands."""

    UNASSIGNED = enum.auto()
    ASSIGNED = enum.auto()
    CLAIMED = enum.auto()
    OVER = enum.auto()


_S = ExaminationState
MOVES: Moves[ExaminationState] = {
    _S.UNASSIGNED: {"assign": frozenset({_S.ASSIGNED}), "claim": frozenset({_S.CLAIMED})},
    _S.ASSIGNED: {
        "assign": frozenset({_S.ASSIGNED}), "unassign": frozenset({_S.UNASSIGNED}), "claim": frozenset({_S.CLAIMED}),
    },
    _S.CLAIMED: {
        "assign": frozenset({_S.ASSIGNED}), "unassign": frozenset({_S.UNASSIGNED}), "claim": frozenset({_S.CLAIMED}),
        "release": frozenset({_S.ASSIGNED, _S.UNASSIGNED}),
    },
    _S.OVER: {},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationFacts:
    """What is kept of an application's examination; empty texts for nobody."""

    licence_application: str
    examiner: str
    assigned_date: dt.date | None
    claimed_by: str
    claim_time: dt.datetime | None
    division: str
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The examination as it stands at a moment."""

    licence_application: str
    state: ExaminationState
    examiner: str
    assigned_date: dt.date | None
    acting_examiner: str
    examiner_absent: bool
    claimed_by: str
    claim_end_time: dt.datetime | None
    division: str
    etag: str


def nobody(licence_application: str, division: str) -> ExaminationFacts:
    """Nobody was ever assigned."""
    return ExaminationFacts(
        licence_application=licence_application, examiner="", assigned_date=None, claimed_by="", claim_time=None,
        division=division, etag="0",
    )  # fmt: skip


def claim_end(facts: ExaminationFacts, hours: int) -> dt.datetime | None:
    """When the claim ends by itself; None without one."""
    return None if facts.claim_time is None else facts.claim_time + dt.timedelta(hours=hours)


def standing(
    facts: ExaminationFacts, covers: Mapping[str, str], *, hours: int, over: bool, now: dt.datetime
) -> Examination:
    """How it stands: a claim whose time is over is none, and whoever is away is covered for."""
    end = claim_end(facts, hours)
    claimed = end is not None and now < end and not over
    state = _S.ASSIGNED if facts.examiner else _S.UNASSIGNED
    return Examination(
        licence_application=facts.licence_application, state=_S.OVER if over else _S.CLAIMED if claimed else state,
        examiner=facts.examiner, assigned_date=facts.assigned_date, acting_examiner=acting(facts.examiner, covers),
        examiner_absent=facts.examiner in covers, claimed_by=facts.claimed_by if claimed else "",
        claim_end_time=end if claimed else None, division=facts.division, etag=facts.etag,
    )  # fmt: skip


def allow(examination: Examination, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, examination.state, action, what="许可申请的承办", etag=examination.etag, given=etag)


def refuse_claimed(examination: Examination, caller: str) -> None:
    """Raise ABORTED CLAIMED while somebody else works on the application."""
    if examination.claimed_by not in ("", caller) and examination.claim_end_time is not None:
        message = "该申请正由其他承办人办理。请待其释放（release）或者时限届满后再办，也可以请负责人改派（assign）。"
        raise Refusal(
            Kind.ABORTED, "CLAIMED", message, metadata={"claim_end_time": examination.claim_end_time.isoformat()}
        )  # fmt: skip


def refuse_stranger(examination: Examination, caller: str) -> None:
    """Raise NOT_EXAMINER when the application is assigned, and the caller neither examines it nor acts today."""
    if examination.examiner and caller not in (examination.examiner, examination.acting_examiner):
        message = "该申请已分配其他承办人，您今天也不是其顶岗人。请由负责人改派（assign）后再办理。"
        raise RuleViolated("NOT_EXAMINER", message)


def assigned(facts: ExaminationFacts, examiner: str, on: dt.date) -> ExaminationFacts:
    """It is somebody's from now on, and nobody works on it yet."""
    return _next(replace(facts, examiner=examiner, assigned_date=on, claimed_by="", claim_time=None))


def unassigned(facts: ExaminationFacts) -> ExaminationFacts:
    """It is nobody's."""
    return _next(replace(facts, examiner="", assigned_date=None, claimed_by="", claim_time=None))


def claimed(facts: ExaminationFacts, caller: str, now: dt.datetime) -> ExaminationFacts:
    """The caller works on it from now on."""
    return _next(replace(facts, claimed_by=caller, claim_time=now))


def released(facts: ExaminationFacts) -> ExaminationFacts:
    """Nobody works on it."""
    return _next(replace(facts, claimed_by="", claim_time=None))


def _next(facts: ExaminationFacts) -> ExaminationFacts:
    return replace(facts, etag=str(int(facts.etag) + 1))
