"""gRPC door of cases. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import case_pb2
from sifa.legal_aid.v1 import case_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.allocation import get_allocation, replay_allocation
from services.legal_aid.handlers.case import get_case, list_cases
from services.legal_aid.handlers.case_assignment import (
    arrange_handler,
    assign_case,
    refuse_replacement,
    replace_case_handler,
)
from services.legal_aid.handlers.case_handling import (
    archive_case,
    end_case,
    enter_case_stage,
    grade_case,
    record_agreement,
    record_meeting,
    review_case_file,
    submit_case_file,
)
from services.legal_aid.handlers.case_termination import terminate_case
from services.legal_aid.handlers.court_papers import record_court_papers
from services.legal_aid.handlers.pairing import dissolve_pair, pair_handler
from services.legal_aid.handlers.replacement_request import request_replacement
from services.legal_aid.translate.case import (
    allocation_to_proto,
    case_to_proto,
    read_agreement,
    read_archiving,
    read_arrangement,
    read_case_filter,
    read_court_papers,
    read_dissolution,
    read_ending,
    read_file_review,
    read_grading,
    read_meeting,
    read_order,
    read_pairing,
    read_refused_replacement,
    read_replacement,
    read_requested_replacement,
    read_stage,
    read_submitted_file,
    read_termination,
)


class CaseService(Servicer):
    """sifa.legal_aid.v1.CaseService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CaseService"]

    def GetCase(self, tx: Tx, request: pb.GetCaseRequest) -> case_pb2.Case:
        """One case."""
        return case_to_proto(get_case(tx, request.name))

    def ListCases(self, tx: Tx, request: pb.ListCasesRequest) -> pb.ListCasesResponse:
        """A page of cases."""
        found, after = list_cases(tx, read_case_filter(request, ""), self.pager.read(request))
        return pb.ListCasesResponse(
            cases=map(case_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def AssignCase(self, tx: Tx, request: pb.AssignCaseRequest) -> pb.AssignCaseResponse:
        """Assign a unit."""
        done = assign_case(tx, request.name, read_order(request, ""), etag=request.etag)
        return pb.AssignCaseResponse(case=case_to_proto(done))

    def ArrangeHandler(self, tx: Tx, request: pb.ArrangeHandlerRequest) -> pb.ArrangeHandlerResponse:
        """Arrange the person."""
        done = arrange_handler(tx, request.name, read_arrangement(request, ""), etag=request.etag)
        return pb.ArrangeHandlerResponse(case=case_to_proto(done))

    def RecordAgreement(self, tx: Tx, request: pb.RecordAgreementRequest) -> pb.RecordAgreementResponse:
        """Record the signed agreement."""
        done = record_agreement(tx, request.name, read_agreement(request, ""), etag=request.etag)
        return pb.RecordAgreementResponse(case=case_to_proto(done))

    def RecordMeeting(self, tx: Tx, request: pb.RecordMeetingRequest) -> pb.RecordMeetingResponse:
        """Record the first meeting."""
        done = record_meeting(tx, request.name, read_meeting(request, ""), etag=request.etag)
        return pb.RecordMeetingResponse(case=case_to_proto(done))

    def ReplaceHandler(self, tx: Tx, request: pb.ReplaceHandlerRequest) -> pb.ReplaceHandlerResponse:
        """End the running assignment."""
        done = replace_case_handler(tx, request.name, read_replacement(request, ""), etag=request.etag)
        return pb.ReplaceHandlerResponse(case=case_to_proto(done))

    def RefuseReplacement(self, tx: Tx, request: pb.RefuseReplacementRequest) -> pb.RefuseReplacementResponse:
        """Keep the handler."""
        done = refuse_replacement(tx, request.name, read_refused_replacement(request, ""), etag=request.etag)
        return pb.RefuseReplacementResponse(case=case_to_proto(done))

    def PairHandler(self, tx: Tx, request: pb.PairHandlerRequest) -> pb.PairHandlerResponse:
        """Let a practitioner co-handle."""
        done = pair_handler(tx, request.name, read_pairing(request, ""), etag=request.etag)
        return pb.PairHandlerResponse(case=case_to_proto(done))

    def DissolvePair(self, tx: Tx, request: pb.DissolvePairRequest) -> pb.DissolvePairResponse:
        """Let the co-handler go."""
        done = dissolve_pair(tx, request.name, read_dissolution(request, ""), etag=request.etag)
        return pb.DissolvePairResponse(case=case_to_proto(done))

    def RequestReplacement(self, tx: Tx, request: pb.RequestReplacementRequest) -> pb.RequestReplacementResponse:
        """Ask for another handler."""
        done = request_replacement(tx, request.name, read_requested_replacement(request, ""), etag=request.etag)
        return pb.RequestReplacementResponse(case=case_to_proto(done))

    def RecordCourtPapers(self, tx: Tx, request: pb.RecordCourtPapersRequest) -> pb.RecordCourtPapersResponse:
        """Record the papers for the court."""
        done = record_court_papers(tx, request.name, read_court_papers(request, ""), etag=request.etag)
        return pb.RecordCourtPapersResponse(case=case_to_proto(done))

    def EnterStage(self, tx: Tx, request: pb.EnterStageRequest) -> pb.EnterStageResponse:
        """Enter another stage."""
        done = enter_case_stage(tx, request.name, read_stage(request, ""), etag=request.etag)
        return pb.EnterStageResponse(case=case_to_proto(done))

    def TerminateCase(self, tx: Tx, request: pb.TerminateCaseRequest) -> pb.TerminateCaseResponse:
        """End the aid by a decision."""
        done = terminate_case(tx, request.name, read_termination(request, ""), etag=request.etag)
        return pb.TerminateCaseResponse(case=case_to_proto(done))

    def EndCase(self, tx: Tx, request: pb.EndCaseRequest) -> pb.EndCaseResponse:
        """Record the end."""
        done = end_case(tx, request.name, read_ending(request, ""), etag=request.etag)
        return pb.EndCaseResponse(case=case_to_proto(done))

    def SubmitFile(self, tx: Tx, request: pb.SubmitFileRequest) -> pb.SubmitFileResponse:
        """Hand in the closing file."""
        done = submit_case_file(tx, request.name, read_submitted_file(request, ""), etag=request.etag)
        return pb.SubmitFileResponse(case=case_to_proto(done))

    def ReviewFile(self, tx: Tx, request: pb.ReviewFileRequest) -> pb.ReviewFileResponse:
        """Review the closing file."""
        done = review_case_file(tx, request.name, read_file_review(request, ""), etag=request.etag)
        return pb.ReviewFileResponse(case=case_to_proto(done))

    def GradeCase(self, tx: Tx, request: pb.GradeCaseRequest) -> pb.GradeCaseResponse:
        """Grade the handling."""
        done = grade_case(tx, request.name, read_grading(request, ""), etag=request.etag)
        return pb.GradeCaseResponse(case=case_to_proto(done))

    def ArchiveCase(self, tx: Tx, request: pb.ArchiveCaseRequest) -> pb.ArchiveCaseResponse:
        """Archive the case."""
        done = archive_case(tx, request.name, read_archiving(request, ""), etag=request.etag)
        return pb.ArchiveCaseResponse(case=case_to_proto(done))

    def GetAllocation(self, tx: Tx, request: pb.GetAllocationRequest) -> case_pb2.Allocation:
        """The choice behind an assignment."""
        return allocation_to_proto(get_allocation(tx, request.name))

    def ReplayAllocation(self, tx: Tx, request: pb.ReplayAllocationRequest) -> pb.ReplayAllocationResponse:
        """Choose again from what was kept."""
        return pb.ReplayAllocationResponse(identical=replay_allocation(tx, request.name))
