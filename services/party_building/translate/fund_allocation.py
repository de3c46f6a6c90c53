"""Fund allocations between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import fund_allocation_pb2
from sifa.party_building.v1 import fund_allocation_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.fund_allocation import FundAllocation, FundAllocationFilter, FundBalance
from services.party_building.domain.fund_booking import OFFERED, BookingPaper

_to_proto = to_message(
    FundAllocation, fund_allocation_pb2.FundAllocation, left_out=("allowed_actions",),
    parts={"deadlines": deadline_to_message},
)  # fmt: skip
balance_to_proto = to_message(FundBalance, pb.FundBalance)
read_allocation_filter = from_message(
    pb.ListFundAllocationsRequest, FundAllocationFilter, left_out=("page_size", "page_token")
)
read_booking = from_message(pb.BookFundAllocationRequest, BookingPaper, left_out=("name", "request_id", "etag"))


def allocation_to_proto(line: FundAllocation) -> fund_allocation_pb2.FundAllocation:
    """The line, with what may be done next."""
    message = _to_proto(line)
    message.allowed_actions.extend(allowed_actions(OFFERED, line.state))
    return message
