"""What a decision is computed from, and the computation: the same inputs give the same finding for ever.

It must not look at anything that is not stored with the decision: that is what makes it replayable.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

from services.legal_aid.domain.eligibility import Cite, Facts, Finding, Look, Outcome, Reason, assess
from services.legal_aid.domain.provisional import Urgency, urgent
from services.legal_aid.domain.remedy import remedies
from services.legal_aid.domain.termination import TerminationGround


class DecisionBasis(enum.Enum):
    """Which question a decision answers."""

    ASSESSED = enum.auto()
    URGENT = enum.auto()
    ORDERED = enum.auto()
    REVIEWED = enum.auto()
    TERMINATED = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A provision as it was cited on the day of the decision."""

    rule_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInputs:
    """All that a decision rests on; kept with it so that it can be computed again.

    `made_date` stands on the paper; a corrected paper keeps the `decided_date` of the one it replaces (P-06).
    `facts` are assessed for ASSESSED and URGENT. `review_outcome` and `findings` are the bureau's judgment, or with
    `termination_ground` the institution's on a case. `citations` and `packs` (SHA-256) are written down while the
    decision is made.
    """

    form: int
    basis: DecisionBasis
    made_date: dt.date
    decided_date: dt.date
    institution_name: str
    bureau_name: str
    applicant_name: str
    application_number: str
    facts: Facts
    provisional_before: bool
    formalities_missing: bool
    limitation_expiry_date: dt.date | None
    urgencies: tuple[Urgency, ...]
    review_outcome: Outcome | None
    findings: str
    contested_number: str
    order_number: str
    replaces_number: str
    correction_reason: str
    signer_name: str
    citations: tuple[Citation, ...]
    packs: tuple[str, ...]
    termination_ground: TerminationGround = TerminationGround.OTHER_BY_LAW

    @property
    def policy_date(self) -> dt.date:
        """The day whose parameters apply: of receipt (LA-26); for aid that cannot wait, the day it begins (LA-36)."""
        return self.decided_date if self.basis is DecisionBasis.URGENT else self.facts.on


def evaluate(inputs: DecisionInputs, look: Look, cite: Cite) -> Finding:
    """What the inputs lead to. Raises what `assess` and `urgent` raise."""
    return _EVALUATE[inputs.basis](inputs, look, cite)


def remedies_of(finding: Finding, inputs: DecisionInputs, cite: Cite) -> tuple[str, ...]:
    """What the person may do next (LA-02, LA-32, LA-38, LA-39)."""
    return remedies(finding.outcome, inputs.bureau_name, cite)


def _assessed(inputs: DecisionInputs, look: Look, cite: Cite) -> Finding:
    """Assess; what fails after provisional aid ends it (LA-37)."""
    if inputs.formalities_missing:
        text = "先行提供法律援助后，受援人未在规定期限内补办手续，终止法律援助。"
        reason = Reason(code="FORMALITIES_NOT_COMPLETED", rule_id="LA-37", citation=cite("LA-37"), text=text)
        return Finding(outcome=Outcome.TERMINATE, reasons=(reason,))
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
    return urgent(inputs.limitation_expiry_date, inputs.urgencies, on=inputs.decided_date, look=look, cite=cite)


def _ordered(inputs: DecisionInputs, _look: Look, cite: Cite) -> Finding:
    text = f"司法行政部门以{inputs.order_number}责令本机构改正，给予法律援助。"
    reason = Reason(code="ORDERED_BY_BUREAU", rule_id="LA-38", citation=cite("LA-38"), text=text)
    return Finding(outcome=Outcome.GRANT, reasons=(reason,))


def _reviewed(inputs: DecisionInputs, _look: Look, cite: Cite) -> Finding:
    outcome = inputs.review_outcome or Outcome.UPHOLD
    code = "OBJECTION_FOUNDED" if outcome is Outcome.ORDER_GRANT else "OBJECTION_UNFOUNDED"
    reason = Reason(code=code, rule_id="LA-38", citation=cite("LA-38"), text=inputs.findings)
    return Finding(outcome=outcome, reasons=(reason,))


def _terminated(inputs: DecisionInputs, _look: Look, cite: Cite) -> Finding:
    ground = inputs.termination_ground
    text = f"{inputs.findings}属于{ground.value}，终止法律援助。"
    reason = Reason(code=f"TERMINATED_{ground.name}", rule_id="LA-75", citation=cite("LA-75"), text=text)
    return Finding(outcome=Outcome.TERMINATE, reasons=(reason,))


_EVALUATE: dict[DecisionBasis, Callable[[DecisionInputs, Look, Cite], Finding]] = {
    DecisionBasis.ASSESSED: _assessed,
    DecisionBasis.URGENT: _urgent,
    DecisionBasis.ORDERED: _ordered,
    DecisionBasis.REVIEWED: _reviewed,
    DecisionBasis.TERMINATED: _terminated,
}
