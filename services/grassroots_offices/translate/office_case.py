"""The case register between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import office_case_pb2
from sifa.grassroots_offices.v1 import office_case_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office_case import (
    MOVES,
    CaseApproval,
    CaseEnd,
    CaseFee,
    CaseFiling,
    CaseHandover,
    OfficeCase,
    OfficeCaseDraft,
    OfficeCaseFilter,
)

OUTPUT_ONLY = (
    "name", "number", "case_number", "state", "state_date", "late", "former_handlers", "conflicts", "conflict_reason",
    "risk_notice_date", "major", "discussion_document", "outcome", "archive_number", "steps", "division",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(OfficeCase, office_case_pb2.OfficeCase, left_out=("allowed_actions",))
_read_draft = from_message(office_case_pb2.OfficeCase, OfficeCaseDraft, left_out=OUTPUT_ONLY)
read_office_case_filter = from_message(
    pb.ListOfficeCasesRequest, OfficeCaseFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_approval = from_message(pb.ApproveOfficeCaseRequest, CaseApproval, left_out=ENVELOPE)
read_declining = from_message(pb.DeclineOfficeCaseRequest, CaseEnd, left_out=ENVELOPE)
read_fee = from_message(pb.AgreeOfficeCaseFeeRequest, CaseFee, left_out=ENVELOPE)
read_discussion = from_message(pb.RecordOfficeCaseDiscussionRequest, Documented, left_out=ENVELOPE)
read_handover = from_message(pb.HandOverOfficeCaseRequest, CaseHandover, left_out=ENVELOPE)
read_closing = from_message(pb.CloseOfficeCaseRequest, CaseEnd, left_out=ENVELOPE)
read_filing = from_message(pb.ArchiveOfficeCaseRequest, CaseFiling, left_out=ENVELOPE)
read_voiding = from_message(pb.VoidOfficeCaseRequest, CaseEnd, left_out=ENVELOPE)


def office_case_to_proto(case: OfficeCase) -> office_case_pb2.OfficeCase:
    """The matter, with what may be done next."""
    message = _to_proto(case)
    message.allowed_actions.extend(allowed_actions(MOVES, case.state))
    return message


def read_office_case_draft(message: office_case_pb2.OfficeCase) -> OfficeCaseDraft:
    """What is registered; output-only fields are ignored."""
    return _read_draft(message, "office_case")
