"""Cases and the choices behind their assignments between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import case_pb2
from sifa.legal_aid.v1 import case_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.allocation import Allocation
from services.legal_aid.domain.case import MOVES, Case, CaseFilter
from services.legal_aid.domain.case_assignment import Arrangement, AssignmentOrder, RefusedReplacement, Replacement
from services.legal_aid.domain.case_handling import Agreement, Ending, FileReview, Grading, Meeting, StageChange
from services.legal_aid.domain.pairing import Dissolution, Pairing
from services.legal_aid.domain.replacement_request import RequestedReplacement
from services.legal_aid.domain.termination import Termination
from services.legal_aid.translate.deadline import deadline_to_proto

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    Case,
    case_pb2.Case,
    left_out=("allowed_actions",),
    hidden=("recipient_key", "recipient_name_key", "opponent_keys"),
    parts={"deadlines": deadline_to_proto},
)
read_case_filter = from_message(pb.ListCasesRequest, CaseFilter, left_out=("page_size", "page_token"))
read_order = from_message(pb.AssignCaseRequest, AssignmentOrder, left_out=ENVELOPE)
read_arrangement = from_message(pb.ArrangeHandlerRequest, Arrangement, left_out=ENVELOPE)
read_agreement = from_message(pb.RecordAgreementRequest, Agreement, left_out=ENVELOPE)
read_meeting = from_message(pb.RecordMeetingRequest, Meeting, left_out=ENVELOPE)
read_replacement = from_message(pb.ReplaceHandlerRequest, Replacement, left_out=ENVELOPE)
read_refused_replacement = from_message(pb.RefuseReplacementRequest, RefusedReplacement, left_out=ENVELOPE)
read_pairing = from_message(pb.PairHandlerRequest, Pairing, left_out=ENVELOPE)
read_dissolution = from_message(pb.DissolvePairRequest, Dissolution, left_out=ENVELOPE)
read_requested_replacement = from_message(pb.RequestReplacementRequest, RequestedReplacement, left_out=ENVELOPE)
read_court_papers = from_message(pb.RecordCourtPapersRequest, Happening, left_out=ENVELOPE)
read_stage = from_message(pb.EnterStageRequest, StageChange, left_out=ENVELOPE)
read_termination = from_message(pb.TerminateCaseRequest, Termination, left_out=ENVELOPE)
read_ending = from_message(pb.EndCaseRequest, Ending, left_out=ENVELOPE)
read_submitted_file = from_message(pb.SubmitFileRequest, Happening, left_out=ENVELOPE)
read_file_review = from_message(pb.ReviewFileRequest, FileReview, left_out=ENVELOPE)
read_grading = from_message(pb.GradeCaseRequest, Grading, left_out=ENVELOPE)
read_archiving = from_message(pb.ArchiveCaseRequest, Happening, left_out=ENVELOPE)
allocation_to_proto = to_message(Allocation, case_pb2.Allocation)


def case_to_proto(case: Case) -> case_pb2.Case:
    """The case, with what may be done next."""
    message = _to_proto(case)
    message.allowed_actions.extend(allowed_actions(MOVES, case.state))
    return message
