"""gRPC door of the daily assessment. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import daily_entry_pb2
from sifa.grassroots_offices.v1 import daily_entry_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.daily_entry import (
    answer_daily_entry,
    create_daily_entry,
    get_daily_entry,
    list_daily_entries,
    withdraw_daily_entry,
)
from services.grassroots_offices.translate.daily_entry import (
    daily_entry_to_proto,
    read_answer,
    read_daily_entry_draft,
    read_daily_entry_filter,
)


class DailyEntryService(Servicer):
    """sifa.grassroots_offices.v1.DailyEntryService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DailyEntryService"]

    def CreateDailyEntry(self, tx: Tx, request: pb.CreateDailyEntryRequest) -> daily_entry_pb2.DailyEntry:
        """Enter one."""
        return daily_entry_to_proto(create_daily_entry(tx, read_daily_entry_draft(request.daily_entry)))

    def GetDailyEntry(self, tx: Tx, request: pb.GetDailyEntryRequest) -> daily_entry_pb2.DailyEntry:
        """One of them."""
        return daily_entry_to_proto(get_daily_entry(tx, request.name))

    def ListDailyEntries(self, tx: Tx, request: pb.ListDailyEntriesRequest) -> pb.ListDailyEntriesResponse:
        """A page of them."""
        found, after = list_daily_entries(tx, read_daily_entry_filter(request, ""), self.pager.read(request))
        return pb.ListDailyEntriesResponse(
            daily_entries=map(daily_entry_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def AnswerDailyEntry(self, tx: Tx, request: pb.AnswerDailyEntryRequest) -> pb.AnswerDailyEntryResponse:
        """The office answers."""
        done = answer_daily_entry(tx, request.name, read_answer(request, ""), etag=request.etag)
        return pb.AnswerDailyEntryResponse(daily_entry=daily_entry_to_proto(done))

    def WithdrawDailyEntry(self, tx: Tx, request: pb.WithdrawDailyEntryRequest) -> pb.WithdrawDailyEntryResponse:
        """Take it back."""
        done = withdraw_daily_entry(tx, request.name, request.withdrawal_reason, etag=request.etag)
        return pb.WithdrawDailyEntryResponse(daily_entry=daily_entry_to_proto(done))
