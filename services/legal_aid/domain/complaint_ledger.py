"""The complaint ledger, form F-20, line by line. It must not hold who complained or what was said (P-01)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.legal_aid.domain.complaint import ComplainantRole, Complaint, ComplaintGround, ComplaintState
from services.legal_aid.domain.complaint_paper import ComplaintFinding, ComplaintForm
from services.legal_aid.domain.complaint_target import ComplaintTargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """What the ledger is asked for; None and empty mean any. Both days are included."""

    institution: str
    from_date: dt.date | None
    to_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintLedgerLine:
    """The columns of F-20 in their order, before them the resource and behind them the state."""

    complaint: str
    number: str
    received_date: dt.date
    form: ComplaintForm
    complainant_role: ComplainantRole
    target_kind: ComplaintTargetKind
    target_name: str
    ground: ComplaintGround
    supplement_asked_date: dt.date | None
    supplement_due_date: dt.date | None
    accepted: bool | None
    accepted_date: dt.date | None
    merged_into_number: str
    investigators: tuple[str, ...]
    finding: ComplaintFinding | None
    handling: str
    answered_date: dt.date | None
    days: int | None
    state: ComplaintState


def ledger_line(complaint: Complaint, *, merged_into_number: str) -> ComplaintLedgerLine:
    """One complaint as the ledger shows it."""
    asked, taken = complaint.supplement, complaint.acceptance
    concluded, answer = complaint.conclusion, complaint.answer
    return ComplaintLedgerLine(
        complaint=complaint.name,
        number=complaint.number,
        received_date=complaint.received_date,
        form=complaint.form,
        complainant_role=complaint.complainant.role,
        target_kind=complaint.target.kind,
        target_name=complaint.target.display_name,
        ground=complaint.ground,
        supplement_asked_date=asked.issued_date if asked else None,
        supplement_due_date=complaint.reply_due_date,
        accepted=taken.accepted if taken else None,
        accepted_date=taken.decided_date if taken else None,
        merged_into_number=merged_into_number,
        investigators=complaint.investigators,
        finding=concluded.finding if concluded else None,
        handling=concluded.handling if concluded else "",
        answered_date=answer.answered_date if answer else None,
        days=complaint.days,
        state=complaint.state,
    )
