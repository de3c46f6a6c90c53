"""gRPC door of organisation life. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import party_meeting_pb2
from sifa.party_building.v1 import party_meeting_service_pb2 as pb

from chassis.mapping import read_day
from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.party_meeting import (
    create_meeting,
    get_meeting,
    list_inactive,
    list_meetings,
    list_missed,
)
from services.party_building.translate.party_meeting import (
    inactive_to_proto,
    meeting_to_proto,
    missed_to_proto,
    read_meeting_draft,
    read_meeting_filter,
)


class PartyMeetingService(Servicer):
    """sifa.party_building.v1.PartyMeetingService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PartyMeetingService"]

    def CreatePartyMeeting(self, tx: Tx, request: pb.CreatePartyMeetingRequest) -> party_meeting_pb2.PartyMeeting:
        """Record what was held."""
        return meeting_to_proto(create_meeting(tx, read_meeting_draft(request.party_meeting)))

    def GetPartyMeeting(self, tx: Tx, request: pb.GetPartyMeetingRequest) -> party_meeting_pb2.PartyMeeting:
        """One record."""
        return meeting_to_proto(get_meeting(tx, request.name))

    def ListPartyMeetings(self, tx: Tx, request: pb.ListPartyMeetingsRequest) -> pb.ListPartyMeetingsResponse:
        """A page of records."""
        found, after = list_meetings(tx, read_meeting_filter(request, ""), self.pager.read(request))
        return pb.ListPartyMeetingsResponse(
            party_meetings=map(meeting_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListMissedMeetings(self, tx: Tx, request: pb.ListMissedMeetingsRequest) -> pb.ListMissedMeetingsResponse:
        """What was not held."""
        found = list_missed(tx, read_day(request.since_date, "since_date"))
        return pb.ListMissedMeetingsResponse(missed_meetings=map(missed_to_proto, found))

    def ListInactiveMembers(self, tx: Tx, request: pb.ListInactiveMembersRequest) -> pb.ListInactiveMembersResponse:
        """Who took no part."""
        return pb.ListInactiveMembersResponse(inactive_members=map(inactive_to_proto, list_inactive(tx)))
