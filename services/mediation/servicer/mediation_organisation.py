"""gRPC door of organisations that mediate. It must not hold a condition."""

from __future__ import annotations

from sifa.mediation.v1 import mediation_organisation_pb2
from sifa.mediation.v1 import mediation_organisation_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.mediation.handlers import mediation_organisation as use
from services.mediation.translate import mediation_organisation as translate


class MediationOrganisationService(Servicer):
    """sifa.mediation.v1.MediationOrganisationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["MediationOrganisationService"]

    def CreateMediationOrganisation(
        self, tx: Tx, request: pb.CreateMediationOrganisationRequest
    ) -> mediation_organisation_pb2.MediationOrganisation:
        """Enter one."""
        draft = translate.read_draft(request.mediation_organisation, "mediation_organisation")
        return translate.organisation_to_proto(use.create_organisation(tx, draft))

    def GetMediationOrganisation(
        self, tx: Tx, request: pb.GetMediationOrganisationRequest
    ) -> mediation_organisation_pb2.MediationOrganisation:
        """One of them."""
        return translate.organisation_to_proto(use.get_organisation(tx, request.name))

    def ListMediationOrganisations(
        self, tx: Tx, request: pb.ListMediationOrganisationsRequest
    ) -> pb.ListMediationOrganisationsResponse:
        """A page of them."""
        found, after = use.list_organisations(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListMediationOrganisationsResponse(
            mediation_organisations=map(translate.organisation_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def AppointMediator(self, tx: Tx, request: pb.AppointMediatorRequest) -> pb.AppointMediatorResponse:
        """Somebody more."""
        draft = translate.read_mediator(request.mediator, "mediator")
        done = use.appoint_mediator(tx, request.name, draft, document=request.document_number, etag=request.etag)
        return pb.AppointMediatorResponse(mediation_organisation=translate.organisation_to_proto(done))

    def EndMediator(self, tx: Tx, request: pb.EndMediatorRequest) -> pb.EndMediatorResponse:
        """Somebody less."""
        said = translate.read_leaving(request, "")
        done = use.end_mediator(
            tx, request.name, said.mediator, said.until_date, document=request.document_number, etag=request.etag
        )
        return pb.EndMediatorResponse(mediation_organisation=translate.organisation_to_proto(done))

    def RenameMediationOrganisation(
        self, tx: Tx, request: pb.RenameMediationOrganisationRequest
    ) -> pb.RenameMediationOrganisationResponse:
        """Another name."""
        done = use.rename_organisation(
            tx, request.name, request.title, document=request.document_number, etag=request.etag
        )
        return pb.RenameMediationOrganisationResponse(mediation_organisation=translate.organisation_to_proto(done))

    def CloseMediationOrganisation(
        self, tx: Tx, request: pb.CloseMediationOrganisationRequest
    ) -> pb.CloseMediationOrganisationResponse:
        """It is no more."""
        said = translate.read_closing(request, "")
        done = use.close_organisation(
            tx, request.name, said.closed_date, document=request.document_number, etag=request.etag
        )
        return pb.CloseMediationOrganisationResponse(mediation_organisation=translate.organisation_to_proto(done))
