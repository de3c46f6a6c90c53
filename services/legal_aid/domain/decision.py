"""Written decisions (决定书): outcome, reasons, remedies. It must not change an application; `application` does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.legal_aid.domain.eligibility import Finding, Outcome, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A written decision (决定书); `policy_pack` is empty when no standard was needed."""

    number: str
    outcome: Outcome
    made_date: dt.date
    reasons: tuple[Reason, ...]
    remedies: tuple[str, ...]
    policy_pack: str
    policy_sha256: str


def write_decision(finding: Finding, *, number: str, today: dt.date) -> Decision:
    """The paper that a finding asks for, with reasons and, for a refusal, remedies (LA-32)."""
    return Decision(
        number=number,
        outcome=finding.outcome,
        made_date=today,
        reasons=finding.reasons,
        remedies=remedies(finding.outcome),
        policy_pack=finding.standard.pack if finding.standard else "",
        policy_sha256=finding.standard.sha256 if finding.standard else "",
    )


def remedies(outcome: Outcome) -> tuple[str, ...]:
    """What a refused person may do next (LA-02, LA-32, LA-38)."""
    if outcome is Outcome.GRANT:
        return ()
    return (
        "对不予法律援助的决定有异议的，可以向设立该法律援助机构的司法行政部门提出（法律援助法第四十九条）。",
        "可以就该事项获得免费法律咨询，无须审查经济状况。",
    )
