"""Organisation life between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import party_meeting_pb2
from sifa.party_building.v1 import party_meeting_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.meeting_duty import InactiveMember, MissedMeeting
from services.party_building.domain.party_meeting import PartyMeeting, PartyMeetingDraft, PartyMeetingFilter

COUNTS = ("due_count", "attended_count")
OUTPUT_ONLY = ("name", "attendance", *COUNTS, "late", "division", "create_time", "etag")
_to_proto = to_message(PartyMeeting, party_meeting_pb2.PartyMeeting, left_out=COUNTS)
_read_draft = from_message(party_meeting_pb2.PartyMeeting, PartyMeetingDraft, left_out=OUTPUT_ONLY)
read_meeting_filter = from_message(
    pb.ListPartyMeetingsRequest, PartyMeetingFilter, left_out=("page_size", "page_token")
)
missed_to_proto = to_message(MissedMeeting, pb.MissedMeeting)
inactive_to_proto = to_message(InactiveMember, pb.InactiveMember)


def meeting_to_proto(meeting: PartyMeeting) -> party_meeting_pb2.PartyMeeting:
    """The record, with how many were expected and came."""
    message = _to_proto(meeting)
    message.due_count, message.attended_count = meeting.due_count, meeting.attended_count
    return message


def read_meeting_draft(message: party_meeting_pb2.PartyMeeting) -> PartyMeetingDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "party_meeting")
