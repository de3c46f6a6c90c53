"""The register of contacts and part-time posts between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import conduct_declaration_pb2
from sifa.supervision.v1 import conduct_declaration_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.conduct_declaration import MOVES, ConductDeclaration, ConductDraft, ConductFilter
from services.supervision.domain.documented import Documented

MADE = (
    "name", "division", "clue", "until_date", "end_document", "state", "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(
    ConductDeclaration, conduct_declaration_pb2.ConductDeclaration, left_out=("allowed_actions",)
)  # fmt: skip
read_draft = from_message(conduct_declaration_pb2.ConductDeclaration, ConductDraft, left_out=MADE)
read_filter = from_message(pb.ListConductDeclarationsRequest, ConductFilter, left_out=("page_size", "page_token"))
read_end = from_message(pb.EndConductDeclarationRequest, Documented, left_out=("name", "request_id", "etag"))


def declaration_to_proto(found: ConductDeclaration) -> conduct_declaration_pb2.ConductDeclaration:
    """The entry, with what may be done next."""
    message = _to_proto(found)
    message.allowed_actions.extend(allowed_actions(MOVES, found.state))
    return message
