"""Cases (案件): what they are, and which moves their state allows (§2.1.2).

It must not look anything up; what it needs comes in as arguments.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.case_assignment import FULL_SHARE, CaseAssignment
from services.legal_aid.domain.case_words import CaseFlag, CaseStage, CaseState, EndBasis, Grade
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.qualification import CaseFacts, CaseType, PossiblePenalty
from services.legal_aid.domain.step import Step
from services.legal_aid.domain.termination import TerminationPaper

_S = CaseState
_TERMINATE = {"terminate": frozenset({_S.TERMINATED})}
_REPLACE = {"replace": frozenset({_S.REASSIGNING})}
# While somebody has the case.
_HELD = ("pairHandler", "dissolvePair", "requestReplacement", "refuseReplacement", "recordCourtPapers")


def _stays(state: CaseState, *actions: str) -> dict[str, frozenset[CaseState]]:
    return dict.fromkeys(actions, frozenset({state}))


# The legal moves: state → custom method → states it may lead to. `pay` is done by the payment of the last claim,
# `reopen` by the grant that follows an order of the bureau (LA-38, E-21).
MOVES: Moves[CaseState] = {
    _S.TO_ASSIGN: {"assign": frozenset({_S.ASSIGNED}), **_TERMINATE},
    _S.ASSIGNED: {
        "recordAgreement": frozenset({_S.AGREED}),
        **_stays(_S.ASSIGNED, "arrange", *_HELD),
        **_REPLACE,
        **_TERMINATE,
    },
    _S.AGREED: {
        "recordMeeting": frozenset({_S.IN_PROGRESS}),
        **_stays(_S.AGREED, *_HELD),
        **_REPLACE,
        **_TERMINATE,
    },
    _S.IN_PROGRESS: {
        "end": frozenset({_S.ENDED}),
        **_stays(_S.IN_PROGRESS, "enterStage", *_HELD),
        **_REPLACE,
        **_TERMINATE,
    },
    _S.REASSIGNING: {"assign": frozenset({_S.ASSIGNED}), **_TERMINATE},
    _S.ENDED: {"submitFile": frozenset({_S.FILE_SUBMITTED}), **_TERMINATE},
    _S.FILE_SUBMITTED: {"reviewFile": frozenset({_S.FILE_RETURNED, _S.FILE_ACCEPTED}), **_TERMINATE},
    _S.FILE_RETURNED: {"submitFile": frozenset({_S.FILE_SUBMITTED}), **_TERMINATE},
    _S.FILE_ACCEPTED: {"grade": frozenset({_S.GRADED}), **_TERMINATE},
    _S.GRADED: {"pay": frozenset({_S.PAID}), **_TERMINATE},
    _S.PAID: {"archive": frozenset({_S.ARCHIVED}), **_TERMINATE},
    _S.ARCHIVED: {**_TERMINATE},
    _S.TERMINATED: {"reopen": frozenset({
        _S.REASSIGNING, _S.ENDED, _S.FILE_SUBMITTED, _S.FILE_RETURNED, _S.FILE_ACCEPTED, _S.GRADED, _S.PAID,
        _S.ARCHIVED,
    })},
}  # fmt: skip
# The aid is over: terminated for deceit alone (LA-103).
ENDED = frozenset(MOVES[_S.TERMINATED]["reopen"] - {_S.REASSIGNING})
# What is asked of the handlers is done, and they have gone.
FILED = frozenset({_S.FILE_ACCEPTED, _S.GRADED, _S.PAID, _S.ARCHIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """One stage the case was in, from its day on, at the authority that has it."""

    stage: CaseStage
    entered_date: dt.date
    authority_name: str
    authority_case_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case with everything that has happened to it.

    One of `application` and `notice` is empty. The keys are blind indexes, never shown: of the recipient's identity
    number, of his name, of the opponents' names.
    """

    name: str
    number: str
    institution: str
    division: str
    application: str
    notice: str
    case_type: CaseType
    stage: CaseStage
    stages: tuple[StageEntry, ...]
    matter: Matter | None
    mandatory: bool
    no_means_condition: bool
    minor: bool
    possible_penalty: PossiblePenalty | None
    party_divisions: tuple[str, ...]
    recipient_key: str
    recipient_name_key: str
    opponent_keys: tuple[str, ...]
    authority_name: str
    authority_case_number: str
    state: CaseState
    flags: tuple[CaseFlag, ...]
    opened_date: dt.date
    pick_until_date: dt.date | None
    ended_date: dt.date | None
    end_basis: EndBasis | None
    missing_items: tuple[str, ...]
    file_accepted_date: dt.date | None
    grade: Grade | None
    termination: TerminationPaper | None
    assignments: tuple[CaseAssignment, ...]
    deadlines: tuple[Deadline, ...]
    steps: tuple[Step, ...]
    create_time: dt.datetime
    update_time: dt.datetime
    etag: str

    @property
    def notified(self) -> bool:
        """Whether an authority notified it."""
        return bool(self.notice)

    @property
    def source(self) -> str:
        """The application or notice that opened it."""
        return self.application or self.notice

    @property
    def present(self) -> CaseAssignment | None:
        """The assignment that has not ended; of a pair the one that leads."""
        return next((one for one in self.assignments if one.ended_date is None and not one.lead), None)

    @property
    def paired(self) -> CaseAssignment | None:
        """The co-handler's assignment that has not ended (LA-143)."""
        return next((one for one in self.assignments if one.ended_date is None and one.lead), None)

    @property
    def last(self) -> CaseAssignment | None:
        """The newest assignment, whether or not it has ended; of a pair the one that leads."""
        return next((one for one in reversed(self.assignments) if not one.lead), None)

    @property
    def share_left_bp(self) -> int:
        """What earlier handlers leave of the workload, in hundredths of a percent (LA-100)."""
        return FULL_SHARE - sum(one.workload_share_bp for one in self.assignments if one.ended_date is not None)

    @property
    def last_happened(self) -> dt.date:
        """The day of the newest step: nothing can happen before it."""
        return max((step.happened_date for step in self.steps), default=self.opened_date)

    def facts(self, on: dt.date) -> CaseFacts:
        """What qualification depends on (LA-50 to LA-53)."""
        return CaseFacts(
            case_type=self.case_type,
            notified=self.notified,
            minor=self.minor,
            possible_penalty=self.possible_penalty,
            assigned_date=on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What a list asks for; None and empty mean any."""

    institution: str
    state: CaseState | None
    application: str
    notice: str
    unit: str
    handler: str
    query: str


def allow(case: Case, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, case.state, action, what="案件", etag=case.etag, given=etag)


def touched(case: Case, *, now: dt.datetime) -> Case:
    """The same case, written anew."""
    return replace(case, update_time=now, etag=str(int(case.etag) + 1))


def flagged(case: Case, flag: CaseFlag) -> Case:
    """The case with the flag, once."""
    return case if flag in case.flags else replace(case, flags=(*case.flags, flag))


def present_assignment(case: Case) -> CaseAssignment:
    """The assignment that runs. Raises RuleViolated NOT_ASSIGNED."""
    if case.present is None:
        raise RuleViolated("NOT_ASSIGNED", "该案件当前没有承办机构（LA-55），请先办理指派。", rules=("LA-55",))
    return case.present


def with_present(case: Case, changed: CaseAssignment) -> Case:
    """The case with its running assignment changed."""
    return replace(
        case, assignments=tuple(changed if one.name == changed.name else one for one in case.assignments)
    )  # fmt: skip
