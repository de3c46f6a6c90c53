"""gRPC door of the appraisal account. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import appraisal_pb2
from sifa.supervision.v1 import appraisal_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import appraisal as use
from services.supervision.translate import appraisal as translate


class AppraisalService(Servicer):
    """sifa.supervision.v1.AppraisalService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AppraisalService"]

    def CreateAppraisalEntry(self, tx: Tx, request: pb.CreateAppraisalEntryRequest) -> appraisal_pb2.AppraisalEntry:
        """Enter one."""
        draft = translate.read_draft(request.appraisal_entry, "appraisal_entry")
        return translate.entry_to_proto(use.create_entry(tx, draft))

    def GetAppraisalEntry(self, tx: Tx, request: pb.GetAppraisalEntryRequest) -> appraisal_pb2.AppraisalEntry:
        """One of them."""
        return translate.entry_to_proto(use.get_entry(tx, request.name))

    def ListAppraisalEntries(self, tx: Tx, request: pb.ListAppraisalEntriesRequest) -> pb.ListAppraisalEntriesResponse:
        """A page of them."""
        found, after = use.list_entries(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListAppraisalEntriesResponse(
            appraisal_entries=map(translate.entry_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )

    def WithdrawAppraisalEntry(
        self, tx: Tx, request: pb.WithdrawAppraisalEntryRequest
    ) -> pb.WithdrawAppraisalEntryResponse:
        """It counts no longer."""
        done = use.withdraw_entry(tx, request.name, request.reason, etag=request.etag)
        return pb.WithdrawAppraisalEntryResponse(appraisal_entry=translate.entry_to_proto(done))

    def CompareAppraisalAccounts(
        self, tx: Tx, request: pb.CompareAppraisalAccountsRequest
    ) -> pb.CompareAppraisalAccountsResponse:
        """The accounts of a year."""
        found = use.compare_accounts(
            tx, division=request.division, year=request.year, per_section=request.per_section
        )  # fmt: skip
        return pb.CompareAppraisalAccountsResponse(appraisal_accounts=map(translate.account_to_proto, found))
