"""gRPC door of the public register. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import public_register_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import public_register as handlers
from services.grassroots_offices.translate import public_register as translate


class PublicRegisterService(Servicer):
    """sifa.grassroots_offices.v1.PublicRegisterService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PublicRegisterService"]

    def ListPublicOffices(self, tx: Tx, request: pb.ListPublicOfficesRequest) -> pb.ListPublicOfficesResponse:
        """A page of offices as they stood."""
        days = translate.read_days_of_offices(request, "")
        found, after = handlers.list_public_offices(tx, request.division, days, self.pager.read(request))
        return pb.ListPublicOfficesResponse(
            offices=map(translate.public_office_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListPublicPractitioners(
        self, tx: Tx, request: pb.ListPublicPractitionersRequest
    ) -> pb.ListPublicPractitionersResponse:
        """A page of practitioners as they stood."""
        days = translate.read_days_of_practitioners(request, "")
        found, after = handlers.list_public_practitioners(tx, request.division, days, self.pager.read(request))
        return pb.ListPublicPractitionersResponse(
            practitioners=map(translate.public_practitioner_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def ExportPublicRegister(self, tx: Tx, request: pb.ExportPublicRegisterRequest) -> pb.ExportPublicRegisterResponse:
        """The whole register as canonical JSON."""
        content, digest = handlers.export_public_register(tx, translate.read_days_of_export(request, ""))
        return pb.ExportPublicRegisterResponse(content=content, sha256=digest)
