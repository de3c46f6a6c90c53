"""gRPC door of inspection officers. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import inspection_officer_pb2
from sifa.supervision.v1 import inspection_officer_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import inspection_officer as use
from services.supervision.translate import inspection_officer as translate


class InspectionOfficerService(Servicer):
    """sifa.supervision.v1.InspectionOfficerService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["InspectionOfficerService"]

    def CreateInspectionOfficer(
        self, tx: Tx, request: pb.CreateInspectionOfficerRequest
    ) -> inspection_officer_pb2.InspectionOfficer:
        """Take somebody into the register."""
        return translate.officer_to_proto(
            use.create_officer(tx, translate.read_officer_draft(request.inspection_officer))
        )

    def GetInspectionOfficer(
        self, tx: Tx, request: pb.GetInspectionOfficerRequest
    ) -> inspection_officer_pb2.InspectionOfficer:
        """One of them."""
        return translate.officer_to_proto(use.get_officer(tx, request.name))

    def ListInspectionOfficers(
        self, tx: Tx, request: pb.ListInspectionOfficersRequest
    ) -> pb.ListInspectionOfficersResponse:
        """A page of them."""
        found, after = use.list_officers(tx, translate.read_officer_filter(request, ""), self.pager.read(request))
        return pb.ListInspectionOfficersResponse(
            inspection_officers=map(translate.officer_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def DeclareInterest(self, tx: Tx, request: pb.DeclareInterestRequest) -> pb.DeclareInterestResponse:
        """An interest."""
        done = use.declare_interest(
            tx, request.name, translate.read_interest(request.interest), document=request.document_number,
            etag=request.etag,
        )  # fmt: skip
        return pb.DeclareInterestResponse(inspection_officer=translate.officer_to_proto(done))

    def RegisterOfficerKey(self, tx: Tx, request: pb.RegisterOfficerKeyRequest) -> pb.RegisterOfficerKeyResponse:
        """A key to sign with."""
        done = use.register_key(
            tx, request.name, request.public_key, request.proof, document=request.document_number, etag=request.etag
        )
        return pb.RegisterOfficerKeyResponse(inspection_officer=translate.officer_to_proto(done))

    def WithdrawInspectionOfficer(
        self, tx: Tx, request: pb.WithdrawInspectionOfficerRequest
    ) -> pb.WithdrawInspectionOfficerResponse:
        """Without certificate."""
        done = use.withdraw_officer(tx, request.name, document=request.document_number, etag=request.etag)
        return pb.WithdrawInspectionOfficerResponse(inspection_officer=translate.officer_to_proto(done))
