"""Village advisers between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import village_adviser_pb2
from sifa.grassroots_offices.v1 import village_adviser_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.village_adviser import (
    MOVES,
    AdviserEnd,
    VillageAdviser,
    VillageAdviserDraft,
    VillageAdviserFilter,
)

OUTPUT_ONLY = ("name", "state", "ended_date", "end_reason", "division", "create_time", "etag", "allowed_actions")
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(VillageAdviser, village_adviser_pb2.VillageAdviser, left_out=("allowed_actions",))
_read_draft = from_message(village_adviser_pb2.VillageAdviser, VillageAdviserDraft, left_out=OUTPUT_ONLY)
read_village_adviser_filter = from_message(
    pb.ListVillageAdvisersRequest, VillageAdviserFilter, left_out=("page_size", "page_token")
)
read_end = from_message(pb.EndVillageAdviserRequest, AdviserEnd, left_out=ENVELOPE)


def village_adviser_to_proto(adviser: VillageAdviser) -> village_adviser_pb2.VillageAdviser:
    """The message, with what may be done next."""
    message = _to_proto(adviser)
    message.allowed_actions.extend(allowed_actions(MOVES, adviser.state))
    return message


def read_village_adviser_draft(message: village_adviser_pb2.VillageAdviser) -> VillageAdviserDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "village_adviser")
