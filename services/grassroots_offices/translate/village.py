"""Villages between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import village_pb2
from sifa.grassroots_offices.v1 import village_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.adviser_month import AdviserMonth
from services.grassroots_offices.domain.village import MOVES, Village, VillageDraft, VillageFilter

OUTPUT_ONLY = ("name", "state", "removal_reason", "create_time", "etag", "allowed_actions")

_to_proto = to_message(Village, village_pb2.Village, left_out=("allowed_actions",))
_read_draft = from_message(village_pb2.Village, VillageDraft, left_out=OUTPUT_ONLY)
read_village_filter = from_message(pb.ListVillagesRequest, VillageFilter, left_out=("page_size", "page_token"))

adviser_month_to_proto = to_message(AdviserMonth, village_pb2.AdviserMonth)


def village_to_proto(village: Village) -> village_pb2.Village:
    """The message, with what may be done next."""
    message = _to_proto(village)
    message.allowed_actions.extend(allowed_actions(MOVES, village.state))
    return message


def read_village_draft(message: village_pb2.Village) -> VillageDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "village")
