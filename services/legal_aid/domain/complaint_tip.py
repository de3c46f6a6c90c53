"""Reports to the hotline that concern the same fact as a complaint: one record, two views (XF-25, LA-121).

It must not hold a word of the report: supervision shows those to whoever may read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.legal_aid.domain.complaint import (
    Complainant,
    ComplainantRole,
    Complaint,
    ComplaintDraft,
    ComplaintGround,
    ComplaintState,
)
from services.legal_aid.domain.complaint_paper import ComplaintForm
from services.legal_aid.domain.complaint_target import UNIT_KIND_OF, ComplaintTarget, ComplaintTargetKind
from services.legal_aid.domain.handling_unit import HandlingUnitKind
from services.legal_aid.domain.partner_report import PartnerReport

# The row of the self-inspection table that is about property asked for or taken (F-01, XF-16).
PROPERTY_ROW = 4
REASON = "热线举报经核对转来"
_KIND_OF = {kind: target for target, kind in UNIT_KIND_OF.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintTip:
    """One report that belongs to a complaint."""

    tip: str
    complaint: str
    clue: str


def is_about_property(report: PartnerReport) -> bool:
    """Whether the tip says that property was asked for or taken (XF-16)."""
    return report.inspection_row == PROPERTY_ROW


def unit_target(kind: HandlingUnitKind) -> ComplaintTargetKind | None:
    """How a unit is complained about; None for bodies that the measures do not name (LA-120)."""
    return _KIND_OF.get(kind)


def draft_of_tip(report: PartnerReport, *, institution: str, target: ComplaintTarget) -> ComplaintDraft:
    """What is received: its day is that of the report, its words stay with the clue."""
    ground = ComplaintGround.TAKING_PROPERTY if is_about_property(report) else ComplaintGround.OTHER
    nobody = Complainant(full_name="", role=ComplainantRole.INTERESTED_PERSON, contact="")
    return ComplaintDraft(
        institution=institution, received_date=report.from_date, form=ComplaintForm.OTHER, complainant=nobody,
        target=target, ground=ground, statement="", about="", clue=report.document, entry_reason=REASON,
    )  # fmt: skip


def waits_for_complainant(complaint: Complaint) -> bool:
    """Whether a tip opened it and nobody has done anything about it yet."""
    return not complaint.complainant.full_name and complaint.state is ComplaintState.RECEIVED


def same_record(named: Iterable[Complaint]) -> Complaint | None:
    """Of the complaints that name a clue the first that was not merged; when all were, the first, to be followed."""
    found = list(named)
    return next((one for one in found if not one.merged_into), found[0] if found else None)
