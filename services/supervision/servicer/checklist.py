"""gRPC door of checklists. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import checklist_pb2
from sifa.supervision.v1 import checklist_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import checklist as use
from services.supervision.handlers.checklist_template import checklist_templates
from services.supervision.translate import checklist as translate


class ChecklistService(Servicer):
    """sifa.supervision.v1.ChecklistService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ChecklistService"]

    def CreateChecklist(self, tx: Tx, request: pb.CreateChecklistRequest) -> checklist_pb2.Checklist:
        """Draft a version."""
        draft = translate.read_draft(request.checklist, "checklist")
        return translate.checklist_to_proto(use.create_checklist(tx, draft))

    def GetChecklist(self, tx: Tx, request: pb.GetChecklistRequest) -> checklist_pb2.Checklist:
        """One of them."""
        return translate.checklist_to_proto(use.get_checklist(tx, request.name))

    def ListChecklists(self, tx: Tx, request: pb.ListChecklistsRequest) -> pb.ListChecklistsResponse:
        """A page of them."""
        found, after = use.list_checklists(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListChecklistsResponse(
            checklists=map(translate.checklist_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListChecklistTemplates(
        self, _tx: Tx, request: pb.ListChecklistTemplatesRequest
    ) -> pb.ListChecklistTemplatesResponse:
        """Those that are shipped."""
        found = checklist_templates(request.division)
        return pb.ListChecklistTemplatesResponse(checklist_templates=map(translate.template_to_proto, found))

    def ReviseChecklist(self, tx: Tx, request: pb.ReviseChecklistRequest) -> pb.ReviseChecklistResponse:
        """Other items."""
        done = use.revise_checklist(tx, request.name, translate.read_items(request), etag=request.etag)
        return pb.ReviseChecklistResponse(checklist=translate.checklist_to_proto(done))

    def PublishChecklist(self, tx: Tx, request: pb.PublishChecklistRequest) -> pb.PublishChecklistResponse:
        """It never changes any more."""
        done = use.publish_checklist(tx, request.name, document=request.document_number, etag=request.etag)
        return pb.PublishChecklistResponse(checklist=translate.checklist_to_proto(done))
