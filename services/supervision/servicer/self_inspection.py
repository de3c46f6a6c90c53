"""gRPC door of self-inspections. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import self_inspection_pb2
from sifa.supervision.v1 import self_inspection_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import self_inspection as use
from services.supervision.translate import self_inspection as translate


class SelfInspectionService(Servicer):
    """sifa.supervision.v1.SelfInspectionService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["SelfInspectionService"]

    def CreateSelfInspection(
        self, tx: Tx, request: pb.CreateSelfInspectionRequest
    ) -> self_inspection_pb2.SelfInspection:
        """Open a sheet."""
        draft = translate.read_draft(request.self_inspection, "self_inspection")
        return translate.sheet_to_proto(use.create_sheet(tx, draft))

    def GetSelfInspection(self, tx: Tx, request: pb.GetSelfInspectionRequest) -> self_inspection_pb2.SelfInspection:
        """One of them."""
        return translate.sheet_to_proto(use.get_sheet(tx, request.name))

    def ListSelfInspections(self, tx: Tx, request: pb.ListSelfInspectionsRequest) -> pb.ListSelfInspectionsResponse:
        """A page of them."""
        found, after = use.list_sheets(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListSelfInspectionsResponse(
            self_inspections=map(translate.sheet_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def FillSelfInspection(self, tx: Tx, request: pb.FillSelfInspectionRequest) -> pb.FillSelfInspectionResponse:
        """Fill it in."""
        head, rows = translate.read_head(request, ""), translate.read_rows(request)
        done = use.fill_sheet(tx, request.name, head, rows, etag=request.etag)
        return pb.FillSelfInspectionResponse(self_inspection=translate.sheet_to_proto(done))

    def ImportSelfInspection(self, tx: Tx, request: pb.ImportSelfInspectionRequest) -> pb.ImportSelfInspectionResponse:
        """Fill it in from a file."""
        head = translate.read_file_head(request, "")
        done = use.import_sheet(tx, request.name, head, request.content, etag=request.etag)
        return pb.ImportSelfInspectionResponse(self_inspection=translate.sheet_to_proto(done))

    def ExportSelfInspection(self, tx: Tx, request: pb.ExportSelfInspectionRequest) -> pb.ExportSelfInspectionResponse:
        """As a file."""
        return pb.ExportSelfInspectionResponse(content=use.export_sheet(tx, request.name))

    def SubmitSelfInspection(self, tx: Tx, request: pb.SubmitSelfInspectionRequest) -> pb.SubmitSelfInspectionResponse:
        """Hand it in."""
        done = use.submit_sheet(tx, request.name, translate.read_submission(request, ""), etag=request.etag)
        return pb.SubmitSelfInspectionResponse(self_inspection=translate.sheet_to_proto(done))

    def ReturnSelfInspection(self, tx: Tx, request: pb.ReturnSelfInspectionRequest) -> pb.ReturnSelfInspectionResponse:
        """Give it back."""
        done = use.return_sheet(tx, request.name, request.reason, etag=request.etag)
        return pb.ReturnSelfInspectionResponse(self_inspection=translate.sheet_to_proto(done))

    def AcceptSelfInspection(self, tx: Tx, request: pb.AcceptSelfInspectionRequest) -> pb.AcceptSelfInspectionResponse:
        """Accept it."""
        done = use.accept_sheet(tx, request.name, etag=request.etag)
        return pb.AcceptSelfInspectionResponse(self_inspection=translate.sheet_to_proto(done))
