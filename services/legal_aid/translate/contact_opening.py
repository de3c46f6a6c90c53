"""Registers that were kept before, between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import contact_opening_pb2
from sifa.legal_aid.v1 import contact_opening_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.contact_opening import MOVES, ContactOpening, ContactOpeningFilter, OpeningFile

_to_proto = to_message(ContactOpening, contact_opening_pb2.ContactOpening, left_out=("allowed_actions",))
read_opening_file = from_message(pb.PrepareContactOpeningRequest, OpeningFile, left_out=("request_id",))
read_opening_filter = from_message(
    pb.ListContactOpeningsRequest, ContactOpeningFilter, left_out=("page_size", "page_token")
)


def opening_to_proto(opening: ContactOpening) -> contact_opening_pb2.ContactOpening:
    """The register, with what may be done next."""
    message = _to_proto(opening)
    message.allowed_actions.extend(allowed_actions(MOVES, opening.state))
    return message
