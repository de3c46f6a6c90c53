"""gRPC door of captured contacts. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import contact_capture_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.contact_capture import replay_contacts
from services.legal_aid.translate.contact_capture import read_capture, result_to_proto


class ContactCaptureService(Servicer):
    """sifa.legal_aid.v1.ContactCaptureService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ContactCaptureService"]

    def ReplayContacts(self, tx: Tx, request: pb.ReplayContactsRequest) -> pb.ReplayContactsResponse:
        """Hand in what a point captured."""
        results = replay_contacts(tx, read_capture(request, ""))
        return pb.ReplayContactsResponse(results=map(result_to_proto, results))
