"""Fund allocations between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import fund_allocation_pb2
from sifa.party_building.v1 import fund_allocation_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.fund_allocation import FundAllocation, FundAllocationFilter, FundBalance

allocation_to_proto = to_message(FundAllocation, fund_allocation_pb2.FundAllocation)
balance_to_proto = to_message(FundBalance, pb.FundBalance)
read_allocation_filter = from_message(
    pb.ListFundAllocationsRequest, FundAllocationFilter, left_out=("page_size", "page_token")
)
