"""gRPC door of members. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import member_pb2
from sifa.party_building.v1 import member_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.member import (
    advance_member,
    change_base,
    create_member,
    end_membership,
    get_member,
    list_members,
)
from services.party_building.translate.member import (
    member_to_proto,
    read_advance,
    read_base_change,
    read_end,
    read_member_draft,
    read_member_filter,
)


class MemberService(Servicer):
    """sifa.party_building.v1.MemberService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["MemberService"]

    def CreateMember(self, tx: Tx, request: pb.CreateMemberRequest) -> member_pb2.Member:
        """Take somebody into the register."""
        return member_to_proto(create_member(tx, read_member_draft(request.member)))

    def GetMember(self, tx: Tx, request: pb.GetMemberRequest) -> member_pb2.Member:
        """One member."""
        return member_to_proto(get_member(tx, request.name))

    def ListMembers(self, tx: Tx, request: pb.ListMembersRequest) -> pb.ListMembersResponse:
        """A page of members."""
        found, after = list_members(tx, read_member_filter(request, ""), self.pager.read(request))
        return pb.ListMembersResponse(
            members=map(member_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def AdvanceMember(self, tx: Tx, request: pb.AdvanceMemberRequest) -> pb.AdvanceMemberResponse:
        """Enter the next step."""
        done = advance_member(tx, request.name, read_advance(request, ""), etag=request.etag)
        return pb.AdvanceMemberResponse(member=member_to_proto(done))

    def ChangeDuesBase(self, tx: Tx, request: pb.ChangeDuesBaseRequest) -> pb.ChangeDuesBaseResponse:
        """Enter another base of his dues."""
        done = change_base(tx, request.name, read_base_change(request, ""), etag=request.etag)
        return pb.ChangeDuesBaseResponse(member=member_to_proto(done))

    def EndMembership(self, tx: Tx, request: pb.EndMembershipRequest) -> pb.EndMembershipResponse:
        """Enter the end."""
        done = end_membership(tx, request.name, read_end(request, ""), etag=request.etag)
        return pb.EndMembershipResponse(member=member_to_proto(done))
