"""Written decisions (决定书): the paper and its states; `evaluation` finds what it says.

It must not change an application, and its words never change: a paper is served, or replaced by one that names it.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import Happening
from chassis.kernel.errors import Kind, Refusal, RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.eligibility import Finding, Outcome, Reason


class DecisionState(enum.Enum):
    """Where the paper stands."""

    MADE = enum.auto()
    SERVED = enum.auto()
    REPLACED = enum.auto()


class ServiceMethod(enum.Enum):
    """How a paper was served (P-05)."""

    DIRECT = enum.auto()
    POST = enum.auto()
    ELECTRONIC = enum.auto()
    PUBLIC_NOTICE = enum.auto()
    REFUSED = enum.auto()


MOVES: Moves[DecisionState] = {
    DecisionState.MADE: {
        "serve": frozenset({DecisionState.SERVED}),
        "reissue": frozenset({DecisionState.REPLACED}),
    },
    DecisionState.SERVED: {"reissue": frozenset({DecisionState.REPLACED})},
    DecisionState.REPLACED: {},
}
KINDS = {
    Outcome.GRANT: DocumentKind.GRANT,
    Outcome.REFUSE: DocumentKind.REFUSAL,
    Outcome.PROVISIONAL: DocumentKind.PROVISIONAL,
    Outcome.TERMINATE: DocumentKind.TERMINATION,
    Outcome.UPHOLD: DocumentKind.REVIEW,
    Outcome.ORDER_GRANT: DocumentKind.REVIEW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedParameter:
    """A parameter as it was applied; `value` is its exact JSON."""

    key: str
    value: str
    unit: str
    citation: str
    pack: str
    pack_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A written decision; never overwritten, only served or replaced by a paper that names it (P-06)."""

    name: str
    application: str
    objection: str
    number: str
    outcome: Outcome
    made_date: dt.date
    reasons: tuple[Reason, ...]
    remedies: tuple[str, ...]
    parameters: tuple[AppliedParameter, ...]
    text: str
    text_sha256: str
    signer: str
    state: DecisionState
    served_date: dt.date | None
    service_method: ServiceMethod | None
    replaces: str
    correction_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFilter:
    """What a list asks for; None and empty mean any."""

    application: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving(Happening):
    """How and when a paper was served (P-05)."""

    service_method: ServiceMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Reissue:
    """What was wrong with a paper; printed on the new one (P-06)."""

    correction_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReissued:
    """A corrected paper replaced an older one."""

    application: str
    institution: str
    division: str
    decision: str
    replaces: str
    objection: str


def allow(decision: Decision, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, decision.state, action, what="决定书", etag=decision.etag, given=etag)


def refuse_other_issuer(decision: Decision, roles: frozenset[str]) -> None:
    """Raise PERMISSION_DENIED NOT_THE_ISSUER: the bureau corrects its papers, the institution its own."""
    issuer = "objection_reviewer" if decision.objection else "legal_aid_head"
    if issuer not in roles:
        raise Refusal(
            Kind.PERMISSION_DENIED,
            "NOT_THE_ISSUER",
            "决定书只能由作出该决定的单位更正重制（P-06），请由原作出单位办理。",
        )


def refuse_other_outcome(replaces: Decision | None, finding: Finding) -> None:
    """Raise RuleViolated REISSUE_CHANGES_OUTCOME: a corrected paper says the same with other particulars (P-06)."""
    if replaces is not None and replaces.outcome is not finding.outcome:
        raise RuleViolated(
            "REISSUE_CHANGES_OUTCOME",
            "更正后的事实将改变决定结果，不能以更正方式重新制作（P-06）。请按异议或者终止程序办理（LA-38）。",
            rules=("P-06",),
        )


def serve(decision: Decision, *, on: dt.date, method: ServiceMethod) -> Decision:
    """The paper reached the person."""
    return replace(
        decision, state=DecisionState.SERVED, served_date=on, service_method=method, etag=str(int(decision.etag) + 1)
    )


def replaced(decision: Decision) -> Decision:
    """Another paper stands in its place."""
    return replace(decision, state=DecisionState.REPLACED, etag=str(int(decision.etag) + 1))
