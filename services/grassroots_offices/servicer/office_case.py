"""gRPC door of the case register. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import office_case_pb2
from sifa.grassroots_offices.v1 import office_case_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import office_case as cases
from services.grassroots_offices.translate import office_case as translate
from services.grassroots_offices.translate.office_case import office_case_to_proto


class OfficeCaseService(Servicer):
    """sifa.grassroots_offices.v1.OfficeCaseService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OfficeCaseService"]

    def CreateOfficeCase(self, tx: Tx, request: pb.CreateOfficeCaseRequest) -> office_case_pb2.OfficeCase:
        """Register one."""
        draft = translate.read_office_case_draft(request.office_case)
        return office_case_to_proto(cases.create_office_case(tx, draft))

    def GetOfficeCase(self, tx: Tx, request: pb.GetOfficeCaseRequest) -> office_case_pb2.OfficeCase:
        """One of them."""
        return office_case_to_proto(cases.get_office_case(tx, request.name))

    def ListOfficeCases(self, tx: Tx, request: pb.ListOfficeCasesRequest) -> pb.ListOfficeCasesResponse:
        """A page of them."""
        wanted = translate.read_office_case_filter(request, "")
        found, after = cases.list_office_cases(tx, wanted, self.pager.read(request))
        return pb.ListOfficeCasesResponse(
            office_cases=map(office_case_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApproveOfficeCase(self, tx: Tx, request: pb.ApproveOfficeCaseRequest) -> pb.ApproveOfficeCaseResponse:
        """The office takes it on."""
        done = cases.approve_office_case(tx, request.name, translate.read_approval(request, ""), etag=request.etag)
        return pb.ApproveOfficeCaseResponse(office_case=office_case_to_proto(done))

    def DeclineOfficeCase(self, tx: Tx, request: pb.DeclineOfficeCaseRequest) -> pb.DeclineOfficeCaseResponse:
        """The office does not take it on."""
        done = cases.decline_office_case(tx, request.name, translate.read_declining(request, ""), etag=request.etag)
        return pb.DeclineOfficeCaseResponse(office_case=office_case_to_proto(done))

    def AgreeOfficeCaseFee(self, tx: Tx, request: pb.AgreeOfficeCaseFeeRequest) -> pb.AgreeOfficeCaseFeeResponse:
        """Another fee was agreed."""
        done = cases.agree_fee(tx, request.name, translate.read_fee(request, ""), etag=request.etag)
        return pb.AgreeOfficeCaseFeeResponse(office_case=office_case_to_proto(done))

    def RecordOfficeCaseDiscussion(
        self, tx: Tx, request: pb.RecordOfficeCaseDiscussionRequest
    ) -> pb.RecordOfficeCaseDiscussionResponse:
        """The office has discussed it."""
        done = cases.record_discussion(tx, request.name, translate.read_discussion(request, ""), etag=request.etag)
        return pb.RecordOfficeCaseDiscussionResponse(office_case=office_case_to_proto(done))

    def HandOverOfficeCase(self, tx: Tx, request: pb.HandOverOfficeCaseRequest) -> pb.HandOverOfficeCaseResponse:
        """Somebody else handles it from now on."""
        done = cases.hand_over(tx, request.name, translate.read_handover(request, ""), etag=request.etag)
        return pb.HandOverOfficeCaseResponse(office_case=office_case_to_proto(done))

    def CloseOfficeCase(self, tx: Tx, request: pb.CloseOfficeCaseRequest) -> pb.CloseOfficeCaseResponse:
        """Close it."""
        done = cases.close_office_case(tx, request.name, translate.read_closing(request, ""), etag=request.etag)
        return pb.CloseOfficeCaseResponse(office_case=office_case_to_proto(done))

    def ArchiveOfficeCase(self, tx: Tx, request: pb.ArchiveOfficeCaseRequest) -> pb.ArchiveOfficeCaseResponse:
        """Its file is in the archive."""
        done = cases.archive_office_case(tx, request.name, translate.read_filing(request, ""), etag=request.etag)
        return pb.ArchiveOfficeCaseResponse(office_case=office_case_to_proto(done))

    def VoidOfficeCase(self, tx: Tx, request: pb.VoidOfficeCaseRequest) -> pb.VoidOfficeCaseResponse:
        """It was registered by mistake."""
        done = cases.void_office_case(tx, request.name, translate.read_voiding(request, ""), etag=request.etag)
        return pb.VoidOfficeCaseResponse(office_case=office_case_to_proto(done))
