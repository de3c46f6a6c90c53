"""gRPC door of fund allocations. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import fund_allocation_pb2
from sifa.party_building.v1 import fund_allocation_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.fund_allocation import (
    get_fund_allocation,
    get_fund_balance,
    list_fund_allocations,
    true_up_fund,
)
from services.party_building.handlers.fund_booking import book_allocation
from services.party_building.translate.fund_allocation import (
    allocation_to_proto,
    balance_to_proto,
    read_allocation_filter,
    read_booking,
)


class FundAllocationService(Servicer):
    """sifa.party_building.v1.FundAllocationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["FundAllocationService"]

    def GetFundAllocation(self, tx: Tx, request: pb.GetFundAllocationRequest) -> fund_allocation_pb2.FundAllocation:
        """One line."""
        return allocation_to_proto(get_fund_allocation(tx, request.name))

    def ListFundAllocations(self, tx: Tx, request: pb.ListFundAllocationsRequest) -> pb.ListFundAllocationsResponse:
        """A page of lines."""
        found, after = list_fund_allocations(tx, read_allocation_filter(request, ""), self.pager.read(request))
        return pb.ListFundAllocationsResponse(
            fund_allocations=map(allocation_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def TrueUpFund(self, tx: Tx, request: pb.TrueUpFundRequest) -> pb.TrueUpFundResponse:
        """True up a year."""
        return pb.TrueUpFundResponse(
            fund_allocation=allocation_to_proto(true_up_fund(tx, request.office, request.year))
        )

    def BookFundAllocation(self, tx: Tx, request: pb.BookFundAllocationRequest) -> pb.BookFundAllocationResponse:
        """Record the office's booking."""
        done = book_allocation(tx, request.name, read_booking(request, ""), etag=request.etag)
        return pb.BookFundAllocationResponse(fund_allocation=allocation_to_proto(done))

    def GetFundBalance(self, tx: Tx, request: pb.GetFundBalanceRequest) -> pb.FundBalance:
        """What a fund has come to."""
        return balance_to_proto(get_fund_balance(tx, request.name))
