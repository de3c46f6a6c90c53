"""gRPC door of institutions. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import institution_pb2, institution_service_pb2

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.institution import create_institution, get_institution, list_institutions
from services.legal_aid.translate.institution import institution_to_proto, read_institution_draft


class InstitutionService(Servicer):
    """sifa.legal_aid.v1.InstitutionService."""

    DESCRIPTOR = institution_service_pb2.DESCRIPTOR.services_by_name["InstitutionService"]

    def CreateInstitution(
        self, tx: Tx, request: institution_service_pb2.CreateInstitutionRequest
    ) -> institution_pb2.Institution:
        """Register an institution."""
        return institution_to_proto(create_institution(tx, read_institution_draft(request.institution)))

    def GetInstitution(
        self, tx: Tx, request: institution_service_pb2.GetInstitutionRequest
    ) -> institution_pb2.Institution:
        """One institution."""
        return institution_to_proto(get_institution(tx, request.name))

    def ListInstitutions(
        self, tx: Tx, request: institution_service_pb2.ListInstitutionsRequest
    ) -> institution_service_pb2.ListInstitutionsResponse:
        """A page of institutions."""
        found, after = list_institutions(tx, self.pager.read(request))
        return institution_service_pb2.ListInstitutionsResponse(
            institutions=map(institution_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
