"""Files on impostures between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import imposture_pb2
from sifa.legal_aid.v1 import imposture_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.imposture import MOVES, Imposture, ImpostureDecision, ImpostureDraft, ImpostureFilter

ENTERED = {"offender", "gain_fen", "found_date", "document_number", "division"}
_to_proto = to_message(Imposture, imposture_pb2.Imposture, left_out=("allowed_actions",))
_read_draft = from_message(
    imposture_pb2.Imposture, ImpostureDraft,
    left_out=tuple(set(imposture_pb2.Imposture.DESCRIPTOR.fields_by_name) - ENTERED),
)  # fmt: skip
read_imposture_filter = from_message(pb.ListImposturesRequest, ImpostureFilter, left_out=("page_size", "page_token"))
read_decision = from_message(pb.DecideImpostureRequest, ImpostureDecision, left_out=("name", "request_id", "etag"))


def imposture_to_proto(file: Imposture) -> imposture_pb2.Imposture:
    """The file, with what may be done next."""
    message = _to_proto(file)
    message.allowed_actions.extend(allowed_actions(MOVES, file.state))
    return message


def read_imposture_draft(message: imposture_pb2.Imposture) -> ImpostureDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "imposture")
