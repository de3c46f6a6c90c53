"""gRPC door of offices' accounts, and of an office's own clerk. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import coverage_pb2, office_account_pb2
from sifa.party_building.v1 import office_account_service_pb2 as pb

from chassis.mapping import read_day
from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers import own_office as own
from services.party_building.handlers.office_account import create_account, end_account, list_accounts
from services.party_building.translate.charter_check import charter_in_list, charter_to_proto, read_charter_draft
from services.party_building.translate.coverage import coverage_to_proto
from services.party_building.translate.deliberation import (
    decision_to_proto,
    deliberation_to_proto,
    read_deliberation_draft,
)
from services.party_building.translate.office_account import (
    account_to_proto,
    read_account_draft,
    read_account_filter,
    read_own_decisions,
    read_own_matters,
)
from services.party_building.translate.party_meeting import missed_to_proto


class OfficeAccountService(Servicer):
    """sifa.party_building.v1.OfficeAccountService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OfficeAccountService"]

    def CreateOfficeAccount(self, tx: Tx, request: pb.CreateOfficeAccountRequest) -> office_account_pb2.OfficeAccount:
        """Link an account."""
        return account_to_proto(create_account(tx, read_account_draft(request.office_account)))

    def ListOfficeAccounts(self, tx: Tx, request: pb.ListOfficeAccountsRequest) -> pb.ListOfficeAccountsResponse:
        """A page of links."""
        found, after = list_accounts(tx, read_account_filter(request, ""), self.pager.read(request))
        return pb.ListOfficeAccountsResponse(
            office_accounts=map(account_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EndOfficeAccount(self, tx: Tx, request: pb.EndOfficeAccountRequest) -> pb.EndOfficeAccountResponse:
        """End a link."""
        return pb.EndOfficeAccountResponse(
            office_account=account_to_proto(end_account(tx, request.name, etag=request.etag))
        )

    def GetOwnCoverage(
        self,
        tx: Tx,
        request: pb.GetOwnCoverageRequest,
    ) -> coverage_pb2.Coverage:
        """How the caller's office stands."""
        return coverage_to_proto(own.own_coverage(tx))

    def EnterOwnDeliberation(self, tx: Tx, request: pb.EnterOwnDeliberationRequest) -> pb.EnterOwnDeliberationResponse:
        """Record a deliberation of his office."""
        made = own.enter_deliberation(tx, read_deliberation_draft(request.deliberation))
        return pb.EnterOwnDeliberationResponse(deliberation=deliberation_to_proto(made))

    def ListOwnDeliberations(self, tx: Tx, request: pb.ListOwnDeliberationsRequest) -> pb.ListOwnDeliberationsResponse:
        """A page of his office's deliberations."""
        found, after = own.own_deliberations(tx, read_own_matters(request, "").matter, self.pager.read(request))
        return pb.ListOwnDeliberationsResponse(
            deliberations=map(deliberation_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListOwnDecisions(self, tx: Tx, request: pb.ListOwnDecisionsRequest) -> pb.ListOwnDecisionsResponse:
        """A page of his office's decisions."""
        asked = read_own_decisions(request, "")
        found, after = own.own_decisions(tx, asked.matter, self.pager.read(request), flagged=asked.flagged)
        return pb.ListOwnDecisionsResponse(
            office_decisions=map(decision_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EnterOwnCharter(self, tx: Tx, request: pb.EnterOwnCharterRequest) -> pb.EnterOwnCharterResponse:
        """Enter the next version of his office's charter."""
        made = own.enter_charter(tx, read_charter_draft(request.charter_check))
        return pb.EnterOwnCharterResponse(charter_check=charter_to_proto(made))

    def ListOwnCharters(self, tx: Tx, request: pb.ListOwnChartersRequest) -> pb.ListOwnChartersResponse:
        """A page of versions of his office's charter."""
        found, after = own.own_charters(tx, self.pager.read(request))
        return pb.ListOwnChartersResponse(
            charter_checks=map(charter_in_list, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListOwnMissedMeetings(
        self, tx: Tx, request: pb.ListOwnMissedMeetingsRequest
    ) -> pb.ListOwnMissedMeetingsResponse:
        """What the branch of his office did not hold."""
        found = own.own_missed(tx, read_day(request.since_date, "since_date"))
        return pb.ListOwnMissedMeetingsResponse(missed_meetings=map(missed_to_proto, found))
