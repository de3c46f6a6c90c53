"""Rosters from domain to proto, and which one is asked for. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import roster_pb2, roster_service_pb2

from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.roster import RosterMember, RosterWanted

member_to_proto = to_message(RosterMember, roster_pb2.RosterMember)
read_wanted = from_message(
    roster_service_pb2.ListRosterRequest, RosterWanted, left_out=("page_size", "page_token")
)  # fmt: skip
