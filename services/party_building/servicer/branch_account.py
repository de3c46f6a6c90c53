"""gRPC door of branches' accounts, and of the secretary of one. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import branch_account_pb2, party_organisation_pb2
from sifa.party_building.v1 import branch_account_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers import own_branch as own
from services.party_building.handlers.branch_account import create_account, end_account, list_accounts
from services.party_building.translate.branch_account import (
    account_to_proto,
    read_account_draft,
    read_account_filter,
    read_own_spends,
)
from services.party_building.translate.fund_spend import paper_reader, spend_to_proto
from services.party_building.translate.member import member_to_proto
from services.party_building.translate.party_meeting import meeting_to_proto, read_meeting_draft
from services.party_building.translate.party_organisation import organisation_to_proto
from services.party_building.translate.secretary_report import read_report_draft, report_to_proto

_read_approval = paper_reader(pb.ApproveOwnSpendRequest)


class BranchAccountService(Servicer):
    """sifa.party_building.v1.BranchAccountService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["BranchAccountService"]

    def CreateBranchAccount(self, tx: Tx, request: pb.CreateBranchAccountRequest) -> branch_account_pb2.BranchAccount:
        """Link an account."""
        return account_to_proto(create_account(tx, read_account_draft(request.branch_account)))

    def ListBranchAccounts(self, tx: Tx, request: pb.ListBranchAccountsRequest) -> pb.ListBranchAccountsResponse:
        """A page of links."""
        found, after = list_accounts(tx, read_account_filter(request, ""), self.pager.read(request))
        return pb.ListBranchAccountsResponse(
            branch_accounts=map(account_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EndBranchAccount(self, tx: Tx, request: pb.EndBranchAccountRequest) -> pb.EndBranchAccountResponse:
        """End a link."""
        done = end_account(tx, request.name, etag=request.etag)
        return pb.EndBranchAccountResponse(branch_account=account_to_proto(done))

    def GetOwnOrganisation(
        self, tx: Tx, _request: pb.GetOwnOrganisationRequest
    ) -> party_organisation_pb2.PartyOrganisation:  # fmt: skip
        """The caller's organisation."""
        return organisation_to_proto(own.own_branch(tx))

    def ListOwnMembers(self, tx: Tx, _request: pb.ListOwnMembersRequest) -> pb.ListOwnMembersResponse:
        """Who is in it."""
        return pb.ListOwnMembersResponse(members=map(member_to_proto, own.own_members(tx)))

    def EnterOwnMeeting(self, tx: Tx, request: pb.EnterOwnMeetingRequest) -> pb.EnterOwnMeetingResponse:
        """Record what it held."""
        made = own.enter_meeting(tx, read_meeting_draft(request.party_meeting))
        return pb.EnterOwnMeetingResponse(party_meeting=meeting_to_proto(made))

    def ListOwnMeetings(self, tx: Tx, request: pb.ListOwnMeetingsRequest) -> pb.ListOwnMeetingsResponse:
        """A page of what it held."""
        found, after = own.own_meetings(tx, self.pager.read(request))
        return pb.ListOwnMeetingsResponse(
            party_meetings=map(meeting_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EnterOwnReport(self, tx: Tx, request: pb.EnterOwnReportRequest) -> pb.EnterOwnReportResponse:
        """The secretary reports."""
        made = own.enter_report(tx, read_report_draft(request.secretary_report))
        return pb.EnterOwnReportResponse(secretary_report=report_to_proto(made))

    def ListOwnSpends(self, tx: Tx, request: pb.ListOwnSpendsRequest) -> pb.ListOwnSpendsResponse:
        """A page of what it approves."""
        found, after = own.own_spends(tx, read_own_spends(request, "").state, self.pager.read(request))
        return pb.ListOwnSpendsResponse(
            fund_spends=map(spend_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApproveOwnSpend(self, tx: Tx, request: pb.ApproveOwnSpendRequest) -> pb.ApproveOwnSpendResponse:
        """Approve and book one."""
        done = own.approve_own_spend(tx, request.name, _read_approval(request, ""), etag=request.etag)
        return pb.ApproveOwnSpendResponse(fund_spend=spend_to_proto(done))
