"""gRPC door of teaching cases. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import teaching_case_pb2
from sifa.legal_aid.v1 import teaching_case_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.teaching_case import (
    approve_teaching_case,
    create_teaching_case,
    get_teaching_case,
    list_teaching_cases,
    record_teaching_use,
    revise_teaching_case,
    withdraw_teaching_case,
)
from services.legal_aid.translate.teaching_case import (
    read_teaching_approval,
    read_teaching_case_draft,
    read_teaching_case_filter,
    read_teaching_use,
    read_teaching_withdrawal,
    read_teaching_words,
    teaching_case_to_proto,
)


class TeachingCaseService(Servicer):
    """sifa.legal_aid.v1.TeachingCaseService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["TeachingCaseService"]

    def CreateTeachingCase(self, tx: Tx, request: pb.CreateTeachingCaseRequest) -> teaching_case_pb2.TeachingCase:
        """Enter one."""
        return teaching_case_to_proto(create_teaching_case(tx, read_teaching_case_draft(request.teaching_case)))

    def GetTeachingCase(self, tx: Tx, request: pb.GetTeachingCaseRequest) -> teaching_case_pb2.TeachingCase:
        """One of them."""
        return teaching_case_to_proto(get_teaching_case(tx, request.name))

    def ListTeachingCases(self, tx: Tx, request: pb.ListTeachingCasesRequest) -> pb.ListTeachingCasesResponse:
        """A page."""
        found, after = list_teaching_cases(tx, read_teaching_case_filter(request, ""), self.pager.read(request))
        return pb.ListTeachingCasesResponse(
            teaching_cases=map(teaching_case_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReviseTeachingCase(self, tx: Tx, request: pb.ReviseTeachingCaseRequest) -> pb.ReviseTeachingCaseResponse:
        """Change title and text."""
        done = revise_teaching_case(tx, request.name, read_teaching_words(request, ""), etag=request.etag)
        return pb.ReviseTeachingCaseResponse(teaching_case=teaching_case_to_proto(done))

    def ApproveTeachingCase(self, tx: Tx, request: pb.ApproveTeachingCaseRequest) -> pb.ApproveTeachingCaseResponse:
        """It may be shown."""
        done = approve_teaching_case(tx, request.name, read_teaching_approval(request, ""), etag=request.etag)
        return pb.ApproveTeachingCaseResponse(teaching_case=teaching_case_to_proto(done))

    def RecordTeachingUse(self, tx: Tx, request: pb.RecordTeachingUseRequest) -> pb.RecordTeachingUseResponse:
        """A use."""
        done = record_teaching_use(tx, request.name, read_teaching_use(request, ""), etag=request.etag)
        return pb.RecordTeachingUseResponse(teaching_case=teaching_case_to_proto(done))

    def WithdrawTeachingCase(self, tx: Tx, request: pb.WithdrawTeachingCaseRequest) -> pb.WithdrawTeachingCaseResponse:
        """It is not shown any more."""
        done = withdraw_teaching_case(tx, request.name, read_teaching_withdrawal(request, ""), etag=request.etag)
        return pb.WithdrawTeachingCaseResponse(teaching_case=teaching_case_to_proto(done))
