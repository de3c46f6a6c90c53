"""gRPC door of the register of contacts and part-time posts. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import conduct_declaration_pb2
from sifa.supervision.v1 import conduct_declaration_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import conduct_declaration as use
from services.supervision.translate import conduct_declaration as translate
from services.supervision.translate.conduct_declaration import declaration_to_proto


class ConductDeclarationService(Servicer):
    """sifa.supervision.v1.ConductDeclarationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ConductDeclarationService"]

    def CreateConductDeclaration(
        self, tx: Tx, request: pb.CreateConductDeclarationRequest
    ) -> conduct_declaration_pb2.ConductDeclaration:
        """Enter one."""
        draft = translate.read_draft(request.conduct_declaration, "conduct_declaration")
        return declaration_to_proto(use.create_declaration(tx, draft))

    def GetConductDeclaration(
        self, tx: Tx, request: pb.GetConductDeclarationRequest
    ) -> conduct_declaration_pb2.ConductDeclaration:
        """One of them."""
        return declaration_to_proto(use.get_declaration(tx, request.name))

    def ListConductDeclarations(
        self, tx: Tx, request: pb.ListConductDeclarationsRequest
    ) -> pb.ListConductDeclarationsResponse:
        """A page of them."""
        found, after = use.list_declarations(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListConductDeclarationsResponse(
            conduct_declarations=map(declaration_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EndConductDeclaration(
        self, tx: Tx, request: pb.EndConductDeclarationRequest
    ) -> pb.EndConductDeclarationResponse:
        """It is over."""
        done = use.end_declaration(tx, request.name, translate.read_end(request, ""), etag=request.etag)
        return pb.EndConductDeclarationResponse(conduct_declaration=declaration_to_proto(done))
