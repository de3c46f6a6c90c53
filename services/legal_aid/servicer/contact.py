"""gRPC door of the register of visits, calls and letters. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import contact_pb2
from sifa.legal_aid.v1 import contact_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.contact import (
    accept_contact,
    assign_contact,
    close_contact,
    create_contact,
    decline_contact,
    extend_contact,
    get_contact,
    hand_over_contact,
    list_contacts,
)
from services.legal_aid.handlers.contact_referral import record_answer
from services.legal_aid.translate.contact import (
    contact_to_proto,
    read_assigning,
    read_closing,
    read_contact_draft,
    read_contact_filter,
    read_extending,
    read_handover_wish,
    read_referral_answer,
    read_refusing,
)


class ContactService(Servicer):
    """sifa.legal_aid.v1.ContactService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ContactService"]

    def CreateContact(self, tx: Tx, request: pb.CreateContactRequest) -> contact_pb2.Contact:
        """Register a contact."""
        return contact_to_proto(create_contact(tx, read_contact_draft(request.contact)))

    def GetContact(self, tx: Tx, request: pb.GetContactRequest) -> contact_pb2.Contact:
        """One contact."""
        return contact_to_proto(get_contact(tx, request.name))

    def ListContacts(self, tx: Tx, request: pb.ListContactsRequest) -> pb.ListContactsResponse:
        """A page of contacts."""
        found, after = list_contacts(tx, read_contact_filter(request, ""), self.pager.read(request))
        return pb.ListContactsResponse(
            contacts=map(contact_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def HandOverContact(self, tx: Tx, request: pb.HandOverContactRequest) -> pb.HandOverContactResponse:
        """Offer it to a named person."""
        done = hand_over_contact(tx, request.name, read_handover_wish(request, ""), etag=request.etag)
        return pb.HandOverContactResponse(contact=contact_to_proto(done))

    def AcceptContact(self, tx: Tx, request: pb.AcceptContactRequest) -> pb.AcceptContactResponse:
        """Take it."""
        done = accept_contact(tx, request.name, etag=request.etag)
        return pb.AcceptContactResponse(contact=contact_to_proto(done))

    def DeclineContact(self, tx: Tx, request: pb.DeclineContactRequest) -> pb.DeclineContactResponse:
        """Do not take it."""
        done = decline_contact(tx, request.name, read_refusing(request, ""), etag=request.etag)
        return pb.DeclineContactResponse(contact=contact_to_proto(done))

    def AssignContact(self, tx: Tx, request: pb.AssignContactRequest) -> pb.AssignContactResponse:
        """Say whose it is."""
        done = assign_contact(tx, request.name, read_assigning(request, ""), etag=request.etag)
        return pb.AssignContactResponse(contact=contact_to_proto(done))

    def ExtendContact(self, tx: Tx, request: pb.ExtendContactRequest) -> pb.ExtendContactResponse:
        """Give the longer time."""
        done = extend_contact(tx, request.name, read_extending(request, ""), etag=request.etag)
        return pb.ExtendContactResponse(contact=contact_to_proto(done))

    def CloseContact(self, tx: Tx, request: pb.CloseContactRequest) -> pb.CloseContactResponse:
        """Close it with its outcome."""
        done = close_contact(tx, request.name, read_closing(request, ""), etag=request.etag)
        return pb.CloseContactResponse(contact=contact_to_proto(done))

    def RecordReferralAnswer(self, tx: Tx, request: pb.RecordReferralAnswerRequest) -> pb.RecordReferralAnswerResponse:
        """What the body answered that somebody was referred to."""
        done = record_answer(tx, request.name, read_referral_answer(request, ""))
        return pb.RecordReferralAnswerResponse(contact=contact_to_proto(done))
