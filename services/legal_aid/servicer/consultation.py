"""gRPC door of consultations. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import consultation_pb2
from sifa.legal_aid.v1 import consultation_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.consultation import create_consultation, get_consultation, list_consultations
from services.legal_aid.translate.consultation import consultation_to_proto, read_consultation_draft


class ConsultationService(Servicer):
    """sifa.legal_aid.v1.ConsultationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ConsultationService"]

    def CreateConsultation(self, tx: Tx, request: pb.CreateConsultationRequest) -> consultation_pb2.Consultation:
        """Record a consultation."""
        return consultation_to_proto(create_consultation(tx, read_consultation_draft(request.consultation)))

    def GetConsultation(self, tx: Tx, request: pb.GetConsultationRequest) -> consultation_pb2.Consultation:
        """One consultation."""
        return consultation_to_proto(get_consultation(tx, request.name))

    def ListConsultations(self, tx: Tx, request: pb.ListConsultationsRequest) -> pb.ListConsultationsResponse:
        """A page of consultations."""
        found, after = list_consultations(tx, request.institution, self.pager.read(request))
        return pb.ListConsultationsResponse(
            consultations=map(consultation_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
