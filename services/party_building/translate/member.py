"""Members between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import member_pb2
from sifa.party_building.v1 import member_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.dues_base import DuesBaseChange
from services.party_building.domain.member import MOVES, Advance, Member, MemberDraft, MemberFilter, StandingPaper

OUTPUT_ONLY = ("name", "relation_state", "cultivators", "standings", "allowed_actions", "create_time", "etag")
ASKED = ("name", "request_id", "etag")
_to_proto = to_message(Member, member_pb2.Member, left_out=("allowed_actions",), hidden=("workplaces", "dues_bases"))
_read_draft = from_message(member_pb2.Member, MemberDraft, left_out=OUTPUT_ONLY)
read_member_filter = from_message(pb.ListMembersRequest, MemberFilter, left_out=("page_size", "page_token"))
read_advance = from_message(pb.AdvanceMemberRequest, Advance, left_out=ASKED)
read_base_change = from_message(pb.ChangeDuesBaseRequest, DuesBaseChange, left_out=ASKED)
read_end = from_message(pb.EndMembershipRequest, StandingPaper, left_out=ASKED)


def member_to_proto(member: Member) -> member_pb2.Member:
    """The member, with what may be done next."""
    message = _to_proto(member)
    message.allowed_actions.extend(allowed_actions(MOVES, member.standing))
    return message


def read_member_draft(message: member_pb2.Member) -> MemberDraft:
    """What is entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "member")
