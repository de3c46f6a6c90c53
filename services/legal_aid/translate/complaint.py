"""Complaints between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import complaint_pb2
from sifa.legal_aid.v1 import complaint_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.complaint import MOVES, Complaint, ComplaintDraft, ComplaintFilter
from services.legal_aid.domain.complaint_handling import (
    ExtensionWish,
    Findings,
    Investigation,
    Merging,
    Rejection,
    SupplementReply,
    SupplementWish,
    Telling,
)
from services.legal_aid.domain.complaint_ledger import ComplaintLedgerLine, LedgerFilter
from services.legal_aid.domain.complaint_paper import ComplaintSupplement
from services.legal_aid.translate.deadline import deadline_to_proto

OUTPUT_ONLY = (
    "name", "number", "state", "supplement", "acceptance", "merged_into", "investigators", "extension", "conclusion",
    "answer", "days", "division", "deadlines", "steps", "allowed_actions", "create_time", "update_time", "etag",
    "tips",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
PAGE = ("page_size", "page_token")
_supplement_to_proto = to_message(
    ComplaintSupplement, complaint_pb2.ComplaintSupplement, left_out=("reply_due_date",)
)  # fmt: skip
_to_proto = to_message(
    Complaint,
    complaint_pb2.Complaint,
    left_out=("allowed_actions", "days"),
    parts={"deadlines": deadline_to_proto, "supplement": _supplement_to_proto},
)
_read_draft = from_message(complaint_pb2.Complaint, ComplaintDraft, left_out=OUTPUT_ONLY)
read_complaint_filter = from_message(pb.ListComplaintsRequest, ComplaintFilter, left_out=PAGE)
read_ledger_filter = from_message(pb.ListComplaintLedgerRequest, LedgerFilter, left_out=PAGE)
read_supplement_wish = from_message(pb.RequestComplaintSupplementRequest, SupplementWish, left_out=ENVELOPE)
read_supplement_reply = from_message(pb.ReplyToComplaintSupplementRequest, SupplementReply, left_out=ENVELOPE)
read_acceptance = from_message(pb.AcceptComplaintRequest, Happening, left_out=ENVELOPE)
read_rejection = from_message(pb.RejectComplaintRequest, Rejection, left_out=ENVELOPE)
read_investigation = from_message(pb.InvestigateComplaintRequest, Investigation, left_out=ENVELOPE)
read_extension = from_message(pb.ExtendComplaintRequest, ExtensionWish, left_out=ENVELOPE)
read_findings = from_message(pb.ConcludeComplaintRequest, Findings, left_out=ENVELOPE)
read_telling = from_message(pb.AnswerComplaintRequest, Telling, left_out=ENVELOPE)
read_merging = from_message(pb.MergeComplaintRequest, Merging, left_out=ENVELOPE)
line_to_proto = to_message(ComplaintLedgerLine, complaint_pb2.ComplaintLedgerLine)


def complaint_to_proto(complaint: Complaint) -> complaint_pb2.Complaint:
    """The complaint, with what follows from its dates and what may be done next."""
    message = _to_proto(complaint)
    message.allowed_actions.extend(allowed_actions(MOVES, complaint.state))
    if complaint.days is not None:
        message.days = complaint.days
    if complaint.reply_due_date is not None:
        message.supplement.reply_due_date = complaint.reply_due_date.isoformat()
    return message


def read_complaint_draft(message: complaint_pb2.Complaint) -> ComplaintDraft:
    """What was received; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "complaint")
