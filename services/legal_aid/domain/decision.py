"""Written decisions (决定书): what is found from stored inputs, and the states of the paper.

It must not change an application, and it must give the same bytes for the same inputs for ever: a decision is replayed
from what is stored here.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.eligibility import Cite, Facts, Finding, Look, Outcome, Reason, assess
from services.legal_aid.domain.entry import Happening
from services.legal_aid.domain.provisional import Urgency, urgent
from services.legal_aid.domain.remedy import remedies
from services.legal_aid.domain.transition import Moves
from services.legal_aid.domain.transition import allow as allow_move


class DecisionBasis(enum.Enum):
    """Which question a decision answers."""

    ASSESSED = enum.auto()
    URGENT = enum.auto()
    ORDERED = enum.auto()
    REVIEWED = enum.auto()


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
class Citation:
    """A provision as it was cited on the day of the decision."""

    rule_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInputs:
    """All that a decision rests on; kept with it so that it can be computed again.

    `facts` are assessed for ASSESSED and URGENT. `review_outcome` and `findings` are the bureau's judgment. `citations`
    and `packs` (SHA-256) are written down while the decision is made.
    """

    form: int
    basis: DecisionBasis
    made_date: dt.date
    institution_name: str
    bureau_name: str
    applicant_name: str
    application_number: str
    facts: Facts
    provisional_before: bool
    limitation_expiry_date: dt.date | None
    urgencies: tuple[Urgency, ...]
    review_outcome: Outcome | None
    findings: str
    contested_number: str
    order_number: str
    replaces_number: str
    correction_reason: str
    citations: tuple[Citation, ...]
    packs: tuple[str, ...]


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


def evaluate(inputs: DecisionInputs, look: Look, cite: Cite) -> Finding:
    """What the inputs lead to. Raises what `assess` and `urgent` raise."""
    return _EVALUATE[inputs.basis](inputs, look, cite)


def remedies_of(finding: Finding, inputs: DecisionInputs, cite: Cite) -> tuple[str, ...]:
    """What the person may do next (LA-02, LA-32, LA-38, LA-39)."""
    return remedies(finding.outcome, inputs.bureau_name, cite)


def allow(decision: Decision, action: str, *, etag: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed."""
    allow_move(MOVES, decision.state, action, what="决定书", etag=decision.etag, given=etag)


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


def _assessed(inputs: DecisionInputs, look: Look, cite: Cite) -> Finding:
    """Assess; what fails after provisional aid ends it (LA-37)."""
    finding = assess(inputs.facts, look, cite)
    if inputs.provisional_before and finding.outcome is Outcome.REFUSE:
        reason = Reason(
            code="REVIEW_FAILED_AFTER_PROVISIONAL_AID",
            rule_id="LA-37",
            citation=cite("LA-37"),
            text="先行提供法律援助后经审查不符合条件，终止法律援助。",
        )
        return replace(finding, outcome=Outcome.TERMINATE, reasons=(*finding.reasons, reason))
    return finding


def _urgent(inputs: DecisionInputs, look: Look, cite: Cite) -> Finding:
    return urgent(inputs.limitation_expiry_date, inputs.urgencies, on=inputs.made_date, look=look, cite=cite)


def _ordered(inputs: DecisionInputs, _look: Look, cite: Cite) -> Finding:
    text = f"司法行政部门以{inputs.order_number}责令本机构改正，给予法律援助。"
    reason = Reason(code="ORDERED_BY_BUREAU", rule_id="LA-38", citation=cite("LA-38"), text=text)
    return Finding(outcome=Outcome.GRANT, reasons=(reason,))


def _reviewed(inputs: DecisionInputs, _look: Look, cite: Cite) -> Finding:
    outcome = inputs.review_outcome or Outcome.UPHOLD
    code = "OBJECTION_FOUNDED" if outcome is Outcome.ORDER_GRANT else "OBJECTION_UNFOUNDED"
    reason = Reason(code=code, rule_id="LA-38", citation=cite("LA-38"), text=inputs.findings)
    return Finding(outcome=outcome, reasons=(reason,))


_EVALUATE: dict[DecisionBasis, Callable[[DecisionInputs, Look, Cite], Finding]] = {
    DecisionBasis.ASSESSED: _assessed,
    DecisionBasis.URGENT: _urgent,
    DecisionBasis.ORDERED: _ordered,
    DecisionBasis.REVIEWED: _reviewed,
}
