"""Successions of offices between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import office_succession_pb2
from sifa.party_building.v1 import office_succession_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.office_succession import (
    MOVES,
    OfficeSuccession,
    OfficeSuccessionFilter,
    SuccessionPaper,
)

_to_proto = to_message(
    OfficeSuccession, office_succession_pb2.OfficeSuccession, left_out=("allowed_actions",),
    parts={"deadlines": deadline_to_message},
)  # fmt: skip
read_succession_filter = from_message(
    pb.ListOfficeSuccessionsRequest, OfficeSuccessionFilter, left_out=("page_size", "page_token")
)
read_succession_paper = from_message(
    pb.SettleOfficeSuccessionRequest, SuccessionPaper, left_out=("name", "request_id", "etag")
)


def succession_to_proto(succession: OfficeSuccession) -> office_succession_pb2.OfficeSuccession:
    """The succession, with what may be done next."""
    message = _to_proto(succession)
    message.allowed_actions.extend(allowed_actions(MOVES, succession.state))
    return message
